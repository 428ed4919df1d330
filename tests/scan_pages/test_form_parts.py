"""The parts of a form follow from the schema alone."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from scanpress.instruments import Instrument, instruments
from scanpress.scan_pages.pages.form import form_parts


def all_parts(parts: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for part in parts:
        yield part
        yield from all_parts(part["parts"])


@pytest.mark.parametrize("instrument", instruments(), ids=lambda each: each.key)
def test_every_question_is_asked_once_in_its_order_with_its_guidance(instrument: Instrument) -> None:
    asked = [part for part in all_parts(form_parts(instrument)) if part["question"]]
    assert [part["key"] for part in asked] == [question.id for question in instrument.questions]
    assert [part["help"] for part in asked] == [f"{q.sentence} {q.guidance}".strip() for q in instrument.questions]


@pytest.mark.parametrize("instrument", instruments(), ids=lambda each: each.key)
def test_the_form_states_the_instrument_and_keeps_what_comes_later_without_asking(instrument: Instrument) -> None:
    parts = {part["key"]: part for part in form_parts(instrument)}
    assert json.loads(parts["instrument"]["value"]) == instrument.name
    assert json.loads(parts["instrument_version"]["value"]) == instrument.version
    assert {key for key, part in parts.items() if part["as"] == "kept"} == {
        "$schema", "status", "source", "license", "review", "reply",
    }  # fmt: skip


def test_a_survey_offers_three_verdicts_and_no_contradiction() -> None:
    survey = next(each for each in instruments() if each.name == "survey")
    verdict = next(part for part in all_parts(form_parts(survey)) if part["as"] == "merge")
    assert [option["word"] for option in verdict["options"]] == ["Yes", "No", "Not applicable"]
    assert json.loads(verdict["options"][2]["value"]) == {"applies": False, "answer": False}


def test_a_field_that_a_schema_gains_is_asked_for() -> None:
    survey = next(each for each in instruments() if each.name == "survey")
    grown = json.loads(survey.schema_bytes)
    grown["properties"]["funding"] = {"title": "Funding", "description": "Who paid.", "enum": ["public", "private"]}
    part = form_parts(replace(survey, schema=grown))[-1]
    assert (part["as"], part["label"], list(part["options"])) == ("choice", "Funding", ["public", "private"])
