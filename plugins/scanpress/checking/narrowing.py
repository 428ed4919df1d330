"""A schema made narrower: what fits it needs no look at its values one by one.

The narrower schema says what the rules on values ask for besides: a visible character in each text that may not be
empty, whole numbers without a point, and no two values that contradict each other. It refuses free-form values, so that
whatever fits it has no more levels than the schema itself. A file that does not fit is looked at in another way: it may
be a good one all the same.

It is one of draft 4 of JSON Schema: to later drafts 1.0 is a whole number.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from scanpress.checking.reading.layout import MAX_DEPTH

Part = dict[str, Any]

# Python counts the separators U+001C to U+001F as white space, other programs do not.
_VISIBLE = r"[^\s\x1c-\x1f]"
_FREE = "^x-"
_ANNOTATIONS = frozenset({"$schema", "$id", "$defs", "title", "description"})
_LIMITS = frozenset({"type", "enum", "format", "pattern", "minimum", "maximum"})
_SIZES = frozenset({"minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"})
_MEMBERS = frozenset({"properties", "patternProperties", "additionalProperties", "items", "required"})
_SCALARS = frozenset({"string", "integer", "boolean", "null"})


class Narrow(NamedTuple):
    """A narrower schema or a part of one; `levels` is how many objects and lists may stand in each other."""

    schema: Part
    levels: int = 0


class _UnknownError(Exception):
    """The schema says something that is not understood here."""


def narrow(schema: Mapping[str, Any]) -> Part | None:
    """Make a schema narrower; nothing where it holds what is not understood here, or leaves values free."""
    narrowing = _Narrowing(schema)
    try:
        found = narrowing.part(schema)
    except _UnknownError:
        return None
    shared = {name: part.schema for name, part in narrowing.shared.items() if part}
    return {**found.schema, "$defs": shared} if found.levels <= MAX_DEPTH else None


class _Narrowing:
    """One pass over a schema; `shared` are the parts that others refer to, nothing standing for one that is begun."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self.definitions = schema.get("$defs", {})
        self.shared: dict[str, Narrow | None] = {}

    def part(self, part: Mapping[str, Any]) -> Narrow:
        """Make one part narrower, with what it refers to."""
        if not isinstance(part, dict):
            raise _UnknownError  # true or false
        if "$ref" in part:
            return self._reference(part)
        told = _told(part)
        if part.get("type") == "object":
            return self._object(part, told | _agreeing(part))
        if part.get("type") == "array":
            return self._list(part, told)
        return _scalar(part, told)

    def _reference(self, part: Mapping[str, Any]) -> Narrow:
        name = str(part["$ref"]).removeprefix("#/$defs/")
        # What stands beside a reference may describe, and no more; what refers to itself has no end.
        if name not in self.definitions or part.keys() - _ANNOTATIONS - {"$ref"}:
            raise _UnknownError
        if name not in self.shared:
            self.shared[name] = None
            self.shared[name] = self.part(self.definitions[name])
        found = self.shared[name]
        if found is None:
            raise _UnknownError
        return found._replace(schema={"$ref": part["$ref"]})

    def _object(self, part: Mapping[str, Any], told: Part) -> Narrow:
        if part.get("additionalProperties") is not False:
            raise _UnknownError
        named = {key: self.part(child) for key, child in part.get("properties", {}).items()}
        patterns = {key: child for key, child in part.get("patternProperties", {}).items() if key != _FREE or child}
        matched = {key: self.part(child) for key, child in patterns.items()}
        told |= {"properties": _schemas(named), "additionalProperties": False}
        if matched:
            told |= {"patternProperties": _schemas(matched)}
        required = part.get("required", [])
        if named.keys() == {*required} and not matched:
            # All keys that may be there have to be: to count them is quicker than to look for each.
            told |= {"minProperties": max(len(named), told.get("minProperties", 0))}
        elif required:
            told |= {"required": required}
        return Narrow(told, 1 + max((child.levels for child in (*named.values(), *matched.values())), default=0))

    def _list(self, part: Mapping[str, Any], told: Part) -> Narrow:
        entry = self.part(part.get("items") or {})
        return Narrow(told | {"items": entry.schema}, 1 + entry.levels)


def _told(part: Mapping[str, Any]) -> Part:
    """Take over what is said of a value itself, in words that draft 4 knows too."""
    known = _ANNOTATIONS | _LIMITS | _SIZES | _MEMBERS | {"const"}
    if any(key not in known and not key.startswith("x-") for key in part) or {"const", "enum"} <= part.keys():
        raise _UnknownError
    told = {key: part[key] for key in part if key in _LIMITS | _SIZES}
    return told | {"enum": [part["const"]]} if "const" in part else told


def _schemas(parts: Mapping[str, Narrow]) -> Part:
    return {key: part.schema for key, part in parts.items()}


def _scalar(part: Mapping[str, Any], told: Part) -> Narrow:
    kind = part.get("type", [])
    kinds = {kind} if isinstance(kind, str) else {*kind}
    values = told.get("enum", ())
    if not kinds <= _SCALARS or any(isinstance(value, dict | list) for value in values) or not (kinds or values):
        raise _UnknownError
    if "integer" not in kinds and any(type(value) in {int, float} for value in values):
        raise _UnknownError  # 1.0 is equal to 1, and would be accepted in its place
    if part.get("minLength"):
        told |= {"allOf": [{"pattern": _VISIBLE}]} if "pattern" in part else {"pattern": _VISIBLE}
    return Narrow(told)


def _agreeing(part: Mapping[str, Any]) -> Part:
    """Ask that one of two values that contradict each other is the opposite, or not there."""
    pairs = part.get("x-scanpress-contradiction")
    return {"anyOf": [{"properties": {key: {"enum": [not value]}}} for key, value in pairs.items()]} if pairs else {}
