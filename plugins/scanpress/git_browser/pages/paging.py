"""Lists on numbered pages, counted from the oldest entry, so that a full page never changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class ListPage(Generic[Entry]):
    """One page of a list: its entries, newest first, its address and those of its neighbours."""

    address: str
    entries: Sequence[Entry]
    newer: str | None
    older: str | None


def paginate(entries: Sequence[Entry], *, size: int, first: str, numbered: str) -> list[ListPage[Entry]]:
    """Divide entries, newest first, into pages: the newest are at `first`, older ones at `numbered` with a number.

    The first page holds the entries that do not fill a page yet and the last full page, so that it is never nearly
    empty.

    >>> [(page.address, list(page.entries)) for page in paginate("gfedcba", size=2, first="log", numbered="log{}")]
    [('log', ['g', 'f', 'e']), ('log2', ['d', 'c']), ('log1', ['b', 'a'])]
    """
    full = max(0, len(entries) // size - 1)
    newest = len(entries) - full * size
    slices = [entries[:newest]]
    slices += [entries[newest + size * number : newest + size * (number + 1)] for number in range(full)]
    addresses = [first, *(numbered.format(number) for number in range(full, 0, -1))]
    newer, older = [None, *addresses[:-1]], [*addresses[1:], None]
    return [ListPage(*page) for page in zip(addresses, slices, newer, older, strict=True)]
