"""A scan that names no known instrument is reported with what to write, and only that."""

import json
from typing import Any

import pytest

from scanpress.instruments import Instrument, Unidentified, identify

EVERY = (
    'write "reproducibility" or "survey"; an instrument of your own needs its schema in the folder that the setting '
    "INSTRUMENTS names"
)
WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"instrument": "reproducibility", "instrument_version": 2}, "instrument_version", "write 1"),
    (
        {"instrument": "reproducibility", "instrument_version": "1"},
        "instrument_version",
        "write 1 without quotation marks",
    ),
    ({"instrument": "survey", "instrument_version": 3.0}, "instrument_version", "write 3 without a decimal point"),
    ({"instrument": "survey", "instrument_version": True}, "instrument_version", "write 1, 2 or 3"),
    ({"instrument": "survey", "instrument_version": [3]}, "instrument_version", "write 1, 2 or 3"),
    ({"scan_version": "3"}, "scan_version", "write 3 without quotation marks"),
    ({"scan_version": 4}, "scan_version", "write 1, 2 or 3"),
    ({"instrument": "survey", "scan_version": "2"}, "scan_version", "write 2 without quotation marks"),
    (
        {"instrument": "reproducability"},
        "instrument",
        f'did you mean "reproducibility"? {EVERY}',
    ),
    (
        {"instrument": "Survey", "instrument_version": 3},
        "instrument",
        f'did you mean "survey"? {EVERY}',
    ),
    ({"instrument": "poem", "instrument_version": 3}, "instrument", EVERY),
    ({"instrument": 3}, "instrument", EVERY),
    ({"instrument": "reproducibility"}, "instrument", 'add "instrument_version": 1'),
    ({"instrument": "survey", "instrument_version": None}, "instrument", 'add "instrument_version": 1, 2 or 3'),
    (
        {"$schema": "../reproducibility-2.schema.json"},
        "$schema",
        "write an address that ends with reproducibility-1.schema.json",
    ),
    (
        {"$schema": "survey-9.schema.json"},
        "$schema",
        "write an address that ends with survey-1.schema.json, survey-2.schema.json or survey-3.schema.json",
    ),
]


@pytest.mark.parametrize(("document", "key", "remedy"), WRONG, ids=json.dumps)
def test_the_remedy_names_what_is_to_be_written(document: dict[str, Any], key: str, remedy: str) -> None:
    found = identify(document)

    assert isinstance(found, Unidentified)
    assert (found.key, found.remedy) == (key, remedy)


def test_what_the_remedy_says_is_an_instrument() -> None:
    for document in (
        {"instrument": "reproducibility", "instrument_version": 1},
        {"scan_version": 3},
        {"instrument": "survey", "scan_version": 2},
        {"$schema": "../reproducibility-1.schema.json"},
    ):
        assert isinstance(identify(document), Instrument)
