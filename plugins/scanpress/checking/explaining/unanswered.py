"""Questions and values that are still to answer: one finding for all of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from scanpress.checking.display import listed, quoted
from scanpress.checking.form import Form
from scanpress.checking.problem import Finding, Pointer
from scanpress.instruments.reading import describe

_REMEDY = "write the answer in place of null"
_MAX_HINTS = 4


def may_be_empty(part: Mapping[str, Any]) -> bool:
    """Return whether a part of a schema describes a list that may be empty."""
    return part.get("type") == "array" and not part.get("minItems")


def unanswered_finding(pointers: Iterable[Pointer], form: Form) -> Finding | None:
    """Return one finding for all places that are not answered yet, at the first of them, or None."""
    instrument = form.instrument
    places = tuple(dict.fromkeys(pointers))
    if not places:
        return None
    first: dict[object, Pointer] = {}
    for place in places:
        first.setdefault((instrument.question_at(place) if instrument else None) or place, place)
    questions = sum(not isinstance(key, tuple) for key in first)
    starts = tuple(first.values())
    asked = [instrument.question_at(place) if instrument else None for place in starts]
    if all(each and each.form.reason == place[-1] for each, place in zip(asked, starts, strict=True)):
        message = f"{len(starts)} answer{'s have' if len(starts) > 1 else ' has'} no reason"
        remedy = "write the reason in place of null: a quotation, a section or a table, or that the paper says nothing"
        return Finding("still-to-answer", starts[0], message, remedy, also=starts[1:])
    is_entry = all(isinstance(place[-1], int) for place in starts)
    remedy = "; ".join([*[_REMEDY] * (not is_entry), *_hints(starts, form.schema)])
    return Finding("still-to-answer", starts[0], _count(questions, len(first) - questions), remedy, also=starts[1:])


def _hints(places: Sequence[Pointer], schema: Mapping[str, Any]) -> Iterator[str]:
    """Yield a hint for answers that are objects, and one for lists that may be empty."""
    objects: dict[str, str] = {}
    lists: dict[str, None] = {}
    for place in places:
        part = schema
        for key in place:
            part = describe(schema, part, key)
            if may_be_empty(part) and isinstance(key, str):
                lists[key] = None
        if part.get("type") == "object" and isinstance(place[-1], str):
            objects[quoted(place[-1])] = quoted(next(iter(part.get("properties", ())), "key"))
    entries = [place for place in places if isinstance(place[-1], int)]
    for place in islice(entries, _MAX_HINTS):
        number, name = int(place[-1]) + 1, next((key for key in reversed(place) if isinstance(key, str)), "list")
        yield f"entry {number} of {quoted(name)} is null: write it, or remove the entry"
    for name, first in islice(objects.items(), _MAX_HINTS):
        yield f"{name} is an object: {{ {first}: … }}"
    if lists:
        yield f"write [] for {listed([*islice(lists, _MAX_HINTS)])} if there is nothing to list"


def _count(questions: int, values: int) -> str:
    """Return how many questions and how many other values are not answered yet, in words."""
    asked = f"{questions} question{'s' * (questions != 1)}"
    rest = f"{values}{' other' * bool(questions)} value{'s' * (values != 1)}"
    return " and ".join([asked] * bool(questions) + [rest] * bool(values)) + " still to answer"
