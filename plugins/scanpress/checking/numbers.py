"""Numbers that JSON allows and programs lose."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from scanpress.checking.display import quoted, visible
from scanpress.checking.finding import Finding, Pointer
from scanpress.checking.tokens import is_number

if TYPE_CHECKING:
    from scanpress.checking.tokens import Token

# The largest whole number that every JSON reader keeps exactly.
MAX_WHOLE = 2**53 - 1
_DIGITS = len(str(MAX_WHOLE))


def number_finding(token: Token, pointer: Pointer) -> Finding | None:
    """Say what is wrong with a number, if anything is."""
    text, span = token.text, (token.start, token.end)
    if not is_number(text):
        return Finding("syntax", pointer, f"{visible(text[:40])} is no number", _advice(text), span=span)
    if _is_infinite(text):
        return Finding(
            "not-finite", pointer, "this number is too large for any program", "write a smaller number", span=span
        )
    if _is_whole(text) and (len(text.lstrip("-")) > _DIGITS or abs(int(text)) > MAX_WHOLE):
        message = f"most programs cannot keep a whole number above {MAX_WHOLE:,} exactly"
        return Finding("big-number", pointer, message, "write it as a text in quotes", span=span)
    return None


def _is_whole(text: str) -> bool:
    return text.lstrip("-").isdigit()


def _is_infinite(text: str) -> bool:
    return not _is_whole(text) and math.isinf(float(text))


def _advice(text: str) -> str:
    stripped = text.lstrip("-0")
    if text.lstrip("-").startswith("0") and stripped.isdigit():
        return f"write {'-' * text.startswith('-')}{stripped[:20]} without the leading zero"
    if text.endswith("."):
        return f"write {quoted(text)[1:-1]}0 or leave the point out"
    return f"put it in double quotes: {quoted(text)}"
