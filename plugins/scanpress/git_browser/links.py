"""What a Markdown file links to within its repository."""

import posixpath
import re
from html import escape
from urllib.parse import unquote

from scanpress.git_browser.addresses import file_address, folder_address, has_page, raw_address
from scanpress.git_browser.slugs import parent_of
from scanpress.git_browser.snapshot import Snapshot
from scanpress.repository import TreeEntry, decode
from scanpress.writer import href, root_of

_TARGET = re.compile(
    r"""\]\(\s*<?([^()\s<>]+(?:\([^()\s]*\))?)|^\s{0,3}\[[^\]]+\]:\s*<?([^\s>]+)|(?:src|href)\s*=\s*["']([^"']+)""",
    re.MULTILINE | re.IGNORECASE,
)
_LARGEST = 1 << 20


def linked_files(snapshot: Snapshot, entry: TreeEntry) -> dict[str, tuple[str, str | None]]:
    """Return the links that lead to a file or folder, each as it is written, with the way from the file's page."""
    blob = snapshot.repository.objects.blob(entry.id) if (entry.size or 0) <= _LARGEST else None
    written = _TARGET.findall(decode(blob.content)) if blob else []
    targets = sorted({target for targets in written for target in targets if target})
    paths = {target: path for target in targets if (path := _path(entry, target))}
    snapshot.past.gather({parent_of(path) for path in paths.values() if snapshot.entry(path)})
    root = root_of(file_address(snapshot, entry))
    found = {}
    for target, path in paths.items():
        addresses = _addresses(snapshot, path)
        if addresses:
            page, raw = addresses
            found[target] = escape(root + href(page)), escape(root + href(raw)) if raw else None
    return found


def _path(entry: TreeEntry, target: str) -> str | None:
    """Return the path in the repository that a target names, whether or not there is anything."""
    path = re.split(r"[?#]", target, maxsplit=1)[0]
    if not path or ":" in path or path.startswith("//"):
        return None
    folder = "" if path.startswith("/") else posixpath.dirname(entry.path)
    return posixpath.normpath(posixpath.join(folder, unquote(path).lstrip("/") if not folder else unquote(path)))


def _addresses(snapshot: Snapshot, path: str) -> tuple[str, str | None] | None:
    linked = snapshot.entry(path)
    if linked is not None:
        return (file_address(snapshot, linked), raw_address(linked)) if has_page(snapshot, linked) else None
    return (folder_address(snapshot, path), None) if path in snapshot.tree.folders else None
