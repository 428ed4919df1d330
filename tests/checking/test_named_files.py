"""A file that is not JSON is called what it is: one problem, at its place, with a remedy that loses nothing."""

import json
from datetime import date

import pytest
from tests.support.paths import REPRODUCIBILITY_FILE

from scanpress.checking import Problem, check_bytes

SCAN = json.loads(REPRODUCIBILITY_FILE.read_bytes())
PRETTY = json.dumps(SCAN, indent=2) + "\n"
LAST = PRETTY.count("\n")
LINE = json.dumps(SCAN)


def check(data: str | bytes) -> tuple[Problem, ...]:
    raw = data.encode() if isinstance(data, str) else data
    return check_bytes("scans/a/b.json", raw, today=date(2026, 7, 1)).problems


def before_each_line(sign: str) -> str:
    return "".join(f"{sign}{line}\n" for line in PRETTY.splitlines())


YAML = "paper:\n  title: A Paper\n  year: 2023\nrater:\n  kind: person\n"
NAMED: dict[str, tuple[str | bytes, str, str]] = {
    "words before": (f"Here it is:\n\n{PRETTY}", "there is text before the scan", "before the first {, in line 3"),
    "words after": (f"{PRETTY}Hope it helps!\n", "there is text after the scan", f"after the last }}, in line {LAST}"),
    "words around": (f"Sure, a {{scan}}:\n{PRETTY}\nBye", "there is text before and after", "in line 2, and after"),
    "fence and words": (f"Here:\n```json\n{PRETTY}```\nBye", "there is text before and after", "{, in line 3"),
    "assignment": (f"const scan = {PRETTY.rstrip()};\n", "there is text before and after", "before the first {"),
    "thinking": (f"<think>a {{b}}</think>\n{PRETTY}", "there is text before the scan", "in line 2"),
    "code fence": (f"```json\n{PRETTY}```\n", "in a code fence", "remove the lines ```json and ```"),
    "open fence": (f"~~~\n{PRETTY}", "in a code fence", "remove the line ~~~"),
    "JSON Lines": (f"{LINE}\n{LINE}\n", "2 JSON objects, which start in lines 1 and 2", "each other one to a file"),
    "three scans": (f"{LINE},\n{LINE}\n\n{LINE}", "3 JSON objects, which start in lines 1, 2 and 4", "each other one"),
    "a list": (f"[{LINE},{LINE}]", "a list of 2 JSON objects", "each other one to a file of its own"),
    "a list of one": (f"[{LINE}]", "a list of 1 JSON object", "remove the [ before the scan and the ] after it"),
    "JSON in a text": (json.dumps(LINE), "JSON text that has the scan inside", "without the quotation marks around it"),
    "bracket too many": (f"{PRETTY.rstrip()}}}\n", "has no opening bracket", "or restore the {"),
    "closed early": (
        PRETTY.replace("},\n", "}},\n", 1),
        "too early: more of it follows",
        "remove this }",
    ),
    "closed early in one line": (
        json.dumps(json.loads(PRETTY)).replace("}, ", "}}, ", 1),
        "more follows",
        "remove the bracket if it closes the scan too",
    ),
    "YAML": (YAML, "this is YAML", "convert it to JSON"),
    "YAML document": (f"---\n{YAML}", "this is YAML", "convert it to JSON"),
    "YAML of two lines": ("---\npaper: A Paper\n", "this is YAML", "convert it to JSON"),
    "JSON behind a line of YAML": (f"---\n{PRETTY}", "there is text before the scan", "delete the text"),
    "TOML": ('[paper]\ntitle = "A"\nyear = 2023\n', "this is TOML", "convert it to JSON"),
    "web page": (f"<!DOCTYPE html>\n<pre>{PRETTY}</pre>", "a saved web page", "download the raw file"),
    "XML": ("<?xml version='1.0'?><a/>", "XML or HTML", "download the raw file"),
    "patch": ("diff --git a/x b/x\n--- a/x\n+++ b/x\n", "this is a patch", "git apply"),
    "older patch": ("--- a/x\n+++ b/x\n@@ -1 +1 @@\n", "this is a patch", "git apply"),
    "added lines": (before_each_line("+"), "a + before each line", "remove + at the start of each line"),
    "quoted mail": (before_each_line("> "), "a > before each line", "remove > at the start of each line"),
    "line numbers": (before_each_line("12: "), "a number before each line", "remove the number"),
    "BibTeX": ("@article{a,\n title={X}\n}\n", "a BibTeX entry", "remove the file"),
    "RIS": ("TY  - JOUR\n", "RIS format", "remove the file"),
    "RTF": ("{\\rtf1\\ansi {", "RTF", "plain text"),
    "prose": ("The paper could not be read.\n", "it starts with", "replace it with a scan"),
    "UTF-16": (PRETTY.encode("utf-16"), "written in UTF-16", "save it as UTF-8"),
    "UTF-16 without mark": (f"\n{PRETTY}".encode("utf-16-be"), "written in UTF-16", "save it as UTF-8"),
    "UTF-32": (PRETTY.encode("utf-32"), "written in UTF-32", "save it as UTF-8"),
    "UTF-32 without mark": (PRETTY.encode("utf-32-le"), "written in UTF-32", "save it as UTF-8"),
    "PDF": (b"%PDF-1.5\n%\xd0\xd4", "a PDF", "save the scan itself"),
    "archive": (b"PK\x03\x04\x14\0\0", "a ZIP archive", "unpack it"),
    "gzip": (b"\x1f\x8b\x08\0\0", "a gzip archive", "unpack it"),
    "picture": (b"\x89PNG\r\n\x1a\n\0", "a picture", "save the scan itself"),
    "zero bytes": (b"\0" * 512, "512 zero bytes", "restore it"),
    "only a mark": (b"\xef\xbb\xbf\n", "the file is empty", "write the scan into it"),
    "cut in a letter": ('{"paper": "Zo\u00eb'.encode()[:-1], "cut off", "restore the missing end"),
    "two encodings": (
        '{"a": "Zo\u00eb Zo\u00eb '.encode() + b'Zo\xeb"}',
        "may be \u00eb",
        "write only the \u00eb again",
    ),
    "another encoding": ('{"a": "王小明 张三"}'.encode("gbk"), "not valid UTF-8", "open the file in the encoding"),
}


@pytest.mark.parametrize("name", NAMED)
def test_a_file_that_is_not_json_has_one_problem_that_says_what_it_is(name: str) -> None:
    data, message, remedy = NAMED[name]
    (problem,) = check(data)

    assert message in problem.message
    assert remedy in problem.remedy


def test_all_conflicts_of_a_file_are_one_problem_with_their_lines() -> None:
    conflict = '  <<<<<<< HEAD\n  "x-a": 1,\n||||||| abc\n=======\n  "x-a": 2,\n>>>>>>> branch\n'
    text = PRETTY.replace("{\n", "{\n" + conflict, 1).replace('"variables"', f'\n{conflict}"variables"')
    (problem,) = check(text)

    assert problem.message.startswith("this file has 2 unresolved merge conflicts in lines 2\u20137, ")
    assert problem.remedy.startswith("keep one version of each, ")
