"""One owner's outputs on their way to the folder."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from scanpress.writer.address import Claims
from scanpress.writer.making.batches import Batch, Line, Task
from scanpress.writer.making.failure import Failure, OutputError
from scanpress.writer.making.worker import Result
from scanpress.writer.output import Group, Known, Note, Output, Published
from scanpress.writer.state.earlier import Shelf, Standing
from scanpress.writer.state.fingerprint import Fingerprints

_BLOCK = 512  # outputs compared together


class Publishing:
    """Compare, make, note and remove, in this order; one publishing a call."""

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
        self._standing = Standing(shelf)
        self._stale: dict[str, tuple[Known, str]] = {}
        self._wholes: dict[str, bytes | None] = {}
        self._written = self._unchanged = 0

    def run(self, groups: Sequence[Group]) -> Published:
        """Publish the outputs of all groups; raise OutputError where some could not be made."""
        changed = [group for group in groups if not self._stands(group)]
        self._progress(self._unchanged)
        self._shelf.begin_groups(self._standing.wholes)
        self._stale = self._standing.files
        failed = self._make(self._changed(changed))
        _raise(failure for _, failure in failed if not failure.in_the_way)
        cleared = self._shelf.clear({address: known for address, (known, _) in self._stale.items()}, self._claims)
        # A file where a folder must be, or the other way round: the stale one is gone now.
        _raise(failure for _, failure in self._make(task for task, _ in failed))
        self._shelf.finish_groups({group.name: self._whole(group) for group in changed})
        return Published(self._written, self._unchanged) + cleared

    def _stands(self, group: Group) -> bool:
        addresses = self._standing.take(group.name, self._whole(group)) if self._standing.knows(group.name) else None
        if addresses is None:
            return False
        self._claims.add(self._shelf.owner, addresses)
        self._unchanged += len(addresses)
        return True

    def _whole(self, group: Group) -> bytes | None:
        if group.name not in self._wholes:
            self._wholes[group.name] = self._fingerprints.of_whole(group.made_from)
        return self._wholes[group.name]

    def _changed(self, groups: Iterable[Group]) -> Iterator[Task]:
        """Yield what has to be made of the outputs of changed groups."""
        for group in groups:
            waiting = iter(group.outputs())
            while block := list(islice(waiting, _BLOCK)):
                self._claims.add(self._shelf.owner, [output.address for output in block])
                yield from self._compared(group.name, block)
                self._progress(self._written + self._unchanged)

    def _compared(self, group: str, outputs: Iterable[Output]) -> Iterator[Task]:
        """Yield what is not as it was; this loop is all that an unchanged output of a changed group costs."""
        stale, size_of, fingerprint = self._stale, self._shelf.size, self._fingerprints.of
        moved: list[Note] = []
        for output in outputs:
            digest, weight = fingerprint(output)
            (known, size), before = stale.pop(output.address, _UNKNOWN)
            if known != digest or size != size_of(output.address):
                yield Task(output, group, digest, weight)
                continue
            self._unchanged += 1
            if before != group:
                moved.append(Note(output.address, group, digest, size))
        self._shelf.note(moved)

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
        notes: list[Note] = []
        for task, result in zip(batch, results, strict=True):
            if isinstance(result, Failure):
                failed.append((task, result))
                notes.append(Note(task.output.address, task.group, None, 0))
                continue
            notes.append(Note(task.output.address, task.group, task.digest, result.size))
            self._written += result.written
            self._unchanged += not result.written
        self._shelf.finish(notes)
        return failed


_UNKNOWN: tuple[Known, str] = (None, -1), ""


def _raise(failures: Iterable[Failure]) -> None:
    found = list(failures)
    if found:
        raise OutputError(found[0].address, found)
