"""Check what a schema says about its questions by their names: scores, conditions, modules."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from scanpress.instruments.model import Instrument
from scanpress.instruments.own.mistake import EXAMPLES, Mistake

_SCORE, _SHARING = "/x-scanpress-score", "/x-scanpress-sharing"


def rule_mistakes(file: str, schema: Mapping[str, Any], instrument: Instrument) -> Iterator[Mistake]:
    """Yield names that nothing has, and rules that contradict each other."""
    yield from _conditions(file, schema, instrument)
    yield from _modules(file, instrument)
    if "x-scanpress-score" in schema:
        yield from _score(file, schema, instrument)
    if instrument.scoring.sharing:
        asked = {question.id for question in instrument.judged}
        for key, name in (("code", instrument.scoring.sharing.code), ("data", instrument.scoring.sharing.data)):
            if name not in asked:
                yield _unknown(file, f"{_SHARING}/{key}", name, asked)
    if instrument.assumed:
        message = "only one instrument of Scanpress is assumed if a scan names none"
        yield Mistake(file, "/x-scanpress-instrument/assumed", message, "remove it")


def _conditions(file: str, schema: Mapping[str, Any], instrument: Instrument) -> Iterator[Mistake]:
    for label, when in instrument.asked_when:
        key, pointer = when.key, f"/properties/{when.key}"
        part = schema["properties"].get(key, {})
        values = part.get("enum") if isinstance(part, dict) else None
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            message = f"it decides whether {label} is asked, but does not list its values"
            example = f'"{key}": {{ "enum": ["a", "b"] }}'
            yield Mistake(file, pointer, message, "describe it by an enum of texts", example)
        elif key not in schema.get("required", ()):
            yield Mistake(file, "/required", f"{key} decides what is asked, and may be left out", f'add "{key}"')
        elif unknown := [value for value in when.values if value not in values]:
            message = f"{label} is asked if {key} is {', '.join(unknown)}, which it cannot be"
            yield Mistake(file, pointer, message, f"add it to the enum, or correct x-scanpress-when of {label}")


def _modules(file: str, instrument: Instrument) -> Iterator[Mistake]:
    if instrument.modules and not instrument.modules_key:
        example = '"active_modules": { "type": "array", "items": { "enum": ["…"] }, "x-scanpress-modules": true }'
        yield Mistake(file, "/properties", "no key of a scan lists its modules", "add one", example)
    for category in instrument.categories:
        if category.module and category.path[0] != instrument.container:
            message = f"the module {category.id} is not in {instrument.container}"
            yield Mistake(file, f"/properties/{category.path[0]}", message, "move it there, or use x-scanpress-when")


def _score(file: str, schema: Mapping[str, Any], instrument: Instrument) -> Iterator[Mistake]:
    rule = instrument.scoring
    categories = {each.id for each, _ in instrument.judged_by_category}
    if not instrument.judged:
        message = "no answer has a verdict, so there is nothing to score"
        yield Mistake(file, _SCORE, message, "remove it, or say which results are met", EXAMPLES["x-scanpress-results"])
        return
    yield from _names(file, instrument, categories)
    if rule.per == "category" and "" in categories:
        message = "the questions have no categories"
        yield Mistake(file, f"{_SCORE}/per", message, 'write "per": "question", or make categories')
    if rule.mean == "harmonic" and not rule.dimensions and rule.per == "question":
        message = "there is nothing to take a mean of"
        yield Mistake(file, f"{_SCORE}/mean", message, 'add "dimensions", or write "per": "category"')
    if not rule.is_plain and rule.shown != "percent":
        message = "a score with weights or dimensions is shown in percent"
        yield Mistake(file, f"{_SCORE}/shown", message, 'write "shown": "percent", or leave it out')
    yield from _unscored(file, schema, instrument)


def _names(file: str, instrument: Instrument, categories: set[str]) -> Iterator[Mistake]:
    rule, judged = instrument.scoring, {each.id for each in instrument.judged}
    counted = judged if rule.per == "question" else categories
    named = [("weights", name, counted) for name in rule.weights]
    named += [(f"dimensions/{key}", name, categories) for key, names in rule.dimensions.items() for name in names]
    named += [(f"parts/{key}", name, judged) for key, names in rule.parts.items() for name in names]
    yield from (_unknown(file, f"{_SCORE}/{place}", name, known) for place, name, known in named if name not in known)


def _unscored(file: str, schema: Mapping[str, Any], instrument: Instrument) -> Iterator[Mistake]:
    rule = instrument.scoring.unscored
    if rule is None:
        return
    pointer = f"{_SCORE}/unless"
    described = {question.id: question.results for question in instrument.described}
    part = schema["properties"].get(rule.key, {})
    possible = described.get(rule.key) or tuple(part.get("enum", ()) if isinstance(part, dict) else ())
    if not possible:
        remedy = 'name a question whose results are "described", or a key of a scan with an enum'
        yield Mistake(file, f"{pointer}/key", f"{rule.key} has no list of values", remedy, '"key": "paper_type"')
    elif unknown := [value for value in rule.values if value not in possible]:
        yield _unknown(file, f"{pointer}/is", unknown[0], possible)
    elif set(possible) <= set(rule.values):
        yield Mistake(file, f"{pointer}/is", "no paper would have a score", "leave out one value")


def _unknown(file: str, pointer: str, name: str, known: Iterable[str]) -> Mistake:
    return Mistake(file, pointer, f"there is no {name} here", f"write one of {', '.join(sorted(known))}")
