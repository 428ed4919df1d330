"""The schema for editors refers to the schema that the check takes."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from tests.support.paths import ROOT

from scanpress.instruments import Instrument, identify, load_schema, schema_names
from scanpress.instruments.catalogue import dispatch_schema

# Each schema refuses everything and says its name, so that one sees which was taken.
NAMED = {f"{name}.schema.json": {"not": {"title": name}} for name in schema_names()}
FILES: list[dict[str, Any]] = [
    {},
    {"scan_version": 3},
    {"scan_version": 2, "checklist": {}},
    {"instrument": "survey", "instrument_version": 2},
    {"instrument": "survey", "scan_version": 2},
    {"instrument": "reproducibility", "instrument_version": 1, "variables": {}},
    {"$schema": "https://a.example/schemas/survey-2.schema.json"},
    {"$schema": "../schemas/reproducibility-1.schema.json", "scan_version": 3},
    {"$schema": "survey-3.schema.json#", "instrument": "survey", "instrument_version": 1},
]


def dispatch() -> Draft202012Validator:
    """Return the schema with those that it refers to."""
    resources = [
        (name, Resource.from_contents({"$schema": "https://json-schema.org/draft/2020-12/schema", **each}))
        for name, each in NAMED.items()
    ]
    return Draft202012Validator(json.loads(dispatch_schema()), registry=Registry().with_resources(resources))


def taken(document: Any) -> set[str]:
    """List the schemas that the dispatch refers to for a document."""
    return {error.schema["not"]["title"] for error in dispatch().iter_errors(document)}


@pytest.mark.parametrize("document", FILES, ids=json.dumps)
def test_it_takes_the_instrument_that_the_check_takes(document: Any) -> None:
    instrument = identify(document)

    assert isinstance(instrument, Instrument)
    assert taken(document) == {instrument.key}


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ({"instrument": "reproducability"}, {"'reproducability' is not one of", "'instrument_version' is a required"}),
        ({"instrument": "reproducibility"}, {"'instrument_version' is a required property"}),
        ({"instrument": "survey", "instrument_version": 9}, {"9 is not one of [1, 2, 3]"}),
    ],
)
def test_a_name_that_is_not_whole_yet_is_no_other_instrument(document: Any, said: set[str]) -> None:
    messages = [error.message for error in dispatch().iter_errors(document)]
    assert len(messages) == len(said)
    assert all(any(part in message for message in messages) for part in said)


def test_real_scans_and_runs_have_their_schema() -> None:
    for path in (ROOT / "scans").glob("*/*.json"):
        instrument = identify(json.loads(path.read_bytes()))
        assert isinstance(instrument, Instrument)
        assert taken(json.loads(path.read_bytes())) == {instrument.key}
    assert taken({"model": "a", "settings": {}, "prompt": "b"}) == {"run-1"}


def test_all_schemas_that_it_names_are_there() -> None:
    text = dispatch_schema().decode()

    assert all(f'"{name}.schema.json"' in text for name in schema_names())
    assert all(load_schema(name) for name in schema_names())
