"""The canonical form of a scan: one way to write each document, so that a diff shows only what changed.

The keys that the schema knows come first, in the order of the schema; other keys follow in their own order. Each level
is indented by two spaces. Letters are not escaped. A list of texts and numbers is on one line if it fits, unless the
schema asks for one entry per line. Misspelt keys can be corrected.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from scanpress.checking.explaining.names import nearest
from scanpress.checking.files import SCANS, is_misnamed
from scanpress.checking.form import Form, form_for
from scanpress.checking.locating import locate
from scanpress.checking.problem import Finding, Pointer, Problem
from scanpress.checking.reading.layout import lay_out
from scanpress.checking.reading.text import decode, readable
from scanpress.instruments.reading import describe, resolve

_LONGEST = 20  # digits: a longer whole number is never accepted, and may be too long for Python
_WIDTH = 120
_INDENT = "  "
# Invisible characters are escaped so that they can be found; joiners stay, because Persian or Hindi text needs them.
_UNSEEN = re.compile(
    "[\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
# Mistakes after which the content of the file is ambiguous.
_AMBIGUOUS = frozenset({"syntax", "duplicate-key", "not-finite", "too-deep", "too-many-values"})


class _Number(str):
    """A number as the file writes it, so that 1.0, 1e0 and 1 stay different."""

    __slots__ = ()

    @property
    def value(self) -> int | float:
        """The number itself."""
        return int(self) if self.lstrip("-").isdigit() and len(self) < _LONGEST else float(self)


def _read_exactly(text: str) -> Any:
    """Read a JSON text with its numbers as they are written; raise ValueError or RecursionError if it is not strict."""
    return json.loads(
        text, parse_int=_Number, parse_float=_Number, parse_constant=_refuse_constant, object_pairs_hook=_object
    )


def _plain(value: Any) -> Any:
    """Return a result of `_read_exactly` with its numbers as numbers."""
    if isinstance(value, dict):
        return {key: _plain(child) for key, child in value.items()}
    if isinstance(value, list):
        return [_plain(child) for child in value]
    return value.value if isinstance(value, _Number) else value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        # Only the author knows which of the two is meant.
        raise ValueError("a key occurs twice")
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"JSON has no number {name}")


def _canonical_text(schema: Mapping[str, Any], document: Any) -> str:
    """Return the canonical text of a document that `_read_exactly` has read."""
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
    if isinstance(value, _Number):
        return str(value)
    return _text(value) if isinstance(value, str) else json.dumps(value)


def _text(value: str) -> str:
    written = json.dumps(value, ensure_ascii=False)
    return written if written.isascii() and "\x7f" not in written else _UNSEEN.sub(_escape, written)


def _escape(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1] if match[0] != "\x7f" else "\\u007f"


@dataclass(frozen=True, slots=True)
class Formatted:
    """A file before and after; one that cannot be parsed unambiguously is unchanged and has problems.

    `corrected` are the misspelt keys, each with its right name.
    """

    path: str
    before: bytes
    after: bytes
    problems: tuple[Problem, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()

    @property
    def changed(self) -> bool:
        """Whether the file was not canonical."""
        return self.before != self.after


def format_bytes(path: str, data: bytes, *, fix: bool = False) -> Formatted:
    """Return a file in canonical form; with `fix`, misspelt keys are corrected if only one name is similar.

    A misnamed file in the folder of scans is returned unchanged: the check reports it.
    """
    if path.startswith(f"{SCANS}/") and is_misnamed(path):
        return Formatted(path, data, data)
    text, findings = decode(data)
    if text is None:
        return Formatted(path, data, data, locate(findings, file=path, text=readable(data)))
    try:
        document = _read_exactly(text)
    except (ValueError, RecursionError):
        return _unchanged(path, data, text)
    form = form_for(path, _plain(document))
    if isinstance(form, Finding):
        return _unchanged(path, data, text, form)
    return _formatted(path, data, document, form, fix=fix)


def _formatted(path: str, data: bytes, document: Any, form: Form, *, fix: bool) -> Formatted:
    values = _plain(document)
    if not fix or form.validator.is_valid(values):
        return Formatted(path, data, _bytes(form, document))
    names = dict(_corrections(form, values))
    pairs = tuple((str(pointer[-1]), name) for pointer, name in names.items())
    return Formatted(path, data, _bytes(form, _corrected(document, names)), corrected=pairs)


def _bytes(form: Form, document: Any) -> bytes:
    return _canonical_text(form.schema, document).encode("utf-8")


def _unchanged(path: str, data: bytes, text: str, *findings: Finding) -> Formatted:
    layout = lay_out(text)
    reasons = findings or [each for each in layout.findings if each.rule in _AMBIGUOUS]
    return Formatted(path, data, data, locate(reasons, file=path, text=text, places=layout.places))


def _corrected(value: Any, names: Mapping[Pointer, str], pointer: Pointer = ()) -> Any:
    """Return a document with its keys corrected and nothing else changed."""
    if isinstance(value, dict):
        return {
            names.get((*pointer, key), key): _corrected(child, names, (*pointer, key)) for key, child in value.items()
        }
    if isinstance(value, list):
        return [_corrected(child, names, (*pointer, index)) for index, child in enumerate(value)]
    return value


def _corrections(form: Form, document: Any) -> Iterator[tuple[Pointer, str]]:
    """Yield the place and the right name of each misspelt key that has one similar name, which is not used yet."""
    from scanpress.checking.explaining.explanation import Explanation  # noqa: PLC0415 - its validator loads slowly

    for finding in Explanation(form, document).findings:
        if finding.rule == "unknown-key" and finding.meant:
            *above, key = finding.pointer
            meant = finding.meant
            instance, part = _at(form.schema, document, tuple(above))
            known = part.get("properties", {})
            others = [name for name in known if name not in instance and name != meant]
            rivals = [name for name in instance if name not in known and name != key and nearest(name, [meant])]
            if not rivals and not nearest(str(key), others):
                yield finding.pointer, meant


def _at(schema: Mapping[str, Any], document: Any, pointer: Pointer) -> tuple[Any, Mapping[str, Any]]:
    part = resolve(schema, schema)
    for key in pointer:
        document = document[key]
        part = describe(schema, part, key)
    return document, part
