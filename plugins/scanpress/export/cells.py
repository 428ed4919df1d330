"""Cells of CSV files, which no spreadsheet runs as formulas."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
GUARD = "'"
"""Stands before a text that a spreadsheet would run, and before one that begins with it: remove one to undo it."""

_GUARDED = (*FORMULA_STARTS, GUARD)


def guarded(text: str) -> str:
    """Return a text that no spreadsheet runs; `unguarded` returns the text itself.

    A text that begins with an apostrophe gets another one, so that it is clear which apostrophes to remove.

    >>> guarded("=1+1"), guarded("a = b"), guarded("'quoted'")
    ("'=1+1", 'a = b', "''quoted'")
    """
    return GUARD + text if text.startswith(_GUARDED) else text


def unguarded(cell: str) -> str:
    """Return the text that `guarded` changed.

    >>> unguarded("'=1+1"), unguarded("''quoted'"), unguarded("plain")
    ('=1+1', "'quoted'", 'plain')
    """
    return cell.removeprefix(GUARD)


def csv_lines(rows: Iterable[Sequence[Any]]) -> bytes:
    """Return rows as lines of CSV in UTF-8, as RFC 4180 describes them; None is an empty cell.

    A number is written as a number: one that is negative is no formula.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([[_cell(value) for value in row] for row in rows])
    return text.getvalue().encode()


def _cell(value: Any) -> Any:
    kind = type(value)
    if kind is str:
        # Called for each of half a million answers: most texts begin with a letter.
        return GUARD + value if value and value[0] in _FIRST else value
    if kind is tuple:
        return guarded("; ".join(value))
    if kind is bool:
        return "true" if value else "false"
    return value


_FIRST = frozenset(_GUARDED)
