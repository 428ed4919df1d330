"""Showing a content takes time in proportion to its size, and a failure costs only the better way to show it."""

import gc
import json
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from tests.support.files import write
from tests.support.git import git, new_repository

from scanpress.git_browser.content import blob, markdown, notebook, table
from scanpress.git_browser.content.code import numbered
from scanpress.repository import GitError, blame

_SIZE = 32_000  # characters of the smallest text
_DOUBLINGS = 3
_MOST = 2.6  # of the time for half the size: 2 if it grows with the size, 4 if it grows with the square
_TOO_SHORT = 0.02  # seconds in which nothing can be measured
_ROUNDS = 3


def seconds(show: Callable[[str], object], text: str, rounds: int = _ROUNDS) -> float:
    """Return the shortest CPU time of a few rounds, without garbage collection, as workers have it."""
    found = []
    gc.disable()  # it takes time in proportion to what other tests have left in this process
    for _ in range(rounds):
        start = time.process_time()
        show(text)
        found.append(time.process_time() - start)
    gc.enable()
    return min(found)


def assert_linear(show: Callable[[str], object], make: Callable[[int], str]) -> None:
    """Assert that each doubling of the size takes about twice the time."""
    most = _MOST**_DOUBLINGS
    large = make(_SIZE << _DOUBLINGS)
    # A large text that is shown in so short a time needs no comparison.
    if seconds(show, large, rounds=1) > _TOO_SHORT * most:
        assert seconds(show, large) <= max(seconds(show, make(_SIZE)), _TOO_SHORT) * most


def notebook_of(source: str) -> str:
    output = {"output_type": "display_data", "data": {"image/png": source, "text/plain": source}}
    cells = [
        {"cell_type": "markdown", "source": source[: len(source) // 4]},
        {"cell_type": "code", "source": source, "outputs": [output, {"output_type": "stream", "text": source}]},
    ]
    return json.dumps({"nbformat": 4, "metadata": {}, "cells": cells})


_PIECES = ['"', ",", '"a",', "a\n", ";", "\x1b[", "\x1b[31;", "A", "A=", "<a ", "[", "![](", "`", "> ", "'", "\\", "\n"]


@pytest.mark.parametrize("piece", _PIECES)
def test_tables_take_linear_time(piece: str) -> None:
    for suffix in (".csv", ".tsv"):
        assert_linear(partial(table.render, suffix=suffix), lambda size: "a,b\tc\n" + piece * (size // len(piece)))


@pytest.mark.parametrize("piece", _PIECES)
def test_notebooks_take_linear_time(piece: str) -> None:
    assert_linear(notebook.render, lambda size: notebook_of(piece * (size // 4 // len(piece))))


def test_notebooks_of_many_cells_take_linear_time() -> None:
    cell = {"cell_type": "markdown", "source": "# A\n[b](#a)\n"}
    assert_linear(
        notebook.render, lambda size: json.dumps({"nbformat": 4, "cells": [cell] * (size // len(json.dumps(cell)))})
    )


@pytest.mark.parametrize("piece", _PIECES)
def test_lines_take_linear_time(piece: str) -> None:
    assert_linear(partial(numbered, name="a.py"), lambda size: piece * (size // len(piece)))


@pytest.mark.parametrize("lines", [["a"], ["a", "b"], ["", "{", "}"], [str(number) for number in range(1000)]])
def test_blame_takes_linear_time(lines: list[str]) -> None:
    def compare(text: str) -> None:
        new = text.encode().split(b"\n")
        blame([(new[1:], []), ([b"x", *new[::-1]], [0]), (new, [1, 0])])

    assert_linear(compare, lambda size: "\n".join(lines * (size // 2 // len("\n".join(lines)))))


def test_blame_takes_linear_time_if_each_part_has_one_line_that_is_unique() -> None:
    def compare(text: str) -> None:
        new = [line for number in range(len(text) // 10) for line in (b"%d" % (number + 2), b"%d" % number)]
        old = [line for number, own in enumerate(new) for line in (b"other %d" % number, own)]
        blame([(old, []), (new, [0])])

    assert_linear(compare, lambda size: "a" * (size // 8))


@pytest.mark.parametrize("error", [ValueError("no"), RecursionError(), MemoryError(), BaseException("a panic")])
def test_failure_while_a_file_is_rendered_shows_its_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def fail(*_: object) -> str:
        raise error

    write(tmp_path / "a.md", "# A\n")
    repository = new_repository(tmp_path)
    monkeypatch.setattr(markdown, "render", fail)
    monkeypatch.setattr(blob, "marks_of", fail)
    shown = blob.shown_content(_made_from(repository, "a.md"))
    assert shown["is_failed"]
    assert "# A" in str(shown["code"].rows)
    assert shown["blamed"] is None


def test_damage_of_the_repository_is_not_taken_for_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> str:
        raise GitError("git cat-file", "gone")

    write(tmp_path / "a.md", "# A\n")
    repository = new_repository(tmp_path)
    monkeypatch.setattr(markdown, "render", fail)
    with pytest.raises(GitError):
        blob.shown_content(_made_from(repository, "a.md"))


def _made_from(repository: Path, name: str) -> dict[str, object]:
    return {
        "store": str(repository / ".git"),
        "blob": git(repository, "rev-parse", f"HEAD:{name}"),
        "name": name,
        "mode": "100644",
        "size": 1,
        "is_image": False,
        "is_coloured": True,
        "links": {},
        "copy": "",
        "blame": {"versions": []},
    }
