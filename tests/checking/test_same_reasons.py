"""One reason for many answers is a warning, and a reason that fits them is none."""

import copy
import json
from datetime import date
from typing import Any

import pytest
from tests.support.paths import SURVEY_FILE
from tests.support.suspicious_scans import SCAN, names

from scanpress.checking import check_bytes


def with_reasons(reasons: list[str]) -> dict[str, Any]:
    """Return the answers of the scan with these reasons, and the others as they are."""
    answers: dict[str, Any] = copy.deepcopy(SCAN["variables"])
    for answer, reason in zip(answers.values(), reasons, strict=False):
        answer["response"] = reason
    return answers


@pytest.mark.parametrize(
    ("reasons", "rules"),
    [
        (["It is described."] * 9, {"same-reason"}),
        (["It is described."] * 8, {"same-reason"}),
        (["Section 4", *["It  is described."] * 4, *["It is described."] * 4], {"same-reason"}),
        (["It is described."] * 7, {"same-reason"}),
        (["It is described."] * 4, set()),
        (["The paper clearly describes its setup."] * 6, {"same-reason"}),
        (["See the paper."] * 7, {"placeholder"}),
        (["Not in the paper."] * 5 + ["Section 4"] * 4, set()),
        (["TODO"] * 9, {"placeholder"}),
        (["I'm sorry, but I cannot help."] * 9, {"refusal"}),
    ],
)
def test_one_reason_for_nearly_all_answers_is_a_warning(reasons: list[str], rules: set[str]) -> None:
    assert names("variables", with_reasons(reasons)) == rules


@pytest.mark.parametrize(
    ("reason", "rules"),
    [
        ("The paper does not mention this aspect.", {"same-reason"}),
        ("The authors do not provide this.", {"same-reason"}),
        ("The relevant information is not in it.", {"same-reason"}),
        ("The paper is theoretical and does not mention this aspect.", set()),
        ("The paper has no experiments.", set()),
        ("No code, no data and no setup.", set()),
    ],
)
def test_one_reason_for_six_of_nine_no_counts_if_it_does_not_name_what_is_missing(reason: str, rules: set[str]) -> None:
    answers = copy.deepcopy(SCAN["variables"])
    for key in [*answers][3:]:
        answers[key] = {"result": "No", "response": reason}

    assert names("variables", answers) == rules


def test_a_text_of_a_round_length_is_not_cut_if_another_one_is_longer() -> None:
    cut = "We train on eight GPUs " * 11 + "an"

    assert len(cut) == 255
    assert names("variables", with_reasons([cut])) == {"unfinished-text"}
    assert names("variables", with_reasons([cut, "We use 1e-5 and " * 17 + "Adam"])) == set()


def test_one_reason_is_not_reported_beside_an_error() -> None:
    answers = with_reasons(["It is described."] * 9)
    answers["pseudocode"]["result"] = "Perhaps"

    assert names("variables", answers) == {"wrong-value"}


def test_many_questions_may_not_apply_for_one_reason() -> None:
    survey = json.loads(SURVEY_FILE.read_bytes())
    answers = [answer for category in survey["checklist"].values() for answer in category.values()]
    for answer in answers:
        answer |= {"applies": False, "answer": False, "justification": "The paper is theoretical."}
    applying = [answer | {"applies": True, "justification": "Section 4"} for answer in answers]

    def rules() -> set[str]:
        file = check_bytes("scans/a/b.json", json.dumps(survey).encode(), today=date(2026, 11, 29))
        return {problem.name for problem in file.problems}

    assert rules() == set()
    for answer, changed in zip(answers, applying, strict=True):
        answer.update(changed)
    assert rules() == {"same-reason"}


@pytest.mark.parametrize(
    ("reason", "times", "expected"),
    [
        ("Section 5 discusses this aspect of the work.", 4, ["same-reason"]),
        ("Section 5 discusses this aspect of the work.", 3, []),
        ("The ablation is in Section 5, Table 3.", 4, []),
    ],
)
def test_a_reason_that_fits_any_question_is_reported_if_four_answers_have_it(
    reason: str, times: int, expected: list[str]
) -> None:
    survey = json.loads(SURVEY_FILE.read_bytes())
    met = [answer for group in survey["checklist"].values() for answer in group.values() if answer["answer"]]
    for answer in met[:times]:
        answer["justification"] = reason
    found = check_bytes("scans/a/b.json", json.dumps(survey).encode(), today=date(2026, 7, 1)).problems

    assert [problem.name for problem in found] == expected
