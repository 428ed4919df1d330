"""Hostile files: rejected with their own message, without exceptions, and after little work."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from tests.support.paths import REPRODUCIBILITY_FILE as REAL
from tests.support.paths import SURVEY_FILE

from scanpress.checking import MAX_BYTES, CheckedFile, check_bytes
from scanpress.checking.check import RunFolder
from scanpress.checking.formatting import format_bytes

MIB = MAX_BYTES - 1000


def check(data: bytes) -> CheckedFile:
    return check_bytes("scans/a/b.json", data, today=date(2026, 7, 1))


def with_extra(key: str, value: bytes) -> bytes:
    return REAL.read_bytes().rstrip()[:-1] + b', "%s": %s}' % (key.encode(), value)


HOSTILE = {
    "too-large": (b" " * (MAX_BYTES + 1), "too-large"),
    "deep lists": (b"[" * MIB, "too-deep"),
    "deep objects": (b'{"a":' * (MIB // 5), "too-deep"),
    "many numbers": (with_extra("x-n", b"[" + b"1," * (MIB // 3) + b"1]"), "too-many-values"),
    "many texts": (with_extra("x-n", b"[" + b'"",' * (MIB // 4) + b"1]"), "too-many-values"),
    "unclosed numbers": (b"[" + b"1," * (MIB // 2), "too-many-values"),
    "long number": (with_extra("x-n", b"9" * (MIB // 2)), "big-number"),
    "long fraction": (with_extra("x-n", b"1e" + b"9" * (MIB // 2)), "not-finite"),
    "long word": (b"a" * MIB, "syntax"),
    "long text without end": (b'{"a": "' + b"\\n" * (MIB // 2), "syntax"),
    "backslashes": (b'"' + b"\\" * MIB, "syntax"),
    "half a character as a key": (with_extra("\\ud800", b"1"), "unpaired-surrogate"),
    "half a character as an answer": (REAL.read_bytes().replace(b'"Yes"', b'"\\ud800"', 1), "unpaired-surrogate"),
    "long unknown key": (with_extra("k" * (MIB // 2), b"1"), "unknown-key"),
    "spaces": (b" " * MIB, "syntax"),
    "nothing": (b"", "syntax"),
    "a list": (b"[]", "wrong-type"),
    "a zero byte": (b"\0", "syntax"),
    "UTF-16": (REAL.read_text().encode("utf-16"), "not-utf-8"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_rejected_with_its_own_message(name: str) -> None:
    data, rule = HOSTILE[name]
    file = check(data)

    assert rule in {problem.name for problem in file.problems}
    assert not file.accepted
    assert all(len(problem.message) < 500 and len(problem.remedy) < 700 for problem in file.problems)


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each object or list inside a value with each of its keys or indices."""
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in members:
        yield value, key
        yield from places(child)


def small() -> dict[str, Any]:
    """Return a small survey with all kinds of values that a scan may have."""
    document: dict[str, Any] = json.loads(SURVEY_FILE.read_bytes())
    for key in ("claims", "key_findings", "red_flags", "cited_papers"):
        document[key] = document[key][:1]
    category, answers = next(iter(document["checklist"].items()))
    document["checklist"] = {category: dict(list(answers.items())[:1])}
    document["paper"] |= {"doi": "10.1000/182", "same_as": ["scans/a/c.json"], "url": "https://example.org/a"}
    by = {"date": "2026-06-01", "name": "Ada Byron"}
    document |= {"rater": {"kind": "person", **by}, "reply": {"text": "We agree.", **by}, "license": "CC-BY-4.0"}
    return document | {"status": {"state": "contested", "note": "See the reply.", "date": "2026-06-02"}}


ODD: list[Any] = [
    None,
    True,
    2566.5,
    10**30,
    "",
    "n/a",
    "\u0661\u0664\u0660\u0662",
    "\ud800",
    '{"a": [1]}',
    [[]],
    [{}],
    {"": None},
]
ODD += [{"title": "A", "year": {}, "authors": ["B", 1]}, ["a", {"b": "c"}, None]]


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_any_value_in_any_place_gets_a_report_and_no_exception(odd: Any) -> None:
    document = small()
    for around, key in list(places(document)):
        before, around[key] = around[key], odd
        assert all(problem.message and problem.remedy for problem in check(json.dumps(document).encode()).problems)
        around[key] = before
    for around, key in list(places(document))[::9]:
        around[key] = odd
    assert format_bytes("scans/a/b.json", json.dumps(document).encode()).after


def test_a_run_has_no_file_if_its_name_is_too_long_for_one(tmp_path: Path) -> None:
    assert "a" * 300 not in RunFolder(tmp_path)


@pytest.mark.parametrize("change", [{"instrument_version": "v%s1"}, {"license": "Creative Commons Attribution%s4.0"}])
def test_a_long_row_of_blanks_in_a_text_is_read_once(change: dict[str, str]) -> None:
    document = json.loads(REAL.read_bytes()) | {key: text % (" " * 100_000) for key, text in change.items()}
    start = process_time()
    file = check(json.dumps(document).encode())

    assert {problem.severity for problem in file.problems} == {"error"}
    assert process_time() - start < 1


def test_many_mistakes_are_reported_up_to_a_limit() -> None:
    document = json.loads(REAL.read_bytes())
    document["paper"]["authors"] = [{"name": f"Author {number}"} | {"x": number} for number in range(150)]
    document |= {f"key {number}": number for number in range(150)}
    document["variables"] |= {f"key {number}": number for number in range(150)}
    document["paper"] |= {f"key {number}": number for number in range(150)}
    for number, answer in enumerate(document["variables"].values()):
        if isinstance(answer, dict):
            answer |= {f"key {number} {index}": number for index in range(20)}

    problems = check(json.dumps(document).encode()).problems

    assert len(problems) == 100
    assert {problem.name for problem in problems} == {"unknown-key", "wrong-type", "more-problems"}


def test_messages_show_no_control_character() -> None:
    data = with_extra("\\u001b[31m", b'"\\u001b]0;title\\u0007"')
    reported = "".join(problem.message + problem.remedy + problem.pointer for problem in check(data).problems)

    assert reported
    assert reported.isprintable()


@pytest.mark.parametrize("title", ["a_" * 200, "a_" * 200 + "b c", "_" * 400, "a-" * 200, "a_b__c" * 60 + "."])
def test_no_title_keeps_the_check_busy(title: str) -> None:
    document = json.loads(REAL.read_bytes())
    document["paper"]["title"] = title
    begin = process_time()
    check(json.dumps(document).encode())
    assert process_time() - begin < 2
