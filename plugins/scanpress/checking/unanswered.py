"""What is still to answer: null in a place that cannot be null, which is how a new scan is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scanpress.checking.finding import Finding, Pointer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jsonschema import ValidationError

    from scanpress.instruments import Instrument

_VERDICTS_ON_VALUES = frozenset({"type", "enum", "const"})


def is_unanswered(error: ValidationError) -> bool:
    """Tell whether an error says no more than that a value was not filled in."""
    return error.instance is None and error.validator in _VERDICTS_ON_VALUES


def unanswered_finding(pointers: Iterable[Pointer], instrument: Instrument | None) -> Finding | None:
    """Give one finding for all places that are still to answer, at the first of them."""
    places = tuple(dict.fromkeys(pointers))
    if not places:
        return None
    first: dict[object, Pointer] = {}
    for place in places:
        first.setdefault((instrument.question_at(place) if instrument else None) or place, place)
    questions = sum(not isinstance(key, tuple) for key in first)
    starts = tuple(first.values())
    return Finding("still-to-answer", starts[0], _message(questions, len(first) - questions), _REMEDY, also=starts[1:])


_REMEDY = "write the answer in place of null"


def _message(questions: int, others: int) -> str:
    asked = f"{questions} {'question' if questions == 1 else 'questions'}" if questions else ""
    rest = f"{others} other {'value' if others == 1 else 'values'}" if questions else f"{others} values"
    told = " and ".join(filter(None, [asked, rest if others else ""]))
    return f"{'1 value' if told == '1 values' else told} still to answer"
