"""The compiled validator agrees with the explaining one, and the fast path with the full check."""

import copy
import json
import os
from datetime import date
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.paths import ROOT

from scanpress.checking import check, find_scans
from scanpress.checking.explaining.content import Context, content_findings
from scanpress.checking.explaining.explanation import Explanation
from scanpress.checking.fast_path import clues_in, parse_fast
from scanpress.checking.form import Form, form_of, run_form
from scanpress.instruments import Instrument, identify, instruments

SCANS = [json.loads(path.read_bytes()) for path in find_scans(ROOT / "scans")]
TODAY = date(2026, 7, 1)
MUTANTS = int(os.environ.get("SCANPRESS_HOSTILE_SCANS", "150"))  # for each test

STRINGS = ["", " ", "x", "2406.13229", "2406.13229\n", "٢٤٠٦.13229", "10.1/x", "10.48550/a\n", "https://a.b", "ftp://a"]
MARKED = ["\u05d0\u200f", "10.1/\u05d0\u200e", "https://a.b/ \u0628\u200f"]  # a mark of direction is only a warning
BLANKS = ["\u00a0", "\u2003\t", "\x1c", "\n"]
ODD = [
    None,
    True,
    False,
    0,
    1,
    1.0,
    2.5,
    -1,
    10**6,
    2**53,
    [],
    {},
    ["x"],
    {"x": 1},
    *STRINGS,
    *BLANKS,
    *MARKED,
    "2024-02-30",
    "x" * 400,
]
KEYS = ["x-note", "justifcation", "doi", "url", "date", "x", "rater", "status", "scan_version", "a\n", "x-\n", ""]


def containers(value: Any) -> list[Any]:
    found = [value] if isinstance(value, dict | list) else []
    members = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return found + [each for child in members for each in containers(child)]


@st.composite
def mutated(draw: st.DrawFn) -> Any:
    """Draw a real scan with one to three mistakes, or none that matters."""
    document = copy.deepcopy(draw(st.sampled_from(SCANS)))
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.sampled_from(containers(document)))
        value = copy.deepcopy(draw(st.sampled_from(ODD)))
        if isinstance(place, list):
            place.append(value)
        elif place and draw(st.booleans()):
            place[draw(st.sampled_from(sorted(place)))] = value
        elif place and draw(st.booleans()):
            del place[draw(st.sampled_from(sorted(place)))]
        else:
            place[draw(st.sampled_from(KEYS))] = value
    return document


def form_for(document: Any) -> Form:
    found = identify(document)
    return form_of(found if isinstance(found, Instrument) else instruments()[-1])


@settings(deadline=None, max_examples=MUTANTS)
@given(mutated())
def test_both_validators_agree(document: Any) -> None:
    form = form_for(document)
    explained = jsonschema.Draft202012Validator(form.schema).is_valid(document)

    assert form.validator.is_valid(document) == explained


@settings(deadline=None, max_examples=MUTANTS)
@given(mutated())
def test_what_the_validator_rejects_is_explained(document: Any) -> None:
    form = form_for(document)
    findings = Explanation(form, document).findings
    content = content_findings(form, document, Context(TODAY))

    # An empty text is left to the rule on blank texts.
    assert form.validator.is_valid(document) == (
        not findings and all(each.rule != "blank-text" for each in content)
    ) or (form.validator.is_valid(document) and not findings)


@settings(deadline=None, max_examples=MUTANTS)
@given(mutated())
def test_a_file_that_the_validator_rejects_has_an_error(document: Any) -> None:
    if not form_for(document).validator.is_valid(document):
        assert not check.check_bytes("scan.json", json.dumps(document).encode(), today=TODAY).accepted


@pytest.mark.parametrize("text", MARKED)
def test_an_instrument_with_a_mark_of_direction_is_not_accepted(text: str) -> None:
    document = {**SCANS[0], "instrument": text, "instrument_version": 1}

    assert not check.check_bytes("scan.json", json.dumps(document).encode(), today=TODAY).accepted


@pytest.mark.parametrize("text", MARKED)
@pytest.mark.parametrize("key", ["doi", "arxiv_id", "url"])
def test_a_mark_of_direction_hides_no_error_of_its_value(key: str, text: str) -> None:
    document = {**SCANS[0], "paper": {**SCANS[0]["paper"], key: text}}
    file = check.check_bytes("scan.json", json.dumps(document).encode(), today=TODAY)

    assert file.accepted == form_for(document).validator.is_valid(document)
    assert "direction-mark" in {each.name for each in file.problems}


