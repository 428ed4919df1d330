"""Mistakes that leave the structure clear: equal ones are one problem, and the reading goes on after them."""

import json
from datetime import date

import pytest
from tests.support.paths import REPRODUCIBILITY_FILE

from scanpress.checking import Problem, check_bytes
from scanpress.checking.reading.layout import lay_out

PRETTY = json.dumps(json.loads(REPRODUCIBILITY_FILE.read_bytes()), indent=2) + "\n"
ANSWER = '"result": "Yes"'
REASON = '"response": "'


def check(text: str) -> tuple[Problem, ...]:
    return check_bytes("scans/a/b.json", text.encode(), today=date(2026, 7, 1)).problems


REPEATED = {
    "trailing commas": (PRETTY.replace('"\n    }', '",\n    }'), "commas have no value after them", "remove the comma"),
    "comments": (PRETTY.replace(ANSWER, f"// sure\n{ANSWER}"), "does not allow comments; this file has", '"x-note"'),
    "control characters": (PRETTY.replace(REASON, f"{REASON}\x0c"), "9 control characters: U+000C", "fi, fl or ff"),
    "tabs": (PRETTY.replace(REASON, f"{REASON}\t"), "tabs at 9 places", "\\t"),
    "line breaks": (PRETTY.replace(REASON, f"{REASON}a\n"), "line breaks at 9 places", "\\n"),
    "apostrophes": (PRETTY.replace(REASON, f"{REASON}it\\'s "), "it is at 9 places", "write ' without the backslash"),
    "LaTeX": (PRETTY.replace(REASON, f"{REASON}\\alpha \\(x\\) \\_ "), "36 backslashes", "two backslashes"),
    "semicolons": (PRETTY.replace('",\n', '";\n'), "such as ;", "write , in its place"),
    "equals signs": (PRETTY.replace('":', '" ='), "not followed by a colon, but by =", "write : instead of ="),
    "missing commas": (PRETTY.replace('",\n', '"\n'), "commas are missing at ", "add a comma here"),
    "no-break spaces": (PRETTY.replace("    ", "  \xa0 "), "such as U+00A0 NO-BREAK SPACE", "a normal space"),
    "inner quotes": (PRETTY.replace(REASON, f'{REASON}a "b" c '), "9 texts have quotation marks inside", '\\"'),
    "full width": (PRETTY.replace('",\n', '"\uff0c\n'), "such as \uff0c", "write , in its place"),
}


@pytest.mark.parametrize("name", REPEATED)
def test_equal_mistakes_are_one_problem_with_a_count_and_the_lines(name: str) -> None:
    text, message, remedy = REPEATED[name]
    (problem,) = check(text)

    assert message in problem.message
    assert remedy in problem.remedy
    assert len(problem.also) > 1


ONCE = {
    "semicolon": ('"NeurIPS";', "write , in its place"),
    "apostrophe": ('"it\\\'s",', "write ' without the backslash"),
    "underscore": ('"a\\_b",', "write two backslashes: \\\\_, or _ alone"),
    "command": ('"\\alpha",', "write two backslashes: \\\\alpha"),
    "hexadecimal escape": ('"A\\x41",', "write \\u0041 for A"),
    "form feed": ('"a\x0cb",', "remove U+000C, or write fi, fl or ff if a ligature was lost there"),
    "backspace": ('"a\x08b",', "remove U+0008"),
    "inner quotes": ('"he said "yes" to us",', 'write \\" for each quotation mark inside a text'),
    "inches": ('"a 5" disk",', 'write \\" for each quotation mark inside a text'),
    "two texts": ('"a" "b",', "make one text of both"),
    "joined texts": ('"a" + "b",', "write one text"),
    "thousands": ("2,023,", "write 2023"),
    "dots": ("...,", "write what the dots replace"),
    "curly end": ('"NeurIPS\u201d,', 'write " in its place'),
    "no opening mark": ('NeurIPS",', 'write "NeurIPS"'),
    "no marks": ("NeurIPS and others,", 'write "NeurIPS and others"'),
    "last backslash": ('"C:\\",', "write two backslashes"),
    "backticks": ("`NeurIPS`,", "write straight quotation marks"),
    "yes": ("yes,", 'write "yes" if a text is meant here, or true'),
    "hexadecimal": ("0x7E7,", "write 2023"),
    "tuple": ("(1, 2),", "write [ instead of ("),
}


@pytest.mark.parametrize("name", ONCE)
def test_one_mistake_is_one_problem_with_the_remedy(name: str) -> None:
    written, remedy = ONCE[name]
    (problem,) = check(PRETTY.replace("{\n", f'{{\n  "x-a": {written}\n', 1))

    assert problem.line == 2
    assert remedy in problem.remedy


def test_a_dictionary_that_python_printed_is_one_problem() -> None:
    (problem,) = check(repr(json.loads(PRETTY) | {"x-a": True, "x-b": None, "x-c": "it's"}))

    assert "as Python prints it" in problem.message


def test_what_is_wrong_with_the_content_is_reported_with_the_syntax() -> None:
    problems = check(PRETTY.replace('"variables"', '"x-a": [1,], "wrong": 1, "variables"'))

    assert [problem.name for problem in problems] == ["syntax", "unknown-key"]


@pytest.mark.parametrize(
    "text",
    ["'" * 9999, '{"a": "' + '"x' * 50_000, '{"a": "' + "\x01" * 100_000 + '"}', '{"a":1}' * 50_000, "#\n" * 100_000],
)
def test_a_hostile_text_has_few_problems(text: str) -> None:
    assert len(lay_out(text).findings) <= 2


@pytest.mark.parametrize(
    ("first", "second", "remedy"),
    [
        (
            '{"by": "Mia Novak"}',
            '{"by": "Bo Li"}',
            'join them under one "review" if both are right, else keep the right',
        ),
        ('["a"]', '["b"]', 'the values differ: join them under one "review"'),
        (
            '"Read in full, also the appendix, on two days of one week of May."',
            '"Read."',
            "the values differ: join them",
        ),
        (
            '{"by": "Mia Novak", "x": 1}',
            '{"x": 1,  "by": "Mia Novak"}',
            "both values are the same: keep one; the other",
        ),
        ('"a"', '"a"', "both values are the same: keep one; the other is in line 2"),
        ("1", "true", "keep the right one; the other is in line 2"),
        ('"a"', '"b"', "keep the right one; the other is in line 2"),
    ],
)
def test_nothing_is_lost_if_one_of_two_values_of_a_key_is_kept(first: str, second: str, remedy: str) -> None:
    layout = lay_out(f'{{\n"review": {first},\n"review": {second}\n}}')
    (found,) = layout.findings

    assert found.rule == "duplicate-key"
    assert remedy in found.remedy
