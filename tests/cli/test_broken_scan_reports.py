"""A scan is broken in twelve ways: each is reported as one problem, at its place, in all five formats."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from tests.support.paths import ROOT

from scanpress.cli import main

NAME = "scans/acl-2024/a-paper.json"
REPORT_SCHEMA = ROOT / "plugins/scanpress/checking/schemas/check-report-1.schema.json"
SARIF = ROOT / "tests" / "schemas" / "sarif-2.1.0-rtm.5.json"
PAPER = ["--title", "A Paper", "--author", "Zoë", "--year", "2024", "--venue", "ACL", "--doi", "10.1000/182"]
RATER = ["--rater-kind", "person", "--rater-name", "Ada", "--group", "acl-2024", "--module", "data_leakage"]
GIVEN = {
    "applies": True,
    "answer": False,
    "methodology_tags": ["benchmark-eval"],
    "supported": "strong",
    "year": 2020,
    "authors": ["Ada"],
}


@dataclass(frozen=True)
class Way:
    """One way to break the scan: the text to replace, and the problem, reported at `at` of the broken text."""

    old: str
    new: str
    rule: str
    at: str
    remedy: str
    severity: str = "error"
    encoding: str = "utf-8"


APPLIES = '"applies": true,\n'
WAYS = {
    "missing comma": Way(APPLIES, '"applies": true\n', "syntax", '\n        "answer"', "add a comma"),
    "duplicate key": Way(
        '"year": 2024,', '"year": 2024,\n    "year": 2023,', "duplicate-key", '"year": 2023', "keep the right one"
    ),
    "misspelt key": Way('"venue"', '"vennue"', "unknown-key", '"vennue"', 'did you mean "venue"?'),
    "wrong enum": Way('"strong"', '"stronk"', "wrong-value", '"stronk"', 'did you mean "strong"?'),
    "wrong type": Way('"answer": false', '"answer": "no"', "wrong-type", '"no"', "write false without quotation marks"),
    "unknown module": Way('["data_leakage"]', '["data_leak"]', "unknown-module", '"data_leak"]', '"data_leakage"'),
    "contradiction": Way(
        '"applies": true,\n        "answer": false',
        '"applies": false,\n        "answer": true',
        "contradiction",
        "true,\n",
        "change one of them",
        "warning",
    ),
    "bad DOI": Way('"10.1000/182"', '"doi:10.1000/182"', "bad-doi", '"doi:', 'write "10.1000/182"'),
    "bidi character": Way("A Paper", "A \u202ePaper", "hidden-character", "\u202e", "remove U+202E"),
    "NaN": Way('"year": 2024', '"year": NaN', "not-finite", "NaN", "write the number"),
    "truncated file": Way("", "", "syntax", "", "missing end"),
    "wrong encoding": Way("A Paper", "A Paper", "not-utf-8", "ë", "save the file as UTF-8", encoding="latin-1"),
}


@pytest.fixture
def scan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """Make a repository with one finished scan, and go there."""
    (tmp_path / "scans").mkdir()
    monkeypatch.chdir(tmp_path)
    assert main(["new", "survey", *PAPER, *RATER]) == 0
    path = tmp_path / NAME
    path.write_text(json.dumps(filled(json.loads(path.read_bytes()))), encoding="utf-8")
    assert main(["fmt"]) == 0
    assert main(["check", "--strict"]) == 0
    capsys.readouterr()
    return path


def filled(value: Any, key: str = "") -> Any:
    """Give an answer in place of every null."""
    if isinstance(value, dict):
        return {name: filled(child, f"{key} {name}") for name, child in value.items()}
    if isinstance(value, list):
        return [filled(child) for child in value]
    return GIVEN.get(key.rpartition(" ")[2], f"Section 3 says so: {key}.") if value is None else value


def broken(scan: Path, way: Way) -> tuple[int, int]:
    """Break the scan and give the place that is to be blamed."""
    text = scan.read_text(encoding="utf-8")
    if way.at:
        assert way.old in text
        text = text.replace(way.old, way.new, 1)
        place = text.index(way.at)
    else:
        text = text[: text.rindex(": true")] + ": tr"
        place = len(text)
    scan.write_text(text, encoding=way.encoding)
    return text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)


def report(form: str, capsys: pytest.CaptureFixture[str]) -> str:
    main(["check", "--format", form])
    return capsys.readouterr().out


@pytest.mark.parametrize("name", WAYS)
def test_the_text_report_has_one_problem(name: str, scan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    way = WAYS[name]
    line, column = broken(scan, way)
    text = report("text", capsys)

    assert text.startswith(f"{NAME}:{line}:{column}  {way.severity}  SCN")
    assert f" {way.rule}" in text.splitlines()[0]
    assert way.remedy in text
    assert text.endswith(f"\n1 {way.severity} in 1 of 1 file\n")


@pytest.mark.parametrize("name", WAYS)
def test_the_formats_for_programs_have_the_same_problem(
    name: str, scan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    way = WAYS[name]
    line, column = broken(scan, way)

    document = json.loads(report("json", capsys))
    jsonschema.validate(document, json.loads(REPORT_SCHEMA.read_bytes()))
    (problem,) = document["problems"]
    assert (problem["line"], problem["column"], problem["name"]) == (line, column, way.rule)
    assert way.remedy in problem["remedy"]

    annotation, _ = report("github", capsys).splitlines()
    assert annotation.startswith(f"::{way.severity} file={NAME},line={line},")
    assert f"col={column}," in annotation
    assert way.remedy.split(":")[0] in annotation

    suite = ET.fromstring(report("junit", capsys))  # noqa: S314 - our own output
    reported = "".join(suite.itertext())
    assert f"{NAME}:{line}:{column}" in reported
    assert way.remedy in reported


@pytest.mark.parametrize("name", WAYS)
def test_sarif_matches_the_schema_of_the_standard(name: str, scan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    way = WAYS[name]
    line, column = broken(scan, way)
    log = json.loads(report("sarif", capsys))

    jsonschema.Draft4Validator(json.loads(SARIF.read_bytes())).validate(log)
    (result,) = log["runs"][0]["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"]) == (line, column)
    assert way.remedy in result["message"]["text"]


def test_there_are_twelve_ways_to_break_the_scan() -> None:
    assert len(WAYS) == 12


def test_sarif_of_a_scan_that_is_to_be_answered_matches_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "scans").mkdir()
    monkeypatch.chdir(tmp_path)
    assert main(["new", "survey", *PAPER, *RATER]) == 0
    capsys.readouterr()
    log = json.loads(report("sarif", capsys))

    jsonschema.Draft4Validator(json.loads(SARIF.read_bytes())).validate(log)
    assert len(log["runs"][0]["results"][0]["relatedLocations"]) > 50
