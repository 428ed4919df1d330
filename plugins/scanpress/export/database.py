"""The SQLite database: tables with keys that refer to each other, an index of all words, and views."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from scanpress.checking import DISMISSED
from scanpress.corpus.scores import decides_type
from scanpress.export.rows import AnswerRow, ScanRow
from scanpress.instruments import require

SCHEMA_VERSION = 1
"""Changes if a table, a view or a column is removed or gets another meaning."""

_PAGE = 8192
_QUIET = (
    "journal_mode = OFF",
    "synchronous = OFF",
    "locking_mode = EXCLUSIVE",
    f"page_size = {_PAGE}",
    f"user_version = {SCHEMA_VERSION}",
)
_Key = tuple[str, int, str, str]
Rows = tuple[Sequence[ScanRow], Sequence[AnswerRow]]


class Copied(NamedTuple):
    """Scans to copy from an earlier database, with their answers: the numbers of the first and of the last one."""

    first: int
    last: int


def write_database(
    file: Path, rows: Iterable[Rows | Copied], about: Mapping[str, str], earlier: Path | None = None
) -> None:
    """Write the database of rows, which come some scans at a time, the answers in the order of their scans.

    The same rows give the same bytes with the same version of SQLite, also if some are copied from an earlier database:
    a new file is filled in order, and nothing in it is deleted or changed.
    """
    file.unlink(missing_ok=True)
    with closing(sqlite3.connect(_uri(file), uri=True, isolation_level=None)) as connection:
        for pragma in _QUIET:
            connection.execute(f"PRAGMA {pragma}")
        if earlier:
            connection.execute("ATTACH ? AS earlier", (f"{_uri(earlier)}?mode=ro&immutable=1",))
        connection.execute("BEGIN")
        _run(connection, "scans.sql")
        connection.executemany("INSERT INTO about VALUES (?, ?)", sorted(about.items()))
        tables = _Tables(connection, has_earlier=bool(earlier))
        for some in rows:
            if isinstance(some, Copied):
                tables.copy(some)
            else:
                tables.add(*some)
        _run(connection, "indexes.sql")
        connection.execute("COMMIT")


class _Tables:
    """The tables while they are filled, with the numbers that rows have got."""

    def __init__(self, connection: sqlite3.Connection, *, has_earlier: bool) -> None:
        self._rows = connection
        self._instruments: dict[tuple[str, int], int] = {}
        self._questions: dict[_Key, int] = {}
        self._scans = 0
        self._has_earlier = has_earlier
        if has_earlier:
            connection.execute(_NUMBERS)
            [(self._has_own,)] = connection.execute(_HAS_OWN)

    def add(self, scans: Sequence[ScanRow], answers: Sequence[AnswerRow]) -> None:
        """Add rows, each with the instruments, questions and papers that it is the first to refer to."""
        self._rows.executemany("INSERT OR IGNORE INTO papers VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)", map(_paper, scans))
        self._rows.executemany(_SCAN, [self._scan(row) for row in scans])
        numbers = {row.path: number for number, row in enumerate(scans, self._scans + 1)}
        self._scans += len(scans)
        # Lists, so that instruments are there before scans, and questions before answers, as in `copy`.
        self._rows.executemany(_insert("answers", 9), [self._answer(numbers[row.path], row) for row in answers])

    def copy(self, scans: Copied) -> None:
        """Copy scans and answers with what they are the first to refer to, in the order in which `add` adds it."""
        run, shift = self._rows.execute, self._scans + 1 - scans.first
        run(_COPY_PAPERS, scans)
        for instrument in run(_INSTRUMENTS, scans).fetchall():
            self._instrument(*instrument)
        run(_COPY_SCANS, scans)
        self._scans += scans.last - scans.first + 1
        [between] = run(_ANSWERS, scans)
        for *key, label in run(_OWN_QUESTIONS, between).fetchall() if self._has_own else ():
            self._number(tuple(key), label)
        run(_COPY_ANSWERS, (shift, *between))

    def _scan(self, row: ScanRow) -> tuple[Any, ...]:
        about = row.path, row.oid, row.page, row.paper, row.title, "; ".join(row.authors), row.year, row.venue
        instrument = self._instrument(row.instrument, row.version)
        counts = row.status not in DISMISSED
        rest = tuple(row)[ScanRow._fields.index("score_name") :]
        return (*about, instrument, *tuple(row)[_RATER], counts, *rest)

    def _answer(self, scan: int, row: AnswerRow) -> tuple[Any, ...]:
        _, _, name, version, category, question, label, *rest, _counts = row
        key = name, version, category, question
        # NULL makes SQLite number the rows.
        return None, scan, self._number(key, label), *rest

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

    def _number(self, key: _Key, label: str) -> int:
        """Return the number of a question, which is added if the instrument does not list it."""
        return self._questions.get(key) or self._question(key, label, "", is_listed=False)

    def _question(
        self, key: _Key, label: str, guidance: str, *, decides_score: bool = False, is_listed: bool = True
    ) -> int:
        number = self._questions[key] = len(self._questions) + 1
        about = number, self._instruments[key[:2]], *key[2:], label, guidance, is_listed, decides_score
        self._rows.execute(_insert("questions", 8), about)
        if self._has_earlier:
            self._rows.execute(_RENUMBER, (number, *key))
        return number


_SCAN = f"INSERT INTO scans VALUES (NULL, ?, ?, ?, (SELECT paper_id FROM papers WHERE paper = ?){', ?' * 25})"  # noqa: S608

# What is copied from an earlier database gets the numbers that it would get if it was made again.
_HAS_OWN = "SELECT EXISTS (SELECT * FROM earlier.questions WHERE NOT is_listed)"
_NUMBERS = "CREATE TEMP TABLE numbers (earlier INTEGER PRIMARY KEY, now INTEGER NOT NULL)"
_RENUMBER = """INSERT INTO numbers SELECT question_id, ? FROM earlier.questions
  JOIN earlier.instruments USING (instrument_id) WHERE name = ? AND version = ? AND category = ? AND question = ?"""
_COPY_PAPERS = """INSERT OR IGNORE INTO papers
SELECT NULL, paper, papers.title, papers.year, papers.venue, doi, arxiv_id, url
FROM earlier.scans JOIN earlier.papers USING (paper_id) WHERE scan_id BETWEEN ? AND ? ORDER BY scan_id"""
_INSTRUMENTS = """SELECT name, version FROM earlier.scans JOIN earlier.instruments USING (instrument_id)
WHERE scan_id BETWEEN ? AND ? GROUP BY instrument_id ORDER BY min(scan_id)"""
_COPY_SCANS = """INSERT INTO scans
SELECT NULL, path, oid, was.page, papers.paper_id, was.title, authors, was.year, was.venue, instruments.instrument_id,
  rater_kind, rater, run, date, status, counts, score_name, score, score_part, score_whole, met, not_met,
  not_applicable, partly, unclear, scored, red_flags, license, source_url, source_license
