"""Import the answers of a model to the reproducibility record: read everything first, then write batch by batch."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from hashlib import blake2b
from pathlib import Path
from typing import Any

from scanpress.facts.collection import Collection
from scanpress.facts.layout import RUNS, SCANS
from scanpress.importing.answers import instrument, read_answers
from scanpress.importing.batches import SETTINGS, Batch, read_batch
from scanpress.importing.paper_list import PaperList, read_keys, read_papers
from scanpress.importing.parallel import in_parallel
from scanpress.importing.remarks import Outcome, Remark, State, WrongInput
from scanpress.importing.run_file import run_bytes, run_document
from scanpress.importing.scans import (
    Existing,
    PathOf,
    Place,
    Write,
    paths_for,
    prepare,
    repeated,
    settled,
    write_prepared,
)
from scanpress.instruments.blank import blank_scan

_CHUNK = 200  # papers of a task: workers end after one if the import is interrupted


@dataclass(frozen=True, slots=True)
class Request:
    """What to import: files with the names that messages give them, and how to write the scans."""

    collection: Collection
    batches: tuple[tuple[Path, str], ...]
    papers: tuple[Path, str]
    excluded: tuple[Path, str] | None
    run: str
    date: str = ""
    mark_lost: bool = False
    jobs: int = 1


@dataclass(frozen=True, slots=True)
class Task:
    """The papers of one batch that are written, each with its path and its facts."""

    request: Request
    batch: tuple[Path, str]
    rater: Mapping[str, str]
    papers: Mapping[str, tuple[str, Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is known before anything is written: the run's file, the tasks, the remarks, and what is left out."""

    run_path: str
    run_bytes: bytes | None
    tasks: tuple[Task, ...]
    remarks: tuple[Remark, ...]
    left_out: tuple[Outcome, ...]
    excluded: int
    not_answered: int

    @property
    def papers(self) -> int:
        """The number of papers that are written."""
        return sum(len(task.papers) for task in self.tasks)


def plan(request: Request, *, path_of: PathOf) -> Plan:
    """Read all files and decide what is written; raise WrongInput if nothing can be."""
    listed = read_papers(*request.papers)
    excluded = read_keys(*request.excluded) if request.excluded else frozenset()
    outlines = [_with_listed(each, listed.papers) for each in in_parallel(_outline, request.batches, request.jobs)]
    usable = [each for each in outlines if each.settings or each.papers]
    if not usable:
        raise WrongInput([remark.line for each in outlines for remark in each.remarks] or ["there are no batches"])
    run = run_document(usable, date=request.date)
    run_path = f"{SCANS}/{RUNS}/{request.run}.json"
    existing_run = (
        (request.collection.data / run_path).read_bytes() if (request.collection.data / run_path).is_file() else None
    )
    data = run_bytes(run_path, run, existing_run)
    rater = {"kind": "model", "name": run["model"]} | ({"date": request.date} if request.date else {})
    rater["run"] = request.run
    existing = Existing.of(request.collection, request.run)
    answered, remarks = _answered(outlines, listed, excluded, existing)
    answered, more, paths = _placed(answered, listed.papers, existing, path_of=path_of, rater=rater)
    remarks += (*listed.remarks, *more)
    by_file: dict[str, list[str]] = {}
    for key, file in answered.items():
        by_file.setdefault(file, []).append(key)
    tasks = tuple(
        Task(request, batch, rater, {key: (paths[key], listed.papers[key]) for key in chunk})
        for batch in request.batches
        if (keys := by_file.get(batch[1], []))
        for start in range(0, len(keys), _CHUNK)
        if (chunk := keys[start : start + _CHUNK])
    )
    every = {key for each in outlines for key in each.papers}
    files = {name for _, name in request.batches}
    lost = {each.key for each in remarks if each.is_loss and each.key and (each.key in every or each.file in files)}
    left_out = tuple(Outcome(key, "", State.LEFT_OUT) for key in sorted(lost - answered.keys()))
    rest = listed.papers.keys() - every - excluded - lost
    return Plan(run_path, data, tasks, tuple(remarks), left_out, len(every & excluded), len(rest))


def _outline(batch: tuple[Path, str]) -> Batch:
    """Read a batch, and keep only a checksum of the answers of each paper."""
    read = read_batch(*batch)
    return replace(read, papers={key: _checksum(value) for key, value in read.papers.items()})


def _with_listed(batch: Batch, papers: Container[str]) -> Batch:
    """Return a batch in which a plain value is that of a paper, and no setting, if the list names its key."""
    wrong = {key: _checksum(value) for key, value in batch.settings.items() if key not in SETTINGS and key in papers}
    settings = {key: value for key, value in batch.settings.items() if key not in wrong}
    return replace(batch, settings=settings, papers={**batch.papers, **wrong}) if wrong else batch


