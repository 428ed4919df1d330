"""What a build puts on disk, declared: the address, and everything it is made from."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple


class Page(NamedTuple):
    """A page made by a template.

    `view` turns `made_from` into the template's variables. It is a module-level function, so that a worker process can
    call it, and it depends on nothing but `made_from`, so that an unchanged `made_from` means an unchanged page. What
    is large stays outside `made_from` and is named there by its digest (a scan's file, a git blob).

    A named tuple, as it is handed to other processes by the thousand.
    """

    address: str
    template: str
    view: Callable[[Any], Mapping[str, Any]]
    made_from: Any


class File(NamedTuple):
    """A file whose bytes are made without a template; the same rules hold for `content` as for a page's `view`."""

    address: str
    content: Callable[[Any], bytes]
    made_from: Any


Output = Page | File


@dataclass(frozen=True, slots=True)
class Group:
    """Outputs of one owner that follow from the same sources; their views are of this package.

    `made_from` stands for everything that all of them are made from, templates and code apart: while it is as it was,
    and nobody touched their files, `outputs` is not called. Where it is None, `outputs` is called at every build. Given
    as a function, it is called before `outputs` only if there is something to compare with, else after all is made.
    `length` says how many outputs there are, where that is known beforehand.

    The smaller a group, the less a change costs; the larger, the less it costs that nothing changed. A few hundred
    outputs are a good measure, and so is a single one whose `made_from` is dear to collect.
    """

    name: str
    made_from: Any
    outputs: Callable[[], Iterable[Output]]
    length: int | None = None


Known = tuple[bytes | None, int]
"""What is known of a file: the digest of all it is made from (None: it was just being written), and its size."""


class Note(NamedTuple):
    """What became of a file: its address and group, the digest of all it is made from (None: it failed), its size."""

    address: str
    group: str
    digest: bytes | None
    size: int


@dataclass(frozen=True, slots=True)
class Published:
    """How many files were written, left as they were, and removed; and which were not ours any more, and stay."""

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
