"""Files of other programs, and answers whose parts are exchanged or have other names, are called what they are."""

import copy
import json
from datetime import date
from typing import Any

import pytest
from tests.support.paths import REPRODUCIBILITY_FILE, ROOT, SURVEY_FILE

from scanpress.checking import Problem, check_bytes
from scanpress.checking.edits import applied
from scanpress.checking.explaining.explanation import Explanation
from scanpress.checking.form import Form, form_for

SCAN = json.loads(REPRODUCIBILITY_FILE.read_bytes())
SURVEY = json.loads(SURVEY_FILE.read_bytes())
SCHEMAS = sorted((ROOT / "plugins/scanpress/instruments/schemas").glob("*.json"))


def problems(document: Any) -> tuple[Problem, ...]:
    """Return the problems of a document as a file."""
    data = json.dumps(document, ensure_ascii=False, indent=2).encode(errors="surrogatepass")
    return check_bytes("scans/a/b.json", data, today=date(2026, 11, 29)).problems


def with_reason(reason: str) -> tuple[Problem, ...]:
    """Return the problems of a good scan with another reason."""
    variables = copy.deepcopy(SCAN["variables"])
    variables["pseudocode"]["response"] = reason
    return problems(SCAN | {"variables": variables})


FILES = [
    ({"name": "a.json", "sha": "3d21", "content": "eyJh", "encoding": "base64", "type": "file"}, "download the raw"),
    ({"model": "M", "settings": {}, "prompt": "Read it."}, "move it to scans/runs/"),
    ({"format": 1, "summary": "", "files": 3, "problems": []}, "save the report elsewhere"),
    ({"cells": [], "metadata": {}, "nbformat": 4}, "save the scan that it makes"),
    ({"status": "ok", "message-type": "work", "message": {"DOI": "10.1000/182"}}, "replace it with the scan"),
    ({"paperId": "649d", "title": "Sorting", "year": 2023}, "replace it with the scan"),
    ({"id": "https://openalex.org/W1", "title": "Sorting", "authorships": []}, "replace it with the scan"),
    ({"itemType": "conferencePaper", "creators": [], "title": "Sorting"}, "replace it with the scan"),
    ({"type": "article", "title": "Sorting", "author": [], "issued": {}}, "replace it with the scan"),
    ({"@context": "https://schema.org", "@type": "Dataset"}, "replace it with the scan"),
    *((json.loads(path.read_bytes()), "scanpress new makes one") for path in SCHEMAS),
]


@pytest.mark.parametrize(("document", "remedy"), FILES, ids=lambda each: str(each)[:40])
def test_a_file_of_another_program_is_one_problem(document: Any, remedy: str) -> None:
    (problem,) = problems(document)

    assert problem.message.startswith("the file is ")
    assert remedy in problem.remedy


def test_a_scan_with_a_key_of_others_is_a_scan() -> None:
    assert problems({**SCAN, "x-message": {}, "x-content": "a"}) == ()
    (problem,) = problems({**SCAN, "content": "a"})
    assert problem.name == "unknown-key"


def exchanged(document: dict[str, Any], container: str, numbers: tuple[int, ...]) -> dict[str, Any]:
    """Return a scan in which the answer and the reason of some questions are exchanged."""
    document = copy.deepcopy(document)
    given = document[container]
    answers = list(given.values() if container == "variables" else given["contamination"].values())
    key, reason = ("result", "response") if container == "variables" else ("answer", "justification")
    for number in numbers:
        answers[number][key], answers[number][reason] = answers[number][reason], answers[number][key]
    return document


@pytest.mark.parametrize(
    ("document", "container", "numbers"),
    [
        (SCAN, "variables", (2,)),
        (SCAN, "variables", (0, 5)),
        (SCAN, "variables", tuple(range(9))),
        (SURVEY, "checklist", (1,)),
        (SURVEY, "checklist", (0, 1, 2)),
    ],
)
def test_exchanged_answers_are_one_problem_and_exchanged_back(
    document: dict[str, Any], container: str, numbers: tuple[int, ...]
) -> None:
    wrong = exchanged(document, container, numbers)
    (problem,) = problems(wrong)
    form = form_for("scans/a/b.json", wrong)
    assert isinstance(form, Form)
    (finding,) = Explanation(form, wrong).findings

    assert problem.remedy.startswith("exchange the two values")
    assert len(problem.also) == len(numbers) - 1
    assert [applied(wrong, way) for way in finding.ways] == [document]


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("hardware_specification", "hardware"),
        ("open_source_code", "code_available"),
        ("software_dependencies", "software"),
        ("dataset_splits", "train_test_split"),
        ("open_datasets", "datasets"),
        ("researcher_affiliation", "affiliations"),
        ("experiment_setup", "reproducibility_details"),
    ],
)
def test_an_answer_under_another_name_is_renamed_and_not_removed(asked: str, written: str) -> None:
    variables = {(written if key == asked else key): value for key, value in SCAN["variables"].items()}
    (problem,) = problems(SCAN | {"variables": variables})

    assert problem.remedy == f'did you mean "{asked}"?'


