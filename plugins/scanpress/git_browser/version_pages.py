"""What a file was: a page for each of its versions, and its history where that is long."""

from collections.abc import Iterator
from typing import Any

from scanpress.git_browser.addresses import file_address, has_page
from scanpress.git_browser.file_page import blob_page, is_long, version_row
from scanpress.git_browser.paging import parts
from scanpress.git_browser.snapshot import Snapshot
from scanpress.repository import shown
from scanpress.writer import Output, Page, href

_SIZE = 100


def blob_pages(snapshot: Snapshot) -> Iterator[Output]:
    """Yield a page for every version that is no file's newest: those stand with their files."""
    current = {entry.id for entry in snapshot.files}
    for name in snapshot.in_pack_order(snapshot.blobs):
        if name not in current:
            yield blob_page(snapshot, name)


def history_pages(snapshot: Snapshot) -> Iterator[Output]:
    """Yield the histories that are too long for the file's page."""
    for entry in snapshot.files:
        versions = snapshot.history.versions(entry.path) if entry.path in snapshot.history.files else ()
        if not is_long(versions) or not has_page(snapshot, entry):
            continue
        first = file_address(snapshot, entry, "history")
        stem = first.removesuffix(".html").replace("{", "{{").replace("}", "}}")
        for part in parts(versions, size=_SIZE, first=first, numbered=stem + "~{}.html"):
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
