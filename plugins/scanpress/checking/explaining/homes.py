"""Find where a key belongs that is in a wrong object."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scanpress.checking.display import quoted
from scanpress.checking.edits import Move, Pointer, Remove, Way
from scanpress.checking.explaining.names import nearest, plain
from scanpress.checking.form import Form
from scanpress.checking.problem import Finding
from scanpress.instruments import forget_with_schemas, instruments
from scanpress.instruments.reading import ANSWER_KEYS, describe, resolve

_DEEPEST = 4  # objects around a scan
_DEPTH = 3  # the container of answers, a category, a question
# Keys around a scan that a model copied from a schema.
_OF_SCHEMAS = ("type", "title", "description", "required", "additionalProperties", "strict", "schema")
_MIN_LONG = 8  # characters of a key that a similar key elsewhere may be meant by


@dataclass(frozen=True, slots=True)
class Home:
    """A place where a key belongs; `value` is what is there already, `is_free` whether nothing is."""

    pointer: Pointer
    part: Mapping[str, Any]
    is_free: bool
    value: Any = None
    parent_is_missing: bool = False


def homes(form: Form, document: Any, key: str) -> tuple[Home, ...]:
    """Return the places of a form where a key belongs, those that are free first; a misspelt long key has one too."""
    known = _by_key(form.schema)
    pointers = known.get(plain(key), ())
    if not pointers and ("." in key or "/" in key):  # a key with its path
        *above, last = map(plain, re.split(r"[./]", key))
        every = known.get(last, ())
        pointers = tuple(each for each in every if [plain(str(name)) for name in each[0][:-1]][-len(above) :] == above)
    if not pointers and len(key) >= _MIN_LONG:
        pointers = known.get(plain(nearest(key, known, cutoff=0.88)), ())
    found = [home for pointer, part in pointers if (home := _home(form, document, pointer, part))]
    return tuple(sorted(found, key=lambda home: not home.is_free))


def wrapper(document: Any, deep: int = _DEEPEST) -> Pointer:
    """Return the place of an object in which a whole scan is, at most so deep; empty if there is none."""
    top = {"paper", *(key for each in instruments() for key in each.containers)}
    if not isinstance(document, dict) or top & document.keys():
        return ()
    for key, value in document.items():
        if isinstance(value, dict) and len(top & value.keys()) > 1:
            return (key,)
        if (
            isinstance(value, list)
            and len(value) == 1
            and isinstance(value[0], dict)
            and len(top & value[0].keys()) > 1
        ):
            return (key, 0)
        if deep and (inner := wrapper(value, deep - 1)):
            return (key, *inner)
    return ()


def wrapped(document: Any) -> Finding | None:
    """Return the finding on a scan that is inside another object, or inside several, or None."""
    outer = wrapper(document)
    if not outer:
        return None
    first, *others = map(quoted, (key for key in outer if isinstance(key, str)))
    message = f"the whole scan is inside {' and there inside '.join([first, *others])}"
    members = _value(document, outer)
    left = [key for key in document if key in _OF_SCHEMAS and key not in members and key != outer[0]]
    remedy = f"remove {first} and its braces, so that the keys of the scan are at the top of the file"
    if others:
        remedy = f"keep only what is inside {others[-1]}, so that the keys of the scan are at the top of the file"
    elif outer[-1] == 0:
        remedy = f"remove {first} with its brackets and braces, so that the keys of the scan are at the top of the file"
    moved = (Move((*outer, key), (key,)) for key in members if key not in document)
    edits: Way = (*moved, *(Remove((key,)) for key in (outer[0], *left)))
    ways = (edits,) if not members.keys() & document.keys() else ()
    remedy += f"; remove {' and '.join(map(quoted, left))} too" * bool(left)
    return Finding("misplaced-key", outer[:1], message, remedy, "key", ways=ways)


def _value(document: Any, pointer: Pointer) -> Any:
    for key in pointer:
        document = document[key]
    return document


def alike(form: Form, pointer: Pointer, instance: Mapping[str, Any], value: Any) -> str:
    """Return the missing key of an object whose value would have the same keys as this value, or an empty text."""
    if not isinstance(value, dict) or not value:
        return ""
    part = part_at(form.schema, pointer)
    found = []
    for name in part.get("properties", {}):
        members = describe(form.schema, part, name).get("properties", {})
        if name not in instance and 2 * len(members.keys() & value.keys()) > len(value):
            found.append(name)
    return found[0] if len(found) == 1 else ""


def part_at(schema: Mapping[str, Any], pointer: Pointer) -> Mapping[str, Any]:
    """Return the part of a schema that describes a place, or an empty one."""
    part: Mapping[str, Any] = schema
    for key in pointer:
        part = describe(schema, part, key)
    return part


def _is_due(form: Form, document: Any, pointer: Pointer) -> bool:
    """Return whether a scan must have an object: the schema requires it, or the scan lists it as a module."""
    listed = document.get(form.instrument.modules_key) if form.instrument else None
    is_listed = isinstance(listed, list) and pointer[-1] in listed
    return is_listed or pointer[-1] in part_at(form.schema, pointer[:-1]).get("required", ())


def _home(form: Form, document: Any, pointer: Pointer, part: Mapping[str, Any]) -> Home | None:
    parent: Any = document
    for depth, key in enumerate(pointer[:-1]):
        if not isinstance(parent, dict):
            return None
        if key not in parent:
            made = (pointer[:end] for end in range(depth + 1, len(pointer)))
            return (
                Home(pointer, part, True, parent_is_missing=True)
                if all(_is_due(form, document, each) for each in made)
                else None
            )
        parent = parent[key]
    if not isinstance(parent, dict):
        return None
    value = parent.get(pointer[-1])
    return Home(pointer, part, value in (None, "", [], {}), value)


_Places = Mapping[str, tuple[tuple[Pointer, Mapping[str, Any]], ...]]


class _ByKey(dict[str, _Places]):
    def cache_clear(self) -> None:
        self.clear()


_BY_KEY = forget_with_schemas(_ByKey())


def _by_key(schema: Mapping[str, Any]) -> _Places:
    """Return the places of each key of a schema, outside of lists and of answers; made once per schema."""
    name = str(schema.get("$id"))
    if name not in _BY_KEY:
        found: dict[str, tuple[tuple[Pointer, Mapping[str, Any]], ...]] = {}
        for pointer, part in _properties(schema, schema, ()):
            key = plain(str(pointer[-1]))
            found[key] = (*found.get(key, ()), (pointer, part))
        _BY_KEY[name] = found
    return _BY_KEY[name]


def _properties(
    schema: Mapping[str, Any], part: Mapping[str, Any], pointer: Pointer
) -> Iterator[tuple[Pointer, Mapping[str, Any]]]:
    if len(pointer) >= _DEPTH or _is_answer(part):
        return
    for key, each in part.get("properties", {}).items():
        child = resolve(schema, each)
        yield (*pointer, key), child
        yield from _properties(schema, child, (*pointer, key))


def _is_answer(part: Mapping[str, Any]) -> bool:
    members = part.get("properties", {}).values()
    return "score" in part.get("properties", ()) or any(key in each for each in members for key in ANSWER_KEYS)
