"""The checklist of a survey scan as its page shows it: answers by category, what does not apply after the others."""

from collections.abc import Iterable, Mapping
from dataclasses import astuple
from functools import cache
from typing import Any, NamedTuple

from markupsafe import Markup

from scanpress.corpus import Tally, Verdict
from scanpress.instruments import Category, Instrument, instruments, label_of
from scanpress.scan_pages.correction import Names
from scanpress.scan_pages.links import linked
from scanpress.scan_pages.words import MARKS
from scanpress.writer import Items

# Verdicts in the order in which a page shows them.
_NOT_MET, _MET, _FOLDED = range(3)
_TEXTS = ("response", "correction")
_VERDICTS = (Verdict.NOT_MET, Verdict.MET, Verdict.NOT_APPLICABLE)


class Asked(NamedTuple):
    """A question with a verdict: all of an answer but its reason and the link to correct it."""

    id: str
    label: str
    guidance: str
    symbol: str
    word: str
    style: str


class Counted(NamedTuple):
    """A category with the number of each verdict in it."""

    id: str
    label: str
    met: int
    not_met: int
    not_applicable: int


class Checklist(NamedTuple):
    """A scan's categories, each with the answers that are `shown` and those that are `folded`, and their number."""

    categories: Items
    counts: Tally


Row = tuple[Asked, Markup, Markup]


class _Group(NamedTuple):
    category: Category
    asked: Mapping[str, tuple[Asked, ...]]  # by question: one for each verdict


def checklist(instrument: Instrument, given: Mapping[str, Any], corrections: Mapping[Names, Markup]) -> Checklist:
    """Read the checklist that a checked scan gives; `corrections` are the links by category and question."""
    groups = [(group, given.get(category)) for category, group in _groups(instrument.key).items()]
    rows = [_row(group, answers, corrections) for group, answers in groups if answers is not None]
    counted = [row[0] for row in rows]
    counts = Tally(
        sum([category.met for category in counted]),
        sum([category.not_met for category in counted]),
        sum([category.not_applicable for category in counted]),
    )
    return Checklist(Items(rows, inner=("shown", "folded")), counts)


def _row(
    group: _Group, given: Mapping[str, Mapping[str, Any]], corrections: Mapping[Names, Markup]
) -> tuple[Counted, Items, Items]:
    category = group.category
    name = category.id
    by_verdict: tuple[list[Row], list[Row], list[Row]] = ([], [], [])
    for question, asked in _in_order(group, given):
        answer = given[question]
        verdict = (_MET if answer["answer"] else _NOT_MET) if answer["applies"] else _FOLDED
        row = asked[verdict], linked(answer["justification"]), corrections[name, question]
        by_verdict[verdict].append(row)
    not_met, met, folded = by_verdict
    counted = Counted(name, category.label, len(met), len(not_met), len(folded))
    return counted, Items(not_met + met, _TEXTS), Items(folded, _TEXTS)


def _in_order(group: _Group, given: Mapping[str, Any]) -> Iterable[tuple[str, tuple[Asked, ...]]]:
    """Return the questions that were answered in the instrument's order, then a category's own in the file's."""
    asked = group.asked
    if given.keys() == asked.keys():
        return asked.items()
    own = (question for question in given if question not in asked and not question.startswith("x-"))
    return [
        *((question, verdicts) for question, verdicts in asked.items() if question in given),
        *((question, _own(group.category, question)) for question in own),
    ]


def _own(category: Category, question: str) -> tuple[Asked, ...]:
    return _verdicts(category, question, label_of(question), category.guidance)


@cache
def _groups(key: str) -> Mapping[str, _Group]:
    instrument = next(instrument for instrument in instruments() if instrument.key == key)
    return {
        category.id: _Group(
            category,
            {
                question.id: _verdicts(
                    category, question.id, question.label, f"{question.sentence} {question.guidance}".strip()
                )
                for question in category.questions
            },
        )
        for category in instrument.categories
    }


def _verdicts(category: Category, question: str, label: str, guidance: str) -> tuple[Asked, ...]:
    # A category that takes any id could take one that stands elsewhere: its anchors carry its own name.
    anchor = f"{category.id}.{question}" if category.open else question
    return tuple(Asked(anchor, label, guidance.strip(), *astuple(MARKS[verdict])) for verdict in _VERDICTS)
