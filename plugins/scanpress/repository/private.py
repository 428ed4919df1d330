"""Git in a folder of our own, with only the objects and refs of a repository: its configuration never takes effect.

A configuration can name programs (pagers, filters, hooks, monitors, credential and signature helpers) and other files.
Overriding each of them by name is a race against git's next version, so git is given a folder with a configuration of
its own, and reads only refs and objects of the repository. Because the folder is ours, git's check of the owner, which
stops builds in containers, does not fail either.
"""

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from scanpress.repository.location import Location
from scanpress.repository.values import EMPTY_TREES

# Git keeps objects from which others are made: 64 MB instead of its own 96, because each worker has a git of its own.
# The one that reads files has 8 MB, because it reads them in the order in which they are packed. Of a pack, git maps
# 16 MB at a time and not all: five of them take 30 MB less in a build of 56,800 scans (November 2026).
_CONFIGURATION = f"""\
[core]
	deltaBaseCacheLimit = 64m
	packedGitWindowSize = 1m
	packedGitLimit = 16m
	repositoryformatversion = 1
	bare = {{bare}}
	attributesFile = {os.devnull}
	hooksPath = {os.devnull}
[gc]
	auto = 0
[advice]
	graftFileDeprecated = false
"""
# In repositories without a work tree, git may take attributes from HEAD: they could call text binary, and hide it.
_NO_ATTRIBUTES = f"[attr]\n\ttree = {EMPTY_TREES[40]}\n"
_HEAD = re.compile(rb"ref:[ \t]*refs/[^\n]+\n*|[0-9a-f]{40}(?:[0-9a-f]{24})?\n*")
_LINKED = ("refs", "packed-refs", "shallow", "reftable")
_NEEDED_EXTENSIONS = ("extensions.objectformat", "extensions.refstorage")


@contextmanager
def private_git(
    location: Location, *, work_tree: bool = False, objects: Path | None = None
) -> Iterator[Mapping[str, str]]:
    """Yield the environment in which git reads `location`; a process may outlive it once it has read an object.

    Git writes new objects to `objects`, a folder that names those of `location` as its alternates.
    """
    with TemporaryDirectory(prefix="scanpress-git-") as name:
        folder = Path(name)
        _fill(folder, location, bare=not work_tree)
        variables = environment() | {"GIT_DIR": name, "GIT_OBJECT_DIRECTORY": str(objects or location.objects)}
        if work_tree and location.work_tree:
            variables |= {"GIT_WORK_TREE": str(location.work_tree), "GIT_INDEX_FILE": str(location.git_dir / "index")}
        yield variables


def environment() -> dict[str, str]:
    """Return the environment of every git process: it configures, asks, fetches, replaces and locks nothing."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_GRAFT_FILE": os.devnull,
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_PAGER": "cat",
        "GIT_PROTOCOL_FROM_USER": "0",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
    }


def read_configuration(path: Path, *question: str) -> list[str]:
    """Return git's answers about one configuration file, which takes no effect and cannot include others."""
    command = ["git", "config", "--file", str(path), "--no-includes", "--null", *question]
    done = subprocess.run(command, env=environment(), cwd="/", capture_output=True, check=False)  # noqa: S603
    return done.stdout.decode("utf-8", "replace").split("\0")


def _fill(folder: Path, location: Location, *, bare: bool) -> None:
    """Write a git folder with a configuration of our own, and links to the refs of `location`."""
    extensions = _extensions(location.common_dir / "config")
    attributes = _NO_ATTRIBUTES if bare and not extensions else ""
    configuration = _CONFIGURATION.format(bare=str(bare).lower()) + attributes + extensions
    (folder / "config").write_text(configuration, encoding="utf-8")
    (folder / "HEAD").write_bytes(_head(location.head))
    (folder / "objects").mkdir()
    if location.cut:
        (folder / "shallow").write_text("".join(f"{oid}\n" for oid in sorted(location.boundary)), encoding="ascii")
    for name in _LINKED:
        if (location.common_dir / name).exists() and not (folder / name).exists():
            (folder / name).symlink_to(location.common_dir / name)
    (folder / "refs").mkdir(exist_ok=True)


def _head(content: bytes) -> bytes:
    """Return what HEAD holds; if that is nothing that git could read, it would not read anything else either."""
    return content if _HEAD.fullmatch(content) else b"ref: refs/heads/.invalid\n"


def _extensions(path: Path) -> str:
    """Return the section with the two extensions without which git cannot read objects or refs."""
    if not path.is_file() or b"extensions" not in path.read_bytes().lower():
        return ""
    lines = ["[extensions]"]
    for entry in read_configuration(path, "--get-regexp", r"^extensions\."):
        name, _, value = entry.partition("\n")
        if name.lower() in _NEEDED_EXTENSIONS and value.isalnum():
            lines.append(f"\t{name.split('.')[1]} = {value}")
    return "\n".join(lines) + "\n" if len(lines) > 1 else ""
