"""Scores, by the formulas of the methodology page."""

import json
from typing import Any

import pytest
from tests.support.paths import ROOT

from scanpress.corpus import Scan, Tally, percent

SCANS = ROOT / "scans"
INDEX = "iclr-2025/language-imbalance-driven-rewarding.json"


def scan(path: str, **results: str) -> Scan:
    document = json.loads((SCANS / path).read_text(encoding="utf-8"))
    for variable, result in results.items():
        document["variables"][variable]["result"] = result
    return Scan.read(f"scans/{path}", json.dumps(document).encode())


def test_survey_score_is_met_of_applicable() -> None:
    survey = scan("acl-2024/cross-lingual-alignment.json")
    assert survey.tally == Tally(met=22, not_met=28, not_applicable=14)
    assert (survey.tally.applicable, survey.tally.asked) == (50, 64)
    assert survey.scores[0].text == "22 of 50 (44.0\N{NARROW NO-BREAK SPACE}%)"


@pytest.mark.parametrize(
    ("code", "data", "score"),
    [
        ("Yes", "Yes", ("6 of 7 papers with code and data could be reproduced", 0.86, 1)),
        ("No", "Yes", ("5 of 15 papers with data alone could be reproduced", 0.33, 1)),
        ("Yes", "No", ("no estimate", 0, 0)),
        ("No", "No", ("no estimate", 0, 0)),
    ],
)
def test_reproducibility_estimate_follows_from_code_and_data(code: str, data: str, score: tuple[Any, ...]) -> None:
    estimate = scan(INDEX, open_source_code=code, open_datasets=data).scores[1]
    assert (estimate.text, estimate.part, estimate.whole) == score


def test_documentation_score_counts_seven_variables_whatever_the_affiliation() -> None:
    for affiliation in ("Academia", "Collaboration", "Industry"):
        assert scan(INDEX, researcher_affiliation=affiliation).scores[0].text == "5 of 7"


def test_a_theoretical_paper_has_no_score() -> None:
    theoretical = scan(INDEX, research_type="Theoretical")
    assert (theoretical.scores, theoretical.first_score.text) == ((), "not scored")


def test_share_of_nothing_is_a_dash_and_no_division_by_zero() -> None:
    assert percent(0, 0) == "\N{EN DASH}"


@pytest.mark.parametrize("path", sorted(path.relative_to(SCANS).as_posix() for path in SCANS.glob("*/*.json")))
def test_every_real_scan_answers_every_question_once(path: str) -> None:
    document: dict[str, Any] = json.loads((SCANS / path).read_text(encoding="utf-8"))
    read = scan(path)
    answered = [answer.question.id for section in read.sections for answer in section.answers]
    given = document.get("variables") or {q: a for c in document["checklist"].values() for q, a in c.items()}
    assert sorted(answered) == sorted(given)
