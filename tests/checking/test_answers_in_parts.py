"""Answers of models in two parts, with parts that come twice, and with thoughts around them."""

import json
from datetime import date

import pytest
from tests.support.answers_of_models import RECORD

from scanpress.checking import check_bytes
from scanpress.checking.formatting import Fixes, format_bytes

TEXT = json.dumps(RECORD, indent=2)
CUT = TEXT.index('    "dataset_splits"')


@pytest.mark.parametrize(
    "between",
    [
        "```\n\nContinuing from where I left off:\n\n```json",
        "```\n```json",
        "[Response truncated, continuing with the remaining variables]",
        "Here is the rest of the JSON:",
        "(continued)",
        "**[cont'd]**",
        "**Continuing the JSON from the last key...**",
    ],
)
@pytest.mark.parametrize("place", [CUT, TEXT.index(RECORD["variables"]["dataset_splits"]["response"]) + 9])
def test_an_answer_in_two_parts_is_joined_and_never_repaired(between: str, place: int) -> None:
    text = f"{TEXT[:place]}\n{between}\n{TEXT[place:]}\n```\n"
    (problem,) = check_bytes("scans/x-2024/a.json", text.encode(), today=date(2026, 11, 29)).problems

    assert problem.remedy.endswith("and join the two parts")
    assert format_bytes("scans/x-2024/a.json", text.encode(), fix=Fixes()).after == text.encode()


def test_a_text_with_line_breaks_is_no_answer_in_two_parts() -> None:
    text = TEXT.replace('"response": "', '"response": "We continue:\n- Section 4\n', 1)
    result = format_bytes("scans/x-2024/a.json", text.encode(), fix=Fixes())

    assert not check_bytes("scans/x-2024/a.json", result.after, today=date(2026, 11, 29)).problems


def test_the_end_of_a_scan_that_follows_again_is_removed() -> None:
    text = TEXT + "\n" + TEXT[TEXT.index('    "experiment_setup"') :]
    (problem,) = check_bytes("scans/x-2024/a.json", text.encode(), today=date(2026, 11, 29)).problems

    assert problem.remedy == f"remove all below line {TEXT.count(chr(10)) + 1}"


@pytest.mark.parametrize(
    "thought", ['<think>\nI see {"result": "No"} there.\n</think>\n', '```\n{"a": {"b": 1}}\n```\n']
)
def test_an_object_in_the_thoughts_of_a_model_is_no_second_scan(thought: str) -> None:
    (problem,) = check_bytes("scans/x-2024/a.json", (thought + TEXT).encode(), today=date(2026, 11, 29)).problems

    assert problem.remedy == "keep that in line 4, write into it what belongs to it, and remove all else"
