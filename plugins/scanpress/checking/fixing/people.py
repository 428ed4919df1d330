"""The names of people in JSON files: authors, raters who are people, who decided, reviewed or replied."""

import json
from collections.abc import Iterator
from typing import Any

import orjson

from scanpress.checking.problem import Pointer, json_pointer
from scanpress.checking.reading.layout import lay_out
from scanpress.facts.people import Named, Person, Renaming, replaced

_SECOND = frozenset({"first_rater", "rater", "second_rater"})  # texts in files of second raters


def rename_in_json(text: str, person: Person) -> Renaming:
    """Return what a file has of a person; raise ValueError if it is not JSON."""
    found: dict[str, list[Pointer]] = {"renamed": [], "doubled": [], "similar": [], "mentioned": []}
    document = orjson.loads(text)
    for pointer, value, names in _texts(document, ()):
        if kind := _kind(value, names, person):
            found[kind].append(pointer)
    if not any(found.values()):
        return Renaming(text)
    layout = lay_out(text)

    def named(kind: str) -> tuple[Named, ...]:
        places = ((layout.places[pointer].start, pointer) for pointer in found[kind] if pointer in layout.places)
        return tuple(
            Named(text.count("\n", 0, start) + 1, json_pointer(pointer), json.loads(layout.written(pointer)))
            for start, pointer in sorted(places, key=lambda each: each[0])
        )

    spans = []
    for pointer in found["renamed"]:
        place = layout.places[pointer]
        escaped = "\\u" in layout.written(pointer)
        spans.append((place.start, place.end, json.dumps(person.new, ensure_ascii=escaped)))
    return Renaming(replaced(text, spans), *map(named, found))


def rename_in_lines(text: str, person: Person) -> Renaming:
    """Return what a file with a JSON object on each line has of a person; raise ValueError if one is not JSON."""
    lines = text.split("\n")
    results = [rename_in_json(line, person) if line.strip() else Renaming(line) for line in lines]

    def all_of(kind: str) -> tuple[Named, ...]:
        found = ((number, each) for number, result in enumerate(results, 1) for each in getattr(result, kind))
        return tuple(each._replace(line=number) for number, each in found)

    kinds = ("renamed", "doubled", "similar", "mentioned")
    return Renaming("\n".join(result.after for result in results), *map(all_of, kinds))


def _kind(value: str, names: list[Any] | None, person: Person) -> str:
    """Return what a text is to a person; `names` is the list of names in which it is, None if it is no name."""
    if names is not None and person.has(value):
        is_doubled = any(isinstance(each, str) and person.is_now(each) for each in names)
        return "doubled" if is_doubled else "renamed"
    if person.is_in(value):
        return "mentioned"
    return "similar" if names is not None and person.resembles(value) else ""


def _texts(value: Any, pointer: Pointer, names: list[Any] | None = None) -> Iterator[tuple[Pointer, str, Any]]:
    """Yield all texts with their places, and for a name of a person the list in which it is."""
    if isinstance(value, str):
        yield pointer, value, names
    elif isinstance(value, list):
        people = value if pointer[-1:] == ("authors",) else None
        for number, child in enumerate(value):
            yield from _texts(child, (*pointer, number), people)
    elif isinstance(value, dict):
        for key, child in value.items():
            yield from _texts(child, (*pointer, key), [] if _names_person(key, value, pointer) else None)


def _names_person(key: str, around: dict[str, Any], pointer: Pointer) -> bool:
    """Return whether the text at a key is a person's name."""
    if key == "name":
        return pointer == ("reply",) or (pointer == ("rater",) and around.get("kind") == "person")
    return key == "by" or key in _SECOND
