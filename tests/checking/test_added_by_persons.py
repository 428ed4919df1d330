"""What persons add to a scan of others: a reply, a review, a status; and who they say answered."""

import json
from datetime import date
from typing import Any

import pytest
from tests.support.paths import REPRODUCIBILITY_FILE

from scanpress.checking import Problem, check_bytes

SCAN: dict[str, Any] = json.loads(REPRODUCIBILITY_FILE.read_bytes())
TODAY = date(2026, 7, 1)


def checked(document: Any) -> tuple[Problem, ...]:
    return check_bytes("scans/a/b.json", json.dumps(document).encode(), today=TODAY).problems


RATED = SCAN | {"rater": {"kind": "person", "name": "Jo Tester", "date": "2026-01-31"}}


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ({"reply": {"text": "The code is public.", "name": "Ada Byron", "date": "2025-01-31"}}, "status-before-scan"),
        ({"review": {"by": "Mia Novak", "date": "2026-01-30"}}, "status-before-scan"),
        ({"review": {"by": "Jo  Tester", "date": "2026-02-01"}}, "contradiction"),
        ({"reply": {"text": "It is at https://git.example.org/a-made-up-paper since May."}}, "placeholder"),
        ({"rater": {"kind": "person", "name": "Jo Tester and Mia Novak"}}, "not-a-name"),
        ({"rater": {"kind": "person", "name": "Jo Tester; Mia Novak"}}, "not-a-name"),
    ],
)
def test_what_people_add_to_a_scan_is_of_another_person_and_later(part: dict[str, Any], name: str) -> None:
    assert [problem.name for problem in checked(RATED | part)] == [name]


@pytest.mark.parametrize(
    "part",
    [
        {"reply": {"text": "代码自三月起公开。", "name": "Bo Li", "date": "2026-01-31"}},
        {"reply": {"text": "The code is public.", "name": "The authors"}},
        {"review": {"by": "Mia Novak", "date": "2026-02-01"}},
        {"rater": {"kind": "person", "name": "Tester, Jo"}},
        {"rater": {"kind": "person", "name": "José Ortega y Gasset"}},
        {"rater": {"kind": "person", "name": "Lab for Speech and Language, University of X"}},
        {"rater": {"kind": "person", "name": "Suharto"}},
    ],
)
def test_a_right_reply_review_or_rater_is_left_alone(part: dict[str, Any]) -> None:
    assert checked(RATED | part) == ()
