"""Each common syntax mistake is reported with its place and what to write."""

import pytest

from scanpress.checking.reading.layout import lay_out
from scanpress.checking.reading.text import Lines

SLIPS = [
    ('{"a": tru}', 1, 7, "write true"),
    ('{"a": True}', 1, 7, "write true"),
    ('{"a": None}', 1, 7, "write null"),
    ('{"a": undefined}', 1, 7, "write null"),
    ('{"a": word}', 1, 7, 'put it in double quotes: "word"'),
    ('{\n"a": 1\n"b": 2}', 2, 7, "add a comma here"),
    ("[1\n2]", 1, 3, "add a comma here"),
    ('{"a": 1,}', 1, 8, "remove the comma"),
    ("[1,]", 1, 3, "remove the comma"),
    ("[1,,2]", 1, 4, "remove one of them"),
    ('{"a": }', 1, 7, 'write a value, such as "", null or false'),
    ("{'a': 1}", 1, 2, "write double quotation marks"),
    ("{a: 1}", 1, 2, 'write "a"'),
    ('{"a" 1}', 1, 5, "add : after the key"),
    ('{"a" = 1}', 1, 6, "write : instead of ="),
    ('{"a": 1} // no', 1, 10, "remove the comment"),
    ('{"a": "say "hi""}', 1, 12, 'write \\" for each quotation mark inside a text'),
    ('{"a": "no end\n}', 1, 7, 'close it with "'),
    ('{"a": "tab\there"}', 1, 11, "or \\t instead"),
    ('{"a": "\\x"}', 1, 8, "write two backslashes"),
    ('{"a": [1}', 1, 9, "write ] before it"),
    ('{"a": 01}', 1, 7, "write 1 without the leading zero"),
    ('{"a": 1.}', 1, 7, "or remove the point"),
    ('{"a": 2024-01-01}', 1, 7, "put it in double quotes"),
    ('{"a": .5}', 1, 7, "start it with a digit"),
    ('{"a": 1', 1, 8, "add the missing }"),
    ('{"a": [nul', 1, 11, "add the missing ]"),
    ('{"a": "cut o', 1, 13, 'add the missing "}'),
    ("", 1, 1, "git restore brings back what was committed"),
    ('{"a": 1} "b"', 1, 10, "delete the text after the last }"),
    ("{“a”: 1}", 1, 2, "write straight quotation marks"),
    ('{\u00a0"a": 1}', 1, 2, "remove U+00A0 NO-BREAK SPACE"),
]


@pytest.mark.parametrize(("text", "line", "column", "remedy"), SLIPS)
def test_a_slip_is_reported_at_its_place(text: str, line: int, column: int, remedy: str) -> None:
    layout = lay_out(text)
    (finding,) = layout.findings

    assert finding.rule == "syntax"
    assert finding.span is not None
    assert Lines(text).place(finding.span[0]) == (line, column)
    assert remedy in finding.remedy


def test_what_leaves_the_structure_clear_does_not_end_the_reading() -> None:
    layout = lay_out('{"a": NaN, "a": 1e999, "b": -Infinity, "c": 123456789012345678901}')

    assert [finding.rule for finding in layout.findings] == [
        "not-finite",
        "duplicate-key",
        "not-finite",
        "not-finite",
        "big-number",
    ]
    assert not layout.broken
