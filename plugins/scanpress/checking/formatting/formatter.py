"""The bytes of a file in canonical form, or the reason why it cannot be formatted."""

from dataclasses import dataclass
from typing import Any

from scanpress.checking.files import SCANS, is_misnamed
from scanpress.checking.form import Form, form_for
from scanpress.checking.formatting.canonical import canonical_text, plain, read_exactly
from scanpress.checking.locating import locate
from scanpress.checking.problem import Finding, Problem
from scanpress.checking.reading.layout import lay_out
from scanpress.checking.reading.text import decode, readable

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
    from scanpress.checking.formatting.spelling import (  # noqa: PLC0415 - the explaining validator loads slowly
        corrected,
        corrections,
    )

    names = corrections(form, values)
    pairs = tuple((str(pointer[-1]), name) for pointer, name in names.items())
    return Formatted(path, data, _bytes(form, corrected(document, names)), corrected=pairs)


def _bytes(form: Form, document: Any) -> bytes:
    return canonical_text(form.schema, document).encode("utf-8")


def _unchanged(path: str, data: bytes, text: str, *findings: Finding) -> Formatted:
    layout = lay_out(text)
    reasons = findings or [each for each in layout.findings if each.rule in _AMBIGUOUS]
    return Formatted(path, data, data, locate(reasons, file=path, text=text, places=layout.places))
