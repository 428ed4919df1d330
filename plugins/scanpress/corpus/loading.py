"""The folder of scans -> a corpus: every file read, checked and summarised."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Protocol

from scanpress.checking import Problem, check_runs
from scanpress.corpus.corpus import Corpus
from scanpress.corpus.listing import Listing
from scanpress.corpus.record import Record, Task, examine, repeated

_CHUNK = 200  # files a task: far longer to check than to hand over
_FEW = 2000  # files that are checked sooner than worker processes start
_WHOLE = "whole"


class Memory(Protocol):
    """What is kept between builds: a fingerprint and a payload by key."""

    def load(self) -> Mapping[str, tuple[bytes, bytes]]:
        """Return everything that is remembered."""

    def store(self, entries: Mapping[str, tuple[bytes, bytes]], gone: Iterable[str] = ()) -> None:
        """Remember some keys anew and forget others."""


Memories = Callable[[str], Memory]
"""Returns the memory of a room, by the room's name."""

Workers = Callable[[], AbstractContextManager[Executor]]


@dataclass(frozen=True)
class Loaded:
    """All problems of all files, the files that were not accepted, how many were read, and the corpus of the others.

    `digest` names the content of all accepted files; the corpus is made when it is first asked for.
    """

    problems: tuple[Problem, ...]
    rejected: tuple[str, ...]
    read: int
    digest: str
    _corpus: Callable[[], Corpus] = field(repr=False, compare=False)

    @cached_property
    def corpus(self) -> Corpus:
        """Return the corpus of all accepted scans."""
        return self._corpus()

    @property
    def errors(self) -> int:
        """Return how many problems are errors."""
        return sum(problem.severity == "error" for problem in self.problems)

    @property
    def warnings(self) -> int:
        """Return how many problems are warnings."""
        return len(self.problems) - self.errors


def load_corpus(
    folder: Path, *, root: Path, today: date, memories: Memories | None = None, workers: Workers | None = None
) -> Loaded:
    """Check and summarise the scans below `folder`; a file that is as it was is not read again."""
    runs = check_runs(folder, root=root)
    listing = Listing.of(folder, root=root, others=f"{today.year} {sorted(runs.names)}".encode())
    whole = memories("corpus").load().get(_WHOLE) if memories and not runs.problems else None
    if memories and whole and whole[0] == listing.fingerprint:
        return _as_before(listing, whole[1], memories("scans"))
    task = Task(root, (), today, runs.names)
    records = _records(listing, task, memories("scans") if memories else None, workers)
    loaded = _loaded(records, runs.problems, root)
    if memories and listing.fingerprint and not loaded.problems:
        memories("corpus").store({_WHOLE: (listing.fingerprint, loaded.digest.encode())})
    return loaded


def _as_before(listing: Listing, digest: bytes, memory: Memory) -> Loaded:
    """Return the corpus of the last build, without reading even its summaries until they are asked for."""

    def corpus() -> Corpus:
        remembered = memory.load()
        return _corpus([Record.from_bytes(name, remembered[name][1]) for name in listing.signatures], ())

    return Loaded((), (), len(listing.signatures), digest.decode(), corpus)


def _records(listing: Listing, task: Task, memory: Memory | None, workers: Workers | None) -> list[Record]:
    remembered = memory.load() if memory else {}
    names = [name for name in listing.signatures if not listing.is_known(name, remembered)]
    changed = Task(task.root, names, task.today, task.runs)
    examined = {record.path: record for record in _examined(changed, workers)}
    if memory:
        memory.store(dict(_entries(listing, examined)), gone=remembered.keys() - listing.signatures.keys())
    return [examined.get(name) or Record.from_bytes(name, remembered[name][1]) for name in listing.signatures]


def _examined(task: Task, workers: Workers | None) -> Iterator[Record]:
    if workers is None or len(task.names) < _FEW:
        yield from examine(task)
        return
    with workers() as executor:
        for records in executor.map(examine, _chunks(task)):
            yield from records


def _chunks(task: Task) -> Iterator[Task]:
    for start in range(0, len(task.names), _CHUNK):
        yield Task(task.root, task.names[start : start + _CHUNK], task.today, task.runs)


def _entries(listing: Listing, examined: Mapping[str, Record]) -> Iterator[tuple[str, tuple[bytes, bytes]]]:
    for name, record in examined.items():
        key, payload = listing.key_of(name), record.to_bytes()
        if key is not None and payload is not None:
            yield name, (key, payload)


def _loaded(records: Sequence[Record], problems: Iterable[Problem], root: Path) -> Loaded:
    told = (problem for record in records for problem in record.problems)
    found = [*problems, *told, *repeated(records, root=root)]
    rejected = tuple(sorted({problem.file for problem in found if problem.severity == "error"}))
    ordered = tuple(sorted(found, key=lambda problem: problem.order))
    corpus = _corpus(records, rejected)
    digest = hashlib.blake2b(digest_size=16)
    for summary in corpus.summaries:
        digest.update(f"{summary.path}\0{summary.digest}\0".encode())
    return Loaded(ordered, rejected, len(records), digest.hexdigest(), lambda: corpus)


def _corpus(records: Sequence[Record], rejected: Iterable[str]) -> Corpus:
    left_out = frozenset(rejected)
    return Corpus(tuple(record.summary for record in records if record.summary and record.path not in left_out))
