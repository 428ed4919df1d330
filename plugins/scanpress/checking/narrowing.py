"""A schema made narrower: what fits it needs no look at its values one by one.

The narrower schema says what the rules on values ask for besides: a visible character in each text that may not be
empty, and no two values that contradict each other. It refuses free-form values, so that whatever fits it has no more
levels than the schema itself. A file that does not fit is looked at in another way: it may be a good one all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from scanpress.checking.layout import MAX_DEPTH

if TYPE_CHECKING:
    from collections.abc import Mapping

EACH = None
Place = tuple[str | None, ...]
"""The keys that lead to a value, with EACH for the entries of a list."""

Part = dict[str, Any]

# Python counts the separators U+001C to U+001F as white space, other programs do not.
_VISIBLE = r"[^\s\x1c-\x1f]"
_FREE = "^x-"
_ANNOTATIONS = frozenset({"$schema", "$id", "$defs", "title", "description"})
_LIMITS = frozenset({"type", "enum", "const", "format", "pattern", "minimum", "maximum"})
_SIZES = frozenset({"minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "required"})
_MEMBERS = frozenset({"properties", "patternProperties", "additionalProperties", "items"})
_SCALARS = frozenset({"string", "integer", "boolean", "null"})


class Narrow(NamedTuple):
    """A narrower schema or a part of one.

    `numbers` are the places of whole numbers, which no schema tells from numbers such as 1.0; `levels` is how many
    objects and lists may stand in each other.
    """

    schema: Part
    numbers: tuple[Place, ...] = ()
    levels: int = 0


class _UnknownError(Exception):
    """The schema says something that is not understood here."""


def narrow(schema: Mapping[str, Any]) -> Narrow | None:
    """Make a schema narrower; nothing where it holds what is not understood here, or leaves values free."""
    narrowing = _Narrowing(schema)
    try:
        found = narrowing.part(schema)
    except _UnknownError:
        return None
    shared = {name: part.schema for name, part in narrowing.shared.items() if part}
    return Narrow({**found.schema, "$defs": shared}, found.numbers) if found.levels <= MAX_DEPTH else None


class _Narrowing:
    """One pass over a schema; `shared` are the parts that others refer to, nothing standing for one that is begun."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self.definitions = schema.get("$defs", {})
        self.shared: dict[str, Narrow | None] = {}

    def part(self, part: Mapping[str, Any]) -> Narrow:
        """Make one part narrower, with what it refers to."""
        known = _ANNOTATIONS | _LIMITS | _SIZES | _MEMBERS
        if "$ref" in part:
            return self._reference(part)
        if any(key not in known and not key.startswith("x-") for key in part):
            raise _UnknownError
        told = {key: part[key] for key in part if key in _LIMITS | _SIZES}
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
        if any(child.numbers for child in matched.values()):
            raise _UnknownError  # a place is one of keys, not of patterns
        told |= {"properties": _schemas(named), "additionalProperties": False}
        if matched:
            told |= {"patternProperties": _schemas(matched)}
        elif named and named.keys() == {*told.get("required", ())} and "minProperties" not in told:
            # All keys that may be there have to be: to count them is quicker than to look for each.
            told |= {"minProperties": len(named)}
            del told["required"]
        numbers = tuple((key, *place) for key, child in named.items() for place in child.numbers)
        return Narrow(
            told, numbers, 1 + max((child.levels for child in (*named.values(), *matched.values())), default=0)
        )

    def _list(self, part: Mapping[str, Any], told: Part) -> Narrow:
        entry = self.part(part.get("items") or {})
        return Narrow(
            told | {"items": entry.schema}, tuple((EACH, *place) for place in entry.numbers), 1 + entry.levels
        )


def _schemas(parts: Mapping[str, Narrow]) -> Part:
    return {key: part.schema for key, part in parts.items()}


def _scalar(part: Mapping[str, Any], told: Part) -> Narrow:
    kind = part.get("type", [])
    kinds = {kind} if isinstance(kind, str) else {*kind}
    values = [*part.get("enum", ()), *([part["const"]] if "const" in part else ())]
    if not kinds <= _SCALARS or any(isinstance(value, dict | list) for value in values) or not (kinds or values):
        raise _UnknownError
    if part.get("minLength"):
        told |= {"allOf": [{"pattern": _VISIBLE}]} if "pattern" in part else {"pattern": _VISIBLE}
    counts = "integer" in kinds or any(type(value) in {int, float} for value in values)
    return Narrow(told, ((),) if counts else ())


def _agreeing(part: Mapping[str, Any]) -> Part:
    """Ask that one of two values that contradict each other is the opposite, or not there."""
    pairs = part.get("x-scanpress-contradiction")
    return {"anyOf": [{"properties": {key: {"const": not value}}} for key, value in pairs.items()]} if pairs else {}
