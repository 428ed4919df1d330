"""The papers that the files of a repository say they are about, from the beginning of each: a tenth of a check."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from scanpress.checking.accepting import read_quickly
from scanpress.checking.decoding import MAX_BYTES
from scanpress.checking.files import SCANS, scan_entries
from scanpress.checking.heading import heading, stated_paper
from scanpress.checking.identity import paper_keys

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from pathlib import Path

_BEGINNING = 4096  # bytes of a file that mostly hold its paper


def stated_papers(root: Path, *, without: Container[str] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give each file below the folder of scans with the names of its paper; one that says no paper is left out."""
    above = len(os.path.join(root, ""))  # noqa: PTH118 - to make a Path of every name takes as long as to read the file
    for entry in scan_entries(root / SCANS, others=False):
        file = entry.path[above:].replace(os.sep, "/")
        if file in without or not entry.is_file(follow_symlinks=False):
            continue
        try:
            yield file, paper_keys(_paper(entry.path))
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
