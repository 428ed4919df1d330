"""Read a schema into an instrument.

Most of it is in the standard's own keywords: `title` is a label, `description` a question followed by its guidance, the
order of `properties` the order of categories and questions, `required` what must be answered, a `patternProperties`
entry other than `^x-` an open category. Annotations, which README.md of this folder describes, say the rest.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from scanpress.instruments.answering import AnswerForm, Limits, Verdict
from scanpress.instruments.model import Category, Instrument, Question, When
from scanpress.instruments.scoring import Scoring

Schema = Mapping[str, Any]

QUESTIONS = "x-scanpress-questions"
ANSWER_KEYS = ("x-scanpress-results", "x-scanpress-unit", "x-scanpress-text")
"""The annotations of the key that has the answer: one of some results, a number, a text."""
_TRUTH = {"true": True, "false": False}


def read_instrument(schema_bytes: bytes) -> Instrument | None:
    """Return the instrument that a schema describes, or None if it describes none."""
    schema = json.loads(schema_bytes)
    about = schema.get("x-scanpress-instrument")
    if about is None:
        return None
    containers = tuple(key for key, part in schema["properties"].items() if QUESTIONS in part)
    categories = _with_ids(list(_categories(schema, containers)))
    completed = completed_schema(schema)
    return Instrument(
        name=about["name"],
        version=about["version"],
        title=schema["title"],
        description=schema["description"],
        schema=completed,
        schema_bytes=schema_bytes if completed is schema else json.dumps(completed, indent=2).encode() + b"\n",
        schema_id=schema["$id"],
        categories=categories,
        containers=containers,
        scoring=Scoring.of(schema, {each.id: each.results for group in categories for each in group.questions}),
        modules_key=next((key for key, part in schema["properties"].items() if "x-scanpress-modules" in part), ""),
        version_keys=tuple(key for key in [about.get("version_key")] if key),
        assumed=about.get("assumed", False),
    )


def resolve(schema: Schema, part: Schema) -> Schema:
    """Return a part of a schema with its local reference followed; its own keywords win over those it refers to."""
    reference = part.get("$ref")
    if not isinstance(reference, str) or not reference.startswith("#/$defs/"):
        return part
    target = schema["$defs"][reference.removeprefix("#/$defs/")]
    return {**resolve(schema, target), **part}


def describe(schema: Schema, part: Schema, key: str | int) -> Schema:
    """Return the schema of a member of an object or an entry of a list, or an empty one if there is none."""
    part = resolve(schema, part)
    if isinstance(key, int):
        return resolve(schema, part.get("items", {}))
    found = part.get("properties", {}).get(key)
    if found is None:
        patterns = part.get("patternProperties", {}).items()
        found = next((each for pattern, each in patterns if re.search(pattern, key)), {})
    return resolve(schema, found)


def answer_form(schema: Schema, part: Schema) -> AnswerForm | None:
    """Return how a question is answered, by the annotations of its answer; None if they do not say it."""
    members = {key: resolve(schema, each) for key, each in resolve(schema, part).get("properties", {}).items()}
    named: dict[str, Any] = {
        name: next((key for key, each in members.items() if each.get(f"x-scanpress-{name}")), "")
        for name in ("applies", "reason", "source")
    }
    named["quotes"] = members.get(named["reason"], {}).get("x-scanpress-reason") == "quotation"
    for key, each in members.items():
        if "x-scanpress-results" in each:
            combined = {name: tuple(words) for name, words in each.get("x-scanpress-combined", {}).items()}
            results = tuple(each.get("enum", ()))
            return AnswerForm(key, "word", **named, results=results, verdicts=_verdicts(each), combined=combined)
        if "x-scanpress-unit" in each:
            limits = each.get("x-scanpress-met")
            return AnswerForm(
                key,
                "number",
                **named,
                unit=each["x-scanpress-unit"],
                least=each.get("minimum"),
                most=each.get("maximum"),
                met=Limits(limits.get("minimum"), limits.get("maximum")) if limits else None,
            )
        if "x-scanpress-text" in each:
            return AnswerForm(key, "text", **named)
    return None


def _verdicts(part: Schema) -> dict[str | bool, Verdict]:
    given = part["x-scanpress-results"]
    if given == "described":
        return {}
    is_truth = part.get("type") == "boolean"
    return {_TRUTH[result] if is_truth else result: Verdict(verdict) for result, verdict in given.items()}


def _categories(schema: Schema, containers: tuple[str, ...]) -> Iterator[Category]:
    for name in containers:
        container = resolve(schema, schema["properties"][name])
        when = _when(container)
        if container[QUESTIONS] == "flat":
            identifier = name if len(containers) > 1 else ""
            yield _category(schema, identifier, container, (name,), when)
            continue
        for key, part in container["properties"].items():
            yield _category(schema, key, resolve(schema, part), (name, key), when)


def _category(schema: Schema, identifier: str, part: Schema, path: tuple[str, ...], when: When | None) -> Category:
    others = (each for pattern, each in part.get("patternProperties", {}).items() if pattern != "^x-")
    questions = tuple(_questions(schema, identifier, part))
    return Category(
        id=identifier,
        label=part["title"],
        guidance=part["description"],
        questions=questions,
        forms={question.key: question.form for question in questions},
        path=path,
        module=part.get("x-scanpress-module", False),
        open_form=next((answer_form(schema, each) for each in others), None),
        when=_when(part) or when,
    )


def _questions(schema: Schema, category: str, group: Schema) -> Iterator[Question]:
    for identifier, part in group.get("properties", {}).items():
        described = resolve(schema, part)
        sentence, _, guidance = described["description"].partition("? ")
        form = answer_form(schema, part)
        if form is None:
            raise LookupError(f"the answer to {identifier} has no annotation that says what it means")
        yield Question(
            id=identifier,
            category=category,
            label=described["title"],
            guidance=guidance,
            sentence=f"{sentence.removesuffix('?')}?",
            required=identifier in group.get("required", ()),
            form=form,
            key=identifier,
            when=_when(part),
        )


def _with_ids(categories: list[Category]) -> tuple[Category, ...]:
    """Give categories and questions ids that no other one has, if they share a key: their container comes before it."""
    from dataclasses import replace  # noqa: PLC0415 - no built-in instrument needs it

    named = Counter(each.id for each in categories)
    asked = Counter(each.key for group in categories for each in group.questions)
    if max([*named.values(), *asked.values()], default=1) == 1:
        return tuple(categories)
    found = []
    for category in categories:
        identifier = category.id if named[category.id] == 1 else ".".join(category.path)
        questions = (
            replace(each, category=identifier, id=each.key if asked[each.key] == 1 else f"{identifier}.{each.key}")
            for each in category.questions
        )
        found.append(replace(category, id=identifier, questions=tuple(questions)))
    return tuple(found)


def _when(part: Schema) -> When | None:
    given = part.get("x-scanpress-when")
    return When(given["key"], tuple(given["is"])) if given else None


def completed_schema(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema that also says by `if` and `then` what is asked in which scans; the same one if all is asked."""
    rules = list(_rules(schema, schema, ()))
    return {**schema, "allOf": [*schema.get("allOf", ()), *rules]} if rules else schema


def _rules(schema: Schema, part: Schema, path: tuple[str, ...]) -> Iterator[Schema]:
    """Yield two rules for each part that is asked in some scans only: in these it is required, in others forbidden."""
    for key, given in part.get("properties", {}).items():
        child = resolve(schema, given)
        when = _when(child)
        if when is not None:
            others = [each for each in schema["properties"][when.key].get("enum", ()) if each not in when.values]
            yield {"if": _is_one_of(when.key, when.values), "then": _at(path, {"required": [key]})}
            yield {"if": _is_one_of(when.key, others), "then": _at(path, {"properties": {key: {"not": {}}}})}
        is_category = len(path) == 1 and part.get(QUESTIONS) == "by-category"
        if is_category or (not path and QUESTIONS in child):
            yield from _rules(schema, child, (*path, key))


def _is_one_of(key: str, values: Any) -> Schema:
    return {"required": [key], "properties": {key: {"enum": list(values)}}}


def _at(path: tuple[str, ...], rule: Schema) -> Schema:
    for key in reversed(path):
        rule = {"properties": {key: rule}}
    return rule
