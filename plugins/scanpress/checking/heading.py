"""The beginning of a scan's file, up to the end of its paper: mostly a fiftieth of the file."""

from __future__ import annotations

from typing import Any

import orjson

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
