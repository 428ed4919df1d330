"""A reason that says the opposite of its answer is a warning, and one that may agree with it is none."""

import copy
import json
from datetime import date
from typing import Any

import pytest
from tests.support.paths import REPRODUCIBILITY_FILE, ROOT, SURVEY_FILE

from scanpress.checking import check_bytes
from scanpress.checking.suspicions.reasons import contradicted
from scanpress.instruments import Instrument, identify

REASONS = json.loads((ROOT / "tests/support/contradicting_reasons.json").read_bytes())
SCANS: list[dict[str, Any]] = [json.loads(path.read_bytes()) for path in (REPRODUCIBILITY_FILE, SURVEY_FILE)]


def scan_with(question: str, answer: str, reason: str) -> dict[str, Any]:
    """Return a scan with one answer, in the form of the instrument that asks this question."""
    for scan in SCANS:
        document = copy.deepcopy(scan)
        answers = [document["variables"]] if "variables" in document else [*document["checklist"].values()]
        for each in answers:
            if question in each and "result" in each[question]:
                each[question] |= {"result": "Yes" if answer == "met" else "No", "response": reason}
                return document
            if question in each:
                each[question] = {"applies": True, "answer": answer == "met", "justification": reason}
                return document
    raise KeyError(question)


def problems(document: dict[str, Any]) -> list[str]:
    checked = check_bytes("scans/a/b.json", json.dumps(document).encode(), today=date(2026, 7, 1))
    return [problem.name for problem in checked.problems]


@pytest.mark.parametrize(("question", "answer", "reason"), REASONS["wrong"])
def test_a_reason_that_says_the_opposite_is_reported(question: str, answer: str, reason: str) -> None:
    assert problems(scan_with(question, answer, reason)) == ["contradiction"]


@pytest.mark.parametrize(("question", "answer", "reason"), REASONS["right"])
def test_a_reason_that_may_agree_is_left_alone(question: str, answer: str, reason: str) -> None:
    document = scan_with(question, answer, reason)
    instrument = identify(document)

    assert isinstance(instrument, Instrument)
    assert list(contradicted(instrument, document)) == []
    assert "contradiction" not in problems(document)


def test_the_reason_is_quoted_and_both_may_be_wrong() -> None:
    document = scan_with("hardware_specification", "met", "The paper does not report the hardware.")
    (problem,) = check_bytes("scans/a/b.json", json.dumps(document).encode(), today=date(2026, 7, 1)).problems

    assert problem.severity == "warning"
    assert problem.message == (
        'the answer is "Yes", and its reason says the opposite: "The paper does not report the hardware."'
    )
    assert problem.remedy.startswith("read the two again, and correct the one that is wrong")
