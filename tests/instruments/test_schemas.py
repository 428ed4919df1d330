"""The schemas: valid, closed, described, and the only place that knows a question's name."""

import json
import re
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
from tests.support.paths import ROOT

from scanpress.instruments import SCHEMA_BASE, instruments, load_schema, published_schema, schema_names

PACKAGE = ROOT / "plugins" / "scanpress"


def parts(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from parts(child)


def schema(name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(load_schema(name))
    return read


@pytest.mark.parametrize("name", schema_names())
def test_a_schema_is_valid_and_knows_its_address(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(name))

    assert schema(name)["$id"] == f"{SCHEMA_BASE}{name}.schema.json"


@pytest.mark.parametrize("name", schema_names())
def test_every_object_is_closed_except_for_x_keys(name: str) -> None:
    for part in parts(schema(name)):
        if part.get("type") == "object" and "propertyNames" not in part:
            assert part["additionalProperties"] is False
            assert part["patternProperties"]["^x-"] == {}


@pytest.mark.parametrize("name", schema_names())
def test_every_field_has_a_title_and_a_description(name: str) -> None:
    for part in parts(schema(name)):
        for field in part.get("properties", {}).values():
            if "title" in part:
                assert field["title"]
                assert field["description"]


@pytest.mark.parametrize("name", schema_names())
def test_patterns_mean_the_same_in_every_validator(name: str) -> None:
    for part in parts(schema(name)):
        pattern = part.get("pattern")
        if isinstance(pattern, str):
            assert r"\d" not in pattern
            assert r"\s" not in pattern
            assert len(re.findall(r"\$", pattern)) == pattern.count(r"$(?!\n)") >= 1
        assert not {"uniqueItems", "$dynamicRef"} & part.keys()
        assert not any(key.startswith("unevaluated") for key in part)


@pytest.mark.parametrize("instrument", instruments(), ids=lambda each: each.key)
def test_every_question_is_asked_and_explained(instrument: Any) -> None:
    for question in instrument.questions:
        assert question.label
        assert question.sentence.endswith("?")
        assert 100 <= len(question.guidance) <= 250


def test_no_code_knows_a_question() -> None:
    names = {question.id for each in instruments() for question in each.questions}
    names |= {category.id for each in instruments() for category in each.categories if category.id}
    word = re.compile(rf"\b(?:{'|'.join(sorted(names))})\b")
    rooms = ("instruments", "checking", "cli")
    for path in sorted(each for room in rooms for each in (PACKAGE / room).rglob("*.py")):
        code = re.sub(r'"""[\s\S]*?"""', "", path.read_text(encoding="utf-8"))
        assert word.search(code) is None, path


def test_the_site_serves_a_schema_under_its_own_address() -> None:
    served = json.loads(published_schema("survey-3", "https://site.example/schemas/"))

    assert served["$id"] == "https://site.example/schemas/survey-3.schema.json"
    assert {**served, "$id": ""} == {**schema("survey-3"), "$id": ""}
