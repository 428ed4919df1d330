"""A narrower version of a schema: a file that it accepts needs no further check of its values.

The narrower schema adds what the rules on values require: a visible character in each text that must not be empty,
whole numbers without a decimal point, and no two values that contradict each other. It refuses free-form values, so
that a file that it accepts is not nested deeper than the schema. A file that it rejects may still be valid, and is
checked in another way.

It is a schema of draft 4 of JSON Schema, because later drafts accept 1.0 as a whole number.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from scanpress.checking.reading.layout import MAX_DEPTH

Part = dict[str, Any]

# Python counts the separators U+001C to U+001F as white space; other programs do not.
_VISIBLE = r"[^\s\x1c-\x1f]"
_FREE = "^x-"
_ANNOTATIONS = frozenset({"$schema", "$id", "$defs", "title", "description"})
_LIMITS = frozenset({"type", "enum", "format", "pattern", "minimum", "maximum"})
_SIZES = frozenset({"minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"})
_MEMBERS = frozenset({"properties", "patternProperties", "additionalProperties", "items", "required"})
_SCALARS = frozenset({"string", "integer", "boolean", "null"})


class Narrow(NamedTuple):
    """A narrower schema or a part of one; `levels` is how deep objects and lists may be nested in it."""

    schema: Part
    levels: int = 0


class _UnknownError(Exception):
    """The schema uses a keyword that this module does not know, or leaves values free."""


def narrow(schema: Mapping[str, Any]) -> Part | None:
    """Return a narrower schema, or None if the schema leaves values free or uses a keyword that is not known here."""
    narrowing = _Narrowing(schema)
    try:
        found = narrowing.part(schema)
    except _UnknownError:
        return None
    shared = {name: part.schema for name, part in narrowing.shared.items() if part}
    return {**found.schema, "$defs": shared} if found.levels <= MAX_DEPTH else None


class _Narrowing:
    """One pass over a schema; `shared` has the parts that others refer to, None while a part is being made."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self.definitions = schema.get("$defs", {})
        self.shared: dict[str, Narrow | None] = {}

    def part(self, part: Mapping[str, Any]) -> Narrow:
        """Return one part made narrower, with the parts that it refers to."""
        if not isinstance(part, dict):
            raise _UnknownError  # true or false
        if "$ref" in part:
            return self._reference(part)
        narrowed = _keywords(part)
        if part.get("type") == "object":
            return self._object(part, narrowed | _agreeing(part))
        if part.get("type") == "array":
            return self._list(part, narrowed)
        return _scalar(part, narrowed)

    def _reference(self, part: Mapping[str, Any]) -> Narrow:
        name = str(part["$ref"]).removeprefix("#/$defs/")
        # Beside a reference only annotations are allowed; a part that refers to itself has no end.
        if name not in self.definitions or part.keys() - _ANNOTATIONS - {"$ref"}:
            raise _UnknownError
        if name not in self.shared:
            self.shared[name] = None
            self.shared[name] = self.part(self.definitions[name])
        found = self.shared[name]
        if found is None:
            raise _UnknownError
        return found._replace(schema={"$ref": part["$ref"]})

    def _object(self, part: Mapping[str, Any], narrowed: Part) -> Narrow:
        if part.get("additionalProperties") is not False:
            raise _UnknownError
        named = {key: self.part(child) for key, child in part.get("properties", {}).items()}
        patterns = {key: child for key, child in part.get("patternProperties", {}).items() if key != _FREE or child}
        matched = {key: self.part(child) for key, child in patterns.items()}
        narrowed |= {"properties": _schemas(named), "additionalProperties": False}
        if matched:
            narrowed |= {"patternProperties": _schemas(matched)}
        required = part.get("required", [])
        if named.keys() == {*required} and not matched:
            # Every possible key is required: counting the keys is faster than looking for each.
            narrowed |= {"minProperties": max(len(named), narrowed.get("minProperties", 0))}
        elif required:
            narrowed |= {"required": required}
        return Narrow(narrowed, 1 + max((child.levels for child in (*named.values(), *matched.values())), default=0))

    def _list(self, part: Mapping[str, Any], narrowed: Part) -> Narrow:
        entry = self.part(part.get("items") or {})
        return Narrow(narrowed | {"items": entry.schema}, 1 + entry.levels)


def _keywords(part: Mapping[str, Any]) -> Part:
    """Return the keywords about the value itself, in the form that draft 4 has too."""
    known = _ANNOTATIONS | _LIMITS | _SIZES | _MEMBERS | {"const"}
    if any(key not in known and not key.startswith("x-") for key in part) or {"const", "enum"} <= part.keys():
        raise _UnknownError
    narrowed = {key: part[key] for key in part if key in _LIMITS | _SIZES}
    return narrowed | {"enum": [part["const"]]} if "const" in part else narrowed


def _schemas(parts: Mapping[str, Narrow]) -> Part:
    return {key: part.schema for key, part in parts.items()}


def _scalar(part: Mapping[str, Any], narrowed: Part) -> Narrow:
    kind = part.get("type", [])
    kinds = {kind} if isinstance(kind, str) else {*kind}
    values = narrowed.get("enum", ())
    if not kinds <= _SCALARS or any(isinstance(value, dict | list) for value in values) or not (kinds or values):
        raise _UnknownError
    if "integer" not in kinds and any(type(value) in {int, float} for value in values):
        raise _UnknownError  # 1.0 equals 1 and would be accepted as well
    if part.get("minLength"):
        narrowed |= {"allOf": [{"pattern": _VISIBLE}]} if "pattern" in part else {"pattern": _VISIBLE}
    return Narrow(narrowed)


def _agreeing(part: Mapping[str, Any]) -> Part:
    """Return the condition that of two values that contradict each other, one is different or missing."""
    pairs = part.get("x-scanpress-contradiction")
    return {"anyOf": [{"properties": {key: {"enum": [not value]}}} for key, value in pairs.items()]} if pairs else {}
