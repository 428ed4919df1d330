"""Read tables of other programs: CSV in the encodings and with the separators that they use, and Excel workbooks."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scanpress.importing.remarks import WrongInput

_SEPARATORS = (",", ";", "\t")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_LONGEST_CELL = 2**24
_EXCEL = ".xlsx"
_OLD_EXCEL = (".xls", ".xlsb", ".ods")
_SAVE = 'save the table as "CSV UTF-8" in the spreadsheet program'
_INSTALL = "reading Excel files needs one more library: pip install 'scanpress[xlsx]'"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet with its number as spreadsheets show it; the cells are in the order of the columns."""

    number: int
    cells: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its file, the name of the sheet (empty for CSV), the names of its columns, and its rows."""

    file: str
    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def place(self, row: Row, column: int) -> str:
        """Return where a cell is, as people find it in a spreadsheet."""
        sheet = f"sheet {self.name}, " if self.name else ""
        return f"{sheet}row {row.number}, column {self.columns[column]!r} ({letters(column)}{row.number})"


def letters(column: int) -> str:
    """Return the letters that spreadsheets show above a column, counted from 0.

    >>> letters(0), letters(27)
    ('A', 'AB')
    """
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def read_sheet(path: Path, name: str, *, sheet: str = "") -> Sheet:
    """Read a table; `name` is how messages name the file. Raise WrongInput if it is not a table."""
    if path.suffix.lower() in _OLD_EXCEL:
        raise WrongInput([f"{name}: {path.suffix} files cannot be read; save it as {_EXCEL} or as CSV UTF-8"])
    if path.suffix.lower() == _EXCEL:
        return _workbook(path, name, sheet)
    if sheet:
        raise WrongInput([f"{name}: a CSV file has no sheets; leave out the name {sheet!r}"])
    return _sheet(name, "", _delimited(_decoded(path.read_bytes(), name), name))


def _sheet(file: str, name: str, rows: Iterable[Sequence[Any]]) -> Sheet:
    """Return a sheet whose first row with a value has the names of the columns; rows without a value are left out."""
    filled = ((number, row) for number, row in enumerate(rows, 1) if any(not is_empty(cell) for cell in row))
    _, head = next(filled, (0, ()))
    columns = tuple("" if cell is None else " ".join(str(cell).split()) for cell in head)
    while columns and not columns[-1]:
        columns = columns[:-1]
    if not columns:
        raise WrongInput([f"{file}: the table is empty; its first row must have the names of the columns"])
    missing = len(columns)
    made = (Row(number, (*row, *(None,) * (missing - len(row)))) for number, row in filled)
    return Sheet(file, name, columns, tuple(made))


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula whose value the spreadsheet program did not save."""

    text: str


def is_empty(cell: Any) -> bool:
    """Return whether a cell has no value."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _decoded(data: bytes, name: str) -> str:
    encoding = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        message = f"{name}:{line}: byte 0x{data[error.start]:02X} is not valid {encoding.upper()}; {_SAVE}"
        raise WrongInput([message]) from None
    if "\0" in text:
        raise WrongInput([f"{name}: this is not a text file; {_SAVE}"])
    return text


def _delimited(text: str, name: str) -> Iterator[list[str]]:
    """Yield the rows of a text, separated by the sign that divides its first line into the most columns."""
    first, end, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and end:  # Excel's own way to name the separator
        separator = first.strip()[len("sep=") :][:1] or "\t"
        text = rest
    else:
        separator = max(_SEPARATORS, key=lambda each: len(next(csv.reader([first], delimiter=each), ())))
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        message = f"{name}:{reader.line_num}: {error}; correct the quotation marks of this row"
        raise WrongInput([message]) from None


def _workbook(path: Path, name: str, wanted: str) -> Sheet:
    try:
        from openpyxl import load_workbook  # noqa: PLC0415 - few imports need it, and it is not always installed
        from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415
    except ImportError:
        raise WrongInput([_INSTALL]) from None
    try:
        # Formulas have the values that the spreadsheet program computed when it saved the file.
        book = load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise WrongInput([f"{name}: this is not an Excel workbook ({error}); save it again as {_EXCEL}"]) from None
    try:
        if wanted and wanted not in book.sheetnames:
            raise WrongInput([f"{name}: there is no sheet {wanted!r}; there are {', '.join(book.sheetnames)}"])
        chosen = book[wanted] if wanted else book.worksheets[0]
        chosen.reset_dimensions()  # the sizes that some programs write are wrong
        rows = list(chosen.iter_rows(values_only=True))
        title = chosen.title
    finally:
        book.close()
    return _sheet(name, title, _with_formulas(path, title, rows) if _has_formulas(path) else rows)


def _has_formulas(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        sheets = (name for name in archive.namelist() if name.startswith("xl/worksheets/"))
        return any(b"<f" in archive.read(name) for name in sheets)


def _with_formulas(path: Path, title: str, rows: Sequence[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    """Yield the rows with each formula that has no value in its cell: it must not be taken for a blank cell."""
    from openpyxl import load_workbook  # noqa: PLC0415

    book = load_workbook(path, read_only=True, data_only=False)
    try:
        book[title].reset_dimensions()
        for row, written in zip(rows, book[title].iter_rows(values_only=True), strict=False):
            yield [
                Formula(formula) if cell is None and isinstance(formula, str) and formula.startswith("=") else cell
                for cell, formula in zip(row, written, strict=False)
            ]
    finally:
        book.close()
