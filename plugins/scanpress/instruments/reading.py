"""Read a schema into an instrument.

Most of it is in the standard's own keywords: `title` is a label, `description` a question followed by its guidance, the
order of `properties` the order of categories and questions, `required` what must be answered, a `patternProperties`
entry other than `^x-` an open category. Four annotations say the rest:

`x-scanpress-instrument`  name and version, the older key for the version, whether it is assumed if a scan names none
`x-scanpress-questions`   the property that has the answers: `by-category` or `flat` (one category without id)
`x-scanpress-module`      a category that is asked only if the scan lists it
`x-scanpress-modules`     the property in which the scan lists its modules

Other annotations belong to the check, which describes them.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from scanpress.instruments.model import Category, Instrument, Question

Schema = dict[str, Any]


def read_instrument(schema_bytes: bytes) -> Instrument | None:
    """Return the instrument that a schema describes, or None if it describes none."""
    schema: Schema = json.loads(schema_bytes)
    about = schema.get("x-scanpress-instrument")
    if about is None:
        return None
    container = _property_with(schema, "x-scanpress-questions")
    return Instrument(
        name=about["name"],
        version=about["version"],
        title=schema["title"],
        description=schema["description"],
        schema=schema,
        schema_bytes=schema_bytes,
        schema_id=schema["$id"],
        categories=tuple(_categories(schema, schema["properties"][container])),
        container=container,
        modules_key=_property_with(schema, "x-scanpress-modules"),
        version_keys=tuple(key for key in [about.get("version_key")] if key),
        assumed=about.get("assumed", False),
    )


def resolve(schema: Mapping[str, Any], part: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a part of a schema with its local reference followed; its own keywords win over those it refers to."""
    reference = part.get("$ref")
    if not isinstance(reference, str) or not reference.startswith("#/$defs/"):
        return part
    target = schema["$defs"][reference.removeprefix("#/$defs/")]
    return {**resolve(schema, target), **part}


def describe(schema: Mapping[str, Any], part: Mapping[str, Any], key: str | int) -> Mapping[str, Any]:
    """Return the schema of a member of an object or an entry of a list, or an empty one if there is none."""
    part = resolve(schema, part)
    if isinstance(key, int):
        return resolve(schema, part.get("items", {}))
    found = part.get("properties", {}).get(key)
    if found is None:
        patterns = part.get("patternProperties", {}).items()
        found = next((each for pattern, each in patterns if re.search(pattern, key)), {})
    return resolve(schema, found)


def _property_with(schema: Schema, annotation: str) -> str:
    return next((key for key, value in schema["properties"].items() if annotation in value), "")


def _categories(schema: Schema, container: Schema) -> Iterator[Category]:
    if container["x-scanpress-questions"] == "flat":
        yield Category("", container["title"], container["description"], tuple(_questions(schema, "", container)))
        return
    for identifier, part in container["properties"].items():
        yield Category(
            id=identifier,
            label=part["title"],
            guidance=part["description"],
            questions=tuple(_questions(schema, identifier, part)),
            module=part.get("x-scanpress-module", False),
            open=any(pattern != "^x-" for pattern in part["patternProperties"]),
        )


def _questions(schema: Schema, category: str, group: Schema) -> Iterator[Question]:
    for identifier, part in group.get("properties", {}).items():
        sentence, _, guidance = part["description"].partition("? ")
        yield Question(
            id=identifier,
            category=category,
            label=part["title"],
            guidance=guidance,
            sentence=f"{sentence}?",
            required=identifier in group.get("required", ()),
            results=_results(resolve(schema, part)),
        )


def _results(answer: Mapping[str, Any]) -> tuple[str, ...]:
    allowed = (part["enum"] for part in answer["properties"].values() if "enum" in part)
    return tuple(next(allowed, ()))
