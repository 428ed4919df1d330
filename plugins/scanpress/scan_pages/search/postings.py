"""In which scans each word is, as text: distances from one scan to the next, or a bit for each scan."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import orjson

from scanpress.scan_pages.search.texts import PLACES
from scanpress.scan_pages.search.words import words_of

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""A character for each number below 64: five bits of a larger number, and whether more follow; or six scans."""

_BASE = 32
_BITS = 6
_DENSE = "."  # begins a list that has a bit for each scan
_SHIFT = 5  # bits of a digit
_TO_TEXT = bytes(ord(ALPHABET[number % len(ALPHABET)]) for number in range(256))
_TO_VALUE = bytes(max(0, ALPHABET.find(chr(code))) for code in range(256))


class _Digits(dict[int, str]):
    """The text of each number, made when it is first needed."""

    def __missing__(self, number: int) -> str:
        text, rest = "", number
        while rest >= _BASE:
            text += ALPHABET[_BASE + rest % _BASE]
            rest //= _BASE
        self[number] = text = text + ALPHABET[rest]
        return text


_DIGITS = _Digits()


class Words(NamedTuple):
    """The words of a segment in one place: the first and the last scan that has each, and the distances between."""

    words: Sequence[str]
    first: Sequence[int]
    last: Sequence[int]
    distances: Sequence[str]


Table = tuple[Words, ...]
"""The words of a segment, for each of `PLACES`."""


def table_of(scans: Iterable[Sequence[str]]) -> Table:
    """Return the table of scans that follow each other, each with a text for each place.

    >>> table_of([("a b", "", "", ""), ("a", "", "", "")])[0]
    Words(words=['a', 'b'], first=[0, 0], last=[1, 0], distances=['B', ''])
    """
    found: list[dict[str, list[int]]] = [{} for _ in PLACES]
    for number, texts in enumerate(scans):
        for numbers, text in zip(found, texts, strict=True):
            for word in dict.fromkeys(words_of(text)):
                numbers.setdefault(word, []).append(number)
    return tuple(_words(numbers) for numbers in found)


def _words(numbers: Mapping[str, list[int]]) -> Words:
    runs = numbers.values()
    distances = ["".join([_DIGITS[other - one] for one, other in pairwise(run)]) for run in runs]
    return Words(list(numbers), [run[0] for run in runs], [run[-1] for run in runs], distances)


def encode(table: Table) -> bytes:
    """Return a table as bytes: texts joined by commas are read in a tenth of the time that lists of them take."""
    return orjson.dumps([(",".join(words), first, last, ",".join(rest)) for words, first, last, rest in table])


def decode(payload: bytes) -> Table:
    """Return the table that `encode` turned into bytes.

    >>> table = table_of([("a b", "", "", ""), ("a", "", "", "b")])
    >>> decode(encode(table)) == table
    True
    """
    return tuple(
        Words(words.split(",") if first else [], first, last, rest.split(",") if first else [])
        for words, first, last, rest in orjson.loads(payload)
    )


def merged_lines(tables: Iterable[tuple[Table, int]]) -> dict[str, str]:
    """Merge tables of segments that follow each other, each with its number of scans; return a line for each word.

    A line has the word and its scans in each place, separated by spaces; scans are counted from the first of them all.
    What is empty at the end is left out.

    >>> table = table_of([("a b", "", "", ""), ("a", "", "", "a"), *[("", "", "", "")] * 6])
    >>> merged_lines([(table, 8), (table, 8)])
    {'a': 'a .DMA   BI', 'b': 'b AI'}
    """
    length = 0
    found: list[tuple[dict[str, int], dict[str, str]]] = [({}, {}) for _ in PLACES]
    for table, scans in tables:
        for words, (last, text) in zip(table, found, strict=True):
            _append(words, length, last, text)
        length += scans
    width = -(-length // _BITS)
    lines: dict[str, str] = {}
    for place, (_, text) in enumerate(found, 1):
        for word, distances in text.items():
            shown = distances if len(distances) <= width else _dense(distances, width)
            line = lines.get(word, word)
            lines[word] = f"{line}{' ' * (place - line.count(' '))}{shown}"
    return lines


def _append(words: Words, offset: int, last: dict[str, int], text: dict[str, str]) -> None:
    """Append the words of one table to the last scans and the distances of those before it."""
    for word, begin, end, distances in zip(*words, strict=True):
        before = last.get(word)
        if before is None:
            text[word] = _DIGITS[offset + begin] + distances
        else:
            text[word] += _DIGITS[offset + begin - before] + distances
        last[word] = offset + end


def _dense(text: str, width: int) -> str:
    """Return a list of distances as a character for six scans each, the first scan in the lowest bit."""
    bits = bytearray(width)
    row = shift = 0
    for digit in text.encode().translate(_TO_VALUE):
        row += digit % _BASE << shift
        shift = shift + _SHIFT if digit >= _BASE else 0
        if not shift:
            bits[row // _BITS] |= 1 << row % _BITS
    return _DENSE + bits.translate(_TO_TEXT).decode()
