"""The bytes of a file in canonical form, or why they have none."""

from dataclasses import dataclass
from typing import Any

from scanpress.checking.files import SCANS, is_stray
from scanpress.checking.form import Form, form_for
from scanpress.checking.formatting.canonical import canonical_text, plain, read_exactly
from scanpress.checking.locating import locate
from scanpress.checking.problem import Finding, Problem
from scanpress.checking.reading.layout import lay_out
from scanpress.checking.reading.text import decode, readable

# Mistakes after which it is not certain what the file says.
_DOUBTFUL = frozenset({"syntax", "duplicate-key", "not-finite", "too-deep", "too-many-values"})


@dataclass(frozen=True, slots=True)
class Formatted:
    """A file before and after; one that cannot be read without doubt stays as it is, and a problem says why.

    `corrected` are the keys that were misspelt, each with its right name.
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
    """Write a file in canonical form; with `fix`, misspelt keys are put right where only one name is near.

    A file in the folder of scans that is not named as one stays as it is: the check tells of it.
    """
    if path.startswith(f"{SCANS}/") and is_stray(path):
        return Formatted(path, data, data)
    text, findings = decode(data)
    if text is None:
        return Formatted(path, data, data, locate(findings, file=path, text=readable(data)))
    try:
        document = read_exactly(text)
    except (ValueError, RecursionError):
        return _left(path, data, text)
    form = form_for(path, plain(document))
    if isinstance(form, Finding):
        return _left(path, data, text, form)
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
    told = tuple((str(pointer[-1]), name) for pointer, name in names.items())
    return Formatted(path, data, _bytes(form, corrected(document, names)), corrected=told)


def _bytes(form: Form, document: Any) -> bytes:
    return canonical_text(form.schema, document).encode("utf-8")


def _left(path: str, data: bytes, text: str, *findings: Finding) -> Formatted:
    layout = lay_out(text)
    told = findings or [each for each in layout.findings if each.rule in _DOUBTFUL]
    return Formatted(path, data, data, locate(told, file=path, text=text, places=layout.places))
