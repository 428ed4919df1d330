"""The lines that differ between two trees, and a commit as a mail that `git am` applies.

One `git diff-tree` in each process of ours compares trees, asked as often as needed. A diff may be as long as its
files, so that only as much of it is kept as a caller has room for. Git is stopped, and started again for the next
question, if the rest is too long to be skipped.
"""

import os
import re
import secrets
import weakref
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from subprocess import Popen
from tempfile import TemporaryFile
from typing import IO, cast

from scanpress.repository.location import Location
from scanpress.repository.objects import stop
from scanpress.repository.private import private_git
from scanpress.repository.process import read_words, run, start
from scanpress.repository.text import decode
from scanpress.repository.values import Diff, Diffs, Hunk

LARGEST_COMPARED = 9 << 20
"""Bytes of a file: git takes larger ones for binary here, because it needs up to 84 bytes for each byte of a side."""

_ARGUMENTS = (
    "-c", f"core.bigFileThreshold={LARGEST_COMPARED}", "--literal-pathspecs",
    "diff-tree", "--stdin", "-r", "-p", "-M", "-l1000", "-U3", "--no-commit-id", "--no-color", "--no-ext-diff",
    "--no-textconv", "--submodule=short",
)  # fmt: skip
_HEADER = re.compile(r"@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@")
_BLOCK = 1 << 16
_LONGEST_SKIPPED = 64 << 20  # bytes of one answer
_LONGEST_ARGUMENTS = 100_000  # bytes; systems allow more

FIRST_LINE = b"From %s Mon Sep 17 00:00:00 2001\n"
"""How the mail of a commit begins; the date is always this one."""

_ADDRESS = re.compile(rb"(?m)(?<=[ \t])<[^<>\n]*>$")


def differ(store: str) -> "Differ":
    """Return the object with which this process compares trees of the repository in `store`."""
    return _differ(store, os.getpid())


@cache
def _differ(store: str, _process: int) -> "Differ":
    return Differ(Location.at(store))


def compare_some(store: str, trees: tuple[str, str], paths: Sequence[str], limits: "Limits", *, renames: bool) -> Diffs:
    """Return the differences of two trees in some paths alone, as the objects of others are missing."""
    if sum(len(path.encode("utf-8", "surrogateescape")) + 1 for path in paths) > _LONGEST_ARGUMENTS:
        return Diffs((), "too many paths")
    selection = ("--", *paths) if renames else ("--no-renames", "--", *paths)
    return Differ(Location.at(store), selection).diffs(*trees, limits)


@dataclass(frozen=True, slots=True)
class Limits:
    """How many bytes are kept of one file's diff, and of all of them."""

    file: int
    total: int


@dataclass(slots=True)
class _Section:
    """What git says about one file: its beginning, and how long it is."""

    most: int
    kept: bytearray = field(default_factory=bytearray)
    lines: int = 0
    size: int = 0

    def add(self, part: bytes) -> None:
        self.kept += part[: max(0, self.most - len(self.kept))]
        self.lines += part.count(b"\n")
        self.size += len(part)

    def diff(self) -> Diff:
        # Decoded at once: no byte of a line end is part of another character, whatever the bytes are.
        lines = decode(bytes(self.kept)).split("\n")
        starts = [number for number, line in enumerate(lines) if line.startswith("@@ ")]
        header = lines[: starts[0]] if starts else lines
        if self.size > self.most:
            return Diff(lines=self.lines - len(header), size=self.size)
        lines.pop()
        ends = [*starts[1:], len(lines)]
        hunks = tuple([_hunk(lines[start:end]) for start, end in zip(starts, ends, strict=bool(starts))])
        is_binary = any(line.startswith("Binary files ") for line in header)
        return Diff(hunks, is_binary, self.lines - len(header) if starts else 0, self.size)


