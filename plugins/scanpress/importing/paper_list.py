"""The list of papers beside the answers of a model: a CSV table with one row per paper."""

import ast
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scanpress.checking import written_apart
from scanpress.importing.remarks import Remark, WrongInput
from scanpress.importing.sheets import Row, Sheet, is_empty, read_sheet

_FILE = "file"
_PDF = ".pdf"
# What people call the columns, best first: in lower case, without blanks and punctuation.
_NAMES: Mapping[str, tuple[str, ...]] = {
    _FILE: ("file", "filename", "filepath", "paperfile", "pdffile", "key", "paperkey", "paperid", "id"),
    "title": ("title", "papertitle"),
    "authors": ("authors", "author", "authornames", "authorlist", "paperauthors"),
    "venue": ("venue", "conference", "journal", "booktitle", "venuename"),
    "year": ("year", "publicationyear", "venueyear", "conferenceyear"),
    "url": ("url", "address", "webaddress", "link", "paperurl", "paperlink", "webpage"),
    "pdf_url": ("pdfurl", "pdfaddress", "pdflink"),
    "doi": ("doi",),
    "arxiv_id": ("arxivid", "arxiv"),
}
_NEEDED = (_FILE, "title", "authors", "venue", "year")
_SHOWN = {_FILE: "file name"}
_YEAR = re.compile(r"([0-9]{4})(?:\.0+)?")


@dataclass(frozen=True, slots=True)
class PaperList:
    """The papers of a list by their keys, each as a scan names it, and the remarks about the other rows."""

    papers: Mapping[str, Mapping[str, Any]]
    remarks: tuple[Remark, ...]


def key_of(name: str) -> str:
    """Return the key of a paper from the name of its file.

    >>> key_of(" papers/abc-12.PDF ")
    'abc-12'
    """
    name = name.strip().replace("\\", "/").rpartition("/")[2]
    return name[: -len(_PDF)] if name.lower().endswith(_PDF) else name


def read_papers(path: Path, name: str) -> PaperList:
    """Read a list of papers; raise WrongInput if a column is missing."""
    sheet = read_sheet(path, name)
    columns = _columns(sheet, _NEEDED)
    papers: dict[str, Mapping[str, Any]] = {}
    remarks: list[Remark] = []
    twice: set[str] = set()
    for row in sheet.rows:
        key = key_of(str(row.cells[columns[_FILE]] or ""))
        if not key:
            remarks.append(Remark(name, "", "row without a file name", f"row {row.number} names no file"))
            continue
        paper, wrong = _paper(sheet, row, columns)
        if wrong:
            remarks += [Remark(name, key, "row of the list", message) for message in wrong]
        elif papers.setdefault(key, paper) != paper:
            twice.add(key)
    for key in sorted(twice):
        message = "two rows name this file, and they differ: keep the right one"
        remarks.append(Remark(name, key, "paper listed twice", message))
        del papers[key]
    return PaperList(papers, tuple(remarks))


def read_keys(path: Path, name: str) -> frozenset[str]:
    """Read the keys of a list of which only the file names matter; raise WrongInput if their column is missing."""
    sheet = read_sheet(path, name)
    column = _columns(sheet, (_FILE,))[_FILE]
    return frozenset(key_of(str(row.cells[column])) for row in sheet.rows if not is_empty(row.cells[column]))


def _columns(sheet: Sheet, needed: tuple[str, ...]) -> Mapping[str, int]:
    """Return the place of the column of each field; raise WrongInput if one is missing or there twice."""
    names = [_plain(column) for column in sheet.columns]
    found: dict[str, int] = {}
    messages = []
    for field, known in _NAMES.items():
        name = next((each for each in known if each in names), "")
        if name and names.count(name) > 1:
            messages.append(f"{sheet.file}: two columns are named {sheet.columns[names.index(name)]!r}; remove one")
        if name:
            found[field] = names.index(name)
    missing = [field for field in needed if field not in found]
    if missing:
        listed = ", ".join(repr(column) for column in sheet.columns if column)
        for field in missing:
            others = ", ".join(_NAMES[field][1:4])
            also = f" (or {others})" if others else ""
            shown = _SHOWN.get(field, field)
            messages.append(f"{sheet.file}: there is no column for the {shown}: name one {field}{also}")
        messages.append(f"{sheet.file}: its columns are {listed}")
    if messages:
        raise WrongInput(messages)
    return found


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()


def _paper(sheet: Sheet, row: Row, columns: Mapping[str, int]) -> tuple[dict[str, Any], list[str]]:
    """Return the paper of a row, and what is wrong in the row."""
    paper: dict[str, Any] = {}
    wrong = []
    for field, column in columns.items():
        cell = row.cells[column]
        if field == _FILE or (is_empty(cell) and field not in ("title", "authors", "year")):
            continue
        try:
            paper[field] = _READERS.get(field, _one_line)(str("" if cell is None else cell))
        except ValueError as error:
            wrong.append(f"{sheet.place(row, column)}: {error}")
    return paper, wrong


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _title(text: str) -> str:
    title = _one_line(text)
    if not title:
        raise ValueError("the title is missing")
    return title


def _year(text: str) -> int:
    match = _YEAR.fullmatch(text.strip())
    if not match:
        raise ValueError(f"{text.strip()!r} is not a year: write four digits")
    return int(match[1])


def read_authors(text: str) -> list[str]:
    """Return the authors that a cell names; raise ValueError if it is not clear where each name begins.

    >>> read_authors("Ada Byron; Bo Li"), read_authors("['Ada Byron', 'Bo Li']")
    (['Ada Byron', 'Bo Li'], ['Ada Byron', 'Bo Li'])
    """
    text = text.strip()
    names = list(_listed(text)) if text.startswith("[") else list(written_apart(text)) if text else []
    names = [name for name in (_one_line(each).rstrip(";,") for each in names) if name]
    if not text:
        raise ValueError("the authors are missing")
    if not names:
        raise ValueError(f"it is not clear where each name in {text[:60]!r} begins: separate the names by ;")
    return names


def _listed(text: str) -> Iterator[str]:
    """Yield the names of a list as programs write it."""
    readers: tuple[Callable[[str], Any], ...] = (json.loads, ast.literal_eval)
    for read in readers:
        try:
            names = read(text)
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            continue
        if isinstance(names, list) and all(isinstance(name, str) for name in names):
            yield from names
            return


_READERS: Mapping[str, Callable[[str], Any]] = {"title": _title, "authors": read_authors, "year": _year}
