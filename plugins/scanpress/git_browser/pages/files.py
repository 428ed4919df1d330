"""The lists of files: pages for each folder, on which small folders are shown with their files."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from hashlib import sha256
from typing import Any

from scanpress.git_browser.addresses import breadcrumbs, file_address, folder_address, has_page
from scanpress.git_browser.content.blob import LARGEST
from scanpress.git_browser.hooks import find_title
from scanpress.git_browser.snapshot.front_matter import README_FOLDERS
from scanpress.git_browser.snapshot.slugs import parent_of
from scanpress.git_browser.snapshot.snapshot import Snapshot
from scanpress.git_browser.snapshot.tree import Folder
from scanpress.git_browser.words import day, excerpt, subject_of
from scanpress.pelican_build.downloads import bytes_for_people
from scanpress.repository import LINK, SUBMODULE, TreeEntry, encode_path, objects, shown, submodule_addresses
from scanpress.writer import Group, Output, Page, href

_ROWS = 300  # on one page, so that a page of the longest names and subjects stays below 200 kB
_MOST_SHOWN_INSIDE = 100  # files of a folder that is shown inside another one
_DEEPEST = 20  # folders inside each other on one page
_SUBJECT = 72  # characters


def files_groups(snapshot: Snapshot) -> Iterator[Group]:
    """Yield a group for the pages of each folder, the root first."""
    folders = [snapshot.tree.root]
    for folder in folders:
        folders.extend(folder.folders.values())
    submodules = _submodules(snapshot)
    inner: dict[str, list[tuple[str, str]]] = {}
    for path, address in submodules.items():
        inner.setdefault(parent_of(path), []).append((path, address))
    digests: dict[str, str] = {}
    for folder in reversed(folders):  # those inside before those around them
        digests[folder.path] = _digest(snapshot, folder, digests, inner.get(shown(folder.path), ()))
    for folder in folders:
        made_from = snapshot.digest_with(digests[folder.path])
        yield Group(f"files {hexadecimal(folder.path)}", made_from, partial(_pages, snapshot, submodules, folder))


def view_files(made_from: dict[str, Any]) -> dict[str, Any]:
    """Return a folder's rows with their links."""
    return made_from | {
        "rows": [_linked(row, made_from) for row in made_from["rows"]],
        "crumbs": [(name, href(address)) for name, address in made_from["crumbs"]],
        "others": [(number, href(address) if address else None) for number, address in made_from["others"]],
    }


def hexadecimal(path: str) -> str:
    """Return a path as hexadecimal digits, which can be part of a name whatever its characters are."""
    return encode_path(path).hex()


def _submodules(snapshot: Snapshot) -> Mapping[str, str]:
    """Return the web addresses of submodules by their paths as they are shown."""
    if not snapshot.head or ".gitmodules" not in snapshot.tree.paths_in(""):
        return {}
    return submodule_addresses(snapshot.store, snapshot.head)


def _digest(
    snapshot: Snapshot, folder: Folder, digests: Mapping[str, str], submodules: Sequence[tuple[str, str]]
) -> str:
    """Return a digest of all that a folder's pages show: its files, its folders, and the files of small ones."""
    inner = [
        (name, inner.count, folder_address(snapshot, inner.path), digests[inner.path] if _is_small(inner) else None)
        for name, inner in folder.folders.items()
    ]
    own = folder.count, breadcrumbs(snapshot, folder.path), folder_address(snapshot, folder.path)
    files = snapshot.folder_history.digest(folder.path)
    header = tuple(snapshot.header_files) if folder.path in README_FOLDERS else ()
    titled = sorted(snapshot.titled.intersection(snapshot.tree.paths_in(folder.path))) if snapshot.titled else ()
    return sha256(repr((inner, own, files, header, submodules, titled)).encode()).hexdigest()


def _is_small(folder: Folder) -> bool:
    return folder.count <= _MOST_SHOWN_INSIDE


