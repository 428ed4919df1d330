"""Explain why facts do not match their schema, in words that name the remedy."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError

from scanpress.facts.meant import key_meant, split_key, value_meant
from scanpress.facts.mistake import Mistake
from scanpress.facts.strict_yaml import MISSING, NOT_KNOWN, Key, Lines, dotted, line_of

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
    errors = list(validator.iter_errors(value))
    # A group whose keys are misspelt, or have a wrong value, is incomplete for this reason alone.
    wrong = {tuple(each.path)[:-1] for each in errors if each.path}
    wrong |= {tuple(each.path) for each in errors if each.validator == "additionalProperties"}
    # jsonschema reports a group with three missing keys three times, and each time all three are found here.
    yield from dict.fromkeys(
        mistake
        for error in errors
        if not (error.validator == "oneOf" and tuple(error.path) in wrong)
        for mistake in _mistakes(error, tuple(error.path), lines)
    )


def _mistakes(error: ValidationError, key: Key, lines: Lines) -> Iterator[Mistake]:
    found: Any = error.instance
    wanted: Any = error.validator_value
    schema: Any = error.schema
    known = schema.get("properties", {})
    if error.validator == "required":
        meant = {_meant(name, found, known) for name in found if name not in known}
        for name in (name for name in wanted if name not in found and name not in meant):
            yield _mistake((*key, name), lines, MISSING, _advice(known[name]))
    elif error.validator == "additionalProperties":
        for name in sorted(set(found) - set(known)):
            yield _mistake((*key, name), lines, NOT_KNOWN, _nearest(name, found, known))
    else:
        # A mistake in a key itself has the path of the group that contains the key.
        in_key = [*error.relative_schema_path][-2:-1] == ["propertyNames"]
        key = (*key, found) if in_key else key
        if lacking := _lacking(found, wanted) if error.validator == "oneOf" else ():
            yield _mistake(key, lines, f"lacks {' and '.join(lacking)}", _advice(schema))
            return
        wording = _WORDINGS.get(str(error.validator), lambda *_: error.message)
        meant_value = "" if in_key else value_meant(str(error.validator), found, schema)
        yield _mistake(key, lines, wording(found, wanted), meant_value or _advice(schema))


def _lacking(found: Any, choices: Any) -> tuple[str, ...]:
    """Return the keys that a group lacks of the one choice that it began; none if it began no choice, or several."""
    required = [each.get("required", ()) for each in choices if isinstance(each, dict)]
    begun = [names for names in required if isinstance(found, dict) and any(name in found for name in names)]
    return tuple(name for name in begun[0] if name not in found) if len(begun) == 1 else ()


def _mistake(key: Key, lines: Lines, message: str, remedy: str) -> Mistake:
    return Mistake(line_of(key, lines), dotted(key), message, remedy)


def _advice(schema: Mapping[str, Any]) -> str:
    return f"write: {schema.get('description') or schema.get('title') or 'a value that the schema allows'}"


def _meant(name: str, found: Mapping[str, Any], known: Mapping[str, Any]) -> str:
    """Return the key that was meant, unless the group has it already."""
    meant = key_meant(split_key(name)[0], known)
    return "" if meant in found else meant


def _nearest(name: str, found: Mapping[str, Any], known: Mapping[str, Any]) -> str:
    keys = f"the keys here are: {', '.join(known)}"
    if name.isdecimal() and found[name] is None:
        return "write a point, and not a comma, in a number such as 0.89"
    if (meant := _meant(name, found, known)) and found[name] is None and (value := split_key(name)[1]):
        return f"write a space after the colon: {meant}: {value}"
    return f"you may have meant {meant}" if meant else f"remove it; {keys}"


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
