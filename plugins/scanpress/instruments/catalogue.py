"""The schemas in the package, and the instruments that they describe."""

from functools import cache
from importlib.resources import files

from scanpress.instruments.model import Instrument
from scanpress.instruments.reading import read_instrument

SUFFIX = ".schema.json"
# The base of the `$id` of every schema in the package; a test compares the schemas with it.
SCHEMA_BASE = "https://scanpress.example/schemas/"


@cache
def instruments() -> tuple[Instrument, ...]:
    """Return all instruments, sorted by name and version."""
    read = (read_instrument(load_schema(name)) for name in schema_names())
    return tuple(sorted(filter(None, read), key=lambda instrument: (instrument.name, instrument.version)))


def find(name: str, version: int) -> Instrument | None:
    """Return the instrument with a name and version, or None."""
    return next((each for each in instruments() if each.name == name and each.version == version), None)


@cache
def with_key(key: str) -> Instrument:
    """Return the instrument with a key, such as `survey-3`; raise LookupError if there is none."""
    name, _, version = key.rpartition("-")
    return require(name, int(version))


def require(name: str, version: int) -> Instrument:
    """Return the instrument with a name and version; raise LookupError if there is none."""
    found = find(name, version)
    if found is None:
        raise LookupError(f"there is no instrument {name}, version {version}")
    return found


@cache
def schema_names() -> tuple[str, ...]:
    """Return the names of all schemas, such as `survey-3`, also of those that are not instruments."""
    entries = files(__package__).joinpath("schemas").iterdir()
    return tuple(sorted(entry.name.removesuffix(SUFFIX) for entry in entries if entry.name.endswith(SUFFIX)))


@cache
def load_schema(name: str) -> bytes:
    """Return the bytes of a schema as they are in the package."""
    return files(__package__).joinpath("schemas", name + SUFFIX).read_bytes()


def published_schema(name: str, base: str = SCHEMA_BASE) -> bytes:
    """Return the bytes of a schema with the `$id` that it has below `base`, such as `https://site.example/schemas/`."""
    return load_schema(name).replace(_schema_id(name, SCHEMA_BASE).encode(), _schema_id(name, base).encode())


def _schema_id(name: str, base: str) -> str:
    return f"{base.rstrip('/')}/{name}{SUFFIX}"
