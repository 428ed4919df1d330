"""Hostile files: rejected with their own message, without exceptions, and after little work."""

import json
from datetime import date
from time import process_time

import pytest
from tests.support.paths import REPRODUCIBILITY_FILE as REAL

from scanpress.checking import MAX_BYTES, CheckedFile, check_bytes

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
