"""What git knows, as values.

A path is git's bytes decoded as UTF-8 with `surrogateescape`, so that each of them has a `str` of its own; what is
shown or stored passes `text.shown` first. Every other text is decoded with replacement characters.
"""

from dataclasses import dataclass, field
from typing import Literal

LINK = "120000"
SUBMODULE = "160000"
ABSENT = "000000"


@dataclass(frozen=True, slots=True)
class Person:
    """A name and an address, as the repository's `.mailmap` has them."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Signature:
    """Who did something, and when: ISO 8601 with the zone it was written in."""

    person: Person
    when: str

    @property
    def date(self) -> str:
        """Return the day.

        >>> Signature(Person("A", ""), "2024-02-03T04:05:06+01:00").date
        '2024-02-03'
        """
        return self.when[:10]


@dataclass(frozen=True, slots=True)
class Change:
    """One file changed by one commit, against its first parent; line counts are None where git counts none."""

    status: str
    old_mode: str
    new_mode: str
    old_id: str
    new_id: str
    old_path: str
    path: str
    added: int | None = None
    removed: int | None = None

    @property
    def is_rename(self) -> bool:
        """Return whether the file had another path before."""
        return self.status == "R"


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit; `parents` and `changes` are cut off where a shallow clone is."""

    id: str
    tree: str
    parents: tuple[str, ...]
    author: Signature
    committer: Signature
    message: str
    changes: tuple[Change, ...] = field(default=(), repr=False)

    @property
    def subject(self) -> str:
        """Return the first line of the message."""
        return self.message.partition("\n")[0].strip()

    @property
    def added(self) -> int:
        """Return how many lines were added."""
        return sum(change.added or 0 for change in self.changes)

    @property
    def removed(self) -> int:
        """Return how many lines were removed."""
        return sum(change.removed or 0 for change in self.changes)


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """One file of a tree; `size` is None for a submodule, and for a file that is not here."""

    mode: str
    id: str
    size: int | None
    path: str


@dataclass(frozen=True, slots=True)
class Blob:
    """The content of a file."""

    id: str
    content: bytes = field(repr=False)

    @property
    def is_binary(self) -> bool:
        """Return whether the content is no text, by the rule git itself has: a NUL near the beginning."""
        return b"\0" in self.content[:8000]


@dataclass(frozen=True, slots=True)
class Ref:
    """A branch or a tag; `commit` is None for a tag of something else, `tagger` for one without a message."""

    kind: Literal["branch", "tag"]
    name: str
    id: str
    commit: str | None
    tagger: Signature | None = None
    message: str = ""

    @property
    def full_name(self) -> str:
        """Return the name under which git keeps it."""
        return f"refs/{'heads' if self.kind == 'branch' else 'tags'}/{self.name}"


@dataclass(frozen=True, slots=True)
class Hunk:
    """Neighbouring lines of a diff: where they begin on both sides, and the lines with their sign."""

    header: str
    old_start: int
    new_start: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Diff:
    """The changed lines of one file; `is_binary` where git shows none."""

    hunks: tuple[Hunk, ...] = ()
    is_binary: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Version:
    """A file as one commit left it, and what it was made from: one older version, none, or several after a merge."""

    commit: str
    mode: str
    id: str
    path: str
    older: tuple["Version", ...] = field(default=(), repr=False)
