"""Explain why facts do not match their schema, in words that name the remedy."""

from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError

from scanpress.facts.strict_yaml import MISSING, NOT_KNOWN, Key, Lines, Mistake, dotted, line_of

_TYPE_NAMES = {
    "object": "a group of keys",
    "array": "a list",
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "empty",
}
_PYTHON_TYPES = {dict: "object", list: "array", str: "string", int: "integer", float: "number", bool: "boolean"}


def explain(value: Any, schema: Mapping[str, Any], lines: Lines) -> Iterator[Mistake]:
    """Yield every mistake that the schema finds, each once."""
    validator = Draft202012Validator(schema, format_checker=FormatChecker(["date"]))
    # jsonschema reports a group with three missing keys three times, and each time all three are found here.
    yield from dict.fromkeys(
        mistake for error in validator.iter_errors(value) for mistake in _mistakes(error, tuple(error.path), lines)
    )


def _mistakes(error: ValidationError, key: Key, lines: Lines) -> Iterator[Mistake]:
    found: Any = error.instance
    wanted: Any = error.validator_value
    schema: Any = error.schema
    known = schema.get("properties", {})
    if error.validator == "required":
        for name in (name for name in wanted if name not in found):
            yield _mistake((*key, name), lines, MISSING, _advice(known[name]))
    elif error.validator == "additionalProperties":
        for name in sorted(set(found) - set(known)):
            yield _mistake((*key, name), lines, NOT_KNOWN, _nearest(name, known))
    else:
        # A mistake in a key itself has the path of the group that contains the key.
        key = (*key, found) if [*error.relative_schema_path][-2:-1] == ["propertyNames"] else key
        wording = _WORDINGS.get(str(error.validator), lambda *_: error.message)
        yield _mistake(key, lines, wording(found, wanted), _advice(schema))


def _mistake(key: Key, lines: Lines, message: str, remedy: str) -> Mistake:
    return Mistake(line_of(key, lines), dotted(key), message, remedy)


def _advice(schema: Mapping[str, Any]) -> str:
    return f"write: {schema.get('description') or schema.get('title') or 'a value that the schema allows'}"


def _nearest(name: str, known: Mapping[str, Any]) -> str:
    near = get_close_matches(name, known, n=1)
    return f"you may have meant {near[0]}" if near else f"remove it; the keys here are: {', '.join(known)}"


def _type(found: Any, wanted: Any) -> str:
    expected = wanted if isinstance(wanted, list) else [wanted]
    kind = _PYTHON_TYPES.get(type(found), "null")
    message = f"is {_TYPE_NAMES[kind]}, not {' or '.join(_TYPE_NAMES[name] for name in expected)}"
    if "string" in expected and kind in {"integer", "number", "boolean"}:
        message += " (put it in quotation marks)"
    return message


_WORDINGS: Mapping[str, Callable[[Any, Any], str]] = {
    "type": _type,
    "enum": lambda found, wanted: f"{found!r} is none of: {', '.join(map(str, wanted))}",
    "pattern": lambda found, _: f"{found!r} does not have the right form",
    "format": lambda found, wanted: f"{found!r} is not a valid {wanted}",
    "minimum": lambda found, wanted: f"{found} is less than {wanted}",
    "maximum": lambda found, wanted: f"{found} is more than {wanted}",
    "minLength": lambda *_: "is empty",
    "minItems": lambda *_: "is an empty list",
    "minProperties": lambda *_: "is an empty group",
    "oneOf": lambda *_: "is incomplete, or has keys that exclude each other",
    "uniqueItems": lambda *_: "names something twice",
}
