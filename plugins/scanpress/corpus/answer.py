"""An answer to a question, and the verdict it amounts to."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from scanpress.instruments import Category, Instrument, Question, label_of


class Verdict(StrEnum):
    """What an answer says of the paper."""

    MET = "met"
    NOT_MET = "not met"
    NOT_APPLICABLE = "not applicable"


class Answer(NamedTuple):
    """An answer: its result in the instrument's words, the reason, and the verdict where the result is one.

    A named tuple, since a survey has 64 of them and a site 60,000 scans: a frozen dataclass takes three times as long.
    """

    question: Question
    result: str
    response: str
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class Section:
    """The answers to a category's questions, in the instrument's order."""

    category: Category
    answers: tuple[Answer, ...]


def read_sections(instrument: Instrument, document: Mapping[str, Any]) -> tuple[Section, ...]:
    """Return a checked scan's answers by category; categories that were not asked are left out."""
    given = document[instrument.container]
    return tuple(_survey_sections(instrument, given) if instrument.by_category else _named_sections(instrument, given))


def read_verdicts(instrument: Instrument, document: Mapping[str, Any]) -> Sequence[Verdict | None]:
    """Return the verdicts of all of a checked scan's answers, for those who need no more of them."""
    given = document[instrument.container]
    if not instrument.by_category:
        return [_NAMED.get(given[question.id]["result"]) for question in instrument.questions]
    asked = [answers for name, answers in given.items() if name[:2] != "x-"]
    return _survey_verdicts([answer for answers in asked for key, answer in answers.items() if key[:2] != "x-"])


def _survey_sections(instrument: Instrument, checklist: Mapping[str, Any]) -> Iterator[Section]:
    for category in instrument.categories:
        given = checklist.get(category.id)
        if given is not None:
            yield Section(category, tuple(_survey_answers([*_asked(category, given)], given)))


def _asked(category: Category, given: Mapping[str, Any]) -> Iterator[Question]:
    known = {question.id for question in category.questions}
    yield from (question for question in category.questions if question.id in given)
    for identifier in given:
        if identifier not in known and not identifier.startswith("x-"):
            yield _unlisted(category, identifier)


def _unlisted(category: Category, identifier: str) -> Question:
    """Return a question of a category that takes any id; its label is made from the id."""
    return Question(
        id=identifier,
        category=category.id,
        label=label_of(identifier),
        guidance=category.guidance,
        sentence="",
        required=False,
        results=(),
    )


_WORDS = {verdict: verdict.value for verdict in Verdict}
_MET, _NOT_MET, _NOT_APPLICABLE = Verdict  # an enumeration's member takes long to look up


def _survey_verdicts(answers: Iterable[Mapping[str, Any]]) -> list[Verdict]:
    return [(_MET if each["answer"] else _NOT_MET) if each["applies"] else _NOT_APPLICABLE for each in answers]


def _survey_answers(questions: Sequence[Question], given: Mapping[str, Any]) -> Iterator[Answer]:
    answers = [given[question.id] for question in questions]
    for question, answer, verdict in zip(questions, answers, _survey_verdicts(answers), strict=True):
        yield Answer(question, _WORDS[verdict], answer["justification"], verdict)


_NAMED = {"Yes": Verdict.MET, "No": Verdict.NOT_MET}


def _named_sections(instrument: Instrument, variables: Mapping[str, Any]) -> Iterator[Section]:
    for category in instrument.categories:
        yield Section(
            category,
            tuple(
                Answer(question, given["result"], given["response"], _NAMED.get(given["result"]))
                for question in category.questions
                for given in (variables[question.id],)
            ),
        )
