"""The page of a commit: its message, the files that it changes, and their changed lines; and its patch.

The patch is a file that `git am` applies. It is made if the setting GIT_PATCHES asks for it.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from scanpress.git_browser.addresses import commit_address
from scanpress.git_browser.changes.changed_files import (
    MANY_FILES,
    change_record,
    changed_files,
    folder_counts,
    is_content,
)
from scanpress.git_browser.changes.comparing import MOST_FILES
from scanpress.git_browser.changes.pictures import Pictures
from scanpress.git_browser.snapshot.snapshot import Snapshot
from scanpress.git_browser.words import counted, label, lines_changed, person, subject_of
from scanpress.repository import EMPTY_TREES, FIRST_LINE, Commit, GitError, encode_path, mail_of, visible
from scanpress.writer import File, Group, Output, Page

_BLOCK = 64  # commits in a group
_LARGEST_PATCH = 1 << 20  # bytes of all files of a commit, before and after it

_Neighbours = tuple[str | None, str | None]
"""The next newer and the next older commit of the log."""


def commit_groups(snapshot: Snapshot) -> Iterator[Group]:
    """Yield groups of the pages of all commits that can be reached from published refs, beginning with the oldest."""
    oldest_first = list(snapshot.graph)[::-1]
    pictures = Pictures(snapshot)
    neighbours = _neighbours(snapshot.log)
    has_patches = snapshot.settings.patches
    titled = {encode_path(path) for path in snapshot.titled}
    for start in range(0, len(oldest_first), _BLOCK):
        oids = {oid: neighbours.get(oid, (None, None)) for oid in oldest_first[start : start + _BLOCK]}
        refs = [(oid, [label(ref) for ref in snapshot.refs_by_commit.get(oid, ())]) for oid in oids]
        published = pictures.published(oids, MOST_FILES)
        linked = [snapshot.commits.paths_among(oid, titled) for oid in oids] if titled else ()
        length = None if has_patches else len(oids)
        made_from = snapshot.digest_with(refs, oids, published, linked, snapshot.is_shallow)
        yield Group(f"commits {start // _BLOCK}", made_from, partial(_pages, snapshot, pictures, oids), length)


def view_commit(made_from: Mapping[str, Any]) -> dict[str, Any]:
    """Return the commit with its diffs."""
    totals = f"{counted(made_from['files'], 'file')} changed"
    # A partial clone may lack what git needs to count lines.
    if made_from["files"] and (made_from["added"] or made_from["removed"] or not made_from["lacking"]):
        totals += f": {lines_changed(made_from['added'], made_from['removed'])}"
    return {**made_from, "totals": totals, "differences": changed_files(made_from)}


def _neighbours(log: Sequence[str]) -> dict[str, _Neighbours]:
    return dict(zip(log, zip((None, *log), (*log[1:], None), strict=False), strict=False))


def _pages(snapshot: Snapshot, pictures: Pictures, oids: Mapping[str, _Neighbours]) -> Iterator[Output]:
    changes = {oid: snapshot.commits.changes(oid, MOST_FILES) for oid in oids}
    snapshot.repository.sizes.load(
        side
        for found in changes.values()
        for change in found
        for side, mode in ((change.old_oid, change.old_mode), (change.new_oid, change.new_mode))
        if is_content(mode)
    )
    for oid, neighbours in oids.items():
        made_from = _made_from(
            snapshot, oid, neighbours, [change_record(snapshot, change, pictures) for change in changes[oid]]
        )
        yield Page(commit_address(oid), "git/commit.html", view_commit, made_from)
        if made_from["has_patch"]:
            yield _patch_file(snapshot, oid)


def _made_from(
    snapshot: Snapshot, oid: str, neighbours: _Neighbours, changes: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    commit, stat = snapshot.commits[oid], snapshot.commits.stat(oid)
    show_emails = snapshot.settings.show_emails
    parents = [parent for parent in commit.parents if parent in snapshot.commits]
    # The committer has a line only if the person or the time is not the author's.
    is_other = commit.committer != commit.author
    record = {
        "store": snapshot.store,
        "id": oid,
        "newer": _named(snapshot, neighbours[0]),
        "older": _named(snapshot, neighbours[1]),
        "subject": subject_of(commit),
        "message": visible(commit.message),
        "parents": [_named(snapshot, parent) for parent in parents],
        "is_cut": snapshot.is_shallow and not parents,
        "author": person(commit.author, show_emails=show_emails),
        "committer": person(commit.committer, show_emails=show_emails) if is_other else None,
        "refs": [label(ref) for ref in snapshot.refs_by_commit.get(oid, ())],
        "trees": [snapshot.commits[parents[0]].tree if parents else EMPTY_TREES[len(oid)], commit.tree],
        "changes": changes,
        "folders": folder_counts(snapshot.commits.counts_by_folder(oid)) if stat.files > MANY_FILES else None,
        "files": stat.files,
        "added": stat.added,
        "removed": stat.removed,
        "lacking": snapshot.lacking,
        "most_files": MOST_FILES,
        "summaries": snapshot.settings.summaries,
        "titles": snapshot.settings.titles,
        "hooks": snapshot.hooks_digest,
    }
    return record | {"has_patch": _has_patch(snapshot, commit, record)}


def _named(snapshot: Snapshot, oid: str | None) -> tuple[str, str] | None:
    """Return a commit's oid and subject, for a link to it."""
    return (oid, subject_of(snapshot.commits[oid])) if oid else None


def _has_patch(snapshot: Snapshot, commit: Commit, record: Mapping[str, Any]) -> bool:
    """Return whether a commit has a patch: it is not a merge, has changes, and is small, so that its patch is, too."""
    if not snapshot.settings.patches or len(commit.parents) > 1 or snapshot.is_shallow or snapshot.is_partial:
        return False
    changes = record["changes"]
    if any(change["is_left_out"] for change in changes):
        return False
    sizes = [change[side] or 0 for change in changes for side in ("old_size", "size")]
    return 0 < record["files"] <= MOST_FILES and sum(sizes) <= _LARGEST_PATCH


def _patch_file(snapshot: Snapshot, oid: str) -> File:
    """Return the patch of a commit, which ends with the version of git."""
    git = snapshot.repository.reader_digest.hex()
    return File(f"commit/{oid}.patch", write_patch, (snapshot.store, oid, snapshot.settings.show_emails, git))


def write_patch(made_from: tuple[str, str, bool, str]) -> bytes:
    """Return the bytes of a patch, or git's reason why there is none, such as a date before 1970."""
    store, oid, show_emails, _ = made_from
    try:
        return mail_of(store, oid, show_email=show_emails)
    except GitError as error:
        return FIRST_LINE % oid.encode() + f"\ngit cannot make a patch of this commit: {error}\n".encode()
