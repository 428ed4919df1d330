"""The records of a change: of a scan, of one place in it, of the words of a text."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

Kind = Literal["added", "removed", "moved", "changed"]
_SHORT = 7  # digits of a commit's id that people are shown


@dataclass(frozen=True, slots=True)
class Base:
    """What was compared with: a name, and the commit of it from which the work parted."""

    name: str
    commit: str

    def __str__(self) -> str:
        short = self.commit[:_SHORT]
        return short if self.commit.startswith(self.name) else f"{self.name} ({short})"


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that a text kept, lost or gained."""

    kind: Literal["kept", "lost", "gained"]
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A place whose value changed; `pieces` are its words if both values are texts of several words."""

    place: str
    before: str | None
    after: str | None
    pieces: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class StatusChange:
    """The states of a scan before and after a change; note, author and date of the new one may be missing."""

    before: str
    after: str
    note: str | None = None
    by: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class ScanChange:
    """What happened to one scan; `scores` are the texts before and after by name, None if there is none.

    `status` is set if the state changed. The places of the status are in `texts` as well.

    `unreadable` is set if the check does not accept the file, so that nothing more is known about it.
    """

    kind: Kind
    path: str
    title: str
    moved_from: str | None = None
    answers: tuple[Difference, ...] = ()
    texts: tuple[Difference, ...] = ()
    scores: tuple[tuple[str, str | None, str | None], ...] = ()
    status: StatusChange | None = None
    unreadable: str = ""

    @property
    def document(self) -> Mapping[str, Any]:
        """Return the change as values for JSON."""
        scores = [{"name": name, "before": before, "after": after} for name, before, after in self.scores]
        return asdict(self) | {"scores": scores}