def _checksum(answers: Any) -> bytes:
    return blake2b(repr(answers).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _answered(
    batches: Iterable[Batch], listed: PaperList, excluded: frozenset[str], existing: Existing
) -> tuple[dict[str, str], list[Remark]]:
    """Return the file that answers each paper, and the remarks about the papers that are left out."""
    found: dict[str, tuple[str, bytes]] = {}
    remarks: list[Remark] = []
    twice = set()
    mistaken = {remark.key for remark in listed.remarks}
    for batch in batches:
        remarks += batch.remarks
        for key, checksum in batch.papers.items():
            if key in excluded:
                if path := existing.imported.get(key):
                    message = f"the paper is excluded now, but {path} exists: give it the status excluded"
                    remarks.append(Remark(batch.file, key, "excluded paper with a scan", message, is_loss=False))
                continue
            if key in mistaken:
                continue
            if key not in listed.papers:
                message = "the list of papers does not name this file"
                remarks.append(Remark(batch.file, key, "paper that is not listed", message))
                continue
            file, before = found.setdefault(key, (batch.file, checksum))
            if before != checksum:
                twice.add(key)
                message = f"{file} has other answers for this paper: remove the wrong ones"
                remarks.append(Remark(batch.file, key, "paper answered twice", message))
    return {key: file for key, (file, _) in found.items() if key not in twice}, remarks


def _placed(
    answered: Mapping[str, str],
    papers: Mapping[str, Mapping[str, Any]],
    existing: Existing,
    *,
    path_of: PathOf,
    rater: Mapping[str, str],
) -> tuple[dict[str, str], list[Remark], dict[str, str]]:
    """Return the papers that have a path and are answered once, the remarks about the others, and all paths."""
    wanted = {key: papers[key] for key in answered}
    paths = paths_for(wanted, existing, path_of)
    remarks: list[Remark] = []
    for key in (key for key in answered if not paths[key]):
        message = "the list names no venue, from which the folder would follow: add it, or name a folder with --group"
        remarks.append(Remark(answered[key], key, "paper without a folder", message))
        del wanted[key]
    for key, path in repeated(
        wanted, paths, existing, instrument=instrument().key, raters=dict.fromkeys(wanted, rater)
    ).items():
        message = f"{path} has the answers of this run about the same paper: keep one of the two keys"
        remarks.append(Remark(answered[key], key, "same paper twice", message))
        del wanted[key]
    return {key: file for key, file in answered.items() if key in wanted}, remarks, paths


def carry_out(planned: Plan, request: Request, *, write: Write) -> Iterator[list[Outcome]]:
    """Write the run and the scans, and yield the outcomes batch by batch."""
    _last_batch.cache_clear()  # the file may have changed since an earlier import
    if planned.run_bytes is not None:
        write(request.collection.data / planned.run_path, planned.run_bytes)
    yield from in_parallel(partial(write_batch, write=write), planned.tasks, request.jobs)


@lru_cache(maxsize=1)  # the tasks of a large batch follow one another
def _last_batch(path: Path, name: str) -> Batch:
    return read_batch(path, name)


def write_batch(task: Task, *, write: Write) -> list[Outcome]:
    """Write the scans of a batch, and return what became of each paper."""
    batch = _last_batch(*task.batch)
    return [_write_paper(task, key, batch.papers.get(key), write) for key in task.papers]


def _write_paper(task: Task, key: str, given: Any, write: Write) -> Outcome:
    file, request = task.batch[1], task.request
    read = read_answers(given, mark_lost=request.mark_lost)
    if read.wrong:
        return _left_out(file, key, "answers that cannot be used", read.wrong)
    path, paper = task.papers[key]
    document = blank_scan(instrument()) | {"paper": dict(paper), "rater": dict(task.rater)}
    document[instrument().container] = read.answers
    place = Place(request.collection, path, file, key)
    if outcome := settled(place, document, instrument()):
        return outcome
    prepared = prepare(place, document, instrument(), source=request.run, runs={request.run})
    if prepared.errors:
        messages = [f"{pointer}: {message}" for pointer, message in prepared.errors]
        return _left_out(file, key, "scans with problems", messages)
    outcome = write_prepared(prepared, write=write)
    notes = tuple(Remark(file, key, kind, message, is_loss=False) for kind, message in read.notes)
    return replace(outcome, remarks=(*notes, *outcome.remarks))


def _left_out(file: str, key: str, kind: str, messages: Iterable[str]) -> Outcome:
    return Outcome(key, "", State.LEFT_OUT, tuple(Remark(file, key, kind, message) for message in messages))
