"""A finding: a problem before it has a file, a line and a column."""

from __future__ import annotations

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
