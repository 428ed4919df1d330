"""What git knows, as values.

A path is git's bytes decoded as UTF-8 with `surrogateescape`, so that different paths are different strings; pass it
through `text.shown` before it is shown or stored. All other texts are decoded with replacement characters. An `oid` is
the id of a git object in hexadecimal digits.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Literal

LINK = "120000"
SUBMODULE = "160000"
ABSENT = "000000"
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - the zone is added to the text
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
    """Who did something, and when: seconds since 1970, and how many minutes the writer's time zone is east of UTC.

    `instant` is None if git has no date that a calendar has, `zone` is None if there is no such time zone.
    """

    person: Person
    instant: int | None
    zone: int | None = None

    @property
    def when(self) -> str:
        """Return date and time as RFC 3339 writes them, in UTC if the time zone is unknown; nothing without a date.

        >>> Signature(Person("A", ""), 1312735823, 90).when, Signature(Person("A", ""), 1312735823).when
        ('2011-08-07T18:20:23+01:30', '2011-08-07T16:50:23Z')
        >>> Signature(Person("A", ""), 0, -720).when, Signature(Person("A", ""), None).when
        ('1969-12-31T12:00:00-12:00', '')
        """
        return "" if self.instant is None else _written(self.instant, self.zone)


@lru_cache(maxsize=4096)  # a commit is on several pages, most of which follow each other
def _written(instant: int, zone: int | None) -> str:
    moment = _EPOCH + timedelta(seconds=instant, minutes=zone or 0)
    if zone is None:
        return f"{moment.isoformat()}Z"
    hours, minutes = divmod(abs(zone), 60)
    return f"{moment.isoformat()}{'-' if zone < 0 else '+'}{hours:02}:{minutes:02}"


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
        r"""Return the first line of the message that is not blank.

        >>> nobody = Signature(Person("", ""), None)
        >>> Commit("a", "b", (), nobody, nobody, "\n \n  Mend it \nwith care").subject
        'Mend it'
        """
        return self.message.lstrip().partition("\n")[0].rstrip()


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
    """The changed lines of one file; `is_binary` if git shows none.

    Without hunks but with `lines`, the diff has so many lines and `size` bytes that it was not kept.
    """

    hunks: tuple[Hunk, ...] = ()
    is_binary: bool = False
    lines: int = 0
    size: int = 0


@dataclass(frozen=True, slots=True)
class Diffs:
    """The diffs of two trees, file by file; `failure` has git's own words if it stopped before the last one."""

    found: tuple[Diff, ...]
    failure: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Version:
    """A file as one commit left it, and the versions before it: one, none, or several after a merge.

    A commit that removed the file leaves a version whose mode is ABSENT.
    """

    commit: str
    mode: str
    oid: str
    path: str
    older: tuple["Version", ...] = field(default=(), repr=False)
