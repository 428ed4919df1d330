"""What is published of a repository: which branch, which refs, and under which name."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from scanpress.repository.repository import Repository
from scanpress.repository.text import shown
from scanpress.repository.values import Ref

_TEXTS_OF_PAPERS = ("**/paper.txt",)  # collections of others have them beside the scans
_DEFAULTS = ("main", "master", "trunk", "develop", "default")  # names of default branches, the commonest first
_MOST_NAMED = 10
_ORIGIN = "refs/remotes/origin/"
_NOT_IN_FOLDER_NAMES = re.compile(r"[^A-Za-z0-9._-]+")


class BranchError(ValueError):
    """There is no branch of the wanted name, or it is not clear which one is meant."""


def repository_name(repository: Path) -> str:
    """Return the name of a repository: that of its folder.

    >>> repository_name(Path("/srv/Our scans/.git")), repository_name(Path("/srv/scans.git"))
    ('Our scans', 'scans')
    """
    resolved = repository.resolve()
    return (resolved.parent if resolved.name == ".git" else resolved).name.removesuffix(".git") or "repository"


def clone_name(name: str) -> str:
    """Return the name of the folder of a published clone, without `.git`.

    >>> clone_name("Our scans"), clone_name("../a/b")
    ('Our-scans', 'a-b')
    """
    return _NOT_IN_FOLDER_NAMES.sub("-", name).strip(".-") or "repository"


def left_out_patterns(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the patterns of the files whose content is not published, as the settings of a site say it."""
    given = settings.get("GIT_LEAVE_OUT")
    if given is None:
        return _TEXTS_OF_PAPERS if settings.get("SCAN_FILES") else ()
    return tuple(given)


def published_branch(repository: Repository, wanted: str) -> tuple[str, str | None, str]:
    """Return the branch to publish, its newest commit, and a line that says so if HEAD does not name it.

    The branch may be here, or be known from its origin. Without any commit there is neither commit nor line. Raise
    BranchError if there is no such branch, or if HEAD names none and there are several.
    """
    branch = wanted or repository.branch or ""
    head = _tip(repository, branch) if branch else repository.head
    if head is not None:
        return branch, head, ""
    branches = _branches(repository)
    if wanted:
        if branches or repository.refs:
            raise BranchError(
                f"GIT_BRANCH: neither the repository nor its origin has a branch {wanted!r}: {_remedy(branches)}"
            )
        return branch, None, ""
    repository.require_whole_head()
    named = f"a branch that does not exist, {shown(branch)}" if branch else "no branch"
    usual = branches if len(branches) == 1 else [name for name in _DEFAULTS if name in branches][:1]
    if usual:
        kind = "the only branch" if len(branches) == 1 else "the default branch"
        note = f"HEAD names {named}: {kind} {shown(usual[0])} is published. GIT_BRANCH can name another one."
        return usual[0], _tip(repository, usual[0]), note
    if branches or repository.refs:
        raise BranchError(f"GIT_BRANCH: HEAD of the repository names {named}: {_remedy(branches)}")
    return branch, None, ""


def published_refs(repository: Repository, branch: str, head: str | None) -> tuple[Ref, ...]:
    """Return the refs and the published branch, which the checkout of a build service may lack."""
    refs = repository.refs
    if not branch or not head or any(ref.kind == "branch" and ref.name == branch for ref in refs):
        return refs
    return tuple(sorted((*refs, Ref("branch", branch, head, head)), key=lambda ref: (ref.kind, ref.name)))


def _tip(repository: Repository, branch: str) -> str | None:
    """Return the newest commit of a branch, here or as last seen at its origin."""
    return repository.tip(branch) or repository.resolve(f"{_ORIGIN}{branch}")


def _branches(repository: Repository) -> list[str]:
    """Return the names of all branches, or without any, of those that were seen at the origin."""
    found = [ref.name for ref in repository.refs if ref.kind == "branch" and ref.commit]
    return found or [name.removeprefix(_ORIGIN) for name in repository.ref_names(_ORIGIN) if name != f"{_ORIGIN}HEAD"]


def _remedy(branches: Sequence[str]) -> str:
    if not branches:
        return "it has no branch: make one, for example with `git branch main TAG`, and write its name"
    names = ", ".join(map(shown, branches[:_MOST_NAMED]))
    more = f" and {len(branches) - _MOST_NAMED} more" if len(branches) > _MOST_NAMED else ""
    return f"write one of {names}{more}"
