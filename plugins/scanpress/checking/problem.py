"""What the check finds: findings at a place of a document, and problems, which have all facts for a report."""

from dataclasses import dataclass
from typing import Literal

from scanpress.checking.edits import Pointer, Way

__all__ = ["Finding", "Pointer", "Problem", "Severity", "json_pointer"]

Severity = Literal["error", "warning"]


LINES = "\0"
"""What a remedy has in place of lines that are not known yet; no text of a file is shown with it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong at a place of the document or, with a span of characters, of the text.

    `about` is the place whose question is shown, if it is another one, for example that of a missing key. `also` are
    further places with the same problem, `also_at` further offsets. `meant` is the name that was probably meant, if
    the remedy suggests one. `given` is the value as messages show it, and what to write in its place, which is empty if
    that is not known; `each` are the places of the values that a remedy names, whose lines take the place of `LINES`
    in it. `ways` are the ways to follow the remedy, each as edits of the document. Findings with the
    same `cause` are one mistake.
    """

    rule: str
    pointer: Pointer
    message: str
    remedy: str
    at: Literal["value", "key"] = "value"
    span: tuple[int, int] | None = None
    about: Pointer = ()
    also: tuple[Pointer, ...] = ()
    also_at: tuple[int, ...] = ()
    meant: str = ""
    ways: tuple[Way, ...] = ()
    cause: str = ""
    given: tuple[str, str] = ("", "")
    each: tuple[tuple[Pointer, ...], ...] = ()


def json_pointer(pointer: Pointer) -> str:
    """Return a place as a JSON pointer (RFC 6901).

    >>> json_pointer(("authors", 0, "a/b"))
    '/authors/0/a~1b'
    """
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in pointer)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, where, and what to do; lines and columns count from 1, columns in characters.

    `end_column` is the column after the last character. `question` is the text of the question and `see` the page of
    the site about it; both are empty if the place belongs to no question. `also` are the lines of further places with
    the same problem.
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
        """The sort key of problems: file, line, column, code, pointer."""
        return (self.file, self.line, self.column, self.code, self.pointer)
