"""What git knows, as values.

A path is git's bytes decoded as UTF-8 with `surrogateescape`, so that different paths are different strings; pass it
through `text.shown` before it is shown or stored. All other texts are decoded with replacement characters. An `oid` is
the id of a git object in hexadecimal digits.
"""

from dataclasses import dataclass, field
from typing import Literal

LINK = "120000"
SUBMODULE = "160000"
ABSENT = "000000"
EMPTY_TREES = {
    40: "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
    64: "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
}
"""The oid of a tree without files by the length of a repository's oids; git knows it in every repository."""


@dataclass(frozen=True, slots=True)
class Person:
    """A name and an address, as the repository's `.mailmap` has them."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Signature:
    """Who did something, and when: ISO 8601 with the time zone in which it was written."""

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
    """One file changed by one commit, compared with its first parent; line counts are None if git counts none."""

    status: str
    old_mode: str
    new_mode: str
    old_oid: str
    new_oid: str
    old_path: str
    path: str
    added: int | None = None
    removed: int | None = None


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit; `parents` lacks those that a shallow clone does not have."""

    oid: str
    tree: str
    parents: tuple[str, ...]
    author: Signature
    committer: Signature
    message: str

    @property
    def subject(self) -> str:
        """Return the first line of the message."""
        return self.message.partition("\n")[0].strip()


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """One file of a tree; `size` is None for a submodule and for a file whose content is missing."""

    mode: str
    oid: str
    size: int | None
    path: str


@dataclass(frozen=True, slots=True)
class Blob:
    """The content of a file."""

    oid: str
    content: bytes = field(repr=False)

    @property
    def is_binary(self) -> bool:
        """Return whether the content is not text, by git's own rule: a NUL near the beginning."""
        return b"\0" in self.content[:8000]


@dataclass(frozen=True, slots=True)
class Ref:
    """A branch or a tag; `commit` is None for a tag of another object, `tagger` for a tag without a message."""

    kind: Literal["branch", "tag"]
    name: str
    oid: str
    commit: str | None
    tagger: Signature | None = None
    message: str = ""

    @property
    def full_name(self) -> str:
        """Return the name that git uses, which begins with `refs/`."""
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
    """The changed lines of one file; `is_binary` if git shows none."""

    hunks: tuple[Hunk, ...] = ()
    is_binary: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Version:
    """A file as one commit left it, and the versions before it: one, none, or several after a merge."""

    commit: str
    mode: str
    oid: str
    path: str
    older: tuple["Version", ...] = field(default=(), repr=False)
