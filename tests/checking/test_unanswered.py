"""Questions without an answer are reported once, and hide no mistake."""

import json
from datetime import date
from typing import Any

import pytest

from scanpress.checking import Problem, check_bytes
from scanpress.checking.reports import RENDERERS, Report
from scanpress.instruments import Instrument, instruments
from scanpress.instruments.blank import blank_scan

NAME = "scans/a/b.json"


def check(document: Any) -> tuple[Problem, ...]:
    return check_bytes(NAME, json.dumps(document, indent=2).encode(), today=date(2026, 7, 1)).problems


@pytest.mark.parametrize("instrument", instruments(), ids=lambda each: each.key)
def test_a_blank_scan_has_one_problem(instrument: Instrument) -> None:
    (problem,) = check(blank_scan(instrument, modules=instrument.modules))

    assert problem.name == "still-to-answer"
    assert problem.message.startswith(f"{len(instrument.questions)} questions and ")
    assert len(set(problem.also)) == len(problem.also) >= len(instrument.questions)


def test_a_mistake_in_a_blank_scan_is_reported_too() -> None:
    scan = blank_scan(instruments()[-1])
    scan["checklist"]["artifacts"]["code_released"] = {"applies": "yes", "answer": None, "justifcation": "x"}

    assert sorted(problem.name for problem in check(scan)) == ["still-to-answer", "unknown-key", "wrong-type"]


def test_one_value_is_reported_as_one() -> None:
    scan = {"scan_version": 3, "paper": {"title": None, "authors": ["a"], "year": 2024}}
    messages = [problem.message for problem in check(scan) if problem.name == "still-to-answer"]

    assert messages == ["1 value still to answer"]


def test_the_text_names_a_few_lines_and_the_others_all() -> None:
    problems = check(blank_scan(instruments()[-1]))
    report = Report(problems, 1)

    line = next(line for line in RENDERERS["text"](report).splitlines() if "also in lines" in line)
    assert line.endswith("more")
    assert len(line) < 80
    assert len(json.loads(RENDERERS["json"](report))["problems"][0]["also"]) == len(problems[0].also)
