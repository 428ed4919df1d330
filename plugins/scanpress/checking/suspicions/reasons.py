"""The reasons that a scan gives: whether all are one, and checksums by which copies are found without reading again."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any
from zlib import crc32

from scanpress.checking.display import quoted
from scanpress.checking.form import value_at
from scanpress.checking.known.leftovers import empty_words
from scanpress.checking.known.verdicts import contradiction
from scanpress.checking.known.wording import refusal
from scanpress.checking.problem import Finding
from scanpress.checking.suspicions.placeholders import QUICK_LENGTH, is_placeholder
from scanpress.instruments import Instrument, Question, Unidentified, forget_with_schemas, identify, with_key
from scanpress.instruments.answering import Verdict

LONG = 25
"""Characters of a reason that two scans do not have in common by chance."""
_SAMPLES = 4
_BEGIN = 80  # characters of a reason that a checksum counts
_FEW = 8  # reasons: of fewer, most may be the same
_SHARE = 0.8  # of all reasons
_MOST = 0.6  # of all reasons, if a Yes is among their answers, or if they do not name what is missing
_GENERIC = re.compile(
    r"\b(?:this|that|such|the (?:requested|relevant|required)) "
    r"(?:aspect|information|detail|item|criterion|variable|point|topic|issue|element|requirement)s?\b"
    r"|\b(?:mention|address|discuss|provide|specify|describe|report|state|include|contain) (?:this|it|that)\b",
    re.IGNORECASE,
)
_WHY = re.compile(r"theor|appl[yi]|experiment|empirical|survey|position paper|proof", re.IGNORECASE)


def sampled_reasons(document: Mapping[str, Any], instrument: str) -> tuple[int, ...]:
    """Return checksums of the longest reasons of a flat list, or of the first question of each category.

    The longest ones are the same for most of a copy, also if its reasons are in another order, in other case, or are
    only partly copied.
    """
    found: list[str] = []
    for path, key in _sampled_places(instrument):
        answers = document
        for part in path:
            answers = answers.get(part) or _NONE
        if not answers:
            continue
        for answer in answers.values() if len(path) == 1 else [next(iter(answers.values()))]:
            reason = answer.get(key) if type(answer) is dict else None
            if type(reason) is str and len(reason) >= LONG:
                found.append(reason)
    if len(found) > _SAMPLES:
        found = sorted(found, key=len)[-_SAMPLES:]
    return tuple([crc32(each[:_BEGIN].encode("utf-8", "surrogatepass").lower()) for each in found])


@forget_with_schemas
@cache
def _sampled_places(instrument: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Return the path of each category, and the key of the reasons of its first question."""
    categories = with_key(instrument).categories
    forms = (
        (category.path, category.open_form or (category.questions[0].form if category.questions else None))
        for category in categories
    )
    return tuple((path, form.reason) for path, form in forms if form)


def container_of(document: Mapping[str, Any]) -> str:
    """Return the key under which a scan has its answers, or an empty text."""
    instrument = identify(document)
    return "" if isinstance(instrument, Unidentified) else instrument.container


def reasons_of(document: Mapping[str, Any]) -> dict[tuple[str, ...], str]:
    """Return every reason of an accepted scan by the place of its question."""
    instrument = identify(document)
    return {} if isinstance(instrument, Unidentified) else _reasons(document, instrument)


def _reasons(document: Mapping[str, Any], instrument: Instrument) -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for category in instrument.categories:
        forms = {question.key: question.form for question in category.questions}
        for key, answer in (category.answers(document) or {}).items():
            form = forms.get(key) or category.open_form
            reason = form.reason_in(answer) if form and isinstance(answer, dict) else ""
            if reason:
                found[(*category.path, key)] = reason
    return found


