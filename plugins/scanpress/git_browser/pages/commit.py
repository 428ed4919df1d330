"""The page of a commit: its message, the files that it changes, and their changed lines."""

from collections.abc import Iterator, Sequence
from functools import partial
from html import escape
from itertools import islice
from typing import Any

from scanpress.git_browser.addresses import commit_address
from scanpress.git_browser.pages.people import person, subject_of
from scanpress.git_browser.snapshot.snapshot import Snapshot
from scanpress.git_browser.summaries import load_summary
from scanpress.repository import (
    ABSENT,
    EMPTY_TREES,
    LARGEST_COMPARED,
    SUBMODULE,
    Change,
    Commit,
    Diff,
    Hunk,
    Limits,
    Ref,
    compare_some,
    decode_path,
    differ,
    encode_path,
    objects,
    printable,
    reordered_lines,
    shown,
    visible,
)
from scanpress.writer import Group, Output, Page

_BLOCK = 64  # commits in a group
MOST_FILES = 1000
_LARGEST_FILE = 1 << 20
_LARGEST_DIFF = 200_000  # characters of one file
LARGEST_PAGE = 800_000  # characters of all files
_BYTES = 4  # of a character, at most
_LONGEST_BAR = 20
_TAGS = {"+": "ins", "-": "del"}


def commit_groups(snapshot: Snapshot) -> Iterator[Group]:
    """Yield groups of the pages of all commits that can be reached from published refs, beginning with the oldest."""
    oldest_first = list(snapshot.graph)[::-1]
    for start in range(0, len(oldest_first), _BLOCK):
        oids = oldest_first[start : start + _BLOCK]
        refs = [(oid, [_ref(ref) for ref in snapshot.refs_by_commit.get(oid, ())]) for oid in oids]
        made_from = snapshot.digest_with(refs, snapshot.is_shallow)
        yield Group(f"commits {start // _BLOCK}", made_from, partial(_pages, snapshot, oids), len(oids))


def view_commit(made_from: dict[str, Any]) -> dict[str, Any]:
    """Return the commit with its diffs."""
    return made_from | {"differences": _differences(made_from)}


def _pages(snapshot: Snapshot, oids: Sequence[str]) -> Iterator[Output]:
    changes = {oid: snapshot.commits.changes(oid, MOST_FILES) for oid in oids}
    snapshot.repository.sizes.load(
        side
        for found in changes.values()
        for change in found
        for side, mode in ((change.old_oid, change.old_mode), (change.new_oid, change.new_mode))
        if _is_content(mode)
    )
    for oid in oids:
        made_from = _made_from(snapshot, snapshot.commits[oid], changes[oid])
        yield Page(commit_address(oid), "git/commit.html", view_commit, made_from)


def _made_from(snapshot: Snapshot, commit: Commit, changes: Sequence[Change]) -> dict[str, Any]:
    stat = snapshot.commits.stat(commit.oid)
    show_emails = snapshot.settings.show_emails
    parents = [parent for parent in commit.parents if parent in snapshot.commits]
    # The committer has a line only if the person or the time is not the author's.
    is_other = commit.committer != commit.author
    return {
        "store": snapshot.store,
        "id": commit.oid,
        "subject": subject_of(commit),
        "message": visible(commit.message),
        "parents": parents,
        "is_cut": snapshot.is_shallow and not parents,
        "author": person(commit.author, show_emails=show_emails),
        "committer": person(commit.committer, show_emails=show_emails) if is_other else None,
        "refs": [_ref(ref) for ref in snapshot.refs_by_commit.get(commit.oid, ())],
        "trees": [snapshot.commits[parents[0]].tree if parents else EMPTY_TREES[len(commit.oid)], commit.tree],
        "changes": [_change(snapshot, change) for change in changes],
        "files": stat.files,
        "added": stat.added,
        "removed": stat.removed,
        "is_partial": snapshot.is_partial,
        "most_files": MOST_FILES,
        "summaries": snapshot.settings.summaries,
        "hooks": snapshot.hooks_digest,
    }


def _ref(ref: Ref) -> tuple[str, str]:
    return ref.kind, shown(ref.name)


def _change(snapshot: Snapshot, change: Change) -> dict[str, Any]:
    sizes = snapshot.repository.sizes
    return {
        "status": change.status,
        "path": shown(change.path),
        "paths": [encode_path(path).hex() for path in (change.old_path, change.path)] if snapshot.is_partial else [],
        "old_path": shown(change.old_path),
        "old_mode": change.old_mode,
        "mode": change.new_mode,
        "old_oid": change.old_oid if _is_content(change.old_mode) else None,
        "oid": change.new_oid if _is_content(change.new_mode) else None,
        "old_size": sizes.get(change.old_oid) if _is_content(change.old_mode) else None,
        "size": sizes.get(change.new_oid) if _is_content(change.new_mode) else None,
        "old_page": _blob_with_page(snapshot, change.old_mode, change.old_oid),
        "page": _blob_with_page(snapshot, change.new_mode, change.new_oid),
        "added": change.added,
        "removed": change.removed,
        "bar": _bar(change.added or 0, change.removed or 0),
    }


