"""In which scans each word is, as text: distances from one scan to the next, or a bit for each scan."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
_TO_TEXT = bytes(ord(ALPHABET[number % len(ALPHABET)]) for number in range(256))
_VALUES = {letter: value for value, letter in enumerate(ALPHABET)}


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


class Merged:
    """The words of segments that follow each other; scans are counted from the first of them all."""

    def __init__(self, tables: Iterable[tuple[Table, int]]) -> None:
        """Merge tables, each with its number of scans."""
        self._length = 0
        self._last: list[dict[str, int]] = [{} for _ in PLACES]
        self._text: list[dict[str, str]] = [{} for _ in PLACES]
        for table, length in tables:
            for words, last, text in zip(table, self._last, self._text, strict=True):
                _append(words, self._length, last, text)
            self._length += length
        self._width = -(-self._length // _BITS)

    @property
    def words(self) -> list[str]:
        """Return all words in order."""
        return sorted({word for text in self._text for word in text})

    def line(self, word: str) -> str:
        """Return a word with its scans in each place, separated by spaces; what is empty at the end is left out.

        >>> table = table_of([("a b", "", "", ""), ("a", "", "", "a"), *[("", "", "", "")] * 6])
        >>> merged = Merged([(table, 8), (table, 8)])
        >>> merged.line("a"), merged.line("b")
        ('a .DMA   BI', 'b AI')
        """
        line = word
        for text in self._text:
            distances = text.get(word, "")
            line += " " + (distances if len(distances) <= self._width else _DENSE + _dense(distances, self._width))
        return line.rstrip(" ")


def numbers_of(text: str) -> Iterator[int]:
    """Yield the numbers of a list of distances.

    >>> list(numbers_of("AB" + _DIGITS[5000]))
    [0, 1, 5001]
    """
    number = value = 0
    unit = 1
    for letter in text:
        digit = _VALUES[letter]
        value += digit % _BASE * unit
        unit *= _BASE
        if digit < _BASE:
            number += value
            yield number
            value, unit = 0, 1


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
    for number in numbers_of(text):
        bits[number // _BITS] |= 1 << number % _BITS
    return bits.translate(_TO_TEXT).decode()
