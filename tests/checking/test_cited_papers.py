"""Cited papers with the identifier of another one, or twice in a list; names and replies that say nothing."""

import copy
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests.support.paths import REPRODUCIBILITY_FILE, SURVEY_FILE

from scanpress.checking import Problem, check_bytes

SURVEY: dict[str, Any] = json.loads(SURVEY_FILE.read_bytes())
RECORD: dict[str, Any] = json.loads(REPRODUCIBILITY_FILE.read_bytes())


def problems(document: dict[str, Any], path: str = "scans/x-2024/a.json") -> tuple[Problem, ...]:
    return check_bytes(path, json.dumps(document).encode(), today=date(2026, 11, 29)).problems


@pytest.mark.parametrize("key", ["doi", "arxiv_id"])
@pytest.mark.parametrize("number", [0, 4, 10])
def test_a_cited_paper_does_not_have_the_identifier_of_the_paper_itself(key: str, number: int) -> None:
    document = copy.deepcopy(SURVEY)
    document["cited_papers"][number][key] = SURVEY["paper"][key]
    (problem,) = problems(document)

    assert problem.pointer == f"/cited_papers/{number}/{key}"
    assert "of the paper of this scan" in problem.message


def test_one_identifier_of_many_cited_papers_is_one_problem() -> None:
    document = copy.deepcopy(SURVEY)
    for cited in document["cited_papers"]:
        cited["arxiv_id"] = "2001.08361"
    (problem,) = problems(document)

    assert problem.message.startswith("10 papers have the arXiv id of cited paper 1")


def test_two_titles_of_one_paper_may_have_its_identifier() -> None:
    document = copy.deepcopy(SURVEY)
    cited = document["cited_papers"][1]
    document["cited_papers"].append({**cited, "title": "Scaling Laws for Neural LMs", "year": 2021})

    assert problems(document) == ()


def test_a_paper_that_is_cited_twice_is_a_warning_unless_it_is_another_version() -> None:
    document = copy.deepcopy(SURVEY)
    document["cited_papers"].append(document["cited_papers"][3])
    (problem,) = problems(document)
    assert (problem.severity, problem.remedy) == ("warning", "remove one of the two entries")

    document["cited_papers"][-1] = {**document["cited_papers"][3], "year": 2019}
    assert problems(document) == ()


@pytest.mark.parametrize("name", ["output.json", "response.json", "untitled.json"])
def test_a_file_that_is_named_as_any_answer_is_a_warning(name: str) -> None:
    (problem,) = problems(RECORD, f"scans/x-2024/{name}")

    assert problem.message.startswith(f"the name {name} does not say which paper this is")
    assert problems(RECORD, f"scans/x-2024/language-{name}") == ()
    titled = {**RECORD, "paper": {**RECORD["paper"], "title": f"On {name.partition('.')[0]} spaces"}}
    assert problems(titled, f"scans/x-2024/{name}") == ()


@pytest.mark.parametrize(
    ("name", "wrong"), [("Assistant", True), ("GPT-4o", True), ("Ada Byron", False), (None, False)]
)
def test_a_reply_is_by_an_author(name: str | None, *, wrong: bool) -> None:
    reply = {"text": "The code is at the link of Section 1."} | ({"name": name} if name else {})

    assert [each.pointer for each in problems({**RECORD, "reply": reply})] == ["/reply/name"] * wrong


def test_a_reason_that_affirms_contradicts_that_its_question_does_not_apply() -> None:
    document = copy.deepcopy(SURVEY)
    answer = document["checklist"]["evaluation_design"]["human_evaluation"]
    for reason in ("Yes, 12 annotators judged the texts.", "YES: Section 5 has it."):
        answer["justification"] = reason
        (problem,) = problems(document)
        assert problem.message.startswith("the answer is that the question does not apply, and its reason says")
    del answer["answer"]
    assert [each.name for each in problems(document)] == ["contradiction", "missing-key"]
    answer["answer"] = False
    for reason in ("Yes/no questions are scored automatically.", "Yes, but not for this model."):
        answer["justification"] = reason
        assert problems(document) == ()


