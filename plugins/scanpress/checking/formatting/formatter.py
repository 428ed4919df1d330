"""The bytes of a file in canonical form with its keys corrected, or the reason why it cannot be formatted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scanpress.checking.explaining.names import nearest
from scanpress.checking.files import SCANS, is_misnamed
from scanpress.checking.form import Form, form_for
from scanpress.checking.formatting.canonical import canonical_text, plain, read_exactly
from scanpress.checking.locating import locate
from scanpress.checking.problem import Finding, Pointer, Problem
from scanpress.checking.reading.layout import lay_out
from scanpress.checking.reading.text import decode, readable
from scanpress.instruments.reading import describe, resolve

# Mistakes after which the content of the file is ambiguous.
_AMBIGUOUS = frozenset({"syntax", "duplicate-key", "not-finite", "too-deep", "too-many-values"})


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
        document = read_exactly(text)
    except (ValueError, RecursionError):
        return _unchanged(path, data, text)
    form = form_for(path, plain(document))
    if isinstance(form, Finding):
        return _unchanged(path, data, text, form)
    return _formatted(path, data, document, form, fix=fix)


def _formatted(path: str, data: bytes, document: Any, form: Form, *, fix: bool) -> Formatted:
    values = plain(document)
    if not fix or form.validator.is_valid(values):
        return Formatted(path, data, _bytes(form, document))
    names = dict(_corrections(form, values))
    pairs = tuple((str(pointer[-1]), name) for pointer, name in names.items())
    return Formatted(path, data, _bytes(form, _corrected(document, names)), corrected=pairs)


def _bytes(form: Form, document: Any) -> bytes:
    return canonical_text(form.schema, document).encode("utf-8")


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
