"""Edits that repair a document: what a remedy tells people to do, in a form that programs can apply.

The words of a remedy are made from its edit, so that the two cannot differ. In an edit, null is a value that only a
person knows: the check reports it as still to answer, and the words of the remedy show it as `…`.
"""

import copy
import json
from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import Any

from scanpress.checking.display import visible

Pointer = tuple[str | int, ...]

_LONGEST = 400  # characters of a value that a remedy shows
_LONGEST_TEXT = 60  # characters of a text inside an object, which is already in the file


@dataclass(frozen=True, slots=True)
class Write:
    """Write a value at a place; a place at the end of a list adds to the list."""

    pointer: Pointer
    value: Any


@dataclass(frozen=True, slots=True)
class Remove:
    """Remove a key with its value, or an entry of a list."""

    pointer: Pointer


@dataclass(frozen=True, slots=True)
class Move:
    """Move a value to another place, or rename its key; objects around the new place are made if they are missing."""

    pointer: Pointer
    to: Pointer


Edit = Write | Remove | Move
Way = tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Repair:
    """What to do, in words, and the ways to do it: any one of them is right, and is applied as a whole.

    Without ways, only a person can know what is right. `cause` is equal for repairs of the same mistake.
    """

    text: str
    ways: tuple[Way, ...] = ()
    cause: str = ""


def written_by(ways: Iterable[tuple[Way, ...]]) -> set[Pointer]:
    """Return the places that are written if each remedy with one way is followed."""
    certain = (each[0] for each in ways if len(each) == 1)
    return {edit.pointer for way in certain for edit in way if isinstance(edit, Write)}


def applied(document: Any, way: Iterable[Edit]) -> Any:
    """Return a copy of a document after edits; all pointers are those of the document before."""
    changed = copy.deepcopy(document)
    edits = list(way)
    moved = [(edit.to, _value(changed, edit.pointer)) for edit in edits if isinstance(edit, Move)]
    gone = [edit.pointer for edit in edits if not isinstance(edit, Write)]
    for pointer in sorted(gone, key=lambda each: (len(each), _index(each)), reverse=True):
        parent = _value(changed, pointer[:-1])
        del parent[pointer[-1]]
    for pointer, value in [*((edit.pointer, edit.value) for edit in edits if isinstance(edit, Write)), *moved]:
        changed = _placed(changed, pointer, value)
    return changed


def shown(value: Any, *, texts: Container[str] = ()) -> str:
    """Return a value as JSON in one line, with `…` for null and for what does not fit into a remedy.

    `texts` are the keys of which null stands for a text.

    >>> shown({"name": "Ada", "date": None, "note": None}, texts={"note"})
    '{ "name": "Ada", "date": …, "note": "…" }'
    """
    written = _text(value, _LONGEST) if isinstance(value, str) else _written(value, texts)
    if len(written) <= _LONGEST:
        return written
    return written[: _LONGEST - 3] + ("…, …" if isinstance(value, list) else "…")


def _written(value: Any, texts: Container[str]) -> str:
    if value is None:
        return "…"
    if isinstance(value, dict):
        open_text = '"…"'
        members = (
            f"{_text(key, _LONGEST_TEXT)}: {open_text if child is None and key in texts else _written(child, texts)}"
            for key, child in value.items()
        )
        return f"{{ {', '.join(members)} }}" if value else "{}"
    if isinstance(value, list):
        return f"[{', '.join(_written(each, texts) for each in value)}]"
    return _text(value, _LONGEST_TEXT) if isinstance(value, str) else json.dumps(value)


def _text(value: str, longest: int) -> str:
    written = visible(json.dumps(value[: longest + 1], ensure_ascii=False))
    return written if len(written) <= longest + 2 else written[:longest] + '…"'


def _index(pointer: Pointer) -> int:
    return pointer[-1] if pointer and isinstance(pointer[-1], int) else 0


def _value(document: Any, pointer: Pointer) -> Any:
    for key in pointer:
        document = document[key]
    return document


def _placed(document: Any, pointer: Pointer, value: Any) -> Any:
    if not pointer:
        return value
    parent = document
    for key in pointer[:-1]:
        parent = parent.setdefault(key, {}) if isinstance(parent, dict) else parent[key]
    last = pointer[-1]
    if isinstance(parent, list) and last == len(parent):
        parent.append(value)
    else:
        parent[last] = value
    return document
