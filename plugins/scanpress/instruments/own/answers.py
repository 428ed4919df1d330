"""Check how the questions of a schema are answered: which key has the answer, and what each answer means."""

from collections.abc import Iterator, Mapping
from typing import Any

from scanpress.instruments.own.mistake import EXAMPLES, Mistake, Place
from scanpress.instruments.reading import ANSWER_KEYS, resolve

_MOST = 26  # results without a verdict have a letter each
_ONCE = ("x-scanpress-applies", "x-scanpress-reason", "x-scanpress-source")
_KINDS = (
    'mark one key with "x-scanpress-results", a number with "x-scanpress-unit", a text with "x-scanpress-text"',
    EXAMPLES["x-scanpress-results"],
)


def answer_mistakes(file: str, schema: Mapping[str, Any], question: Place) -> Iterator[Mistake]:
    """Yield what is wrong with the form of the answer to a question."""
    part = question.part
    if part.get("type") != "object" or not isinstance(part.get("properties"), dict):
        remedy = "write an object with the answer and its reason"
        example = '"type": "object", "properties": { "answer": { "enum": ["yes", "no"] } }'
        yield Mistake(file, question.pointer, "its answer is not an object", remedy, example)
        return
    if part.get("additionalProperties") is not False:
        message = "an answer may have keys that nobody knows"
        yield Mistake(file, f"{question.pointer}/additionalProperties", message, 'write "additionalProperties": false')
    yield from required_mistakes(file, question)
    members = {
        key: question.below("properties", key, part=resolve(schema, each)) for key, each in part["properties"].items()
    }
    answers = [key for key, each in members.items() if any(name in each.part for name in ANSWER_KEYS)]
    if len(answers) != 1:
        named = ", ".join(answers or members)
        message = f"{named} all have the answer" if answers else f"none of its keys ({named}) is marked as the answer"
        yield Mistake(file, f"{question.pointer}/properties", message, *_KINDS)
    for name in _ONCE:
        marked = [key for key, each in members.items() if name in each.part]
        if len(marked) > 1:
            yield Mistake(file, f"{question.pointer}/properties", f"{' and '.join(marked)} have {name}", "mark one key")
    needed = [key for key, each in members.items() if key in answers or "x-scanpress-applies" in each.part]
    for key in needed:
        if key not in part.get("required", ()):
            yield Mistake(file, f"{question.pointer}/required", f"{key} may be left out", f'add "{key}" to "required"')
    for key in answers:
        yield from _answer(file, members[key])
    for each in members.values():
        yield from _types(file, each)


def required_mistakes(file: str, place: Place) -> Iterator[Mistake]:
    """Yield keys that are required and not described, so that no scan could be right."""
    known = place.part.get("properties")
    for key in place.part.get("required", ()):
        if isinstance(known, dict) and key not in known:
            remedy = f'describe it in "properties", or remove "{key}" from "required"'
            yield Mistake(file, f"{place.pointer}/required", f"{key} is required, but not described", remedy)


def _answer(file: str, place: Place) -> Iterator[Mistake]:
    if "x-scanpress-results" in place.part:
        yield from _results(file, place)
    elif "x-scanpress-unit" in place.part:
        yield from _number(file, place)
    elif place.part.get("type") != "string":
        yield Mistake(file, f"{place.pointer}/type", "the answer is a text", 'write "type": "string"')


def _results(file: str, place: Place) -> Iterator[Mistake]:
    given, allowed = place.part["x-scanpress-results"], place.part.get("enum")
    pointer = f"{place.pointer}/x-scanpress-results"
    if place.part.get("type") == "boolean":
        allowed = ["true", "false"]
    if not isinstance(allowed, list) or not all(isinstance(each, str) and each.strip() for each in allowed):
        remedy = "list the possible answers, each a text"
        yield Mistake(
            file, f"{place.pointer}/enum", "the possible answers are missing", remedy, '"enum": ["yes", "no"]'
        )
        return
    slugs = [" ".join("".join(c if c.isalnum() else " " for c in each.lower()).split()) for each in allowed]
    if len(set(slugs)) < len(slugs) or not all(slugs):
        yield Mistake(file, f"{place.pointer}/enum", "two answers have the same letters and digits", "rename one")
    for name, words in place.part.get("x-scanpress-combined", {}).items():
        for word in [each for each in words if each not in allowed]:
            combined = f"{place.pointer}/x-scanpress-combined/{name}"
            yield Mistake(file, combined, f"{word} is not a possible answer", "correct it")
    if given == "described":
        if len(allowed) > _MOST:
            yield Mistake(file, f"{place.pointer}/enum", f"more than {_MOST} answers", "ask for a text instead")
        return
    for result in [each for each in allowed if each not in given]:
        remedy = "say what it means: met, partly, not met, unclear or not applicable"
        yield Mistake(file, pointer, f"the answer {result} has no meaning", remedy, f'"{result}": "met"')
    for result in [each for each in given if each not in allowed]:
        remedy = f"add it to the possible answers, or remove it; they are {', '.join(allowed)}"
        yield Mistake(file, pointer, f"{result} is not a possible answer", remedy)


def _number(file: str, place: Place) -> Iterator[Mistake]:
    if place.part.get("type") not in {"number", "integer"}:
        yield Mistake(file, f"{place.pointer}/type", "the answer is a number", 'write "type": "number" or "integer"')
    for key in ("minimum", "maximum"):
        if key not in place.part:
            remedy = f"add the {'lowest' if key == 'minimum' else 'highest'} number that makes sense"
            yield Mistake(file, f"{place.pointer}/{key}", "the range of the number is open", remedy, f'"{key}": 0')
    yield from _reversed(file, place)
    yield from _reversed(file, place.below("x-scanpress-met", part=place.part.get("x-scanpress-met")))


def _reversed(file: str, place: Place) -> Iterator[Mistake]:
    """Yield that no number is in a range."""
    low, high = place.part.get("minimum"), place.part.get("maximum")
    if low is not None and high is not None and low > high:
        message = f"no number is at least {low:,} and at most {high:,}"
        yield Mistake(file, f"{place.pointer}/minimum", message, "exchange minimum and maximum, or correct them")


def _types(file: str, place: Place) -> Iterator[Mistake]:
    expected = {"x-scanpress-applies": ("boolean",), "x-scanpress-reason": ("string",)}
    for name, types in expected.items():
        if name in place.part and place.part.get("type") not in types:
            yield Mistake(file, f"{place.pointer}/type", f"{name} needs another type", f'write "type": "{types[0]}"')
    if "x-scanpress-source" in place.part and place.part.get("type") != "string" and "enum" not in place.part:
        remedy = 'write "type": "string", or list the possible values in "enum"'
        yield Mistake(file, f"{place.pointer}/type", "who gave an answer is a text", remedy)
