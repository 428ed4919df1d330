"""Find a few values in a valid JSON text, twenty times as fast as laying out all of it."""

import re
from collections.abc import Iterable
from json import JSONDecoder
from typing import Any, NamedTuple

from scanpress.checking.problem import Pointer
from scanpress.checking.reading.places import Place

_BLANKS = re.compile(r"[ \t\r\n]*")
_COLON = re.compile(r"[ \t\r\n]*:[ \t\r\n]*")
_COMMA = re.compile(r"[ \t\r\n]*,?[ \t\r\n]*")
_skip = JSONDecoder().raw_decode  # reads the value at an offset, and returns where it ends
_Wanted = dict[Any, "_Wanted"]


def places_of(text: str, pointers: Iterable[Pointer]) -> dict[Pointer, Place]:
    """Return the places of the values at some pointers, as `lay_out` does for all; no key may occur twice.

    >>> places_of('{"a": [1, "b"]}', [("a", 1)])
    {('a', 1): Place(start=10, end=13, key=None)}
    """
    wanted: _Wanted = {}
    every = set(pointers)
    for pointer in every:
        part = wanted
        for key in pointer:
            part = part.setdefault(key, {})
    found: dict[Pointer, Place] = {}
    start = _after(_BLANKS, text, 0)
    if () in every:
        found[()] = Place(start, _skip(text, start)[1])
    _Search(text, every, found).descend(start, (), wanted)
    return found


class _Search(NamedTuple):
    text: str
    every: set[Pointer]
    found: dict[Pointer, Place]

    def descend(self, start: int, above: Pointer, wanted: _Wanted) -> int:
        """Add the wanted members of the value at an offset; return where it ends, or -1 if all are found."""
        text = self.text
        is_object = text[start] == "{"
        if not is_object and text[start] != "[":
            return int(_skip(text, start)[1])
        position, index = _after(_BLANKS, text, start + 1), 0
        while text[position] not in "}]":
            key: str | int = index
            span = None
            if is_object:
                key, end = _skip(text, position)
                span = (position, end)
                position = _after(_COLON, text, end)
            end = (
                self._member(position, (*above, key), wanted[key], span) if key in wanted else _skip(text, position)[1]
            )
            if end < 0:
                return end
            position = _after(_COMMA, text, end)
            index += 1
        return position + 1

    def _member(self, start: int, pointer: Pointer, wanted: _Wanted, key: tuple[int, int] | None) -> int:
        end = 0
        if pointer in self.every:
            end = int(_skip(self.text, start)[1])
            self.found[pointer] = Place(start, end, key)
        if wanted:
            end = self.descend(start, pointer, wanted)
        return -1 if len(self.found) == len(self.every) else end


def _after(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position
