"""The blame of a file: the commit from which each line comes."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from scanpress.git_browser.pages.addresses import file_address
from scanpress.git_browser.pages.code import decode_text, numbered_from
from scanpress.git_browser.pages.people import name_of, subject_of
from scanpress.git_browser.snapshot.snapshot import Snapshot
from scanpress.repository import TreeEntry, Version, blame, objects, shown
from scanpress.writer import Page, href

_MOST_VERSIONS = 300  # older lines are attributed to the oldest of these


def blame_page(snapshot: Snapshot, entry: TreeEntry) -> Page:
    """Return the page of a file whose lines may come from different commits."""
    made_from = _made_from(snapshot, entry, snapshot.file_history.versions(entry.path))
    return Page(file_address(snapshot, entry, "blame"), "git/blame.html", view_blame, made_from)


def view_blame(made_from: Mapping[str, Any]) -> dict[str, Any]:
    """Return the file in groups of neighbouring lines that come from the same commit."""
    contents = [_content(made_from["store"], version["blob"]) for version in made_from["versions"]]
    is_binary = any(b"\0" in content[:8000] for content in contents[-1:])
    groups = [] if is_binary else _groups(contents, made_from["versions"])
    return {**made_from, "file": href(made_from["file"]), "groups": groups, "is_binary": is_binary}


def _groups(contents: Sequence[bytes], versions: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    lines = [content.split(b"\n") for content in contents]
    graph = [(text, version["older"]) for text, version in zip(lines, versions, strict=True)]
    origins = blame(graph)
    if not lines[-1][-1]:
        origins.pop()  # what follows the last line end is not a line
    groups = []
    for origin, numbers in groupby(range(len(origins)), origins.__getitem__):
        part = list(numbers)
        text, _ = decode_text(b"\n".join(lines[-1][number] for number in part))
        groups.append({"version": versions[origin], "code": numbered_from(part[0] + 1, text)})
    return groups


def _content(store: str, oid: str) -> bytes:
    blob = objects(store).blob(oid)
    return blob.content if blob else b""


def _made_from(snapshot: Snapshot, entry: TreeEntry, versions: Sequence[Version]) -> dict[str, Any]:
    """Return the versions, oldest first, each with the numbers of those from which it was made."""
    oldest_first = versions[:_MOST_VERSIONS][::-1]
    numbers = {version: number for number, version in enumerate(oldest_first)}
    return {
        "store": snapshot.store,
        "path": shown(entry.path),
        "name": shown(entry.path.rpartition("/")[2]),
        "file": file_address(snapshot, entry),
        "is_cut": len(versions) > _MOST_VERSIONS or snapshot.is_shallow,
        "versions": [_version(snapshot, version, numbers) for version in oldest_first],
    }


def _version(snapshot: Snapshot, version: Version, numbers: Mapping[Version, int]) -> dict[str, Any]:
    commit = snapshot.commits[version.commit]
    return {
        "blob": version.oid,
        "older": [numbers[older] for older in version.older if older in numbers],
        "commit": commit.oid,
        "date": commit.author.date,
        "author": name_of(commit.author),
        "subject": subject_of(commit),
    }
