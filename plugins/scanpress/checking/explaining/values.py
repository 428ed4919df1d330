"""Explain values that do not match the schema: what is wrong, and what to write."""

import re
from collections.abc import Mapping
from typing import Any, cast

from jsonschema import ValidationError

from scanpress.checking.display import listed, quoted
from scanpress.checking.explaining.names import nearest, synonym
from scanpress.checking.problem import Finding, Pointer

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
_LONGEST = 60  # characters of a number that a message repeats
# Since January 2015 an arXiv id has five digits after the point: if there are four, a zero may be lost.
_SHORT_ARXIV = re.compile(r"(?:1[5-9]|[2-9][0-9])[0-9]{2}\.[0-9]{4}")
_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s?#]+")
_ARXIV = re.compile(r"[0-9]{4}\.[0-9]{4,5}")
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[!-~]*)?")
_DAY = re.compile(r"([0-9]{4})[/.]([0-9]{1,2})[/.]([0-9]{1,2})")
_LIMITS = {
    "minimum": "{value} is less than {limit}",
    "maximum": "{value} is greater than {limit}",
    "minLength": "this text has fewer than {limit} characters",
    "maxLength": "this text has {size:,} characters; at most {limit:,} are allowed",
    "minItems": "this list has {size} entries; at least {limit} are required",
    "maxItems": "this list has {size:,} entries; at most {limit:,} are allowed",
    "minProperties": "this object has {size} keys; at least {limit} are required",
    "maxProperties": "this object has {size:,} keys; at most {limit:,} are allowed",
}


def value_finding(error: ValidationError, pointer: Pointer, written: str = "") -> Finding:
    """Return the finding on one error of the validator; `written` is the value as the file writes it, if known."""
    # The library types these as perhaps unset, but an error that it reports always has them.
    kind, expected = str(error.validator), cast("Any", error.validator_value)
    value, schema = cast("Any", error.instance), cast("Any", error.schema)
    if kind == "type":
        return _wrong_type(pointer, value, expected, written=written, schema=schema)
    if kind in {"enum", "const"}:
        allowed = expected if kind == "enum" else [expected]
        return _wrong_value(pointer, value, allowed, _rule(schema, "wrong-value"))
    if kind == "pattern":
        return _wrong_pattern(pointer, value, schema)
    if kind in _LIMITS:
        size = len(value) if isinstance(value, str | list | dict) else 0
        message = _LIMITS[kind].format(value=quoted(value), limit=expected, size=size)
        return Finding("out-of-range", pointer, message, _limit_remedy(kind, expected))
    return Finding("schema-mismatch", pointer, f"this does not match the schema ({kind})", "compare it with the schema")


def _wrong_type(
    pointer: Pointer, value: Any, expected: str | list[str], *, written: str, schema: Mapping[str, Any]
) -> Finding:
    """Return the finding on a value of a wrong type; `written` is the value as the file writes it, if known."""
    names = [expected] if isinstance(expected, str) else expected
    wanted = " or ".join(_TYPES[name] for name in names)
    shown = written if _is_number(value) and 0 < len(written) <= _LONGEST else quoted(value)
    remedy = _remedy(value, names[0], wanted, shown)
    if schema.get("x-scanpress-problem") == "bad-arxiv-id" and _SHORT_ARXIV.fullmatch(shown):
        remedy += ", with the fifth digit after the point: look it up"
    return Finding("wrong-type", pointer, f"{wanted} is expected here, not {shown}", remedy)


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


def _rule(schema: Any, otherwise: str) -> str:
    return str(schema.get("x-scanpress-problem", otherwise)) if isinstance(schema, dict) else otherwise


def _wrong_value(pointer: Pointer, value: Any, allowed: list[Any], rule: str) -> Finding:
    words = [each for each in allowed if isinstance(each, str)]
    every = f"write {listed(allowed)}"
    if len(allowed) == 1:
        return Finding(rule, pointer, f"{quoted(value)} is not {listed(allowed)}", every)
    near = (synonym(value, words) or nearest(value, words, cutoff=0.25)) if isinstance(value, str) else ""
    remedy = f"did you mean {quoted(near)}? {every}" if near else every
    message = f"{quoted(value)} is not one of the allowed values {listed(allowed)}"
    return Finding(rule, pointer, message, remedy, meant=near)


def _wrong_pattern(pointer: Pointer, value: str, schema: Mapping[str, Any]) -> Finding:
    rule = _rule(schema, "wrong-value")
    title = schema.get("title", "value")
    message = f"{quoted(value)} is not a valid {_in_sentence(title)}"
    remedy = _REMEDIES.get(rule, lambda _: "")(value[:500]) or schema.get("description", "compare it with the schema")
    return Finding(rule, pointer, message, remedy)


def _in_sentence(title: str) -> str:
    """Return a title as it is written inside a sentence: in lower case, except for abbreviations and arXiv."""
    return title if title[:2].isupper() or title.startswith("arXiv") else title.lower()


def _found(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return f"write {quoted(match[0])}" if match else ""


def _doi(text: str) -> str:
    return _found(_DOI, text) or "write it as 10.…/…, or leave it out"


def _arxiv(text: str) -> str:
    return _found(_ARXIV, text) or "write it like 2406.13229, or leave it out"


def _url(text: str) -> str:
    bare = _HOST.fullmatch(text)
    return (
        f"write {quoted('https://' + text)}"
        if bare
        else "write an address that starts with https:// or http:// and has no spaces"
    )


def _date(text: str) -> str:
    match = _DAY.fullmatch(text)
    return f'write "{match[1]}-{match[2]:0>2}-{match[3]:0>2}"' if match else "write the date as YYYY-MM-DD"


_REMEDIES = {"bad-doi": _doi, "bad-arxiv-id": _arxiv, "bad-url": _url, "bad-date": _date}


def _limit_remedy(kind: str, limit: int) -> str:
    if kind in {"minimum", "maximum"}:
        return f"write a number that is {'at least' if kind == 'minimum' else 'at most'} {limit}"
    if kind.startswith("min"):
        return f"add at least {limit}"
    return "shorten it" if kind == "maxLength" else "remove some of them"
