"""A remedy can be followed to the letter: what it says to write is right, and is what the file meant."""

import json
from datetime import date
from typing import Any

import pytest
from tests.support.paths import REPRODUCIBILITY_FILE as INDEX
from tests.support.paths import SURVEY_FILE as SURVEY

from scanpress.checking import Problem, check_bytes

TODAY = date(2026, 7, 1)


def check(text: str) -> tuple[Problem, ...]:
    return check_bytes("scans/a/b.json", text.encode(), today=TODAY).problems


def with_paper(written: str) -> str:
    """Return the text of a good scan whose paper says one thing more."""
    document = json.loads(INDEX.read_bytes())
    for key in ("arxiv_id", "doi", "venue"):
        document["paper"].pop(key, None)
    return json.dumps(document, indent=2).replace('"paper": {', f'"paper": {{ {written},', 1)


@pytest.mark.parametrize(
    ("key", "number", "remedy"),
    [
        ("arxiv_id", "2406.13220", 'write it in quotation marks: "2406.13220"'),
        ("arxiv_id", "1410.1000", 'write it in quotation marks: "1410.1000"'),
        ("doi", "10.1000", "write it like 10.1000/182, or leave the key out"),
        ("venue", "2024", "write the name of the venue, or leave the key out"),
    ],
)
def test_a_number_in_place_of_a_text_is_repeated_as_it_is_written(key: str, number: str, remedy: str) -> None:
    (problem,) = check(with_paper(f'"{key}": {number}'))

    assert problem.message.endswith(f" is expected here, not {number}")
    assert problem.remedy == remedy


def test_an_arxiv_id_whose_last_zero_was_lost_is_not_to_be_written_as_it_is() -> None:
    (problem,) = check(with_paper('"arxiv_id": 2406.1322'))

    assert problem.remedy == 'a number loses the zeros at its ends: write it in quotation marks, probably "2406.13220"'


def test_a_number_of_a_thousand_digits_is_not_repeated_whole() -> None:
    (problem,) = check(with_paper(f'"venue": 1.{"0" * 1000}'))

    assert len(problem.remedy) < 100


@pytest.mark.parametrize("doi", ["10.1000/182", "10.18653/v1/2024.acl-long.1"])
def test_a_doi_without_quotation_marks_is_no_comment(doi: str) -> None:
    (problem,) = check(with_paper(f'"doi": {doi}'))

    assert problem.name == "syntax"
    assert problem.remedy == f'put it in double quotes: "{doi}"'
    assert check(with_paper(f'"doi": "{doi}"')) == ()


CONFLICT = """\
{
  "instrument": "reproducibility", "instrument_version": 1,
<<<<<<< HEAD
  "paper": { "title": "One" },
||||||| 1a2b3c4
  "paper": { "title": "None" },
=======
  "paper": { "title": "Other" },
>>>>>>> branch
  "variables": {}
}
"""


@pytest.mark.parametrize("removed", range(4))
def test_a_merge_conflict_is_reported_once_at_its_first_marker(removed: int) -> None:
    markers = ["<<<<<<< HEAD\n", "||||||| 1a2b3c4\n", "=======\n", ">>>>>>> branch\n"]
    text = CONFLICT
    for marker in markers[:removed]:
        text = text.replace(marker, "").replace('"paper": { "title"', '"x-paper": { "title"', 1)
    problem = check(text)[-1]

    signs = "<<<<<<<, |||||||, ======= and >>>>>>>" if removed < 2 else "<<<<<<<, ======= and >>>>>>>"
    lines = f"lines {problem.line}\u2013{9 - removed}" if removed < 3 else "line 6"
    assert problem.message == f"this file has an unresolved merge conflict in {lines}"
    assert problem.remedy == f"keep one version, and remove the lines that start with {signs}"
    assert text[: text.index(markers[removed])].count("\n") == problem.line - 1
    assert (problem.column, problem.end_column) == (1, 8)


def test_a_whole_conflict_is_one_problem() -> None:
    assert len(check(CONFLICT)) == 1


def test_a_conflict_behind_a_missing_comma_or_within_a_list_is_one_too() -> None:
    for text in ('{"a": 1\n<<<<<<< HEAD\n', "[1,\n=======\n2]", '{"a"\n>>>>>>> x\n: 1}', '{"a":\r\n<<<<<<< HEAD\r\n1}'):
        (problem,) = check(text)
        assert problem.message == "this file has an unresolved merge conflict in line 2"


def test_signs_within_a_line_are_not_a_conflict() -> None:
    (problem,) = check('{"a": <<<<<<< 1}')

    assert problem.remedy == "remove <"


def test_a_file_that_git_lfs_has_not_fetched_says_how_to_fetch_it() -> None:
    text = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"
    (problem,) = check(text)

    assert (problem.name, problem.line, problem.column) == ("syntax", 1, 1)
    assert problem.message == "this is a git LFS pointer: the file itself is not downloaded"
    assert problem.remedy == "run git lfs pull"


def changed(change: dict[str, Any]) -> str:
    return json.dumps(json.loads(INDEX.read_bytes()) | change, indent=2)


DATED: list[dict[str, Any]] = [
    {"rater": {"kind": "person", "name": "Ada", "date": "{day}"}},
    {"status": {"state": "contested", "note": "The authors disagree.", "date": "{day}"}},
    {"source": {"url": "https://example.org/", "retrieved": "{day}"}},
    {"review": {"by": "Grace", "date": "{day}"}},
    {"reply": {"text": "We disagree.", "name": "The authors", "date": "{day}"}},
]


