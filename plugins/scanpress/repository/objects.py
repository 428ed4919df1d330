"""Objects by their oid: one `git cat-file --batch` in each process of ours, asked as often as needed."""

import hashlib
import os
import weakref
from contextlib import suppress
from functools import cache, cached_property
from subprocess import Popen
from typing import IO, cast

from scanpress.repository.location import Location
from scanpress.repository.private import private_git
from scanpress.repository.process import start
from scanpress.repository.values import Blob

_KEPT = 4 << 20  # bytes: all versions of most files, each of which is on several pages
_LARGEST_KEPT = 1 << 20
_SHA_1 = 40  # hexadecimal digits
_OPTIONS = ("-c", "core.deltaBaseCacheLimit=8m")


def objects(store: str) -> "Objects":
    """Return this process's reader of the objects in `store`, the only way in which pages reach content."""
    # A forked process must not share its parent's pipes: their answers would mix.
    return _objects(store, os.getpid())


@cache
def _objects(store: str, _process: int) -> "Objects":
    return Objects(Location.at(store))


def _read_copy(path: str, oid: str) -> bytes | None:
    """Return the bytes of a file; None if they are not those of the object."""
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - a Path costs as much as to read
            content = file.read()
    except OSError:
        return None
    hashed = hashlib.sha1 if len(oid) == _SHA_1 else hashlib.sha256
    is_same = hashed(b"blob %d\0%b" % (len(content), content), usedforsecurity=False).hexdigest() == oid
    return content if is_same else None


class Objects:
    """Read objects of one repository."""

    def __init__(self, location: Location) -> None:
        self._location = location
        self._recent: dict[str, Blob] = {}
        self._kept = 0

    def header(self, oid: str) -> tuple[str, int] | None:
        """Return an object's kind and size, None if it is missing."""
        found = self._ask_for_header(oid)
        return found and found[1:]

    def find(self, expression: str) -> str | None:
        """Return the oid that an expression like `<commit>:<path>` names, None if it names nothing."""
        found = self._ask_for_header(expression)
        return found and found[0]

    def read(self, oid: str) -> tuple[str, bytes] | None:
        """Return an object's kind and content, None if it is missing or damaged."""
        found = self._ask_for_content(oid)
        content = self._contents.take(found[2]) if found else None
        return None if found is None or content is None else (found[1], content)

    def blob(self, oid: str, most: int | None = None, copy: str = "") -> Blob | None:
        """Return a blob, None if it is missing or damaged, or has more than `most` bytes.

        The last few are kept, because several pages show each of them. `copy` is the path of a file that may have its
        bytes, as in a checkout: with their oid, they need not come from git, whose answers took 7 % of the time of a
        cold build in one process (5,000 scans, November 2026).
        """
        if oid in self._recent:
            blob = self._recent[oid]
            return blob if most is None or len(blob.content) <= most else None
        copied = _read_copy(copy, oid) if copy else None
        if copied is not None and (most is None or len(copied) <= most):
            return self._kept_blob(Blob(oid, copied))
        found = self._ask_for_content(oid)
        if found and most is not None and found[2] > most:
            self._contents.skip(found[2])
            return None
        content = self._contents.take(found[2]) if found else None
        if found is None or content is None or found[1] != "blob":
            return None
        return self._kept_blob(Blob(oid, content))

    def _kept_blob(self, blob: Blob) -> Blob:
        if len(blob.content) <= _LARGEST_KEPT:
            self._recent[blob.oid] = blob
            self._kept += len(blob.content)
            while self._kept > _KEPT:
                self._kept -= len(self._recent.pop(next(iter(self._recent))).content)
        return blob

    def _ask_for_header(self, name: str) -> tuple[str, str, int] | None:
        if self._headers.has_stopped:
            del self._headers
        return self._headers.ask(name)

    def _ask_for_content(self, oid: str) -> tuple[str, str, int] | None:
        """Ask for an object; a git that has met a damaged one has stopped, and another one is asked."""
        if self._contents.has_stopped:
            del self._contents
        return self._contents.ask(oid)

    @cached_property
    def _contents(self) -> "_CatFile":
        return _CatFile(self._location, "--batch")

    @cached_property
    def _headers(self) -> "_CatFile":
        return _CatFile(self._location, "--batch-check")


class _CatFile:
    """One `git cat-file`, stopped when nothing refers to it any more."""

    def __init__(self, location: Location, mode: str) -> None:
        self.has_stopped = False  # in the middle of an answer
        with private_git(location) as variables:
            process = start(variables, *_OPTIONS, "cat-file", mode)
            self._input = cast("IO[bytes]", process.stdin)
            self._output = cast("IO[bytes]", process.stdout)
            weakref.finalize(self, stop, process)
            # From its first answer on, git knows where the objects are and no longer needs its folder.
            self.ask("nothing")

    def ask(self, name: str) -> tuple[str, str, int] | None:
        """Return the oid, the kind and the size of a named object, None if there is none."""
        self._input.write(name.encode("ascii") + b"\n")
        self._input.flush()
        line = self._output.readline()
        self.has_stopped = not line
        answer = line.decode("utf-8", "replace").split()
        # Every other answer is git's explanation why it has no object of this name.
        is_found = len(answer) == 3 and answer[2].isdigit()  # noqa: PLR2004
        return (answer[0], answer[1], int(answer[2])) if is_found else None

    def take(self, size: int) -> bytes | None:
        """Return the content that follows the answer of `--batch`, None if git cannot read all of it."""
        content = self._output.read(size)
        self.has_stopped = self._output.read(1) != b"\n"
        return None if self.has_stopped else content

    def skip(self, size: int) -> None:
        """Read the content that follows the answer of `--batch`, and forget it."""
        left = size + 1
        while left and (part := self._output.read(min(left, _LARGEST_KEPT))):
            left -= len(part)
        self.has_stopped = left > 0


def stop(process: Popen[bytes]) -> None:
    """Stop a git that waits for questions."""
    for pipe in (process.stdin, process.stdout):
        if pipe:
            with suppress(BrokenPipeError):  # what it was asked last, if it has stopped before
                pipe.close()
    process.wait()
