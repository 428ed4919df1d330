"""All pages about a folder's own files together: the page, bytes, versions, blame and history of each file."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from scanpress.git_browser.addresses import breadcrumbs, has_page, raw_address
from scanpress.git_browser.content.blame import has_blame
from scanpress.git_browser.content.blob import LARGEST, read_content
from scanpress.git_browser.content.markdown import is_markdown
from scanpress.git_browser.pages.file import blame_redirect, file_page, has_history_pages, history_pages
from scanpress.git_browser.pages.files import hexadecimal
from scanpress.git_browser.pages.versions import FolderVersions
from scanpress.git_browser.snapshot.front_matter import README_FOLDERS
from scanpress.git_browser.snapshot.slugs import parent_of
from scanpress.git_browser.snapshot.snapshot import Snapshot
from scanpress.repository import TreeEntry
from scanpress.writer import File, Group, Output


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
            [path for path in snapshot.tree.paths_in(folder) if path in snapshot.published],
            tuple(snapshot.header_files) if folder in README_FOLDERS else (),
        )
        yield Group(f"folder {hexadecimal(folder)}", made_from, partial(_outputs, snapshot, folder))
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
                yield file_page(snapshot, entry)


def _outputs(snapshot: Snapshot, folder: str) -> Iterator[Output]:
    """Yield the pages of one file after the other, so that each version is read once."""
    versions = FolderVersions(snapshot, folder)
    for entry in _in_pack_order(snapshot, folder):
        yield from _file(snapshot, entry, versions)
    yield from versions.rest()


def _file(snapshot: Snapshot, entry: TreeEntry, versions: FolderVersions) -> Iterator[Output]:
    """Yield all pages of one file."""
    if not is_markdown(entry.path):
        yield file_page(snapshot, entry)
    address = raw_address(entry)
    if address and _is_first(snapshot, entry):
        yield File(address, read_content, (snapshot.store, entry.oid))
    if not snapshot.settings.file_pages:
        return
    history = snapshot.file_history.versions(entry.path)
    yield from versions.outputs_of([entry.oid, *(version.oid for version in history)])
    if has_blame(entry, history, LARGEST):
        yield blame_redirect(snapshot, entry)
    if has_history_pages(history):
        yield from history_pages(snapshot, entry)


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
