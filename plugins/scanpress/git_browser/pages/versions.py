"""The page of each version of a file: whole for the newest ones, in a few lines for all others.

The address of a version never changes and never goes, whatever the settings: a version that has no whole page says
which file and commit it belongs to.
"""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any, NamedTuple

from scanpress.git_browser.addresses import (
    IMAGES,
    file_address,
    has_page,
    raw_file_address,
    suffix_of,
)
from scanpress.git_browser.content.blob import read_content, shown_content
from scanpress.git_browser.snapshot.snapshot import Snapshot
from scanpress.git_browser.words import subject_of
from scanpress.pelican_build.downloads import bytes_for_people
from scanpress.repository import shown
from scanpress.writer import File, Output, Page, href

STUB = b"<!doctype html><html lang=en><meta charset=utf-8><meta name=generator content=scanpress>"
"""How the page of a version without content begins, by which it is recognised."""

_SHORT = 10  # digits of an oid that people are shown


class _Place(NamedTuple):
    """A version among those that had the same path first: how many are newer, and the next one."""

    newer: int
    following: str | None


class FolderVersions:
    """The versions that belong to a folder: those whose first path was in it."""

    def __init__(self, snapshot: Snapshot, folder: str) -> None:
        self._snapshot = snapshot
        self._left = dict(snapshot.blobs_by_folder.get(folder, {})) if snapshot.settings.file_pages else {}
        self._places = _places(self._left)
        snapshot.repository.sizes.load(self._left)

    def outputs_of(self, oids: Sequence[str]) -> Iterator[Output]:
        """Yield the pages of some versions as far as they belong to the folder, each once."""
        for oid in oids:
            path = self._left.pop(oid, None)
            if path is not None:
                yield from self._outputs(oid, path)

    def rest(self) -> Iterator[Output]:
        """Yield the pages of all versions that are left, in the order in which they are read fastest."""
        yield from self.outputs_of(self._snapshot.repository.sizes.in_pack_order(self._left))

    def _outputs(self, oid: str, path: str) -> Iterator[Output]:
        """Yield a version's page; with it, if it is a whole page, the bytes that no other page has."""
        snapshot, address, place = self._snapshot, f"blob/{oid}.html", self._places[oid]
        file = _file_with(snapshot, snapshot.tree.path_of(oid))
        if file:
            yield File(address, view_permalink, (shown(path), f"../{href(file)}", "../", ""))
        elif snapshot.is_left_out(path) or _is_old(snapshot, place):
            commit = snapshot.blobs[oid][1]
            yield File(
                address,
                view_stub,
                (oid, shown(path), commit, _file_with(snapshot, path), snapshot.settings.says_noindex),
            )
        else:
            made_from = _made_from(snapshot, oid, path, place)
            yield Page(address, "git/blob.html", view_blob, made_from)
            if made_from["raw"]:
                yield File(made_from["raw"], read_content, (snapshot.store, oid))


def _is_old(snapshot: Snapshot, place: _Place) -> bool:
    return snapshot.settings.versions is not None and place.newer >= snapshot.settings.versions


def view_blob(made_from: dict[str, Any]) -> dict[str, Any]:
    """Return a version's content as its page shows it, and its links."""
    links = {key: made_from[key] and href(made_from[key]) for key in ("raw", "file")}
    size = {"shown_size": bytes_for_people(made_from["size"])}
    return made_from | links | size | shown_content(made_from | {"mode": "", "links": {}, "is_coloured": False})


def view_permalink(made_from: tuple[str, str, str, str]) -> bytes:
    """Return a page that leads to the file whose content this is; with script, to the same line or another anchor."""
    title, address, root, anchor = made_from
    target = escape(address)
    link = f"{target}#{anchor}" if anchor else target
    return STUB + (
        f'<title>{escape(title)}</title><link rel=canonical href="{target}">'
        f'<p><a href="{link}">{escape(title)}</a><script src={root}theme/permalink.js></script>'
    ).encode(errors="replace")


def view_stub(made_from: tuple[str, str, str, str | None, bool]) -> bytes:
    """Return a page that says how to get a version that has no whole page."""
    oid, path, commit, file, says_noindex = made_from
    name = escape(path)
    link = f'<a href="../{escape(str(href(file)))}">{name}</a>' if file else name
    robots = "<meta name=robots content=noindex>" if says_noindex else ""
    return STUB + (
        f"{robots}<title>{name}, {oid[:_SHORT]}</title><p>Version {oid[:_SHORT]} of {link}, from commit "
        f"<a href=../commit/{commit}.html>{commit[:_SHORT]}</a>, is not shown. In a clone: <pre>git show {oid}</pre>"
    ).encode(errors="replace")


def _places(paths: Mapping[str, str]) -> Mapping[str, _Place]:
    """Return the place of each version; `paths` has the oldest first."""
    newest: dict[str, tuple[int, str]] = {}
    found = {}
    for oid, path in reversed(list(paths.items())):
        newer, following = newest.get(path, (0, None))
        found[oid] = _Place(newer, following)
        newest[path] = newer + 1, oid
    return found


def _file_with(snapshot: Snapshot, path: str | None) -> str | None:
    """Return the address of the page of the file that is at a path now, None if there is none."""
    entry = snapshot.entry(path) if path is not None else None
    return file_address(snapshot, entry) if entry and has_page(snapshot, entry) else None


def _made_from(snapshot: Snapshot, oid: str, path: str, place: _Place) -> dict[str, Any]:
    size = snapshot.repository.sizes.get(oid) or 0
    name = shown(path.rpartition("/")[2])
    following = snapshot.blobs[place.following][1] if place.following else None
    removed = None if following else snapshot.file_history.removal(path)
    return {
        "store": snapshot.store,
        "blob": oid,
        "copy": "",
        "path": shown(path),
        "name": name,
        "size": size,
        "is_image": suffix_of(name) in IMAGES,
        "raw": raw_file_address(oid, path, size),
        "file": _file_with(snapshot, path),
        "brought": _commit_link(snapshot, snapshot.blobs[oid][1]),
        "replaced": _commit_link(snapshot, following) if following else None,
        "removed": _commit_link(snapshot, removed) if removed else None,
    }


def _commit_link(snapshot: Snapshot, oid: str) -> dict[str, str]:
    return {"oid": oid, "short": oid[:_SHORT], "subject": subject_of(snapshot.commits[oid])}
