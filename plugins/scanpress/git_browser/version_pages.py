"""What a file was: a page for each of its versions, and its history where that is long."""

from collections.abc import Iterator
from typing import Any

from scanpress.git_browser.addresses import file_address, has_page
from scanpress.git_browser.file_page import is_long, shown_content, version_row
from scanpress.git_browser.paging import parts
from scanpress.git_browser.snapshot import Snapshot
from scanpress.repository import objects, shown
from scanpress.writer import Output, Page, href

_SIZE = 100


def blob_pages(snapshot: Snapshot) -> Iterator[Output]:
    """Yield a page for every version of every file: the address to link to when the file may change."""
    for name in snapshot.in_pack_order(snapshot.blobs):
        made_from = {"store": snapshot.store, "blob": name, "path": shown(snapshot.blobs[name])}
        yield Page(f"blob/{name}.html", "git/blob.html", view_blob, made_from)


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


def view_blob(made_from: dict[str, Any]) -> dict[str, Any]:
    """Return a version's content."""
    header = objects(made_from["store"]).kind(made_from["blob"])
    name = made_from["path"].rpartition("/")[2]
    facts = {"name": name, "size": header[1] if header else 0, "mode": "", "links": {}, "is_image": False}
    return made_from | facts | shown_content(made_from | facts | {"is_coloured": False})


def view_history(made_from: dict[str, Any]) -> dict[str, Any]:
    """Return a history's rows and links."""
    links = {key: made_from[key] and href(made_from[key]) for key in ("file", "newer", "older")}
    return made_from | links
