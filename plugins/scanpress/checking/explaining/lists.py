"""What to write if a list is expected, and something else is there."""

import ast
import re
from typing import Any

from scanpress.checking.edits import Repair, shown
from scanpress.checking.explaining.identifiers import says_nothing
from scanpress.checking.explaining.spot import Spot
from scanpress.checking.known.authors import readings


def list_repair(spot: Spot) -> Repair | None:
    """Return the repair of a value that is not the list that is expected, or None if only its author knows it."""
    value = spot.value
    if isinstance(value, dict):
        return _list_of_object(spot, value)
    if spot.fits([]) and (value is False or (isinstance(value, str) and (not value.strip() or says_nothing(value)))):
        return spot.write([], " if there is nothing to list", cause="nothing to list")
    if spot.key == "authors" and isinstance(value, str | int | float):
        return _authors(spot, str(value))
    if spot.fits([value]):
        return Repair(f"write a list: [{spot.written or shown(value)}]", (spot.way([value]),))
    if isinstance(value, str):
        parts = [part.strip().strip("\"'") for part in re.split(r"[,;|\n]", value.strip().strip("[]")) if part.strip()]
        parts = parts if spot.fits(parts) else [part.lower().replace(" ", "-") for part in parts]
        return Repair(f"write a list: {shown(parts)}", (spot.way(parts),)) if parts and spot.fits(parts) else None
    return None


def _list_of_object(spot: Spot, value: dict[str, Any]) -> Repair | None:
    values = list(value.values())
    chosen = [key for key, is_so in value.items() if is_so is True]
    if all(isinstance(each, bool) for each in values) and spot.fits(chosen):
        return Repair(f"write a list of those that are true: {shown(chosen)}", (spot.way(chosen),), "object for a list")
    if value and all(key.isdecimal() for key in value) and spot.fits(values):
        return Repair(f"write a list: {shown(values)}", (spot.way(values),), "object for a list")
    if spot.fits([value]):
        return Repair("put it in a list: write [ before it and ] after it", (spot.way([value]),), "object for a list")
    return None


def _authors(spot: Spot, text: str) -> Repair | None:
    if text.strip().startswith(("[", "(")) and (listed := _listed_names(text)) and spot.fits(listed):
        return Repair(f"write a list and not a text: {shown(listed)}", (spot.way(listed),))
    found = [list(names) for names in readings(text) if spot.fits(list(names))]
    if not found:
        return Repair(
            'write all authors as a list, one text per author: ["Given Family", "Given Family"]', cause="authors"
        )
    ways = tuple(spot.way(names) for names in found)
    if len(found) == 1:
        return Repair(f"write {shown(found[0])}" if len(found[0]) > 1 else f"write a list: {shown(found[0])}", ways)
    choices = [
        f"{shown(names)} if {'this is one author' if len(names) == 1 else f'these are {len(names)}'}" for names in found
    ]
    return Repair(f"write {' or '.join(choices)}", ways)


def _listed_names(text: str) -> list[Any]:
    """Return the list that a text is, as JSON or Python write it, or an empty list."""
    try:
        found = ast.literal_eval(text.strip())
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return []
    return list(found) if isinstance(found, list | tuple) else []
