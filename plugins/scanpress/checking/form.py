"""What a file has to look like: its schema, compiled once a process, and what the rules take from it.

The compiled validators decide on every file; the one that can explain is made only when a file was rejected.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

import jsonschema_rs

from scanpress.checking.files import is_run
from scanpress.checking.narrowing import narrow
from scanpress.checking.problem import Finding
from scanpress.instruments import Instrument, Unidentified, identify, load_schema
from scanpress.instruments.reading import resolve

Path = tuple[str, ...]
Contradiction = tuple[str, bool, str, bool]


@dataclass(frozen=True)
class Form:
    """A schema with what follows from it; `instrument` is none for files that are no scans."""

    name: str
    schema: Mapping[str, Any] = field(repr=False, compare=False)
    instrument: Instrument | None = field(default=None, repr=False)

    @cached_property
    def validator(self) -> jsonschema_rs.Draft202012Validator:
        """The validator that decides."""
        return jsonschema_rs.Draft202012Validator(dict(self.schema))

    @cached_property
    def narrow(self) -> jsonschema_rs.Draft4Validator | None:
        """The validator whose word is enough on all values."""
        found = narrow(self.schema)
        # As in later drafts, and unlike in this one, a format only describes.
        return jsonschema_rs.Draft4Validator(found, validate_formats=False) if found else None

    @cached_property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Values that contradict each other when they stand in one object."""
        found = (part.get("x-scanpress-contradiction") for part in self.schema.get("$defs", {}).values())
        pairs = (tuple(each.items()) for each in found if each)
        return tuple((*first, *second) for first, second in pairs)

    @cached_property
    def dates(self) -> tuple[tuple[Path, bool], ...]:
        """Places of dates, outside of lists, and whether they are at most tomorrow."""
        found = ((path, part) for path, part in self._parts if part.get("format") == "date")
        return tuple((path, part.get("x-scanpress-latest") == "tomorrow") for path, part in found)

    @cached_property
    def years(self) -> tuple[Path, ...]:
        """Places of numbers that are at most next year."""
        return tuple(path for path, part in self._parts if part.get("x-scanpress-latest") == "next-year")

    @cached_property
    def references(self) -> tuple[Path, ...]:
        """Places that name a run."""
        return tuple(path for path, part in self._parts if part.get("x-scanpress-reference") == "run")

    @cached_property
    def _parts(self) -> tuple[tuple[Path, Mapping[str, Any]], ...]:
        return tuple(_walk(self.schema, self.schema, ()))


_FORMS: dict[str, Form] = {}


def form_of(instrument: Instrument) -> Form:
    """Give the form of an instrument's scans; kept by key, because an instrument's hash takes longer than a check."""
    form = _FORMS.get(instrument.key)
    if form is None:
        form = _FORMS[instrument.key] = Form(instrument.key, instrument.schema, instrument)
    return form


@cache
def run_form() -> Form:
    """Give the form of run files."""
    return Form("run-1", json.loads(load_schema("run-1")))


def value_at(document: Any, path: Path) -> Any:
    """Give the value at a place, or nothing."""
    for key in path:
        if not isinstance(document, dict):
            return None
        document = document.get(key)
    return document


def _walk(schema: Mapping[str, Any], part: Mapping[str, Any], path: Path) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    part = resolve(schema, part)
    yield path, part
    for key, child in part.get("properties", {}).items():
        yield from _walk(schema, child, (*path, key))


def form_for(path: str, document: Any) -> Form | Finding:
    """Give the form of a file, or say why it has none."""
    if not isinstance(document, dict):
        return Finding("wrong-type", (), "a scan is an object", 'begin with { and a key such as "paper"')
    if is_run(path):
        return run_form()
    found = identify(document)
    return form_of(found) if isinstance(found, Instrument) else _unidentified(found)


def _unidentified(reason: Unidentified) -> Finding:
    pointer = (reason.key,) if reason.key else ()
    return Finding("unknown-instrument", pointer, reason.message, reason.remedy)
