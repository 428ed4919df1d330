"""How often raters agree, in words, as tables show it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from scanpress.corpus.answer import letter_of
from scanpress.corpus.statistics import (
    Comparison,
    Comparisons,
    Confusion,
    Measure,
    alpha,
    asked,
    pairs_of,
    question_name,
    whole,
)
from scanpress.instruments import SIGNS, Question, Verdict, forget_with_schemas, instruments
from scanpress.scan_pages import addresses
from scanpress.scan_pages.comparing.raters import Raters
from scanpress.scan_pages.words import MARKS, share_in_words
from scanpress.writer import href

PERSON = "person"
_DASH = "\N{EN DASH}"
_KINDS = 3  # kinds of disagreement that a row names
_MET = SIGNS[Verdict.MET]
_VERDICTS = {SIGNS[verdict]: mark.word for verdict, mark in MARKS.items()}


class Row(NamedTuple):
    """A row of figures: of whom or what, with the address of its page, and the figures in words."""

    label: str
    address: str
    figures: tuple[str, ...]
    note: str = ""

    @property
    def variables(self) -> dict[str, Any]:
        """Return what `scan/agreement.html` shows."""
        address, hash_sign, anchor = self.address.partition("#")
        return {**self._asdict(), "href": href(address) + hash_sign + anchor if address else ""}


class AgreementTable(NamedTuple):
    """How raters agree with one instrument: with each other rater, on each question, and measured by people."""

    instrument: str
    label: str
    raters: tuple[Row, ...]
    questions: tuple[Row, ...]
    people: tuple[Row, ...] = ()
    undefined: tuple[str, ...] = ()

    @property
    def variables(self) -> dict[str, Any]:
        """Return what `scan/agreement.html` shows."""
        rows = {name: [row.variables for row in getattr(self, name)] for name in ("raters", "questions", "people")}
        return {"id": self.instrument, "label": self.label, "undefined": list(self.undefined), **rows}


def with_others(found: Iterable[Comparison], raters: Raters) -> tuple[AgreementTable, ...]:
    """Return how one rater, the first one of all comparisons, agrees with others."""
    ordered = sorted(found, key=lambda pair: (pair.instrument, pair.second, pair.first))
    return tuple(
        _table(name, list(pairs), raters) for name, pairs in groupby(ordered, key=lambda pair: pair.instrument)
    )


def among_all(comparisons: Comparisons, raters: Raters) -> tuple[AgreementTable, ...]:
    """Return how all raters agree with each other."""
    found = []
    for name, pairs in groupby(comparisons.pairs, key=lambda pair: pair.instrument):
        together = [(_names(pair, raters), pair) for pair in pairs]
        together.sort(key=lambda item: item[0])
        rows = [_row(label, "", same) for label, same in _same(together)]
        questions = []
        for question, given in _in_order(name, comparisons.answers[name]):
            agreed, compared = pairs_of(given.items())
            figures = f"{compared:,}", share_in_words(agreed, compared), _number(alpha(given.items()))
            questions.append(Row(*_meaning(name, question), figures))
        found.append(AgreementTable(name, _label(name), tuple(rows), tuple(questions)))
    return tuple(found)


def _same(together: Sequence[tuple[str, Comparison]]) -> Iterator[tuple[str, list[Comparison]]]:
    for label, group in groupby(together, key=lambda item: item[0]):
        yield label, [pair for _, pair in group]


def _names(pair: Comparison, raters: Raters) -> str:
    first, second = raters.label(pair.first)[0], raters.label(pair.second)[0]
    return f"{first} in two runs" if pair.first.rater == pair.second.rater else f"{first} and {second}"


def _table(name: str, pairs: Sequence[Comparison], raters: Raters) -> AgreementTable:
    """Return the table for one instrument."""
    rows = []
    for other, group in groupby(pairs, key=lambda pair: pair.second.rater):
        same = list(group)
        label, address = raters.label(same[0].second)
        rows.append(_row(f"{label} ({other[0]})" if other[0] else label, address, same))
    by_question = _by_question(pairs)
    questions = [_of_question(name, question, each) for question, each in _in_order(name, by_question)]
    people = _by_question([pair for pair in pairs if pair.second.kind == PERSON and pair.first.kind != PERSON])
    rates = [_against_people(name, question, each) for question, each in _in_order(name, people)]
    measures = [each.kappa for each in (*by_question.values(), whole(by_question.values()))]
    undefined = tuple(sorted({measure.why for measure in measures if measure.value is None}))
    return AgreementTable(name, _label(name), tuple(rows), tuple(questions), tuple(filter(None, rates)), undefined)


def _by_question(pairs: Sequence[Comparison]) -> dict[str, Confusion]:
    found: dict[str, list[Confusion]] = {}
    for pair in pairs:
        for question, confusion in pair.questions.items():
            found.setdefault(question, []).append(confusion)
    return {question: whole(each) for question, each in found.items()}


def _row(label: str, address: str, pairs: Sequence[Comparison]) -> Row:
    found = whole(pair.whole for pair in pairs)
    papers = sum(pair.papers for pair in pairs)
    return Row(label, address, (f"{papers:,}", *_figures(found)), _disagreements(pairs[0].instrument, "", found))


def _figures(found: Confusion) -> tuple[str, str, str]:
    return share_in_words(found.agreed, found.compared), _number(found.kappa), _number(found.alpha)


def _of_question(name: str, question: str, found: Confusion) -> Row:
    figures = f"{found.compared:,}", *_figures(found)
    return Row(*_meaning(name, question), figures, _disagreements(name, question, found))


def _against_people(name: str, question: str, found: Confusion) -> Row | None:
    """Return precision, recall and F1 of Yes, if people are right; None if the question has no Yes."""
    _, asked_question = _questions(name)[question]
    if not asked_question.form.is_judged:
        return None
    rates = found.against_truth(_MET)
    figures = [_DASH if rate is None else f"{rate:.2f}" for rate in (rates.precision, rates.recall, rates.f1)]
    return Row(*_meaning(name, question), (f"{found.compared:,}", *figures))


def _disagreements(name: str, question: str, found: Confusion) -> str:
    """Return the most frequent kinds of disagreement."""
    kinds = found.disagreements
    shown = [f"{_word(name, question, a)} → {_word(name, question, b)} {number:,}" for a, b, number in kinds[:_KINDS]]
    return ", ".join([*shown, *(["others"] if len(kinds) > _KINDS else [])])


def _word(name: str, question: str, category: str) -> str:
    if category in _VERDICTS:
        return _VERDICTS[category]
    _, described = _questions(name)[question]
    return next(result for result in described.results if letter_of(described, result) == category)


def _number(measure: Measure) -> str:
    return _DASH if measure.value is None else f"{measure.value:.2f}"


def _in_order(name: str, found: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield what was found for each question, in the order of the instrument."""
    for question in _questions(name):
        if found.get(question):
            yield question, found[question]


def _meaning(name: str, question: str) -> tuple[str, str]:
    """Return a question's label and the address of what is asked."""
    key, found = _questions(name)[question]
    return found.label, f"{addresses.instrument_page(key)}#{found.id}"


@forget_with_schemas
@cache
def _questions(name: str) -> Mapping[str, tuple[str, Question]]:
    """Return the questions of all versions of an instrument by their names, those of the newest version first."""
    found: dict[str, tuple[str, Question]] = {}
    for version in reversed([each for each in instruments() if each.name == name]):
        for question in asked(version):
            found.setdefault(question_name(question), (version.key, question))
    return found


@forget_with_schemas
@cache
def _label(name: str) -> str:
    return next(each.title for each in reversed(instruments()) if each.name == name)
