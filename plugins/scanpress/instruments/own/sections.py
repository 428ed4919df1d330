"""Check that the sections of a scan that all instruments share are as pages expect them."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from scanpress.instruments.built_in import built_in_schema
from scanpress.instruments.own.mistake import Mistake
from scanpress.instruments.reading import QUESTIONS, resolve

_MODEL = "survey-3"  # this schema has all sections that pages show
_SHARED = (
    "paper", "rater", "status", "license", "source", "review", "reply",
    "methodology_tags", "key_findings", "claims", "red_flags", "cited_papers", "engagement_factors",
)  # fmt: skip
_REMEDY = (
    'write it as in the schemas of Scanpress: scanpress schema survey-3 shows them, and their "$defs" can be copied'
)


def section_mistakes(file: str, schema: Mapping[str, Any]) -> Iterator[Mistake]:
    """Yield the sections that would accept what pages cannot show, and the paper if scans need not name one."""
    required = schema.get("required")
    if not isinstance(required, list) or "paper" not in required or "paper" not in schema["properties"]:
        remedy = 'describe "paper", and add it to "required"'
        yield Mistake(file, "/required", "a scan need not name a paper", remedy, '"required": ["paper", "checklist"]')
    model = _model()
    for name in _SHARED:
        part = schema["properties"].get(name)
        if isinstance(part, dict) and QUESTIONS not in part:
            reason = _laxer(schema, part, model, model["properties"][name], "")
            if reason:
                yield Mistake(file, f"/properties/{name}", reason, _REMEDY)


@cache
def _model() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(built_in_schema(_MODEL))
    return found


def _laxer(schema: Mapping[str, Any], part: Any, model: Mapping[str, Any], wanted: Mapping[str, Any], at: str) -> str:
    """Return in which way a part of a schema accepts more than it should, or an empty text."""
    part, wanted = resolve(schema, part) if isinstance(part, dict) else {}, resolve(model, wanted)
    name = at or "it"
    types, allowed = _types(part), _types(wanted)
    if allowed and not types <= allowed:
        return f"{name} may have another type than {' or '.join(sorted(allowed))}"
    values = part.get("enum")
    if "enum" in wanted and not (isinstance(values, list) and set(map(str, values)) <= set(map(str, wanted["enum"]))):
        return f"{name} may be something else than {', '.join(map(str, wanted['enum']))}"
    if missing := [key for key in wanted.get("required", ()) if key not in part.get("required", ())]:
        return f"{name} need not have {', '.join(missing)}"
    inner = [(f"{at}.{key}".strip("."), part.get("properties", {}).get(key), each) for key, each in _members(wanted)]
    if "items" in wanted:
        inner.append((f"an entry of {name}", part.get("items", {}), wanted["items"]))
    found = (_laxer(schema, own, model, each, place) for place, own, each in inner if own is not None)
    return next(filter(None, found), "")


def _members(part: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    yield from part.get("properties", {}).items()


def _types(part: Mapping[str, Any]) -> set[str]:
    given = part.get("type")
    if given is None and "enum" in part:
        return set()
    found = {given} if isinstance(given, str) else set(given or ["anything"])
    return found | ({"null"} & found)
