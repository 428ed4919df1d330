"""Make a scan that is not answered yet: every question in order, and null in place of every answer."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from scanpress.instruments.model import Category, Instrument, Question, When
from scanpress.instruments.reading import resolve

_NOTHING: Mapping[str, str] = {}


def blank_scan(
    instrument: Instrument, *, modules: Collection[str] = (), chosen: Mapping[str, str] = _NOTHING
) -> dict[str, Any]:
    """Return a blank scan of an instrument, with the questions of the given modules.

    `chosen` are the values of keys on which it depends what is asked, such as the type of the paper.
    """
    scan: dict[str, Any] = _version(instrument)
    for key, part in instrument.schema["properties"].items():
        if key in instrument.containers:
            scan |= _answers(instrument, key, modules, chosen)
        elif key == instrument.modules_key:
            scan[key] = [name for name in instrument.modules if name in modules]
        elif key in chosen:
            scan[key] = chosen[key]
        elif (key in instrument.schema["required"] and key not in scan) or key == "rater":
            scan[key] = _blank(instrument.schema, part)
    return scan


def asked_categories(
    instrument: Instrument, modules: Collection[str], chosen: Mapping[str, str]
) -> Iterator[tuple[Category, tuple[Question, ...]]]:
    """Yield the categories that are asked, each with its questions that are."""
    for category in instrument.categories:
        if (category.id in modules or not category.module) and _is_asked(category.when, chosen):
            yield category, tuple(each for each in category.questions if _is_asked(each.when, chosen))


def _is_asked(when: When | None, chosen: Mapping[str, str]) -> bool:
    return when is None or when.holds(chosen)


def _version(instrument: Instrument) -> dict[str, Any]:
    if instrument.version_keys:
        return {instrument.version_keys[0]: instrument.version}
    return {"instrument": instrument.name, "instrument_version": instrument.version}


def _answers(
    instrument: Instrument, container: str, modules: Collection[str], chosen: Mapping[str, str]
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for category, questions in asked_categories(instrument, modules, chosen):
        if category.path[0] != container:
            continue
        part = resolve(instrument.schema, instrument.schema["properties"][container])
        for key in category.path[1:]:
            part = resolve(instrument.schema, part["properties"][key])
        # An open category has no questions of its own: its author adds them.
        answers = {each.key: _blank(instrument.schema, part["properties"][each.key]) for each in questions} or None
        if len(category.path) == 1:
            found[container] = answers
        else:
            found.setdefault(container, {})[category.path[1]] = answers
    return found


def _blank(schema: Mapping[str, Any], part: Mapping[str, Any]) -> Any:
    """Return what must be filled in: the required keys of an object, one example entry of a list of objects."""
    part = resolve(schema, part)
    if part.get("type") == "object":
        return {key: _blank(schema, part["properties"][key]) for key in part.get("required", ())}
    items = resolve(schema, part.get("items", {}))
    return [_blank(schema, items)] if items.get("type") == "object" else None
