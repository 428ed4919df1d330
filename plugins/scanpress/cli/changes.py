"""Which files changed since a commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scanpress.cli import wrong_use
from scanpress.repository import Repository

if TYPE_CHECKING:
    from pathlib import Path


def changed_since(root: Path, revision: str) -> frozenset[str]:
    """List the paths, relative to the folder that has the scans, that are not what they were at a commit."""
    repository = Repository.open(root)
    if repository is None or repository.location.work_tree is None:
        wrong_use(f"--since needs a git repository, and {root} is in none")
    if repository.resolve(revision) is None:
        wrong_use(f"there is no commit {revision} here: a shallow clone may have to be deepened")
    changed = repository.changed_paths(revision)
    above = root.resolve().relative_to(repository.location.work_tree.resolve()).as_posix()
    prefix = "" if above == "." else above + "/"
    return frozenset(path.removeprefix(prefix) for path in changed if path.startswith(prefix))
