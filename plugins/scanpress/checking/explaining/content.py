"""Rules that a schema cannot express, applied wherever an annotation of the schema asks for them."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from scanpress.checking.days import is_date, latest_day, years_of_calendar
from scanpress.checking.display import quoted
from scanpress.checking.explaining.homes import part_at
from scanpress.checking.explaining.identifiers import licence_remedy
from scanpress.checking.explaining.names import nearest
from scanpress.checking.form import BAD_LICENCE, Form
from scanpress.checking.known.arxiv import is_later
from scanpress.checking.parts import Part
from scanpress.checking.problem import Finding, Pointer
from scanpress.facts.licences import canonical_licence
from scanpress.instruments import Instrument
from scanpress.instruments.reading import answer_form


@dataclass(frozen=True, slots=True)
class Context:
    """What the rules need besides the document: today's date, and the names of the runs that exist, if known.

    If it `is_lenient`, unknown keys are warnings.
    """

    today: date
    runs: Container[str] | None = None
    is_lenient: bool = False


Annotated = tuple[Pointer, Any, Mapping[str, Any]]


def content_findings(form: Form, document: object, context: Context) -> Iterator[Finding]:
    """Yield the findings of all rules on single values and objects."""
    for pointer, value, part in _annotated(form.part, document, ()):
        if isinstance(value, str):
            if part.get("minLength") and not value.strip():
                yield _blank(form, pointer, value, part)
            else:
                yield from _text(pointer, value, part, context)
        elif isinstance(value, dict):
            yield from _contradiction(pointer, value, part)
        elif type(value) in {int, float}:
            yield from _number(pointer, value, part, context)


def module_findings(instrument: Instrument, document: dict[str, Any], meant: frozenset[str]) -> Iterator[Finding]:
    """Yield the findings on modules, except on those that a misspelt name probably meant."""
    answered, listed = document.get(instrument.container), document.get(instrument.modules_key, [])
    if not isinstance(answered, dict) or not isinstance(listed, list) or instrument.modules_key in meant:
        return
    for index, name in enumerate(listed):
        if name in instrument.modules and name not in answered and name not in meant:
            message = f"the module {quoted(name)} is listed here, but its questions are not answered"
            remedy = f"answer its questions in {quoted(instrument.container)}, or remove it from this list"
            yield Finding("module-missing", (instrument.modules_key, index), message, remedy)
    for name in instrument.modules:
        if name in answered and name not in listed and name not in meant:
            message = f"the module {quoted(name)} is answered, but not listed in {quoted(instrument.modules_key)}"
            remedy = f"add {quoted(name)} to {quoted(instrument.modules_key)}"
            yield Finding("module-undeclared", (instrument.container, name), message, remedy, "key")


def _blank(form: Form, pointer: Pointer, value: str, part: Mapping[str, Any]) -> Finding:
    around = part_at(form.schema, pointer[:-1])
    is_optional = pointer[-1] in around.get("properties", ()) and pointer[-1] not in around.get("required", ())
    own = answer_form(form.schema, around)
    remedy = "write a text here" + ", or leave the key out" * is_optional
    if pointer == ("status", "note"):
        remedy = "write why the scan has this status, or leave the key out if it is published"
    if own and own.reason == pointer[-1]:
        remedy = "write the reason: a quotation, a section or a table; if the paper says nothing, write that"
    if isinstance(pointer[-1], int):
        remedy = f"remove this entry, or write {_of_list(part, pointer)}"
    state = "only white space" if value else "empty"
    return Finding("blank-text", pointer, f"{part.get('title', 'text')} is {state}", remedy)


def _of_list(part: Mapping[str, Any], pointer: Pointer) -> str:
    """Return what an entry of a list has."""
    return "the name of the author" if pointer[-2] == "authors" else f"the {part.get('title', 'text').lower()}"


def _text(pointer: Pointer, value: str, part: Mapping[str, Any], context: Context) -> Iterator[Finding]:
    if part.get("format") == "date" and re.search(part["pattern"], value):
        yield from _date(pointer, value, part, context)
    elif part.get("x-scanpress-problem") == BAD_LICENCE and re.search(part["pattern"], value):
        yield from _licence(pointer, value)
    elif part.get("x-scanpress-problem") == "bad-arxiv-id" and is_later(value, context.today):
        message = f"{quoted(value)} names a month that has not begun"
        yield Finding("doubtful-arxiv-id", pointer, message, "look it up, or leave it out")
    elif part.get("x-scanpress-reference") == "run" and context.runs is not None and value not in context.runs:
        if not re.search(part.get("pattern", ""), value):
            return  # which is reported with what to write
        bare = value.rpartition("/")[2].removesuffix(".json")
        remedy = f"add scans/runs/{bare[:100]}.json, or correct the name"
        if near := nearest(bare, context.runs) if isinstance(context.runs, Iterable) else "":
            remedy = f"did you mean {quoted(near)}? Else {remedy}"
        if bare and bare != value:
            remedy = f"write {quoted(bare)}" + f", and {remedy}" * (bare not in context.runs)
        yield Finding("unknown-run", pointer, f"there is no run {quoted(value)} in scans/runs/", remedy)


def _licence(pointer: Pointer, value: str) -> Iterator[Finding]:
    known = canonical_licence(value)
    if known is None:
        message = f"{quoted(value)} is not an SPDX licence expression"
        yield Finding(BAD_LICENCE, pointer, message, licence_remedy(value))
    elif known != value:
        message = f"{quoted(value)} is not spelled as in the list of SPDX"
        yield Finding(BAD_LICENCE, pointer, message, f"write {quoted(known)}")


def _date(pointer: Pointer, value: str, part: Mapping[str, Any], context: Context) -> Iterator[Finding]:
    latest = latest_day(context.today)
    if not is_date(value):
        message = f"{quoted(value)} is not a day that exists"
        yield Finding("bad-date", pointer, message, "correct the day or the month")
    elif part.get("x-scanpress-latest") == "tomorrow" and value > latest:
        message = f"{quoted(value)} is in the future"
        yield Finding("future-date", pointer, message, f"write {latest} or an earlier date")


def _number(pointer: Pointer, value: Any, part: Mapping[str, Any], context: Context) -> Iterator[Finding]:
    if part.get("type") == "integer" and isinstance(value, float) and value.is_integer():
        message = "a whole number must not have a decimal point"
        yield Finding("wrong-type", pointer, message, f"write {int(value)}")
    latest = context.today.year + 1
    if part.get("x-scanpress-latest") == "next-year" and latest < value <= part.get("maximum", value):
        message = f"{value} is later than next year"
        found = years_of_calendar(int(value))
        other = f", as {found[1][0]} if this is of the {found[0]} calendar" if found else ""
        yield Finding("future-year", pointer, message, f"write {latest} or an earlier year{other}")


def _contradiction(pointer: Pointer, value: dict[str, Any], part: Mapping[str, Any]) -> Iterator[Finding]:
    pairs = part.get("x-scanpress-contradiction", {})
    if pairs and all(value.get(key) is expected for key, expected in pairs.items()):
        first, last = pairs
        message = f"{_member(first, pairs[first])} and {_member(last, pairs[last])} contradict each other"
        remedy = f"change one of them: {_member(last, not pairs[last])} or {_member(first, not pairs[first])}"
        yield Finding("contradiction", (*pointer, last), message, remedy)


def _member(key: str, value: Any) -> str:
    return f"{quoted(key)}: {quoted(value)}"


def _annotated(part: Part, value: Any, pointer: Pointer) -> Iterator[Annotated]:
    """Yield each value that the schema describes, with its part of the schema."""
    yield pointer, value, part.keywords
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in members:
        described = part.member(key)
        if described.keywords:
            yield from _annotated(described, child, (*pointer, key))
