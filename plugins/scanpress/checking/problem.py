"""A problem: one finding of the check, with all that a report needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong where, and what to do; lines and columns count from 1, columns in characters.

    `end_column` is the column behind the last character. `question` is the question's own text and `see` the site's
    page about it, both empty where the place belongs to no question. `also` are the lines of further places of which
    the same is true.
    """

    code: str
    name: str
    severity: Severity
    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    pointer: str
    message: str
    remedy: str
    question: str = ""
    see: str = ""
    also: tuple[int, ...] = ()

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """The order in which problems are listed."""
        return (self.file, self.line, self.column, self.code, self.pointer)
