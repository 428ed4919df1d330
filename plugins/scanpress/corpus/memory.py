"""What the corpus wants to know again at the next build; who keeps it is the caller's affair."""

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol


class Memory(Protocol):
    """What is kept between builds: a fingerprint and a payload by key."""

    def load(self) -> Mapping[str, tuple[bytes, bytes]]:
        """Return everything that is remembered."""

    def find(self, key: str) -> tuple[bytes, bytes] | None:
        """Return what is remembered of one key."""

    def store(self, entries: Mapping[str, tuple[bytes, bytes]], gone: Iterable[str] = ()) -> None:
        """Remember some keys anew and forget others."""


Memories = Callable[[str], Memory]
"""Returns the memory of a room, by the room's name."""
