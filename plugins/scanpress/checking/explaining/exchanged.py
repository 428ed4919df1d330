"""Answers whose two values are exchanged: the reason is under the key of the answer, and the answer under its."""

from collections.abc import Iterator, Mapping
from typing import Any

from scanpress.checking.display import quoted
from scanpress.checking.edits import Pointer, Way, Write
from scanpress.checking.form import Form, value_at
from scanpress.checking.problem import Finding
from scanpress.instruments import AnswerForm


def exchanged(form: Form, document: Any) -> tuple[Finding, tuple[Pointer, ...]] | None:
    """Return the finding on answers whose answer and reason are exchanged, and the places of all of them, or None."""
    found = [each for each in _answers(form, document) if _is_exchanged(*each[1:])]
    if not found:
        return None
    _, own, answer = found[0]
    places = tuple((*place, own.key) for place, own, _ in found)
    number = f"in {len(found)} answers, " if len(found) > 1 else ""
    message = f"{number}{quoted(own.key)} has the reason, and {quoted(own.reason)} has the answer"
    each = " of each; for the first" if len(found) > 1 else ""
    remedy = f"exchange the two values{each}: {quoted(own.key)}: {quoted(answer[own.reason])}"
    way: Way = tuple(
        edit
        for place, own, answer in found
        for edit in (
            Write((*place, own.key), answer[own.reason]),
            Write((*place, own.reason), answer[own.key]),
        )
    )
    finding = Finding("wrong-value", places[0], message, remedy, also=places[1:], ways=(way,))
    return finding, tuple(place for place, *_ in found)


def _answers(form: Form, document: Any) -> Iterator[tuple[Pointer, AnswerForm, Mapping[str, Any]]]:
    for category in form.instrument.categories if form.instrument else ():
        answers = value_at(document, category.path)
        for question in category.questions if isinstance(answers, dict) else ():
            if isinstance(answer := answers.get(question.key), dict):
                yield (*category.path, question.key), question.form, answer


def _is_exchanged(own: AnswerForm, answer: Mapping[str, Any]) -> bool:
    words = {*own.verdicts, *(own.results or ())}
    given, reason = answer.get(own.key), answer.get(own.reason)
    return (
        isinstance(given, str)
        and bool(given.strip())
        and isinstance(reason, str | bool)
        and reason in words
        and given not in words
        and (isinstance(reason, bool) or len(given) > len(reason))
    )
