"""The lines of the answers, against the places that the slow way finds, in every way of writing a file."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.support.paths import REAL_SCANS, ROOT

from scanpress.checking import answers_of
from scanpress.checking.quick.answer_lines import answer_lines
from scanpress.instruments import Instrument, identify

REAL = [ROOT / path for path in REAL_SCANS]
SURVEY = next(path for path in REAL if "acl-2024" in path.parts)


def lines_of(content: bytes) -> dict[tuple[str, str], int]:
    document = json.loads(content)
    instrument = identify(document)
    assert isinstance(instrument, Instrument)
    answers = answers_of(document, instrument)
    lines = answer_lines(content, document, instrument)
    assert list(lines) == list(answers)
    return {
        (category, question): line
        for category, questions in answers.items()
        for question, line in zip(questions, lines[category], strict=True)
    }


def read(path: Path) -> Any:
    return json.loads(path.read_bytes())


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_each_answer_of_a_real_scan_begins_in_its_line(path: Path) -> None:
    written = path.read_text(encoding="utf-8").splitlines()
    lines = lines_of(path.read_bytes())
    assert len(lines) in {9, 64}
    assert all(f'"{question}": {{' in written[line - 1] for (_, question), line in lines.items())


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda text: text.replace('": ', '" : '),
        lambda text: text.replace('"data_released"', '"data_rele\\u0061sed"'),
        lambda text: text.replace('"paper": {', '"x-note": {"checklist": {"data_released": 1}},\n"paper": {', 1),
        lambda text: text.rstrip()[:-1] + ',\n"x-note": {\n"leakage_detection_method": {}}\n}',
        lambda text: (
            text.replace('"leakage_', '"le\\u0061kage_').rstrip()[:-1] + ',\n"x-a": {"leakage_detection_method": {}}}'
        ),
        lambda text: text.replace('"justification": "', '"justification": "\\"data_released\\": \\"code_released\\": '),
    ],
    ids=["spaces", "escapes", "own keys", "own keys behind", "escapes and own keys behind", "quoted keys"],
)
def test_no_way_of_writing_leads_to_another_line(rewrite: Any) -> None:
    text = rewrite(SURVEY.read_text(encoding="utf-8"))
    written = text.splitlines()
    for (_, question), line in lines_of(text.encode()).items():
        assert written[line - 1].strip().split(":")[0].strip().replace("\\u0061", "a") == f'"{question}"'


@pytest.mark.parametrize("indent", [1, 2])
def test_order_of_the_keys_is_free(indent: int) -> None:
    document = read(SURVEY)
    document["checklist"] = {name: dict(reversed(part.items())) for name, part in document["checklist"].items()}
    text = json.dumps(dict(reversed(document.items())), indent=indent, ensure_ascii=False)
    written = text.splitlines()
    assert all(f'"{question}":' in written[line - 1] for (_, question), line in lines_of(text.encode()).items())


def test_answers_of_different_length_begin_in_their_lines() -> None:
    document = read(SURVEY)
    document["checklist"]["artifacts"]["data_released"]["x-seen"] = {"by": ["a", "b"]}
    document["checklist"]["data_leakage"] = {}
    text = json.dumps(document, indent=2, ensure_ascii=False)
    written = text.splitlines()
    lines = lines_of(text.encode())
    assert len(lines) == 60
    assert all(f'"{question}":' in written[line - 1] for (_, question), line in lines.items())


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (["x-note"], {"checklist": {"artifacts": {"data_released": {}}}}),
        (["checklist", "x-note"], 5),
        (["checklist", "x-note"], {"data_released": {"a": 1, "b": [2], "c": 3}}),
        (["checklist", "artifacts", "x-note"], "abc"),
        (["checklist", "artifacts", "x-note"], {"a": {"data_released": [1]}, "b": 2, "c": 3}),
        (["checklist", "artifacts", "code_released", "x-note"], {"data_released": {}}),
    ],
)
def test_keys_of_one_s_own_lead_to_no_other_line(place: list[str], value: Any) -> None:
    document = read(SURVEY)
    part = document
    for key in place[:-1]:
        part = part[key]
    own = {place[-1]: value, **part}
    part.clear()
    part.update(own)
    for indent in (2, 1, None):
        text = json.dumps(document, indent=indent, ensure_ascii=False)
        written = text.splitlines()
        lines = {name: line for name, line in lines_of(text.encode()).items() if "x-note" not in name}
        assert len(lines) == 64
        assert all(f'"{question}": {{' in written[line - 1] for (_, question), line in lines.items())
        if indent:
            assert all(written[line - 1].startswith(indent * 3 * " " + '"') for line in lines.values())


def test_a_file_of_one_line_has_all_answers_in_it() -> None:
    assert set(lines_of(json.dumps(read(SURVEY)).encode()).values()) == {1}
