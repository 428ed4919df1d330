"""The diffs of a commit's files, and why the page lacks some of them."""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from scanpress.git_browser.words import counted
from scanpress.pelican_build.downloads import bytes_for_people
from scanpress.repository import LARGEST_COMPARED, Diff, Limits, compare_some, decode_path, differ, printable

MOST_FILES = 1000
LARGEST_DIFF = 200_000  # characters of one file
LARGEST_PAGE = 800_000  # characters of all files
_BYTES = 4  # of a character, at most


def compare_files(made_from: Mapping[str, Any]) -> tuple[dict[int, list[Diff]], str]:
    """Return the diffs of the changes by their numbers, and git's own words if it could not compare all files.

    There are none if the commit changes too many files, and none of files whose objects are missing.
    """
    changes = made_from["changes"]
    present = [number for number, change in enumerate(changes) if not _is_missing(change)]
    if made_from["files"] > MOST_FILES or not present:
        return {}, ""
    limits = Limits(LARGEST_DIFF * _BYTES, LARGEST_PAGE * _BYTES)
    old, new = made_from["trees"]
    if len(present) == len(changes):
        compared = differ(made_from["store"]).diffs(old, new, limits)
    else:
        digits = dict.fromkeys(path for number in present for path in changes[number]["paths"])
        paths = [decode_path(bytes.fromhex(path)) for path in digits]
        renames = any(change["status"] == "R" for change in changes)
        compared = compare_some(made_from["store"], (old, new), paths, limits, renames=renames)
    diffs = iter(compared.found)
    found: dict[int, list[Diff]] = {}
    for number in present:
        # If a file's kind changed, git shows it twice: removed, then added.
        wanted = 2 if changes[number]["status"] == "T" else 1
        own = list(islice(diffs, wanted))
        if len(own) == wanted:
            found[number] = own
    return found, compared.failure


def _is_missing(change: Mapping[str, Any]) -> bool:
    """Return whether the content of one side is not in the repository."""
    return any(change[oid] and change[size] is None for oid, size in (("old_oid", "old_size"), ("oid", "size")))


def reason_for_none(
    made_from: Mapping[str, Any], change: Mapping[str, Any], own: Sequence[Diff] | None, failure: str
) -> str:
    """Return why a file's lines are not shown; nothing if there are none."""
    if change["is_left_out"]:
        return "The content of this file is not published here."
    if _is_missing(change):
        return f"The lines are not shown: objects are missing in {made_from['lacking'] or 'the repository'}."
    if own is None:
        why = printable(failure) or "the diffs of this commit are longer than a page may be"
        return f"The lines are not shown: {why}."
    if any(diff.is_binary for diff in own):
        is_large = max(change["old_size"] or 0, change["size"] or 0) > LARGEST_COMPARED
        return (
            f"Files larger than {LARGEST_COMPARED >> 20} MiB are not compared."
            if is_large
            else "This is a binary file."
        )
    lines, size = (change["added"] or 0) + (change["removed"] or 0), sum(diff.size for diff in own)
    counts = f"{counted(lines, 'line')} ({bytes_for_people(size)})"
    return f"This diff has {counts} and is not shown." if any(diff.lines for diff in own) else ""
