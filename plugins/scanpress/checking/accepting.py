"""The short way for a file without problems: a few passes over its bytes and its values.

Each test is sound but not exact: it may send a good file to the long way, which then finds nothing, but lets no
problem pass.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import orjson

from scanpress.checking.decoding import MAX_BYTES
from scanpress.checking.form import Form, value_at
from scanpress.checking.layout import MAX_DEPTH, MAX_VALUES
from scanpress.checking.modules import modules_agree
from scanpress.checking.numbers import MAX_WHOLE

if TYPE_CHECKING:
    from collections.abc import Container

# In text a quotation mark is escaped, so that each key of the file is counted here, and perhaps some text as well.
_KEYS = re.compile(rb'"[ \t\n\r]*:')
# Each with its first byte, which is looked for first: that runs at the speed of memory.
_HIDDEN = tuple(
    (pattern[:1], re.compile(pattern))
    for pattern in (
        b"\xc2[\x80-\x9f]",
        b"\xd8\x9c",
        b"\xe1\xa0\x8e",
        b"\xe2(?:\x80[\x8b-\x8f\xaa-\xae]|\x81[\xa0-\xaf])",
        b"\xef(?:\xbb\xbf|\xbf[\xb9-\xbb])",
        b"\xf3\xa0[\x80\x81]",
    )
)
_HIDDEN_ESCAPE = re.compile(
    rb"\\u(?:00[01789]|061[cC]|180[eE]|20[0-2][0-9a-fA-F]|206|[fF][eE][fF][fF]|[fF]{3}[9aAbB]|[dD][bB]40)"
)
_ESCAPED_BREAK = re.compile(rb"\\u20(?:1|2[0-9])")


def read_quickly(data: bytes) -> dict[str, Any] | None:
    """Read a document that is strict JSON as far as the parser can tell, or nothing."""
    if len(data) > MAX_BYTES:
        return None
    try:
        document = orjson.loads(data)
    except ValueError:
        return None
    return document if isinstance(document, dict) else None


def accepts(form: Form, data: bytes, document: dict[str, Any], *, today: date, runs: Container[str] | None) -> bool:
    """Tell whether nothing in a file needs a second look."""
    return (
        form.validator.is_valid(document)
        and not _hides(data)
        and _plain(form, data, document)
        and _dated(form, document, today)
        and _named(form, document, runs)
        and (form.instrument is None or modules_agree(form.instrument, document))
    )


def _hides(data: bytes) -> bool:
    if b"\x7f" in data:
        return True
    if not data.isascii() and any(first in data and pattern.search(data) for first, pattern in _HIDDEN):
        return True
    # Dashes and quotation marks, U+2010 to U+2029, are the most common escapes of all.
    return b"\\" in data and any(not _ESCAPED_BREAK.match(found[0]) for found in _HIDDEN_ESCAPE.finditer(data))


def _plain(form: Form, data: bytes, document: dict[str, Any]) -> bool:  # noqa: C901 - the one hot loop of the check
    """Walk over all values, level by level, and compare the number of keys with that in the bytes."""
    contradictions = form.contradictions
    keys = values = depth = 0
    level: list[Any] = [document]
    while level:
        depth += 1
        below: list[Any] = []
        for node in level:
            values += len(node)
            children = node
            if type(node) is dict:
                keys += len(node)
                children = node.values()
                for first, expected, second, other in contradictions:
                    if node.get(first) is expected and node.get(second) is other:
                        return False
            for child in children:
                kind = type(child)
                if kind is str:
                    # An empty text is the schema's affair: it is valid only where it may be empty.
                    if child.isspace():
                        return False
                elif kind is dict or kind is list:
                    below.append(child)
                elif kind is float or (kind is int and not -MAX_WHOLE <= child <= MAX_WHOLE):
                    return False
        level = below
    return depth <= MAX_DEPTH and values < MAX_VALUES and keys == len(_KEYS.findall(data))


def _dated(form: Form, document: dict[str, Any], today: date) -> bool:
    for path in form.dates:
        value = value_at(document, path)
        if value is not None and not is_date(value):
            return False
    return all((value_at(document, path) or 0) <= today.year + 1 for path in form.years)


def _named(form: Form, document: dict[str, Any], runs: Container[str] | None) -> bool:
    if runs is None:
        return True
    names = (value_at(document, path) for path in form.references)
    return all(name is None or name in runs for name in names)


def is_date(text: str) -> bool:
    """Tell whether a text is a day of the calendar."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
