"""Lists on numbered pages, counted from the oldest entry, so that a full page never changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class Part(Generic[Entry]):
    """One page of a list: its entries, newest first, its address and those of its neighbours."""

    address: str
    entries: Sequence[Entry]
    newer: str | None
    older: str | None


def parts(entries: Sequence[Entry], *, size: int, first: str, numbered: str) -> list[Part[Entry]]:
    """Divide entries, newest first: `first` holds the newest, full pages stand at `numbered` with their number.

    The first page holds what fills no page yet and the last full one, so that it is never nearly empty.

    >>> [(part.address, list(part.entries)) for part in parts("gfedcba", size=2, first="log", numbered="log{}")]
    [('log', ['g', 'f', 'e']), ('log2', ['d', 'c']), ('log1', ['b', 'a'])]
    """
    full = max(0, len(entries) // size - 1)
    newest = len(entries) - full * size
    slices = [entries[:newest]]
    slices += [entries[newest + size * number : newest + size * (number + 1)] for number in range(full)]
    addresses = [first, *(numbered.format(number) for number in range(full, 0, -1))]
    return [
        Part(
            address,
            part,
            addresses[number - 1] if number else None,
            addresses[number + 1] if number + 1 < len(addresses) else None,
        )
        for number, (address, part) in enumerate(zip(addresses, slices, strict=True))
    ]
