"""An answer to a question, and the verdict it amounts to."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from scanpress.instruments import Category, Instrument, Question, label_of


class Verdict(StrEnum):
    """What an answer says of the paper."""

    MET = "met"
    NOT_MET = "not met"
    NOT_APPLICABLE = "not applicable"


class Answer(NamedTuple):
    """An answer: its result in the instrument's words, the reason, and the verdict if the result is one."""

    question: Question
    result: str
    reason: str
    verdict: Verdict | None


class Section(NamedTuple):
    """The answers to a category's questions, in the instrument's order, then those to questions of the scan's own.

    `questions`, `given` (the answers as the file has them) and `verdicts` have the same length. They stay side by side
    because records of 64 answers per survey took 7 % of a cold build (10,000 scans, November 2026).
    """

    category: Category
    questions: Sequence[Question]
    given: Sequence[Mapping[str, Any]]
    verdicts: Sequence[Verdict | None]

    @property
    def answers(self) -> Iterator[Answer]:
        """Yield the answers one by one."""
        for question, given, verdict in zip(self.questions, self.given, self.verdicts, strict=True):
            yield Answer(question, given.get("result") or _WORDS[verdict], reason_of(given), verdict)

    @property
    def reasons(self) -> list[str]:
        """Return the reasons of the answers."""
        return [reason_of(given) for given in self.given]


_MET, _NOT_MET, _NOT_APPLICABLE = Verdict  # looking up a member of an enumeration takes long
_OF_RESULT = {"Yes": _MET, "No": _NOT_MET}
SIGNS = {_MET: "1", _NOT_MET: "0", _NOT_APPLICABLE: "-", None: " "}
_EXTENSION = "x-"  # keys that a scan may add to those of the schema start with this
_NOTHING: Mapping[str, Any] = {}
_WORDS = {verdict: verdict.value if verdict else "" for verdict in (*Verdict, None)}


def verdict_of(given: Mapping[str, Any]) -> Verdict | None:
    """Return the verdict of an answer as a file gives it; None if its result is a description, such as an affiliation.

    >>> verdict_of({"applies": True, "answer": False, "justification": "No code is linked."})
    <Verdict.NOT_MET: 'not met'>
    >>> verdict_of({"result": "Academia", "response": "Both authors work at a university."}) is None
    True
    """
    if "result" in given:
        return _OF_RESULT.get(given["result"])
    return (_MET if given["answer"] else _NOT_MET) if given["applies"] else _NOT_APPLICABLE


def answers_of(document: Mapping[str, Any], instrument: Instrument) -> Mapping[str, Mapping[str, Any]]:
    """Return the answers of an accepted scan by category and question, in the file's order, without `x-` keys.

    Without categories, the key of the only category is an empty text.
    """
    answers = _without_extensions(document[instrument.container])
    if not instrument.by_category:
        return {"": answers}
    return {category: _without_extensions(questions) for category, questions in answers.items()}


def _without_extensions(given: Mapping[str, Any]) -> Mapping[str, Any]:
    if _EXTENSION not in "".join(given):
        return given
    return {key: value for key, value in given.items() if not key.startswith(_EXTENSION)}


def read_sections(instrument: Instrument, document: Mapping[str, Any]) -> tuple[Section, ...]:
    """Return a checked scan's answers by category; categories that were not asked are left out."""
    answers = answers_of(document, instrument)
    asked = [(category, answers.get(category.id)) for category in instrument.categories]
    return tuple(_section(category, given) for category, given in asked if given is not None)


def read_verdicts(instrument: Instrument, document: Mapping[str, Any]) -> Sequence[Verdict | None]:
    """Return the verdicts of all of a checked scan's answers, without the rest of them."""
    return [verdict_of(given) for answers in answers_of(document, instrument).values() for given in answers.values()]


def read_signs(instrument: Instrument, document: Mapping[str, Any]) -> str:
    """Return the sign of each judged question, in the instrument's order; a space if it was not asked."""
    answers = answers_of(document, instrument)
    given = [answers.get(question.category, _NOTHING).get(question.id) for question in instrument.judged]
    return "".join([SIGNS[verdict_of(each)] if each else " " for each in given])


def read_results(instrument: Instrument, document: Mapping[str, Any]) -> str:
    """Return a letter for the result of each described question: `a` for the first possible one; a space for none."""
    if not instrument.described:
        return ""
    answers = answers_of(document, instrument)
    given = [(question, answers.get(question.category, _NOTHING).get(question.id)) for question in instrument.described]
    return "".join([letter_of(question, each["result"]) if each else " " for question, each in given])


def letter_of(question: Question, result: str) -> str:
    """Return the letter by which a result of a described question is known.

    >>> letter_of(Question("type", "", "", "", "", True, ("Experimental", "Theoretical")), "Theoretical")
    'b'
    """
    return chr(ord("a") + question.results.index(result))


def _section(category: Category, given: Mapping[str, Any]) -> Section:
    questions: Sequence[Question] = [question for question in category.questions if question.id in given]
    if len(questions) < len(given):
        questions = [*questions, *_unlisted(category, given)]
    answers = [given[question.id] for question in questions]
    return Section(category, questions, answers, [verdict_of(answer) for answer in answers])


def _unlisted(category: Category, given: Mapping[str, Any]) -> Iterator[Question]:
    """Yield questions that the instrument does not list, in a category that takes any; the id makes the label."""
    listed = {question.id for question in category.questions}
    for name in (name for name in given if name not in listed):
        yield Question(name, category.id, label_of(name), category.guidance, sentence="", required=False)


def reason_of(given: Mapping[str, Any]) -> str:
    """Return the reason of an answer as a file gives it."""
    reason: str = given["justification"] if "justification" in given else given["response"]
    return reason
