"""What stands in a file where JSON has no place for it, and what was meant by it."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from scanpress.checking.display import quoted

if TYPE_CHECKING:
    from scanpress.checking.syntax import Advice, Situation

_CURLY_QUOTES = "\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb"  # the quotation marks that word processors put in
# What git writes at the beginning of a line: both sides of a merge, and what was there before them.
_MARKER = re.compile(r"(?:<{7}|\|{7}|={7}|>{7})(?![<|=>])")
_POINTER = "version https://git-lfs.github.com/spec/"
_UP_TO_A_MARK = re.compile(r'[^\s",\[\]{}]*+')


def foreign(case: Situation) -> Advice | None:
    """Explain what is no JSON at all, or give nothing where the mistake is one of JSON."""
    text, start = case.lines.text, case.token.start
    if text.startswith(_POINTER):
        message = "this is a pointer of git LFS: the file itself was not fetched"
        return message, "run: git lfs pull", (0, len(_POINTER))
    marker = _MARKER.match(text, start) if text[start - 1 : start] in {"", "\n"} else None
    if marker:
        remedy = "keep one side of it, and remove the lines that begin with <<<<<<<, ======= and >>>>>>>"
        return "this file has an unresolved merge conflict", remedy, marker.span()
    if case.token.text == "/" and case.previous.kind == "number" and start == case.previous.end:
        return _unquoted(text, case.previous.start)
    return None


def _unquoted(text: str, start: int) -> Advice:
    """Explain a text without quotation marks that began as a number does, as a DOI."""
    found = _UP_TO_A_MARK.match(text, start)
    end = found.end() if found else start
    return (
        "a text stands in double quotation marks",
        f"put it in double quotes: {quoted(text[start:end])}",
        (start, end),
    )


def stray(character: str, expected: str) -> tuple[str, str]:
    """Explain a character that begins nothing in JSON: what is wrong, and what to write."""
    if character == "'":
        return "JSON knows no single quotation marks", 'write double quotation marks: "…"'
    if character in _CURLY_QUOTES:
        return f"{character} is no quotation mark of JSON", 'write straight quotation marks: "…"'
    if character in "/#":
        return "JSON has no comments", 'remove the comment, or make it a value: "x-note": "…"'
    if character == "=" and expected == "colon":
        return "a key is followed by a colon", "write : in place of ="
    if character in "+.":
        return f"a number cannot begin with {character}", "write a digit first, without a plus sign"
    plain = character.isascii() and character.isprintable()
    shown = character if plain else f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()
    return f"{shown} has no place here", f"remove {shown}"
