"""Which files are scans and runs, and whether their names can become addresses."""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath

from scanpress.checking.finding import Finding

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
    return tuple(path for path in _json_files(folder) if not _is_run(path.relative_to(folder).parts, folder.name))


def find_runs(folder: Path) -> tuple[Path, ...]:
    """List the run files below a folder, sorted."""
    return tuple(path for path in _json_files(folder) if _is_run(path.relative_to(folder).parts, folder.name))


def is_run(path: str) -> bool:
    """Tell whether a path, relative to the repository, is that of a run."""
    return PurePosixPath(path).parts[:2] == (SCANS, RUNS)


def name_findings(path: str) -> tuple[Finding, ...]:
    """Say what is wrong with a path in the folder of scans; others may have any name."""
    parts = PurePosixPath(path).parts
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


def _bad(message: str, remedy: str) -> Finding:
    return Finding("bad-name", (), message, remedy, span=(0, 0))


def _is_run(parts: tuple[str, ...], folder: str) -> bool:
    return parts[0] == RUNS or folder == RUNS


def _json_files(folder: Path) -> list[Path]:
    found = []
    for directory, below, names in os.walk(folder):
        links = [name for name in below if os.path.islink(os.path.join(directory, name))]  # noqa: PTH114, PTH118 - fast for many files
        below[:] = sorted(name for name in below if not name.startswith(".") and name not in links)
        wanted = [name for name in names if name.lower().endswith(".json") and not name.startswith(".")]
        found += [Path(directory, name) for name in [*wanted, *links]]
    return sorted(found)
