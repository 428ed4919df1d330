"""Check many files, in worker processes if that is faster, with results in the same order every time."""

import gc
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Self

from scanpress.checking import Identity, Problem, RunFolder, check_bytes, check_file, find_repeats, read_file
from scanpress.checking.collected import collection_problems, grouped
from scanpress.checking.days import this_day
from scanpress.checking.files import collected_entries
from scanpress.checking.plain_files import relative
from scanpress.checking.same_paper import scans_beside, scans_of_same_papers
from scanpress.cli.selection import Selection
from scanpress.cli.terminal import Progress
from scanpress.facts.collection import Collection
from scanpress.facts.layout import RUNS
from scanpress.instruments import own_schemas, use_schemas

_CHUNK = 250  # files per task, which take about forty milliseconds
_MANY = 2000  # for fewer files, starting worker processes takes longer than it saves
# Objects that are made before Python looks for circles among them. With the usual 700, it looks at the identities of
# all scans so often that this takes 5 % of the check of 20,000 records.
_OBJECTS = 50_000
_Outcome = tuple[tuple[Problem, ...], Identity | None]


@dataclass(frozen=True, slots=True)
class Examined:
    """All problems in order, and the number of files that were checked."""

    problems: tuple[Problem, ...]
    files: int

    def with_problems(self, more: Iterable[Problem], *, files: int = 0) -> Self:
        """Return this with more problems, and with the number of files that were checked for them added."""
        problems = tuple(sorted((*self.problems, *more), key=lambda problem: problem.order))
        return replace(self, problems=problems, files=self.files + files)


def examine(selection: Selection, *, jobs: int | None) -> Examined:
    """Check all selected files, and each against the others of the repository."""
    collection, root = selection.collection, selection.root
    threshold = gc.get_threshold()
    gc.set_threshold(_OBJECTS)  # worker processes that are forked have it, too
    try:
        outcomes = list(_outcomes(selection.paths, collection, _workers(len(selection.paths), jobs)))
    finally:
        gc.set_threshold(*threshold)
    problems = [problem for found, _ in outcomes for problem in found]
    identities = [identity for _, identity in outcomes if identity]
    problems += _repeats(identities, collection, {}) if selection.partial else find_repeats(identities, root=root)
    problems += _of_collection(selection, identities)
    return Examined((), len(selection.paths)).with_problems(grouped(problems))


def _of_collection(selection: Selection, identities: Sequence[Identity]) -> Iterator[Problem]:
    """Yield the problems of the collection as a whole; of a part of it, only those of the files of this part."""
    collection = selection.collection
    if collection.registry:
        yield from _of_registry(selection, identities)
    if collection.layout.is_default:
        if not selection.partial or selection.changed:
            found = collection_problems((), collection)
            yield from (each for each in found if not selection.partial or each.file in selection.changed)
        return
    entries = collected_entries(collection.data, collection.layout)
    paths = [relative(Path(entry.path), collection.data) for entry in entries]
    chosen = {relative(path, collection.data) for path in selection.paths}
    for problem in collection_problems(paths, collection):
        if not selection.partial or problem.file in chosen:
            yield problem


def _of_registry(selection: Selection, identities: Sequence[Identity]) -> Iterator[Problem]:
    from scanpress.checking.registry import read_registry, registry_problems  # noqa: PLC0415 - few collections have one

    collection = selection.collection
    registry, problems = read_registry(collection)
    is_whole = not selection.partial
    if is_whole or selection.registry:
        yield from problems
    if registry:
        names = (relative(path, collection.data) for path in selection.paths)
        scans = [name for name in names if collection.layout.may_be_scan(name)]
        papers = [identity.paper for identity in identities]
        yield from registry_problems(collection, registry, scans, papers, whole=is_whole)


def examine_bytes(name: str, data: bytes, *, collection: Collection) -> Examined:
    """Check one file from its bytes, which may differ from the file on disk."""
    runs = RunFolder(collection.scans / RUNS) if collection.scans.is_dir() else None
    file = check_bytes(name, data, today=this_day(), runs=runs, collection=collection)
    repeats = _repeats([file.identity], collection, {name: data}) if file.identity else ()
    return Examined((), 1).with_problems((*file.problems, *repeats))


def sources_of(problems: Iterable[Problem], root: Path) -> Mapping[str, bytes]:
    """Return the bytes of the files that have problems, to show their lines."""
    names = {problem.file for problem in problems}
    read = {name: read_file(root / name, root=root)[0] for name in sorted(names)}
    return {name: data for name, data in read.items() if data is not None}


def _repeats(scans: Sequence[Identity], collection: Collection, contents: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """Return a problem for each scan that repeats another one of these or of the repository."""
    named = frozenset(scan.file for scan in scans)
    root = collection.data
    others = scans_of_same_papers(scans, root=root, today=this_day(), collection=collection)
    beside = scans_beside((*scans, *others), root=root, layout=collection.layout)
    return find_repeats((*scans, *others), root=root, changed=named, contents=contents, beside=beside)


def _workers(files: int, jobs: int | None) -> int:
    if jobs is not None:
        return jobs
    return len(os.sched_getaffinity(0)) if files >= _MANY and hasattr(os, "sched_getaffinity") else 1


def _outcomes(paths: Sequence[Path], collection: Collection, workers: int) -> Iterator[_Outcome]:
    chunks = [paths[start : start + _CHUNK] for start in range(0, len(paths), _CHUNK)]
    work = partial(_examine_chunk, collection=collection, today=this_day())
    progress = Progress(len(paths))
    if workers == 1 or len(chunks) == 1:
        yield from _with_progress(map(work, chunks), progress)
    else:
        with ProcessPoolExecutor(min(workers, len(chunks)), initializer=use_schemas, initargs=(own_schemas(),)) as pool:
            yield from _with_progress(pool.map(work, chunks), progress)


def _with_progress(chunks: Iterable[list[_Outcome]], progress: Progress) -> Iterator[_Outcome]:
    done = 0
    try:
        for chunk in chunks:
            done += len(chunk)
            progress.show(done)
            yield from chunk
    finally:
        progress.end()


def _examine_chunk(paths: Sequence[Path], *, collection: Collection, today: date) -> list[_Outcome]:
    """Check some files and return only results that are small enough to send between processes."""
    checked = (check_file(path, root=collection.data, today=today, collection=collection) for path in paths)
    return [(file.problems, file.identity) for file in checked]
