"""What persons add to a scan of others: a reply, a review, a status; and who they say answered."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.support.paths import REPRODUCIBILITY_FILE

from scanpress.checking import Problem, check_bytes
from scanpress.checking.papers.copies import find_copies
from scanpress.checking.papers.mentioned import find_mentioned

SCAN: dict[str, Any] = json.loads(REPRODUCIBILITY_FILE.read_bytes())
TODAY = date(2026, 7, 1)


def checked(document: Any) -> tuple[Problem, ...]:
    return check_bytes("scans/a/b.json", json.dumps(document).encode(), today=TODAY).problems


REPLY_OF_AUTHOR = {"text": "The code is public.", "name": SCAN["paper"]["authors"][0]}
RATED = SCAN | {"rater": {"kind": "person", "name": "Jo Tester", "date": "2026-01-31"}}


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ({"reply": {"text": "The code is public.", "name": "Ada Byron", "date": "2025-01-31"}}, "status-before-scan"),
        ({"review": {"by": "Mia Novak", "date": "2026-01-30"}}, "status-before-scan"),
        ({"review": {"by": "Jo  Tester", "date": "2026-02-01"}}, "contradiction"),
        ({"reply": {"text": "It is at https://git.example.org/a-made-up-paper since May."}}, "placeholder"),
        ({"status": {"state": "excluded", "note": "The paper was retracted on 12 January 2026."}}, "placeholder"),
        ({"reply": {"text": "I read the second version.", "name": "Jo Tester"}}, "contradiction"),
        ({"rater": {"kind": "person", "name": "0000-0002-1825-0097"}}, "placeholder"),
        ({"rater": {"kind": "person", "name": "https://orcid.org/0000-0002-1825-0097"}}, "placeholder"),
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
        {"rater": {"kind": "person", "name": "@jo-tester"}},
        {"rater": {"kind": "person", "name": SCAN["paper"]["authors"][0]}, "reply": REPLY_OF_AUTHOR},
    ],
)
def test_a_right_reply_review_or_rater_is_left_alone(part: dict[str, Any]) -> None:
    assert checked(RATED | part) == ()


@pytest.mark.parametrize("run", [{"model": "x", "id": "run-1"}, {"model": "x", "prompt": "Read.", "settings": {}}])
def test_a_run_among_the_scans_is_one_problem_and_moves_to_the_runs(run: dict[str, Any]) -> None:
    (problem,) = checked(run)

    assert problem.remedy.startswith("move it to scans/runs/")


@pytest.mark.parametrize(
    ("title", "names"),
    [("Socks", ["placeholder"]), ("A Made-up Paper", [])],
    ids=["another paper", "that of the guide"],
)
def test_an_answer_of_the_guide_is_reported_in_a_scan_of_another_paper(title: str, names: list[str]) -> None:
    answer = {"result": "Yes", "response": "Footnote 1 links the code: https://git.example.org/a-made-up-paper"}
    paper = {"title": title, "authors": ["Ada Byron"], "year": 2024}
    document = RATED | {"paper": paper, "variables": SCAN["variables"] | {"open_source_code": answer}}

    assert [problem.name for problem in checked(document)] == names


def test_answers_before_a_paper_of_the_future_are_no_second_problem() -> None:
    (problem,) = checked(RATED | {"paper": SCAN["paper"] | {"year": 2204}})

    assert problem.name == "future-year"


@pytest.mark.parametrize("name", ["", "   "])
def test_an_empty_entry_is_to_be_removed(name: str) -> None:
    (problem,) = checked(RATED | {"paper": SCAN["paper"] | {"authors": ["Ada Byron", name]}})

    assert problem.remedy == "remove this entry, or write the name of the author"


def test_objects_that_powershell_wrote_as_texts_are_one_problem_with_their_cause() -> None:
    texts = {
        key: f"@{{result={each['result']}; response={each['response']}}}" for key, each in SCAN["variables"].items()
    }
    (problem,) = checked(SCAN | {"variables": texts})

    assert problem.message.startswith("9 objects or lists are texts")
    assert problem.remedy.endswith("ConvertTo-Json does, if it is called with -Depth 10")


def test_two_reviews_become_one_with_both_names() -> None:
    reviews = [{"by": "Mia Novak", "date": "2026-02-01"}, {"by": "Bo Li", "date": "2026-03-01"}]
    (problem,) = checked(RATED | {"review": reviews})

    assert problem.remedy.startswith('write { "by": "Mia Novak, Bo Li", "date": "2026-03-01" }')


def test_two_raters_become_two_scans_or_one_name() -> None:
    (problem,) = checked(RATED | {"rater": [RATED["rater"], RATED["rater"] | {"name": "Mia Novak"}]})

    assert "make a scan for each other rater; if they answered together" in problem.remedy


def test_the_author_of_a_reply_is_its_name() -> None:
    (problem,) = checked(RATED | {"reply": {"text": "The code is public.", "author": "Ada Byron"}})

    assert problem.remedy == 'did you mean "name"?'


@pytest.mark.parametrize("written", ["Mia Novak, 2026-03-01", "Mia Novak (2026-03-01)"])
def test_a_review_in_one_text_has_its_date_apart(written: str) -> None:
    (problem,) = checked(RATED | {"review": written})

    assert problem.remedy == 'write { "by": "Mia Novak", "date": "2026-03-01" }'


def test_a_withdrawn_scan_keeps_its_answers() -> None:
    status = {"state": "withdrawn", "note": "The rater read another version.", "date": "2026-02-01"}
    (problem,) = checked(RATED | {"variables": {}, "status": status})

    assert problem.remedy.startswith("write again what was here")


HALF = ("pseudocode", "open_source_code", "dataset_splits", "hardware_specification", "software_dependencies")


@pytest.mark.parametrize(
    ("paper", "left", "is_reported"),
    [
        ({"title": "Socks", "authors": ["Ada Byron"]}, HALF, True),
        ({"title": "Socks", "authors": ["Ada Byron"]}, (*HALF, "open_datasets", "experiment_setup"), False),
        ({"title": "Socks"}, HALF, False),
    ],
)
def test_a_copy_of_which_half_was_changed_is_told_from_authors_who_repeat_themselves(
    paper: dict[str, Any], left: tuple[str, ...], *, is_reported: bool
) -> None:
    answers = {key: {**answer, "response": f"Table {key}"} for key, answer in SCAN["variables"].items()}
    changed = {key: answers[key] if key in left else answer for key, answer in SCAN["variables"].items()}
    copy = {**SCAN, "paper": {**SCAN["paper"], **paper}, "variables": changed}
    contents = {"scans/a/a.json": json.dumps(SCAN).encode(), "scans/a/b.json": json.dumps(copy).encode()}
    files = [check_bytes(path, data, today=TODAY) for path, data in contents.items()]
    identities = [file.identity for file in files if file.identity]
    found = find_copies(identities, root=REPRODUCIBILITY_FILE, contents=contents)

    assert [problem.file for problem in found] == (["scans/a/b.json"] if is_reported else [])


def mentioned(folder: Path, *scans: tuple[str, dict[str, Any]]) -> list[Problem]:
    contents = {name: json.dumps(scan).encode() for name, scan in scans}
    for name, data in contents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    files = [check_bytes(path, data, today=TODAY) for path, data in contents.items()]
    assert [each for file in files for each in file.problems] == []
    identities = [file.identity for file in files if file.identity]
    return list(find_mentioned(identities, root=folder, contents=contents))


LONG_PATH = "scans/x-2023/a-very-long-name-of-a-paper-on-many-odd-things-in-socks-preprint.json"


@pytest.mark.parametrize(
    "part",
    [
        {"paper": SCAN["paper"] | {"same_as": [LONG_PATH]}},
        {"paper": SCAN["paper"] | {"not_same_as": [LONG_PATH]}},
        {"status": {"state": "superseded", "note": f"Replaced by {LONG_PATH}"}},
    ],
)
def test_a_path_to_no_scan_is_shown_whole_with_the_one_that_is_meant(part: dict[str, Any], tmp_path: Path) -> None:
    other = SCAN | {"paper": {"title": "Odd Socks", "authors": ["Mia Novak"], "year": 2023}}
    (problem,) = mentioned(tmp_path, ("scans/a/b.json", SCAN | part), ("scans/x-2023/socks-preprint.json", other))

    assert problem.name == "unknown-scan"
    assert LONG_PATH in problem.message
    assert problem.remedy.startswith('did you mean "scans/x-2023/socks-preprint.json"?')


@pytest.mark.parametrize(("others", "older"), [(0, "the older scan"), (1, '"scans/a/0.json"'), (2, "the older scan")])
def test_a_scan_that_is_replaced_by_itself_gives_its_status_to_the_older_one(
    others: int, older: str, tmp_path: Path
) -> None:
    status = {"state": "superseded", "note": "Answered again: scans/a/b.json"}
    raters = [SCAN | {"rater": {"kind": "person", "name": f"Jo {'IV'[number]}. Tester"}} for number in range(others)]
    before = [(f"scans/a/{number}.json", scan) for number, scan in enumerate(raters)]
    (problem,) = mentioned(tmp_path, *before, ("scans/a/b.json", SCAN | {"status": status}))

    assert (problem.name, problem.pointer) == ("missing-note", "/status/note")
    assert problem.remedy.startswith(f"if this scan is the newer one, move the status to {older} with this note; else")


def test_a_scan_that_only_keeps_its_status_is_to_be_written_again() -> None:
    status = {"state": "withdrawn", "date": "2026-02-03", "by": "Jo Tester", "note": "The scan is wrong."}
    (problem,) = checked({"status": status})

    assert "a scan keeps its answers, whatever its status" in problem.message
    assert "which the history of the file has" in problem.remedy


def test_a_long_text_in_place_of_a_reply_is_to_be_kept_whole() -> None:
    (problem,) = checked(SCAN | {"reply": "The code is public: " + "https://example.org/" + "a" * 60})

    assert problem.remedy.endswith('…" }, with all of the text')
