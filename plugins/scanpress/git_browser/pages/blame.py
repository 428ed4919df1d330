"""What the blame of a file is made from, and the page at its earlier address, which leads to the file."""

from collections.abc import Mapping, Sequence
from typing import Any

from scanpress.git_browser.addresses import file_address
from scanpress.git_browser.pages.versions import view_permalink
from scanpress.git_browser.snapshot.snapshot import Snapshot
from scanpress.git_browser.words import day, name_of, subject_of
from scanpress.repository import ABSENT, LINK, SUBMODULE, TreeEntry, Version, shown
from scanpress.writer import File, href, root_of

ANCHOR = "blame"
"""The id of the line of a file's page that describes its blame."""

_MOST_VERSIONS = 300  # older lines are attributed to the oldest of these


def has_blame(entry: TreeEntry, versions: Sequence[Version], largest: int) -> bool:
    """Return whether lines of a file may come from different commits; a larger one is not shown."""
    return len(versions) > 1 and entry.mode != LINK and 0 < (entry.size or 0) <= largest


def blame_redirect(snapshot: Snapshot, entry: TreeEntry) -> File:
    """Return the page that leads from the address of a blame to the file's page."""
    address = file_address(snapshot, entry, "blame")
    file = href(file_address(snapshot, entry))
    return File(address, view_permalink, (shown(entry.path), f"{root_of(address)}{file}", root_of(address), ANCHOR))


def blame_of(snapshot: Snapshot, entry: TreeEntry, versions: Sequence[Version]) -> dict[str, Any]:
    """Return the versions, oldest first, each with the numbers of those from which it was made."""
    life = _newest_life(versions)
    oldest_first = life[:_MOST_VERSIONS][::-1]
    numbers = {version: number for number, version in enumerate(oldest_first)}
    return {
        "store": snapshot.store,
        "root": str(root_of(file_address(snapshot, entry))),
        "count": len(life),
        "is_shallow": snapshot.is_shallow,
        "versions": [_version(snapshot, version, numbers) for version in oldest_first],
    }


def _newest_life(versions: Sequence[Version]) -> list[Version]:
    """Return the versions since the file was last added: no line of it comes from an earlier life."""
    reached = set(versions[:1])
    for version in versions:  # a version comes before those from which it was made
        if version in reached:
            reached.update(older for older in version.older if older.mode not in {ABSENT, SUBMODULE})
    return [version for version in versions if version in reached]


def _version(snapshot: Snapshot, version: Version, numbers: Mapping[Version, int]) -> dict[str, Any]:
    commit = snapshot.commits[version.commit]
    return {
        "blob": version.oid,
        "older": [numbers[older] for older in version.older if older in numbers],
        "commit": commit.oid,
        "date": day(commit.author),
        "author": name_of(commit.author),
        "subject": subject_of(commit),
    }
