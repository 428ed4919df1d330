"""A reason that says the opposite of its answer is a warning, and one that may agree with it is none."""

import copy
import json
from datetime import date
from typing import Any

import pytest
from tests.support.paths import REPRODUCIBILITY_FILE, ROOT, SURVEY_FILE

from scanpress.checking import check_bytes
from scanpress.checking.suspicions.contradictions import contradicted
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
    assert problem.remedy.startswith("read both again, and correct the one that is wrong")


def record_with(**answers: tuple[str, str]) -> dict[str, Any]:
    """Return a record of nine variables with other answers to some."""
    document = copy.deepcopy(SCANS[0])
    document["variables"] |= {key: {"result": result, "response": reason} for key, (result, reason) in answers.items()}
    return document


@pytest.mark.parametrize(
    ("question", "result", "reason"),
    [
        ("research_type", "Theoretical", "We fine-tune CLIP models on eight tasks and evaluate them on ImageNet."),
        ("research_type", "Theoretical", "We conduct extensive experiments on three benchmarks."),
        ("research_type", "Experimental", "The paper is purely theoretical and proves two bounds."),
        ("research_type", "Experimental", "No experiments are reported."),
        ("researcher_affiliation", "Academia", "1University of Washington 2Microsoft Research"),
        ("researcher_affiliation", "Industry", "Google DeepMind, University of Oxford"),
    ],
)
def test_a_reason_that_shows_another_word_is_right_is_reported(question: str, result: str, reason: str) -> None:
    (problem,) = check_bytes(
        "scans/a/b.json", json.dumps(record_with(**{question: (result, reason)})).encode(), today=date(2026, 7, 1)
    ).problems

    assert problem.name == "contradiction"
    assert problem.message.startswith(f'the answer is "{result}", and its reason says something else: ')


@pytest.mark.parametrize(
    ("question", "result", "reason"),
    [
        ("research_type", "Theoretical", "No experiments are run; Theorem 3 bounds the regret."),
        ("research_type", "Theoretical", "We prove a bound for models that are trained on large data sets."),
        ("research_type", "Experimental", "The paper is purely theoretical, except for the simulations in Section 5."),
        (
            "researcher_affiliation",
            "Academia",
            "University of Washington; one author is an intern at Microsoft Research.",
        ),
        ("researcher_affiliation", "Academia", "MOE-Microsoft Key Laboratory of Multimedia, USTC"),
        ("researcher_affiliation", "Academia", "Stanford University. Funded by Google Research."),
        (
            "researcher_affiliation",
            "Industry",
            "Google Research; work done during an internship from the University of X.",
        ),
        ("researcher_affiliation", "Collaboration", "Google Research, University of Oxford"),
    ],
)
def test_a_reason_that_may_fit_another_word_is_left_alone(question: str, result: str, reason: str) -> None:
    assert problems(record_with(**{question: (result, reason)})) == []


def test_reasons_of_hardware_and_software_that_were_exchanged_are_reported() -> None:
    document = record_with(
        hardware_specification=("Yes", "Our code depends on Python 3.10 and PyTorch 2.3.0."),
        software_dependencies=("Yes", "All runs used 8 NVIDIA A100 GPUs."),
    )
    found = check_bytes("scans/a/b.json", json.dumps(document).encode(), today=date(2026, 7, 1)).problems

    assert [(problem.name, problem.message) for problem in found] == [
        ("contradiction", "the reason speaks of software only, and the question does not ask for that"),
        ("contradiction", "the reason speaks of hardware only, and the question does not ask for that"),
    ]


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("Forty participants were recruited through Prolific (Section 4.2).", ["contradiction"]),
        ("12 annotators were paid 12 pounds per hour.", ["contradiction"]),
        ("No participants were recruited.", []),
        ("Forty participants were recruited by Smith et al. (2019), whose data is used.", []),
    ],
)
def test_people_who_took_part_contradict_that_the_question_does_not_apply(reason: str, expected: list[str]) -> None:
    document = copy.deepcopy(SCANS[1])
    document["checklist"]["data_integrity"]["recruitment_methods_described"] = {
        "applies": False,
        "answer": False,
        "justification": reason,
    }

    assert problems(document) == expected
