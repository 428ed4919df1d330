"""Which files are scans and runs, and whether their names can become addresses."""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from scanpress.checking.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

SCANS = "scans"
RUNS = "runs"
_NAME = re.compile(r"[a-z0-9]+(?:[-._]+[a-z0-9]+)*")
_LONGEST = 100
# A page of the scan has the name as a folder, beside its files of these kinds.
_TAKEN = (".json", ".bib", ".ris", ".csl", ".html", ".xml")
_DEPTH = 3
_UNSAFE = re.compile(r"[^a-z0-9]+")


def find_scans(folder: Path) -> tuple[Path, ...]:
    """List the scans below a folder, also misplaced ones, so that none is overlooked; sorted."""
    return tuple(Path(entry.path) for entry in scan_entries(folder))


def scan_entries(folder: Path) -> list[os.DirEntry[str]]:
    """List the scans below a folder as the file system names them, which is quick for many; sorted by path."""
    if folder.name == RUNS:
        return []
    runs = os.path.join(folder, RUNS)  # noqa: PTH118 - compared with what the file system names
    entries = _json_entries(folder, without=runs)
    return sorted(entries, key=lambda entry: entry.path)


def find_runs(folder: Path) -> tuple[Path, ...]:
    """List the run files below a folder, sorted."""
    runs = folder if folder.name == RUNS else folder / RUNS
    return tuple(sorted(Path(entry.path) for entry in _json_entries(runs))) if runs.is_dir() else ()


def is_run(path: str) -> bool:
    """Tell whether a path, relative to the repository, is that of a run."""
    return _parts(path)[:2] == (SCANS, RUNS)


def name_findings(path: str) -> tuple[Finding, ...]:
    """Say what is wrong with a path in the folder of scans; others may have any name."""
    parts = _parts(path)
    if parts[:1] != (SCANS,):
        return ()
    if len(parts) != _DEPTH or not path.endswith(".json"):
        message = "a scan stands two levels deep, in a group"
        return (_bad(message, "move it to scans/<group>/<name>.json"),)
    for word in (parts[1], parts[2].removesuffix(".json")):
        if not _NAME.fullmatch(word) or len(word) > _LONGEST or word.endswith(_TAKEN):
            return (
                _bad(f"{word[:_LONGEST]} cannot become an address", f"rename it, for example to {safe_name(word)}"),
            )
    return ()


def safe_name(word: str) -> str:
    """Make a name that can become an address.

    >>> safe_name("My Paper!")
    'my-paper'
    """
    stem = word.lower()
    while stem.endswith(_TAKEN):
        stem = stem.rpartition(".")[0]
    return _UNSAFE.sub("-", stem)[:_LONGEST].strip("-") or "scan"


def _parts(path: str) -> tuple[str, ...]:
    parts = tuple(path.split("/"))
    return PurePosixPath(path).parts if "" in parts or "." in parts else parts  # a PurePosixPath takes long to make


def _bad(message: str, remedy: str) -> Finding:
    return Finding("bad-name", (), message, remedy, span=(0, 0))


def _json_entries(folder: str | Path, *, without: str = "") -> Iterator[os.DirEntry[str]]:
    """Yield files and links named as JSON, and links to folders, which are a problem of their own."""
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name
            if name.startswith(".") or entry.path == without:
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _json_entries(entry.path)
            elif name.lower().endswith(".json") or (entry.is_symlink() and entry.is_dir()):
                yield entry
