"""What a plugin declares (pages, files and groups of them), and what is recorded of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple


class Page(NamedTuple):
    """A page made by a template.

    `view` turns `made_from` into the template's variables. It is a module-level function, so that a worker process can
    call it, and it depends on nothing but `made_from`, so that an unchanged `made_from` means an unchanged page. Large
    data (a scan's file, a git blob) is not part of `made_from`, which has its digest instead.
    """

    address: str
    template: str
    view: Callable[[Any], Mapping[str, Any]]
    made_from: Any


class File(NamedTuple):
    """A file whose bytes are made without a template; the same rules hold for `content` as for a page's `view`.

    `content` may return the path of a finished file, so that a large one never has to be in memory. Nobody may write to
    it again: it becomes the published file, without a copy if both are on one file system.
    """

    address: str
    content: Callable[[Any], bytes | Path]
    made_from: Any


Output = Page | File


@dataclass(frozen=True, slots=True)
class Group:
    """Outputs of one owner that are made from the same sources; their views are functions of this package.

    `made_from` is all that they are made from, except code and templates: if it is the same as in the last build and
    nobody changed their files, `outputs` is not called. If it is None, `outputs` is called in every build. If it is a
    function, it is called before `outputs` only if the last build published this group, and otherwise after all outputs
    are made. `length` is the number of outputs, if it is known beforehand.

    The smaller a group, the less work a change causes; the larger, the less work it is to see that nothing changed. A
    few hundred outputs are a good size, and so is a single one whose `made_from` takes long to collect.
    """

    name: str
    made_from: Any
    outputs: Callable[[], Iterable[Output]]
    length: int | None = None


FileState = tuple[bytes | None, int]
"""The digest of all that a file is made from (None if it is not known), and the file's size in bytes."""


class FileRecord(NamedTuple):
    """What is recorded of a file: its address, its group, and its state; the digest is None if it could not be made."""

    address: str
    group: str
    digest: bytes | None
    size: int


@dataclass(frozen=True, slots=True)
class Published:
    """The numbers of files that were written, unchanged and removed, and the addresses of those that were kept.

    A file is kept, and not removed, if its size shows that somebody else replaced it.
    """

    written: int = 0
    unchanged: int = 0
    removed: int = 0
    kept: tuple[str, ...] = ()

    def __add__(self, other: "Published") -> "Published":
        return Published(
            written=self.written + other.written,
            unchanged=self.unchanged + other.unchanged,
            removed=self.removed + other.removed,
            kept=self.kept + other.kept,
        )
