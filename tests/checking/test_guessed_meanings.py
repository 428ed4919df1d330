"""What a mistake means is guessed from the schema and from the rest of the scan, and said as a question or a choice."""

import json
from datetime import date
from typing import Any

import pytest
from tests.support.paths import REPRODUCIBILITY_FILE, SURVEY_FILE

from scanpress.checking import Problem, check_bytes, find_repeats

SCAN: dict[str, Any] = json.loads(REPRODUCIBILITY_FILE.read_bytes())
SURVEY: dict[str, Any] = json.loads(SURVEY_FILE.read_bytes())
TODAY = date(2026, 7, 1)


def checked(document: Any) -> tuple[Problem, ...]:
    return check_bytes("scans/a/b.json", json.dumps(document).encode(), today=TODAY).problems


@pytest.mark.parametrize("value", ["Academic and industrial", "Academia/Industry", "both", ["Academia", "Industry"]])
def test_two_values_of_which_a_third_one_means_both_are_that(value: object) -> None:
    document = json.loads(json.dumps(SCAN))
    document["variables"]["researcher_affiliation"]["result"] = value
    (problem,) = checked(document)

    assert problem.remedy == 'did you mean "Collaboration"? write "Academia", "Collaboration" or "Industry"'


def test_values_are_explained_with_the_words_of_the_schema() -> None:
    document = json.loads(json.dumps(SCAN))
    document["variables"]["research_type"]["result"] = "Both"
    (problem,) = checked(document)

    assert problem.remedy.startswith('write "Experimental" or "Theoretical": Any empirical part')


@pytest.mark.parametrize("keys", [("scan",), ("result", "scan"), ("data", "output", "scan"), ("properties",)])
def test_a_scan_inside_of_other_objects_is_one_problem(keys: tuple[str, ...]) -> None:
    document: Any = SCAN
    for key in reversed(keys):
        document = {key: document}
    (problem,) = checked(document)

    assert problem.name == "misplaced-key"
    assert problem.message == "the whole scan is inside " + " and there inside ".join(f'"{key}"' for key in keys)


def test_the_keys_of_a_schema_around_a_scan_are_removed_with_it() -> None:
    (problem,) = checked({"type": "object", "properties": SCAN})

    assert problem.remedy.endswith('; remove "type" too')


@pytest.mark.parametrize(
    ("year", "others", "remedy"),
    [
        ("in press", {}, "write a year of four digits: the year in which it will appear"),
        ("forthcoming", {"venue": "ICML 2024"}, "write 2024: the year in which it will appear"),
        ("n.d.", {"arxiv_id": "2301.01234"}, "write 2023: the year in which it will appear"),
    ],
)
def test_a_year_that_is_not_known_yet_is_that_of_the_version_that_was_read(
    year: str, others: dict[str, str], remedy: str
) -> None:
    (problem,) = checked(SCAN | {"paper": {**SCAN["paper"], "year": year, **others}})

    assert problem.remedy.startswith(remedy)


