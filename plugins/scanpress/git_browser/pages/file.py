"""A file: its content, where it comes from, and the ways to its bytes."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from scanpress.git_browser.pages.addresses import IMAGES, crumbs, file_address, raw_address, suffix_of
from scanpress.git_browser.pages.code import block, decode_text, is_worth_colours, numbered
from scanpress.git_browser.pages.files import mode_of
from scanpress.git_browser.pages.markdown import is_prose, linked_files, rendered
from scanpress.git_browser.pages.paging import parts
from scanpress.git_browser.pages.people import moment, name_of, subject_of
from scanpress.git_browser.snapshot.snapshot import Snapshot
from scanpress.repository import LINK, TreeEntry, Version, objects, shown
from scanpress.writer import Output, Page, href

_LARGEST = 1 << 20
_RECENT = 10  # commits on the page itself


def file_page(snapshot: Snapshot, entry: TreeEntry) -> Page:
    """Return a file's page."""
    return Page(file_address(snapshot, entry), "git/file.html", view_file, _made_from(snapshot, entry))


def blob_page(snapshot: Snapshot, name: str) -> Page:
    """Return the page of a version, under which a file stays when it changes."""
    made_from = {
        "store": snapshot.store,
        "blob": name,
        "path": shown(snapshot.blobs[name]),
        "size": snapshot.size_of(name) or 0,
    }
    return Page(f"blob/{name}.html", "git/blob.html", view_blob, made_from)


def view_blob(made_from: dict[str, Any]) -> dict[str, Any]:
    """Return a version's content."""
    facts = {"name": made_from["path"].rpartition("/")[2], "mode": "", "links": {}, "is_image": False}
    return made_from | facts | shown_content(made_from | facts | {"is_coloured": False})


def content_of(made_from: Sequence[str]) -> bytes:
    """Return a file's bytes."""
    store, name = made_from
    blob = objects(store).blob(name)
    if blob is None:
        raise LookupError(f"{name} is not in {store}")
    return blob.content


def view_file(made_from: dict[str, Any]) -> dict[str, Any]:
    """Return the file's content as the page shows it, and its links."""
    content = shown_content(made_from)
    return made_from | content | {
        "crumbs": [(name, href(address)) for name, address in made_from["crumbs"]],
        "raw": made_from["raw"] and href(made_from["raw"]),
        "blame": made_from["blame"] and href(made_from["blame"]),
        "history": made_from["history"] and href(made_from["history"]),
    }  # fmt: skip


def shown_content(made_from: dict[str, Any]) -> dict[str, Any]:
    """Return a blob's content as HTML, or why there is none."""
    nothing = {"kind": "", "code": (), "prose": "", "is_utf8": True, "is_crlf": False, "is_empty": False}
    name, size = made_from["name"], made_from["size"]
    if size > _LARGEST:
        return nothing | {"kind": "large"}
    if made_from["is_image"]:
        return nothing | {"kind": "image"}
    found = _text(made_from["store"], made_from["blob"])
    if found is None:
        return nothing | {"kind": "binary"}
    prose = rendered(found.text, made_from["links"]) if is_prose(name) and made_from["mode"] != LINK else ""
    colours = name if made_from["is_coloured"] and is_worth_colours(found.text, name) else ""
    return {
        "kind": "text",
        "code": block(numbered(found.text, colours)),
        "prose": prose,
        "is_utf8": found.is_utf8,
        "is_crlf": found.is_crlf,
        "is_empty": not found.text,
    }


class _Text(NamedTuple):
    text: str
    is_utf8: bool
    is_crlf: bool


@lru_cache(maxsize=1)  # a file's page and that of its newest version show the same
def _text(store: str, name: str) -> _Text | None:
    """Return a blob's text, None where it has none."""
    blob = objects(store).blob(name)
    if blob is None or blob.is_binary:
        return None
    return _Text(*decode_text(blob.content), b"\r" in blob.content and b"\r\n" in blob.content)


def has_blame(entry: TreeEntry, versions: Sequence[Version]) -> bool:
    """Return whether lines may come from different commits."""
    return len(versions) > 1 and entry.mode != LINK and 0 < (entry.size or 0) <= _LARGEST


def version_row(snapshot: Snapshot, version: Version, path: str, current: str = "") -> dict[str, Any]:
    """Return one version of a file that stands at `path` now, linked unless it is the `current` one."""
    commit = snapshot.commits[version.commit]
    return {
        "commit": commit.id,
        "date": moment(commit.author),
        "subject": subject_of(commit),
        "author": name_of(commit.author),
        "path": shown(version.path) if version.path != path else "",
        "blob": version.id if _has_blob_page(snapshot, version.id) and version.id != current else None,
    }


def is_long(versions: Sequence[Version]) -> bool:
    """Return whether a history needs a page of its own."""
    return len(versions) > _RECENT


def _made_from(snapshot: Snapshot, entry: TreeEntry) -> dict[str, Any]:
    versions = snapshot.versions(entry.path)
    folder, _, name = entry.path.rpartition("/")
    has_others = snapshot.settings.file_pages
    return {
        "store": snapshot.store,
        "blob": entry.id,
        "mode": entry.mode,
        "shown_mode": mode_of(entry.mode),
        "size": entry.size,
        "path": shown(entry.path),
        "name": shown(name),
        "crumbs": crumbs(snapshot, folder),
        "raw": raw_address(entry),
        "is_image": entry.mode != LINK and suffix_of(name) in IMAGES,
        "is_coloured": True,
        "links": linked_files(snapshot, entry) if is_prose(name) else {},
        "has_permalink": _has_blob_page(snapshot, entry.id),
        "blame": file_address(snapshot, entry, "blame") if has_others and has_blame(entry, versions) else None,
        "history": file_address(snapshot, entry, "history") if has_others and is_long(versions) else None,
        "versions": [version_row(snapshot, version, entry.path, entry.id) for version in versions[:_RECENT]],
        "count": len(versions),
        "is_cut": snapshot.is_shallow,
    }


def _has_blob_page(snapshot: Snapshot, blob: str) -> bool:
    return snapshot.settings.file_pages and blob in snapshot.blobs


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
