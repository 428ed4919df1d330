"""What the check of one file leaves behind: its problems, or what the corpus needs to know of the scan."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date
from pathlib import Path
from typing import Self

import orjson

from scanpress.checking import Identity, PaperIdentity, Problem, check_bytes, read_file
from scanpress.corpus.scan import Scan, digest_of
from scanpress.corpus.summary import Summary


@dataclass(frozen=True, slots=True)
class Task:
    """Files to examine, and what the rules need to know besides: small enough for another process."""

    root: Path
    paths: Sequence[Path]
    today: date
    runs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Record:
    """One examined file; `summary` and `identity` are None where it was not accepted."""

    path: str
    problems: tuple[Problem, ...]
    summary: Summary | None = None
    identity: Identity | None = None

    @classmethod
    def from_bytes(cls, path: str, payload: bytes) -> Self:
        """Read what `to_bytes` returned."""
        summary, (file, paper, instrument, rater, counts) = orjson.loads(payload)
        identity = Identity(file, PaperIdentity(*paper), instrument, tuple(rater), counts)
        return cls(path, (), Summary.from_values(summary), identity)

    def to_bytes(self) -> bytes | None:
        """Return the record as bytes to keep; None where there are problems, which are found anew each time."""
        if self.problems or self.summary is None or self.identity is None:
            return None
        return orjson.dumps((self.summary.values, astuple(self.identity)))


def examine(task: Task) -> list[Record]:
    """Check and summarise files, in their order."""
    return [_examine(path, task) for path in task.paths]


def _examine(path: Path, task: Task) -> Record:
    name = path.relative_to(task.root).as_posix()
    content, problems = read_file(path, root=task.root)
    if content is None:
        return Record(name, problems)
    checked = check_bytes(name, content, today=task.today, runs=task.runs)
    if not checked.accepted or checked.instrument is None or checked.document is None:
        return Record(name, checked.problems)
    scan = Scan.from_document(name, checked.instrument, checked.document)
    return Record(name, checked.problems, Summary.of(scan, digest_of(content)), checked.identity)
