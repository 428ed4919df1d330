"""Choose the branch that is published, and find the files README and LICENSE."""

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from scanpress.git_browser.snapshot.tree import Tree
from scanpress.pelican_build.settings import SettingsError
from scanpress.repository import Repository, shown

_README = re.compile(r"readme(\.\w+)?", re.IGNORECASE)
# LICENSE, LICENSE.md, LICENSE-MIT, LICENCE_APACHE.txt, COPYING.LESSER, UNLICENSE
_LICENSE = re.compile(r"(?:(?:un)?licen[sc]e|copying)(?:[-_.][\w.+-]+)?", re.IGNORECASE)
_PROGRAMS = re.compile(
    r".+\.(?:[chm]|cc|cpp|cs|css|go|h|header|java|js|json|php|pl|py|rb|rs|sh|toml|ts|xml|ya?ml)", re.IGNORECASE
)
README_FOLDERS = ("", ".github", "docs")
"""The folders in which README is looked for, in GitHub's order."""

_DEFAULTS = ("main", "master", "trunk", "develop", "default")  # names of default branches, the commonest first
_MOST_NAMED = 10
_ORIGIN = "refs/remotes/origin/"


def front_matter(tree: Tree) -> Iterator[tuple[str, str]]:
    """Yield the paths of README and LICENSE, each with its label, if there are such files."""
    for folder in README_FOLDERS:
        readmes = _matching(tree, folder, _README)
        if readmes:
            yield readmes[0], "README"
            break
    for path in _matching(tree, "", _LICENSE)[:1]:
        yield path, "LICENSE"


def label_of(path: str) -> str:
    """Return the label of a link to a file: its name without suffix.

    >>> label_of("scans/README.md"), label_of(".mailmap")
    ('README', '.mailmap')
    """
    return shown(PurePosixPath(path).stem)


def _matching(tree: Tree, folder: str, pattern: re.Pattern[str]) -> list[str]:
    """Return the files of a folder that have such a name; one that is rendered, like README.md, comes first."""
    names = {path: path.rpartition("/")[2] for path in tree.paths_in(folder)}
    found = [path for path, name in names.items() if pattern.fullmatch(name) and not _PROGRAMS.fullmatch(name)]
    return sorted(found, key=lambda path: (not path.lower().endswith(".md"), path))


def published_branch(repository: Repository, wanted: str) -> tuple[str, str | None, str]:
    """Return the branch to publish, its newest commit, and a line that says so if HEAD does not name it.

    The branch may be here, or be known from its origin. Without any commit there is neither commit nor line.
    """
    branch = wanted or repository.branch or ""
    head = _tip(repository, branch) if branch else repository.head
    if head is not None:
        return branch, head, ""
    branches = _branches(repository)
    if wanted:
        if branches or repository.refs:
            raise SettingsError(
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
        raise SettingsError(f"GIT_BRANCH: HEAD of the repository names {named}: {_remedy(branches)}")
    return branch, None, ""


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
