"""The SQLite database: tables with keys that refer to each other, an index of all words, and views."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any

from scanpress.checking import DISMISSED
from scanpress.corpus.scores import decides_type
from scanpress.export.rows import AnswerRow, ScanRow
from scanpress.instruments import require

SCHEMA_VERSION = 1
"""Changes if a table, a view or a column is removed or gets another meaning."""

_PAGE = 4096
_QUIET = (
    "journal_mode = OFF",
    "synchronous = OFF",
    "locking_mode = EXCLUSIVE",
    f"page_size = {_PAGE}",
    f"user_version = {SCHEMA_VERSION}",
)
_Key = tuple[str, int, str, str]
Rows = tuple[Sequence[ScanRow], Sequence[AnswerRow]]


def write_database(file: Path, rows: Iterable[Rows], about: Mapping[str, str]) -> None:
    """Write the database of rows, which come some scans at a time, the answers in the order of their scans.

    The same rows give the same bytes with the same version of SQLite: a new file is filled in order, and nothing in it
    is deleted or changed.
    """
    file.unlink(missing_ok=True)
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        for pragma in _QUIET:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        _run(connection, "scans.sql")
        connection.executemany("INSERT INTO about VALUES (?, ?)", sorted(about.items()))
        tables = _Tables(connection)
        for scans, answers in rows:
            tables.add(scans, answers)
        _run(connection, "indexes.sql")
        connection.execute("COMMIT")


class _Tables:
    """The tables while they are filled, with the numbers that rows have got."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._rows = connection
        self._instruments: dict[tuple[str, int], int] = {}
        self._questions: dict[_Key, int] = {}
        self._papers: dict[str, int] = {}
        self._scans: dict[str, int] = {}

    def add(self, scans: Sequence[ScanRow], answers: Sequence[AnswerRow]) -> None:
        """Add rows, each with the instruments, questions and papers that it is the first to refer to."""
        first = len(self._papers)
        new = [(self._papers.setdefault(row.paper, len(self._papers) + 1), row) for row in scans]
        papers = {number: row for number, row in reversed(new) if number > first}
        statement = _insert("papers", 8)
        self._rows.executemany(statement, [(number, *_paper(papers[number])) for number in sorted(papers)])
        self._rows.executemany(_insert("scans", 30), [self._scan(row) for row in scans])
        self._rows.executemany(_insert("answers", 9), self._answers(answers))

    def _scan(self, row: ScanRow) -> tuple[Any, ...]:
        number = self._scans[row.path] = len(self._scans) + 1
        about = (
            row.path,
            row.oid,
            row.page,
            self._papers[row.paper],
            row.title,
            "; ".join(row.authors),
            row.year,
            row.venue,
        )
        instrument = self._instrument(row.instrument, row.version)
        counts = row.status not in DISMISSED
        rest = tuple(row)[ScanRow._fields.index("score_name") :]
        return (number, *about, instrument, *tuple(row)[_RATER], counts, *rest)

    def _answers(self, answers: Sequence[AnswerRow]) -> Iterator[tuple[Any, ...]]:
        questions = self._questions
        for path, group in groupby(answers, lambda row: row.path):
            scan = self._scans[path]
            for _, _, name, version, category, question, label, *rest, _counts in group:
                key = name, version, category, question
                # NULL makes SQLite number the rows.
                yield None, scan, questions.get(key) or self._own_question(key, label), *rest

    def _instrument(self, name: str, version: int) -> int:
        key = name, version
        if key not in self._instruments:
            instrument = require(name, version)
            number = self._instruments[key] = len(self._instruments) + 1
            about = number, name, version, instrument.title, instrument.address.strip("/") + "/"
            self._rows.execute(_insert("instruments", 5), about)
            for question in instrument.questions:
                decides = decides_type(instrument, question)
                named = question.category, question.id, question.label, question.guidance
                self._question((*key, *named[:2]), *named[2:], decides_score=decides)
        return self._instruments[key]

    def _own_question(self, key: _Key, label: str) -> int:
        return self._question(key, label, "", is_listed=False)

    def _question(
        self, key: _Key, label: str, guidance: str, *, decides_score: bool = False, is_listed: bool = True
    ) -> int:
        number = self._questions[key] = len(self._questions) + 1
        about = number, self._instruments[key[:2]], *key[2:], label, guidance, is_listed, decides_score
        self._rows.execute(_insert("questions", 8), about)
        return number


_RATER = slice(ScanRow._fields.index("rater_kind"), ScanRow._fields.index("status") + 1)


def _paper(row: ScanRow) -> tuple[Any, ...]:
    return row.paper, row.title, row.year, row.venue, row.doi, row.arxiv_id, row.url


def _run(connection: sqlite3.Connection, name: str) -> None:
    """Run the statements of a file; `executescript` would end the transaction."""
    statement = ""
    for line in files(__package__).joinpath(name).read_text("utf-8").splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""


def _insert(table: str, columns: int) -> str:
    return f"INSERT INTO {table} VALUES ({', '.join('?' * columns)})"  # noqa: S608 - names of our own
