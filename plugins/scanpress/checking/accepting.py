"""The short way for a file without problems: a few passes over its bytes and its values.

Each test is sound but not exact: it may send a good file to the long way, which then finds nothing, but lets no
problem pass.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from scanpress.checking.days import is_date, latest_day
from scanpress.checking.decoding import MAX_BYTES
from scanpress.checking.form import Form, value_at
from scanpress.checking.layout import MAX_DEPTH, MAX_VALUES
from scanpress.checking.modules import modules_agree
from scanpress.checking.rewriting import hides, says_all, write_again

if TYPE_CHECKING:
    from collections.abc import Container
    from datetime import date


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
    written = write_again(document)
    return (
        written is not None
        and (_fits(form, document, written) or (form.validator.is_valid(document) and _plain(form, document)))
        and says_all(written, data)
        and not hides(written)
        and _dated(form, document, today)
        and _named(form, document, runs)
        and (form.instrument is None or modules_agree(form.instrument, document))
    )


def _fits(form: Form, document: dict[str, Any], written: bytes) -> bool:
    """Tell whether the narrower schema accepts a document: then its values need not be looked at one by one."""
    return form.narrow is not None and form.narrow.is_valid(document) and _few(written)


def _few(written: bytes) -> bool:
    """Tell whether there are few values: each but the first is written behind a line break and two spaces at least."""
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
