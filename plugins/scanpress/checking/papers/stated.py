"""The papers that the files of a repository say they are about, from the beginning of each: a tenth of a check."""

import os
from collections.abc import Container, Iterator
from pathlib import Path
from typing import Any

import orjson

from scanpress.checking.files import SCANS, scan_entries
from scanpress.checking.papers.identity import paper_keys
from scanpress.checking.quick.accepting import parse_fast
from scanpress.checking.reading.text import MAX_BYTES

_PAPER = b'"paper"'


def heading(data: bytes) -> bytes:
    """Cut a file behind what is probably the end of its paper; the whole file where it names none."""
    start = data.find(_PAPER)
    return data[: data.find(b"}", start) + 1] if start >= 0 else data


def stated_paper(head: bytes) -> dict[str, Any] | None:
    """Read the paper from a heading, or nothing where the heading ends elsewhere.

    Closed by one brace, a heading is one JSON object only if it ends with a member of the outermost object: a brace in
    a text, an object within the paper, or a paper within another object leave something open.
    """
    try:
        paper = orjson.loads(head + b"}").get("paper")
    except ValueError:
        return None
    return paper if isinstance(paper, dict) else None


_BEGINNING = 4096  # bytes of a file that mostly hold its paper


def stated_papers(root: Path, *, without: Container[str] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Return each file below the folder of scans with the names of its paper; one that says no paper is left out."""
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
        document = parse_fast(beginning + file.read(MAX_BYTES))
    found = (document or {}).get("paper")
    return found if isinstance(found, dict) else {}
