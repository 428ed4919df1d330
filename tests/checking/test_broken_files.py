"""Twelve ways to break a scan; each gives one message with line, column and remedy, in all five formats."""

import json
from datetime import date
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from tests.support.paths import EXAMPLES, ROOT

from scanpress.checking import Problem, check_bytes
from scanpress.checking.reports import RENDERERS, Report

BROKEN = EXAMPLES / "broken"
NAME = "scans/acl-2024/example.json"
REPORT_SCHEMA = ROOT / "plugins/scanpress/checking/schemas/check-report-1.schema.json"
# file: rule, line, column, a part of the remedy
EXPECTED = {
    "missing-comma": ("syntax", 22, 23, "add a comma here"),
    "duplicate-key": ("duplicate-key", 10, 5, "line 9"),
    "misspelt-key": ("unknown-key", 28, 9, 'did you mean "justification"?'),
    "wrong-enum": (
        "wrong-value",
        370,
        20,
        'did you mean "moderate"? write "strong", "moderate", "weak" or "unsupported"',
    ),
    "wrong-type": ("wrong-type", 21, 20, "write true without quotation marks"),
    "unknown-module": ("unknown-module", 15, 44, 'did you mean "data_leakage"?'),
    "contradiction": ("contradiction", 81, 19, '"answer": false or "applies": true'),
    "bad-doi": ("bad-doi", 12, 12, 'write "10.48550/arXiv.2406.13229"'),
    "bidi-character": ("hidden-character", 3, 27, "remove U+202E RIGHT-TO-LEFT OVERRIDE"),
    "nan": ("not-finite", 9, 13, "write the number"),
    "truncated": ("syntax", 189, 21, "missing end"),
    "wrong-encoding": ("not-utf-8", 7, 8, "save the file as UTF-8"),
}


def check(name: str) -> tuple[Problem, bytes]:
    data = (BROKEN / f"{name}.json").read_bytes()
    (problem,) = check_bytes(NAME, data, today=date(2026, 7, 1)).problems
    return problem, data


def render(name: str, form: str) -> str:
    problem, data = check(name)
    return RENDERERS[form](Report((problem,), 572, {NAME: data}))


def test_there_are_twelve() -> None:
    assert sorted(EXPECTED) == sorted(path.stem for path in BROKEN.iterdir())
    assert len(EXPECTED) == 12


@pytest.mark.parametrize("name", EXPECTED)
def test_a_broken_file_has_one_problem_at_its_place(name: str) -> None:
    problem, _ = check(name)

    assert (problem.name, problem.line, problem.column) == EXPECTED[name][:3]
    assert EXPECTED[name][3] in problem.remedy


@pytest.mark.parametrize("name", EXPECTED)
def test_text_names_the_place_and_the_remedy(name: str) -> None:
    problem, _ = check(name)
    text = render(name, "text")

    assert text.startswith(f"{NAME}:{problem.line}:{problem.column}  {problem.severity}  {problem.code} {problem.name}")
    assert f"^ {problem.remedy}\n" in text
    assert text.endswith(" in 1 of 572 files\n")


@pytest.mark.parametrize("name", EXPECTED)
def test_json_matches_its_schema(name: str) -> None:
    problem, _ = check(name)
    report = json.loads(render(name, "json"))

    jsonschema.validate(report, json.loads(REPORT_SCHEMA.read_bytes()))
    (reported,) = report["problems"]
    assert (reported["line"], reported["column"], reported["remedy"]) == (problem.line, problem.column, problem.remedy)


@pytest.mark.parametrize("name", EXPECTED)
def test_github_annotates_the_line(name: str) -> None:
    problem, _ = check(name)
    command, _ = render(name, "github").splitlines()

    assert command.startswith(f"::{problem.severity} file={NAME},line={problem.line},")
    assert f",col={problem.column}," in command
    assert problem.remedy.split(":")[0] in command


@pytest.mark.parametrize("name", EXPECTED)
def test_sarif_has_what_the_standard_requires(name: str) -> None:
    problem, _ = check(name)
    log = json.loads(render(name, "sarif"))
    (run,) = log["runs"]
    (result,) = run["results"]
    region = result["locations"][0]["physicalLocation"]["region"]

    assert log["version"] == "2.1.0"
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == problem.code
    assert result["level"] in {"none", "note", "warning", "error"}
    assert problem.remedy in result["message"]["text"]
    assert (region["startLine"], region["startColumn"]) == (problem.line, problem.column)
    assert (region["endLine"], region["endColumn"]) >= (region["startLine"], region["startColumn"])


@pytest.mark.parametrize("name", EXPECTED)
def test_junit_is_well_formed(name: str) -> None:
    problem, _ = check(name)
    suite = ET.fromstring(render(name, "junit"))  # noqa: S314 - our own output
    reported = "".join(suite.itertext())

    assert suite.get("tests") == str(len(suite.findall("testcase"))) == "2"
    assert suite.get("failures") == str(len(suite.findall(".//failure"))) == str(int(problem.severity == "error"))
    assert f"{NAME}:{problem.line}:{problem.column}" in reported
    assert problem.remedy in reported


def test_the_code_frame_is_the_one_of_the_guide() -> None:
    head, line, carets, question, end = render("misspelt-key", "text").splitlines()

    assert head.endswith(":28:9  error  SCN014 unknown-key  /checklist/artifacts/data_released/justifcation")
    assert line.startswith('   28 |         "justifcation": "All datasets used are publicly available')
    assert carets == '      |         ^^^^^^^^^^^^^^ did you mean "justification"?'
    assert question == "      question: Is the data set or corpus public?   see /instruments/survey/3/#data_released"
    assert end == "1 error in 1 of 572 files"
