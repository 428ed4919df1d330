"""The commit with which work is compared, found by the names of branches and what git notes of them."""

from collections.abc import Iterator

from scanpress.repository.private import configured
from scanpress.repository.process import ask
from scanpress.repository.repository import Repository

_HEADS, _REMOTES = "refs/heads/", "refs/remotes/"
_ORIGIN = f"{_REMOTES}origin/"
_USUAL = ("main", "master")  # names of default branches, where no remote says which one it is


def comparison_base(repository: Repository) -> tuple[str, str] | None:
    """Return the name and the commit with which work is compared: on the default branch its upstream, else that branch.

    Where there is neither, it is HEAD, and None where there is no commit at all.
    """
    for ref in (*_bases(repository), "HEAD"):
        commit = repository.resolve(ref)
        if commit:
            return ref.removeprefix(_REMOTES).removeprefix(_HEADS), commit
    return None


def _bases(repository: Repository) -> Iterator[str]:
    """Yield refs that may be missing, the best first."""
    default = _default_branch(repository)
    if default and repository.branch != default.removeprefix(_ORIGIN).removeprefix(_HEADS):
        yield default
    elif repository.branch:
        yield from _upstreams(repository, repository.branch)


def _default_branch(repository: Repository) -> str | None:
    """Return the ref of the branch into which work is merged."""
    told = ask(repository.location, "symbolic-ref", "--quiet", f"{_ORIGIN}HEAD")
    usual = [f"{where}{name}" for name in _USUAL for where in (_HEADS, _ORIGIN)]
    names = [told, *usual] if told and told.startswith(_ORIGIN) else usual
    return next((name for name in names if repository.resolve(name)), None)


def _upstreams(repository: Repository, branch: str) -> Iterator[str]:
    config = repository.location.common_dir / "config"
    remote, merged = (configured(config, "--get", f"branch.{branch}.{key}")[0] for key in ("remote", "merge"))
    if remote and merged and merged.startswith(_HEADS):
        yield merged if remote == "." else f"{_REMOTES}{remote}/{merged.removeprefix(_HEADS)}"
    yield f"{_ORIGIN}{branch}"