def _is_content(mode: str) -> bool:
    return mode not in {ABSENT, SUBMODULE}


def _blob_with_page(snapshot: Snapshot, mode: str, oid: str) -> str | None:
    """Return the blob of one side of a change if it has a page, which stays when the file changes."""
    return oid if snapshot.settings.file_pages and _is_content(mode) and oid in snapshot.blobs else None


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


def _differences(made_from: dict[str, Any]) -> list[dict[str, Any]]:
    """Return each changed file with its lines or the reason why there are none, and its summary, in git's order."""
    diffs, failure = _diffs(made_from)
    found: list[dict[str, Any]] = []
    left = LARGEST_PAGE
    for number, change in enumerate(made_from["changes"]):
        own = diffs.get(number)
        lines = "" if own is None else _lines(number, own)
        is_shown = len(lines) <= min(_LARGEST_DIFF, left)
        left -= len(lines) if is_shown else 0
        reason = _reason(made_from, change, own, failure) if not lines or not is_shown else ""
        found.append(
            change
            | {
                "lines": lines if is_shown else "",
                "is_binary": any(diff.is_binary for diff in own or ()),
                "reason": "" if made_from["files"] > MOST_FILES else reason,
                "reordered": is_shown and any(map(reordered_lines, _texts(own or ()))),
                "meaning": _meaning(made_from, change),
            }
        )
    return found


def _diffs(made_from: dict[str, Any]) -> tuple[dict[int, list[Diff]], str]:
    """Return the diffs of the changes by their numbers, and git's own words if it could not compare all files.

    There are none if the commit changes too many files, and none of files whose objects are missing.
    """
    changes = made_from["changes"]
    present = [number for number, change in enumerate(changes) if not _is_missing(change)]
    if made_from["files"] > MOST_FILES or not present:
        return {}, ""
    limits = Limits(_LARGEST_DIFF * _BYTES, LARGEST_PAGE * _BYTES)
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


def _is_missing(change: dict[str, Any]) -> bool:
    """Return whether the content of one side is not in the repository."""
    return any(change[oid] and change[size] is None for oid, size in (("old_oid", "old_size"), ("oid", "size")))


def _reason(made_from: dict[str, Any], change: dict[str, Any], own: Sequence[Diff] | None, failure: str) -> str:
    """Return why a file's lines are not shown; nothing if there are none."""
    if _is_missing(change):
        place = "this partial clone" if made_from["is_partial"] else "the repository"
        return f"The lines are not shown: objects are missing in {place}."
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
    counted = "1 line" if lines == 1 else f"{lines:,} lines"
    return f"This diff has {counted} ({size:,} bytes) and is not shown." if any(diff.lines for diff in own) else ""


def _texts(diffs: Sequence[Diff]) -> Iterator[str]:
    return (line for diff in diffs for hunk in diff.hunks for line in hunk.lines)


def _lines(number: int, diffs: Sequence[Diff]) -> str:
    """Return a file's changed lines as HTML, each with an anchor; runs of one kind share an element."""
    pieces: list[str] = []
    running = ""
    for line, (tag, shown_number, text) in enumerate(_marked_lines(diffs), 1):
        if tag != running:
            pieces.append((f"</{running}>" if running else "") + (f"<{tag}>" if tag else ""))
            running = tag
        anchor = f"f{number}-{line}"
        pieces.append(f"<a id={anchor} href=#{anchor} data-n={shown_number}></a>{escape(visible(text), quote=False)}\n")
    return "".join(pieces) + (f"</{running}>" if running else "")


def _marked_lines(diffs: Sequence[Diff]) -> Iterator[tuple[str, str, str]]:
    """Yield each line with its HTML element and its number in the new file, or in the old one if it was removed."""
    for diff in diffs:
        for hunk in diff.hunks:
            yield "b", "…", hunk.header
            yield from _hunk_lines(hunk)


def _hunk_lines(hunk: Hunk) -> Iterator[tuple[str, str, str]]:
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
    before, after = (_content(made_from["store"], change[side]) for side in ("old_oid", "oid"))
    return [
        printable(line) for name in made_from["summaries"] for line in load_summary(name)(change["path"], before, after)
    ]


def _content(store: str, oid: str | None) -> bytes | None:
    blob = objects(store).blob(oid) if oid else None
    return blob.content if blob else None
