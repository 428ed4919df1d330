"""What is still to answer: null in a place that cannot be null, which is how a new scan is made."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from scanpress.checking.display import listed, quoted
from scanpress.checking.finding import Finding, Pointer
from scanpress.instruments.reading import describe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from jsonschema import ValidationError

    from scanpress.checking.form import Form

_VERDICTS_ON_VALUES = frozenset({"type", "enum", "const"})


def is_unanswered(error: ValidationError) -> bool:
    """Tell whether an error says no more than that a value was not filled in."""
    return error.instance is None and error.validator in _VERDICTS_ON_VALUES


def may_be_empty(part: Mapping[str, Any]) -> bool:
    """Tell whether a part of a schema is a list that may have nothing in it."""
    return part.get("type") == "array" and not part.get("minItems")


def unanswered_finding(pointers: Iterable[Pointer], form: Form) -> Finding | None:
    """Give one finding for all places that are still to answer, at the first of them."""
    instrument = form.instrument
    places = tuple(dict.fromkeys(pointers))
    if not places:
        return None
    first: dict[object, Pointer] = {}
    for place in places:
        first.setdefault((instrument.question_at(place) if instrument else None) or place, place)
    questions = sum(not isinstance(key, tuple) for key in first)
    starts = tuple(first.values())
    message, remedy = _message(questions, len(first) - questions), "; ".join([_REMEDY, *_hints(starts, form.schema)])
    return Finding("still-to-answer", starts[0], message, remedy, also=starts[1:])


_REMEDY = "write the answer in place of null"
_FEW = 4


def _hints(places: Iterable[Pointer], schema: Mapping[str, Any]) -> Iterator[str]:
    """Say where an answer is more than a value: an object, or a list that may be empty."""
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
    for name, first in islice(objects.items(), _FEW):
        yield f"{name} is an object: {{ {first}: … }}"
    if lists:
        yield f"[] is right for {listed([*islice(lists, _FEW)])} where there is nothing to list"


def _message(questions: int, others: int) -> str:
    asked = f"{questions} {'question' if questions == 1 else 'questions'}" if questions else ""
    rest = f"{others} other {'value' if others == 1 else 'values'}" if questions else f"{others} values"
    told = " and ".join(filter(None, [asked, rest if others else ""]))
    return f"{'1 value' if told == '1 values' else told} still to answer"
