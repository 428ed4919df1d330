"""Objects by their id: one `git cat-file --batch` a process, asked as often as needed."""

import os
import weakref
from functools import cache, cached_property
from subprocess import Popen
from typing import IO, cast

from scanpress.repository.location import Location
from scanpress.repository.private import private
from scanpress.repository.process import start
from scanpress.repository.values import Blob

_KEPT = 4 << 20  # bytes: all versions of most files, which stand on several pages each
_LARGEST_KEPT = 1 << 20
_OPTIONS = ("-c", "core.deltaBaseCacheLimit=96m")


class Objects:
    """Read objects of one repository."""

    def __init__(self, location: Location) -> None:
        self._location = location
        self._recent: dict[str, Blob] = {}
        self._kept = 0

    def kind(self, name: str) -> tuple[str, int] | None:
        """Return an object's kind and size, None where it is not here."""
        return self._headers.ask(name)

    def id_of(self, name: str) -> str | None:
        """Return the id of what a name like `<commit>:<path>` stands for, None where that is nothing."""
        return self._headers.find(name)

    def read(self, name: str) -> tuple[str, bytes] | None:
        """Return an object's kind and content, None where it is not here."""
        header = self._contents.ask(name)
        return None if header is None else (header[0], self._contents.take(header[1]))

    def blob(self, name: str) -> Blob | None:
        """Return a blob, None where it is not here; the last few are kept, as several pages show each of them."""
        if name in self._recent:
            return self._recent[name]
        found = self.read(name)
        if found is None or found[0] != "blob":
            return None
        blob = Blob(name, found[1])
        if len(blob.content) <= _LARGEST_KEPT:
            self._keep(blob)
        return blob

    def _keep(self, blob: Blob) -> None:
        self._recent[blob.id] = blob
        self._kept += len(blob.content)
        while self._kept > _KEPT:
            self._kept -= len(self._recent.pop(next(iter(self._recent))).content)

    @cached_property
    def _contents(self) -> "_Process":
        return _Process(self._location, "--batch")

    @cached_property
    def _headers(self) -> "_Process":
        return _Process(self._location, "--batch-check")


class _Process:
    """One `git cat-file`, ended when nobody holds it any more."""

    def __init__(self, location: Location, mode: str) -> None:
        with private(location) as variables:
            self._process = start(variables, *_OPTIONS, "cat-file", mode)
            self._to = cast("IO[bytes]", self._process.stdin)
            self._from = cast("IO[bytes]", self._process.stdout)
            weakref.finalize(self, end, self._process)
            # From its first answer on, git knows where the objects are and needs its folder no more.
            self.ask("nothing")

    def ask(self, name: str) -> tuple[str, int] | None:
        answer = self._answer(name)
        return (answer[1], int(answer[2])) if answer else None

    def find(self, name: str) -> str | None:
        answer = self._answer(name)
        return answer[0] if answer else None

    def _answer(self, name: str) -> list[str] | None:
        self._to.write(name.encode("ascii") + b"\n")
        self._to.flush()
        answer = self._from.readline().decode("utf-8", "replace").split()
        # Id, kind and size; everything else is an excuse.
        return answer if len(answer) == 3 and answer[2].isdigit() else None  # noqa: PLR2004

    def take(self, size: int) -> bytes:
        content = self._from.read(size)
        self._from.read(1)
        return content


def end(process: Popen[bytes]) -> None:
    """End a git that waits for questions."""
    for pipe in (process.stdin, process.stdout):
        if pipe:
            pipe.close()
    process.wait()


def objects(store: str) -> Objects:
    """Return this process's reader of the objects in `store`: the one way for pages to reach content."""
    # A forked process must not share its parent's pipes: their answers would mix.
    return _objects(store, os.getpid())


@cache
def _objects(store: str, _process: int) -> Objects:
    return Objects(Location.at(store))
