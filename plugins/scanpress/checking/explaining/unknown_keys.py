"""What is said of keys that the schema does not have at their places, and what becomes of them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scanpress.checking.display import joined, quoted
from scanpress.checking.edits import Edit, Move, Pointer, Remove, Way, Write, shown
from scanpress.checking.explaining.homes import Home
from scanpress.checking.explaining.spot import free_key
from scanpress.checking.problem import Finding
from scanpress.checking.suspicions.status import EXPLAINED

_EMAIL = re.compile(r"[^\s@]{1,80}@[^\s@]{1,80}\.[a-zA-Z]{2,20}")
_SHOWN = 8  # names of keys of somebody else's format in a message


@dataclass(frozen=True, slots=True)
class Unknown:
    """An unknown key of an object, with its value."""

    pointer: Pointer
    key: str
    value: Any
    instance: Mapping[str, Any]

    @property
    def place(self) -> Pointer:
        """The place of its value."""
        return (*self.pointer, self.key)

    def renamed(self, key: str) -> Way:
        """Return the way to give it another name."""
        return (Move(self.place, (*self.pointer, key)),)


def too_deep(each: Unknown, inner: list[str], beside: Sequence[str] = ()) -> Finding:
    """Return the finding on an object that is not known and has keys that belong beside it.

    Keys `beside` it are those of a schema, and are removed too.
    """
    moved: Way = tuple(Move((*each.place, name), (*each.pointer, name)) for name in inner)
    moved += tuple(Remove((*each.pointer, name)) for name in beside)
    is_empty = len(inner) == len(each.value)
    ways = ((*moved, Remove(each.place)),) if is_empty else (moved,)
    where = quoted(each.pointer[-1]) if each.pointer else "the top level of the file"
    shown = [*map(quoted, inner)]
    names = joined(shown) if len(inner) <= _SHOWN else f"{shown[0]} and {len(inner) - 1} other keys"
    remedy = f"move {names} to {where}{f', and remove {quoted(each.key)} inside of it' * is_empty}"
    remedy += f"; remove {joined([*map(quoted, beside)])} too" if beside else ""
    message = f"{names} {'is' if len(inner) == 1 else 'are'} one level too deep, inside {quoted(each.key)}"
    return Finding("misplaced-key", each.place, message, remedy, "key", ways=ways, about=(*each.pointer, inner[0]))


def all_elsewhere(each: Unknown, found: list[Home]) -> Finding:
    """Return the finding on an object that is not known, and whose keys belong into others."""
    places = list(dict.fromkeys(map(_container, found)))
    names = joined([quoted(home.pointer[-1]) for home in found])
    message = f"the schema has no key {quoted(each.key)} here, and what is inside belongs elsewhere"
    remedy = f"move {names} to {joined(places)}, and remove {quoted(each.key)}"
    moves: Way = tuple(Move((*each.place, key), home.pointer) for key, home in zip(each.value, found, strict=True))
    about = found[0].pointer
    return Finding(
        "misplaced-key", each.place, message, remedy, "key", about=about, ways=((*moves, Remove(each.place)),)
    )


def foreign(found: list[Unknown]) -> Finding:
    """Return the one finding on all keys of somebody else's format."""
    names = list(dict.fromkeys(each.key for each in found))
    words = ", ".join(map(quoted, names[:_SHOWN])) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
    is_one = len(found) == 1
    message = f"the schema has no key {words}" if is_one else f"the schema does not have {len(found)} keys: {words}"
    remedy = f"nothing reads {'it' if is_one else 'them'}: remove {'it' if is_one else 'them'}, or begin a key with x-"
    return Finding("foreign-key", found[0].place, message, remedy, "key", also=tuple(each.place for each in found[1:]))


