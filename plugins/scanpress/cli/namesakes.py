"""Scans of the repository that may be of the same papers as some others, found without checking the rest.

Of the rest only the beginning of each file is read, which says what its paper is: a tenth of the time of a check.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from scanpress.checking import MAX_BYTES, Identity, check_file, paper_identity, scan_entries
from scanpress.checking.accepting import read_quickly
from scanpress.checking.files import SCANS
from scanpress.checking.heading import heading, stated_paper

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator
    from datetime import date
    from pathlib import Path

_BEGINNING = 4096  # bytes of a file that mostly hold its paper


def namesakes(scans: Iterable[Identity], *, root: Path, today: date) -> tuple[Identity, ...]:
    """Give the other accepted scans by the same raters that share a name of a paper with these, or with each other.

    Scans that are not in the folder of scans, copies for example, are compared with none.
    """
    inside = [scan for scan in scans if scan.counts and scan.file.startswith(f"{SCANS}/")]
    if not inside or not (root / SCANS).is_dir():
        return ()
    raters = {(scan.instrument, scan.rater) for scan in inside}
    names = {name for scan in inside for name in scan.paper.keys}
    rest = dict(_papers(root, without={scan.file for scan in inside}))
    found: list[Identity] = []
    while near := [file for file, known in rest.items() if not names.isdisjoint(known)]:
        checked = (check_file(root / file, root=root, today=today).identity for file in near)
        new = [each for each in checked if each and each.counts and (each.instrument, each.rater) in raters]
        names.update(name for each in new for name in each.paper.keys)
        found += new
        for file in near:
            del rest[file]
    return tuple(found)


def _papers(root: Path, *, without: Container[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give the names of the paper of each file that says them."""
    above = len(os.path.join(root, ""))  # noqa: PTH118 - to make a Path of every name takes as long as to read the file
    for entry in scan_entries(root / SCANS):
        file = entry.path[above:].replace(os.sep, "/")
        if file in without or not entry.is_file(follow_symlinks=False):
            continue
        try:
            yield file, paper_identity(_paper(entry.path)).keys
        except (OSError, OverflowError, TypeError, ValueError):
            continue  # a file that cannot be read, or is far from a scan, is the affair of its own check


def _paper(path: str) -> dict[str, Any]:
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - as above
        beginning = file.read(_BEGINNING)
        paper = stated_paper(heading(beginning))
        if paper is not None:
            return paper
        document = read_quickly(beginning + file.read(MAX_BYTES))
    found = (document or {}).get("paper")
    return found if isinstance(found, dict) else {}
