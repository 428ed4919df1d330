"""Select the files to check or to format."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from scanpress.checking import find_runs, find_scans
from scanpress.checking.files import collected_entries
from scanpress.checking.plain_files import relative
from scanpress.cli import wrong_use
from scanpress.cli.project import require_scans
from scanpress.facts.collection import Collection
from scanpress.facts.layout import JSON, SCANS, is_calibration
from scanpress.facts.redirects import REDIRECTS


@dataclass(frozen=True, slots=True)
class Selection:
    """The collection, the selected files, whether it has more, and whether redirects and registry are selected.

    `changed` has the paths of all files that changed since a commit, if the files were selected by it.
    """

    collection: Collection
    paths: tuple[Path, ...]
    partial: bool = False
    redirects: bool = True
    registry: bool = False
    changed: frozenset[str] = frozenset()

    @property
    def root(self) -> Path:
        """The folder in which the paths of scans start."""
        return self.collection.data


def select(paths: Sequence[Path], collection: Collection, *, since: str | None, name: str | None) -> Selection:
    """Return the selected files: those named, or all scans and runs of the collection."""
    if name is not None:
        wrong_use("--name can only be used with --stdin")
    if since is not None:
        if paths:
            wrong_use("--since checks all changed scans: do not name paths with it")
        from scanpress.cli.states import ScanVersions  # noqa: PLC0415 - git is needed only here

        versions = ScanVersions.of(collection, needed_by="--since")
        if since != "HEAD" or versions.repository.head:  # before the first commit, everything is new
            changed = versions.changed_paths(since)
            names = {str(collection.data / name) for name in changed}
            paths = [path for path in _all(collection) if str(path) in names]
            return Selection(collection, tuple(paths), partial=True, changed=changed)
    if not paths:
        require_scans(collection)
        return Selection(collection, _all(collection))
    registries = [path for path in paths if collection.registry and path.resolve() == collection.registry.resolve()]
    facts = [path for path in paths if _is_facts(path, collection.root)]
    scans = [path for path in paths if path not in registries and path not in facts]
    found = {file: None for path in scans for file in _named(path, collection)}
    return Selection(collection, tuple(found), partial=True, redirects=bool(facts), registry=bool(registries))


def _is_facts(path: Path, root: Path) -> bool:
    """Return whether a path is that of the redirects; refuse other files in their folder, which no check reads."""
    absolute = Path.cwd() / path
    if not path.is_file() or absolute.resolve().parent != (root / REDIRECTS).resolve().parent:
        return False
    if absolute.resolve() != (root / REDIRECTS).resolve():
        wrong_use(f"{path} is not a scan: it is checked when the site is built")
    return True


def _named(path: Path, collection: Collection) -> tuple[Path, ...]:
    if path.is_dir() and not path.is_symlink():
        return files_below(path, collection)
    if not path.exists() and not path.is_symlink():
        shown = re.sub(r"^(https?):/(?!/)", r"\1://", str(path))
        near = _nearest(shown, collection)
        wrong_use(f"there is no file or folder {shown}" + f": did you mean {near}?" * bool(near))
    # Hooks name all changed files; those of second raters are no scans.
    return () if is_calibration(path.name) else (path,)


def _nearest(written: str, collection: Collection) -> str:
    """Return the file that was probably meant: by its address, without its ending, or with another name."""
    text = re.sub(r"^https?://[^/]+/", "", written.replace("\\", "/")).rstrip("/").removesuffix(".html")
    for guess in (text, f"{text}{JSON}"):
        if (Path.cwd() / guess).is_file() or (collection.data / guess).is_file():
            return guess
    files = {file.name: file for file in _all(collection)[:_MOST_COMPARED]}
    near = get_close_matches(Path(text).name, files, n=1, cutoff=0.75)
    return os.path.relpath(files[near[0]]) if near else ""


_MOST_COMPARED = 10_000  # files: to compare more names takes longer than a second


def files_below(path: Path, collection: Collection) -> tuple[Path, ...]:
    """Return the scans and runs in a folder."""
    if collection.layout.is_default:
        # Path.is_dir would fail for a folder that cannot be entered, and its error would name another folder.
        return _below(path / SCANS if os.path.isdir(path / SCANS) else path)  # noqa: PTH112
    return _collected_below(path, collection)


def _collected_below(folder: Path, collection: Collection) -> tuple[Path, ...]:
    """Return the scans and runs of the collection that are below a folder."""
    within = relative(folder, collection.data)
    start = "" if within in ("", ".") else f"{within}/"
    return tuple(path for path in _all(collection) if relative(path, collection.data).startswith(start))


def _all(collection: Collection) -> tuple[Path, ...]:
    if collection.layout.is_default:
        return _below(collection.scans)
    scans = (Path(entry.path) for entry in collected_entries(collection.data, collection.layout))
    return tuple(sorted({*scans, *find_runs(collection.scans)}, key=os.fspath))


def _below(folder: Path) -> tuple[Path, ...]:
    return () if not folder.is_dir() else tuple(sorted({*find_scans(folder), *find_runs(folder)}, key=os.fspath))
