"""What a file was, where that is too long for the file's own page."""

from collections.abc import Iterator
from typing import Any

from scanpress.git_browser.addresses import file_address
from scanpress.git_browser.file_page import version_row
from scanpress.git_browser.paging import parts
from scanpress.git_browser.snapshot import Snapshot
from scanpress.repository import TreeEntry, shown
from scanpress.writer import Output, Page, href

_SIZE = 100


def history_pages(snapshot: Snapshot, entry: TreeEntry) -> Iterator[Output]:
    """Yield the pages of a file's history."""
    first = file_address(snapshot, entry, "history")
    stem = first.removesuffix(".html").replace("{", "{{").replace("}", "}}")
    for part in parts(snapshot.versions(entry.path), size=_SIZE, first=first, numbered=stem + "~{}.html"):
        made_from = {
            "path": shown(entry.path),
            "file": file_address(snapshot, entry),
            "versions": [version_row(snapshot, version, entry.path) for version in part.entries],
            "newer": part.newer,
            "older": part.older,
            "is_cut": snapshot.is_shallow and part.older is None,
        }
        yield Page(part.address, "git/history.html", view_history, made_from)


def view_history(made_from: dict[str, Any]) -> dict[str, Any]:
    """Return a history's rows and links."""
    links = {key: made_from[key] and href(made_from[key]) for key in ("file", "newer", "older")}
    return made_from | links