def test_reasons_that_are_only_their_questions_are_one_problem() -> None:
    document = copy.deepcopy(SURVEY)
    for category in document["checklist"].values():
        for key, answer in category.items():
            answer["justification"] = key.replace("_", " ").capitalize() + "."
    (problem,) = problems(document)
    assert problem.message == '"Code released." repeats the question and gives no reason (64 such values in this file)'

    assert [each.message for each in problems({**SURVEY, "key_findings": "TODO"})] == ['"TODO" is a placeholder']
    record = {"result": "Yes", "response": "Algorithm 1 is the pseudocode."}
    assert problems({**RECORD, "variables": RECORD["variables"] | {"pseudocode": record}}) == ()


def test_a_number_in_a_list_is_not_the_key_of_a_question() -> None:
    document = copy.deepcopy(SURVEY)
    document["red_flags"][0]["detail"] = "42 %"
    document["paper"]["year"] = "2024"  # an error, so that all rules are asked

    assert [each.name for each in problems(document)] == ["wrong-type"]


def test_placeholders_with_numbers_are_one_problem() -> None:
    document = copy.deepcopy(SURVEY)
    answers = [answer for category in document["checklist"].values() for answer in category.values()]
    for number, answer in enumerate(answers, 1):
        answer["justification"] = f"Justification {number}"
    (problem,) = problems(document)

    assert problem.message == '"Justification 1" is a placeholder (64 such values in this file)'


CITATIONS = {
    "Byron and Li (2021), Sorting Socks": '"Sorting Socks", "authors": ["Byron", "Li"], "year": 2021',
    "Byron et al. (2021). Sorting Socks": '"Sorting Socks", "authors": ["Byron", …], "year": 2021',
    "Ada Byron and Bo Li. Sorting Socks. In Proc. of SOCK, 2020.": '"authors": ["Ada Byron", "Bo Li"], "year": 2020',
    "Byron, A. and Li, B. (2021) Socks? Nature": '"title": "…", "authors": …, "year": 2021',
    "Sorting Socks by Colour": '"title": "Sorting Socks by Colour", "authors": …',
}


@pytest.mark.parametrize("text", CITATIONS)
def test_citations_in_place_of_cited_papers_are_one_problem_and_taken_apart(text: str) -> None:
    (problem,) = problems(SURVEY | {"cited_papers": [text, "Sorting Gloves", text]})

    assert problem.message == "3 entries are not objects"
    assert CITATIONS[text] in problem.remedy


def test_scores_of_another_scale_are_one_problem_that_does_not_ask_for_the_nearest() -> None:
    document = copy.deepcopy(SURVEY)
    for number, factor in enumerate(document["engagement_factors"].values()):
        factor["score"] = 3 * number
    (problem,) = problems(document)

    assert "out of their scale" in problem.message
    assert problem.remedy.startswith("was another scale used? Then give all scores again")


def test_words_that_are_no_levels_are_one_problem_without_a_guess() -> None:
    document = copy.deepcopy(SURVEY)
    claim = document["claims"][0]
    document["claims"] = [{**claim, "supported": word} for word in ("mostly", "in part", "strong")]
    (problem,) = problems(document)

    assert problem.remedy == 'write "strong", "moderate", "weak" or "unsupported"'
    assert len(problem.also) == 1


@pytest.mark.parametrize("form", [str, str.lower, "{}.".format])
def test_reasons_that_are_only_an_answer_are_one_problem_whatever_the_answer(form: Callable[[str], str]) -> None:
    record = json.loads(REPRODUCIBILITY_FILE.read_bytes())
    for answer in record["variables"].values():
        answer["response"] = form(answer["result"])
    (problem,) = problems(record)

    assert problem.message.endswith("and gives no reason for it (9 such values in this file)")


def test_a_reason_with_the_word_of_another_question_may_be_one() -> None:
    record = json.loads(REPRODUCIBILITY_FILE.read_bytes())
    record["variables"]["pseudocode"]["response"] = "Theoretical"

    assert not problems(record)
