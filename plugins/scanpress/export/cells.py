"""Cells of CSV files, which no spreadsheet runs as formulas."""

from collections.abc import Iterable, Sequence
from typing import Any

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
GUARD = "'"
"""Stands before a text that a spreadsheet would run, and before one that begins with it: remove one to undo it."""

_GUARDED = (*FORMULA_STARTS, GUARD)


def guarded(text: str) -> str:
    """Return a text that no spreadsheet runs.

    A text that begins with an apostrophe gets another one, so that it is clear which apostrophes to remove.

    >>> guarded("=1+1"), guarded("a = b"), guarded("'quoted'")
    ("'=1+1", 'a = b', "''quoted'")
    """
    return GUARD + text if text.startswith(_GUARDED) else text


def csv_lines(rows: Iterable[Sequence[Any]]) -> bytes:
    """Return rows as lines of CSV in UTF-8, as RFC 4180 describes them; None is an empty cell.

    A number is written as a number: one that is negative is no formula. Cells are made by column, whose values have one
    type: of 8,000 scans this takes 0.2 s, and one call per cell with Python's own writer 0.44 s (November 2026).
    """
    columns = map(_cells, zip(*rows, strict=True))
    return "\r\n".join([*map(",".join, zip(*columns, strict=True)), ""]).encode()


def _cells(values: Sequence[Any]) -> Iterable[str]:
    """Return the cells of a column."""
    kinds = set(map(type, values))
    if kinds <= _LOGICAL:
        return map(_WORDS.__getitem__, values)
    if tuple in kinds:
        return _text_cells(list(map("; ".join, values)))
    return _text_cells(values) if str in kinds else ["" if value is None else repr(value) for value in values]


def _text_cells(texts: Sequence[str]) -> Iterable[str]:
    """Return the cells of texts, each of which may be in many rows."""
    cells = {text: _quoted(guarded(text)) for text in set(texts)}
    return map(cells.__getitem__, texts)


def _quoted(text: str) -> str:
    """Return a text in quotation marks if it needs them."""
    if '"' in text:
        return f'"{text.replace(_MARK, _MARK * 2)}"'
    return f'"{text}"' if "," in text or "\n" in text or "\r" in text else text


_MARK = '"'
_WORDS = {True: "true", False: "false", None: ""}
_LOGICAL = {bool, type(None)}
