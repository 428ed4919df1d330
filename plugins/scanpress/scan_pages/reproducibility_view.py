"""What the page of a reproducibility scan shows besides what every scan's page shows."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from scanpress.corpus import Accuracy, Answer, Figures, Scan, Verdict, mask_addresses
from scanpress.scan_pages.correction import Names
from scanpress.scan_pages.links import linked
from scanpress.scan_pages.words import MARKS


def variables(
    scan: Scan, accuracy: Accuracy | None, _cited: Mapping[str, str], corrections: Mapping[Names, str]
) -> dict[str, Any]:
    """Return the variables of `scan/reproducibility.html`."""
    figures = accuracy.questions if accuracy else {}
    answers = [answer for section in scan.sections for answer in section.answers]
    return {
        "counts": asdict(scan.tally),
        "strip": {
            "met": MARKS[Verdict.MET].symbol * scan.tally.met,
            "not_met": MARKS[Verdict.NOT_MET].symbol * scan.tally.not_met,
        },
        "source": _in_short(accuracy.source.authors, accuracy.source.year) if accuracy else "",
        "answers": [_answer(answer, figures.get(answer.question.id), corrections) for answer in answers],
    }


def _answer(answer: Answer, figures: Figures | None, corrections: Mapping[Names, str]) -> dict[str, Any]:
    mark = MARKS[answer.verdict] if answer.verdict else None
    return {
        "id": answer.question.id,
        "label": answer.question.label,
        "result": answer.result,
        "symbol": mark.symbol if mark else "",
        "style": mark.style if mark else "",
        "correction": corrections[answer.question.category, answer.question.id],
        "response": linked(mask_addresses(answer.response)),
        "accuracy": {"figures": _rounded(figures), "note": figures.note} if figures else None,
    }


def _in_short(authors: Sequence[str], year: int) -> str:
    """Return a source as it is cited in a text; the page of the methods names it in full."""
    return f"{authors[0]}{' and others' if authors[1:] else ''}, {year}"


def _rounded(figures: Figures) -> str:
    return f"P {figures.precision:.2f}, R {figures.recall:.2f}, F1 {figures.f1:.2f}, κ {figures.kappa:.2f}"
