"""One owner's files in the output folder, and what is known of them."""

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from scanpress.writer.claims import Claims
from scanpress.writer.published import Published
from scanpress.writer.removing import remove
from scanpress.writer.state import Known, State


class Shelf:
    """Answer for one owner what is there, and note what comes and goes."""

    def __init__(self, folder: Path, key: str, owner: str, state: State) -> None:
        self.folder = folder
        self.owner = owner
        self._key = key
        self._state = state

    def known(self) -> dict[str, Known]:
        """Return what earlier builds noted, by address."""
        return self._state.known(self._key, self.owner)

    def is_as(self, whole: bytes) -> bool:
        """Return whether the last build was completed, and from the same."""
        return self._state.whole(self._key, self.owner) == whole

    def note(self, whole: bytes | None) -> None:
        """Note that the build is complete, and what it was made from; None: that it has begun."""
        self._state.note_whole(self._key, self.owner, whole)

    def size(self, address: str) -> int:
        """Return a file's size in bytes, -1 where it is not there."""
        try:
            return os.stat(f"{self.folder}/{address}").st_size  # noqa: PTH116 (a Path costs as much as the call)
        except OSError:
            return -1

    def begin(self, addresses: Sequence[str]) -> None:
        """Note, before anything is touched, what is about to be written."""
        self._state.begin(self._key, self.owner, addresses)

    def finish(self, files: Iterable[tuple[str, bytes | None, int]]) -> None:
        """Note what became of the files of the earliest `begin`: address, digest (None: failed) and size."""
        self._state.finish(self._key, self.owner, files)

    def clear(self, stale: Mapping[str, Known], claims: Claims) -> Published:
        """Remove files that are not declared, and forget them."""
        removed = remove(self.folder, stale, claims)
        self._state.forget(self._key, stale)
        return removed