def _pages(snapshot: Snapshot, submodules: Mapping[str, str], folder: Folder) -> Iterator[Output]:
    snapshot.file_history.load(_shown_folders(folder))
    rows = _rows(snapshot, folder, submodules)
    slices = [rows[start : start + _ROWS] for start in range(0, len(rows), _ROWS)] or [[]]
    addresses = [folder_address(snapshot, folder.path, number) for number in range(1, len(slices) + 1)]
    for address, part in zip(addresses, slices, strict=True):
        made_from = {
            "path": shown(folder.path),
            "crumbs": breadcrumbs(snapshot, folder.path),
            "count": folder.count,
            "rows": part,
            "others": [(number, None if other == address else other) for number, other in enumerate(addresses, 1)],
            "without_files": not snapshot.settings.file_pages,
            "store": snapshot.store,
            "titles": snapshot.settings.titles,
            "hooks": snapshot.hooks_digest if snapshot.titled else "",
        }
        yield Page(address, "git/files.html", view_files, made_from)


def _shown_folders(folder: Folder, depth: int = 0) -> Iterator[str]:
    """Yield the paths of a folder and of those whose files its pages may show."""
    yield folder.path
    for inner in folder.folders.values():
        if _is_small(inner) and depth < _DEEPEST:
            yield from _shown_folders(inner, depth + 1)


def _rows(snapshot: Snapshot, folder: Folder, submodules: Mapping[str, str], depth: int = 0) -> list[dict[str, Any]]:
    """Return a folder's rows: folders, small ones with their own rows as long as there is room, then files."""
    room = _ROWS - len(folder.folders) - len(folder.lines)
    rows: list[dict[str, Any]] = []
    for name, inner in folder.folders.items():
        is_inside = _is_small(inner) and inner.count <= room and depth < _DEEPEST
        room -= inner.count if is_inside else 0
        rows.append(
            {
                "name": shown(name),
                "count": inner.count,
                "address": folder_address(snapshot, inner.path),
                "rows": _rows(snapshot, inner, submodules, depth + 1) if is_inside else [],
            }
        )
    return [*rows, *(_file_row(snapshot, entry, submodules) for entry in snapshot.entries(folder.path).values())]


def _file_row(snapshot: Snapshot, entry: TreeEntry, submodules: Mapping[str, str]) -> dict[str, Any]:
    version = snapshot.file_history.newest(entry.path)
    commit = snapshot.commits[version.commit] if version else None
    subject = subject_of(commit) if commit else ""
    return {
        "name": shown(entry.path.rpartition("/")[2]),
        "titled": (shown(entry.path), entry.oid, snapshot.copy_of(entry)) if entry.path in snapshot.titled else None,
        "mode": mode_of(entry.mode),
        "size": entry.size,
        "id": entry.oid if entry.mode == SUBMODULE else None,
        "submodule": submodules.get(shown(entry.path), "") if entry.mode == SUBMODULE else "",
        "address": file_address(snapshot, entry) if has_page(snapshot, entry) else None,
        "commit": commit.oid if commit else None,
        "date": day(commit.author) if commit else "",
        "subject": excerpt(subject, _SUBJECT),
    }


def _linked(row: Mapping[str, Any], made_from: Mapping[str, Any]) -> dict[str, Any]:
    linked = {**row, "address": row["address"] and href(row["address"])}
    if "rows" in row:
        return linked | {"rows": [_linked(inner, made_from) for inner in row["rows"]]}
    return linked | {
        "shown_size": "" if row["size"] is None else bytes_for_people(row["size"]),
        "title": _title(row, made_from) if row["titled"] else "",
    }


def _title(row: Mapping[str, Any], made_from: Mapping[str, Any]) -> str:
    """Return the title that a hook gives for a file, empty if none does."""
    path, oid, copy = row["titled"]
    blob = objects(made_from["store"]).blob(oid, LARGEST, copy)
    found = find_title(made_from["titles"], path, blob.content) if blob else None
    return found[1] if found else ""


def mode_of(mode: str) -> str:
    """Return a mode as `ls` writes it.

    >>> mode_of("100755"), mode_of("120000")
    ('-rwxr-xr-x', 'l---------')
    """
    return {"100755": "-rwxr-xr-x", LINK: "l---------", SUBMODULE: "m---------"}.get(mode, "-rw-r--r--")
