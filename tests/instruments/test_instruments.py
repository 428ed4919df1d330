"""Instruments are read out of their schemas, and recognised in scans."""

import json
from typing import Any

import pytest
from tests.support.paths import ROOT, SURVEY_FILE

from scanpress.instruments import Instrument, Unidentified, find, identify, instruments, label_of

SCANS = ROOT / "scans"


def test_the_instruments_are_there_in_order() -> None:
    assert [each.key for each in instruments()] == ["reproducibility-1", "survey-1", "survey-2", "survey-3"]


@pytest.mark.parametrize(("version", "core", "modules"), [(1, 50, 0), (2, 50, 3), (3, 51, 3)])
def test_a_survey_has_its_core_questions_and_modules(version: int, core: int, modules: int) -> None:
    survey = find("survey", version)

    assert survey is not None
    assert sum(len(each.questions) for each in survey.categories if not each.module) == core
    assert len(survey.modules) == modules
    assert [each.id for each in survey.categories if each.open] == list(survey.modules[2:])


def test_questions_stand_in_the_order_of_a_published_scan() -> None:
    document = json.loads(SURVEY_FILE.read_bytes())
    survey = identify(document)

    assert isinstance(survey, Instrument)
    order = {category: list(answers) for category, answers in document[survey.container].items()}
    assert order == {each.id: [q.id for q in each.questions] for each in survey.categories if not each.open}


def test_module_questions_of_version_2_may_be_left_out() -> None:
    survey = find("survey", 2)

    assert survey is not None
    assert not any(question.required for question in survey.categories[11].questions)


def test_a_question_is_found_by_its_place() -> None:
    survey = find("survey", 3)

    assert survey is not None
    question = survey.questions[1]
    assert survey.question_at((survey.container, question.category, question.id, "answer")) == question
    assert survey.question_at((survey.container, question.category)) is None


KNOWN: list[tuple[dict[str, Any], str]] = [
    ({}, "survey-1"),
    ({"scan_version": 2}, "survey-2"),
    ({"instrument": "survey", "instrument_version": 3}, "survey-3"),
    ({"instrument": "survey", "scan_version": 3}, "survey-3"),
    ({"$schema": "https://any.example/schemas/survey-3.schema.json"}, "survey-3"),
    ({"$schema": "../../reproducibility-1.schema.json", "scan_version": 3}, "reproducibility-1"),
]
UNKNOWN: list[tuple[dict[str, Any], str]] = [
    ({"scan_version": 4}, "scan_version"),
    ({"scan_version": True}, "scan_version"),
    ({"scan_version": []}, "scan_version"),
    ({"instrument": "reproducability", "instrument_version": 1}, "instrument"),
    ({"instrument": "reproducibility"}, "instrument"),
    ({"instrument": ["x"], "instrument_version": 1}, "instrument"),
    ({"instrument": "survey", "instrument_version": "3"}, "instrument_version"),
    ({"$schema": "https://any.example/other.json"}, "$schema"),
    ({"$schema": 3}, "$schema"),
    ({"variables": {}}, ""),
    ({"checklist": {}, "active_modules": []}, "active_modules"),
]


@pytest.mark.parametrize(("document", "key"), KNOWN)
def test_a_scan_says_what_it_follows(document: dict[str, Any], key: str) -> None:
    found = identify(document)

    assert isinstance(found, Instrument)
    assert found.key == key


@pytest.mark.parametrize(("document", "key"), UNKNOWN)
def test_a_scan_that_does_not_gets_the_reason(document: dict[str, Any], key: str) -> None:
    found = identify(document)

    assert isinstance(found, Unidentified)
    assert found.key == key
    assert found.remedy


def test_a_label_is_made_from_an_id() -> None:
    assert label_of("search_strategy") == "Search strategy"
