"""Questions without an answer are reported once, and hide no mistake."""

import json
from datetime import date
from typing import Any

import pytest
from tests.support.paths import REPRODUCIBILITY_FILE

from scanpress.checking import Problem, check_bytes
from scanpress.checking.reports import RENDERERS, Report
from scanpress.instruments import Instrument, instruments
from scanpress.instruments.blank import blank_scan

NAME = "scans/a/b.json"
PSEUDOCODE = "variables.pseudocode.result"
PAPER = {"title": "Sorting Socks", "authors": ["Ada Byron"], "year": 2023}


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


def with_value(place: str, value: Any) -> tuple[Problem, ...]:
    """Check the record with another value at a place."""
    document = part = json.loads(REPRODUCIBILITY_FILE.read_bytes())
    *above, key = place.split(".")
    for name in above:
        part = part[name]
    part[key] = value
    return check(document)


LIKELY = [
    ("paper.authors", ["Ada Byron", None], 'entry 2 of "authors" is null: write it, or remove the entry'),
    ("paper.year", 23, "write the year with four digits: did you mean 2023?"),
    ("paper.year", "23", "write the year with four digits: did you mean 2023?"),
    ("paper.year", 99, "write the year with four digits: did you mean 1999?"),
    ("paper.year", "2O23", '"2O23" has letters in place of digits: did you mean 2023?'),
    ("paper.year", -2023, "write the year without a sign: did you mean 2023?"),
    ("paper.year", 202, "202 lacks a digit: write the year with four digits"),
    ("paper.doi", "l0.1145/3442", 'a letter is in place of a digit: did you mean "10.1145/3442"?'),
    ("paper.arxiv_id", "23o1.01234", 'a letter is in place of a digit: did you mean "2301.01234"?'),
    ("rater.kind", "gpt-4", 'write "model" here, and "gpt-4" under "name"'),
    ("license", "CC BY 4.0", 'did you mean "CC-BY-4.0"? '),
    *((PSEUDOCODE, word, 'did you mean "Yes"? write "Yes" or "No"') for word in ("Ja", "oui", "S\u00ed", "1", 1)),
    *((PSEUDOCODE, word, 'did you mean "No"? write "Yes" or "No"') for word in ("Nein", "non", 0)),
]


@pytest.mark.parametrize(("place", "value", "remedy"), LIKELY, ids=lambda each: ascii(each)[:40])
def test_what_a_value_probably_means_is_asked(place: str, value: Any, remedy: str) -> None:
    (problem,) = with_value(place, value)

    assert (problem.severity, problem.remedy[: len(remedy)]) == ("error", remedy)


@pytest.mark.parametrize("written", ["https://openreview.net/forum?id=B1xY-hRctX", "B1xY-hRctX"])
def test_an_id_of_openreview_is_no_arxiv_id(written: str) -> None:
    (problem,) = with_value("paper", {**PAPER, "arxiv_id": written})

    assert '"url": "https://openreview.net/forum?id=B1xY-hRctX"' in problem.remedy


def test_a_space_without_a_width_between_two_words_is_not_only_removed() -> None:
    (problem,) = with_value("paper", {**PAPER, "title": "deep\u200blearning of socks"})
    (other,) = with_value("paper", {**PAPER, "title": "deep \u200blearning of socks"})

    assert problem.remedy.endswith(", or write a space in its place if it is between two words")
    assert other.remedy == "remove U+200B ZERO WIDTH SPACE"
