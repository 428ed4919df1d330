"""A document written again, and what that tells of its file: each character is written in one way only."""

from __future__ import annotations

import re
from typing import Any

import orjson

# Each with its first byte, which is looked for first: that runs at the speed of memory.
_HIDDEN = tuple(
    (pattern[:1], re.compile(pattern))
    for pattern in (
        b"\xc2[\x80-\x9f]",
        b"\xd8\x9c",
        b"\xe1\xa0\x8e",
        b"\xe2(?:\x80[\x8b-\x8f\xaa-\xae]|\x81[\xa0-\xaf])",
        b"\xef(?:\xbb\xbf|\xbf[\xb9-\xbb])",
        b"\xf3\xa0[\x80\x81]",
    )
)
_ESCAPES = re.compile(rb"\\.")
_ORDINARY_ESCAPES = frozenset({rb"\\", rb"\"", rb"\n", rb"\r", rb"\t"})


def write_again(document: dict[str, Any]) -> bytes | None:
    """Write a document as most programs do, unless a whole number in it is larger than all readers keep exactly."""
    try:
        return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_STRICT_INTEGER)
    except TypeError:
        return None


def says_all(written: bytes, data: bytes) -> bool:
    """Tell whether nothing of a file was lost when it was read, as the first of two equal keys is.

    In both texts a quotation mark begins or ends a text or a key, or is escaped within one. The file has those of all
    that is written, and perhaps more: then there was a key twice, and the numbers differ. Only a mark within a text
    that the file gives by its code would make up for one that was lost, so that these codes are counted too.
    """
    if len(data) <= len(written) + 1 and data.startswith(written):
        return True
    marks = data.count(b'"')
    if b"\\" in data:
        marks += data.count(rb"\u0022")
    return marks == written.count(b'"')


def hides(written: bytes) -> bool:
    """Tell whether there may be a character that a reader cannot see."""
    if b"\x7f" in written:
        return True
    if not written.isascii() and any(first in written and pattern.search(written) for first, pattern in _HIDDEN):
        return True
    # Control characters alone are still escaped, but for the line breaks and tabs that may be in a text.
    return b"\\" in written and not _ORDINARY_ESCAPES.issuperset(_ESCAPES.findall(written))
