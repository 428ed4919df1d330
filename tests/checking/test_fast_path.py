"""The fast path of the check accepts no file that has a mistake, however the file is written."""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.paths import REPRODUCIBILITY_FILE as INDEX
from tests.support.paths import ROOT
from tests.support.paths import SURVEY_FILE as SURVEY

from scanpress.checking import check, check_bytes
from scanpress.checking.reading.characters import HIDDEN
from scanpress.checking.reading.hidden import hidden_characters
from scanpress.checking.reading.odd_characters import has_odd_characters
from scanpress.checking.reading.text import MAX_VALUES
from scanpress.instruments import instruments, require

TODAY = date(2026, 7, 1)


def rules(data: bytes) -> set[str]:
    return {problem.name for problem in check_bytes("scans/a/b.json", data, today=TODAY).problems}


def changed(path: Path, change: Callable[[Any], None]) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(path.read_bytes())
    change(document)
    return document


@st.composite
def spelt(draw: st.DrawFn, characters: str = '"\\:,{a ') -> str:
    """Draw a string of JSON, each character of it raw, escaped or given by its code."""
    written = []
    for character in draw(st.text(characters, max_size=4)):
        code = f"\\u{ord(character):04x}"
        raw = character if character not in '"\\' else f"\\{character}"
        written.append(draw(st.sampled_from([raw, code, code.upper().replace("U", "u")])))
    return f'"{"".join(written)}"'


@st.composite
def objects(draw: st.DrawFn) -> str:
    """Draw the text of an object whose keys are few, so that some stand there twice."""
    values = st.one_of(spelt(), st.sampled_from(["1", "true", "null", "[]", "{}"]))
    members = st.lists(st.tuples(spelt('"\\a'), st.one_of(values, objects())), max_size=4)
    spaces = st.sampled_from(["", " ", "\n\t"])
    texts = (f"{key}{draw(spaces)}:{draw(spaces)}{value}" for key, value in draw(members))
    return "{" + ",".join(texts) + "}"


