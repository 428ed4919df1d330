"""Make a scan that is not answered yet: every question in order, and null in place of every answer."""

from collections.abc import Collection, Mapping
from typing import Any

from scanpress.instruments.model import Instrument
from scanpress.instruments.reading import resolve


def blank_scan(instrument: Instrument, *, modules: Collection[str] = ()) -> dict[str, Any]:
    """Return a blank scan of an instrument, with the questions of the given modules."""
    scan: dict[str, Any] = _version(instrument)
    for key, part in instrument.schema["properties"].items():
        if key == instrument.container:
            scan[key] = _answers(instrument, part, modules)
        elif key == instrument.modules_key:
            scan[key] = [name for name in instrument.modules if name in modules]
        elif key in instrument.schema["required"] or key == "rater":
            scan[key] = _blank(instrument.schema, part)
    return scan


def _version(instrument: Instrument) -> dict[str, Any]:
    if instrument.version_keys:
        return {instrument.version_keys[0]: instrument.version}
    return {"instrument": instrument.name, "instrument_version": instrument.version}


def _answers(instrument: Instrument, part: Mapping[str, Any], modules: Collection[str]) -> dict[str, Any]:
    if not instrument.by_category:
        return {key: _blank(instrument.schema, child) for key, child in part["properties"].items()}
    return {
        # An open category has no questions of its own: its author adds them.
        category.id: {
            key: _blank(instrument.schema, child)
            for key, child in part["properties"][category.id].get("properties", {}).items()
        }
        or None
        for category in instrument.categories
        if category.id in modules or not category.module
    }


def _blank(schema: Mapping[str, Any], part: Mapping[str, Any]) -> Any:
    """Return what must be filled in: the required keys of an object, one example entry of a list of objects."""
    part = resolve(schema, part)
    if part.get("type") == "object":
        return {key: _blank(schema, part["properties"][key]) for key in part.get("required", ())}
    items = resolve(schema, part.get("items", {}))
    return [_blank(schema, items)] if items.get("type") == "object" else None