FROM earlier.scans AS was
  CROSS JOIN earlier.papers AS about ON about.paper_id = was.paper_id
  CROSS JOIN main.papers AS papers ON papers.paper = about.paper
  CROSS JOIN earlier.instruments AS used ON used.instrument_id = was.instrument_id
  CROSS JOIN main.instruments AS instruments ON instruments.name = used.name AND instruments.version = used.version
WHERE scan_id BETWEEN ? AND ? ORDER BY scan_id"""
_ANSWERS = "SELECT min(answer_id), max(answer_id) FROM earlier.answers WHERE scan_id BETWEEN ? AND ?"
_OWN_QUESTIONS = """SELECT name, version, category, question, label
FROM earlier.answers CROSS JOIN earlier.questions USING (question_id) JOIN earlier.instruments USING (instrument_id)
WHERE answer_id BETWEEN ? AND ? AND NOT is_listed GROUP BY question_id ORDER BY min(answer_id)"""
_COPY_ANSWERS = """INSERT INTO answers
SELECT NULL, scan_id + ?, (SELECT now FROM numbers WHERE earlier = question_id), result, verdict, points, number,
  reason, rater
FROM earlier.answers WHERE answer_id BETWEEN ? AND ? ORDER BY answer_id"""
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


def _uri(file: Path) -> str:
    return file.absolute().as_uri()


def _insert(table: str, columns: int) -> str:
    return f"INSERT INTO {table} VALUES ({', '.join('?' * columns)})"  # noqa: S608 - names of our own
