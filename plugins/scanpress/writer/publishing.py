"""One owner's outputs on their way to the folder."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from scanpress.writer.claims import Claims
from scanpress.writer.failure import Failure, OutputError
from scanpress.writer.fingerprint import Fingerprints
from scanpress.writer.line import Batch, Line, Task
from scanpress.writer.output import Output
from scanpress.writer.published import Published
from scanpress.writer.shelf import Shelf
from scanpress.writer.workshop import Result

_BLOCK = 512  # outputs compared together


class Publishing:
    """Compare, make, note and remove, in this order."""

    def __init__(
        self,
        *,
        shelf: Shelf,
        claims: Claims,
        fingerprints: Fingerprints,
        line: Line,
        progress: Callable[[int], None],
    ) -> None:
        self._shelf = shelf
        self._claims = claims
        self._fingerprints = fingerprints
        self._line = line
        self._progress = progress
        self._known = shelf.known()
        self._written = self._unchanged = 0

    def run(self, outputs: Iterable[Output]) -> Published:
        """Publish the outputs; raise OutputError where some could not be made."""
        failed = self._make(self._changed(outputs))
        _raise(failure for _, failure in failed if not failure.in_the_way)
        cleared = self._shelf.clear(self._known, self._claims)
        # A file where a folder must be, or the other way round: the stale one is gone now.
        _raise(failure for _, failure in self._make(task for task, _ in failed))
        return Published(self._written, self._unchanged) + cleared

    def _changed(self, outputs: Iterable[Output]) -> Iterator[Task]:
        """Yield what has to be made; this loop is all that an unchanged output costs."""
        known, size, fingerprint = self._known, self._shelf.size, self._fingerprints.of
        waiting = iter(outputs)
        while block := list(islice(waiting, _BLOCK)):
            self._claims.add(self._shelf.owner, [output.address for output in block])
            for output in block:
                digest, weight = fingerprint(output)
                before = known.pop(output.address, None)
                if before is None or before[0] != digest or before[1] != size(output.address):
                    yield Task(output, digest, weight)
                else:
                    self._unchanged += 1
            self._progress(self._written + self._unchanged)

    def _make(self, tasks: Iterable[Task]) -> list[tuple[Task, Failure]]:
        """Make outputs and note them; return those that failed."""
        failed = []
        for batch, results in self._line.run(tasks, self._begin):
            failed += self._note(batch, results)
            self._progress(self._written + self._unchanged)
        return failed

    def _begin(self, batch: Batch) -> None:
        self._shelf.begin([task.output.address for task in batch])

    def _note(self, batch: Batch, results: list[Result]) -> list[tuple[Task, Failure]]:
        failed: list[tuple[Task, Failure]] = []
        files: list[tuple[str, bytes | None, int]] = []
        for task, result in zip(batch, results, strict=True):
            if isinstance(result, Failure):
                failed.append((task, result))
                files.append((task.output.address, None, 0))
                continue
            files.append((task.output.address, task.digest, result.size))
            self._written += result.written
            self._unchanged += not result.written
        self._shelf.finish(files)
        return failed


def _raise(failures: Iterable[Failure]) -> None:
    found = list(failures)
    if found:
        raise OutputError(found[0].address, found)
