"""The canonical form: one for each document, and never another value."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.paths import EXAMPLES, ROOT

from scanpress.checking.formatting import Fixes, format_bytes

SCANS = sorted((ROOT / "scans").glob("*/*.json"))
NAME = "scans/a/b.json"

texts = st.text(st.characters(), max_size=30)
numbers = st.integers(-(10**18), 10**18) | st.floats(allow_nan=False, allow_infinity=False)
values = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(texts, inner, max_size=5),
    max_leaves=20,
)
known = st.fixed_dictionaries(
    {},
    optional={
        "paper": st.dictionaries(st.sampled_from(["title", "authors", "year", "x-a", "z"]), values),
        "checklist": st.dictionaries(st.sampled_from(["artifacts", "data_leakage", "x-own"]), values),
        "key_findings": values,
        "x-note": values,
        "zzz": values,
    },
)


def shown(data: bytes) -> Any:
    """Read a file so that also the writing of numbers and the order of lists count."""
    return json.loads(data, parse_int=lambda text: ("int", text), parse_float=lambda text: ("float", text))


@settings(deadline=None)
@given(document=known, indent=st.sampled_from([None, 0, 1, 4]), escaped=st.booleans())
def test_no_value_changes(document: dict[str, Any], indent: int | None, escaped: bool) -> None:  # noqa: FBT001 - drawn
    document["scan_version"] = 3
    written = json.dumps(document, indent=indent, ensure_ascii=escaped)
    if not escaped and any("\ud800" <= character <= "\udfff" for character in written):
        written = json.dumps(document, indent=indent)
    result = format_bytes(NAME, written.encode())

    assert result.problems == ()
    assert shown(result.after) == shown(result.before)


@settings(deadline=None)
@given(document=known)
def test_what_is_formatted_stays_as_it_is(document: dict[str, Any]) -> None:
    once = format_bytes(NAME, json.dumps(document | {"scan_version": 2}).encode()).after

    assert format_bytes(NAME, once).after == once


@settings(deadline=None)
@given(literal=st.from_regex(r"-?(0|[1-9][0-9]{0,30})(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?", fullmatch=True))
def test_a_number_stays_as_it_is_written(literal: str) -> None:
    assert f'"x-n": {literal}'.encode() in format_bytes(NAME, b'{"scan_version":3,"x-n":%s}' % literal.encode()).after


@settings(deadline=None)
@given(order=st.permutations(["paper", "scan_version", "key_findings", "checklist", "rater"]))
def test_the_keys_come_in_the_order_of_the_schema(order: list[str]) -> None:
    given = {"paper": {}, "scan_version": 3, "key_findings": "", "checklist": {}, "rater": {}}
    result = format_bytes(NAME, json.dumps({key: given[key] for key in order}).encode())

    assert list(json.loads(result.after)) == list(given)


@pytest.mark.parametrize("path", SCANS, ids=lambda path: path.stem)
def test_published_scans_are_canonical(path: Path) -> None:
    result = format_bytes(path.relative_to(ROOT).as_posix(), path.read_bytes())

    assert not result.changed
    assert result.problems == ()


@pytest.mark.parametrize("path", SCANS, ids=lambda path: path.stem)
def test_any_writing_of_a_published_scan_leads_back_to_it(path: Path) -> None:
    document = json.loads(path.read_bytes())
    shuffled = dict(reversed(document.items())) | {"paper": dict(reversed(document["paper"].items()))}
    crooked = b"\xef\xbb\xbf" + json.dumps(shuffled, indent=7).replace("\n", "\r\n").encode()

    assert format_bytes(NAME, crooked).after == path.read_bytes()


def test_what_cannot_be_seen_is_escaped_and_letters_are_not() -> None:
    after = format_bytes(NAME, '{"scan_version":3,"x":"Zoë 数 \u202e \U000e0041 \\ud800 क्\u200dष"}'.encode()).after

    assert '"x": "Zoë 数 \\u202e \\udb40\\udc41 \\ud800 क्\u200dष"'.encode() in after


def test_a_list_that_fits_is_on_one_line() -> None:
    short, long = ["a" * 20] * 4, ["a" * 20] * 5
    text = format_bytes(NAME, json.dumps({"scan_version": 3, "x-a": short, "x-b": long}).encode()).after.decode()

    assert f'  "x-a": {json.dumps(short)},\n' in text
    assert '  "x-b": [\n    "aaa' in text
    assert max(map(len, text.splitlines())) <= 120


DOUBTFUL = {
    "duplicate-key": "duplicate-key",
    "missing-comma": "syntax",
    "nan": "not-finite",
    "truncated": "syntax",
    "wrong-encoding": "not-utf-8",
}


@pytest.mark.parametrize("name", DOUBTFUL)
def test_a_file_in_doubt_stays_as_it_is(name: str) -> None:
    result = format_bytes(NAME, (EXAMPLES / "broken" / f"{name}.json").read_bytes(), fix=Fixes())

    assert not result.changed
    assert [problem.name for problem in result.problems] == [DOUBTFUL[name]]


@pytest.mark.parametrize("text", ["[]", "1", "{}[", "", '{"$schema": "x"}', "[" * 3000, '{"a":' * 3000])
def test_what_is_no_scan_stays_as_it_is(text: str) -> None:
    result = format_bytes(NAME, text.encode())

    assert not result.changed
    assert len(result.problems) == 1


def test_a_misspelt_key_is_corrected_where_only_one_name_is_near() -> None:
    misspelt = (EXAMPLES / "broken" / "misspelt-key.json").read_bytes()
    result = format_bytes(NAME, misspelt, fix=Fixes())

    assert result.corrected == (("justifcation", "justification"),)
    assert result.after == format_bytes(NAME, misspelt.replace(b"justifcation", b"justification")).after


@pytest.mark.parametrize(
    "paper",
    [
        {"titel": "a", "title": "b"},  # the name is taken
        {"nothing": "like it"},  # no name is near
        {"urrl": "a", "urll": "b"},  # two keys are near one name
    ],
)
def test_a_key_in_doubt_is_left(paper: dict[str, str]) -> None:
    result = format_bytes(NAME, json.dumps({"scan_version": 3, "paper": paper}).encode(), fix=Fixes())

    assert json.loads(result.after)["paper"] == paper
    assert result.corrected == ()


@pytest.mark.parametrize("data", [b"a,b\n", b"%PDF-1.5\xff", b'{"b": 1,"a": 2}'])
def test_a_file_beside_the_scans_that_is_not_named_as_one_is_left_alone(data: bytes) -> None:
    result = format_bytes("scans/a/table.csv", data, fix=Fixes())

    assert (result.changed, result.problems) == (False, ())
