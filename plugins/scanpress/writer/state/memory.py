"""What a room wants to know again at the next build, kept with the writer's state."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from scanpress.writer.state.state import State


@dataclass(frozen=True, slots=True)
class Memory:
    """A room's keys, each with a fingerprint and a payload; empty after the code changed or the state was deleted.

    What the fingerprint means is the room's business. Where it is a file's signature (size, times, inode), leave out
    files changed within the last seconds: a second change in the same tick of the clock would show no difference.
    """

    path: Path | None
    room: str

    def load(self) -> dict[str, tuple[bytes, bytes]]:
        """Return everything remembered: fingerprint and payload by key."""
        with State.opened(self.path) as state:
            return state.remembered(self.room)

    def find(self, key: str) -> tuple[bytes, bytes] | None:
        """Return the fingerprint and the payload of one key; None where it is not remembered."""
        with State.opened(self.path) as state:
            return state.recall(self.room, key)

    def store(self, entries: Mapping[str, tuple[bytes, bytes]], gone: Iterable[str] = ()) -> None:
        """Remember some keys anew and forget others; all at once or not at all."""
        with State.opened(self.path) as state:
            state.remember(self.room, entries, gone)
