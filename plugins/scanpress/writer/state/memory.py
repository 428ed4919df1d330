"""A store of named values that a plugin keeps from one build to the next, in the same file as the writer's state."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from scanpress.writer.state.state import State


@dataclass(frozen=True, slots=True)
class Memory:
    """The values of one name: each has a key, a fingerprint and a payload; empty after the code changed.

    The user of the memory decides what a fingerprint means. If it is a file's signature (size, times, inode), leave out
    files that changed within the last seconds: a second change in the same tick of the clock would not be noticed.
    """

    path: Path | None
    name: str

    def load(self) -> dict[str, tuple[bytes, bytes]]:
        """Return the fingerprint and the payload of every key."""
        with State.opened(self.path) as state:
            return state.load_memory(self.name)

    def find(self, key: str) -> tuple[bytes, bytes] | None:
        """Return the fingerprint and the payload of one key, or None if there is no such key."""
        with State.opened(self.path) as state:
            return state.find_in_memory(self.name, key)

    def store(self, entries: Mapping[str, tuple[bytes, bytes]], gone: Iterable[str] = ()) -> None:
        """Replace the values of some keys and delete others, all at once or not at all."""
        with State.opened(self.path) as state:
            state.store_in_memory(self.name, entries, gone)
