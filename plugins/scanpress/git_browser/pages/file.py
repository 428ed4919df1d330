"""All pages about files, in groups by folder: the page, bytes, versions, blame and history of each file."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from scanpress.git_browser.addresses import (
    IMAGES,
    Breadcrumbs,
    breadcrumbs,
    file_address,
    has_page,
    raw_address,
    suffix_of,
)
from scanpress.git_browser.content.blame import blame_of, has_blame
from scanpress.git_browser.content.blob import LARGEST, read_content
from scanpress.git_browser.content.markdown import is_markdown, linked_files
from scanpress.git_browser.pages.file_views import view_file, view_history
from scanpress.git_browser.pages.files import hexadecimal, mode_of
from scanpress.git_browser.pages.log import paginate
from scanpress.git_browser.pages.versions import FolderVersions, view_permalink
from scanpress.git_browser.snapshot.front_matter import README_FOLDERS
from scanpress.git_browser.snapshot.slugs import parent_of
from scanpress.git_browser.snapshot.snapshot import Snapshot
from scanpress.git_browser.words import name_of, subject_of
from scanpress.repository import LINK, TreeEntry, Version, shown
from scanpress.writer import File, Group, Output, Page, href, root_of

_RECENT = 10  # versions on the page itself
_SIZE = 100  # versions on a page of the history
_BLAME_ANCHOR = "blame"  # the id of the line of a file's page that describes its blame


def folder_groups(snapshot: Snapshot) -> Iterator[Group]:
    """Yield a group for the files of each folder, and one for all Markdown files, whose pages depend on other files."""
    for folder in _folders(snapshot):
        made_from = snapshot.digest_with(
            snapshot.folder_history.digest(folder),
            snapshot.tree.duplicates_in(folder),
            breadcrumbs(snapshot, folder) if folder in snapshot.tree.folders else (),
            [(oid, path, snapshot.tree.path_of(oid)) for oid, path in snapshot.blobs_by_folder.get(folder, {}).items()]
            if snapshot.settings.file_pages
            else (),
            [path for path in snapshot.tree.paths_in(folder) if path in snapshot.paged],
            tuple(snapshot.header_files) if folder in README_FOLDERS else (),
        )
        yield Group(group_of(folder), made_from, partial(pages_of_folder, snapshot, folder))
    yield Group("prose", snapshot.digest, partial(_markdown_pages, snapshot))


def _folders(snapshot: Snapshot) -> list[str]:
    """Return the folders whose files have pages, or had them: their versions still do."""
    if snapshot.settings.file_pages:
        return list(dict.fromkeys((*snapshot.tree.by_folder, *snapshot.blobs_by_folder)))
    return list(dict.fromkeys(("", *map(parent_of, snapshot.header_files))))


def _markdown_pages(snapshot: Snapshot) -> Iterator[Output]:
    """Yield the pages of files in Markdown."""
    folders = [folder for folder in _folders(snapshot) if any(map(is_markdown, snapshot.tree.paths_in(folder)))]
    snapshot.file_history.load(folders)
    for folder in folders:
        for entry in snapshot.entries(folder).values():
            if is_markdown(entry.path) and has_page(snapshot, entry):
                yield _file_page(snapshot, entry, breadcrumbs(snapshot, folder))


def group_of(folder: str) -> str:
    """Return the name of the group of a folder's files."""
    return f"folder {hexadecimal(folder)}"


def pages_of_folder(snapshot: Snapshot, folder: str) -> Iterator[Output]:
    """Yield the pages of one file after the other, so that each version is read once."""
    versions = FolderVersions(snapshot, folder)
    # The same list for all: it is sent to a worker once for each batch of pages.
    crumbs = breadcrumbs(snapshot, folder) if folder in snapshot.tree.folders else []
    for entry in _in_pack_order(snapshot, folder):
        yield from _pages_of_file(snapshot, entry, versions, crumbs)
    yield from versions.rest()


def _pages_of_file(
    snapshot: Snapshot, entry: TreeEntry, versions: FolderVersions, crumbs: Breadcrumbs
) -> Iterator[Output]:
    """Yield all pages of one file."""
    if not is_markdown(entry.path):
        yield _file_page(snapshot, entry, crumbs)
    address = raw_address(entry)
    if address and _is_first(snapshot, entry):
        yield File(address, read_content, (snapshot.store, entry.oid))
    if not snapshot.settings.file_pages:
        return
    history = snapshot.file_history.versions(entry.path)
    yield from versions.outputs_of([entry.oid, *(version.oid for version in history)])
    if has_blame(entry, history, LARGEST):
        yield _blame_redirect(snapshot, entry)
    if _has_history_pages(history):
        yield from _history_pages(snapshot, entry)


