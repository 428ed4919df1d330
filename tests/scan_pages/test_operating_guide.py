"""The operator's guide says what the schema says."""

import json
import re
from collections.abc import Iterator
from typing import Any

from tests.support.paths import ROOT

_SCHEMA = json.loads((ROOT / "plugins/scanpress/facts/operator.schema.json").read_text(encoding="utf-8"))
_GUIDE = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")


def _in_schema(schema: dict[str, Any], group: str) -> Iterator[str]:
    for name, part in schema["properties"].items():
        key = f"{group}.{name}" if group else name
        yield key
        if "properties" in part:
            yield from _in_schema(part, key)


def _in_guide() -> Iterator[str]:
    group = ""
    for line in _GUIDE.splitlines():
        if heading := re.fullmatch(r"### `([a-z_.]+)`", line):
            group = heading[1]
            yield group
        elif line.startswith("## "):
            group = ""
        elif row := re.match(r"\| `([a-z_]+)` \|", line):
            yield f"{group}.{row[1]}"


def _fields_of_the_schema() -> set[str]:
    fields = set(_in_schema(_SCHEMA, ""))
    for name, part in _SCHEMA["$defs"].items():
        fields |= {name, *_in_schema(part, name)}
    return fields


def test_every_field_is_documented_and_no_other() -> None:
    assert {key for key in _in_guide() if not key.startswith(".")} == _fields_of_the_schema()


def test_every_choice_is_documented() -> None:
    choices = re.findall(r'"enum": (\[[^\]]*\])', json.dumps(_SCHEMA))
    for choice in (choice for choices_of_one in choices for choice in json.loads(choices_of_one)):
        assert f"`{choice}`" in _GUIDE


def test_every_field_of_the_schema_is_titled_and_explained() -> None:
    def unexplained(part: Any, where: str) -> Iterator[str]:
        if isinstance(part, dict):
            if {"type", "enum", "$ref"} & part.keys() and not {"title", "description"} <= part.keys():
                yield where
            for name, inner in part.items():
                yield from unexplained(inner, f"{where}/{name}")

    assert list(unexplained({key: part for key, part in _SCHEMA.items() if key != "$schema"}, "")) == []
