"""The canonical form of a scan: one way to write each document, so that a diff shows only what changed.

The keys that the schema knows come first, in the order of the schema; other keys follow in their own order. Each level
is indented by two spaces. Letters are not escaped. A list of texts and numbers is on one line if it fits, unless the
schema asks for one entry per line. Misspelt keys can be corrected.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from scanpress.checking.files import is_misnamed
from scanpress.checking.fixing.exact import Number, plain, read_exactly
from scanpress.checking.fixing.repairs import WRITTEN_TWICE, Repair, Repairs
from scanpress.checking.fixing.spelling import corrected, corrections
from scanpress.checking.fixing.texts import RepairedText, repair_text, with_notes
from scanpress.checking.fixing.values import repair_identity, repair_values
from scanpress.checking.form import Form, form_for
from scanpress.checking.locating import locate
from scanpress.checking.problem import Finding, Problem
from scanpress.checking.reading.layout import lay_out
from scanpress.checking.reading.text import decode, readable
from scanpress.facts.layout import SCANS
from scanpress.instruments.reading import describe, resolve

_WIDTH = 120
_INDENT = "  "
# Invisible characters are escaped so that they can be found; joiners stay, because Persian or Hindi text needs them.
_UNSEEN = re.compile(
    "[\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
# Mistakes after which the content of the file is ambiguous.
_AMBIGUOUS = frozenset({"syntax", "duplicate-key", "not-finite", "too-deep", "too-many-values"})


def _canonical_text(schema: Mapping[str, Any], document: Any) -> str:
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


@dataclass(frozen=True, slots=True)
class Fixes:
    """What is repaired besides the form: what is mechanical, and on request the ligatures that a PDF leaves."""

    ligatures: bool = False


@dataclass(frozen=True, slots=True)
class Formatted:
    """A file before and after; one that cannot be parsed unambiguously is unchanged and has problems.

    `corrected` are the misspelt keys, each with its right name; `repairs` are the other repairs.
    """

    path: str
    before: bytes
    after: bytes
    problems: tuple[Problem, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()
    repairs: Repairs = field(default_factory=Repairs)

    @property
    def changed(self) -> bool:
        """Whether the file was not canonical."""
        return self.before != self.after


def format_bytes(path: str, data: bytes, *, fix: Fixes | None = None) -> Formatted:
    """Return a file in canonical form; with `fix`, what is mechanical is repaired first.

    A misnamed file in the folder of scans is returned unchanged: the check reports it.
    """
    if path.startswith(f"{SCANS}/") and is_misnamed(path):
        return Formatted(path, data, data)
    text, findings = decode(data)
    if text is None:
        return Formatted(path, data, data, locate(findings, file=path, text=readable(data)))
    repaired = repair_text(text) if fix else None
    try:
        document = read_exactly(repaired.text if repaired else text)
        if repaired and isinstance(document, str) and document.lstrip().startswith("{"):
            read_exactly(document)
            repaired = RepairedText(document, repaired.repairs + Repairs([WRITTEN_TWICE]), {})
    except (ValueError, RecursionError):
        return _unchanged(path, data, text)
    if not fix:
        form = form_for(path, plain(document))
        if isinstance(form, Finding):
            return _unchanged(path, data, text, form)
        return Formatted(path, data, _bytes(form, document))
    return _fixed(path, data, text, repaired or RepairedText(text, Repairs(), {}), fix)


def repair_document(form: Form, document: dict[str, Any]) -> tuple[dict[str, Any], Repairs]:
    """Return a document that a program made with its values repaired, and the repairs."""
    repaired, repairs = repair_values(form.schema, document, ligatures=False)
    return repaired, repairs


def format_document(form: Form, document: dict[str, Any]) -> bytes:
    """Return the canonical bytes of a document that a program made."""
    return _bytes(form, document)


def _fixed(path: str, data: bytes, text: str, repaired: RepairedText, fix: Fixes) -> Formatted:
    """Repair the values and the keys of a document whose syntax is right or repaired."""
    document, named = repair_identity(read_exactly(repaired.text))
    form = form_for(path, plain(document))
    if isinstance(form, Finding):
        return _unchanged(path, data, text, form)
    values = plain(document)
    names = {} if form.accepts(values) else dict(corrections(form, values))
    pairs = tuple((str(pointer[-1]), name) for pointer, name in names.items())
    document, repairs = repair_values(form.schema, corrected(document, names), ligatures=fix.ligatures)
    document = with_notes(document, repaired.notes)
    after = _bytes(form, document)
    if read_exactly(after.decode("utf-8")) != document:  # never seen; a repair must not change a meaning
        return _unchanged(path, data, text)
    made = _repairs_of_bytes(data) + repaired.repairs + named + repairs
    return Formatted(path, data, after, corrected=pairs, repairs=made)


def _repairs_of_bytes(data: bytes) -> Repairs:
    """Return the repairs that the canonical form makes in passing."""
    found: Repairs = Repairs()
    if data.startswith(b"\xef\xbb\xbf"):
        found[Repair("byte order mark", "removed")] = 1
    if b"\r\n" in data:
        found[Repair("CRLF line endings", "written as LF")] = 1
    return found


def _bytes(form: Form, document: Any) -> bytes:
    return _canonical_text(form.schema, document).encode("utf-8")


def _unchanged(path: str, data: bytes, text: str, *findings: Finding) -> Formatted:
    layout = lay_out(text)
    reasons = findings or [each for each in layout.findings if each.rule in _AMBIGUOUS]
    return Formatted(path, data, data, locate(reasons, file=path, text=text, places=layout.places))
