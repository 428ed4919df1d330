"""The pages of the log, and lists on numbered pages, as the log and the history of a file are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from scanpress.git_browser.snapshot.snapshot import Snapshot
from scanpress.git_browser.words import label, name_of, subject_of
from scanpress.writer import Group, Output, Page, href

Entry = TypeVar("Entry")

_SIZE = 100
_MOST_LABELS = 6  # of branches and tags beside one commit


@dataclass(frozen=True, slots=True)
class ListPage(Generic[Entry]):
    """One page of a list: its entries, newest first, its address and those of its neighbours."""

    address: str
    entries: Sequence[Entry]
    newer: str | None
    older: str | None


def paginate(entries: Sequence[Entry], *, size: int, first: str, numbered: str) -> list[ListPage[Entry]]:
    """Divide entries, newest first, into pages, counted from the oldest one, so that a full page never changes.

    The newest entries are at `first`, older ones at `numbered` with a number. The first page holds the entries that do
    not fill a page yet and the last full page, so that it is never nearly empty.

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


def log_groups(snapshot: Snapshot) -> Iterator[Group]:
    """Yield a group for each page of the log: a full page never changes."""
    for page in paginate(snapshot.log, size=_SIZE, first="log.html", numbered="log/{}.html"):
        labels = [(oid, _labels(snapshot, oid)) for oid in page.entries if oid in snapshot.refs_by_commit]
        made_from = snapshot.digest_with(page, labels, snapshot.shown_branch, snapshot.is_shallow)
        yield Group(page.address, made_from, partial(_pages, snapshot, page))


def view_log(made_from: dict[str, Any]) -> dict[str, Any]:
    """Return the log's rows with their links."""
    return made_from | {
        "commits": [row | {"counts": [f"{count:,}" for count in row["counts"]]} for row in made_from["commits"]],
        "newer": made_from["newer"] and href(made_from["newer"]),
        "older": made_from["older"] and href(made_from["older"]),
    }


def _pages(snapshot: Snapshot, page: ListPage[str]) -> Iterator[Output]:
    made_from = {
        "commits": [_row(snapshot, oid) for oid in page.entries],
        "newer": page.newer,
        "older": page.older,
        "is_newest": page.newer is None,
        "is_cut": snapshot.is_shallow and page.older is None,
        "total": len(snapshot.log) if page.newer is None else None,
        "branch": snapshot.shown_branch,
    }
    yield Page(page.address, "git/log.html", view_log, made_from)


def _row(snapshot: Snapshot, oid: str) -> dict[str, Any]:
    commit, stat = snapshot.commits[oid], snapshot.commits.stat(oid)
    refs, more = _labels(snapshot, oid)
    return {
        "id": oid,
        "when": commit.author.when,
        "subject": subject_of(commit),
        "is_merge": len(commit.parents) > 1,
        "refs": refs,
        "more": more,
        "author": name_of(commit.author),
        "counts": (stat.files, stat.added, stat.removed),
    }


def _labels(snapshot: Snapshot, oid: str) -> tuple[list[tuple[str, str]], int]:
    """Return the first branches and tags that point at a commit, and the number of others."""
    refs = snapshot.refs_by_commit.get(oid, ())
    return [label(ref) for ref in refs[:_MOST_LABELS]], max(0, len(refs) - _MOST_LABELS)
