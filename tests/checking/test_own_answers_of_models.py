"""Answers of models to an instrument of a collection's own, with words, numbers and units, as the command says them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.support.examples import copy_example
from tests.support.running import scanpress

SCAN = "scans/icml-2024/early-stopping.json"
Answers = dict[str, dict[str, dict[str, Any]]]


def verdicts(words: Callable[[int, str], object]) -> Callable[[Answers], None]:
    """Return the change that writes other verdicts in all answers."""

    def change(answers: Answers) -> None:
        every = (each for category in answers.values() for each in category.values() if "verdict" in each)
        for number, answer in enumerate(every):
            answer["verdict"] = words(number, answer["verdict"])

    return change


def of(category: str, question: str, **values: object) -> Callable[[Answers], None]:
    """Return the change that writes other values in one answer."""
    return lambda answers: answers[category][question].update(values)


@pytest.mark.parametrize(
    ("change", "remedy"),
    [
        (verdicts(lambda _, word: word == "yes"), 'write "yes" for true'),
        (verdicts(lambda number, _: number % 5 + 1), 'write "yes", "partly", "no", "unclear" or "not applicable"'),
        (
            verdicts(lambda _, word: f"{word.title()}, see Section 3"),
            'write "yes", and add the other words to "evidence"',
        ),
        (of("experimental_setup", "number_of_runs", runs=[1, 2, 3]), 'keep what is here in "evidence"'),
        (of("experimental_setup", "number_of_runs", runs=-1), 'in "evidence" that the paper names none'),
        (of("experimental_setup", "number_of_runs", runs="not reported"), 'in "evidence" that the paper names none'),
        (
            of("compute", "compute_spent", hours="about 1,200 A100-hours"),
            "write the number alone: 1200, and",
        ),
        (of("compute", "compute_spent", hours={"value": 8, "unit": "GPU hours"}), "write only the value: 8"),
    ],
)
def test_the_remedy_is_one_of_the_instrument(tmp_path: Path, change: Callable[[Answers], None], remedy: str) -> None:
    root = copy_example(tmp_path, "ml-checklist")
    scan = json.loads((root / SCAN).read_text(encoding="utf-8"))
    change(scan["answers"])
    (root / SCAN).write_text(json.dumps(scan, indent=2), encoding="utf-8")

    assert remedy in scanpress(root, "check", SCAN).stdout
