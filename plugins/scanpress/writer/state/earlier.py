"""One owner's files in the output folder, and what is known of them."""

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from scanpress.writer.address import Claims
from scanpress.writer.output import Known, Note, Published
from scanpress.writer.stale import Territory, remove
from scanpress.writer.state.state import State

_NO_GROUP = ""


class Shelf:
    """Answer for one owner what is there, and note what comes and goes."""

    def __init__(self, folder: Path, key: str, owner: str, state: State) -> None:
        self.folder = folder
        self.owner = owner
        self._key = key
        self._state = state

    def known(self) -> dict[str, dict[str, Known]]:
        """Return what earlier builds noted, by group and address."""
        return self._state.known(self._key, self.owner)

    def take(self, territory: Territory, *, since: float) -> None:
        """Where nothing is known of the owner, note what stands in its territory: it may have to go, now or later.

        What another owner published, or what is younger than `since`, in seconds since the epoch, is left alone.
        """
        if self._state.knows(self._key, self.owner):
            return
        taken = self._state.addresses(self._key)
        found = [address for address in territory.addresses(self.folder, since=since) if address not in taken]
        self.note([Note(address, _NO_GROUP, None, 0) for address in found])
        self._state.commit()

    def wholes(self) -> dict[str, bytes]:
        """Return the groups that the last build completed, each with the digest of what it was made from."""
        return self._state.wholes(self._key, self.owner)

    def begin_groups(self, groups: Iterable[str]) -> None:
        """Note that groups are no longer complete."""
        self._state.drop_wholes(self._key, self.owner, groups)

    def finish_groups(self, wholes: Mapping[str, bytes | None]) -> None:
        """Note that groups are complete, and what each was made from (None: unknown)."""
        self._state.note_wholes(self._key, self.owner, {group: whole for group, whole in wholes.items() if whole})

    def size(self, address: str) -> int:
        """Return a file's size in bytes, -1 where it is not there."""
        try:
            return os.stat(f"{self.folder}/{address}").st_size  # noqa: PTH116 (a Path costs as much as the call)
        except OSError:
            return -1

    def begin(self, addresses: Sequence[str]) -> None:
        """Note, before anything is touched, what is about to be written."""
        self._state.begin(self._key, self.owner, addresses)

    def finish(self, notes: Iterable[Note]) -> None:
        """Note what became of the files of the earliest `begin`."""
        self._state.finish(self._key, self.owner, notes)

    def note(self, notes: Iterable[Note]) -> None:
        """Note of files that stand in their places what is known of them now."""
        self._state.note(self._key, self.owner, notes)

    def clear(self, stale: Mapping[str, Known], claims: Claims) -> Published:
        """Remove files that are not declared, and forget them."""
        removed = remove(self.folder, stale, claims)
        self._state.forget(self._key, stale)
        return removed


class Standing:
    """Tell which groups stand as they are, and hand over what is known of the files of all others."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._files = shelf.known()
        self._wholes = shelf.wholes()

    def knows(self, group: str) -> bool:
        """Tell whether a group was completed."""
        return group in self._wholes

    def take(self, group: str, whole: bytes | None) -> Sequence[str] | None:
        """Return the addresses of a group that was completed from the same, where every file is as it was written.

        None: its outputs have to be declared.
        """
        if whole is None or self._wholes.get(group) != whole:
            return None
        files, size_of = self._files.get(group, {}), self._shelf.size
        if not all(digest and size_of(address) == size for address, (digest, size) in files.items()):
            return None
        self._wholes.pop(group)
        return list(self._files.pop(group, ()))

    @property
    def wholes(self) -> Sequence[str]:
        """Return the groups that were complete, and were not taken."""
        return list(self._wholes)

    @property
    def files(self) -> dict[str, tuple[Known, str]]:
        """Return what is known of the files of all groups that were not taken, with their group."""
        return {address: (known, group) for group, files in self._files.items() for address, known in files.items()}
