"""The files that a commit changed, as its page shows them, and counts by folder if there are many files."""

from collections.abc import Mapping, Sequence
from html import escape
from itertools import islice
from typing import Any

from scanpress.git_browser.changes.comparing import (
    LARGEST_DIFF,
    LARGEST_PAGE,
    MOST_FILES,
    compare_files,
    reason_for_none,
)
from scanpress.git_browser.changes.difference import Difference, difference_of
from scanpress.git_browser.changes.pictures import Pictures
from scanpress.git_browser.hooks import Line, find_title, load_summary
from scanpress.git_browser.snapshot.snapshot import Snapshot
from scanpress.git_browser.words import lines_changed
from scanpress.pelican_build.downloads import bytes_for_people
from scanpress.repository import (
    ABSENT,
    SUBMODULE,
    Change,
    Diff,
    encode_path,
    objects,
    printable,
    shown,
    submodule_addresses,
)
from scanpress.writer import href

MANY_FILES = 50  # of a commit: if there are more, diffs are folded and counted by folder
_MANY_LINES = 500  # of a diff that is not folded
_LARGEST_FILE = 1 << 20
_LONGEST_BAR = 20
_WORDS = {"A": "added", "D": "deleted", "M": "changed", "R": "renamed", "T": "type changed", "C": "copied"}
_ELEMENTS = {"lost": "del", "gained": "ins"}
_MOST_FOLDERS = 50  # with counts
_FOLDER_DEPTHS = (1 << 16, 4, 3, 2, 1)  # folders below each other that make a row, until there are few enough rows

_Counts = tuple[int, int, int]
"""Files, lines added and lines removed."""


def change_record(snapshot: Snapshot, change: Change, pictures: Pictures) -> dict[str, Any]:
    """Return what the page is made from."""
    sizes = snapshot.repository.sizes
    sides = ((change.old_oid, change.old_mode), (change.new_oid, change.new_mode))
    modules = [oid if mode == SUBMODULE else None for oid, mode in sides]
    return {
        "status": change.status,
        "path": shown(change.path),
        "paths": [encode_path(path).hex() for path in (change.old_path, change.path)] if snapshot.is_partial else [],
        "old_path": shown(change.old_path),
        "old_mode": change.old_mode,
        "mode": change.new_mode,
        "old_oid": change.old_oid if is_content(change.old_mode) else None,
        "oid": change.new_oid if is_content(change.new_mode) else None,
        "old_size": sizes.get(change.old_oid) if is_content(change.old_mode) else None,
        "size": sizes.get(change.new_oid) if is_content(change.new_mode) else None,
        "old_page": _blob_with_page(snapshot, change.old_mode, change.old_oid),
        "page": _blob_with_page(snapshot, change.new_mode, change.new_oid),
        "added": change.added,
        "removed": change.removed,
        "pictures": None if snapshot.is_left_out(change.path) else pictures.addresses(change),
        "submodule": modules if any(modules) else None,
        "is_titled": change.path in snapshot.titled,
        "is_left_out": snapshot.is_left_out(change.path) or snapshot.is_left_out(change.old_path),
    }


def is_content(mode: str) -> bool:
    """Return whether a side of a change is a file, a link included."""
    return mode not in {ABSENT, SUBMODULE}


def _blob_with_page(snapshot: Snapshot, mode: str, oid: str) -> str | None:
    """Return the blob of one side of a change if it has a page, which stays when the file changes."""
    return oid if snapshot.settings.file_pages and is_content(mode) and oid in snapshot.blobs else None