@pytest.mark.parametrize("part", DATED, ids=lambda part: next(iter(part)))
@pytest.mark.parametrize(
    ("day", "names"), [("2026-07-02", []), ("2026-07-03", ["future-date"]), ("2062-11-21", ["future-date"])]
)
def test_a_day_is_at_most_tomorrow(part: dict[str, Any], day: str, names: list[str]) -> None:
    problems = check(changed(part).replace("{day}", day))

    assert [problem.name for problem in problems] == names
    assert all(problem.remedy == "write 2026-07-02 or an earlier date" for problem in problems)


def test_a_day_that_does_not_exist_is_not_reported_to_be_late_too() -> None:
    (problem,) = check(changed({"rater": {"kind": "person", "name": "Ada", "date": "2062-02-30"}}))

    assert problem.name == "bad-date"


@pytest.mark.parametrize(
    ("state", "meant"),
    [("Replaced", "superseded"), ("disputed", "contested"), ("withdrawm", "withdrawn")],
)
def test_a_state_in_another_word_is_understood(state: str, meant: str) -> None:
    (problem,) = check(changed({"status": {"state": state, "note": "The data were wrong."}}))

    assert problem.remedy.startswith(f'did you mean "{meant}"? ')


STATES = [
    (
        "retracted",
        'write "excluded" if the paper was retracted, and "withdrawn" if the scan is wrong. In general, write "p',
    ),
    (
        "Removed",
        'write "excluded" if the paper was retracted, and "withdrawn" if the scan is wrong. In general, write "p',
    ),
    ("active", 'remove the status: a scan without one is published and counts. Else write "published" (it counts'),
    ("done", 'remove the status: a scan without one is published and counts. Else write "published" (it counts'),
    ("draft", 'write "published" (it counts, as without a status), "contested" (somebody objects; it counts)'),
]


@pytest.mark.parametrize(("state", "remedy"), STATES)
def test_every_state_is_explained_if_it_is_not_certain_which_is_meant(state: str, remedy: str) -> None:
    (problem,) = check(changed({"status": {"state": state, "note": "The data were wrong."}}))

    assert problem.remedy.startswith(remedy)
    assert (
        '"superseded" (a newer scan replaces it) or "excluded" (it may be right, but must not count)' in problem.remedy
    )


def test_a_status_that_is_a_word_gets_the_states_too() -> None:
    (problem,) = check(changed({"status": "done"}))

    assert problem.remedy.startswith(
        'remove the status: a scan without one is published and counts. Else write { "state": … }'
    )
    assert '"withdrawn" (it is wrong, nobody should rely on it)' in problem.remedy


def test_a_person_may_be_called_human_and_a_model_ai() -> None:
    for kind, meant in (("human", "person"), ("LLM", "model"), ("AI", "model")):
        (problem,) = check(changed({"rater": {"kind": kind, "name": "Ada"}}))
        assert problem.remedy.startswith(f'did you mean "{meant}"? ')


def survey(change: dict[str, Any]) -> str:
    return json.dumps(json.loads(SURVEY.read_bytes()) | change, indent=2)


@pytest.mark.parametrize("name", ["red_flags", "cited_papers"])
def test_a_list_that_may_be_empty_is_said_to_be_right_so_whether_it_is_missing_or_not_filled_in(name: str) -> None:
    scan = json.loads(SURVEY.read_bytes())
    del scan[name]
    (missing,) = check(json.dumps(scan))
    (unanswered,) = check(survey({name: None}))
    (entry,) = check(survey({name: [dict.fromkeys(json.loads(SURVEY.read_bytes())[name][0])]}))

    assert missing.remedy == f'add "{name}"; write [] if there is nothing to list'
    for problem in (unanswered, entry):
        assert problem.name == "still-to-answer"
        assert problem.remedy.endswith(f'; write [] for "{name}" if there is nothing to list')
    assert check(survey({name: []})) == ()


def test_a_list_that_may_not_be_empty_is_not_said_to_be() -> None:
    scan = json.loads(SURVEY.read_bytes())
    del scan["methodology_tags"]
    (missing,) = check(json.dumps(scan))
    (unanswered,) = check(survey({"methodology_tags": None}))

    assert missing.remedy == 'add "methodology_tags"'
    assert unanswered.remedy == "write the answer in place of null"


def test_a_module_that_is_null_is_said_to_be_an_object_of_its_questions() -> None:
    scan = json.loads(SURVEY.read_bytes())
    module = scan["active_modules"][0]
    first = next(iter(scan["checklist"][module]))
    scan["checklist"][module] = None
    (problem,) = check(json.dumps(scan, indent=2))

    assert problem.remedy == f'write the answer in place of null; "{module}" is an object: {{ "{first}": … }}'


def by_name(name: str) -> dict[str, Any]:
    scan = json.loads(INDEX.read_bytes())
    listed = [{name: key, **answer} for key, answer in scan["variables"].items()]
    return {"variables": listed}


@pytest.mark.parametrize("name", ["id", "question", "variable", "key"])
def test_answers_in_a_list_get_their_ids_as_keys(name: str) -> None:
    (problem,) = check(changed(by_name(name)))

    assert problem.remedy.startswith(
        'write an object, in which the id of each entry is its key: { "research_type": { "r'
    )


def test_answers_in_a_list_of_single_keys_are_understood_and_others_are_not_guessed() -> None:
    answers = json.loads(INDEX.read_bytes())["variables"]
    (problem,) = check(changed({"variables": [{key: answer} for key, answer in answers.items()]}))
    (other,) = check(changed({"variables": list(answers.values())[:5]}))

    assert "the id of each entry is its key" in problem.remedy
    assert other.remedy == 'write an object with its keys, such as { "research_type": … }'
