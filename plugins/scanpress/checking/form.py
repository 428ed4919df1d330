"""The form of a file: its schema, compiled once per process, and what the rules need from it.

The compiled validators decide whether a file is accepted. The slow validator that can explain an error is made only if
a file is rejected.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

import jsonschema_rs

from scanpress.checking.display import quoted
from scanpress.checking.files import is_run
from scanpress.checking.known.other_files import error_of_a_service, flattened, other_file
from scanpress.checking.known.wording import with_clues
from scanpress.checking.parts import Part
from scanpress.checking.problem import Finding
from scanpress.facts.layout import RUNS, SCANS
from scanpress.instruments import Instrument, Unidentified, forget_with_schemas, identify, instruments, load_schema
from scanpress.instruments.reading import resolve

Path = tuple[str, ...]
BAD_LICENCE = "bad-license"
Contradiction = tuple[str, bool, str, bool]


@dataclass(frozen=True)
class Form:
    """A schema and what follows from it; `instrument` is None for files that are not scans."""

    name: str
    schema: Mapping[str, Any] = field(repr=False, compare=False)
    instrument: Instrument | None = field(default=None, repr=False)

    @cached_property
    def validator(self) -> jsonschema_rs.Draft202012Validator:
        """The validator for the whole schema."""
        return jsonschema_rs.Draft202012Validator(dict(self.schema))

    def accepts(self, document: object) -> bool:
        """Return whether a document matches the schema."""
        try:
            return self.validator.is_valid(document)
        except UnicodeEncodeError:  # half a character, which is no UTF-8, so that no file with one is accepted
            return False

    @cached_property
    def clue_validator(self) -> jsonschema_rs.Draft202012Validator:
        """A validator that refuses also texts with a clue of a mistake; a run may have texts of any kind."""
        if self.instrument is None:
            return self.validator
        return jsonschema_rs.Draft202012Validator(with_clues(self.schema))

    @cached_property
    def wording_validator(self) -> jsonschema_rs.Draft202012Validator:
        """A validator that refuses the same texts, and accepts reasons that may contradict their answers."""
        return jsonschema_rs.Draft202012Validator(with_clues(self.schema, of_reasons=False))

    @cached_property
    def part(self) -> Part:
        """The whole schema, whose parts are looked up once each."""
        return Part.whole(self.schema)

    @cached_property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Pairs of values that contradict each other if they are in the same object."""
        found = (part.get("x-scanpress-contradiction") for part in self.schema.get("$defs", {}).values())
        pairs = (tuple(each.items()) for each in found if each)
        return tuple((*first, *second) for first, second in pairs)

    @cached_property
    def dates(self) -> tuple[tuple[Path, bool], ...]:
        """The paths of dates outside of lists, each with whether it may be tomorrow at the latest."""
        found = ((path, part) for path, part in self._parts if part.get("format") == "date")
        return tuple((path, part.get("x-scanpress-latest") == "tomorrow") for path, part in found)

    @cached_property
    def years(self) -> tuple[Path, ...]:
        """The paths of years that may be next year at the latest."""
        return tuple(path for path, part in self._parts if part.get("x-scanpress-latest") == "next-year")

    @cached_property
    def references(self) -> tuple[Path, ...]:
        """The paths of values that name a run."""
        return tuple(path for path, part in self._parts if part.get("x-scanpress-reference") == "run")

    @cached_property
    def licences(self) -> tuple[Path, ...]:
        """The paths of licences."""
        return tuple(path for path, part in self._parts if part.get("x-scanpress-problem") == BAD_LICENCE)

    @cached_property
    def _parts(self) -> tuple[tuple[Path, Mapping[str, Any]], ...]:
        return tuple(_walk(self.schema, self.schema, ()))


def form_for(path: str, document: Any) -> Form | Finding:
    """Return the form that a file must have, or a finding if that is not known."""
    if not isinstance(document, dict):
        return _not_an_object(document)
    if is_run(path):
        return _scan_among_runs(document) or run_form()
    if "paper" not in document and (parted := of_converter(document)):
        return parted
    if known := _named(document):
        return known
    if "paper" not in document and (other := _other(document) or _run_of_a_model(document)):
        return other
    found = identify(_with_plain_names(document))
    return form_of(found) if isinstance(found, Instrument) else _unidentified(found)


def of_converter(document: object) -> Finding | None:
    """Return the finding on keys that a converter did not nest, or None."""
    if not isinstance(document, dict) or not (found := flattened(document)):
        return None
    first, message, remedy = found
    return Finding("wrong-type", (first,), message, remedy, "key")