def has_twice(text: str) -> bool:
    found = []

    def read(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found.extend([1] * (len(pairs) - len(dict(pairs))))
        return dict(pairs)

    json.loads(text, object_pairs_hook=read)
    return bool(found)


@settings(deadline=None, max_examples=300)
@given(objects())
def test_a_key_that_occurs_twice_is_found_however_keys_and_texts_are_written(text: str) -> None:
    data = INDEX.read_bytes().rstrip()[:-1] + b', "x-note": ' + text.encode() + b"}"

    assert ("duplicate-key" in rules(data)) == has_twice(data.decode())


@pytest.mark.parametrize("quotes", [rb"\"\"", rb"\u0022\u0022", rb"\u0022"])
def test_quotation_marks_by_their_code_do_not_make_up_for_a_key_that_occurs_twice(quotes: bytes) -> None:
    data = INDEX.read_bytes().replace(b'"year": 2023', b'"year": 2023, "year": 2023, "x-note": "%s"' % quotes)

    assert rules(data) == {"duplicate-key"}


NEAR = sorted({chr(ord(each) + step) for each in HIDDEN for step in (-1, 0, 1, 64)} | {chr(code) for code in range(32)})


LIKE_MOJIBAKE = re.compile(r"[\u00c2-\u00f4][\u0080-\u00bf\u2000-\u2fff]")


@pytest.mark.parametrize("around", ["{}", "a{}b", "\u201c{}\u2019", '\\{}"\n', "\u4e2d\u00e9{0}\u200a{0}"])
def test_each_hidden_character_is_seen_in_what_is_written_and_none_of_those_beside_it(around: str) -> None:
    for character in NEAR:
        text = around.format(character)
        hidden = bool([*hidden_characters(text, text)])
        seen = has_odd_characters(orjson.dumps({"x-note": text}))

        assert seen or not hidden, ascii(character)
        # A letter of Latin-1 before a symbol may be mojibake, U+FFFC is what a picture leaves: both are looked at.
        assert seen == hidden or LIKE_MOJIBAKE.search(text) or character == "\ufffc", ascii(character)


BLANKS = [
    " ",
    "\t\n",
    "\r",
    "\f",
    "\u00a0",
    "\u1680",
    "\u2003 ",
    "\u2028",
    "\u202f",
    "\u205f",
    "\u3000",
    "\x1c",
    "\x85",
]


@pytest.mark.parametrize("ascii_only", [True, False])
@pytest.mark.parametrize("blank", BLANKS, ids=ascii)
def test_a_text_of_white_space_is_found_wherever_one_has_to_stand(blank: str, *, ascii_only: bool) -> None:
    def title(document: Any) -> None:
        document["paper"]["title"] = blank

    def author(document: Any) -> None:
        document["paper"]["authors"][0] = blank

    def reason(document: Any) -> None:
        document["checklist"]["artifacts"]["code_released"]["justification"] = blank

    for change in (title, author, reason):
        data = json.dumps(changed(SURVEY, change), ensure_ascii=ascii_only).encode()
        # Those that are control characters as well are called so, and not blamed a second time.
        assert rules(data) in ({"blank-text"}, {"control-character"})


@pytest.mark.parametrize("number", ["2024.0", "2.024e3", "2024.5", "1E400", "2024e0"])
def test_a_year_with_a_point_is_found_in_the_paper_and_in_cited_ones(number: str) -> None:
    text = SURVEY.read_text(encoding="utf-8")
    cited = json.loads(text)["cited_papers"][-1]["year"]
    own = text.replace('"year": 2024', f'"year": {number}', 1)
    start, year, end = text.rpartition(f'"year": {cited}')

    assert rules(own.encode())
    assert rules(f"{start}{year.replace(str(cited), number)}{end}".encode())


def test_a_version_or_a_score_with_a_point_is_found() -> None:
    score = changed(SURVEY, lambda each: each.update(engagement_factors={}))
    score["engagement_factors"]["fear_safety"] = {"score": 1.0, "justification": "None."}

    assert rules(json.dumps(score).encode()) == {"wrong-type"}
    assert rules(SURVEY.read_bytes().replace(b'"scan_version": 3', b'"scan_version": 3.0'))
    assert rules(INDEX.read_bytes().replace(b'"instrument_version": 1', b'"instrument_version": 1.0'))


@pytest.mark.parametrize(("number", "wrong"), [(2**53 - 1, False), (1 - 2**53, False), (2**53, True), (-(2**53), True)])
def test_a_whole_number_that_programs_lose_is_found(number: int, *, wrong: bool) -> None:
    data = json.dumps(changed(INDEX, lambda each: each.update({"x-n": [number]}))).encode()

    assert rules(data) == ({"big-number"} if wrong else set())


def test_a_contradiction_is_found_beside_a_value_of_any_form() -> None:
    def contradict(document: Any) -> None:
        document["checklist"]["artifacts"]["code_released"].update(applies=False, answer=True)

    def free(document: Any) -> None:
        contradict(document)
        document["x-note"] = [1.5]

    assert rules(json.dumps(changed(SURVEY, contradict)).encode()) == {"contradiction"}
    assert rules(json.dumps(changed(SURVEY, free)).encode()) == {"contradiction"}


def test_too_many_values_are_found_where_the_schema_would_allow_them() -> None:
    def cite(document: Any) -> None:
        document["cited_papers"] = [{**document["cited_papers"][0], "authors": ["A"] * 9000}] * 3

    assert rules(json.dumps(changed(SURVEY, cite)).encode()) == {"too-many-values"}
    assert MAX_VALUES < 3 * 9000


@pytest.mark.parametrize("more", [0, 1])
def test_as_many_values_as_may_be_are_accepted_and_one_more_is_not(more: int) -> None:
    document: dict[str, Any] = json.loads(SURVEY.read_bytes())
    document["cited_papers"] = [{**document["cited_papers"][0], "title": each, "authors": []} for each in "ABC"]
    left = MAX_VALUES - 1 - len([*every(document)]) + more
    for cited in document["cited_papers"]:
        cited["authors"] = ["A"] * min(left, 9000)
        left -= len(cited["authors"])

    assert left == 0
    assert rules(orjson.dumps(document)) == ({"too-many-values"} if more else set())


def every(value: Any) -> Iterator[Any]:
    """Give each value within an object or list."""
    for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield child
        yield from every(child)


ACCEPTED: dict[str, Callable[[Any], bytes]] = {
    "as programs write it": lambda document: orjson.dumps(document, option=orjson.OPT_INDENT_2) + b"\n",
    "without spaces": orjson.dumps,
    "in ASCII alone": lambda document: json.dumps(document).encode(),
    "with spaces before colons": lambda document: json.dumps(document, separators=(" , ", " : ")).encode(),
    "with tabs": lambda document: json.dumps(document, indent="\t").encode().replace(b"\n", b"\r\n"),
    "with marks by their code": lambda document: orjson.dumps(document).replace(rb"\"", rb"\u0022"),
}


@pytest.mark.parametrize("way", ACCEPTED)
@pytest.mark.parametrize("instrument", instruments(), ids=lambda each: each.key)
def test_a_good_scan_takes_the_fast_path_in_every_spelling(
    way: str, instrument: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        pytest.fail("it was looked at twice")

    monkeypatch.setattr(check, "_explain", fail)
    data = ACCEPTED[way](good(instrument))

    assert check_bytes("scans/a/b.json", data, today=TODAY).accepted


def good(instrument: Any) -> dict[str, Any]:
    """Make a scan that says what real ones say, with quotation marks, line breaks, and signs of many scripts."""
    reason = 'It says "\u03b1 \u2248 0.5 \u2013 \u4e2d\u6587\\".\nSee Table 2.\t\u00e9'
    if instrument.name == "reproducibility":
        document: dict[str, Any] = json.loads(INDEX.read_bytes())
        document["variables"]["pseudocode"]["response"] = reason
        return document
    document = json.loads(SURVEY.read_bytes())
    answer = document["checklist"]["artifacts"]["code_released"] | {"justification": reason}
    document["checklist"] = {
        category.id: {question.id: {**answer} for question in category.questions}
        for category in instrument.categories
        if not category.module
    }
    document.pop("active_modules")
    return {**document, "scan_version": instrument.version}


def test_values_of_any_form_and_texts_that_may_be_blank_take_the_fast_path(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        pytest.fail("it was looked at twice")

    monkeypatch.setattr(check, "_explain", fail)
    document = good(require("survey", 3))
    document["x-note"] = {"a": [1, True, None, {"b": "c"}]}

    assert check_bytes("scans/a/b.json", json.dumps(document).encode(), today=TODAY).accepted
    document = good(require("survey", 3))
    document["paper"]["venue"] = ""
    assert check_bytes("scans/a/b.json", json.dumps(document).encode(), today=TODAY).accepted


def test_a_good_scan_is_accepted_without_the_validator_that_explains() -> None:
    program = (
        "import sys; from datetime import date; from pathlib import Path; from scanpress.checking import check_file\n"
        f"root = Path({str(ROOT)!r}); path = root / {INDEX.relative_to(ROOT).as_posix()!r}\n"
        "assert check_file(path, root=root, today=date(2026, 1, 1)).accepted\n"
        "print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "jsonschema_rs" in done.stdout.split()
    assert "jsonschema" not in done.stdout.split()
