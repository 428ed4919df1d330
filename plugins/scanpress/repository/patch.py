"""The changed lines of a commit: one `git diff-tree` a process, asked as often as needed."""

import os
import re
import secrets
import weakref
from collections.abc import Iterator
from functools import cache
from typing import IO, cast

from scanpress.repository.location import Location
from scanpress.repository.objects import end
from scanpress.repository.private import private
from scanpress.repository.process import start
from scanpress.repository.text import decode
from scanpress.repository.values import Diff, Hunk

_ARGUMENTS = (
    "diff-tree", "--stdin", "-r", "-p", "-M", "-l1000", "-U3", "--no-commit-id", "--no-color", "--no-ext-diff",
    "--no-textconv", "--submodule=short",
)  # fmt: skip
_HEADER = re.compile(rb"@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@")


class Differ:
    """Compare trees of one repository."""

    def __init__(self, location: Location) -> None:
        # A line that is no object is echoed: so the end of an answer is known, by a word that no content can hold.
        self._end = f"end {secrets.token_hex()}\n".encode()
        with private(location) as variables:
            process = start(variables, *_ARGUMENTS)
            self._to = cast("IO[bytes]", process.stdin)
            self._from = cast("IO[bytes]", process.stdout)
            weakref.finalize(self, end, process)
            list(self._answer(b""))

    def diffs(self, old: str, new: str) -> list[Diff]:
        """Return what changed between two trees, file by file; a changed type counts as two: removed, then added."""
        found: list[list[bytes]] = []
        for line in self._answer(f"{old} {new}\n".encode()):
            if line.startswith(b"diff --git "):
                found.append([])
            elif found:
                found[-1].append(line)
        return [_diff(lines) for lines in found]

    def _answer(self, question: bytes) -> Iterator[bytes]:
        self._to.write(question + self._end)
        self._to.flush()
        for line in self._from:
            if line == self._end:
                return
            yield line


def differ(store: str) -> Differ:
    """Return this process's comparison of trees in `store`."""
    return _differ(store, os.getpid())


@cache
def _differ(store: str, _process: int) -> Differ:
    return Differ(Location.at(store))


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