class Differ:
    """Compare trees of one repository, or some paths of them."""

    def __init__(self, location: Location, selection: Sequence[str] = ()) -> None:
        self._location = location
        self._selection = selection
        self._process: Popen[bytes] | None = None
        # Git echoes a line that names no object: a random word marks the end of each answer, which no content can hold.
        self._end = f"end {secrets.token_hex()}\n".encode()
        self._borders = re.compile(rb"\n(?=diff --git |%b)" % self._end)
        self._words: IO[bytes] = TemporaryFile()  # noqa: SIM115 - as long as the process

    def diffs(self, old: str, new: str, limits: Limits) -> Diffs:
        """Return the differences of two trees, file by file; a file whose type changed is removed first, then added.

        Diffs that come after the limit of all, or after git failed, are left out.
        """
        found: list[Diff] = []
        kept = read = 0
        try:
            for section in self._sections(f"{old} {new}\n".encode(), limits.file):
                found.append(section.diff())
                kept += section.size if section.size <= section.most else 0
                read += section.size
                if kept > limits.total or read > _LONGEST_SKIPPED:
                    self._close()
                    break
        except _StoppedError:
            return Diffs(tuple(found), read_words(self._words) or "git stopped")
        return Diffs(tuple(found))

    def _sections(self, question: bytes, most: int) -> Iterator[_Section]:
        """Yield what git says about each file, as soon as it has said all of it."""
        section: _Section | None = None
        rest = b"\n"
        for block in self._answer(question):
            *whole, rest = self._borders.split(rest + block)
            for part in whole:
                if section:
                    section.add(part + b"\n")
                    yield section
                section = _Section(most)
            if rest == self._end:
                return
            if section and len(rest) > len(self._end):
                border = len(rest) - len(self._end) - 1
                section.add(rest[:border])
                rest = rest[border:]
                if section.size > _LONGEST_SKIPPED:
                    yield section
                    return

    def _answer(self, question: bytes) -> Iterator[bytes]:
        """Yield the blocks of git's answer, the last of which ends with the mark."""
        process = self._process or self._start()
        with suppress(BrokenPipeError):
            cast("IO[bytes]", process.stdin).write(question + self._end)
            cast("IO[bytes]", process.stdin).flush()
        while block := process.stdout.read1(_BLOCK):  # type: ignore[union-attr]
            yield block
        self._close()
        raise _StoppedError

    def _start(self) -> Popen[bytes]:
        self._words.truncate(0)
        self._words.seek(0)
        with private_git(self._location) as variables:
            process = start(variables, *_ARGUMENTS, *self._selection, stderr=self._words.fileno())
            self._process = process
            weakref.finalize(self, stop, process)
            # From its first answer on, git knows where the objects are and no longer needs its folder.
            list(self._sections(b"", 0))
        return process

    def _close(self) -> None:
        """Stop git, which may have more to say."""
        if self._process:
            self._process.kill()
            stop(self._process)
        self._process = None


class _StoppedError(Exception):
    """Git has stopped before its answer was complete."""


def _hunk(lines: Sequence[str]) -> Hunk:
    match = cast("re.Match[str]", _HEADER.match(lines[0]))
    return Hunk(lines[0], int(match[1]), int(match[2]), tuple(lines[1:]))


def mail_of(store: str, oid: str, *, show_email: bool) -> bytes:
    """Return what `git format-patch --stdout -1` prints, with the author's address or an empty one.

    `git am` accepts both. Only the line that names the author is changed, not the message and not the files.
    """
    mail = run(Location.at(store), "format-patch", "--stdout", "-1", oid)
    if show_email:
        return mail
    first = mail.index(b"\nFrom: ") + 1
    end = mail.index(b"\nDate: ", first)
    return mail[:first] + _ADDRESS.sub(b"<>", mail[first:end]) + mail[end:]


def is_mail_of(content: bytes, oid: str) -> bool:
    """Return whether a file begins as the mail of a commit does."""
    return content.startswith(FIRST_LINE % oid.encode())