def _scan_among_runs(document: dict[str, Any]) -> Finding | None:
    if "paper" not in document or all(document.keys().isdisjoint(each.containers) for each in instruments()):
        return None
    message = "this is a scan and not a run, and scans/runs/ has the settings and prompts of runs"
    remedy = "move it to the folder of its venue and year, such as scans/iclr-2024/"
    return Finding("wrong-type", (), message, remedy)


def _with_plain_names(document: dict[str, Any]) -> dict[str, Any]:
    """Return a document with the keys by which its instrument is known as they should be, if they are spelt otherwise.

    The misspelt keys are reported with all others.
    """
    if all(map(str.islower, document)):
        return document
    known = {"instrument", "instrument_version", *(key for each in instruments() for key in each.version_keys)}
    by_letters = {key.replace("_", ""): key for key in known - document.keys()}
    meant = {by_letters.get(re.sub(r"[^a-z]", "", key.lower()), ""): value for key, value in document.items()}
    return {**document, **{key: value for key, value in meant.items() if key}}


def _run_of_a_model(document: dict[str, Any]) -> Finding | None:
    """Return the finding on a run that is among the scans."""
    if "model" not in document or len(document) > _FEW or not _OF_SCANS.isdisjoint(document):
        return None
    message = "the file is a run of a model, and not a scan"
    remedy = f"move it to {SCANS}/{RUNS}/, or write the paper and the answers of a scan"
    return Finding("bad-name", (), message, remedy, span=(0, 0))


_FEW = 3  # keys: what programs write about models has more
_OF_SCANS = frozenset(["paper", "variables", "checklist", "answers", "instrument"])


@cache
def run_form() -> Form:
    """Return the form of run files."""
    return Form("run-1", json.loads(load_schema("run-1")))


def form_of(instrument: Instrument) -> Form:
    """Return the form of an instrument's scans, made once per instrument."""
    # Kept by key: the hash of an instrument takes longer than the check of a file.
    form = _FORMS.get(instrument.key)
    if form is None:
        form = _FORMS[instrument.key] = Form(instrument.key, instrument.schema, instrument)
    return form


def _named(document: dict[str, Any]) -> Form | None:
    """Return the form that a file names in the usual way, if it is made; to identify it takes 7 microseconds."""
    name, version = document.get("instrument"), document.get("instrument_version")
    if type(name) is not str or type(version) is not int or "$schema" in document:
        return None
    return _FORMS.get(f"{name}-{version}")


def value_at(document: Any, path: Path) -> Any:
    """Return the value at a path, or None if there is none."""
    for key in path:
        if not isinstance(document, dict):
            return None
        document = document.get(key)
    return document


class _Forms(dict[str, Form]):
    def cache_clear(self) -> None:
        self.clear()


_FORMS = forget_with_schemas(_Forms())


def _walk(schema: Mapping[str, Any], part: Mapping[str, Any], path: Path) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    part = resolve(schema, part)
    yield path, part
    for key, child in part.get("properties", {}).items():
        yield from _walk(schema, child, (*path, key))


def _not_an_object(document: Any) -> Finding:
    """Return the finding on a file that has a list of scans, a scan within a text, or another value."""
    message, remedy = "the file is not a JSON object", 'start it with { and a key such as "paper"'
    if document is None or document == []:
        message, remedy = f"the file is {quoted(document)}: what wrote it had no scan", "make the scan again"
    if isinstance(document, list) and document and all(isinstance(each, dict) for each in document):
        message = f"the file is a list of {len(document)} JSON object{'s' * (len(document) > 1)}; a file has one scan"
        remedy = "keep one scan here without [ and ], and move each other one to a file of its own"
        if len(document) == 1:
            remedy = "remove the [ before the scan and the ] after it"
    elif isinstance(document, str) and document.lstrip().startswith("{"):
        message = 'the file is a JSON text that has the scan inside it, with \\" for each quotation mark'
        remedy = "save the scan itself, without the quotation marks around it: scanpress fmt --fix does it"
    return Finding("wrong-type", (), message, remedy)


def _other(document: dict[str, Any]) -> Finding | None:
    """Return the finding on a file that another program wrote, or None."""
    if words := error_of_a_service(document):
        message = f"the file is an error message of a service and not a scan: {quoted(words)}"
        return Finding("wrong-type", (), message, "ask the service again, and save the scan that it answers")
    said = other_file(document)
    return Finding("wrong-type", (), *said) if said else None


def _unidentified(reason: Unidentified) -> Finding:
    pointer = (reason.key,) if reason.key else ()
    return Finding("unknown-instrument", pointer, reason.message, reason.remedy)
