"""The reasons that a scan gives: whether all are one, and checksums by which copies are found without reading again."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any
from zlib import crc32

from scanpress.checking.display import quoted
from scanpress.checking.form import value_at
from scanpress.checking.known.leftovers import answers_alone
from scanpress.checking.known.wording import refusal
from scanpress.checking.problem import Finding, Pointer
from scanpress.checking.suspicions.contradictions import judged, opposite
from scanpress.checking.suspicions.placeholders import QUICK_LENGTH, bare_answer, is_placeholder
from scanpress.instruments import Instrument, Question, Unidentified, forget_with_schemas, identify, with_key
from scanpress.instruments.answering import Verdict

LONG = 25
"""Characters of a reason that two scans do not have in common by chance."""
_SAMPLES = 4
_BEGIN = 80  # characters of a reason that a checksum counts
_STOCK = 60  # characters of a phrase that fits many questions, such as "See Section 4."
_OPPOSITE = frozenset([Verdict.MET, Verdict.NOT_MET])
_REPEATED = 4  # answers Yes with one reason that does not say what is there
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
    """Yield a finding if most answers of a scan have one reason; that a question does not apply may be one."""
    given = list(_reasons_that_apply(instrument, document))
    if (reason := _reason_of_most(given)) and not is_placeholder(reason) and not refusal(reason):
        times = sum(each == reason for each, _ in given)
        every = f"all {len(given)}" if times == len(given) else f"{times} of {len(given)}"
        message = f"{every} answers have the same reason, {quoted(reason)}"
        remedy = "write for each answer what the paper says about its question"
        yield Finding("same-reason", (instrument.container,), message, remedy, "key")


def _reason_of_most(given: Sequence[tuple[str, Verdict | None]]) -> str:
    """Return the one reason of most answers, or an empty text; of a few, if it only says that something is there.

    That something is missing may be the reason of many answers, so it counts only if nearly all have it, or if it does
    not name what is missing. What is there is said of one question.
    """
    if len(given) < _FEW:
        return ""
    reason, times = Counter(each for each, _ in given).most_common(1)[0]
    generic = Counter(each for each, _ in given if _GENERIC.search(each))
    for said, number in generic.most_common(1):
        if number >= _REPEATED and (said, Verdict.MET) in given:
            return said
    is_met = any(each == reason and verdict is Verdict.MET for each, verdict in given)
    share = _MOST if is_met or (_GENERIC.search(reason) and not _WHY.search(reason)) else _SHARE
    return reason if times >= share * len(given) else ""


def opposite_answers(instrument: Instrument, document: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield a finding for each long reason that is given for a Yes and, word for word, for a No."""
    first: dict[str, tuple[Verdict, Pointer, object]] = {}
    left_out = {_reason_of_most(list(_reasons_that_apply(instrument, document)))}  # which is reported as such
    for pointer, question, answer in _answered(instrument, document):
        form = question.form
        given, reason = answer.get(form.key), answer.get(form.reason)
        verdict = judged(form, answer)
        if verdict not in _OPPOSITE or not isinstance(reason, str) or len(reason) <= _STOCK:
            continue
        if " ".join(reason.split()) in left_out or refusal(reason) or opposite(instrument, question, answer):
            continue
        earlier, place, other = first.setdefault(reason, (verdict, pointer, given))
        if earlier is not verdict:
            left_out.add(" ".join(reason.split()))
            message = f"the answer is {quoted(given)}, and its reason is word for word that of {place[-1]}, "
            message += f"whose answer is {quoted(other)}"
            remedy = "write what this answer rests on, and where; leave it if the text says both"
            yield Finding("same-reason", (*pointer, form.reason), message, remedy)


def _answered(
    instrument: Instrument, document: Mapping[str, Any]
) -> Iterator[tuple[Pointer, Question, Mapping[str, Any]]]:
    """Yield the place of each answer that is an object, its question and the answer, in the order of the document."""
    container = value_at(document, (instrument.container,))
    order = {key: place for place, key in enumerate(container if isinstance(container, dict) else ())}
    for category in sorted(instrument.categories, key=lambda each: order.get(each.path[-1], 0)):
        questions = {question.key: question for question in category.questions}
        answers = value_at(document, category.path)
        for key, answer in answers.items() if isinstance(answers, dict) else ():
            if key in questions and isinstance(answer, dict):
                yield (*category.path, key), questions[key], answer


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


def answer_as_reason(instrument: Instrument, document: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield a finding for each reason that is only one of the answers to its question; others know those of all."""
    for category in instrument.categories:
        answers = value_at(document, category.path)
        for question in category.questions if isinstance(answers, dict) else ():
            answer = answers.get(question.key)
            reason = answer.get(question.form.reason) if isinstance(answer, dict) else None
            if isinstance(reason, str) and reason in answers_alone(question.form.results):
                yield bare_answer((*category.path, question.key, question.form.reason), reason)


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


def repeated_reasons(instrument: Instrument, document: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names of the rules on one reason of several answers that may have a finding on an accepted scan.

    If most answers have one, the first answers, two fifths of all and two more, have it twice. Most scans do not.
    """
    number, every = 0, list[str]()
    for path, key, applies in _places_of_reasons(instrument.key):
        answers = document
        for part in path:
            answers = answers.get(part) or _NONE
        number += len(answers)
        every += [
            reason
            for answer in answers.values()
            if type(answer) is dict and (reason := answer.get(key)) and answer.get(applies) is not False
        ]
    if not _may_be_equal(every):
        return ()
    is_repeated = _may_be_equal(every[: 2 * number // 5 + 2]) or Counter(every).most_common(1)[0][1] >= _REPEATED
    found = ("same_reason",) * is_repeated
    long = [each for each in every if len(each) > _STOCK]
    return (*found, "opposite_answers") if _may_be_equal(long) else found


def _may_be_equal(texts: list[str]) -> bool:
    # To hash long texts takes 5 % of the check: texts of different lengths are different, and equal ones begin so.
    return len({*map(len, texts)}) < len(texts) and len({each[:_BEGIN] for each in texts}) < len(texts)


_NONE: Mapping[str, Any] = {}


@forget_with_schemas
@cache
def _places_of_reasons(instrument: str) -> tuple[tuple[tuple[str, ...], str, str], ...]:
    """Return the path of each category whose answers have reasons, and the keys of reason and of what applies."""
    forms = ((category.path, category.own_form) for category in with_key(instrument).categories)
    return tuple((path, form.reason, form.applies) for path, form in forms if form and form.reason)
