"""Turn the folder of scans into a corpus: every file is read, checked and summarised."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from scanpress.checking import CheckedRuns, Problem, check_runs
from scanpress.checking.collected import collection_problems, grouped
from scanpress.corpus import papers
from scanpress.corpus.calibration import Calibration, load_calibrations
from scanpress.corpus.corpus import Corpus, Names
from scanpress.corpus.loading.archive import Archive, ExaminedRange, Memories, Memory
from scanpress.corpus.loading.listing import FileRange, Listing
from scanpress.corpus.record import CheckTask, Record, examine, repeated
from scanpress.corpus.segment import Segment
from scanpress.facts import Collection
from scanpress.instruments import own_digest


@dataclass(frozen=True)
class Loaded:
    """All problems of all files, the files that were not accepted, those that were, and the corpus of these.

    There are so many `files`, with `size` bytes together; `examined` were read, the others have not changed since an
    earlier build.
    """

    problems: tuple[Problem, ...]
    rejected: tuple[str, ...]
    accepted: frozenset[str]
    files: int
    size: int
    examined: int
    corpus: Corpus
    calibrations: Mapping[str, Calibration]
    paths: tuple[str, ...] = ()


_CHUNK = 200  # files a task: far longer to check than to hand over
_FEW = 1000  # files that are checked sooner than worker processes start
_KEY, _NAMES = "key", "names"

Workers = Callable[[], Executor]
"""Starts workers, or returns those that are running; the caller that started them ends them."""


class CheckError(RuntimeError):
    """Worker processes were lost while they checked files, or none could be started."""

    def __init__(self, file: str, error: BaseException) -> None:
        super().__init__(
            f"{file} or a scan after it could not be checked; set SCANPRESS_JOBS=1 to check in one process: {error}"
        )
        self.file = file


def load_corpus(
    collection: Collection,
    *,
    today: date,
    memories: Memories | None = None,
    workers: Workers | None = None,
    excluded: Mapping[str, str] | None = None,
) -> Loaded:
    """Check and summarise the scans of a collection; a file that has not changed is not read again.

    `excluded` has the notes of a registry on papers that it excludes. Raise CheckError if workers are lost.
    """
    root = collection.data
    runs = check_runs(collection.scans, root=root)
    others = f"{today.year} {sorted(runs.names)} {collection.scan_files} {collection.unknown_keys} {own_digest()}"
    others += f" {sorted(excluded.items())}" if excluded else ""
    listing = Listing.of(root, collection.layout)
    file_ranges = listing.file_ranges(others.encode())
    task = CheckTask(root, (), today, runs.names, collection, excluded or {})
    read = _read(file_ranges, task, Archive(memories) if memories else None, workers)
    return _loaded(read, listing.size, runs, collection, memories)


@dataclass(frozen=True)
class _Read:
    """The segments of all file ranges, what the check says of their files, the files, and how many were read."""

    segments: tuple[Segment, ...]
    problems: tuple[Problem, ...]
    paths: tuple[str, ...]
    examined: int


def _read(file_ranges: Sequence[FileRange], task: CheckTask, archive: Archive | None, workers: Workers | None) -> _Read:
    settled = archive.segments(file_ranges) if archive else {}
    changed = [file_range for file_range in file_ranges if file_range.name not in settled]
    known = {file_range.name: archive.records(file_range) for file_range in changed} if archive else {}
    unknown = [
        name for file_range in changed for name in file_range.signatures if name not in known.get(file_range.name, ())
    ]
    examined = _examined(task, unknown, workers)
    # Each file range is summed up as soon as its files are examined, while workers examine those of the next.
    made = [
        ExaminedRange.of(file_range, _records(file_range, known.get(file_range.name, {}), examined))
        for file_range in changed
    ]
    if archive and changed:
        archive.keep(made, file_ranges)
    segments = {name: one.segment for name, one in settled.items()}
    segments |= {one.file_range.name: one.segment for one in made}
    kept = (problem for one in settled.values() for problem in one.warnings)
    found = (problem for one in made for record in one.records for problem in record.problems)
    return _Read(
        tuple(segments[file_range.name] for file_range in file_ranges),
        (*kept, *found),
        tuple(path for file_range in file_ranges for path in file_range.signatures),
        len(unknown),
    )


def _records(file_range: FileRange, known: Mapping[str, Record], examined: Iterator[Record]) -> list[Record]:
    """Return the records of a file range's files: those that are known, and the next of those that are examined."""
    return [known.get(name) or next(examined) for name in file_range.signatures]


def _examined(task: CheckTask, names: Sequence[str], workers: Workers | None) -> Iterator[Record]:
    if workers is None or len(names) < _FEW:
        yield from examine(replace(task, names=names))
        return
    tasks = [replace(task, names=names[start : start + _CHUNK]) for start in range(0, len(names), _CHUNK)]
    examined = 0
    try:
        for records in workers().map(examine, tasks):
            yield from records
            examined += 1
    except BrokenExecutor as error:
        raise CheckError(tasks[examined].names[0], error) from None  # what it went through says nothing more


def _loaded(read: _Read, size: int, runs: CheckedRuns, collection: Collection, memories: Memories | None) -> Loaded:
    """Put the corpus together; scans that were given twice are looked for unless these very names were without."""
    key = _key(read.segments)
    remembered = memories("corpus").find(_KEY) if memories else None
    is_known = remembered is not None and remembered[0] == key
    records = (record for segment in read.segments for record in segment.records)
    twice = () if is_known else repeated(records, root=collection.data)
    about_names = collection_problems(read.paths, collection)
    found = sorted(grouped((*runs.problems, *read.problems, *twice, *about_names)), key=lambda problem: problem.order)
    rejected = tuple(sorted({problem.file for problem in found if problem.severity == "error"}))
    is_less = any(problem.severity == "error" for problem in (*twice, *about_names))
    segments = tuple(segment.without(rejected) for segment in read.segments) if is_less else read.segments
    corpus = Corpus(segments, _key(segments), runs.accepted)
    if memories and remembered and is_known:
        names = partial(_names, memories("corpus"), corpus)
        corpus = Corpus(segments, key, runs.accepted, names, papers.from_bytes(remembered[1]))
    elif memories and not is_less:
        entries = {_NAMES: (key, corpus.names.to_bytes()), _KEY: (key, papers.to_bytes(corpus.papers))}
        memories("corpus").store(entries)
    accepted = frozenset(read.paths).difference(rejected)
    calibrated = load_calibrations(collection, accepted)
    problems = tuple(sorted((*found, *calibrated.problems), key=lambda problem: problem.order))
    files = len(read.paths)
    return Loaded(problems, rejected, accepted, files, size, read.examined, corpus, calibrated.by_scan, read.paths)


def _names(memory: Memory, corpus: Corpus) -> Names:
    """Return the names of the papers from an earlier build if they still hold, else from the scans."""
    remembered = memory.find(_NAMES)
    is_theirs = remembered is not None and remembered[0] == corpus.key
    return Names.from_bytes(remembered[1]) if remembered and is_theirs else corpus.names


def _key(segments: Iterable[Segment]) -> bytes:
    digest = hashlib.blake2b(digest_size=16)
    for segment in segments:
        digest.update(f"{segment.names} {segment.length} ".encode())
    return digest.digest()
