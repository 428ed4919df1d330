"""Data files of made-up collections, and what is in them, as users read it."""

import copy
import csv
import gzip
import io
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from tests.support.files import write_json
from tests.support.paths import REPRODUCIBILITY_FILE, SURVEY_FILE

from scanpress.corpus import Corpus, load_corpus
from scanpress.corpus.changes import Event
from scanpress.export.cells import GUARD
from scanpress.export.changes import History
from scanpress.export.files import DataFiles, memories_here
from scanpress.export.names import ANSWERS, DATABASE, RAW, SCANS
from scanpress.export.rows import Source
from scanpress.facts import Collection

HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+1+cmd",
    "-2+3",
    "@SUM(A1:A9)",
    "'quoted'",
    "''",
    'a "b", c;d|e',
    "one\ntwo\r\nthree",
    "<script>alert(1)</script>]]>'\"><img src=x onerror=alert(2)></script><svg onload=alert(3)>{{7*7}}{%",
    "NULL",
    "nan",
    "007",
    "1e5",
    "\\N \\' \\",
    "'); DROP TABLE scans; --",
    "العربية 漢字 \N{GRINNING FACE} e\N{COMBINING ACUTE ACCENT}",
    "\N{LINE SEPARATOR}x\N{PARAGRAPH SEPARATOR}",
    " =1",
)
"""Texts that spreadsheets, CSV, SQL, HTML or careless readers may change."""
EVENTS = tuple(
    Event("2024-03-04T05:06:07+01:00", f"{number:040x}", "scans/hostile-2024/scan-0.json", "answer", text, text, None)
    for number, text in enumerate(HOSTILE)
)
"""A made-up history."""
_KEPT = {"instrument", "url", "pdf_url", "doi", "arxiv_id", "active_modules", "result", "methodology_tags", "supported"}


def write_hostile_scans(root: Path) -> list[str]:
    """Write a scan with each instrument, with a hostile text wherever the schema takes any; return their paths."""
    paths = []
    for number, file in enumerate((SURVEY_FILE, REPRODUCIBILITY_FILE)):
        texts = _endless()
        scan = _with_texts(json.loads(file.read_bytes()), texts)
        scan["paper"] |= {"title": f"{HOSTILE[0]} {number}", "authors": list(HOSTILE)}
        scan["rater"] = {"kind": "person", "name": HOSTILE[number], "date": "2024-03-04"}
        scan["license"] = "CC-BY-SA-4.0"
        scan["source"] = {"url": "https://example.org/=1", "license": "CC0-1.0", "retrieved": "2024-03-05"}
        paths.append(f"scans/hostile-2024/scan-{number}.json")
        write_json(root / paths[-1], scan)
    return paths


def _endless() -> Iterator[str]:
    while True:
        yield from HOSTILE


def _with_texts(value: Any, texts: Iterator[str], key: str = "") -> Any:
    if key in _KEPT:
        return value
    if isinstance(value, dict):
        return {name: _with_texts(copy.deepcopy(part), texts, name) for name, part in value.items()}
    if isinstance(value, list):
        return [_with_texts(part, texts) for part in value]
    return next(texts) if isinstance(value, str) else value


def read_corpus(root: Path) -> Corpus:
    """Return the scans of a folder, none of which may have an error."""
    loaded = load_corpus(Collection.at(root), today=date(2026, 12, 1))
    assert [problem for problem in loaded.problems if problem.severity == "error"] == []
    return loaded.corpus


def data_files(root: Path, folder: Path, licence: str = "CC-BY-4.0") -> DataFiles:
    """Return the data files of the scans of a folder."""
    source = Source(str(root), license=licence)
    return DataFiles(read_corpus(root), source, memories_here(), folder, history=History("made up", lambda: EVENTS))


def raw(folder: Path) -> list[dict[str, Any]]:
    """Return the records of the raw documents."""
    return [json.loads(line) for line in gzip.decompress((folder / RAW).read_bytes()).splitlines()]


def cells(folder: Path, name: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file as they are in it."""
    content = (folder / name).read_bytes()
    text = gzip.decompress(content) if name.endswith(".gz") else content
    return list(csv.DictReader(io.StringIO(text.decode(), newline="")))


def texts(rows: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """Return the rows of a CSV file with their texts as they were."""
    return [{name: cell.removeprefix(GUARD) for name, cell in row.items()} for row in rows]


def scans(folder: Path) -> list[dict[str, str]]:
    """Return the rows of scans."""
    return texts(cells(folder, SCANS))


def answers(folder: Path) -> list[dict[str, str]]:
    """Return the rows of answers."""
    return texts(cells(folder, ANSWERS))


def query(folder: Path, statement: str, *values: Any) -> list[Any]:
    """Return what the database answers, a mapping of columns per row."""
    with closing(sqlite3.connect(f"file:{folder / DATABASE}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(statement, values)]
