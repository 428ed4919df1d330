"""The short way for a file without problems: a few passes over its bytes and its values.

Each test is sound but not exact: it may send a good file to the long way, which then finds nothing, but lets no
problem pass.
"""

from collections.abc import Container, Iterator
from datetime import date
from typing import Any, NamedTuple

import orjson

from scanpress.checking.days import is_date, latest_day
from scanpress.checking.form import Form, value_at
from scanpress.checking.reading.characters import HIDDEN
from scanpress.checking.reading.layout import MAX_DEPTH, MAX_VALUES
from scanpress.checking.reading.text import MAX_BYTES
from scanpress.instruments import Instrument

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


def serialise(document: dict[str, Any]) -> bytes | None:
    """Write a document as most programs do, unless a whole number in it is larger than all readers keep exactly."""
    try:
        return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_STRICT_INTEGER)
    except TypeError:
        return None


def keeps_everything(written: bytes, data: bytes) -> bool:
    """Return whether nothing of a file was lost when it was read, as the first of two equal keys is.

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


def may_hide_characters(written: bytes) -> bool:
    """Return whether there may be a character that a reader cannot see."""
    beginnings = _ASCII_BEGINNINGS if written.isascii() else _BEGINNINGS
    return _escapes_controls(written) or any(_holds(written, *each) for each in beginnings)


def _escapes_controls(written: bytes) -> bool:
    """Return whether a control character is escaped: line breaks and tabs, which may be in a text, do not count."""
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


def parse_fast(data: bytes) -> dict[str, Any] | None:
    """Read a document that is strict JSON as far as the parser can tell, or nothing."""
    if len(data) > MAX_BYTES:
        return None
    try:
        document = orjson.loads(data)
    except ValueError:
        return None
    return document if isinstance(document, dict) else None


def accepts(form: Form, data: bytes, document: dict[str, Any], *, today: date, runs: Container[str] | None) -> bool:
    """Return whether nothing in a file needs a second look."""
    written = serialise(document)
    return (
        written is not None
        and (_fits(form, document, written) or (form.validator.is_valid(document) and _plain(form, document)))
        and keeps_everything(written, data)
        and not may_hide_characters(written)
        and _dated(form, document, today)
        and _named(form, document, runs)
        and (form.instrument is None or _modules_agree(form.instrument, document))
    )


def _fits(form: Form, document: dict[str, Any], written: bytes) -> bool:
    """Return whether the narrower schema accepts a document: then its values need not be looked at one by one."""
    return form.narrow is not None and form.narrow.is_valid(document) and _few(written)


def _few(written: bytes) -> bool:
    """Return whether there are few values: each but the first is written behind a line break and two spaces at least."""
    return len(written) <= 4 * MAX_VALUES or written.count(b"\n") < MAX_VALUES


def _plain(form: Form, document: dict[str, Any]) -> bool:
    """Walk over all values, level by level."""
    contradictions = form.contradictions
    values = depth = 0
    level: list[Any] = [document]
    while level:
        depth += 1
        below: list[Any] = []
        for node in level:
            values += len(node)
            children = node
            if type(node) is dict:
                children = node.values()
                for first, expected, second, other in contradictions:
                    if node.get(first) is expected and node.get(second) is other:
                        return False
            for child in children:
                kind = type(child)
                # An empty text is the schema's affair: it is valid only where it may be empty.
                if kind is float or (kind is str and child.isspace()):
                    return False
                if kind is dict or kind is list:
                    below.append(child)
        level = below
    return depth <= MAX_DEPTH and values < MAX_VALUES


def _dated(form: Form, document: dict[str, Any], today: date) -> bool:
    latest = latest_day(today)
    for path, is_bounded in form.dates:
        value = value_at(document, path)
        if value is not None and not (is_date(value) and (value <= latest or not is_bounded)):
            return False
    return all((value_at(document, path) or 0) <= today.year + 1 for path in form.years)


def _named(form: Form, document: dict[str, Any], runs: Container[str] | None) -> bool:
    if runs is None:
        return True
    names = (value_at(document, path) for path in form.references)
    return all(name is None or name in runs for name in names)


def _modules_agree(instrument: Instrument, document: dict[str, Any]) -> bool:
    """Return whether the named modules are the answered ones."""
    if not instrument.modules:
        return True
    answered = document[instrument.container]
    return set(document.get(instrument.modules_key, ())) == {name for name in instrument.modules if name in answered}
