"""A line of the file with a caret below the place of a problem."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from scanpress.checking.display import visible

if TYPE_CHECKING:
    from scanpress.checking.problem import Problem

_WIDEST = 110
_BEFORE = 50
_NUMBER_WIDTH = 5


def frame(problem: Problem, line: str) -> tuple[str, str]:
    """Give the line and the carets below it; of a long line only the part around the place."""
    start = problem.column - 1
    end = problem.end_column - 1 if problem.end_line == problem.line else len(line)
    # The clipping is by characters: the line of a hostile file may be a megabyte long.
    first = max(0, start - _BEFORE) if len(line) > _WIDEST else 0
    last = min(len(line), first + _WIDEST)
    before, marked, after = line[first:start], line[start : min(end, last)], line[max(start, min(end, last)) : last]
    lead = "…" * (first > 0)
    shown = lead + _plain(before) + _plain(marked) + _plain(after) + "…" * (last < len(line))
    carets = " " * (len(lead) + _width(_plain(before))) + "^" * max(1, _width(_plain(marked)))
    return f"{problem.line:>{_NUMBER_WIDTH}} | {shown}".rstrip(), f"{'':>{_NUMBER_WIDTH}} | {carets}"


def _plain(text: str) -> str:
    return visible(text.replace("\t", " "))


def _width(text: str) -> int:
    """Count the columns that a text takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(_columns(each) for each in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