def test_a_mark_of_direction_hides_no_unknown_instrument() -> None:
    for name in ("\u05d0\u200f", "reproducibility\u05d0\u200e"):
        document = {**SCANS[0], "instrument": name}
        file = check.check_bytes("scan.json", json.dumps(document).encode(), today=TODAY)

        assert [each.name for each in file.problems] == ["unknown-instrument", "direction-mark"]


@settings(deadline=None, max_examples=MUTANTS)
@given(mutated(), st.booleans(), st.sampled_from([None, 1, "\t"]))
def test_the_fast_path_accepts_nothing_that_the_full_check_rejects(
    document: Any,
    ascii_only: bool,  # noqa: FBT001 - drawn
    indent: Any,
) -> None:
    data = json.dumps(document, ensure_ascii=ascii_only, indent=indent).encode()
    read = parse_fast(data)
    form = form_for(document)
    short = read is not None and isinstance(identify(read), Instrument)
    short = short and read is not None and clues_in(form, data, read, path="scan.json", today=TODAY, runs=None) == ()
    long = check._explain("scan.json", data, (), Context(TODAY))  # noqa: SLF001 - the long way alone

    if short:
        assert long.problems == ()


HIDING = [
    "\u200b",
    "\u202e",
    "\u2066",
    "\ufeff",
    "\u061c",
    "\u180e",
    "\u200d",
    "\x7f",
    "\x85",
    "\U000e0041",
    "\ufffa",
    "\x01",
    "\b",
    "\f",
]


@pytest.mark.parametrize("character", HIDING, ids=lambda each: f"U+{ord(each):04X}")
@pytest.mark.parametrize("ascii_only", [True, False])
def test_neither_way_overlooks_a_hidden_character(character: str, *, ascii_only: bool) -> None:
    document = {**SCANS[0], "x-note": f"a{character}b"}
    data = json.dumps(document, ensure_ascii=ascii_only).encode()
    (problem,) = check.check_bytes("scan.json", data, today=TODAY).problems

    assert problem.name in {"hidden-character", "control-character"}
    assert f"U+{ord(character):04X}" in problem.message


def test_a_formula_with_a_single_backslash_is_reported_with_its_right_form() -> None:
    data = json.dumps({**SCANS[0], "x-note": "a \beta b"}).encode()
    (problem,) = check.check_bytes("scan.json", data, today=TODAY).problems

    assert (problem.name, problem.end_column - problem.column) == ("control-character", 2)
    assert problem.message == '\\b before "eta" is a backspace'
    assert problem.remedy == "write \\\\beta"


ORDINARY = [
    "Hello \u2014 \u201cworld\u201d \u2026",
    "\u00e9 \u00fc \u4e2d\u6587 \u0639\u0631\u0628\u0649",
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",  # Persian, with a non-joiner
    "\u1780\u17b6\u179a\u200b\u179f\u17b7\u1780\u17d2\u179f\u17b6",  # Khmer, with a break between two words
    "\u0e17\u0e14\u0e2a\u0e2d\u0e1a\u200bGPU",  # Thai, before a word in Latin letters
    "\U0001f469\u200d\U0001f52c",  # a picture of two, joined
    "\U0001f3f3\ufe0f\u200d\U0001f308",  # the same with a variation selector
]


@pytest.mark.parametrize("text", ORDINARY)
@pytest.mark.parametrize("ascii_only", [True, False])
def test_ordinary_text_of_any_script_is_accepted(text: str, *, ascii_only: bool) -> None:
    data = json.dumps({**SCANS[0], "x-note": text}, ensure_ascii=ascii_only).encode()

    assert check.check_bytes("scan.json", data, today=TODAY).problems == ()


@pytest.mark.parametrize("spaces", ["", " ", "\n\t "])
def test_a_duplicate_key_is_found_however_it_is_spaced(spaces: str) -> None:
    data = json.dumps(SCANS[0]).replace('"year":', f'"year"{spaces}: 1999, "year"{spaces}:', 1).encode()
    (problem,) = check.check_bytes("scan.json", data, today=TODAY).problems

    assert problem.name == "duplicate-key"


def test_a_text_that_looks_like_a_key_is_none() -> None:
    data = json.dumps({**SCANS[0], "x-note": 'he wrote "year": 1999, "year": 2000'}).encode()

    assert check.check_bytes("scan.json", data, today=TODAY).problems == ()


def test_run_files_have_a_form_of_their_own() -> None:
    run = {"model": "m-1", "settings": {"temperature": 0.5}, "prompt": "Answer."}

    assert check.check_bytes("scans/runs/a.json", json.dumps(run).encode(), today=TODAY).problems == ()
    assert run_form().instrument is None
    (problem,) = check.check_bytes("scans/runs/a.json", b'{"model": "m-1", "prompt": "p"}', today=TODAY).problems
    assert problem.name == "missing-key"
