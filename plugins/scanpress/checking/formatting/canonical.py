"""Write a document in canonical form.

The keys that the schema knows come first, in the order of the schema; other keys follow in their own order. Each level
is indented by two spaces. Letters are not escaped. A list of texts and numbers is on one line if it fits, unless the
schema asks for one entry per line.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from scanpress.instruments.reading import describe, resolve

_LONGEST = 20  # digits: a longer whole number is never accepted, and may be too long for Python
_WIDTH = 120
_INDENT = "  "
# Invisible characters are escaped so that they can be found; joiners stay, because Persian or Hindi text needs them.
_UNSEEN = re.compile(
    "[\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


class Number(str):
    """A number as the file writes it, so that 1.0, 1e0 and 1 stay different."""

    __slots__ = ()

    @property
    def value(self) -> int | float:
        """The number itself."""
        return int(self) if self.lstrip("-").isdigit() and len(self) < _LONGEST else float(self)


def read_exactly(text: str) -> Any:
    """Read a JSON text with its numbers as they are written; raise ValueError or RecursionError if it is not strict."""
    return json.loads(
        text, parse_int=Number, parse_float=Number, parse_constant=_refuse_constant, object_pairs_hook=_object
    )


def plain(value: Any) -> Any:
    """Return a result of `read_exactly` with its numbers as numbers."""
    if isinstance(value, dict):
        return {key: plain(child) for key, child in value.items()}
    if isinstance(value, list):
        return [plain(child) for child in value]
    return value.value if isinstance(value, Number) else value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        # Only the author knows which of the two is meant.
        raise ValueError("a key occurs twice")
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"JSON has no number {name}")


def canonical_text(schema: Mapping[str, Any], document: Any) -> str:
    """Return the canonical text of a document that `read_exactly` has read."""
    return "".join(_Writer(schema).value(document, schema, 0, 0)) + "\n"


class _Writer:
    """The pieces of a text, value by value; `column` is where the value starts."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._schema = schema

    def value(self, value: Any, part: Mapping[str, Any], depth: int, column: int) -> Iterator[str]:
        if isinstance(value, dict) and value:
            yield from self._object(value, part, depth)
        elif isinstance(value, list) and value:
            yield from self._list(value, part, depth, column)
        else:
            yield _scalar(value)

    def _object(self, value: dict[str, Any], part: Mapping[str, Any], depth: int) -> Iterator[str]:
        margin = "\n" + _INDENT * (depth + 1)
        for index, key in enumerate(_ordered(value, part)):
            name = f"{_text(key)}: "
            yield f"{',' if index else '{'}{margin}{name}"
            column = len(margin) - 1 + len(name)
            yield from self.value(value[key], describe(self._schema, part, key), depth + 1, column)
        yield "\n" + _INDENT * depth + "}"

    def _list(self, value: list[Any], part: Mapping[str, Any], depth: int, column: int) -> Iterator[str]:
        line = _line(value)
        # One more column, for the comma after it.
        if line and column + len(line) < _WIDTH and not part.get("x-scanpress-one-a-line"):
            yield line
            return
        items = resolve(self._schema, part.get("items", {}))
        margin = "\n" + _INDENT * (depth + 1)
        for index, each in enumerate(value):
            yield f"{',' if index else '['}{margin}"
            yield from self.value(each, items, depth + 1, len(margin) - 1)
        yield "\n" + _INDENT * depth + "]"


def _ordered(value: dict[str, Any], part: Mapping[str, Any]) -> list[str]:
    known = part.get("properties", {})
    return [key for key in known if key in value] + [key for key in value if key not in known]


def _line(value: list[Any]) -> str:
    if any(isinstance(each, dict | list) for each in value):
        return ""
    return "[" + ", ".join(map(_scalar, value)) + "]"


def _scalar(value: Any) -> str:
    if isinstance(value, Number):
        return str(value)
    return _text(value) if isinstance(value, str) else json.dumps(value)


def _text(value: str) -> str:
    written = json.dumps(value, ensure_ascii=False)
    return written if written.isascii() and "\x7f" not in written else _UNSEEN.sub(_escape, written)


def _escape(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1] if match[0] != "\x7f" else "\\u007f"
