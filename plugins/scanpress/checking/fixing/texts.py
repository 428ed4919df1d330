"""Repair the syntax of a text, if each mistake in it has one meaning only."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from scanpress.checking.fixing.exact import read_exactly
from scanpress.checking.fixing.repairs import Repair, Repairs
from scanpress.checking.problem import Pointer
from scanpress.checking.reading.layout import lay_out
from scanpress.checking.reading.mistakes import KINDS, Mistake
from scanpress.checking.reading.places import Layout

_ROUNDS = 3  # the lines of a code fence hide the mistakes inside it
_NOTE = "x-note"

Notes = Mapping[Pointer, str]
"""The comments of a text, by the objects in which they are."""


@dataclass(frozen=True, slots=True)
class RepairedText:
    """A text that is valid JSON now, with what was repaired, and the comments that were taken out."""

    text: str
    repairs: Repairs
    notes: Notes


def repair_text(text: str) -> RepairedText | None:
    """Return a text with the mistakes in its syntax repaired, or None if one of them is not mechanical."""
    repairs: Repairs = Repairs()
    notes: dict[Pointer, list[str]] = {}
    for _ in range(_ROUNDS):
        layout = lay_out(text)
        if not layout.mistakes:
            break
        if not _is_mechanical(layout):
            return None
        repairs.update(_repair(each) for each in layout.mistakes)
        for each in layout.mistakes:
            if each.note:
                notes.setdefault(each.pointer, []).append(each.note)
        text = layout.strict
    return RepairedText(text, repairs, {pointer: "\n".join(parts) for pointer, parts in notes.items()})


def with_notes(document: Any, notes: Notes) -> Any:
    """Return a document with comments as values of x-note, each in the object in which it was."""
    for pointer, note in notes.items():
        part = document
        for key in pointer:
            part = part[key]
        part[_free_key(part)] = note
    return document


def _free_key(part: Mapping[str, Any]) -> str:
    return next(name for number in count(1) if (name := f"{_NOTE}-{number}" if number > 1 else _NOTE) not in part)


def _is_mechanical(layout: Layout) -> bool:
    """Return whether all mistakes are mechanical, and the text without them has the values that were read."""
    if not all(each.mechanical for each in layout.mistakes):
        return False
    if layout.broken:
        return all(each.kind == "code-fence" for each in layout.mistakes)
    try:
        document = read_exactly(layout.strict)
    except (ValueError, RecursionError):
        return False
    return _pointers(document) == layout.places.keys()


def _pointers(document: Any) -> set[Pointer]:
    """Return the places of all values of a document."""
    found: set[Pointer] = set()
    left: list[tuple[Pointer, Any]] = [((), document)]
    while left:
        pointer, value = left.pop()
        found.add(pointer)
        members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        left += [((*pointer, key), child) for key, child in members]
    return found


def _repair(mistake: Mistake) -> Repair:
    kind = KINDS[mistake.kind]
    return Repair(kind.what.replace("{}", mistake.detail), kind.done)
