"""One long reason for a Yes and a No is a warning at the second answer; stock phrases and equal answers have none."""

import copy
import json
from datetime import date
from typing import Any

import pytest
from tests.support.paths import EXAMPLES, SURVEY_FILE

from scanpress.checking import Problem, check_bytes

SCAN: dict[str, Any] = json.loads((EXAMPLES / "invalid/copied-scan/scans/x-2023/a.json").read_bytes())
LONG = "Table 7 and Appendix B are where the authors turn to this, at the length that it deserves."
OTHER = "Section 5 compares three baselines, and the project page links the logs of all of them."
PHRASE = "Section 4 and the supplementary material describe this well."  # 60 characters


def problems(document: dict[str, Any]) -> tuple[Problem, ...]:
    return check_bytes("scans/x-2023/a.json", json.dumps(document).encode(), today=date(2026, 11, 29)).problems


def record(answers: dict[str, tuple[str, str]]) -> dict[str, Any]:
    """Return the record with some answers: the result and the reason of each."""
    document = copy.deepcopy(SCAN)
    for key, (result, response) in answers.items():
        document["variables"][key] = {"result": result, "response": response}
    return document


WARNED = {
    "yes and no": ({"pseudocode": ("Yes", LONG), "hardware_specification": ("No", LONG)}, "hardware_specification"),
    "no and yes": ({"pseudocode": ("No", LONG), "open_datasets": ("Yes", LONG)}, "open_datasets"),
    "two for one": (
        {"pseudocode": ("No", LONG), "open_datasets": ("No", LONG), "experiment_setup": ("Yes", LONG)},
        "experiment_setup",
    ),
    "one for two": (
        {"pseudocode": ("Yes", LONG), "open_datasets": ("No", LONG), "experiment_setup": ("No", LONG)},
        "open_datasets",
    ),
}


@pytest.mark.parametrize(("answers", "second"), WARNED.values(), ids=WARNED)
def test_it_is_reported_once_at_the_second_answer(answers: dict[str, tuple[str, str]], second: str) -> None:
    (problem,) = problems(record(answers))

    assert (problem.code, problem.severity, problem.pointer) == ("SCN076", "warning", f"/variables/{second}/response")
    given, other = answers[second][0], answers["pseudocode"][0]
    assert problem.message == (
        f'the answer is "{given}", and its reason is word for word that of pseudocode, whose answer is "{other}"'
    )
    assert problem.remedy == "write what this answer rests on, and where; leave it if the text says both"


def test_the_order_of_the_file_says_which_answer_is_the_second() -> None:
    document = record({"pseudocode": ("Yes", LONG), "open_datasets": ("No", LONG)})
    document["variables"] = dict(reversed(document["variables"].items()))

    (problem,) = problems(document)
    assert problem.pointer == "/variables/pseudocode/response"
    assert "that of open_datasets" in problem.message


def test_each_reason_is_reported() -> None:
    given = {"pseudocode": ("Yes", LONG), "open_datasets": ("No", LONG)}
    others = {"dataset_splits": ("Yes", OTHER), "experiment_setup": ("No", OTHER)}

    assert [each.pointer.split("/")[2] for each in problems(record(given | others))] == [
        "open_datasets",
        "experiment_setup",
    ]


ALONE = {
    "one verdict": {"pseudocode": ("No", LONG), "open_datasets": ("No", LONG), "dataset_splits": ("No", LONG)},
    "a stock phrase": {"pseudocode": ("Yes", "See Section 4."), "open_datasets": ("No", "See Section 4.")},
    "sixty characters": {"pseudocode": ("Yes", PHRASE), "open_datasets": ("No", PHRASE)},
    "another end": {"pseudocode": ("Yes", LONG), "open_datasets": ("No", f"{LONG} It names no licence.")},
    "no verdict": {"research_type": ("Experimental", LONG), "open_datasets": ("No", LONG)},
}


@pytest.mark.parametrize("answers", ALONE.values(), ids=ALONE)
def test_what_may_be_right_is_left_alone(answers: dict[str, tuple[str, str]]) -> None:
    assert problems(record(answers)) == ()


def test_a_reason_that_contradicts_one_answer_is_reported_as_such() -> None:
    reason = "No, there is no pseudocode, neither in Section 3 nor in the long Appendix B of the paper."

    assert [
        each.name for each in problems(record({"pseudocode": ("Yes", reason), "open_datasets": ("No", reason)}))
    ] == ["contradiction"]


def test_one_reason_of_most_answers_is_reported_once() -> None:
    every = {key: ("Yes" if place % 2 else "No", LONG) for place, key in enumerate([*SCAN["variables"]][2:])}

    assert [each.pointer for each in problems(record(every))] == ["/variables"]


def test_it_is_reported_beside_an_error() -> None:
    document = record({"pseudocode": ("Yes", LONG), "open_datasets": ("No", LONG)})
    document["unknown"] = 1

    assert {each.name for each in problems(document)} == {"unknown-key", "same-reason"}


@pytest.mark.parametrize(("applies", "number"), [(True, 1), (False, 0)])
def test_questions_of_a_survey_in_two_categories_are_compared_if_both_apply(*, applies: bool, number: int) -> None:
    survey = json.loads(SURVEY_FILE.read_bytes())
    artifacts, statistics = survey["checklist"]["artifacts"], survey["checklist"]["statistical_methodology"]
    artifacts["data_released"] = {"applies": True, "answer": True, "justification": LONG}
    statistics["significance_tests"] = {"applies": applies, "answer": False, "justification": LONG}

    found = problems(survey)
    assert len(found) == number
    for each in found:
        assert each.pointer == "/checklist/statistical_methodology/significance_tests/justification"
        assert "that of data_released, whose answer is true" in each.message


@pytest.mark.parametrize("reason", ["Not applicable: no participants.", "N/A, as the paper has no human subjects."])
def test_a_reason_that_the_question_does_not_apply_leads_to_the_key_that_says_so(reason: str) -> None:
    document = json.loads(SURVEY_FILE.read_bytes())
    category, questions = next(iter(document["checklist"].items()))
    key = next(iter(questions))
    questions[key] = {"applies": True, "answer": False, "justification": reason}
    (problem,) = problems(document)

    assert problem.pointer == f"/checklist/{category}/{key}/applies"
    assert problem.remedy == "write false here, or write a reason why the answer is false"


@pytest.mark.parametrize("flag", ["None", "No red flags.", "none found"])
def test_a_red_flag_that_says_that_there_is_none_is_to_be_removed(flag: str) -> None:
    document = json.loads(SURVEY_FILE.read_bytes()) | {"red_flags": [{"flag": flag, "detail": "The paper is sound."}]}
    (problem,) = problems(document)

    assert (problem.pointer, problem.name) == ("/red_flags/0", "placeholder")
    assert problem.remedy == 'remove this entry: "red_flags" may be an empty list, []'