def same_reason(instrument: Instrument, document: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield a finding if most answers of a scan have one reason; that a question does not apply may be one.

    That something is missing may be the reason of many answers, so it counts only if nearly all have it, or if it does
    not name what is missing. What is there is said of one question.
    """
    given = list(_reasons_that_apply(instrument, document))
    if len(given) < _FEW:
        return
    reason, times = Counter(each for each, _ in given).most_common(1)[0]
    is_met = any(each == reason and verdict is Verdict.MET for each, verdict in given)
    share = _MOST if is_met or (_GENERIC.search(reason) and not _WHY.search(reason)) else _SHARE
    if times >= share * len(given) and not is_placeholder(reason) and not refusal(reason):
        every = f"all {len(given)}" if times == len(given) else f"{times} of {len(given)}"
        message = f"{every} answers have the same reason, {quoted(reason)}"
        remedy = "write for each answer what the paper says about its question"
        yield Finding("same-reason", (instrument.container,), message, remedy, "key")


def contradicted(instrument: Instrument, document: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield a finding for each answer whose reason says the opposite in plain words."""
    for category in instrument.categories:
        answers = value_at(document, category.path)
        for question in category.questions if isinstance(answers, dict) else ():
            answer = answers.get(question.key)
            if isinstance(answer, dict) and (said := _opposite(question, answer)):
                given = quoted(answer[question.form.key])
                message = f"the answer is {given}, and its reason says the opposite: {quoted(said)}"
                remedy = "read the two again, and correct the one that is wrong; leave them if both are right"
                yield Finding("contradiction", (*category.path, question.key, question.form.key), message, remedy)


def _opposite(question: Question, answer: Mapping[str, Any]) -> str:
    """Return the words of a reason that say the opposite of the answer, or an empty text."""
    form = question.form
    given, reason = answer.get(form.key), answer.get(form.reason)
    if not isinstance(given, str | bool) or not isinstance(reason, str):
        return ""
    verdict = form.verdicts.get(given)
    if verdict is None or (form.applies and answer.get(form.applies) is not True):
        return ""
    topic = f"{question.label} {question.sentence} {question.guidance}"
    said = contradiction(reason, verdict, question.key, topic, may_not_apply=bool(form.applies))
    is_reported = said and (is_placeholder(reason) or empty_words(reason.strip()) or refusal(reason))
    return "" if is_reported else said


def title_as_reason(instrument: Instrument, document: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield a finding for each reason that is only the title of the paper."""
    title = value_at(document, ("paper", "title"))
    for category in instrument.categories if isinstance(title, str) else ():
        form, answers = category.own_form, value_at(document, category.path)
        given = answers if form and form.reason and isinstance(answers, dict) else {}
        for key, answer in given.items():
            if form is None or value_at(answer, (form.reason,)) != title:
                continue
            pointer = (*category.path, key, form.reason)
            message = f"{quoted(title)} is the title of the paper and not a reason"
            remedy = "write what the paper says about this question, and where"
            yield Finding("placeholder", pointer, message, remedy)


def question_as_reason(instrument: Instrument, document: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield a finding for each reason that is only a question of the instrument."""
    asked = _sentences(instrument.key)
    for path, name, _ in _places_of_reasons(instrument.key):
        answers = value_at(document, path)
        for key, answer in answers.items() if isinstance(answers, dict) else ():
            reason = answer.get(name) if isinstance(answer, dict) else None
            if isinstance(reason, str) and reason[-1:] == "?" and _plain_question(reason) in asked:
                message = "this is the question and not a reason"
                remedy = "write what the paper says about it, and where"
                yield Finding("placeholder", (*path, key, name), message, remedy)


@forget_with_schemas
@cache
def _sentences(instrument: str) -> frozenset[str]:
    """Return all questions of an instrument, without differences of case."""
    categories = with_key(instrument).categories
    every = (_plain_question(each.sentence) for category in categories for each in category.questions)
    return frozenset(each for each in every if len(each) >= QUICK_LENGTH)


def _plain_question(text: str) -> str:
    return " ".join(text.casefold().removeprefix("question:").split())


def _reasons_that_apply(instrument: Instrument, document: Mapping[str, Any]) -> Iterator[tuple[str, Verdict | None]]:
    """Yield each reason of an answer that applies, with what its answer says."""
    for category in instrument.categories:
        answers = value_at(document, category.path)
        forms = {question.key: question.form for question in category.questions}
        for key, answer in answers.items() if isinstance(answers, dict) else ():
            form = forms.get(key) or category.own_form
            if form is None or not form.reason or not isinstance(answer, dict):
                continue
            given, reason = answer.get(form.key), answer.get(form.reason)
            is_out = form.applies and answer.get(form.applies) is False
            if not is_out and isinstance(reason, str) and reason.strip():
                verdict = form.verdicts.get(given) if isinstance(given, str | bool) else None
                yield " ".join(reason.split()), verdict


def may_have_one_reason(instrument: Instrument, document: Mapping[str, Any]) -> bool:
    """Return whether most answers of an accepted scan may have one reason.

    If they do, the first answers, two fifths of all and two more, have one reason twice. Most scans do not.
    """
    given: list[tuple[str, str, Any]] = []
    number = 0
    for path, key, applies in _places_of_reasons(instrument.key):
        answers = document
        for part in path:
            answers = answers.get(part) or _NONE
        if answers:
            given.append((key, applies, answers.values()))
            number += len(answers)
    first: list[str] = []
    for key, applies, answers in given:
        first += [
            reason
            for answer in answers
            if type(answer) is dict and (reason := answer.get(key)) and answer.get(applies) is not False
        ]
        if len(first) > 2 * number // 5 + 1:
            break
    # To hash long texts takes 5 % of the check: texts of different lengths are different, and equal ones begin so.
    return len({*map(len, first)}) < len(first) and len({each[:_BEGIN] for each in first}) < len(first)


_NONE: Mapping[str, Any] = {}


@forget_with_schemas
@cache
def _places_of_reasons(instrument: str) -> tuple[tuple[tuple[str, ...], str, str], ...]:
    """Return the path of each category whose answers have reasons, and the keys of reason and of what applies."""
    forms = ((category.path, category.own_form) for category in with_key(instrument).categories)
    return tuple((path, form.reason, form.applies) for path, form in forms if form and form.reason)
