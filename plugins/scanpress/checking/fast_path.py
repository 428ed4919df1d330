"""The fast path: accept a file without problems after a few passes over its bytes and values.

Each test is sound but not exact: it lets no problem pass, but it may send a good file to the slow path, which then
finds nothing.
"""

from collections.abc import Container, Iterator
from datetime import date
from typing import Any, NamedTuple

import orjson

from scanpress.checking.days import is_date, latest_day
from scanpress.checking.form import Form, value_at
from scanpress.checking.reading.layout import MAX_DEPTH, MAX_VALUES
from scanpress.checking.reading.text import HIDDEN, MAX_BYTES
from scanpress.instruments import Instrument

_ORDINARY_ESCAPES = rb"\"nrt"


class _HiddenBytes(NamedTuple):
    """The UTF-8 bytes of hidden characters with the same first byte: how many follow at most, and which."""

    first: bytes
    length: int
    others: frozenset[bytes]


def _by_first_byte(characters: str) -> Iterator[_HiddenBytes]:
    codes = [character.encode() for character in characters]
    for first in dict.fromkeys(code[:1] for code in codes):
        others = frozenset(code[1:] for code in codes if code[:1] == first)
        yield _HiddenBytes(first, max(map(len, others)), others)


_HIDDEN = tuple(_by_first_byte(HIDDEN))
_HIDDEN_ASCII = tuple(each for each in _HIDDEN if each.first.isascii())


def parse_fast(data: bytes) -> dict[str, Any] | None:
    """Return the document in the bytes of a file, or None if they are too many or not strict JSON."""
    if len(data) > MAX_BYTES:
        return None
    try:
        document = orjson.loads(data)
    except ValueError:
        return None
    return document if isinstance(document, dict) else None


def accepts(form: Form, data: bytes, document: dict[str, Any], *, today: date, runs: Container[str] | None) -> bool:
    """Return whether a file certainly has no problem."""
    written = serialise(document)
    return (
        written is not None
        and form.validator.is_valid(document)
        and _has_plain_values(form, document)
        and _keeps_everything(written, data)
        and not may_hide_characters(written)
        and _dates_are_valid(form, document, today)
        and _runs_exist(form, document, runs)
        and (form.instrument is None or _modules_agree(form.instrument, document))
    )


def serialise(document: dict[str, Any]) -> bytes | None:
    """Return a document as most programs write it, or None if a number in it is too large for some JSON readers."""
    try:
        return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_STRICT_INTEGER)
    except TypeError:
        return None


def _keeps_everything(written: bytes, data: bytes) -> bool:
    """Return whether a parsed document has everything of its file; of two equal keys, parsing loses the first.

    In both texts a quotation mark starts or ends a text or a key, or is escaped inside one. The file has at least the
    marks of the document that was written again. If it has more, a key was there twice. Only a mark that the file
    writes by its character code could make up for a lost one, so these escapes are counted too.
    """
    if len(data) <= len(written) + 1 and data.startswith(written):
        return True
    marks = data.count(b'"')
    if b"\\" in data:
        marks += data.count(rb"\u0022")
    return marks == written.count(b'"')


def may_hide_characters(written: bytes) -> bool:
    """Return whether there may be a character that a reader cannot see."""
    hidden = _HIDDEN_ASCII if written.isascii() else _HIDDEN
    return _escapes_controls(written) or any(_contains(written, *each) for each in hidden)


def _escapes_controls(written: bytes) -> bool:
    """Return whether a control character other than a line break or a tab is escaped."""
    position = written.find(b"\\")
    while position >= 0:
        if written[position + 1] not in _ORDINARY_ESCAPES:
            return True
        position = written.find(b"\\", position + 2)
    return False


def _contains(written: bytes, first: bytes, length: int, others: frozenset[bytes]) -> bool:
    """Return whether hidden characters with this first byte occur: finding one byte runs at the speed of memory."""
    position = written.find(first)
    while position >= 0:
        if written[position + 1 : position + 1 + length] in others:
            return True
        position = written.find(first, position + 1)
    return False


def _has_plain_values(form: Form, document: dict[str, Any]) -> bool:
    """Return whether no value breaks a rule that the schema cannot express; walks over all values, level by level."""
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
                # The schema decides whether a text may be empty.
                if (kind is str and child.isspace()) or kind is float:
                    return False
                if kind is dict or kind is list:
                    below.append(child)
        level = below
    return depth <= MAX_DEPTH and values < MAX_VALUES


def _dates_are_valid(form: Form, document: dict[str, Any], today: date) -> bool:
    latest = latest_day(today)
    for path, is_bounded in form.dates:
        value = value_at(document, path)
        if value is not None and not (is_date(value) and (value <= latest or not is_bounded)):
            return False
    return all((value_at(document, path) or 0) <= today.year + 1 for path in form.years)


def _runs_exist(form: Form, document: dict[str, Any], runs: Container[str] | None) -> bool:
    if runs is None:
        return True
    names = (value_at(document, path) for path in form.references)
    return all(name is None or name in runs for name in names)


def _modules_agree(instrument: Instrument, document: dict[str, Any]) -> bool:
    """Return whether the listed modules are those that are answered."""
    if not instrument.modules:
        return True
    answered = document[instrument.container]
    return set(document.get(instrument.modules_key, ())) == {name for name in instrument.modules if name in answered}
