"""The records of a change: of a scan, of one place in it, of the words of a text."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, NamedTuple

Kind = Literal["added", "removed", "moved", "changed"]
EventKind = Literal["added", "answer", "status", "text", "moved", "removed"]
_SHORT = 7  # digits of a commit's id that people are shown


@dataclass(frozen=True, slots=True)
class Base:
    """What was compared with: a name, and the commit of it from which the work parted.

    `head` is the commit whose changes are shown, and `when` its date; both are empty if they are those of the files.
    """

    name: str
    commit: str
    head: str = ""
    when: str = ""

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


class Part(NamedTuple):
    """One change within a scan: an answer, the status, or any other text.

    `question` names the answer; for a text, it names the one answer whose reason changed, if nothing else did. `before`
    and `after` are results or states; both are None for a text.
    """

    kind: EventKind
    question: str = ""
    before: str | None = None
    after: str | None = None


class Event(NamedTuple):
    """What a commit did to a scan: it changed a `Part` of it, or added, moved or removed the file.

    `when` is the author's date with the time zone, empty if git has none that a calendar has. For a scan that was
    moved, `before` and `after` are paths.
    """

    when: str
    commit: str
    path: str
    kind: EventKind
    question: str = ""
    before: str | None = None
    after: str | None = None

    @property
    def document(self) -> Mapping[str, Any]:
        """Return the event as values for JSON."""
        when, commit, path, kind, question, before, after = self
        found = {"date": when, "commit": commit, "path": path, "kind": kind, "question": question}
        return {**found, "from": before, "to": after}


@dataclass(frozen=True, slots=True)
class ScanChange:
    """What happened to one scan; `scores` are the texts before and after by name, None if there is none.

    `status` is set if the state changed. The places of the status are in `texts` as well.

    `unreadable` is set if the check does not accept the file, so that nothing more is known about it; `unread` is
    `old`, `new` or `old and new` if git or the disk does not give these versions. `parts` are the changes within the
    scan as the history of the collection has them.
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
    unread: str = ""
    parts: tuple[Part, ...] = ()

    @property
    def document(self) -> Mapping[str, Any]:
        """Return the change as values for JSON."""
        scores = [{"name": name, "before": before, "after": after} for name, before, after in self.scores]
        found = asdict(self) | {"scores": scores}
        del found["parts"]
        return found

    def events(self, commit: str, when: str) -> Iterator[Event]:
        """Yield the events of the change, as if one commit had made it."""
        if self.kind != "changed":
            yield Event(when, commit, self.path, self.kind, "", self.moved_from, self.path if self.moved_from else None)
        for part in self.parts:
            yield Event(when, commit, self.path, *part)
