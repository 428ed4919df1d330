"""Check the annotations of a schema, each by itself, and say in plain words what is wrong with them."""

import copy
import json
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from scanpress.instruments.own.mistake import EXAMPLES, Mistake, Place, parts_of

if TYPE_CHECKING:  # most collections have no schemas of their own
    import jsonschema_rs

_SCORE = "x-scanpress-score"
_TYPES = {
    "array": "a list, such as [ ]",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "object": "an object, such as { }",
    "string": "a text in quotation marks",
}
_LIMITS = {
    "maximum": "write {} or less",
    "minimum": "write {} or more",
    "exclusiveMinimum": "write more than {}",
    "maxLength": "write at most {} characters",
    "maxProperties": "write at most {}",
}


def annotation_mistakes(file: str, schema: Mapping[str, Any]) -> Iterator[Mistake]:
    """Yield what is wrong with the annotations of a schema, wherever they are."""
    for place in parts_of(Place("", schema)):
        given = {key: value for key, value in place.part.items() if str(key).startswith("x-scanpress-")}
        for error in _annotations().iter_errors(given) if given else ():
            yield from _in_words(file, place, error, given)


def without_wrong_scores(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return a copy of a schema without what is wrong in its score, so that the rest of the score can be checked."""
    sound = copy.deepcopy(dict(schema))
    while errors := list(_annotations().iter_errors({key: sound[key] for key in (_SCORE,) if key in sound})):
        for error in errors:
            steps = [*map(str, error.instance_path), *getattr(error.kind, "unexpected", ())[:1]]
            # A part of a condition says nothing without the others.
            _remove(sound, steps[:2] if steps[1:2] == ["unless"] else steps)
    return sound


def _remove(part: Any, steps: Sequence[str]) -> None:
    """Remove the member of objects that the steps lead to, or the list that it is in."""
    for depth, step in enumerate(steps):
        below = part[step] if isinstance(part, dict) and step in part else None
        if depth + 1 == len(steps) or not isinstance(below, dict):
            part.pop(step, None)
            return
        part = below


def _in_words(
    file: str, place: Place, error: "jsonschema_rs.ValidationError", given: Mapping[str, Any]
) -> Iterator[Mistake]:
    """Yield the mistakes of one error of the validator: it counts several keys as one error."""
    kind: Any = error.kind
    steps = [str(step) for step in error.instance_path]
    example = next((EXAMPLES[step] for step in reversed(steps[:2]) if step in EXAMPLES), "")
    if kind.name == "propertyNames" and not steps:
        known = annotations()["properties"]
        for key in [key for key in given if key not in known]:
            near = get_close_matches(key, known, 1)
            remedy = f"write {near[0]}, or remove it" if near else "remove it, or write the name of an annotation"
            yield Mistake(file, place.below(key).pointer, f"there is no annotation {key}", remedy)
    elif kind.name == "additionalProperties":
        known = _part_of(error.schema_path)
        for key in kind.unexpected:
            remedy = f"write one of {', '.join(known)}"
            yield Mistake(file, place.below(*steps, key).pointer, f"{key} is not known here", remedy, example)
    else:
        message, remedy = _message(error)
        yield Mistake(file, place.below(*steps).pointer, message, remedy, example)


def _message(error: "jsonschema_rs.ValidationError") -> tuple[str, str]:
    """Return what is wrong with a value, and what to do."""
    kind: Any = error.kind
    shown = json.dumps(error.instance, ensure_ascii=False)
    limit: Any = getattr(kind, "limit", None)
    match kind.name:
        case "enum" | "const":
            options = kind.options if kind.name == "enum" else [kind.expected_value]
            one = "one of " if len(options) > 1 else ""
            return f"{shown} is not possible", f"write {one}{', '.join(map(json.dumps, options))}"
        case "type":
            return f"{shown} has the wrong type", f"write {' or '.join(_TYPES[each] for each in kind.types)}"
        case "required":
            return f"{kind.property} is missing", "add it"
        case "minItems" | "minLength" | "minProperties":
            few = f"at least {limit} are needed" if limit > 1 else "it is empty"
            return few, "add what is missing, or remove the key"
        case name if name in _LIMITS:
            return f"{shown} is not possible", _LIMITS[name].format(limit)
    return str(error.message), "correct it"


def _part_of(path: Sequence[str | int]) -> list[str]:
    """Return the keys that the schema of annotations knows in the object where it does not allow others."""
    part: Any = annotations()
    for step in path[:-1]:
        part = part[int(step) if isinstance(part, list) else step]
    return list(part["properties"])


@cache
def _annotations() -> "jsonschema_rs.Draft202012Validator":
    import jsonschema_rs  # noqa: PLC0415 - most collections have no schemas of their own

    return jsonschema_rs.Draft202012Validator(annotations())


@cache
def annotations() -> dict[str, Any]:
    """Return the schema of all annotations."""
    found: dict[str, Any] = json.loads(files(__package__).joinpath("annotations.schema.json").read_bytes())
    return found
