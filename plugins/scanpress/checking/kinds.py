"""Values of a wrong type: what is expected in their place, and what to write."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from scanpress.checking.display import quoted
from scanpress.checking.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scanpress.checking.finding import Pointer

_TYPES = {
    "string": "a text",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "object": "an object",
    "array": "a list",
    "null": "null",
}
_BOOLEANS = {"true": "true", "yes": "true", "1": "true", "false": "false", "no": "false", "0": "false"}
_NUMBER = re.compile(r"-?[0-9]{1,15}")
_LONGEST = 60  # characters of a number that is repeated
# Since January 2015 an arXiv id has five digits behind the point: of one with four, a zero may be lost.
_SHORT_ARXIV = re.compile(r"(?:1[5-9]|[2-9][0-9])[0-9]{2}\.[0-9]{4}")


def wrong_type(
    pointer: Pointer, value: Any, expected: str | list[str], *, written: str, schema: Mapping[str, Any]
) -> Finding:
    """Say what is expected in place of a value; `written` is how the file writes it, where that is known."""
    names = [expected] if isinstance(expected, str) else expected
    wanted = " or ".join(_TYPES[name] for name in names)
    shown = written if _is_number(value) and 0 < len(written) <= _LONGEST else quoted(value)
    remedy = _remedy(value, names[0], wanted, shown)
    if schema.get("x-scanpress-problem") == "bad-arxiv-id" and _SHORT_ARXIV.fullmatch(shown):
        remedy += ", with the fifth digit behind the point: look it up"
    return Finding("wrong-type", pointer, f"{shown} stands where {wanted} is expected", remedy)


def _is_number(value: Any) -> bool:
    return type(value) in {int, float}


def _remedy(value: Any, expected: str, wanted: str, shown: str) -> str:
    if expected == "boolean":
        meant = _BOOLEANS.get(str(value).strip().lower())
        return f"write {meant} without quotation marks" if meant else "write true or false"
    if expected in {"integer", "number"} and isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        return f"write {int(value)} without quotation marks"
    if expected == "array" and isinstance(value, str | int | float):
        return f"write a list: [{shown}]"
    if expected == "string" and _is_number(value):
        return f'write it in quotation marks: "{shown}"'
    return f"write {wanted}"
