"""The folder of scans -> a corpus: every file read, checked and summarised."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from scanpress.checking import Problem, check_file, find_duplicates, find_runs, find_scans
from scanpress.corpus.corpus import Corpus
from scanpress.corpus.record import Record, Task, examine
from scanpress.corpus.signature import signature_of

_CHUNK = 200  # files a task: far longer to check than to hand over
_FEW = 2000  # files that are checked sooner than worker processes start


class Memory(Protocol):
    """What is kept between builds: a fingerprint and a payload by key."""

    def load(self) -> Mapping[str, tuple[bytes, bytes]]:
        """Return everything that is remembered."""

    def store(self, entries: Mapping[str, tuple[bytes, bytes]], gone: Iterable[str] = ()) -> None:
        """Remember some keys anew and forget others."""


Workers = Callable[[], AbstractContextManager[Executor]]


@dataclass(frozen=True, slots=True)
class Loaded:
    """The corpus of all accepted scans, all problems of all files, and the files that were not accepted."""

    corpus: Corpus
    problems: tuple[Problem, ...]
    rejected: tuple[str, ...]
    read: int

    @property
    def errors(self) -> int:
        """Return how many problems are errors."""
        return sum(problem.severity == "error" for problem in self.problems)

    @property
    def warnings(self) -> int:
        """Return how many problems are warnings."""
        return len(self.problems) - self.errors


@dataclass(frozen=True, slots=True)
class _Files:
    """The files of a folder with their signatures, and what the last build remembers of them."""

    root: Path
    paths: Mapping[str, Path]
    signatures: Mapping[str, bytes | None]
    remembered: Mapping[str, tuple[bytes, bytes]]

    @property
    def changed(self) -> list[str]:
        """Return the files that have to be read: what is not remembered with the signature that it has."""
        return [name for name in self.paths if not self._known(name)]

    def _known(self, name: str) -> bool:
        signature, entry = self.signatures[name], self.remembered.get(name)
        return signature is not None and entry is not None and entry[0] == signature


def load_corpus(
    folder: Path, *, root: Path, today: date, memory: Memory | None = None, workers: Workers | None = None
) -> Loaded:
    """Check and summarise the scans below `folder`; a file that is as it was is not read again."""
    run_files = find_runs(folder)
    runs = frozenset(path.stem for path in run_files)
    files = _files(folder, root, memory.load() if memory else {}, f"{today.year} {sorted(runs)}".encode())
    changed = files.changed
    task = Task(root, [files.paths[name] for name in changed], today, runs)
    examined = {record.path: record for record in _examined(task, workers)}
    if memory:
        memory.store(dict(_entries(files, examined)), gone=files.remembered.keys() - files.paths.keys())
    records = [examined.get(name) or Record.from_bytes(name, files.remembered[name][1]) for name in files.paths]
    found = [problem for path in run_files for problem in check_file(path, root=root, today=today).problems]
    return _loaded(records, found)


def _files(folder: Path, root: Path, remembered: Mapping[str, tuple[bytes, bytes]], others: bytes) -> _Files:
    paths = {path.relative_to(root).as_posix(): path for path in find_scans(folder)}
    signatures = {name: signature_of(path, others=others) for name, path in paths.items()}
    return _Files(root, paths, signatures, remembered)


def _examined(task: Task, workers: Workers | None) -> Iterator[Record]:
    if workers is None or len(task.paths) < _FEW:
        yield from examine(task)
        return
    with workers() as executor:
        for records in executor.map(examine, _chunks(task)):
            yield from records


def _chunks(task: Task) -> Iterator[Task]:
    for start in range(0, len(task.paths), _CHUNK):
        yield Task(task.root, task.paths[start : start + _CHUNK], task.today, task.runs)


def _entries(files: _Files, examined: Mapping[str, Record]) -> Iterator[tuple[str, tuple[bytes, bytes]]]:
    for name, record in examined.items():
        signature, payload = files.signatures[name], record.to_bytes()
        if signature is not None and payload is not None:
            yield name, (signature, payload)


def _loaded(records: Sequence[Record], problems: Iterable[Problem]) -> Loaded:
    found = [*problems, *(problem for record in records for problem in record.problems)]
    found += find_duplicates([record.identity for record in records if record.identity])
    rejected = {problem.file for problem in found if problem.severity == "error"}
    kept = tuple(record.summary for record in records if record.summary and record.path not in rejected)
    return Loaded(
        Corpus(kept), tuple(sorted(found, key=lambda problem: problem.order)), tuple(sorted(rejected)), len(records)
    )
