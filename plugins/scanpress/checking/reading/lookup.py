"""Find a few values in a valid JSON text, twenty times as fast as laying out all of it."""

import re
from collections.abc import Iterable
from json.decoder import JSONDecoder, scanstring
from typing import Any

from scanpress.checking.problem import Pointer
from scanpress.checking.reading.places import Place

_BLANKS = re.compile(r"[ \t\r\n]*")
_skip = JSONDecoder().scan_once  # reads the value at an offset, and returns where it ends
_Wanted = dict[Any, "_Wanted"]


def places_of(text: str, pointers: Iterable[Pointer]) -> dict[Pointer, Place]:
    """Return the places of the values at some pointers, as `lay_out` does for all; no key may occur twice.

    >>> places_of('{"a": [1, "b"]}', [("a", 1)])
    {('a', 1): Place(start=10, end=13, key=None)}
    """
    wanted: _Wanted = {}
    for pointer in pointers:
        part = wanted
        for key in pointer:
            part = part.setdefault(key, {})
    found: dict[Pointer, Place] = {}
    start = _after_blanks(text, 0)
    end = _descend(text, start, (), wanted, found) if wanted else _skip(text, start)[1]
    found[()] = Place(start, end)
    return found


def _descend(text: str, start: int, pointer: Pointer, wanted: _Wanted, found: dict[Pointer, Place]) -> int:
    """Add the wanted members of the value at an offset, and return where the value ends."""
    is_object = text[start] == "{"
    if not is_object and text[start] != "[":
        return int(_skip(text, start)[1])
    position, index = _after_blanks(text, start + 1), 0
    while text[position] not in "}]":
        key: str | int = index
        span = None
        if is_object:
            key, end = scanstring(text, position + 1)
            span = (position, end)
            position = _after_blanks(text, _after_blanks(text, end) + 1)  # after the colon
        end = _descend(text, position, (*pointer, key), wanted[key], found) if wanted.get(key) else _skip(text, position)[1]
        if key in wanted:
            found[(*pointer, key)] = Place(position, end, span)
        position = _after_blanks(text, end)
        if text[position] == ",":
            position = _after_blanks(text, position + 1)
        index += 1
    return position + 1


def _after_blanks(text: str, position: int) -> int:
    return _BLANKS.match(text, position).end()  # type: ignore[union-attr] - the pattern matches everywhere
