"""One call of the publisher: compare an owner's outputs with earlier builds, make what changed, remove the rest."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from scanpress.writer.address import Claims
from scanpress.writer.making.batches import Batch, Batches, Task
from scanpress.writer.making.worker import Failure, OutputError, Result
from scanpress.writer.output import FileRecord, FileState, Group, Output, Published
from scanpress.writer.state.earlier import EarlierGroups, EarlierOutputs
from scanpress.writer.state.fingerprint import Fingerprints

Guard = Callable[[int, int], None]
"""Called with how many files will be removed, and how many there are; it may raise an error to prevent that."""

_BLOCK = 512  # outputs that are compared together
_UNKNOWN: tuple[FileState, str] = (None, -1), ""


class Publishing:
    """The publishing of one owner's groups; it is made for one call of `run`."""

    def __init__(
        self,
        *,
        earlier: EarlierOutputs,
        claims: Claims,
        fingerprints: Fingerprints,
        batches: Batches,
        progress: Callable[[int], None],
    ) -> None:
        self._earlier = earlier
        self._claims = claims
        self._fingerprints = fingerprints
        self._batches = batches
        self._progress = progress
        self._earlier_groups = EarlierGroups(earlier)
        self._stale: dict[str, tuple[FileState, str]] = {}
        self._digests: dict[str, bytes | None] = {}
        self._written = self._unchanged = 0

    def run(self, groups: Sequence[Group], guard: Guard | None = None) -> Published:
        """Publish the outputs of all groups; raise OutputError if some could not be made."""
        changed = [group for group in groups if not self._is_unchanged(group)]
        self._progress(self._unchanged)
        self._earlier.mark_incomplete(self._earlier_groups.changed)
        self._stale = self._earlier.files()
        failed = self._make(self._changed(changed))
        _raise(failure for _, failure in failed if not failure.is_blocked)
        if guard and self._stale:
            guard(sum(self._earlier.size(address) >= 0 for address in self._stale), self._earlier.published)
        removed = self._earlier.remove({address: state for address, (state, _) in self._stale.items()}, self._claims)
        # A stale file was at the place of a new folder, or the other way round. It has been removed now.
        _raise(failure for _, failure in self._make(task for task, _ in failed))
        self._earlier.mark_complete({group.name: self._digest(group) for group in changed})
        return Published(self._written, self._unchanged) + removed

    def _is_unchanged(self, group: Group) -> bool:
        """Return whether a group is as the last build left it; if so, claim its addresses and count its outputs."""
        if not self._earlier_groups.is_complete(group.name):
            return False
        addresses = self._earlier_groups.pop_unchanged(group.name, self._digest(group))
        if addresses is None:
            return False
        self._claims.add_valid(self._earlier.owner, addresses)
        self._unchanged += len(addresses)
        return True

    def _digest(self, group: Group) -> bytes | None:
        if group.name not in self._digests:
            self._digests[group.name] = self._fingerprints.of_group(group.made_from)
        return self._digests[group.name]

    def _changed(self, groups: Iterable[Group]) -> Iterator[Task]:
        """Yield a task for each output of changed groups that has to be made."""
        for group in groups:
            waiting = iter(group.outputs())
            while block := list(islice(waiting, _BLOCK)):
                self._claims.add(self._earlier.owner, [output.address for output in block])
                yield from self._compared(group.name, block)
                self._progress(self._written + self._unchanged)

    def _compared(self, group: str, outputs: Iterable[Output]) -> Iterator[Task]:
        """Yield a task for each output that differs from the recorded one, and count all others as unchanged."""
        stale, size_of, fingerprint = self._stale, self._earlier.size, self._fingerprints.of
        moved: list[FileRecord] = []
        for output in outputs:
            digest, weight = fingerprint(output)
            (recorded, size), before = stale.pop(output.address, _UNKNOWN)
            if recorded != digest or size != size_of(output.address):
                yield Task(output, group, digest, weight)
                continue
            self._unchanged += 1
            if before != group:
                moved.append(FileRecord(output.address, group, digest, size))
        self._earlier.record(moved)

    def _make(self, tasks: Iterable[Task]) -> list[tuple[Task, Failure]]:
        """Make outputs and record them; return those that failed."""
        failed = []
        for batch, results in self._batches.run(tasks, self._begin):
            failed += self._record(batch, results)
            self._progress(self._written + self._unchanged)
        return failed

    def _begin(self, batch: Batch) -> None:
        self._earlier.begin([task.output.address for task in batch])

    def _record(self, batch: Batch, results: list[Result]) -> list[tuple[Task, Failure]]:
        """Record the results of a batch; return the outputs that failed."""
        failed: list[tuple[Task, Failure]] = []
        records: list[FileRecord] = []
        for task, result in zip(batch, results, strict=True):
            if isinstance(result, Failure):
                failed.append((task, result))
                records.append(FileRecord(task.output.address, task.group, None, 0))
                continue
            records.append(FileRecord(task.output.address, task.group, task.digest, result.size))
            self._written += result.written
            self._unchanged += not result.written
        self._earlier.finish(records)
        return failed


def _raise(failures: Iterable[Failure]) -> None:
    """Raise OutputError if there are failures."""
    found = list(failures)
    if found:
        raise OutputError(found[0].address, found)
