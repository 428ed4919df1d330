"""The files: a page for each folder, with small folders folded into it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from scanpress.git_browser.addresses import crumbs, file_address, folder_address, has_page
from scanpress.git_browser.people import moment, subject_of
from scanpress.git_browser.snapshot import Snapshot
from scanpress.repository import LINK, SUBMODULE, TreeEntry, shown
from scanpress.writer import Output, Page, href

_ROWS = 300  # on one page, so that a page of the longest names and subjects stays below 200 kB
_FOLDED = 100  # files of a folder that is shown within another
_SUBJECT = 72


@dataclass(slots=True)
class Folder:
    """One folder: its files and folders by name, and how many files are below it."""

    path: str
    folders: dict[str, "Folder"] = field(default_factory=dict)
    files: list[TreeEntry] = field(default_factory=list)
    count: int = 0


def files_pages(snapshot: Snapshot) -> Iterator[Output]:
    """Yield the pages of all folders, beginning with the outermost."""
    waiting = [folder_of(snapshot.files)]
    while waiting:
        folder = waiting.pop()
        waiting.extend(folder.folders.values())
        yield from _pages(snapshot, folder)


def view_files(made_from: dict[str, Any]) -> dict[str, Any]:
    """Return a folder's rows with their links."""
    return made_from | {
        "rows": [_linked(row) for row in made_from["rows"]],
        "crumbs": [(name, href(address)) for name, address in made_from["crumbs"]],
        "others": [(number, href(address) if address else None) for number, address in made_from["others"]],
    }


def folder_of(files: Sequence[TreeEntry]) -> Folder:
    """Return the outermost folder of a tree."""
    outermost = Folder("")
    for entry in files:
        folder = outermost
        folder.count += 1
        *names, _ = entry.path.split("/")
        for name in names:
            folder = folder.folders.setdefault(name, Folder(f"{folder.path}/{name}".lstrip("/")))
            folder.count += 1
        folder.files.append(entry)
    return outermost


def _pages(snapshot: Snapshot, folder: Folder) -> Iterator[Output]:
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


def _rows(snapshot: Snapshot, folder: Folder) -> list[dict[str, Any]]:
    """Return a folder's rows: folders, the small ones with their own rows while there is room, then files."""
    room = _ROWS - len(folder.folders) - len(folder.files)
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
    return [*rows, *(_file_row(snapshot, entry) for entry in folder.files)]


def _file_row(snapshot: Snapshot, entry: TreeEntry) -> dict[str, Any]:
    version = snapshot.history.files.get(entry.path)
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
