"""Numbers that JSON does not allow, or that programs cannot store exactly."""

import math
import re

from scanpress.checking.display import quoted, visible
from scanpress.checking.problem import Finding, Pointer
from scanpress.checking.reading.tokens import Token, is_number

# The largest whole number that every JSON reader stores exactly.
MAX_WHOLE = 2**53 - 1
_HEX = re.compile(r"0[xX][0-9a-fA-F]{1,12}")
_DIGITS = len(str(MAX_WHOLE))


def number_finding(token: Token, pointer: Pointer) -> Finding | None:
    """Return what is wrong with a number, or None."""
    text, span = token.text, (token.start, token.end)
    if not is_number(text):
        return Finding("syntax", pointer, f"{visible(text[:40])} is not a valid number", number_advice(text), span=span)
    if _is_infinite(text):
        return Finding("not-finite", pointer, "this number is too large", "write a smaller number", span=span)
    if _is_whole(text) and (len(text.lstrip("-")) > _DIGITS or abs(int(text)) > MAX_WHOLE):
        message = f"most programs cannot store a whole number above {MAX_WHOLE:,} exactly"
        return Finding("big-number", pointer, message, "write it as a text, in quotation marks", span=span)
    return None


def _is_whole(text: str) -> bool:
    return text.lstrip("-").isdigit()


def _is_infinite(text: str) -> bool:
    return not _is_whole(text) and math.isinf(float(text))


def number_advice(text: str) -> str:
    """Return what to write instead of a text that starts like a number but is none."""
    stripped = text.lstrip("-0")
    if text.lstrip("-").startswith("0") and stripped.isdigit():
        return f"write {'-' * text.startswith('-')}{stripped[:20]} without the leading zero"
    if _HEX.fullmatch(text):
        return f"write {int(text, 16)}, or put it in double quotes if a text is meant"
    if text.endswith("."):
        return f"write {quoted(text)[1:-1]}0 or remove the point"
    return f"put it in double quotes: {quoted(text)}"
