"""The result of checking one file: its problems, or what the corpus needs to know of the scan."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from sys import intern
from typing import Any, NamedTuple, Self

import orjson

from scanpress.checking import Identity, Problem, check_bytes, find_duplicates, read_file, stated_key
from scanpress.corpus.scan import digest_of, with_exclusion
from scanpress.corpus.summary import Summary
from scanpress.facts import Collection


@dataclass(frozen=True, slots=True)
class CheckTask:
    """Files to examine, and what the rules need to know besides: small enough for another process."""

    root: Path
    names: Sequence[str]
    today: date
    runs: frozenset[str]
    collection: Collection | None = None
    excluded: Mapping[str, str] = field(default_factory=dict)


class Record(NamedTuple):
    """One examined file; `summary` and `identity` are None if it was not accepted.

    `identity` holds the fields of an `Identity` that the summary has not, as lists: few are ever needed as more than
    that. A named tuple, since 60,000 of them are made at every build.
    """

    path: str
    problems: tuple[Problem, ...]
    summary: Summary | None = None
    identity: list[Any] | None = None

    @classmethod
    def from_bytes(cls, path: str, payload: bytes) -> Self:
        """Read what `to_bytes` returned."""
        return cls.from_values(intern(path), orjson.loads(payload))

    def to_bytes(self) -> bytes | None:
        """Return the record as bytes; None if the file was not accepted."""
        values = self.values
        return orjson.dumps(values) if values else None

    @classmethod
    def from_values(cls, path: str, values: Sequence[Any]) -> Self:
        """Read `values` from JSON."""
        summary, identity, *problems = values
        _, instrument, rater, counts = identity
        kept = [path, intern(instrument), [*map(intern, rater)], counts]
        return cls(path, tuple(map(problem_of, problems)), Summary.from_values(path, summary), kept)

    @property
    def values(self) -> tuple[Any, ...] | None:
        """The values to keep, as JSON can have them; None if the file was not accepted.

        Warnings are kept too: 56,800 scans of which 1,749 had one took 7.4 s without a change, 4.4 s of them to find
        the warnings again (November 2026). No warning depends on the date.
        """
        return (tuple(self.summary), self.identity, *self.problems) if self.summary else None

    def __reduce__(self) -> tuple[Any, ...]:
        """Hand a record to another process as its bytes: that is quicker than to pickle each value."""
        payload = self.to_bytes()
        if payload is None:
            return type(self), (self.path, self.problems, self.summary, self.identity)
        return type(self).from_bytes, (self.path, payload)


def problem_of(values: Mapping[str, Any]) -> Problem:
    """Read a problem that was kept as JSON."""
    return Problem(**{**values, "also": tuple(values["also"])})


def examine(task: CheckTask) -> list[Record]:
    """Check and summarise files, in their order."""
    return [_examine(name, task) for name in task.names]


def repeated(records: Iterable[Record], *, root: Path) -> tuple[Problem, ...]:
    """Find scans of one paper by the same rater; only scans that share a name of the paper are compared closely."""
    first: dict[tuple[Any, ...], int] = {}
    close: set[int] = set()
    known = [(record.summary, record.identity) for record in records if record.summary and record.identity]
    for index, (summary, identity) in enumerate(known):
        for name in _names(summary, identity):
            other = first.setdefault(name, index)
            if other != index:
                close |= {other, index}
    return find_duplicates((_identity(*known[index]) for index in sorted(close)), root=root)


def _names(summary: Summary, identity: list[Any]) -> Iterator[tuple[Any, ...]]:
    _, instrument, rater, _ = identity
    for key in (*summary.names, *map(stated_key, summary.same_as)):
        yield (key, instrument, *rater)


def _identity(summary: Summary, values: list[Any]) -> Identity:
    file, instrument, rater, counts = values
    return Identity(file, summary.identity, instrument, tuple(rater), counts)


def _examine(name: str, task: CheckTask) -> Record:
    content, problems = read_file(f"{task.root}{os.sep}{name}", root=task.root)
    if content is None:
        return Record(name, problems)
    checked = check_bytes(name, content, today=task.today, runs=task.runs, collection=task.collection)
    if not checked.accepted or checked.instrument is None or checked.document is None or checked.identity is None:
        return Record(name, checked.problems)
    note = task.excluded.get(task.collection.layout.paper_of(name)) if task.excluded and task.collection else None
    document = with_exclusion(checked.document, note)
    identity = checked.identity if document is checked.document else checked.identity._replace(counts=False)
    summary = Summary.of(identity, checked.instrument, document, digest_of(content))
    return Record(name, checked.problems, summary, _values(identity))


def _values(identity: Identity) -> list[Any]:
    return [identity.file, identity.instrument, list(identity.rater), identity.counts]