def _in_pack_order(snapshot: Snapshot, folder: str) -> Iterator[TreeEntry]:
    """Yield a folder's files that have pages, in the order in which they are read fastest."""
    by_oid: defaultdict[str, list[TreeEntry]] = defaultdict(list)
    for entry in snapshot.entries(folder).values():
        if has_page(snapshot, entry):
            by_oid[entry.oid].append(entry)
    return (entry for oid in snapshot.repository.sizes.in_pack_order(by_oid) for entry in by_oid[oid])


def _is_first(snapshot: Snapshot, entry: TreeEntry) -> bool:
    """Return whether a file is the first of those that need its bytes at one address."""
    paths = snapshot.tree.duplicates.get(entry.oid, (entry.path,))
    others = (replace(entry, path=path) for path in paths if path not in snapshot.published)
    same = (other for other in others if has_page(snapshot, other) and raw_address(other) == raw_address(entry))
    first = next(same, None)
    return first is not None and first.path == entry.path


def _file_page(snapshot: Snapshot, entry: TreeEntry, crumbs: Breadcrumbs) -> Page:
    """Return a file's page."""
    address = file_address(snapshot, entry)
    return Page(address, "git/file.html", view_file, _made_from(snapshot, entry, crumbs, root_of(address)))


def _history_pages(snapshot: Snapshot, entry: TreeEntry) -> Iterator[Output]:
    """Yield the pages of a file's history."""
    first = file_address(snapshot, entry, "history")
    stem = first.removesuffix(".html").replace("{", "{{").replace("}", "}}")
    versions = snapshot.file_history.versions(entry.path)
    for page in paginate(versions, size=_SIZE, first=first, numbered=stem + "~{}.html"):
        made_from = {
            "root": str(root_of(page.address)),
            "path": shown(entry.path),
            "file": file_address(snapshot, entry),
            "versions": [_version_row(snapshot, version, entry.path) for version in page.entries],
            "newer": page.newer,
            "older": page.older,
            "is_cut": snapshot.is_shallow and page.older is None,
        }
        yield Page(page.address, "git/history.html", view_history, made_from)


def _blame_redirect(snapshot: Snapshot, entry: TreeEntry) -> File:
    """Return the page that leads from the address of a blame to the file's page."""
    address = file_address(snapshot, entry, "blame")
    root = root_of(address)
    file = href(file_address(snapshot, entry))
    return File(address, view_permalink, (shown(entry.path), f"{root}{file}", root, _BLAME_ANCHOR))


def _has_history_pages(versions: Sequence[Version]) -> bool:
    """Return whether a file has more versions than its page lists."""
    return len(versions) > _RECENT


def _made_from(snapshot: Snapshot, entry: TreeEntry, crumbs: Breadcrumbs, root: str) -> dict[str, Any]:
    versions = snapshot.file_history.versions(entry.path)
    name = entry.path.rpartition("/")[2]
    has_other_pages = snapshot.settings.file_pages
    is_published = entry.path in snapshot.published
    has_history = has_other_pages and _has_history_pages(versions)
    is_blamed = has_other_pages and has_blame(entry, versions, LARGEST)
    return {
        "root": str(root),
        "store": snapshot.store,
        "blob": entry.oid,
        "copy": snapshot.copy_of(entry),
        "mode": entry.mode,
        "shown_mode": mode_of(entry.mode),
        "size": entry.size,
        "path": shown(entry.path),
        "name": shown(name),
        "crumbs": crumbs,
        "raw": entry.path if is_published else raw_address(entry),
        "download": "" if is_published else shown(name),
        "is_image": entry.mode != LINK and suffix_of(name) in IMAGES,
        "is_coloured": True,
        "links": linked_files(snapshot, entry, root) if is_markdown(name) else {},
        "has_permalink": _has_blob_page(snapshot, entry.oid),
        "blame": blame_of(snapshot, entry, versions) if is_blamed else None,
        "history": file_address(snapshot, entry, "history") if has_history else None,
        "versions": [_version_row(snapshot, version, entry.path, entry.oid) for version in versions[:_RECENT]],
        "count": len(versions),
        "is_cut": snapshot.is_shallow,
        "titles": snapshot.settings.titles if entry.path in snapshot.titled else (),
        "hooks": snapshot.hooks_digest if entry.path in snapshot.titled else "",
    }


def _version_row(snapshot: Snapshot, version: Version, path: str, current: str = "") -> dict[str, Any]:
    """Return one version of the file that is at `path` now, with a link to its page unless it is the `current` one."""
    commit = snapshot.commits[version.commit]
    return {
        "commit": commit.oid,
        "when": commit.author.when,
        "subject": subject_of(commit),
        "author": name_of(commit.author),
        "path": shown(version.path) if version.path != path else "",
        "blob": version.oid if _has_blob_page(snapshot, version.oid) and version.oid != current else None,
    }


def _has_blob_page(snapshot: Snapshot, oid: str) -> bool:
    return snapshot.settings.file_pages and oid in snapshot.blobs
