"""Structures that a program or a person broke: what is missing, and where, as the indentation shows it."""

import json
from datetime import date
from pathlib import Path

import pytest
from tests.support.paths import ROOT

from scanpress.checking import Problem, check_bytes

SCANS = sorted(ROOT.glob("scans/iclr-*/*.json"))
SCAN = SCANS[0].read_text(encoding="utf-8")
LINES = SCAN.split("\n")


def only(text: str) -> Problem:
    """Return the one problem of a file."""
    (problem,) = check_bytes("scans/iclr-2022/a.json", text.encode(), today=date(2026, 11, 29)).problems
    return problem


def replaced(text: str, problem: Problem, written: str) -> str:
    """Return a text with something else at the place of a problem."""
    lines = text.split("\n")
    line = lines[problem.line - 1]
    rest = line[problem.end_column - 1 :] if problem.end_line == problem.line else ""
    lines[problem.line - 1] = line[: problem.column - 1] + written + rest
    return "\n".join(lines)


ENDS = [number for number, line in enumerate(LINES) if line == "    }," and LINES[number - 1].startswith("      ")]


@pytest.mark.parametrize("number", ENDS)
def test_an_object_without_its_end_is_named_and_not_the_one_around_it(number: int) -> None:
    comma = [*LINES[:number], *LINES[number + 1 :]]
    comma[number - 1] += ","
    problem = only("\n".join(comma))

    assert problem.remedy == "write } before this comma"
    assert problem.line == number
    assert json.loads(replaced("\n".join(comma), problem, "},")) == json.loads(SCAN)
    bare = "\n".join([*LINES[:number], *LINES[number + 1 :]])
    problem = only(bare)
    assert problem.remedy == "add }, here, if nothing else is missing"
    assert json.loads(replaced(bare, problem, "},")) == json.loads(SCAN)


def test_a_file_without_indentation_is_closed_at_its_end() -> None:
    flat = json.dumps(json.loads(SCAN))

    assert only(flat[:-1]).remedy.endswith("only if nothing else is missing, add the missing }")
    assert only("\n".join(line.strip() for line in LINES).rstrip()[:-1]).remedy.startswith(
        "what wrote the file probably stopped"
    )


@pytest.mark.parametrize("path", SCANS, ids=lambda path: path.stem)
@pytest.mark.parametrize("share", [0.2, 0.3, 0.45, 0.6, 0.75, 0.9])
def test_a_file_that_is_cut_says_what_closes_it(path: Path, share: float) -> None:
    scan = path.read_text(encoding="utf-8")
    text = scan[: int(len(scan) * share)]
    problem = only(text)

    assert "the file ends inside" in problem.message
    closing = problem.remedy.partition("add the missing ")[2].split()[0]
    if "was begun" in problem.remedy:
        text = text[: text.rindex(",")]
    assert json.loads(text + closing)


WRONG = [
    ('["a", "b"}', "write ] in its place"),
    ('{"a": ["b"}', "write ] before it"),
    ('{\n  "a": [\n    "b"\n  },\n  "c": 1\n}', "write ] in its place"),
    ('{\n  "a": ["b"},\n  "c": 1\n}', "write ] in its place"),
    ('{\n  "a": [\n    "b"\n}', "write ] before it"),
    ('{\n  "a": {\n    "b": 1\n  ],\n  "c": 1\n}', "write } in its place"),
]


@pytest.mark.parametrize(("text", "remedy"), WRONG)
def test_a_bracket_of_the_other_kind_is_replaced_or_follows(text: str, remedy: str) -> None:
    problem = only(text)

    assert problem.remedy == remedy
    right = remedy.split()[1]
    wrong = text.split("\n")[problem.line - 1][problem.column - 1]
    assert json.loads(replaced(text, problem, right if "place" in remedy else right + wrong))


