"""The addresses of the pages of commits, files and folders, and whether a file has pages."""

from itertools import accumulate, repeat, takewhile

from scanpress.git_browser.snapshot.slugs import folder_of
from scanpress.git_browser.snapshot.snapshot import Snapshot
from scanpress.repository import SUBMODULE, TreeEntry, shown

IMAGES = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".bmp", ".ico"}
LARGEST_POINTER = 1 << 10  # bytes of a text that Git LFS puts in the place of a picture
_LARGEST_RAW = 100 << 20  # the largest file that the common hosts of static sites take


def commit_address(oid: str) -> str:
    """Return the address of a commit's page."""
    return f"commit/{oid}.html"


def file_address(snapshot: Snapshot, entry: TreeEntry, kind: str = "file") -> str:
    """Return the address of a file's page of some kind."""
    return f"{kind}/{snapshot.file_history.slug(entry.path)}.html"


def folder_address(snapshot: Snapshot, path: str, number: int = 1) -> str:
    """Return the address of one of a folder's pages."""
    name = f"files/{snapshot.file_history.folder_slugs[path]}" if path else "files"
    return f"{name}.html" if number == 1 else f"{name}~{number}.html"


def raw_address(entry: TreeEntry) -> str | None:
    """Return the address of a file's bytes, whose suffix never makes a browser run them; None if there is none."""
    return None if entry.size is None else raw_file_address(entry.oid, entry.path, entry.size)


def raw_file_address(oid: str, path: str, size: int) -> str | None:
    """Return the address of the bytes of a version of a file, None if they are not published."""
    suffix = suffix_of(path)
    return None if size > _LARGEST_RAW else f"raw/{oid}{suffix if suffix in IMAGES else '.txt'}"


def has_page(snapshot: Snapshot, entry: TreeEntry) -> bool:
    """Return whether a file has a page: submodules are not files, and missing content cannot be shown.

    Content that GIT_LEAVE_OUT names is not shown either.
    """
    if entry.mode == SUBMODULE or entry.size is None or snapshot.is_left_out(entry.path):
        return False
    return snapshot.settings.file_pages or entry.path in snapshot.header_files


Breadcrumbs = list[tuple[str, str]]
"""The names and addresses of folders."""


def breadcrumbs(snapshot: Snapshot, folder: str) -> Breadcrumbs:
    """Return the names and addresses of a folder and those around it, the outermost first."""
    paths = list(takewhile(bool, accumulate(repeat(folder), lambda path, _: folder_of(path))))[::-1]
    names = [path.removeprefix(f"{folder_of(path)}/") for path in paths]
    return [(shown(name), folder_address(snapshot, path)) for name, path in zip(names, paths, strict=True)]


def suffix_of(path: str) -> str:
    """Return the suffix of a file's name in lower case.

    >>> suffix_of("docs/Plot.PNG")
    '.png'
    """
    stem, dot, suffix = path.rpartition("/")[2].rpartition(".")
    return (dot + suffix).lower() if stem else ""
