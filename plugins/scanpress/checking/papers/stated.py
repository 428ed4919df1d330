"""The papers that the files of a repository name, read from the beginning of each file in a tenth of a check's time."""

import os
from collections.abc import Container, Iterator
from pathlib import Path
from typing import Any

import orjson

from scanpress.checking.fast_path import parse_fast
from scanpress.checking.files import collected_entries
from scanpress.checking.papers.identity import paper_keys, stated_key
from scanpress.checking.reading.text import MAX_BYTES
from scanpress.facts.layout import DEFAULT, Layout

_PAPER = b'"paper"'
_BEGINNING = 4096  # bytes; the paper of nearly every file is in them


def stated_papers(
    root: Path, *, without: Container[str] = (), layout: Layout = DEFAULT
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each file of the scans that names a paper, with the identifiers of the paper."""
    above = len(os.path.join(root, ""))  # noqa: PTH118 - making a Path of every name takes as long as reading the file
    for entry in collected_entries(root, layout, others=False):
        file = entry.path[above:].replace(os.sep, "/")
        if file in without or not entry.is_file(follow_symlinks=False):
            continue
        try:
            paper = _paper(entry.path)
            stated = paper.get("same_as")
            yield file, (*paper_keys(paper), stated_key(file), *(map(stated_key, stated) if stated else ()))
        except (AttributeError, OSError, OverflowError, TypeError, ValueError):
            continue  # the check of the file reports why it cannot be read


def heading(data: bytes) -> bytes:
    """Return a file up to what is probably the end of its paper, or the whole file if it names no paper."""
    start = data.find(_PAPER)
    return data[: data.find(b"}", start) + 1] if start >= 0 else data


def stated_paper(content: bytes) -> dict[str, Any]:
    """Return the paper that the bytes of a file name, empty if they are not JSON or name none."""
    paper = _paper_of(heading(content[:_BEGINNING]))
    if paper is None:
        paper = (parse_fast(content) or {}).get("paper")
    return paper if isinstance(paper, dict) else {}


def _paper_of(head: bytes) -> dict[str, Any] | None:
    """Return the paper in a heading, or None if the heading ends elsewhere.

    A heading with one more closing brace is a JSON object only if it ends with a member of the outermost object. A
    brace in a text, an object inside the paper, or a paper inside another object would leave a bracket open.
    """
    try:
        paper = orjson.loads(head + b"}").get("paper")
    except ValueError:
        return None
    return paper if isinstance(paper, dict) else None


def _paper(path: str) -> dict[str, Any]:
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - as above
        beginning = file.read(_BEGINNING)
        paper = _paper_of(heading(beginning))
        if paper is not None:
            return paper
        document = parse_fast(beginning + file.read(MAX_BYTES))
    found = (document or {}).get("paper")
    return found if isinstance(found, dict) else {}
