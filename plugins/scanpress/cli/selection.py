"""Select the files to check or to format."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scanpress.checking import find_runs, find_scans
from scanpress.checking.files import SCANS
from scanpress.cli import wrong_use
from scanpress.cli.project import find_root
from scanpress.facts.redirects import REDIRECTS


@dataclass(frozen=True, slots=True)
class Selection:
    """The repository, the selected scans and runs, whether it may have more, and whether its redirects are selected."""

    root: Path
    paths: tuple[Path, ...]
    partial: bool = False
    redirects: bool = True


def select(paths: Sequence[Path], *, since: str | None, name: str | None) -> Selection:
    """Return the selected files: those named, or all scans and runs of the repository."""
    if name is not None:
        wrong_use("--name can only be used with --stdin")
    root = find_root(Path.cwd())
    if since is not None:
        if paths:
            wrong_use("--since checks all changed scans: do not name paths with it")
        from scanpress.cli.states import ScanVersions  # noqa: PLC0415 - git is needed only here

        versions = ScanVersions.of(root, needed_by="--since")
        if since != "HEAD" or versions.repository.head:  # before the first commit, everything is new
            changed = {str(root / name) for name in versions.changed_paths(since)}
            return Selection(root, tuple(path for path in _below(root / SCANS) if str(path) in changed), partial=True)
    if not paths:
        if not (root / SCANS).is_dir():
            wrong_use(f"there is no folder {SCANS} here: change to the repository, or name files")
        return Selection(root, _below(root / SCANS))
    facts = [path for path in paths if _is_facts(path, root)]
    found = {file: None for path in paths if path not in facts for file in _named(path)}
    return Selection(root, tuple(found), partial=True, redirects=bool(facts))


def _is_facts(path: Path, root: Path) -> bool:
    """Return whether a path is that of the redirects; refuse other files in their folder, which no check reads."""
    absolute = Path.cwd() / path
    if not path.is_file() or absolute.resolve().parent != (root / REDIRECTS).resolve().parent:
        return False
    if absolute.resolve() != (root / REDIRECTS).resolve():
        wrong_use(f"{path} is not a scan: it is checked when the site is built")
    return True


def _named(path: Path) -> tuple[Path, ...]:
    if path.is_dir() and not path.is_symlink():
        # Path.is_dir would fail for a folder that cannot be entered, and its error would name another folder.
        return _below(path / SCANS if os.path.isdir(path / SCANS) else path)  # noqa: PTH112
    if not path.exists() and not path.is_symlink():
        wrong_use(f"there is no file or folder {path}")
    return (path,)


def _below(folder: Path) -> tuple[Path, ...]:
    return () if not folder.is_dir() else tuple(sorted({*find_scans(folder), *find_runs(folder)}, key=os.fspath))
