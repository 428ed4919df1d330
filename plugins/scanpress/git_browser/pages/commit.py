"""A commit: what it says, and what it changes."""

from collections.abc import Iterator, Sequence
from functools import partial
from html import escape
from typing import Any

from scanpress.git_browser.pages.people import commit_address, person, subject_of
from scanpress.git_browser.snapshot.snapshot import Snapshot
from scanpress.git_browser.summaries import load_summary
from scanpress.repository import ABSENT, SUBMODULE, Change, Commit, Diff, Hunk, Ref, differ, objects, printable, shown
from scanpress.writer import Group, Output, Page

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


_MOST_FILES = 1000
_BLOCK = 64
# What a first commit is compared with, which git knows without having it; ids are as long as the repository's are.
_EMPTY_TREES = {
    40: "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
    64: "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
}


def commit_groups(snapshot: Snapshot) -> Iterator[Group]:
    """Yield the pages of all commits that published refs lead to, in blocks from the oldest on."""
    oldest_first = list(snapshot.graph)[::-1]
    for start in range(0, len(oldest_first), _BLOCK):
        names = oldest_first[start : start + _BLOCK]
        refs = [(name, [_ref(ref) for ref in snapshot.pointing.get(name, ())]) for name in names]
        made_from = snapshot.sources(refs, snapshot.is_shallow)
        yield Group(f"commits {start // _BLOCK}", made_from, partial(_pages, snapshot, names), len(names))


def _pages(snapshot: Snapshot, names: Sequence[str]) -> Iterator[Output]:
    changes = {name: snapshot.commits.changes(name, _MOST_FILES) for name in names}
    snapshot.repository.sizes.ask(
        side
        for found in changes.values()
        for change in found
        for side, mode in ((change.old_id, change.old_mode), (change.new_id, change.new_mode))
        if _is_content(mode)
    )
    for name in names:
        made_from = _made_from(snapshot, snapshot.commits[name], changes[name])
        yield Page(commit_address(name), "git/commit.html", view_commit, made_from)


def view_commit(made_from: dict[str, Any]) -> dict[str, Any]:
    """Return the commit with its diffs."""
    return made_from | {"differences": differences(made_from)}


def _made_from(snapshot: Snapshot, commit: Commit, changes: Sequence[Change]) -> dict[str, Any]:
    outline = snapshot.commits.outline(commit.id)
    show_emails = snapshot.settings.show_emails
    parents = [parent for parent in commit.parents if parent in snapshot.commits]
    # A second person or time is worth a line; a commit that was only made is not.
    is_other = (commit.committer.person, commit.committer.when) != (commit.author.person, commit.author.when)
    return {
        "store": snapshot.store,
        "id": commit.id,
        "subject": subject_of(commit),
        "message": printable(commit.message),
        "parents": parents,
        "is_cut": snapshot.is_shallow and not parents,
        "author": person(commit.author, show_emails=show_emails),
        "committer": person(commit.committer, show_emails=show_emails) if is_other else None,
        "refs": [_ref(ref) for ref in snapshot.pointing.get(commit.id, ())],
        "trees": [snapshot.commits[parents[0]].tree if parents else _EMPTY_TREES[len(commit.id)], commit.tree],
        "changes": [_change(snapshot, change) for change in changes],
        "files": outline.files,
        "added": outline.added,
        "removed": outline.removed,
        "is_complete": not snapshot.is_partial,
        "summaries": snapshot.settings.summaries,
        "hooks": snapshot.hooks,
    }


def _ref(ref: Ref) -> tuple[str, str]:
    return ref.kind, shown(ref.name)


def _change(snapshot: Snapshot, change: Change) -> dict[str, Any]:
    return {
        "status": change.status,
        "path": shown(change.path),
        "old_path": shown(change.old_path),
        "old_mode": change.old_mode,
        "mode": change.new_mode,
        "old_id": change.old_id if _is_content(change.old_mode) else None,
        "id": change.new_id if _is_content(change.new_mode) else None,
        "old_size": snapshot.size_of(change.old_id) if _is_content(change.old_mode) else None,
        "size": snapshot.size_of(change.new_id) if _is_content(change.new_mode) else None,
        "old_page": _page(snapshot, change.old_mode, change.old_id),
        "page": _page(snapshot, change.new_mode, change.new_id),
        "added": change.added,
        "removed": change.removed,
        "bar": _bar(change.added or 0, change.removed or 0),
    }


def _is_content(mode: str) -> bool:
    return mode not in {ABSENT, SUBMODULE}


def _page(snapshot: Snapshot, mode: str, name: str) -> str | None:
    """Return the blob whose page shows a file at one side of the change: that page is there for good."""
    return name if snapshot.settings.file_pages and _is_content(mode) and name in snapshot.blobs else None


def _bar(added: int, removed: int) -> Sequence[str]:
    """Return signs in the proportion of the lines, at most twenty and one at least for each kind.

    >>> _bar(3, 1), _bar(1000, 1)
    (('+++', '-'), ('+++++++++++++++++++', '-'))
    """
    longest = 20
    total = added + removed
    if total <= longest:
        return "+" * added, "-" * removed
    pluses = min(max(round(longest * added / total), added > 0), longest - (removed > 0))
    return "+" * pluses, "-" * (longest - pluses)
