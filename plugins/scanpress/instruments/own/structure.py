"""Check that a schema says everything that Scanpress needs: sections of a scan, questions, answers, scores."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from scanpress.instruments.own.answers import answer_mistakes, required_mistakes
from scanpress.instruments.own.mistake import EXAMPLES, Mistake, Place
from scanpress.instruments.own.rules import rule_mistakes
from scanpress.instruments.own.sections import section_mistakes
from scanpress.instruments.reading import QUESTIONS, read_instrument, resolve

_KEY = re.compile(r"[a-z][a-z0-9_]{0,99}")
_TAKEN = frozenset(
    [
        "form",
        "score",
        "index",
        "findings",
        "flags",
        "checklist",
        "claims",
        "cited",
        "engagement",
        "accuracy",
        "answers",
        "report",
        "about",
        "main",
        "find",
    ]
)
"""Places of pages that a question or category would share."""


def structure_mistakes(file: str, schema: Mapping[str, Any]) -> list[Mistake]:
    """Return what is missing in a schema whose JSON and annotations are sound."""
    try:
        found = list(dict.fromkeys(_Structure(file, schema).mistakes()))
    except RecursionError:
        return [Mistake(file, "/$defs", "a definition refers to itself", "write the definition out")]
    if found:
        return found
    import json  # noqa: PLC0415 - only schemas without mistakes so far are read

    instrument = read_instrument(json.dumps(schema).encode())
    return list(rule_mistakes(file, schema, instrument)) if instrument else []


class _Structure:
    """One schema, whose parts are checked one after the other."""

    def __init__(self, file: str, schema: Mapping[str, Any]) -> None:
        self._file = file
        self._schema = schema
        self._required: list[str] = schema.get("required", [])

    def mistakes(self) -> Iterator[Mistake]:
        """Yield all of them."""
        root = Place("", self._schema)
        yield from self._described(root)
        if not isinstance(self._schema.get("$id"), str):
            yield self._mistake(root.below("$id"), "the schema has no address", "add one", EXAMPLES["$id"])
        if self._schema.get("type") != "object":
            yield self._mistake(root.below("type"), "a scan is an object", 'write "type": "object"')
        yield from self._naming(root)
        yield from section_mistakes(self._file, self._schema)
        containers = [key for key, part in self._schema["properties"].items() if QUESTIONS in part]
        if not containers:
            remedy = "mark the key that has the answers"
            yield self._mistake(root.below("properties"), "no key has the answers", remedy, EXAMPLES[QUESTIONS])
        for key in containers:
            yield from self._container(self._member(root.below("properties"), self._schema["properties"], key), key)

    def _naming(self, root: Place) -> Iterator[Mistake]:
        """Yield that a scan cannot name the instrument."""
        about, known = self._schema.get("x-scanpress-instrument", {}), self._schema["properties"]
        version_key = about.get("version_key")
        if version_key and version_key not in known:
            message = f"the key {version_key}, which has the version, is not described"
            example = f'"{version_key}": {{ "const": {about["version"]} }}'
            yield self._mistake(root.below("properties"), message, "add it", example)
        elif not version_key and not {"instrument", "instrument_version"} <= known.keys():
            name, version = about.get("name"), about.get("version")
            example = f'"instrument": {{ "const": "{name}" }}, "instrument_version": {{ "const": {version} }}'
            remedy = "add both keys, or name an own key for the version by version_key"
            yield self._mistake(root.below("properties"), "a scan cannot name this instrument", remedy, example)

    def _container(self, place: Place, key: str) -> Iterator[Mistake]:
        yield from self._described(place)
        yield from self._closed(place)
        if key not in self._required and "x-scanpress-when" not in place.part:
            yield self._mistake(
                Place("/required", {}), f"{key}, which has answers, may be left out", f'add "{key}" to "required"'
            )
        members = place.part.get("properties")
        if not isinstance(members, dict) or not members:
            yield self._mistake(
                place.below("properties"), "it has no questions", "add categories, or questions if it is flat"
            )
        elif place.part[QUESTIONS] == "flat":
            yield from self._questions(place)
        else:
            for name in members:
                yield from self._category(self._member(place.below("properties"), members, name), name, place)

    def _category(self, place: Place, name: str, around: Place) -> Iterator[Mistake]:
        yield from self._named(place, name)
        yield from self._described(place)
        yield from self._closed(place)
        yield from self._conditional(place, name, around)
        others = [key for key in place.part.get("patternProperties", {}) if key != "^x-"]
        for pattern in others:
            answers = self._member(place.below("patternProperties"), place.part["patternProperties"], pattern)
            yield from answer_mistakes(self._file, self._schema, answers)
        if place.part.get("properties"):
            yield from self._questions(place)
        elif not others:
            yield self._mistake(place.below("properties"), "this category has no questions", "add one, or remove it")

    def _questions(self, place: Place) -> Iterator[Mistake]:
        for name in place.part["properties"]:
            question = self._member(place.below("properties"), place.part["properties"], name)
            yield from self._named(question, name)
            yield from self._described(question, asked=True)
            yield from self._conditional(question, name, place)
            description = question.part.get("description")
            if isinstance(description, str) and "?" not in description:
                remedy = "begin with a question that ends with a question mark; what makes it a Yes or a No follows"
                yield self._mistake(question.below("description"), "it asks nothing", remedy, EXAMPLES["description"])
            yield from answer_mistakes(self._file, self._schema, self._answered(question, name, place))

    def _answered(self, question: Place, name: str, around: Place) -> Place:
        """Return the place where the form of an answer is described: many questions share a definition."""
        written = around.part["properties"][name]
        reference = written.get("$ref", "") if isinstance(written, dict) and "properties" not in written else ""
        return Place(reference.removeprefix("#"), question.part) if reference else question

    def _conditional(self, place: Place, name: str, around: Place) -> Iterator[Mistake]:
        """Yield that a part that is asked in some scans only is required in all."""
        if "x-scanpress-when" in place.part and name in around.part.get("required", ()):
            remedy = f'remove "{name}" from this list: it is required where it is asked'
            yield self._mistake(around.below("required"), f"{name} is asked in some scans, but required in all", remedy)

    def _named(self, place: Place, name: str) -> Iterator[Mistake]:
        if not _KEY.fullmatch(name):
            remedy = "use small letters, digits and _, and begin with a letter"
            yield self._mistake(place, f"{name} cannot be part of an address", remedy, '"code_shared"')
        elif name in _TAKEN:
            yield self._mistake(
                place, f"pages use the name {name} for something else", "choose another one", f'"{name}_stated"'
            )

    def _described(self, place: Place, *, asked: bool = False) -> Iterator[Mistake]:
        for key in ("title", "description"):
            value = place.part.get(key)
            if not isinstance(value, str) or not value.strip():
                below = "as the question and its guidance" if asked else "below its title"
                what = "as a label" if key == "title" else below
                example = EXAMPLES["about" if key == "description" and not asked else key]
                yield self._mistake(place.below(key), f"it has no {key}, which pages show {what}", "add one", example)

    def _closed(self, place: Place) -> Iterator[Mistake]:
        if place.part.get("type") != "object":
            yield self._mistake(place.below("type"), "answers are in an object", 'write "type": "object"')
        if place.part.get("additionalProperties") is not False:
            message = "it allows keys that are no questions, so a misspelt one would be accepted"
            yield self._mistake(place.below("additionalProperties"), message, 'write "additionalProperties": false')
        yield from required_mistakes(self._file, place)

    def _member(self, place: Place, members: Mapping[str, Any], key: str) -> Place:
        part = members[key] if isinstance(members[key], dict) else {}
        return place.below(key, part=resolve(self._schema, part))

    def _mistake(self, place: Place, message: str, remedy: str, example: str = "") -> Mistake:
        return Mistake(self._file, place.pointer, message, remedy, example)
