"""The parts of the files: what each segment of the corpus adds to them, made by workers, and kept between builds."""

import hashlib
from collections import defaultdict, deque
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple, TypeVar

import orjson

from scanpress.compressed import gzip_member
from scanpress.corpus import Corpus, Memories, Segment
from scanpress.export.cells import csv_lines
from scanpress.export.names import ANSWERS, PARTED, RAW, SCANS
from scanpress.export.rows import AnswerRow, ScanRow, Source, answer_rows, raw_line, scan_row

HEADS: Mapping[str, bytes] = {
    RAW: b"",
    ANSWERS: gzip_member(csv_lines([AnswerRow._fields])),
    SCANS: csv_lines([ScanRow._fields]),
}
"""How each of these files begins."""

Workers = Callable[[], Executor]
_Task = TypeVar("_Task")
_Result = TypeVar("_Result")
_AHEAD = 6  # tasks that are made before their results are used: all results together are too much for the memory


class Part(NamedTuple):
    """What a segment adds to a file: how many rows, and which bytes."""

    rows: int
    content: bytes

    @classmethod
    def from_bytes(cls, payload: bytes) -> "Part":
        """Read what `to_bytes` returned."""
        rows, _, content = payload.partition(b"\n")
        return cls(int(rows), content)

    def to_bytes(self) -> bytes:
        """Return the part as bytes to keep."""
        return b"%d\n%b" % (self.rows, self.content)


@dataclass(frozen=True, slots=True)
class Task:
    """The scans of a segment: their paths, the digests of their bytes, and the keys of papers that they share."""

    source: Source
    scans: Sequence[tuple[str, str, str]]


class Parts:
    """The parts of all segments; those that did not change are taken from the memories.

    Of the two memories, `data` has the key of each segment's parts, and `data parts` the parts themselves.
    """

    def __init__(self, corpus: Corpus, source: Source, memories: Memories, workers: Workers | None = None) -> None:
        self._source = source
        self._keys, self._parts = memories("data"), memories("data parts")
        self._workers = workers
        self._segments = [segment for segment in corpus.segments if segment.length]
        # The key of a shared paper, and the path of its first scan, whose title the database has for the paper.
        self._shared: defaultdict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
        for paper in corpus.papers:
            for path in paper.paths:
                self._shared[corpus.segment(path).name][path] = paper.keys[0], paper.paths[0]

    @cached_property
    def key(self) -> bytes:
        """Return what changes whenever any part may."""
        return digest_of([key for key, _ in self.keys])

    def update(self) -> None:
        """Make the parts of segments that changed, and delete those of segments that no longer exist."""
        known = self._keys.load()
        keys = {segment.name: self._key(segment) for segment in self._segments}
        changed = [each for each in self._segments if known.get(_PREFIX + each.name, (b"",))[0] != keys[each.name]]
        tasks = (self._task(segment) for segment in changed)
        for segment, made in zip(changed, in_order(make_parts, tasks, self._workers), strict=True):
            key = keys[segment.name]
            self._parts.store({_name(file, segment): (key, part.to_bytes()) for file, part in made.items()})
            self._keys.store({_PREFIX + segment.name: (key, b"")})
        gone = {name for name in known if name.startswith(_PREFIX)} - {_PREFIX + name for name in keys}
        if gone:
            self._parts.store({}, gone=[f"{file} {name.removeprefix(_PREFIX)}" for name in gone for file in PARTED])
            self._keys.store({}, gone=gone)

    def of(self, file: str) -> Iterator[Part]:
        """Yield the parts of a file in order."""
        for segment in self._segments:
            found = self._parts.find(_name(file, segment))
            if found is None or found[0] != self._key(segment):
                raise ValueError(f"the part of {file} from {segment.name} is missing: build again")
            yield Part.from_bytes(found[1])

    @cached_property
    def keys(self) -> Sequence[tuple[str, int]]:
        """Return the key of each segment, which changes whenever one of its rows may, and how many scans it has."""
        return [(self._key(segment).hex(), segment.length) for segment in self._segments]

    def tasks(self, kept: Container[str]) -> Iterator[Task]:
        """Yield the scans of each segment whose key is not among those that are kept."""
        changed = zip(self._segments, self.keys, strict=True)
        return (self._task(segment) for segment, (key, _) in changed if key not in kept)

    def _key(self, segment: Segment) -> bytes:
        return digest_of((segment.content, self._shared.get(segment.name), self._source.made_from))

    def _task(self, segment: Segment) -> Task:
        shared = self._shared.get(segment.name, {})
        return Task(
            self._source, [(each.path, each.digest, shared.get(each.path, ("",))[0]) for each in segment.summaries]
        )


_PREFIX = "part "


def _name(file: str, segment: Segment) -> str:
    return f"{file} {segment.name}"


def digest_of(values: Any) -> bytes:
    """Return the digest of plain values."""
    return hashlib.blake2b(orjson.dumps(values, option=orjson.OPT_SORT_KEYS), digest_size=16).digest()


def make_parts(task: Task) -> dict[str, Part]:
    """Return what the scans of a task add to each file."""
    raw: list[bytes] = []
    scans: list[ScanRow] = []
    answers: list[AnswerRow] = []
    for path, digest, paper in task.scans:
        content = task.source.read(path, digest)
        scan, oid = task.source.scan(path, content), task.source.oid(content)
        row = scan_row(scan, oid, paper, task.source)
        raw.append(raw_line(path, oid, content))
        scans.append(row)
        answers += answer_rows(scan, row)
    return {
        RAW: Part(len(raw), gzip_member(b"".join(raw))),
        ANSWERS: Part(len(answers), gzip_member(csv_lines(answers))),
        SCANS: Part(len(scans), csv_lines(scans)),
    }


def in_order(work: Callable[[_Task], _Result], tasks: Iterable[_Task], workers: Workers | None) -> Iterator[_Result]:
    """Yield the results of tasks in their order; workers make only a few ahead of those that are used."""
    tasks = iter(tasks)
    first = list(islice(tasks, 2))
    if workers is None or len(first) < 2:  # noqa: PLR2004 - one task needs no workers
        yield from map(work, [*first, *tasks])
        return
    executor = workers()
    ahead = [*first, *islice(tasks, _AHEAD - len(first))]
    waiting: deque[Future[_Result]] = deque(executor.submit(work, task) for task in ahead)
    while waiting:
        result = waiting.popleft().result()
        waiting.extend(executor.submit(work, task) for task in islice(tasks, 1))
        yield result
