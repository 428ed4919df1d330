"""A document written again, and what that tells of its file: each character is written in one way only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from scanpress.checking.characters import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterator

_ORDINARY_ESCAPES = rb"\"nrt"


class _Beginning(NamedTuple):
    """A first byte of hidden characters: how many more each of them takes, and which."""

    first: bytes
    length: int
    others: frozenset[bytes]


def _beginnings(characters: str) -> Iterator[_Beginning]:
    codes = [character.encode() for character in characters]
    for first in dict.fromkeys(code[:1] for code in codes):
        others = frozenset(code[1:] for code in codes if code[:1] == first)
        yield _Beginning(first, max(map(len, others)), others)


_BEGINNINGS = tuple(_beginnings(HIDDEN))
_ASCII_BEGINNINGS = tuple(each for each in _BEGINNINGS if each.first.isascii())


def write_again(document: dict[str, Any]) -> bytes | None:
    """Write a document as most programs do, unless a whole number in it is larger than all readers keep exactly."""
    try:
        return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_STRICT_INTEGER)
    except TypeError:
        return None


def says_all(written: bytes, data: bytes) -> bool:
    """Tell whether nothing of a file was lost when it was read, as the first of two equal keys is.

    In both texts a quotation mark begins or ends a text or a key, or is escaped within one. The file has those of all
    that is written, and perhaps more: then there was a key twice, and the numbers differ. Only a mark within a text
    that the file gives by its code would make up for one that was lost, so that these codes are counted too.
    """
    if len(data) <= len(written) + 1 and data.startswith(written):
        return True
    marks = data.count(b'"')
    if b"\\" in data:
        marks += data.count(rb"\u0022")
    return marks == written.count(b'"')


def hides(written: bytes) -> bool:
    """Tell whether there may be a character that a reader cannot see."""
    beginnings = _ASCII_BEGINNINGS if written.isascii() else _BEGINNINGS
    return _escapes_controls(written) or any(_holds(written, *each) for each in beginnings)


def _escapes_controls(written: bytes) -> bool:
    """Tell whether a control character is escaped: line breaks and tabs, which may be in a text, do not count."""
    position = written.find(b"\\")
    while position >= 0:
        if written[position + 1] not in _ORDINARY_ESCAPES:
            return True
        position = written.find(b"\\", position + 2)
    return False


def _holds(written: bytes, first: bytes, length: int, others: frozenset[bytes]) -> bool:
    """Look for a first byte, which runs at the speed of memory, and where it stands at what follows."""
    position = written.find(first)
    while position >= 0:
        if written[position + 1 : position + 1 + length] in others:
            return True
        position = written.find(first, position + 1)
    return False
