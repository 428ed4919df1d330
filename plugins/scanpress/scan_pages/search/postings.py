"""In which scans each word is: collected for each segment, merged for a part, and written as text."""

import zlib
from array import array
from base64 import urlsafe_b64encode
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, count, repeat
from operator import sub
from typing import NamedTuple

import orjson

from scanpress.scan_pages.search.texts import PLACES
from scanpress.scan_pages.search.words import distinct_words

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""A character for each number below 64: five bits of a larger number, and whether more follow; or six scans."""

_BASE = 32
_BITS = 6
_BITS_OF_BYTES = 24  # three bytes are four characters
_DENSE = "."  # begins a list that has a bit for each scan
_TO_BITS = b"01" + bytes(254)
_LEVEL = 1  # of compression: three times smaller, and a higher level takes longer than all the rest
_HEAD = 4  # bytes of the length of what is compressed
_SHORT, _LONG = "H", "I"  # types of numbers, by bytes


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
    """The words of a segment in one place: each once, how many each scan has, and which these are, scan by scan."""

    words: Sequence[str]
    lengths: Sequence[int]
    numbers: Sequence[int]


Table = tuple[Words, ...]
"""The words of a segment, for each of `PLACES`."""

Rows = Mapping[str, Sequence[int]]
"""The scans that have each word, by their numbers in ascending order."""


def table_of(scans: Iterable[Sequence[str]]) -> Table:
    """Return the table of scans that follow each other, each with a text for each place.

    >>> table_of([("a", "", "", ""), ("b", "", "", ""), ("a a", "", "", "")])[0]
    Words(words=['a', 'b'], lengths=[1, 1, 1], numbers=[0, 1, 0])
    """
    words: list[defaultdict[str, int]] = [defaultdict(count().__next__) for _ in PLACES]
    lengths: list[list[int]] = [[] for _ in PLACES]
    numbers: list[list[int]] = [[] for _ in PLACES]
    for texts in scans:
        for number, length, found, text in zip(words, lengths, numbers, texts, strict=True):
            before = len(found)
            found.extend(map(number.__getitem__, distinct_words(text)))
            length.append(len(found) - before)
    return tuple(map(Words, map(list, words), lengths, numbers))


def encode(table: Table) -> bytes:
    """Return a table as bytes: words compressed, numbers as they are, because they hardly become smaller."""
    numbers = [array(_SHORT if len(place.words) >> 16 == 0 else _LONG, place.numbers) for place in table]
    words = [(",".join(place.words), place.lengths) for place in table]
    types = [(each.typecode, len(each) * each.itemsize) for each in numbers]
    head = zlib.compress(orjson.dumps((words, types)), _LEVEL)
    return b"".join((len(head).to_bytes(_HEAD), head, *(each.tobytes() for each in numbers)))


def decode(payload: bytes) -> Table:
    """Return the table that `encode` turned into bytes.

    >>> table = table_of([("a", "", "", ""), ("b", "", "", "c")])
    >>> [words for words, _, _ in decode(encode(table))]
    [['a', 'b'], [], [], ['c']]
    """
    at = _HEAD + int.from_bytes(payload[:_HEAD])
    found = []
    words, types = orjson.loads(zlib.decompress(payload[_HEAD:at]))
    for (joined, lengths), (kind, size) in zip(words, types, strict=True):
        found.append(Words(joined.split(",") if size else [], lengths, array(kind, payload[at : at + size])))
        at += size
    return tuple(found)


def merged(tables: Sequence[Table]) -> tuple[Rows, ...]:
    """Merge tables of segments that follow each other: return the scans of each word, for each place.

    Scans are counted from the first of them all. The loops are in C: one in Python takes three times as long.

    >>> table = table_of([("a", "", "", ""), ("b", "", "", "a")])
    >>> [dict(rows) for rows in merged([table, table])]
    [{'a': [0, 2], 'b': [1, 3]}, {}, {}, {'a': [1, 3]}]
    """
    found: tuple[defaultdict[str, list[int]], ...] = tuple(defaultdict(list) for _ in PLACES)
    for place, rows in enumerate(found):
        first = 0
        for table in tables:
            words, lengths, numbers = table[place]
            lists = [rows[word] for word in words]
            of_words = chain.from_iterable(map(repeat, count(first), lengths))
            deque(map(list.append, map(lists.__getitem__, numbers), of_words), maxlen=0)
            first += len(lengths)
    return found


def lines_of(found: Iterable[Rows], scans: int) -> dict[str, str]:
    """Return a line for each word: the word and its scans in each place, separated by spaces.

    What is empty at the end is left out.

    >>> lines_of([{"a": [0, 1, 2, 3], "b": [1]}, {}, {}, {"a": [7]}], 16)
    {'a': 'a .8AA   H', 'b': 'b B'}
    """
    lines: dict[str, str] = {}
    for place, rows in enumerate(found, 1):
        for word, numbers in rows.items():
            line = lines.get(word, word)
            lines[word] = f"{line}{' ' * (place - line.count(' '))}{_text(numbers, scans)}"
    return lines


def _text(rows: Sequence[int], scans: int) -> str:
    """Return scans as text: the distances from one to the next or, if that is shorter, a bit for each scan."""
    if len(rows) == 1:  # as in most lists
        return _DIGITS[rows[0]]
    width = -(-scans // _BITS)
    if len(rows) <= width:
        text = "".join(map(_DIGITS.__getitem__, map(sub, rows, [0, *rows])))
        if len(text) <= width:
            return text
    bits = bytearray(-(-scans // _BITS_OF_BYTES) * _BITS_OF_BYTES)
    for row in rows:
        bits[row] = 1
    number = int(bits.translate(_TO_BITS), 2)
    return _DENSE + urlsafe_b64encode(number.to_bytes(len(bits) // 8)).decode()[:width]
