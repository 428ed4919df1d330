"""Where the pages of files and folders stand, and which of them there are."""

from scanpress.git_browser.snapshot.snapshot import Snapshot
from scanpress.repository import SUBMODULE, TreeEntry, shown

IMAGES = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".bmp", ".ico"}
_LARGEST_RAW = 100 << 20  # what the common hosts of static sites take as one file


def file_address(snapshot: Snapshot, entry: TreeEntry, kind: str = "file") -> str:
    """Return the address of a file's page of some kind."""
    return f"{kind}/{snapshot.slug(entry.path)}.html"


def folder_address(snapshot: Snapshot, path: str, number: int = 1) -> str:
    """Return the address of a folder's page."""
    name = f"files/{snapshot.folder_slugs[path]}" if path else "files"
    return f"{name}.html" if number == 1 else f"{name}~{number}.html"


def raw_address(entry: TreeEntry) -> str | None:
    """Return where a file's bytes stand: never under a name that would make a browser run them."""
    if entry.size is None or entry.size > _LARGEST_RAW:
        return None
    suffix = suffix_of(entry.path)
    return f"raw/{entry.id}{suffix if suffix in IMAGES else '.txt'}"


def has_page(snapshot: Snapshot, entry: TreeEntry) -> bool:
    """Return whether a file has a page: submodules are no files, and what is missing cannot be shown."""
    if entry.mode == SUBMODULE or entry.size is None:
        return False
    return snapshot.settings.file_pages or entry.path in snapshot.front_matter


def crumbs(snapshot: Snapshot, folder: str) -> list[tuple[str, str]]:
    """Return a folder and those above it, from the outside, each with its page."""
    names = folder.split("/") if folder else []
    paths = ["/".join(names[: length + 1]) for length in range(len(names))]
    return [(shown(name), folder_address(snapshot, path)) for name, path in zip(names, paths, strict=True)]


def suffix_of(path: str) -> str:
    """Return what a file's name ends in.

    >>> suffix_of("docs/Plot.PNG")
    '.png'
    """
    stem, dot, suffix = path.rpartition("/")[2].rpartition(".")
    return (dot + suffix).lower() if stem else ""
