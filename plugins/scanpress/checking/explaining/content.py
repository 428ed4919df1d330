"""Rules that a schema cannot say, applied wherever the schema asks for them."""

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from scanpress.checking.days import is_date, latest_day
from scanpress.checking.display import quoted
from scanpress.checking.form import Form
from scanpress.checking.problem import Finding, Pointer
from scanpress.instruments import Instrument
from scanpress.instruments.reading import resolve


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the rules need beside the document: the day, and the runs that exist (none: not known)."""

    today: date
    runs: Container[str] | None = None


def content_findings(form: Form, document: object, around: Surroundings) -> Iterator[Finding]:
    """Give the findings of all rules on single values and objects."""
    for pointer, value, part in _annotated(form.schema, form.schema, document, ()):
        if isinstance(value, str):
            yield from _text(pointer, value, part, around)
        elif isinstance(value, dict):
            yield from _contradiction(pointer, value, part)
        elif type(value) in {int, float}:
            yield from _number(pointer, value, part, around)


def _text(pointer: Pointer, value: str, part: Mapping[str, Any], around: Surroundings) -> Iterator[Finding]:
    title = part.get("title", "text")
    if part.get("minLength") and not value.strip():
        state = "only white space" if value else "empty"
        yield Finding("blank-text", pointer, f"{title} is {state}", "write something here")
    elif part.get("format") == "date" and re.search(part["pattern"], value):
        yield from _day(pointer, value, part, around)
    elif part.get("x-scanpress-reference") == "run" and around.runs is not None and value not in around.runs:
        remedy = f"add scans/runs/{value[:100]}.json, or correct the name"
        yield Finding("unknown-run", pointer, f"there is no run {quoted(value)} in scans/runs/", remedy)


def _day(pointer: Pointer, value: str, part: Mapping[str, Any], around: Surroundings) -> Iterator[Finding]:
    latest = latest_day(around.today)
    if not is_date(value):
        yield Finding("bad-date", pointer, f"there is no day {quoted(value)}", "correct the day or the month")
    elif part.get("x-scanpress-latest") == "tomorrow" and value > latest:
        yield Finding("future-date", pointer, f"{quoted(value)} is after tomorrow", f"write a day up to {latest}")


def _number(pointer: Pointer, value: Any, part: Mapping[str, Any], around: Surroundings) -> Iterator[Finding]:
    if part.get("type") == "integer" and isinstance(value, float) and value.is_integer():
        yield Finding("wrong-type", pointer, "a whole number is written without a point", f"write {int(value)}")
    latest = around.today.year + 1
    if part.get("x-scanpress-latest") == "next-year" and latest < value <= part.get("maximum", value):
        yield Finding("future-year", pointer, f"{value} is after next year", f"write a year up to {latest}")


def _contradiction(pointer: Pointer, value: dict[str, Any], part: Mapping[str, Any]) -> Iterator[Finding]:
    pairs = part.get("x-scanpress-contradiction", {})
    if pairs and all(value.get(key) is expected for key, expected in pairs.items()):
        first, last = pairs
        message = f"{_said(pairs, first)} and {_said(pairs, last)} contradict each other"
        remedy = (
            f"change one of them: {_said({last: not pairs[last]}, last)} or {_said({first: not pairs[first]}, first)}"
        )
        yield Finding("contradiction", (*pointer, last), message, remedy)


def _said(pairs: Mapping[str, Any], key: str) -> str:
    return f"{quoted(key)}: {quoted(pairs[key])}"


Annotated = tuple[Pointer, Any, "Mapping[str, Any]"]


def _annotated(schema: Mapping[str, Any], part: Mapping[str, Any], value: Any, pointer: Pointer) -> Iterator[Annotated]:
    """Give each value that the schema describes, with its description."""
    part = resolve(schema, part)
    yield pointer, value, part
    if isinstance(value, dict):
        for key, child in value.items():
            described = _describe(part, key)
            if described:
                yield from _annotated(schema, described, child, (*pointer, key))
    elif isinstance(value, list) and isinstance(part.get("items"), dict):
        for index, child in enumerate(value):
            yield from _annotated(schema, part["items"], child, (*pointer, index))


def _describe(part: Mapping[str, Any], key: str) -> Mapping[str, Any] | None:
    described = part.get("properties", {}).get(key)
    if described is None:
        patterns = part.get("patternProperties", {}).items()
        described = next((found for pattern, found in patterns if re.search(pattern, key)), None)
    return described if isinstance(described, dict) else None


def module_findings(instrument: Instrument, document: dict[str, Any], meant: frozenset[str]) -> Iterator[Finding]:
    """Give the findings on modules, except on those that a misspelt name was taken for."""
    answered, named = document.get(instrument.container), document.get(instrument.modules_key, [])
    if not isinstance(answered, dict) or not isinstance(named, list) or instrument.modules_key in meant:
        return
    for index, name in enumerate(named):
        if name in instrument.modules and name not in answered and name not in meant:
            remedy = f"answer its questions in {quoted(instrument.container)}, or take it out of this list"
            message = f"the module {quoted(name)} is named here, but not answered"
            yield Finding("module-missing", (instrument.modules_key, index), message, remedy)
    for name in instrument.modules:
        if name in answered and name not in named and name not in meant:
            remedy = f"add {quoted(name)} to {quoted(instrument.modules_key)}"
            message = f"the module {quoted(name)} is answered, but not named"
            yield Finding("module-undeclared", (instrument.container, name), message, remedy, "key")
