"""The file of a commit that `git am` applies, if the setting GIT_PATCHES asks for it."""

from collections.abc import Mapping
from typing import Any

from scanpress.git_browser.changes.comparing import MOST_FILES
from scanpress.git_browser.snapshot.snapshot import Snapshot
from scanpress.repository import FIRST_LINE, Commit, GitError, mail_of
from scanpress.writer import File

_LARGEST = 1 << 20  # bytes of all files of a commit, before and after it


def has_patch(snapshot: Snapshot, commit: Commit, record: Mapping[str, Any]) -> bool:
    """Return whether a commit has a patch: it is not a merge, has changes, and is small, so that its patch is, too."""
    if not snapshot.settings.patches or len(commit.parents) > 1 or snapshot.is_shallow or snapshot.is_partial:
        return False
    changes = record["changes"]
    sizes = [change[side] or 0 for change in changes for side in ("old_size", "size")]
    return 0 < record["files"] <= MOST_FILES and sum(sizes) <= _LARGEST


def patch_file(snapshot: Snapshot, oid: str) -> File:
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
