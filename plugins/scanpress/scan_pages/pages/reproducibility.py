"""The part of a scan's page that only reproducibility scans have."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from markupsafe import escape

from scanpress.corpus import Scan, Verdict
from scanpress.facts import Accuracy, Rates
from scanpress.instruments import Question, instruments
from scanpress.scan_pages.correction import Links
from scanpress.scan_pages.known import Evaluation
from scanpress.scan_pages.links import linked, mask_addresses
from scanpress.scan_pages.words import MARKS
from scanpress.writer import Items


class Variable(NamedTuple):
    """A variable with a verdict: all that its row shows but the result, the response and the link to correct it.

    `figures` are those of the rater's accuracy, empty if none are published for it; None if there are for none.
    """

    id: str
    label: str
    symbol: str
    style: str
    figures: str | None
    note: str


_TEXTS = ("result", "response", "correction")


def variables(scan: Scan, evaluation: Evaluation | None, links: Links) -> dict[str, Any]:
    """Return the variables of `scan/reproducibility.html`."""
    accuracy = evaluation.accuracy if evaluation else None
    return {
        "strip": {
            "met": MARKS[Verdict.MET].symbol * scan.tally.met,
            "not_met": MARKS[Verdict.NOT_MET].symbol * scan.tally.not_met,
        },
        "source": _in_short(accuracy.source.authors, accuracy.source.year) if accuracy else "",
        "answers": _answers(scan, evaluation, links),
    }


def _answers(scan: Scan, evaluation: Evaluation | None, links: Links) -> Items:
    variables = _variables(scan.instrument.key, evaluation)
    rows = [
        (
            variables[answer.question.id][answer.verdict],
            _written(answer.result),
            linked(mask_addresses(answer.reason)),
            links[section.category.id][answer.question.id],
        )
        for section in scan.sections
        for answer in section.answers
    ]
    return Items(rows, _TEXTS)


_written = lru_cache(maxsize=1 << 10)(escape)  # most results are one of few words


@lru_cache(maxsize=1 << 8)
def _variables(key: str, evaluation: Evaluation | None) -> Mapping[str, Mapping[Verdict | None, Variable]]:
    """Return what the rows of an instrument's variables show, by variable and verdict."""
    questions = next(instrument.questions for instrument in instruments() if instrument.key == key)
    accuracy = evaluation.accuracy if evaluation else None
    verdicts = (Verdict.MET, Verdict.NOT_MET, None)
    return {
        question.id: {verdict: _variable(question, verdict, accuracy) for verdict in verdicts} for question in questions
    }


def _variable(question: Question, verdict: Verdict | None, accuracy: Accuracy | None) -> Variable:
    mark = MARKS[verdict] if verdict else None
    figures = accuracy.questions.get(question.id) if accuracy else None
    return Variable(
        question.id,
        question.label,
        mark.symbol if mark else "",
        mark.style if mark else "",
        _rounded(figures) if figures else "" if accuracy else None,
        (figures.note if figures else None) or "",
    )


def _in_short(authors: Sequence[str], year: int) -> str:
    """Return a source as it is cited in a text; the page of the methods names it in full."""
    return f"{authors[0]}{' and others' if authors[1:] else ''}, {year}"


def _rounded(figures: Rates) -> str:
    named = {"P": figures.precision, "R": figures.recall, "F1": figures.f1, "κ": figures.kappa}
    return ", ".join(f"{name}\N{NO-BREAK SPACE}{_two_digits(figure)}" for name, figure in named.items())


def _two_digits(figure: float) -> Decimal:
    """Round as readers do, who see 0.815 where the processor has a little less; no zero is below zero."""
    return Decimal(str(figure)).quantize(Decimal("0.01"), ROUND_HALF_UP) + 0
