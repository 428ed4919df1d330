"""Texts that begin or end with one of two quotation marks or brackets, or without their start."""

import re
from functools import cache

ALONE = (
    r"^(?:\"[^\"\u201d]*|\u201c[^\"\u201c\u201d]*|\u201e[^\"\u201c\u201d]*|\u00ab[^\u00ab\u00bb]*|\u00bb[^\u00ab\u00bb]*"
    r"|[\u300c\u300e][^\u300d\u300f]*|[\[(][^\])]*)$"
    r"|^(?:[,;:.)\]] |[\uff0c\u3002\u3001\uff1b\uff1a\uff09\u3011\u300d\u300f]|\u060c )"
)
"""A pattern of texts that begin with one of two marks, or in the middle of a sentence."""


def begins_alone(text: str) -> str:
    """Return the sign with which a text begins and that lacks another one, or an empty text.

    A bracket may be closed by the other kind, as in [0, 1). Short texts are looked at by other rules.

    >>> begins_alone('"We release the code.'), begins_alone('"Code" is on the web, 24" wide'), begins_alone("(a) Code")
    ('"', '', '')
    """
    return text[0] if len(text) >= _SHORTEST and _alone().search(text) else ""


def ends_alone(text: str) -> str:
    """Return the closing sign with which a text ends and that it does not open, or an empty text.

    A mark after a digit may be inches, and a bracket after one letter belongs to a list.

    >>> ends_alone('We release the code."'), ends_alone('a monitor of 24"'), ends_alone("in [3] or b)")
    ('"', '', '')
    """
    last, rest = text[-1:], text[:-1]
    if len(text) < _SHORTEST or last not in _OPENED_BY or not _OPENED_BY[last].isdisjoint(rest) or last in rest:
        return ""
    if last == '"' and rest[-1].isdigit():
        return ""
    is_of_list = last == ")" and not rest[-_WORD:].isalpha() and rest[-1] not in ".!?"
    return "" if is_of_list else last


@cache
def _alone() -> re.Pattern[str]:
    return re.compile(ALONE)


_SHORTEST = 16  # characters
_WORD = 3  # letters before a closing bracket that is not that of a list
_OPENED_BY = {
    '"': frozenset("\u201c\u201d\u201e"),
    "\u201d": frozenset('"\u201c\u201e'),
    "\u00bb": frozenset("\u00ab"),
    ")": frozenset("(["),
    "]": frozenset("(["),
    "\u300d": frozenset("\u300c\u300e"),
    "\u300f": frozenset("\u300c\u300e"),
}