def changed_files(made_from: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return each changed file with its lines or the reason why there are none, and its summary, in git's order."""
    diffs, failure = compare_files(made_from)
    has_submodules = any(change["submodule"] for change in made_from["changes"])
    addresses = submodule_addresses(made_from["store"], *made_from["trees"]) if has_submodules else {}
    found: list[dict[str, Any]] = []
    left = LARGEST_PAGE
    for number, change in enumerate(made_from["changes"]):
        own = None if change["is_left_out"] else diffs.get(number)
        difference = difference_of(number, own) if own else Difference()
        is_shown = 0 < len(difference.html) <= min(LARGEST_DIFF, left)
        left -= len(difference.html) if is_shown else 0
        needs_reason = not is_shown and made_from["files"] <= MOST_FILES
        found.append(
            change
            | _in_words(change, own or ())
            | _explained(made_from, change)
            | {
                "lines": difference.html if is_shown else "",
                "digits": difference.digits,
                "is_folded": made_from["files"] > MANY_FILES or difference.lines > _MANY_LINES,
                "only_blanks": is_shown and difference.only_blanks,
                "reordered": is_shown and difference.reordered,
                "reason": reason_for_none(made_from, change, own, failure) if needs_reason else "",
                "address": addresses.get(change["path"], ""),
            }
        )
    return found


def _in_words(change: Mapping[str, Any], own: Sequence[Diff]) -> dict[str, Any]:
    """Return a change's kind, sizes and lines as people read them, and its pictures with their links."""
    added, removed = change["added"], change["removed"]
    nothing = "binary" if any(diff.is_binary for diff in own) else "\N{EN DASH}"
    return {
        "kind": _WORDS.get(change["status"], change["status"]),
        "sides": _sides(added, removed) if added is not None else (nothing, ""),
        "bar": _bar(added or 0, removed or 0),
        "words": lines_changed(added or 0, removed or 0),
        "sizes": [size and bytes_for_people(size) for size in (change["old_size"], change["size"])],
        "pictures": change["pictures"] and [address and href(address) for address in change["pictures"]],
    }


def _sides(added: int, removed: int) -> tuple[str, str]:
    return f"+{added:,}" if added else "" if removed else "0", f"\N{MINUS SIGN}{removed:,}" if removed else ""


def _bar(added: int, removed: int) -> Sequence[str]:
    """Return signs in proportion to the lines, at most twenty, and at least one for each kind.

    >>> _bar(3, 1), _bar(1000, 1)
    (('+++', '-'), ('+++++++++++++++++++', '-'))
    """
    total = added + removed
    if total <= _LONGEST_BAR:
        return "+" * added, "-" * removed
    pluses = min(max(round(_LONGEST_BAR * added / total), added > 0), _LONGEST_BAR - (removed > 0))
    return "+" * pluses, "-" * (_LONGEST_BAR - pluses)


def _explained(made_from: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the site's own hooks say: the change as HTML, the file's title, and the page about it if it exists.

    A file that is gone has the title of its last version.
    """
    summaries, titles = made_from["summaries"], made_from["titles"]
    if (
        change["is_left_out"]
        or not (summaries or titles)
        or max(change["old_size"] or 0, change["size"] or 0) > _LARGEST_FILE
    ):
        return {"meaning": [], "title": "", "about": None}
    before, after = (_content(made_from["store"], change[side]) for side in ("old_oid", "oid"))
    content = before if after is None else after
    found = None if content is None else find_title(titles, change["path"], content)
    return {
        "meaning": [_html(line) for name in summaries for line in load_summary(name)(change["path"], before, after)],
        "title": found[1] if found else "",
        "about": href(found[2]) if found and change["is_titled"] else None,
    }


def _html(line: Line) -> str:
    """Return a line of a hook, whose removed and added words have elements of their own."""
    pieces = []
    for kind, text in [("kept", line)] if isinstance(line, str) else line:
        element, escaped = _ELEMENTS.get(kind), escape(printable(text))
        pieces.append(f"<{element}>{escaped}</{element}>" if element else escaped)
    return "".join(pieces)


def _content(store: str, oid: str | None) -> bytes | None:
    blob = objects(store).blob(oid) if oid else None
    return blob.content if blob else None


def folder_counts(by_folder: Mapping[str, _Counts]) -> dict[str, Any]:
    """Return a row for each folder, or for those around them if there are many, and the number of those left out.

    >>> folder_counts({"b/c": (1, 2, 0), "": (1, 1, 1)})
    {'rows': [('', 1, 1, 1), ('b/c', 1, 2, 0)], 'left': 0}
    >>> folder_counts({f"scans/{number}": (1, 2, 3) for number in range(100)})
    {'rows': [('scans', 100, 200, 300)], 'left': 0}
    """
    found: dict[str, _Counts] = {}
    for depth in _FOLDER_DEPTHS:
        found = _by_depth(by_folder, depth)
        if len(found) <= _MOST_FOLDERS:
            break
    rows = [(shown(folder), *counts) for folder, counts in islice(sorted(found.items()), _MOST_FOLDERS)]
    return {"rows": rows, "left": len(found) - len(rows)}


def _by_depth(by_folder: Mapping[str, _Counts], depth: int) -> dict[str, _Counts]:
    found: dict[str, _Counts] = {}
    for folder, (files, added, removed) in by_folder.items():
        name = "/".join(folder.split("/", depth)[:depth])
        before = found.get(name, (0, 0, 0))
        found[name] = before[0] + files, before[1] + added, before[2] + removed
    return found
