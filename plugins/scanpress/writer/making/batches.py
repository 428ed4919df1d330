"""Make outputs in batches: a few by the build's own process, many by workers, and always with results in order."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, wait
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from scanpress.writer.making.placing import make_unfinished
from scanpress.writer.making.pool import Workers
from scanpress.writer.making.worker import Failure, OutputError, Result, Worker, make_in_worker, write_worker
from scanpress.writer.output import Output
from scanpress.writer.rendering.renderer import Renderer

BATCH = 256  # outputs: about 60 ms of work, a hundred times as long as handing them to a worker takes
_WEIGHT = 1 << 18  # bytes that a batch is made from, so that memory stays bounded even if outputs are heavy
_AHEAD = 8  # batches that are submitted for each worker, so that it has work while a costly group is declared


class Task(NamedTuple):
    """An output to be made, its group, its digest, and the number of bytes that it is made from."""

    output: Output
    group: str
    digest: bytes
    weight: int


Batch = list[Task]
_Begin = Callable[[Batch], None]
_Results = Iterator[tuple[Batch, list[Result]]]
_Submitted = deque[tuple[Batch, Future[list[Result]]]]


class Batches:
    """Make outputs for one folder."""

    def __init__(self, folder: Path, renderer: Renderer, workers: Workers) -> None:
        self._folder = folder
        self._renderer = renderer
        self._workers = workers

    def run(self, tasks: Iterable[Task], begin: _Begin) -> _Results:
        """Yield each batch with its results, in order; `begin` is called before any file of a batch is touched.

        Up to BATCH outputs are made here, however heavy they are: that takes less time than starting workers.
        """
        waiting = iter(tasks)
        first = list(islice(waiting, BATCH))
        if not first:
            return
        more = list(islice(waiting, 1))
        batches = _batches(chain(first, more, waiting))
        tools = str(self._folder), make_unfinished(self._folder), self._renderer
        if self._workers.alone or not more:
            yield from _make_here(batches, begin, Worker(*tools))
        else:
            yield from self._make_by_workers(batches, begin, write_worker(*tools))

    def _make_by_workers(self, batches: Iterable[Batch], begin: _Begin, worker: str) -> _Results:
        submitted: _Submitted = deque()
        try:
            yield from self._submit_all(batches, begin, worker, submitted)
        except OutputError:
            self._workers.end()  # They are lost; others are started when they are needed again.
            raise
        finally:
            # Nothing is put in place after this call. No batch is cancelled, because that keeps a pool in which a
            # worker died from ending; there are only a few.
            wait([future for _, future in submitted])

    def _submit_all(self, batches: Iterable[Batch], begin: _Begin, worker: str, submitted: _Submitted) -> _Results:
        executor = self._workers.start()
        for batch in batches:
            begin(batch)
            submitted.append((batch, _submit(executor, worker, batch)))
            # Few batches are submitted at a time, so that memory does not grow with the site.
            while len(submitted) > _AHEAD * self._workers.jobs or (submitted and submitted[0][1].done()):
                yield _next_result(submitted)
        while submitted:
            yield _next_result(submitted)


def _batches(tasks: Iterable[Task]) -> Iterator[Batch]:
    """Yield tasks in batches of limited number and weight."""
    batch: Batch = []
    weight = 0
    for task in tasks:
        batch.append(task)
        weight += task.weight
        if len(batch) == BATCH or weight >= _WEIGHT:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


def _make_here(batches: Iterable[Batch], begin: _Begin, worker: Worker) -> _Results:
    for batch in batches:
        begin(batch)
        yield batch, worker.make(_outputs(batch))


def _submit(executor: Executor, worker: str, batch: Batch) -> Future[list[Result]]:
    try:
        return executor.submit(make_in_worker, worker, _outputs(batch))
    except BrokenExecutor as error:
        future: Future[list[Result]] = Future()
        future.set_exception(error)
        return future


def _next_result(submitted: _Submitted) -> tuple[Batch, list[Result]]:
    """Return the earliest batch with its results; raise OutputError if a worker died."""
    batch, future = submitted.popleft()
    try:
        return batch, future.result()
    except BrokenExecutor as error:
        # A worker died, and all others with it, because of one of the outputs that were being made.
        lost = [task for one, other in [(batch, future), *submitted] if _is_lost(other) for task in one]
        failures = [Failure.of(task.output.address, error) for task in lost]
        raise OutputError(failures[0].address, failures) from error
    except Exception as error:  # noqa: BLE001 (the batch could not be sent to a worker, so each of its outputs failed)
        return batch, [Failure.of(task.output.address, error) for task in batch]


def _is_lost(future: Future[list[Result]]) -> bool:
    return not future.done() or future.cancelled() or future.exception() is not None


def _outputs(batch: Batch) -> tuple[Output, ...]:
    return tuple(task.output for task in batch)
