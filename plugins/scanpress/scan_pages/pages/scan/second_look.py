"""What a scan's page shows of those who looked again: quotations that were compared, and a second rater's verdicts."""

from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from scanpress.corpus import Scan, Verdict
from scanpress.corpus.calibration import Calibration
from scanpress.corpus.quotations import EXACT, Found, read_record
from scanpress.corpus.statistics import question_name
from scanpress.scan_pages.links import linked
from scanpress.scan_pages.words import MARKS

_NOTE = Markup('<small title="{}">{}</small>')
_FOUND = "White space, hyphens and quotation marks do not count. Found by a program: a hint, not a verdict."
_SCORES = "Similar to {} %. " + _FOUND
_WORDS = {
    "yes": "quotation found in the text of the paper",
    "with differences": "quotation found with differences in the text of the paper",
    "no": "quotation not found in the text of the paper",
}
_SECOND = "The verdict of the second rater on this question"


def notes_on(scan: Scan, calibration: Calibration | None) -> Mapping[str, Markup]:
    """Return what is shown below the reasons, by the names of the questions; empty for most scans."""
    notes: dict[str, list[Markup]] = {}
    for question, found in read_record(scan).items():
        notes.setdefault(question, []).append(_quotation(found))
    for second in calibration.verdicts if calibration else ():
        mark = MARKS[second.verdict]
        words = f"second rater: {mark.symbol} {mark.word}"
        notes.setdefault(second.question, []).append(_NOTE.format(_SECOND, words))
    return {question: Markup(" · ").join(found) for question, found in notes.items()}


def _quotation(found: Found) -> Markup:
    title = _FOUND if found.score == EXACT else _SCORES.format(found.score)
    return _NOTE.format(title, _WORDS[found.word])


def second_rater(scan: Scan, calibration: Calibration | None) -> dict[str, Any] | None:
    """Return the variables of `scan/second.html`: who rated again, how often they agree, and where they do not."""
    if calibration is None:
        return None
    return {
        "rater": calibration.rater,
        "date": calibration.date,
        "agrees": calibration.agrees,
        "asked": calibration.asked,
        "differing": list(_differing(scan, calibration)),
    }


def _differing(scan: Scan, calibration: Calibration) -> Iterator[dict[str, Any]]:
    second = {each.question: each for each in calibration.verdicts}
    for section in scan.sections:
        for question, verdict in zip(section.questions, section.verdicts, strict=True):
            other = second.get(question_name(question))
            if other is not None and verdict is not None and other.verdict is not verdict:
                anchor = f"{section.category.id}.{question.id}" if section.category.open else question.id
                yield {
                    "label": question.label,
                    "anchor": anchor,
                    "first": _shown(verdict),
                    "second": _shown(other.verdict),
                    "note": linked(other.note),
                }


def _shown(verdict: Verdict) -> str:
    mark = MARKS[verdict]
    return f"{mark.symbol} {mark.word}"
