"""A problem: one finding of the check, with all that a report needs."""

from dataclasses import dataclass
from typing import Literal

Pointer = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong at a place of the document, or, with a span of characters, of the text.

    `about` is the place whose question is meant, where that is another: of a missing key, for example. `also` are
    further places of which the same is true.
    """

    rule: str
    pointer: Pointer
    message: str
    remedy: str
    at: Literal["value", "key"] = "value"
    span: tuple[int, int] | None = None
    about: Pointer = ()
    also: tuple[Pointer, ...] = ()


def json_pointer(pointer: Pointer) -> str:
    """Write a place as a JSON pointer (RFC 6901).

    >>> json_pointer(("authors", 0, "a/b"))
    '/authors/0/a~1b'
    """
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in pointer)


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
