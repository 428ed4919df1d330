"""The blame of a file: the commit from which each line comes."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from scanpress.git_browser.addresses import file_address
from scanpress.git_browser.content.code import decode_text, numbered_from
from scanpress.git_browser.pages.people import day, name_of, subject_of
from scanpress.git_browser.snapshot.snapshot import Snapshot
from scanpress.repository import ABSENT, SUBMODULE, TreeEntry, Version, blame, objects, reordered_lines, shown
from scanpress.writer import Page, href

_MOST_VERSIONS = 300  # older lines are attributed to the oldest of these
_LARGEST = 32 << 20  # bytes of all versions that are compared


def blame_page(snapshot: Snapshot, entry: TreeEntry) -> Page:
    """Return the page of a file whose lines may come from different commits."""
    made_from = _made_from(snapshot, entry, snapshot.file_history.versions(entry.path))
    return Page(file_address(snapshot, entry, "blame"), "git/blame.html", view_blame, made_from)


def view_blame(made_from: Mapping[str, Any]) -> dict[str, Any]:
    """Return the file in groups of neighbouring lines that come from the same commit."""
    contents = _contents(made_from["store"], made_from["versions"])
    is_binary = not contents or b"\0" in contents[-1][:8000]
    left_out = len(made_from["versions"]) - len(contents)
    versions = [
        version | {"older": [number - left_out for number in version["older"] if number >= left_out]}
        for version in made_from["versions"][left_out:]
    ]
    groups, reordered = ([], []) if is_binary else _groups(contents, versions)
    return {
        **made_from,
        "file": href(made_from["file"]),
        "used": len(contents),
        "groups": groups,
        "reordered": reordered,
        "is_binary": is_binary,
    }


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


def _groups(
    contents: Sequence[bytes], versions: Sequence[Mapping[str, Any]]
) -> tuple[list[dict[str, Any]], Sequence[int]]:
    """Return the groups, and the numbers of lines with characters that reorder other ones."""
    graph = [(content.split(b"\n"), version["older"]) for content, version in zip(contents, versions, strict=True)]
    origins = blame(graph)
    text, _ = decode_text(contents[-1])
    lines = text.split("\n")
    if not lines[-1]:
        origins.pop()  # what follows the last line end is not a line
    groups = []
    for origin, numbers in groupby(range(len(origins)), origins.__getitem__):
        part = list(numbers)
        # With a line end after each line, as one that ends a group may be empty.
        code = numbered_from(part[0] + 1, "".join(f"{lines[number]}\n" for number in part))
        groups.append({"version": versions[origin], "code": code.removesuffix("\n\n")})
    return groups, reordered_lines(text)


def _made_from(snapshot: Snapshot, entry: TreeEntry, versions: Sequence[Version]) -> dict[str, Any]:
    """Return the versions, oldest first, each with the numbers of those from which it was made."""
    life = _newest_life(versions)
    oldest_first = life[:_MOST_VERSIONS][::-1]
    numbers = {version: number for number, version in enumerate(oldest_first)}
    return {
        "store": snapshot.store,
        "path": shown(entry.path),
        "name": shown(entry.path.rpartition("/")[2]),
        "file": file_address(snapshot, entry),
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
