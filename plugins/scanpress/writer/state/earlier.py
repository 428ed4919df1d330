"""What earlier builds published for one owner: its files in the output folder, and its groups of outputs."""

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from scanpress.writer.address import Claims
from scanpress.writer.output import FileRecord, FileState, Published
from scanpress.writer.stale import OwnedPaths, remove
from scanpress.writer.state.complete import CompleteGroup, pack_sizes
from scanpress.writer.state.looking import SizesAhead
from scanpress.writer.state.state import State

_NO_GROUP = ""


class EarlierOutputs:
    """The recorded files and groups of one owner in one output folder; every change of them is recorded here.

    `ahead` has the sizes of files that another process has looked at since this build began.
    """

    def __init__(self, folder: Path, key: str, owner: str, state: State, ahead: SizesAhead | None = None) -> None:
        self.folder = folder
        self._base = f"{folder}/"
        self.owner = owner
        self._key = key
        self._state = state
        self._ahead = ahead

    def files(self) -> dict[str, tuple[FileState, str]]:
        """Return the recorded files that are in no complete group, each with its group."""
        return self._state.files(self._key, self.owner)

    @property
    def published(self) -> int:
        """Return how many files of all owners are recorded."""
        return sum(files for files, *_ in self._state.sizes(self._key).values())

    def adopt(self, owned: OwnedPaths, *, since: float) -> None:
        """Record the files at the owned paths, if nothing is recorded of the owner: they may have to be removed.

        Files that another owner published are left alone, and files that are younger than `since`, in seconds since the
        epoch.
        """
        if self._state.has_files(self._key, self.owner):
            return
        others = self._state.addresses(self._key)
        found = [address for address in owned.find(self.folder, since=since) if address not in others]
        self.record([FileRecord(address, _NO_GROUP, None, 0) for address in found])
        self._state.commit()

    def complete_groups(self) -> dict[str, CompleteGroup]:
        """Return the groups that the last build completed."""
        return self._state.complete_groups(self._key, self.owner)

    def mark_incomplete(self, groups: Iterable[str]) -> None:
        """Record that groups are no longer complete."""
        self._state.mark_incomplete(self._key, self.owner, groups)

    def mark_complete(self, digests: Mapping[str, bytes | None]) -> None:
        """Record that groups are complete, and the digest of what each is made from (None: not known)."""
        known = {group: digest for group, digest in digests.items() if digest}
        self._state.mark_complete(self._key, self.owner, known)

    def size(self, address: str) -> int:
        """Return a file's size in bytes, or -1 if there is no such file."""
        try:
            return os.stat(f"{self._base}{address}").st_size  # noqa: PTH116 (making a Path takes as long as the call)
        except OSError:
            return -1

    def sizes(self, name: str, group: CompleteGroup) -> bytes:
        """Return the packed sizes of a group's files; if one of them is missing, others than any that are recorded."""
        found = self._ahead.of((self.owner, name), group.packed) if self._ahead else None
        return self._look(group.addresses) if found is None else found

    def _look(self, addresses: Sequence[str]) -> bytes:
        base, look = self._base, os.stat
        try:  # without a call of a function for each of 240,000 files: 0.1 s of a build without a change
            return pack_sizes([look(base + address).st_size for address in addresses])
        except OSError:
            return b""

    def begin(self, addresses: Sequence[str]) -> None:
        """Record which files are about to be written; call this before any of them is touched."""
        self._state.begin(self._key, self.owner, addresses)

    def finish(self, records: Iterable[FileRecord]) -> None:
        """Record the files of the earliest `begin`."""
        self._state.finish(self._key, self.owner, records)

    def record(self, records: Iterable[FileRecord]) -> None:
        """Record files that are in their places."""
        self._state.record(self._key, self.owner, records)

    def remove(self, stale: Mapping[str, FileState], claims: Claims) -> Published:
        """Remove files that are no longer declared, and their records."""
        removed = remove(self.folder, stale, claims)
        self._state.forget(self._key, stale)
        return removed


class EarlierGroups:
    """The groups of an owner as the last build left them; `pop_unchanged` takes out those that need no work."""

    def __init__(self, earlier: EarlierOutputs) -> None:
        self._earlier = earlier
        self._complete = earlier.complete_groups()

    def is_complete(self, group: str) -> bool:
        """Return whether the last build completed a group."""
        return group in self._complete

    def pop_unchanged(self, name: str, digest: bytes | None) -> Sequence[str] | None:
        """Return the addresses of a complete group with the same digest, if all its files have the recorded sizes.

        Return None otherwise: its outputs have to be declared.
        """
        group = self._complete.get(name)
        if digest is None or group is None or group.digest != digest:
            return None
        if self._earlier.sizes(name, group) != group.packed_sizes:
            return None
        del self._complete[name]
        return group.addresses

    @property
    def changed(self) -> Sequence[str]:
        """Return the groups that were complete and were not popped."""
        return list(self._complete)
