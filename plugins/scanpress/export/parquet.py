"""The answers as Parquet, if the extra `parquet` is installed."""

from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from scanpress.export.cells import GUARD
from scanpress.export.fields import ANSWER_FIELDS, SQL_TYPES

NEEDED = "duckdb"
ADVICE = 'it needs DuckDB: pip install "scanpress[parquet]"'
_MEMORY = "96MB"
_GROUPS = "ROW_GROUP_SIZE 20480"
# A scan has at most 1 MiB, and each quotation mark is written twice.
_OPTIONS = (
    "header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"', parallel = false, "
    "max_line_size = 2200000, buffer_size = 4400000, compression = 'gzip', nullstr = ''"
)


def is_installed() -> bool:
    """Return whether Parquet can be written."""
    return find_spec(NEEDED) is not None


def version() -> str:
    """Return the version of the library, empty if it is not installed."""
    return metadata.version(NEEDED) if is_installed() else ""


def write_parquet(file: Path, answers: Path) -> None:
    """Write the answers of a CSV file, with the texts as they were before cells were guarded.

    One thread, so that the same answers give the same bytes with the same version of DuckDB.
    """
    import duckdb  # noqa: PLC0415 - an extra

    columns = ", ".join(f"'{field.name}': 'VARCHAR'" for field in ANSWER_FIELDS)
    chosen = ", ".join(_column(field.name, SQL_TYPES[field.type]) for field in ANSWER_FIELDS)
    with TemporaryDirectory(dir=file.parent) as folder:
        settings: dict[str, str | bool | int | float | list[str]] = {
            "threads": 1,
            "memory_limit": _MEMORY,
            "temp_directory": folder,
        }
        with duckdb.connect(config=settings) as connection:
            rows = f"read_csv(?, columns = {{{columns}}}, {_OPTIONS})"
            query = (
                f"COPY (SELECT {chosen} FROM {rows}) TO '{_quoted(file)}' (FORMAT parquet, COMPRESSION zstd, {_GROUPS})"  # noqa: S608 - our names
            )
            connection.execute(query, [str(answers)])


def _column(name: str, kind: str) -> str:
    if kind != "VARCHAR":
        return f'TRY_CAST("{name}" AS {kind}) AS "{name}"'
    text = f'CASE WHEN starts_with("{name}", \'{GUARD * 2}\') THEN substr("{name}", 2) ELSE "{name}" END'
    return f"coalesce({text}, '') AS \"{name}\""


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
