"""A commit: what it says, and what it changes."""

from collections.abc import Iterator, Sequence
from typing import Any

from scanpress.git_browser.difference import differences
from scanpress.git_browser.people import commit_address, person, subject_of
from scanpress.git_browser.snapshot import Snapshot
from scanpress.repository import ABSENT, SUBMODULE, Change, Commit, Ref, printable, shown
from scanpress.writer import Output, Page

_MOST_FILES = 1000
# What a first commit is compared with, which git knows without having it; ids are as long as the repository's are.
_EMPTY_TREES = {
    40: "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
    64: "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
}


def commit_pages(snapshot: Snapshot) -> Iterator[Output]:
    """Yield a page for each commit that a published ref leads to."""
    for commit in snapshot.commits.values():
        yield Page(commit_address(commit.id), "git/commit.html", view_commit, _made_from(snapshot, commit))


def view_commit(made_from: dict[str, Any]) -> dict[str, Any]:
    """Return the commit with its diffs."""
    return made_from | {"differences": differences(made_from)}


def _made_from(snapshot: Snapshot, commit: Commit) -> dict[str, Any]:
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
        "changes": [_change(snapshot, change) for change in commit.changes[:_MOST_FILES]],
        "files": len(commit.changes),
        "added": commit.added,
        "removed": commit.removed,
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