def test_answers_without_a_common_word_may_be_to_any_question_that_is_left() -> None:
    names = {"experiment_setup": "reproducible", "pseudocode": "algorithm"}
    found = problems(SCAN | {"variables": {names.get(key, key): value for key, value in SCAN["variables"].items()}})

    remedies = [problem.remedy for problem in found if problem.name == "unknown-key"]
    assert len(remedies) == 2
    assert all("pseudocode" in each and "experiment_setup" in each for each in remedies)
    assert not any("remove" in each for each in remedies)


@pytest.mark.parametrize(
    ("doi", "better"),
    [
        ("https://dl.acm.org/doi/abs/10.1145/3580305.3599827?casa_token=abc", "10.1145/3580305.3599827"),
        ("https://link.springer.com/article/10.1007/s10994-021-05946-3#citeas", "10.1007/s10994-021-05946-3"),
        ("https://www.pnas.org/doi/full/10.1073/pnas.2023301118", "10.1073/pnas.2023301118"),
        ("https://onlinelibrary.wiley.com/doi/10.1002/widm.1484/full", "10.1002/widm.1484"),
        ("https://doi.org/10.1002/widm.1484?utm_source=x", "10.1002/widm.1484"),
    ],
)
def test_the_address_of_a_landing_page_has_more_than_the_doi(doi: str, better: str) -> None:
    (problem,) = problems(SCAN | {"paper": SCAN["paper"] | {"doi": doi}})

    assert problem.remedy.startswith(f'write "{better}"')


@pytest.mark.parametrize("code", [0xD83D, 0xDC0D, 0xDFFF])
def test_half_a_character_is_called_so(code: int) -> None:
    variables = copy.deepcopy(SCAN["variables"])
    variables["pseudocode"]["response"] = f"There is none {chr(code)} in it."
    data = json.dumps(SCAN | {"variables": variables}).encode()
    (problem,) = check_bytes("scans/a/b.json", data, today=date(2026, 11, 29)).problems

    start = f"\\u{code:04x} is one half of a character, such as an emoji"
    assert problem.message == f"{start}, and the other half is missing"


def test_many_lists_of_authors_that_are_texts_are_one_problem() -> None:
    survey = copy.deepcopy(SURVEY)
    for paper in survey["cited_papers"]:
        paper["authors"] = ", ".join(paper["authors"])
    (problem,) = problems(survey)

    assert problem.message == f"{len(survey['cited_papers'])} lists of authors are texts"


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("doesn\x92t", "write \u2019 for U+0092"),
        ("\x93None\x94 is given", "write \u201c for U+0093, \u201d for U+0094"),
        ("it doesn\x92t, and we don\x92t", "write \u2019 for U+0092"),
        ("a range of 1\x965 \x80", "write \u2013 for U+0096, \u20ac for U+0080"),
    ],
)
def test_signs_of_windows_1252_are_one_problem_with_what_they_were(text: str, remedy: str) -> None:
    (problem,) = with_reason(f"The paper has none: {text}.")

    assert problem.remedy == remedy
    assert "Windows-1252" in problem.message


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("8 \xc3\x97 8", "write \u00d7 for \xc3\\u0097"),
        ("the robot\xe2\x80\x99s arm", "write robot\u2019s for robot\xe2\\u0080\\u0099s"),
        ("an \xe2\x80\x9carm\xe2\x80\x9d", "write \u201carm\u201d for \xe2\\u0080\\u009carm\xe2\\u0080\\u009d"),
        ("\xe2\x82\xac 5", "write \u20ac for \xe2\\u0082\xac"),
    ],
)
def test_utf_8_that_was_read_as_latin_1_is_one_problem_with_the_words_that_were_meant(text: str, remedy: str) -> None:
    (problem,) = with_reason(f"The paper has {text}")

    assert problem.remedy == remedy
    assert problem.message == "some letters are garbled: UTF-8 was read in another encoding and saved again"


def test_a_list_of_authors_in_one_text_that_is_too_long_is_not_to_be_shortened() -> None:
    names = ", ".join(f"Ada{number} Byron" for number in "abcdefghijklmnopqrstuvwxyz")
    (problem,) = problems(SCAN | {"paper": SCAN["paper"] | {"authors": [names]}})

    assert problem.remedy == "write one entry for each author that this text names"
