"""Scans of the repository that may be of the same papers as some others, found without checking the rest.

Of the rest only the beginning of each file is read, which says what its paper is: a tenth of the time of a check.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scanpress.checking import Identity, check_file, stated_papers
from scanpress.checking.files import SCANS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path


def namesakes(scans: Iterable[Identity], *, root: Path, today: date) -> tuple[Identity, ...]:
    """Give the other accepted scans by the same raters that share a name of a paper with these, or with each other.

    Scans that are not in the folder of scans, copies for example, are compared with none.
    """
    inside = [scan for scan in scans if scan.counts and scan.file.startswith(f"{SCANS}/")]
    if not inside or not (root / SCANS).is_dir():
        return ()
    raters = {(scan.instrument, scan.rater) for scan in inside}
    names = {name for scan in inside for name in scan.paper.keys}
    rest = dict(stated_papers(root, without={scan.file for scan in inside}))
    found: list[Identity] = []
    while near := [file for file, known in rest.items() if not names.isdisjoint(known)]:
        checked = (check_file(root / file, root=root, today=today).identity for file in near)
        new = [each for each in checked if each and each.counts and (each.instrument, each.rater) in raters]
        names.update(name for each in new for name in each.paper.keys)
        found += new
        for file in near:
            del rest[file]
    return tuple(found)
