"""How many files and bytes the pages of a repository will take, estimated before the first of them is made."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from scanpress.git_browser.changes.comparing import LARGEST_PAGE, MOST_FILES
from scanpress.git_browser.content.blob import LARGEST
from scanpress.git_browser.snapshot.snapshot import Snapshot
from scanpress.pelican_build.host_limits import Size, expected_excess
from scanpress.repository import SUBMODULE

# Bytes, measured on pages of three repositories (November 2026): with these, an estimate was between 0.8 and 1.3 of
# what was written. A page shows each line with its number, so it is larger than the file.
_PAGE = 2_600
_PER_BYTE = 1.5
_STUB = 350
_ARCHIVED = 0.3
_LOG_PAGE = 100  # commits
_PER_ROW = 260
_FOUND = 2_000  # commits or files in one file of the search
_PER_FOUND = 100
_PER_CHANGED_FILE = 600
_PER_CHANGED_LINE = 110


def estimate(snapshot: Snapshot, settings: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a first build will write for the repository, and which limits of the host that exceeds."""
    parts = {"lists": _size(_lists(snapshot)), "commits": _size(_commits(snapshot))}
    if snapshot.settings.file_pages:
        parts |= {"files": _size(_files(snapshot)), "older versions": _size(_versions(snapshot))}
    if snapshot.is_cloneable:
        parts["the clone"] = _size(_clone(snapshot))
    if snapshot.settings.downloads:
        bundle = [parts["the clone"].bytes] if snapshot.is_cloneable else []
        parts["downloads"] = _size([*bundle, _archive(snapshot)])
    whole = sum(parts.values(), Size())
    listed = "; ".join(f"{name}: {size}" for name, size in parts.items() if size.files)
    yield f"The git browser will write about {whole}{f' ({listed})' if listed else ''}."
    yield from expected_excess(whole, settings)


def _size(files: Iterable[int]) -> Size:
    found = list(files)
    return Size(len(found), sum(found))


def _lists(snapshot: Snapshot) -> Iterator[int]:
    """Yield the bytes of the pages of the log, the refs, the folders, and the feeds."""
    for first in range(0, len(snapshot.log), _LOG_PAGE):
        yield _PAGE + _PER_ROW * min(_LOG_PAGE, len(snapshot.log) - first)
    for folder in snapshot.tree.by_folder:
        yield _PAGE + _PER_ROW * len(snapshot.tree.by_folder[folder])
    yield _PAGE + _PER_ROW * len(snapshot.refs)
    yield from [_PAGE] * 2  # feeds
    for items in (len(snapshot.graph), sum(map(len, snapshot.tree.by_folder.values()))):
        for first in range(0, items, _FOUND):  # the data of the search
            yield _PER_FOUND * min(_FOUND, items - first)


def _commits(snapshot: Snapshot) -> Iterator[int]:
    """Yield the bytes of the page of each commit."""
    for oid in snapshot.graph:
        stat = snapshot.commits.stat(oid)
        if stat.files > MOST_FILES:
            yield _PAGE + MOST_FILES * _PER_CHANGED_FILE
        else:
            lines = min((stat.added + stat.removed) * _PER_CHANGED_LINE, LARGEST_PAGE)
            yield _PAGE + stat.files * _PER_CHANGED_FILE + lines


def _files(snapshot: Snapshot) -> Iterator[int]:
    """Yield the bytes of each file's page, of its permalink, and of the raw file if no scan page publishes it."""
    for folder in snapshot.tree.by_folder:
        for entry in snapshot.entries(folder).values():
            if entry.mode != SUBMODULE and entry.size is not None:
                yield _page(entry.size)
                yield _STUB
                if entry.path not in snapshot.published:
                    yield entry.size


def _versions(snapshot: Snapshot) -> Iterator[int]:
    """Yield the bytes of the page and the raw file of each version that is no longer a file of the branch."""
    newer: Counter[str] = Counter()
    most = snapshot.settings.versions
    for oid, (path, _) in reversed(list(snapshot.blobs.items())):
        newer[path] += 1
        if snapshot.tree.path_of(oid) is None:
            if most is not None and newer[path] > most:
                yield _STUB
            else:
                size = snapshot.repository.sizes.get(oid) or 0
                yield _page(size)
                yield size


def _page(size: int) -> int:
    return _PAGE + (int(size * _PER_BYTE) if size <= LARGEST else 0)


def _archive(snapshot: Snapshot) -> int:
    """Return the bytes of the archive of all files."""
    sizes = (each.size or 0 for folder in snapshot.tree.by_folder for each in snapshot.entries(folder).values())
    return int(sum(sizes) * _ARCHIVED)


def _clone(snapshot: Snapshot) -> Iterator[int]:
    return (file.stat().st_size for file in (snapshot.repository.location.objects / "pack").glob("*") if file.is_file())
