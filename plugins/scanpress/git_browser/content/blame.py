"""Blame: marks before the lines of a file that name the commit from which each group of lines comes.

The build finds the versions from which the marks are made, and a worker reads their contents.
"""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, NamedTuple

from scanpress.git_browser.addresses import file_address
from scanpress.git_browser.snapshot.snapshot import Snapshot
from scanpress.git_browser.words import day, name_of, subject_of
from scanpress.repository import ABSENT, LINK, SUBMODULE, TreeEntry, Version, blame, objects
from scanpress.writer import root_of

_MOST_VERSIONS = 300  # older lines are attributed to the oldest of these
_LARGEST = 32 << 20  # bytes of all versions that are compared
_SHORT = 7  # digits of a commit's oid


def has_blame(entry: TreeEntry, versions: Sequence[Version], largest: int) -> bool:
    """Return whether lines of a file may come from different commits; a larger one is not shown."""
    return len(versions) > 1 and entry.mode != LINK and 0 < (entry.size or 0) <= largest


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


class Blamed(NamedTuple):
    """HTML by the number of the line before which it stands, and from how many versions it was made."""

    marks: Mapping[int, str]
    note: Mapping[str, Any]


def marks_of(made_from: Mapping[str, Any]) -> Blamed | None:
    """Return the marks of the newest version's lines, None if its content is not here.

    `made_from` has the versions, the oldest first, each with the numbers of those from which it was made.
    """
    contents = _contents(made_from["store"], made_from["versions"])
    if not contents:
        return None
    left_out = len(made_from["versions"]) - len(contents)
    versions = made_from["versions"][left_out:]
    graph = [
        (_lines(content), [number - left_out for number in version["older"] if number >= left_out])
        for content, version in zip(contents, versions, strict=True)
    ]
    origins = blame(graph)
    marks: dict[int, str] = {}
    before = -1
    for number, origin in enumerate(origins, 1):
        if origin != before:
            marks[number] = _mark(made_from["root"], versions[origin])
            before = origin
    is_cut = len(contents) < made_from["count"] or made_from["is_shallow"]
    return Blamed(marks, {"used": len(contents), "count": made_from["count"], "is_cut": is_cut})


def _contents(store: str, versions: Sequence[Mapping[str, Any]]) -> list[bytes]:
    """Return the contents of the newest versions, the oldest first, as far as they are here and not too large."""
    found: list[bytes] = []
    room = _LARGEST
    for version in reversed(versions):
        blob = objects(store).blob(version["blob"], most=room)
        if blob is None:
            break
        found.append(blob.content)
        room -= len(blob.content)
    return found[::-1]


def _lines(content: bytes) -> list[bytes]:
    """Return the lines of a content without their ends; a last one that has no end differs from all that have one."""
    *lines, rest = content.split(b"\n")
    return [*lines, rest + b"\n"] if rest else lines


def _mark(root: str, version: Mapping[str, Any]) -> str:
    """Return a commit's link, which is not copied with the text."""
    oid = version["commit"]
    title = escape(f"{version['author']}: {version['subject']}")
    return f'<i><a href={root}commit/{oid}.html title="{title}">{oid[:_SHORT]}</a> {version["date"]}</i>'
