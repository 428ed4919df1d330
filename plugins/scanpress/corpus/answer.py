"""The answers of a scan: to which question, with which verdict, result and reason."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from scanpress.instruments import SIGNS, AnswerForm, Category, Instrument, Question, Verdict, label_of

_EXTENSION = "x-"  # keys that a scan may add to those of the schema start with this
_NOT_APPLICABLE = SIGNS[Verdict.NOT_APPLICABLE]
_ANSWERED = "a"  # the letter of a question that is answered with a number or a text


class Answer(NamedTuple):
    """An answer: its result in the instrument's words, the reason, and the verdict if the result is one.

    `source` says who or what gave this answer, if the scan says it answer by answer.
    """

    question: Question
    result: str
    reason: str
    verdict: Verdict | None
    source: str = ""


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
            form = question.form
            yield Answer(question, form.result(given), form.reason_in(given), verdict, form.source_in(given))

    @property
    def reasons(self) -> list[str]:
        """Return the reasons of the answers."""
        return [question.form.reason_in(given) for question, given in zip(self.questions, self.given, strict=True)]


def without_extensions(given: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the answers of a category without keys that a scan added to those of the schema."""
    if _EXTENSION not in "".join(given):
        return given
    return {key: value for key, value in given.items() if not key.startswith(_EXTENSION)}


def read_sections(instrument: Instrument, document: Mapping[str, Any]) -> tuple[Section, ...]:
    """Return a checked scan's answers by category; categories that were not asked are left out."""
    asked = [(category, category.answers(document)) for category in instrument.categories]
    return tuple(_section(category, without_extensions(given)) for category, given in asked if given is not None)


def read_answers(
    instrument: Instrument, document: Mapping[str, Any]
) -> Iterator[tuple[Category, str, AnswerForm, Mapping[str, Any]]]:
    """Yield each answer of a checked scan: category, key of the question, form, and the answer as the file has it.

    This takes a third of the time of `read_sections`.
    """
    for category in instrument.categories:
        answers, forms = category.answers(document), category.forms
        for key, given in answers.items() if answers else ():
            form = forms.get(key)
            if form is None:
                form = category.own_form
                if form is None or not isinstance(given, dict) or form.key not in given:
                    continue
            yield category, key, form, given


def read_signs(instrument: Instrument, document: Mapping[str, Any]) -> str:
    """Return the sign of each judged question, in the instrument's order; a space if it was not asked."""
    signs: list[str] = []
    for category, questions in instrument.sign_keys:
        answers = category.answers(document)
        if not answers:
            signs.append(" " * len(questions))
            continue
        for question, applies, answer, known, form in questions:
            given = answers.get(question)
            if not given:
                signs.append(" ")
            elif applies and not given[applies]:
                signs.append(_NOT_APPLICABLE)
            else:
                signs.append(known[given[answer]] if known else SIGNS[form.verdict(given)])
    return "".join(signs)


def read_other_signs(instrument: Instrument, document: Mapping[str, Any]) -> str:
    """Return the signs of the answers to questions that only this scan asks, in the order of their categories."""
    signs: list[str] = []
    for category in instrument.categories:
        given = category.answers(document)
        if given and not given.keys() <= category.forms.keys():
            own = _unlisted(category, without_extensions(given))
            signs += [SIGNS[question.form.verdict(given[question.key])] for question in own]
    return "".join(signs)


def read_results(instrument: Instrument, document: Mapping[str, Any]) -> str:
    """Return a letter for the answer to each question without a verdict: `a` for the first possible one.

    A space stands for none, and `a` for any number or text.
    """
    if not instrument.unjudged:
        return ""
    asked = [(question, _given(instrument, question, document)) for question in instrument.unjudged]
    return "".join([_letter(question, given) if given else " " for question, given in asked])


def read_numbers(instrument: Instrument, document: Mapping[str, Any]) -> tuple[float | None, ...]:
    """Return the number that answers each question with one, None for none."""
    if not instrument.measured:
        return ()
    asked = [(question, _given(instrument, question, document)) for question in instrument.measured]
    return tuple([question.form.number(given) if given else None for question, given in asked])


def _given(instrument: Instrument, question: Question, document: Mapping[str, Any]) -> Mapping[str, Any] | None:
    answers = instrument.category_of[question.category].answers(document)
    return answers.get(question.key) if answers else None


def letter_of(question: Question, result: str) -> str:
    """Return the letter by which a result of a described question is known.

    >>> from scanpress.instruments import require
    >>> letter_of(require("reproducibility", 1).described[0], "Theoretical")
    'b'
    """
    return chr(ord("a") + question.results.index(result)) if question.form.is_described else _ANSWERED


def _letter(question: Question, given: Mapping[str, Any]) -> str:
    form = question.form
    if form.applies and not given[form.applies]:
        return " "
    return letter_of(question, given[form.key]) if form.is_described else _ANSWERED


def _section(category: Category, given: Mapping[str, Any]) -> Section:
    questions: Sequence[Question] = [question for question in category.questions if question.key in given]
    if len(questions) < len(given):
        questions = [*questions, *_unlisted(category, given)]
    answers = [given[question.key] for question in questions]
    verdicts = [question.form.verdict(answer) for question, answer in zip(questions, answers, strict=True)]
    return Section(category, questions, answers, verdicts)


def _unlisted(category: Category, given: Mapping[str, Any]) -> Iterator[Question]:
    """Yield questions that the instrument does not list; the id makes the label. Other values are left out."""
    form = category.own_form
    needed = {form.key, form.applies} - {""} if form else set()
    for name, answer in given.items():
        if form and name not in category.forms and isinstance(answer, dict) and needed <= answer.keys():
            label = label_of(name)
            yield Question(name, category.id, label, category.guidance, "", required=False, form=form, key=name)