def extra(each: Unknown, present: str) -> Finding:
    """Return the finding on a key that nothing is known about."""
    keep = free_key("x-" + each.key, each.instance)
    if each.value in (None, "", [], {}):
        return unknown_finding(
            each, f"remove it, or rename it to {quoted(keep)} to keep it", ((Remove(each.place),), each.renamed(keep))
        )
    if isinstance(each.value, str) and _EMAIL.fullmatch(each.value.strip()):
        return unknown_finding(each, "remove it: e-mail addresses are not published", ((Remove(each.place),),))
    if present and each.instance.get(present) == each.value:
        return unknown_finding(each, f"remove it: {quoted(present)} has the same value", ((Remove(each.place),),))
    if present:
        remedy = f"keep the right value under {quoted(present)}, and rename this key to {quoted(keep)} or remove it"
        return unknown_finding(each, remedy, (each.renamed(keep),))
    return unknown_finding(each, f"rename it to {quoted(keep)} to keep it, or remove it", (each.renamed(keep),))


def of_each_answer(each: Unknown) -> Finding:
    """Return the finding on a reason beside the answers of a category."""
    keep = free_key("x-" + each.key, each.instance)
    remedy = f"write it in each answer that it belongs to, or rename it to {quoted(keep)} to keep it here"
    return unknown_finding(each, remedy, (each.renamed(keep),))


def unknown_finding(each: Unknown, remedy: str, ways: tuple[Way, ...], *, rule: str = "unknown-key") -> Finding:
    """Return the finding on a key that the schema does not have at its place."""
    return Finding(rule, each.place, f"the schema has no key {quoted(each.key)} here", remedy, "key", ways=ways)


def misplaced(each: Unknown, home: Home) -> Finding:
    """Return the finding on a key that belongs into another object."""
    name = "" if home.pointer[-1] == each.key else f" and rename it to {quoted(home.pointer[-1])}"
    remedy = f"move it to {_container(home)}{name}{', which is missing' * home.parent_is_missing}"
    message = f"the key {quoted(each.key)} does not belong here"
    first = next(iter(home.part.get("required", ())), "")
    if first and isinstance(each.value, str) and home.part.get("type") == "object":
        written = {first: each.value.strip()}
        where = f"in {quoted(home.pointer[-2])}" if len(home.pointer) > 1 else "at the top level of the file"
        remedy = f"write it {where} as {quoted(home.pointer[-1])}: {shown(written)}"
        if first == "state" and (why := EXPLAINED.get(written[first])):
            remedy += f', and add "note" to it: {why}'
        way: Way = (Remove(each.place), Write(home.pointer, written))
        return Finding("misplaced-key", each.place, message, remedy, "key", about=home.pointer, ways=(way,))
    ways = ((Move(each.place, home.pointer),),)
    return Finding("misplaced-key", each.place, message, remedy, "key", about=home.pointer, ways=ways)


def all_misplaced(moved: list[tuple[Unknown, Home]]) -> Finding:
    """Return the one finding on many keys of an object that belong elsewhere."""
    each, home = moved[0]
    targets = {_container(one) for _, one in moved}
    where = quoted(each.pointer[-1]) if each.pointer else "the top level of the file"
    message = f"{len(moved)} keys are in {where}, but do not belong there"
    if len(targets) == 1:
        remedy = f"move them to {_container(home)}{', which is missing' * home.parent_is_missing}"
    else:
        remedy = f"move each to the object that it belongs to, such as {quoted(each.key)} to {_container(home)}"
        remedy += f" as {quoted(home.pointer[-1])}" * (home.pointer[-1] != each.key)
        if all(len(one.pointer) == len(home.pointer) for _, one in moved):
            remedy += f"; there are {len(targets)} such objects"
    edits: list[Edit] = [Move(one.place, to.pointer) for one, to in moved]
    also = tuple(one.place for one, _ in moved[1:])
    return Finding(
        "misplaced-key", each.place, message, remedy, "key", also=also, about=home.pointer, ways=(tuple(edits),)
    )


def _container(home: Home) -> str:
    return quoted(home.pointer[-2]) if len(home.pointer) > 1 else "the top level of the file"


def place_of(home: Home) -> str:
    """Return a place in words."""
    name = quoted(home.pointer[-1])
    return f"{name} in {_container(home)}" if len(home.pointer) > 1 else f"{name} at the top level"
