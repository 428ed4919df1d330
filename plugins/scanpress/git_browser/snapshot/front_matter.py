"""Find the files README and LICENSE."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from scanpress.git_browser.snapshot.tree import Tree
from scanpress.repository import shown

_README = re.compile(r"readme(\.\w+)?", re.IGNORECASE)
# LICENSE, LICENSE.md, LICENSE-MIT, LICENCE_APACHE.txt, COPYING.LESSER, UNLICENSE
_LICENSE = re.compile(r"(?:(?:un)?licen[sc]e|copying)(?:[-_.][\w.+-]+)?", re.IGNORECASE)
_PROGRAMS = re.compile(
    r".+\.(?:[chm]|cc|cpp|cs|css|go|h|header|java|js|json|php|pl|py|rb|rs|sh|toml|ts|xml|ya?ml)", re.IGNORECASE
)
README_FOLDERS = ("", ".github", "docs")
"""The folders in which README is looked for, in GitHub's order."""


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
