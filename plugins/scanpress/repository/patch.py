"""The lines that differ between two trees: one `git diff-tree` in each process of ours, asked as often as needed."""

import os
import re
import secrets
import weakref
from collections.abc import Iterator
from functools import cache
from typing import IO, cast

from scanpress.repository.location import Location
from scanpress.repository.objects import stop
from scanpress.repository.private import private_git
from scanpress.repository.process import start
from scanpress.repository.text import decode
from scanpress.repository.values import Diff, Hunk

_ARGUMENTS = (
    "diff-tree", "--stdin", "-r", "-p", "-M", "-l1000", "-U3", "--no-commit-id", "--no-color", "--no-ext-diff",
    "--no-textconv", "--submodule=short",
)  # fmt: skip
_HEADER = re.compile(rb"@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@")


def differ(store: str) -> "Differ":
    """Return the object with which this process compares trees of the repository in `store`."""
    return _differ(store, os.getpid())


@cache
def _differ(store: str, _process: int) -> "Differ":
    return Differ(Location.at(store))


class Differ:
    """Compare trees of one repository."""

    def __init__(self, location: Location) -> None:
        # Git echoes a line that names no object: a random word marks the end of each answer, which no content can hold.
        self._end = f"end {secrets.token_hex()}\n".encode()
        with private_git(location) as variables:
            process = start(variables, *_ARGUMENTS)
            self._input = cast("IO[bytes]", process.stdin)
            self._output = cast("IO[bytes]", process.stdout)
            weakref.finalize(self, stop, process)
            list(self._answer(b""))

    def diffs(self, old: str, new: str) -> list[Diff]:
        """Return the differences of two trees, file by file; a file whose type changed is removed first, then added."""
        found: list[list[bytes]] = []
        for line in self._answer(f"{old} {new}\n".encode()):
            if line.startswith(b"diff --git "):
                found.append([])
            elif found:
                found[-1].append(line)
        return [_diff(lines) for lines in found]

    def _answer(self, question: bytes) -> Iterator[bytes]:
        self._input.write(question + self._end)
        self._input.flush()
        for line in self._output:
            if line == self._end:
                return
            yield line


def _diff(lines: list[bytes]) -> Diff:
    starts = [number for number, line in enumerate(lines) if line.startswith(b"@@ ")]
    ends = [*starts[1:], len(lines)]
    hunks = tuple(_hunk(lines[start:end]) for start, end in zip(starts, ends, strict=bool(starts)))
    return Diff(
        hunks, is_binary=any(line.startswith(b"Binary files ") for line in lines[: starts[0] if starts else None])
    )


def _hunk(lines: list[bytes]) -> Hunk:
    match = cast("re.Match[bytes]", _HEADER.match(lines[0]))
    texts = [decode(line.removesuffix(b"\n")) for line in lines]
    return Hunk(texts[0], int(match[1]), int(match[2]), tuple(texts[1:]))
