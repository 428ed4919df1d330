"""The commit with which work is compared, found from the names of branches and git's configuration of them."""

from collections.abc import Iterator

from scanpress.repository.private import read_configuration
from scanpress.repository.process import ask
from scanpress.repository.repository import Repository

_HEADS, _REMOTES = "refs/heads/", "refs/remotes/"
_ORIGIN = f"{_REMOTES}origin/"
_USUAL = ("main", "master")  # names of default branches, if no remote says which one it is


def comparison_base(repository: Repository) -> tuple[str, str] | None:
    """Return the name and the commit with which work is compared: the default branch, or on that branch its upstream.

    If there is neither, return HEAD; if there is no commit at all, return None.
    """
    for ref in (*_bases(repository), "HEAD"):
        commit = repository.resolve(ref)
        if commit:
            return ref.removeprefix(_REMOTES).removeprefix(_HEADS), commit
    return None


def _bases(repository: Repository) -> Iterator[str]:
    """Yield refs to compare with, the best first; each of them may be missing."""
    default = _default_branch(repository)
    if default and repository.branch != default.removeprefix(_ORIGIN).removeprefix(_HEADS):
        yield default
    elif repository.branch:
        yield from _upstreams(repository, repository.branch)


def _default_branch(repository: Repository) -> str | None:
    """Return the ref of the branch into which work is merged, None if it is unknown."""
    remote_head = ask(repository.location, "symbolic-ref", "--quiet", f"{_ORIGIN}HEAD")
    usual = [f"{prefix}{name}" for name in _USUAL for prefix in (_HEADS, _ORIGIN)]
    refs = [remote_head, *usual] if remote_head and remote_head.startswith(_ORIGIN) else usual
    return next((ref for ref in refs if repository.resolve(ref)), None)


def _upstreams(repository: Repository, branch: str) -> Iterator[str]:
    """Yield the refs that a branch may follow: the configured one, then the one of the same name at origin."""
    config = repository.location.common_dir / "config"
    remote, merged = (read_configuration(config, "--get", f"branch.{branch}.{key}")[0] for key in ("remote", "merge"))
    if remote and merged and merged.startswith(_HEADS):
        yield merged if remote == "." else f"{_REMOTES}{remote}/{merged.removeprefix(_HEADS)}"
    yield f"{_ORIGIN}{branch}"
