"""A blank scan has every question, and nothing that could be taken for an answer."""

from collections.abc import Iterator
from typing import Any

import pytest

from scanpress.instruments import Instrument, identify, instruments
from scanpress.instruments.blank import blank_scan


def leaves(value: Any) -> Iterator[Any]:
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if isinstance(value, dict | list):
        for child in children:
            yield from leaves(child)
    else:
        yield value


@pytest.mark.parametrize("instrument", instruments(), ids=lambda each: each.key)
def test_every_question_is_there_in_order(instrument: Instrument) -> None:
    answers = blank_scan(instrument, modules=instrument.modules)[instrument.container]
    groups = answers.values() if instrument.by_category else [answers]

    assert [question for group in groups for question in group or ()] == [each.id for each in instrument.questions]
    assert set(leaves(answers)) == {None}


@pytest.mark.parametrize("instrument", instruments(), ids=lambda each: each.key)
def test_it_says_which_instrument_it_follows(instrument: Instrument) -> None:
    scan = blank_scan(instrument)

    assert identify(scan) == instrument
    assert set(leaves({key: value for key, value in scan.items() if key in {"paper", "rater"}})) == {None}


def test_modules_are_there_only_where_named() -> None:
    newest = instruments()[-1]
    scan = blank_scan(newest, modules=["data_leakage"])

    assert scan["active_modules"] == ["data_leakage"]
    assert {"experimental_rigor", "data_leakage"} & set(scan["checklist"]) == {"data_leakage"}
