"""Find where a key belongs that is in a wrong object."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from scanpress.checking.display import joined, quoted
from scanpress.checking.edits import Move, Pointer, Remove, Way
from scanpress.checking.explaining.names import nearest, plain
from scanpress.checking.explaining.spot import free_key
from scanpress.checking.form import Form
from scanpress.checking.problem import Finding
from scanpress.instruments import forget_with_schemas, instruments
from scanpress.instruments.reading import ANSWER_KEYS, describe, resolve

_DEEPEST = 4  # objects around a scan
_MOST_SCANS = 1000  # that are counted in one file
_DEPTH = 3  # the container of answers, a category, a question
OF_SCHEMAS = ("type", "title", "description", "required", "additionalProperties", "strict", "schema")
"""Keys around a scan, or around its answers, that a model copied from a schema."""
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


def wrapped(document: Any) -> Finding | None:
    """Return the finding on a scan that is inside another object, or on several such scans; None if there is none."""
    places = list(islice(_scans_inside(document, _DEEPEST), _MOST_SCANS))
    if len(places) > 1:
        return _several(places)
    return _inside(document, places[0]) if places else None


def _several(places: Sequence[Pointer]) -> Finding:
    number = f"{len(places)}" if len(places) < _MOST_SCANS else f"{_MOST_SCANS} or more"
    message = f"the file has {number} scans, the first inside {_nested(places[0])}; a file has one scan"
    remedy = "keep one scan here, with its keys at the top of the file, and move each other one to a file of its own"
    return Finding("misplaced-key", places[0][:1], message, remedy, "key")


def _inside(document: Mapping[str, Any], place: Pointer) -> Finding:
    """Return the finding on a scan at a place below the top: what is around it there is removed."""
    names = [quoted(key) for key in place if isinstance(key, str)]
    members = _value(document, place)
    kept: list[Move] = []
    removed = [key for key in document if key not in members and key != place[0]]
    if len(place) > 1 and place[1:] != (0,):
        last = f"{names[-1]}, entry {int(place[-1]) + 1}" if isinstance(place[-1], int) else names[-1]
        remedy = f"keep only what is inside {last}, {_SO}"
    else:
        beside = [key for key in removed if key not in OF_SCHEMAS and not _is_of_scan(key, document[key])]
        kept = [Move((key,), (free_key(f"x-{key}", members),)) for key in beside]
        removed = [key for key in removed if key in OF_SCHEMAS]
        signs = "and its braces" if len(place) == 1 else "with its brackets and braces"
        remedy = f"remove {names[0]} {signs}, {_SO}"
        if removed:
            remedy += f"; remove {joined([*map(quoted, removed)])} too"
        if beside:
            each = "it" if len(beside) == 1 else "each"
            remedy += f"; remove {joined([*map(quoted, beside)])}, or begin {each} with x- to keep it"
    moved = (Move((*place, key), (key,)) for key in members if key not in document)
    edits: Way = (*moved, *kept, *(Remove((key,)) for key in (place[0], *removed)))
    ways = (edits,) if members.keys().isdisjoint(document) else ()
    message = f"the whole scan is inside {_nested(place)}"
    return Finding("misplaced-key", place[:1], message, remedy, "key", ways=ways)


def _is_of_scan(key: str, value: Any) -> bool:
    """Return whether a key beside a scan is one of the scan, and not that of a program with the same name."""
    parts = [resolve(each.schema, part) for each in instruments() if (part := each.schema["properties"].get(key))]
    kinds = {"string": str, "integer": int, "array": list, "object": dict}
    return key.startswith("x-") or any(isinstance(value, kinds.get(str(each.get("type")), object)) for each in parts)


_SO = "so that the keys of the scan are at the top of the file"


def _nested(place: Pointer) -> str:
    return " and there inside ".join(quoted(key) for key in place if isinstance(key, str))


def _scans_inside(value: Any, deep: int) -> Iterator[Pointer]:
    """Yield the places of objects inside a value that are whole scans, if the value itself is none."""
    top = {"paper", *(key for each in instruments() for key in each.containers)}
    if isinstance(value, dict):
        members: Iterable[tuple[str | int, Any]] = () if top & value.keys() else value.items()
    else:
        members = enumerate(value) if isinstance(value, list) else ()
    for key, each in members:
        if isinstance(each, dict) and len(top & each.keys()) > 1:
            yield (key,)
        elif deep:
            yield from ((key, *inner) for inner in _scans_inside(each, deep - 1))


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
