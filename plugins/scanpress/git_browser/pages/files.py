"""The files: a page for each folder, with small folders folded into it."""

from collections.abc import Iterator, Mapping
from functools import partial
from hashlib import sha256
from typing import Any

from scanpress.git_browser.pages.addresses import crumbs, file_address, folder_address, has_page
from scanpress.git_browser.pages.people import moment, subject_of
from scanpress.git_browser.snapshot.snapshot import Snapshot
from scanpress.git_browser.snapshot.tree import Folder
from scanpress.repository import LINK, SUBMODULE, TreeEntry, encode_path, shown
from scanpress.writer import Group, Output, Page, href

_ROWS = 300  # on one page, so that a page of the longest names and subjects stays below 200 kB
_FOLDED = 100  # files of a folder that is shown within another
_SUBJECT = 72


def files_groups(snapshot: Snapshot) -> Iterator[Group]:
    """Yield the pages of all folders, each folder by itself, beginning with the outermost."""
    digests: dict[str, str] = {}
    waiting = [snapshot.tree.outermost]
    while waiting:
        folder = waiting.pop()
        waiting.extend(folder.folders.values())
        made_from = snapshot.sources(_contents(snapshot, folder, digests))
        yield Group(f"files {number_of(folder.path)}", made_from, partial(_pages, snapshot, folder))


def view_files(made_from: dict[str, Any]) -> dict[str, Any]:
    """Return a folder's rows with their links."""
    return made_from | {
        "rows": [_linked(row) for row in made_from["rows"]],
        "crumbs": [(name, href(address)) for name, address in made_from["crumbs"]],
        "others": [(number, href(address) if address else None) for number, address in made_from["others"]],
    }


def number_of(path: str) -> str:
    """Return a path as hexadecimal digits: a name that any path gives, each another."""
    return encode_path(path).hex()


def _contents(snapshot: Snapshot, folder: Folder, digests: dict[str, str]) -> str:
    """Return a digest of all that a folder's pages show: its files, and folders with their files where they are few."""
    if folder.path not in digests:
        inner = [
            (name, inner.count, folder_address(snapshot, inner.path), _folded(snapshot, inner, digests))
            for name, inner in folder.folders.items()
        ]
        own = folder.count, crumbs(snapshot, folder.path), folder_address(snapshot, folder.path)
        files = snapshot.past.tracks.digest(folder.path)
        front = () if folder.path else tuple(snapshot.front_matter)
        digests[folder.path] = sha256(repr((inner, own, files, front)).encode()).hexdigest()
    return digests[folder.path]


def _folded(snapshot: Snapshot, folder: Folder, digests: dict[str, str]) -> str | None:
    return _contents(snapshot, folder, digests) if folder.count <= _FOLDED else None


def _pages(snapshot: Snapshot, folder: Folder) -> Iterator[Output]:
    snapshot.past.gather(_shown(folder))
    rows = _rows(snapshot, folder)
    slices = [rows[start : start + _ROWS] for start in range(0, len(rows), _ROWS)] or [[]]
    addresses = [folder_address(snapshot, folder.path, number) for number in range(1, len(slices) + 1)]
    for address, part in zip(addresses, slices, strict=True):
        made_from = {
            "path": shown(folder.path),
            "crumbs": crumbs(snapshot, folder.path),
            "count": folder.count,
            "rows": part,
            "others": [(number, None if other == address else other) for number, other in enumerate(addresses, 1)],
            "without_files": not snapshot.settings.file_pages,
        }
        yield Page(address, "git/files.html", view_files, made_from)


def _shown(folder: Folder) -> Iterator[str]:
    """Yield a folder and those whose files its pages may show."""
    yield folder.path
    for inner in folder.folders.values():
        if inner.count <= _FOLDED:
            yield from _shown(inner)


def _rows(snapshot: Snapshot, folder: Folder) -> list[dict[str, Any]]:
    """Return a folder's rows: folders, the small ones with their own rows while there is room, then files."""
    room = _ROWS - len(folder.folders) - len(folder.lines)
    rows: list[dict[str, Any]] = []
    for name, inner in folder.folders.items():
        is_folded = inner.count <= min(_FOLDED, room)
        room -= inner.count if is_folded else 0
        rows.append(
            {
                "name": shown(name),
                "count": inner.count,
                "address": folder_address(snapshot, inner.path),
                "rows": _rows(snapshot, inner) if is_folded else [],
            }
        )
    return [*rows, *(_file_row(snapshot, entry) for entry in snapshot.entries(folder.path).values())]


def _file_row(snapshot: Snapshot, entry: TreeEntry) -> dict[str, Any]:
    version = snapshot.past.last(entry.path)
    commit = snapshot.commits[version.commit] if version else None
    subject = subject_of(commit) if commit else ""
    return {
        "name": shown(entry.path.rpartition("/")[2]),
        "mode": mode_of(entry.mode),
        "size": entry.size,
        "id": entry.id if entry.mode == SUBMODULE else None,
        "address": file_address(snapshot, entry) if has_page(snapshot, entry) else None,
        "commit": commit.id if commit else None,
        "date": moment(commit.author)[:10] if commit else "",
        "subject": subject if len(subject) <= _SUBJECT else subject[: _SUBJECT - 1] + "…",
    }


def _linked(row: Mapping[str, Any]) -> dict[str, Any]:
    linked = {**row, "address": row["address"] and href(row["address"])}
    return linked | {"rows": [_linked(inner) for inner in row["rows"]]} if "rows" in row else linked


def mode_of(mode: str) -> str:
    """Return a mode as it is written in a listing.

    >>> mode_of("100755"), mode_of("120000")
    ('-rwxr-xr-x', 'l---------')
    """
    return {"100755": "-rwxr-xr-x", LINK: "l---------", SUBMODULE: "m---------"}.get(mode, "-rw-r--r--")