def repeats(*papers: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the problems of scans of these papers by different raters."""
    contents = {}
    for number, paper in enumerate(papers):
        rater = {"kind": "person", "name": f"Jo {number}"}
        document = SCAN | {"paper": {**SCAN["paper"], **paper}, "rater": rater}
        contents[f"scans/a/{number}.json"] = json.dumps(document).encode()
    files = [check_bytes(path, data, today=TODAY) for path, data in contents.items()]
    identities = [file.identity for file in files if file.identity]
    found = find_repeats(identities, root=REPRODUCIBILITY_FILE.parent, contents=contents)
    return [(problem.pointer, problem.message) for problem in found if problem.name == "similar-paper"]


def test_a_title_without_its_subtitle_may_be_that_of_the_same_paper() -> None:
    long = {"title": "Sorting the Socks: A Study of Pairs"}

    assert repeats(long, {"title": "Sorting the Socks"}) == [
        (
            "/paper/title",
            "scans/a/0.json has a paper of the same authors and year with the same title and more behind it",
        )
    ]
    assert repeats(long, {"title": "Sorting the Socks", "year": 2020}) == []
    assert repeats(long, {"title": "Sorting the Socks", "not_same_as": ["scans/a/0.json"]}) == []
    assert repeats({"title": "Sorting the Socks"}, {"title": "Sorting the Socks, Part 2"}) == []


@pytest.mark.parametrize(
    ("one", "other", "is_close"),
    [
        ("Sorting the Socks of a Household", "Sorting the Scoks of a Household", True),
        ("Sorting the Socks of a Household", "Sorting the Sock of a Household", True),
        ("Sorting the Socks of a Household", "Sorting the Socks of a Houshold", True),
        ("Sorting the Socks of a Household", "Sorting the Rocks of a Horsehold", False),
        ("Sorting the Socks of 2 Households", "Sorting the Socks of 3 Households", False),
        ("Sorting the Socks of a Household A", "Sorting the Socks of a Household B", False),
        ("Supervised Sorting of All Socks", "Unsupervised Sorting of All Socks", False),
        ("Sorting Socks", "Sorting Sokcs", False),
    ],
)
def test_a_long_title_with_one_letter_off_may_be_that_of_one_paper(one: str, other: str, *, is_close: bool) -> None:
    message = "scans/a/0.json has a paper of the same year and author whose title is spelt in another way"

    assert repeats({"title": one}, {"title": other}) == ([("/paper/title", message)] if is_close else [])


def test_one_identifier_of_two_papers_is_that_of_one_of_them() -> None:
    other = {"title": "Socks", "authors": ["Bo Li"], "arxiv_id": "2301.01234"}
    pointer, message = ("/paper/arxiv_id", "scans/a/0.json has the same arXiv id, but another title and other authors")

    assert repeats({"arxiv_id": "2301.01234"}, other) == [(pointer, message)]
    assert repeats({"arxiv_id": "2301.01234"}, {**other, "authors": SCAN["paper"]["authors"]}) == []


def with_paper(**members: Any) -> dict[str, Any]:
    return SCAN | {"paper": {**SCAN["paper"], **members}}


def with_answer(**members: Any) -> dict[str, Any]:
    answers = SCAN["variables"]
    return SCAN | {"variables": {**answers, "pseudocode": {**answers["pseudocode"], **members}}}


MEANT = [
    (with_paper(year=20223), "20223 has a digit too many: did you mean 2023 or 2022?"),
    (with_paper(year="two thousand and twenty-three"), "write 2023 as a number"),
    (
        with_paper(arxiv_id=2301.1),
        'a number loses the zeros at its ends: write it in quotation marks, probably "2301.10000"',
    ),
    (with_answer(result="Yse"), 'did you mean "Yes"? write "Yes" or "No"'),
    (
        SCAN | {"status": {"state": "superseded by scans/a/b.json"}},
        (
            'write "superseded", and add the other words as the note: '
            '{ "state": "superseded", "note": "superseded by scans/a/b.json" }'
        ),
    ),
    (
        SCAN | {"rater": {"kind": "person", "name": "jo@uni-basel.ch"}},
        "write the name of the person, without the address",
    ),
    (
        SCAN | {"variables": [{"variable": key, "answer": "No", "reason": "Nothing"} for key in SCAN["variables"]]},
        (
            'write an object, in which the id of each entry is its key: { "research_type": '
            '{ "result": "No", "response": "Nothing" }, … }'
        ),
    ),
]


@pytest.mark.parametrize(("document", "remedy"), MEANT, ids=[remedy for _, remedy in MEANT])
def test_what_is_certain_is_said_in_full(document: dict[str, Any], remedy: str) -> None:
    (problem,) = checked(document)

    assert problem.remedy == remedy


def test_a_survey_that_names_an_earlier_version_gets_its_own() -> None:
    (problem,) = checked(SURVEY | {"scan_version": 2})

    assert problem.remedy == 'write "scan_version": 3'


def test_keys_with_their_path_are_moved_to_it() -> None:
    flat = {f"{one}.{two}": answer for one, answers in SURVEY["checklist"].items() for two, answer in answers.items()}
    (problem,) = checked(SURVEY | {"checklist": flat})

    assert 'such as "artifacts.code_released" to "artifacts" as "code_released"' in problem.remedy


def test_the_words_and_signs_of_a_scale_are_understood() -> None:
    document = json.loads(json.dumps(SURVEY))
    document["engagement_factors"]["demo_ability"]["score"] = "two"
    document["claims"][0]["supported"] = "weakly supported"

    remedies = {problem.pointer: problem.remedy for problem in checked(document)}

    assert remedies["/engagement_factors/demo_ability/score"] == "write 2 as a number"
    assert remedies["/claims/0/supported"].startswith('did you mean "weak"?')
