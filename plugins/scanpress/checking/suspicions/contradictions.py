"""Answers and reasons that contradict each other, and reasons that belong to another question."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from scanpress.checking.display import quoted
from scanpress.checking.form import value_at
from scanpress.checking.known.clauses import topic
from scanpress.checking.known.evidence import contradicts, of_other_question
from scanpress.checking.known.leftovers import empty_words
from scanpress.checking.known.verdicts import contradiction, says_inapplicable
from scanpress.checking.known.wording import refusal
from scanpress.checking.problem import Finding, Pointer
from scanpress.checking.suspicions.placeholders import is_placeholder
from scanpress.instruments import Instrument, Question
from scanpress.instruments.answering import AnswerForm, Verdict


def contradicted(instrument: Instrument, document: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield a finding for each answer whose reason says the opposite in plain words."""
    for category in instrument.categories:
        answers = value_at(document, category.path)
        for question in category.questions if isinstance(answers, dict) else ():
            answer = answers.get(question.key)
            if not isinstance(answer, dict):
                continue
            if other := _of_other_question(question, answer):
                message = f"the reason speaks of {other} only, and the question does not ask for that"
                remedy = "write the reason for this question, and correct the answer if there is none; "
                remedy += "two answers may have been exchanged"
                yield Finding("contradiction", (*category.path, question.key, question.form.reason), message, remedy)
            elif said := opposite(instrument, question, answer):
                yield _opposed((*category.path, question.key), question.form, answer, said)


def _opposed(pointer: Pointer, form: AnswerForm, answer: Mapping[str, Any], said: str) -> Finding:
    """Return the finding on an answer whose reason says the opposite, or that the question does not apply."""
    given, shown = quoted(answer.get(form.key)), quoted(said, longest=_LONGEST)
    applies = answer.get(form.applies) if form.applies else None
    if applies is True and says_inapplicable(said):
        message = f"the reason says that the question does not apply: {shown}"
        remedy = f"write false here, or write a reason why the answer is {given}"
        return Finding("contradiction", (*pointer, form.applies), message, remedy)
    is_word = judged(form, answer) is None
    given = f"is {given}" if applies is not False else "is that the question does not apply"
    message = f"the answer {given}, and its reason says {'something else' if is_word else 'the opposite'}: {shown}"
    remedy = "read both again, and correct the one that is wrong; if both are right, leave them"
    return Finding("contradiction", (*pointer, form.key), message, remedy)


def _of_other_question(question: Question, answer: Mapping[str, Any]) -> str:
    """Return what a reason beside Yes speaks of if that belongs to another question, or an empty text."""
    reason = answer.get(question.form.reason)
    is_met = isinstance(reason, str) and judged(question.form, answer) is Verdict.MET
    return of_other_question(str(reason), question.key) if is_met else ""


def opposite(instrument: Instrument, question: Question, answer: Mapping[str, Any]) -> str:
    """Return the words of a reason that say the opposite of the answer, or an empty text."""
    form = question.form
    verdict, reason = judged(form, answer), answer.get(form.reason)
    given = answer.get(form.key)
    if verdict is None and isinstance(given, str) and isinstance(reason, str):
        return reason if contradicts(" ".join(reason.split()), given) else ""
    if verdict is None or form.met is not None or not isinstance(reason, str):
        return ""
    asked = topic(instrument.key, question.id)

    def is_opposite(text: str) -> bool:
        return contradiction(text, verdict, question.key, asked, may_not_apply=bool(form.applies))

    said = _telling(" ".join(reason.split()), is_opposite) if is_opposite(reason) else ""
    is_reported = said and (is_placeholder(reason) or empty_words(reason.strip()) or refusal(reason))
    return "" if is_reported else said


def _telling(reason: str, is_opposite: Callable[[str], bool]) -> str:
    """Return the part of a reason that is shown: the last one that says the opposite alone, or all of it."""
    starts = [0, *(match.end() for match in _PARTS.finditer(reason))]
    parts = [reason[start:end] for start, end in zip(starts, [*starts[1:], len(reason)], strict=True)]
    return next((part.strip() for part in reversed(parts[:_MOST]) if is_opposite(part.strip(" ,;"))), reason)


_PARTS = re.compile(r"(?<=[.;])\s+|,\s+(?=(?:but|although|though|yet|however|while)\b)|\s+(?=but\b)")
_MOST = 8  # parts that are looked at
_LONGEST = 160  # characters of a reason that are shown: it has to be compared with the answer


def judged(form: AnswerForm, answer: Mapping[str, Any]) -> Verdict | None:
    """Return the verdict of an answer that may have mistakes; None if it has none."""
    given = answer.get(form.key)
    if form.applies and answer.get(form.applies) is not True:
        return Verdict.NOT_APPLICABLE if answer.get(form.applies) is False else None
    if form.met is not None:
        is_number = isinstance(given, int | float) and not isinstance(given, bool)
        return form.verdict(answer) if is_number else None
    return form.verdicts.get(given) if isinstance(given, str | bool) else None
