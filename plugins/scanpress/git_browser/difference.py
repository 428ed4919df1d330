"""What a commit changed in each file, line by line, as far as a page can show it."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from scanpress.git_browser.summaries import load_summary
from scanpress.repository import Diff, Hunk, differ, objects, printable

_MOST_FILES = 1000
_LARGEST_COMMIT = 8 << 20  # bytes of all files on both sides: more is not even compared
_LARGEST_FILE = 1 << 20
_LARGEST_DIFF = 200_000  # characters of one file
_LARGEST_PAGE = 800_000  # characters of all files
_TAGS = {"+": "ins", "-": "del"}


def differences(made_from: dict[str, Any]) -> list[dict[str, Any]]:
    """Return each changed file with what the page says of it, in git's order."""
    changes = made_from["changes"]
    diffs = _diffs(made_from, changes)
    shown: list[dict[str, Any]] = []
    left = _LARGEST_PAGE
    for number, change in enumerate(changes):
        found = diffs[number] if diffs else None
        lines = "" if found is None else _lines(number, found)
        is_large = found is None or len(lines) > min(_LARGEST_DIFF, left)
        left -= 0 if is_large else len(lines)
        shown.append(
            change
            | {
                "lines": "" if is_large else lines,
                "is_binary": any(diff.is_binary for diff in found or ()),
                "is_large": is_large,
                "meaning": _meaning(made_from, change),
            }
        )
    return shown


def _diffs(made_from: dict[str, Any], changes: Sequence[dict[str, Any]]) -> list[list[Diff]]:
    """Return the diffs of each change; none where there are too many, or objects are missing."""
    total = sum((change["old_size"] or 0) + (change["size"] or 0) for change in changes)
    if not made_from["is_complete"] or made_from["files"] > _MOST_FILES or total > _LARGEST_COMMIT:
        return []
    diffs = iter(differ(made_from["store"]).diffs(*made_from["trees"]))
    # Where a file's kind changed, git shows it removed and then added.
    return [
        [diff for _, diff in zip(range(2 if change["status"] == "T" else 1), diffs, strict=False)] for change in changes
    ]


def _lines(number: int, diffs: Sequence[Diff]) -> str:
    """Return a file's changed lines as HTML, each with an anchor; runs of one kind share an element."""
    pieces: list[str] = []
    running = ""
    for line, (tag, place, text) in enumerate(_places(diffs), 1):
        if tag != running:
            pieces.append((f"</{running}>" if running else "") + (f"<{tag}>" if tag else ""))
            running = tag
        anchor = f"f{number}-{line}"
        pieces.append(f"<a id={anchor} href=#{anchor} data-n={place}></a>{escape(printable(text), quote=False)}\n")
    return "".join(pieces) + (f"</{running}>" if running else "")


def _places(diffs: Sequence[Diff]) -> Iterator[tuple[str, str, str]]:
    """Yield each line with its element and the number it has, on the side that has it."""
    for diff in diffs:
        for hunk in diff.hunks:
            yield "b", "…", hunk.header
            yield from _hunk(hunk)


def _hunk(hunk: Hunk) -> Iterator[tuple[str, str, str]]:
    old, new = hunk.old_start, hunk.new_start
    for line in hunk.lines:
        sign = line[:1]
        yield _TAGS.get(sign, ""), "…" if sign == "\\" else str(old if sign == "-" else new), line
        old += sign in {"-", " "}
        new += sign in {"+", " "}


def _meaning(made_from: dict[str, Any], change: dict[str, Any]) -> list[str]:
    """Return what the site's own hooks say about a change."""
    if not made_from["summaries"] or max(change["old_size"] or 0, change["size"] or 0) > _LARGEST_FILE:
        return []
    before, after = (_content(made_from["store"], change[side]) for side in ("old_id", "id"))
    return [
        printable(line) for name in made_from["summaries"] for line in load_summary(name)(change["path"], before, after)
    ]


def _content(store: str, name: str | None) -> bytes | None:
    blob = objects(store).blob(name) if name else None
    return blob.content if blob else None
