"""All pages about a folder's own files, declared together: file, bytes, versions, blame and history of each."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from scanpress.git_browser.pages.addresses import crumbs, has_page, raw_address
from scanpress.git_browser.pages.blame import blame_page
from scanpress.git_browser.pages.file import blob_page, content_of, file_page, has_blame, history_pages, is_long
from scanpress.git_browser.pages.files import number_of
from scanpress.git_browser.pages.markdown import is_prose
from scanpress.git_browser.snapshot.snapshot import Snapshot
from scanpress.repository import TreeEntry
from scanpress.writer import File, Group, Output


def folder_groups(snapshot: Snapshot) -> Iterator[Group]:
    """Yield the files of each folder; those in Markdown apart, as their pages show what there is elsewhere."""
    for folder in _folders(snapshot):
        made_from = snapshot.sources(
            snapshot.past.tracks.digest(folder),
            snapshot.tree.shared_in(folder),
            crumbs(snapshot, folder) if folder in snapshot.tree.folders else (),
            list(snapshot.blobs_by_folder.get(folder, {}).items()) if snapshot.settings.file_pages else (),
            () if folder else tuple(snapshot.front_matter),
        )
        yield Group(f"folder {number_of(folder)}", made_from, partial(_outputs, snapshot, folder))
    yield Group("prose", snapshot.made_from, partial(_prose, snapshot))


def _folders(snapshot: Snapshot) -> list[str]:
    """Return the folders whose files have pages, or had: their versions stand with them."""
    if snapshot.settings.file_pages:
        return list(dict.fromkeys((*snapshot.tree.by_folder, *snapshot.blobs_by_folder)))
    return [""]


def _prose(snapshot: Snapshot) -> Iterator[Output]:
    """Yield the pages of files in Markdown."""
    folders = [folder for folder in _folders(snapshot) if any(map(is_prose, snapshot.tree.names(folder)))]
    snapshot.past.gather(folders)
    for folder in folders:
        for entry in snapshot.entries(folder).values():
            if is_prose(entry.path) and has_page(snapshot, entry):
                yield file_page(snapshot, entry)


def _outputs(snapshot: Snapshot, folder: str) -> Iterator[Output]:
    """Yield what belongs to each file one after the other, so that each of its versions is read once."""
    owned = dict(snapshot.blobs_by_folder.get(folder, {})) if snapshot.settings.file_pages else {}
    snapshot.repository.sizes.ask(owned)
    for entry in _in_pack_order(snapshot, folder):
        yield from _file(snapshot, entry, owned)
    for name in snapshot.in_pack_order(owned):
        yield blob_page(snapshot, name)


def _file(snapshot: Snapshot, entry: TreeEntry, owned: dict[str, str]) -> Iterator[Output]:
    """Yield all about one file, and take its versions out of those that the folder owns."""
    if not is_prose(entry.path):
        yield file_page(snapshot, entry)
    address = raw_address(entry)
    if address and _is_first(snapshot, entry):
        yield File(address, content_of, (snapshot.store, entry.id))
    if not snapshot.settings.file_pages:
        return
    versions = snapshot.versions(entry.path)
    for name in dict.fromkeys((entry.id, *(version.id for version in versions))):
        if owned.pop(name, None):
            yield blob_page(snapshot, name)
    if has_blame(entry, versions):
        yield blame_page(snapshot, entry)
    if is_long(versions):
        yield from history_pages(snapshot, entry)


def _in_pack_order(snapshot: Snapshot, folder: str) -> Iterator[TreeEntry]:
    """Yield a folder's files that have pages, in the order in which they are read fastest."""
    named: defaultdict[str, list[TreeEntry]] = defaultdict(list)
    for entry in snapshot.entries(folder).values():
        if has_page(snapshot, entry):
            named[entry.id].append(entry)
    return (entry for name in snapshot.in_pack_order(named) for entry in named[name])


def _is_first(snapshot: Snapshot, entry: TreeEntry) -> bool:
    """Return whether a file is the first of those whose bytes stand at one address."""
    others = (replace(entry, path=path) for path in snapshot.tree.shared.get(entry.id, (entry.path,)))
    same = (other for other in others if has_page(snapshot, other) and raw_address(other) == raw_address(entry))
    return next(same).path == entry.path
