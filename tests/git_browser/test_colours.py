"""Which language a file is in, and what its colours cost."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.files import write
from tests.support.git import git
from tests.support.git_sites import build_git_site

from scanpress.git_browser.content.code import is_worth_colours, numbered
from scanpress.git_browser.content.languages import LANGUAGES, language_of, pattern_of

PERL = "use strict; # a comment\nmy %h = (a => 1);\n"


@pytest.mark.parametrize(
    ("name", "text", "language"),
    [
        ("script.pl", f"#!/usr/bin/perl\n{PERL}", "perl"),
        ("lib/Module.pm", "package Module;\n", "perl"),
        ("t/basic.t", PERL, "perl"),
        ("t/cram.t", "  $ echo run\n  run\n", ""),
        ("family.pl", "parent(a, b).\nold(X) :- parent(X, _).\n", "prolog"),
        ("a.fs", "module Shapes\nlet area r = 3.0 * r\n", "f#"),
        ("a.fs", ": square dup * ;\n", "forth"),
        ("shade.fs", "#version 330\nvoid main() {}\n", "c"),
        ("a.m", "function y = f(x)\n% square\ny = x^2;\nend\n", "matlab"),
        ("a.m", "#import <Foundation/Foundation.h>\n", "objective-c"),
        ("a.m", "(* a notebook *)\nPlot[x, {x, 0, 1}]\n", ""),
        ("a.h", "int f(void);\n", "c"),
        ("a.h", "@interface A\n@end\n", "objective-c"),
        ("schema.sql", "CREATE TABLE a (b jsonb);\n", "sql"),
        ("a.ts", "const a: number = 1;\n", "javascript"),
        ("de.ts", '<?xml version="1.0"?>\n<TS></TS>\n', "xml"),
        ("a.v", "module a;\nendmodule\n", "verilog"),
        ("bin/run", "#!/usr/bin/env python3\n", "python"),
        ("bin/run", "#!/bin/sh\n", "shell"),
        ("sub/Makefile", "all:\n", "make"),
        ("UPPER.PY", "import os\n", "python"),
        ("notes", "only a text\n", ""),
        ("a.unknown", "x\n", ""),
        ("a.py/notes.txt", "import os\n", ""),
    ],
)
def test_the_language_is_found_by_name_and_content(name: str, text: str, language: str) -> None:
    assert language_of(name, text) == language


def test_a_hash_begins_a_comment_in_perl_and_a_percent_sign_does_not() -> None:
    for name in ("script.pl", "Module.pm", "basic.t"):
        html = numbered(PERL, name)
        assert "<span class=c># a comment</span>" in html
        assert "<span class=c>%" not in html


def test_json_has_no_colours() -> None:
    assert "<span" not in numbered('{"a": "b"}\n', "a.json")


def test_an_unknown_language_and_long_lines_have_no_colours() -> None:
    assert "<span" not in numbered('x = "a"\n', "a.unknown")
    assert is_worth_colours("x = 1\n" * 2000, "a.py")
    assert not is_worth_colours("x" * 5001, "a.min.js")
    assert not is_worth_colours("x = 1\n" * 30_000, "a.py")


@given(st.sampled_from(sorted(LANGUAGES)), st.text(alphabet="\"'`#/*\\-{}()<>=:;%|[]@ab1 \n", max_size=80))
def test_pieces_of_any_text_do_not_overlap(language: str, text: str) -> None:
    end = 0
    for match in pattern_of(language).finditer(text):
        assert match.start() >= end
        assert match.end() > match.start()
        end = match.end()


PIECES = [
    *"\\\"'`/#%$@&-+*=<>()[]{},;:.?!|a01_ \t",
    "/*",
    "(*",
    "{-",
    "<!--",
    '"""',
    "'''",
    '\\"',
    "\\'",
    "q{",
    "${",
    "::",
    "a.",
    "a:",
    "a=",
    "--[[",
    "''",
]


def families(size: int) -> Iterator[str]:
    """Yield texts in which one piece is repeated, in one line, in lines of their own, and before and between words."""
    for piece in PIECES:
        yield piece * (size // len(piece))
        yield f"{piece}\n" * (size // (len(piece) + 1))
        yield f"{piece * 9} b " * (size // (9 * len(piece) + 3))
        yield piece + "\n" * size


def seconds(language: str, text: str) -> float:
    """Return the CPU time of a run over a text."""
    begin = time.process_time()
    for _match in pattern_of(language).finditer(text):
        pass
    return time.process_time() - begin


@pytest.mark.parametrize("size", [1_500])  # 40,000 measures what a page of 128 kB may cost
@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_colours_cost_time_in_proportion_to_the_text(language: str, size: int) -> None:
    for small, large in zip(families(size), families(4 * size), strict=True):
        # Quadratic time would be sixteen times as much; below a millisecond clocks tell nothing.
        if seconds(language, large) >= 10 * 0.001:
            limit = 10 * max(min(seconds(language, small) for _ in range(3)), 0.001)
            assert min(seconds(language, large) for _ in range(3)) < limit, repr(large[:20])


def test_a_perl_test_with_many_backslashes_is_built(tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    repository.mkdir()
    git(repository, "init", "--quiet")
    write(repository / "t/basic.t", "#!perl\nuse Test::More;\nis(x, q//" + "\\" * 60)
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "one")
    page = build_git_site(tmp_path / "site", repository).page("file/t/basic.t.html")
    assert "<span class=k>use</span> Test::More" in page