@pytest.mark.parametrize(
    "comment",
    [
        "// ... software_dependencies unchanged ...",
        "// the rest of the variables",
        "/* remaining questions omitted for brevity */",
        "# \u2026",
        "// other answers as before",
    ],
)
def test_a_comment_in_place_of_answers_is_no_remark(comment: str) -> None:
    start = SCAN.index('    "hardware_specification"')
    problem = only(SCAN[:start] + comment + "\n" + SCAN[SCAN.index('    "experiment_setup"') :])

    assert problem.message.startswith("something was left out here")
    assert "if nothing is missing" in problem.remedy


@pytest.mark.parametrize("comment", ["// see Table 2", "# another run", "/* the rest is in Table 3 */"])
def test_another_comment_is_kept_as_a_note(comment: str) -> None:
    problem = only(SCAN.replace('    "hardware_specification"', f'    {comment}\n    "hardware_specification"'))

    assert problem.message == "JSON does not allow comments"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ('"year"\uff1a2022\uff0c', "JSON has no \uff1a and \uff0c: signs of another keyboard are at 2 places"),
        ('"year"\uff1a2022\u3001', "JSON has no \uff1a and \u3001: signs of another keyboard are at 2 places"),
        ('"year": 2022\uff0c', "\uff0c does not separate values in JSON"),
        ('"year"\uff1a2022,', "a key must be followed by a colon, not by \uff1a"),
    ],
)
def test_signs_of_another_keyboard_are_one_problem(wrong: str, message: str) -> None:
    assert only(SCAN.replace('"year": 2022,', wrong)).message == message


@pytest.mark.parametrize(
    ("wrong", "remedy"),
    [
        (
            '-     "year": 2021,\n+     "year": 2022,',
            "remove the lines that begin with -, and remove the + at the start of the others",
        ),
        ('    "year": 2022,\n-     "x-note": "a",', "remove the lines that begin with -"),
        ('+     "year": 2022,', "remove the + at the start of the line"),
    ],
)
def test_lines_of_a_patch_are_named(wrong: str, remedy: str) -> None:
    problem = only(SCAN.replace('    "year": 2022,', wrong))

    assert "as in a patch" in problem.message
    assert problem.remedy == remedy


@pytest.mark.parametrize("number", [1, 512, 100_000])
def test_null_characters_after_a_scan_are_counted(number: int) -> None:
    problem = only(SCAN + "\0" * number)

    assert problem.message.startswith(f"{number:,} null character")


@pytest.mark.parametrize("number", ENDS)
def test_a_bracket_too_many_is_the_one_that_closes_too_early(number: int) -> None:
    text = "\n".join([*LINES[:number], "    }},", *LINES[number + 1 :]])
    problem = only(text)

    assert problem.remedy == "remove this }"
    assert json.loads(replaced(text, problem, "")) == json.loads(SCAN)


@pytest.mark.parametrize("value", ["2022 (published)", "true (see arXiv)", "2022 (v2), "])
def test_a_remark_in_brackets_is_no_list(value: str) -> None:
    problem = only(SCAN.replace('"year": 2022', f'"year": {value}'))

    assert problem.message == "a remark in brackets follows the value"


@pytest.mark.parametrize("text", ['a \\\\"b\\\\" c', '\\\\"b\\\\" c', 'a \\\\"b c\\\\" d \\\\"e\\\\" f'])
def test_two_backslashes_before_a_quotation_mark_are_one_too_many(text: str) -> None:
    wrong = SCAN.replace("Algorithm 1 Sequential Reptile", text)
    problem = only(wrong)

    assert problem.remedy.startswith("write one backslash before each quotation mark")
    assert json.loads(wrong.replace('\\\\"', '\\"'))


def test_a_bare_word_may_be_a_text_or_a_value() -> None:
    problem = only(SCAN.replace('"result": "Yes"', '"result": Yes'))

    assert problem.remedy == 'write "Yes" if a text is meant here, or true'


def test_a_version_with_a_zero_is_one_problem() -> None:
    assert only(SCAN.replace('"instrument_version": 1', '"instrument_version": 01')).name == "syntax"
