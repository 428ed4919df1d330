"""The way from what is to be made to what stands in its place: in batches, a few at a time, in a fixed order."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, wait
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from scanpress.writer.making.failure import Failure, OutputError
from scanpress.writer.making.placing import open_parts
from scanpress.writer.making.pool import Workers
from scanpress.writer.making.worker import Result, Workshop, make_elsewhere, write_tools
from scanpress.writer.output import Output
from scanpress.writer.rendering.renderer import Renderer

BATCH = 256  # outputs: some 60 ms of work, a hundred times what handing them over costs
_WEIGHT = 1 << 18  # bytes that a batch is made from, so that memory stays bounded whatever an output carries
_AHEAD = 3  # batches handed over for each worker: enough that none ever waits


class Task(NamedTuple):
    """An output to be made, its group, its digest, and how many bytes it is made from."""

    output: Output
    group: str
    digest: bytes
    weight: int


Batch = list[Task]
Flying = deque[tuple[Batch, Future[list[Result]]]]


def batches(tasks: Iterable[Task]) -> Iterator[Batch]:
    """Gather tasks into batches of bounded number and weight."""
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


class Line:
    """Make outputs: one batch in this process, more than one by workers."""

    def __init__(self, folder: Path, renderer: Renderer, workers: Workers) -> None:
        self._folder = folder
        self._renderer = renderer
        self._workers = workers

    def run(self, tasks: Iterable[Task], begin: Callable[[Batch], None]) -> Iterator[tuple[Batch, list[Result]]]:
        """Yield each batch with its results, in order; `begin` is called before anything of a batch is touched.

        As many outputs as one batch may have are made here: that takes less time than starting workers.
        """
        waiting = iter(tasks)
        first = list(islice(waiting, BATCH))
        more = list(islice(waiting, 1))
        if not first:
            return
        tools = str(self._folder), open_parts(self._folder), self._renderer
        waiting_batches = batches(chain(first, more, waiting))
        if self._workers.alone or not more:
            yield from _here(waiting_batches, begin, Workshop(*tools))
        else:
            yield from self._shared(waiting_batches, begin, write_tools(*tools))

    def _shared(
        self, waiting: Iterable[Batch], begin: Callable[[Batch], None], tools: str
    ) -> Iterator[tuple[Batch, list[Result]]]:
        flying: Flying = deque()
        try:
            yield from self._elsewhere(waiting, begin, partial(_submitted, self._workers.start(), tools), flying)
        except OutputError:
            self._workers.end()  # they are lost: whoever needs some after this starts others
            raise
        finally:
            # Nothing is put in place after the call. None is cancelled: where a worker died, that stops the pool from
            # ever ending, and there are few.
            wait([future for _, future in flying])

    def _elsewhere(
        self,
        waiting: Iterable[Batch],
        begin: Callable[[Batch], None],
        submit: Callable[[Batch], Future[list[Result]]],
        flying: Flying,
    ) -> Iterator[tuple[Batch, list[Result]]]:
        for batch in waiting:
            begin(batch)
            flying.append((batch, submit(batch)))
            # Few enough that memory does not grow with the site.
            while len(flying) > _AHEAD * self._workers.jobs or (flying and flying[0][1].done()):
                yield _landed(flying)
        while flying:
            yield _landed(flying)


def _here(
    waiting: Iterable[Batch], begin: Callable[[Batch], None], workshop: Workshop
) -> Iterator[tuple[Batch, list[Result]]]:
    for batch in waiting:
        begin(batch)
        yield batch, workshop.make(_outputs(batch))


def _submitted(executor: Executor, tools: str, batch: Batch) -> Future[list[Result]]:
    try:
        return executor.submit(make_elsewhere, tools, _outputs(batch))
    except BrokenExecutor as error:
        future: Future[list[Result]] = Future()
        future.set_exception(error)
        return future


def _landed(flying: Flying) -> tuple[Batch, list[Result]]:
    batch, future = flying.popleft()
    try:
        return batch, future.result()
    except BrokenExecutor as error:
        # A worker was killed, and all others with it: by one of the outputs that were under way.
        lost = [task for one, other in [(batch, future), *flying] if _is_lost(other) for task in one]
        failures = [Failure.of(task.output.address, error) for task in lost]
        raise OutputError(failures[0].address, failures) from error
    except Exception as error:  # noqa: BLE001 (a batch that could not travel: each of its outputs failed)
        return batch, [Failure.of(task.output.address, error) for task in batch]


def _is_lost(future: Future[list[Result]]) -> bool:
    return not future.done() or future.cancelled() or future.exception() is not None


def _outputs(batch: Batch) -> tuple[Output, ...]:
    return tuple(task.output for task in batch)
