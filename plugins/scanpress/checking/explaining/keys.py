"""Unknown, misplaced and missing keys: what each was probably meant to be, and where it belongs."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from scanpress.checking.display import listed, quoted
from scanpress.checking.edits import Edit, Move, Pointer, Remove, Way
from scanpress.checking.explaining.homes import Home, alike, homes, part_at
from scanpress.checking.explaining.names import key_synonym, nearest
from scanpress.checking.explaining.repeated import SPELLING
from scanpress.checking.explaining.spot import free_key
from scanpress.checking.form import Form
from scanpress.checking.problem import Finding

MAX_UNKNOWN = 20  # unknown keys that are reported per object, besides those that belong elsewhere
_MAX_COMPARED = 1000  # unknown keys of an object that are looked up
_SHOWN = 8  # names of keys of somebody else's format in a message
_CHOICES = 5  # values of a missing key that a remedy lists
_MANY = 3  # keys in a wrong object that are one problem

Fits = Callable[[Any, Mapping[str, Any]], bool]


@dataclass(frozen=True, slots=True)
class _Unknown:
    """An unknown key of an object, with its value."""

    pointer: Pointer
    key: str
    value: Any
    instance: Mapping[str, Any]

    @property
    def place(self) -> Pointer:
        return (*self.pointer, self.key)

    def renamed(self, key: str) -> Way:
        return (Move(self.place, (*self.pointer, key)),)


class Keys:
    """The unknown keys of all objects of a document, and the known key that each probably meant."""

    def __init__(self, form: Form, document: Any, fits: Fits, *, is_lenient: bool = False) -> None:
        self.findings: list[Finding] = []
        self._is_lenient = is_lenient
        self._foreign: list[_Unknown] = []
        self._form = form
        self._document = document
        self._fits = fits
        self._meant: dict[Pointer, set[str]] = {}
        self._moved: list[tuple[_Unknown, Home]] = []

    @property
    def meant(self) -> set[str]:
        """All keys that a misspelt or misplaced key probably meant."""
        return {name for names in self._meant.values() for name in names}

    def unknown(self, pointer: Pointer, instance: Mapping[str, Any], schema: Mapping[str, Any]) -> None:
        """Add the findings on the unknown keys of one object."""
        patterns = [re.compile(pattern) for pattern in schema.get("patternProperties", {})]
        known = schema.get("properties", {})
        extra = (key for key in instance if key not in known and not any(each.search(key) for each in patterns))
        reported = 0
        for _, key in zip(range(_MAX_COMPARED), extra, strict=False):
            each = _Unknown(pointer, key, instance[key], instance)
            if self._is_lenient and not self._stands_for_missing(each, schema):
                self._foreign.append(each)
                continue
            if self._belongs_elsewhere(each):
                continue
            reported += 1
            if reported <= MAX_UNKNOWN:
                self.findings.append(self._unknown_key(each, schema))

    def finish(self) -> None:
        """Add the findings on the keys that belong elsewhere: many of one object are one finding."""
        if self._foreign:
            self.findings.append(_foreign(self._foreign))
        for _, group in groupby(self._moved, key=lambda each: each[0].pointer):
            moved = list(group)
            if len(moved) < _MANY:
                self.findings += [_misplaced(each, home) for each, home in moved]
            else:
                self.findings.append(_all_misplaced(moved))
        self._moved = []

    def missing(
        self, pointer: Pointer, instance: Mapping[str, Any], required: list[str], may_be_empty: Callable[[str], bool]
    ) -> Iterator[Finding]:
        """Yield a finding for each missing key, except for those that are there but misspelt or misplaced."""
        taken = self._meant.get(pointer, set())
        for name in required:
            if name not in instance and name not in taken:
                message = f"the key {quoted(name)} is missing here"
                remedy = f"add {quoted(name)}{'; write [] if there is nothing to list' * may_be_empty(name)}"
                remedy += self._choices((*pointer, name))
                yield Finding("missing-key", pointer, message, remedy, "key", about=(*pointer, name))

    def _choices(self, place: Pointer) -> str:
        """Return the values that a missing key may have, if the schema names few."""
        part = part_at(self._form.schema, place)
        allowed = (True, False) if part.get("type") == "boolean" else part.get("enum", ())
        return f": {listed(list(allowed))}" if 1 < len(allowed) <= _CHOICES else ""

    def _take(self, pointer: Pointer) -> None:
        """Remember that something is meant to be at a place, and in the objects around it."""
        for end in range(1, len(pointer) + 1):
            self._meant.setdefault(pointer[: end - 1], set()).add(str(pointer[end - 1]))

    def _stands_for_missing(self, each: _Unknown, schema: Mapping[str, Any]) -> bool:
        """Return whether a required key is missing, here or elsewhere, that this one may be."""
        missing = [name for name in schema.get("required", ()) if name not in each.instance]
        if nearest(each.key, missing) or key_synonym(each.key, missing) or self._alike(each) in missing:
            return True
        required = (
            home.pointer[-1] in part_at(self._form.schema, home.pointer[:-1]).get("required", ())
            for home in homes(self._form, self._document, each.key)
            if home.is_free and home.pointer[:-1] != each.pointer and _may_be(each.value, home.part)
        )
        return any(required)

    def _belongs_elsewhere(self, each: _Unknown) -> bool:
        required = part_at(self._form.schema, each.pointer).get("required", ())
        if isinstance(each.value, dict) and any(name in each.value and name not in each.instance for name in required):
            return False  # the object is one too many
        if any(isinstance(part, int) for part in each.pointer):
            return False  # an entry of a list has keys of its own
        found = [home for home in homes(self._form, self._document, each.key) if home.pointer[:-1] != each.pointer]
        names = part_at(self._form.schema, each.pointer).get("properties", {})
        asked = self._form.instrument
        if asked and asked.question_at(each.pointer):  # the address of an answer is not that of the paper
            found = [home for home in found if asked.question_at(home.pointer)]
        if not found or (
            key_synonym(each.key, names) or nearest(each.key, [n for n in names if n not in each.instance])
        ):
            return False
        free = [home for home in found if home.is_free and _may_be(each.value, home.part)]
        if len(free) == 1:
            self._moved.append((each, free[0]))
            self._take(free[0].pointer)
        elif free:
            places = listed([home.pointer[-2] if len(home.pointer) > 1 else "the top level" for home in free])
            ways: tuple[Way, ...] = tuple(
                (Move(each.place, home.pointer),) for home in free if self._fits(each.value, home.part)
            )
            self.findings.append(_finding(each, f"move it to {places}", ways, rule="misplaced-key"))
        else:
            self.findings.append(self._second(each, found[0]))
        return True

    def _second(self, each: _Unknown, home: Home) -> Finding:
        """Return the finding on a key whose place has a value already, or a value of another type."""
        place = _place(home)
        keep = free_key("x-" + each.key, each.instance)
        if home.value == each.value and type(home.value) is type(each.value):
            return _finding(
                each, f"remove it: {place} has the same value", ((Remove(each.place),),), rule="misplaced-key"
            )
        if home.is_free:
            return _finding(
                each,
                f"it belongs in {place}, with a value of another type; or rename it to {quoted(keep)}",
                (each.renamed(keep),),
            )
        remedy = (
            f"{place} has another value: keep the right one there, and rename this one to {quoted(keep)} or remove it"
        )
        return _finding(each, remedy, (each.renamed(keep),), rule="misplaced-key")

    def _unknown_key(self, each: _Unknown, schema: Mapping[str, Any]) -> Finding:
        known = schema.get("properties", {})
        taken = self._meant.setdefault(each.pointer, set())
        required = [name for name in schema.get("required", ()) if name not in each.instance and name not in taken]
        optional = [name for name in known if name not in each.instance and name not in {*taken, *required}]
        spelt = nearest(each.key, required) or nearest(each.key, optional)
        meant = spelt or key_synonym(each.key, [*required, *optional]) or self._alike(each)
        inner = [name for name in required if isinstance(each.value, dict) and name in each.value]
        if inner and not spelt:
            inner = [name for name in known if name in each.value and name not in each.instance]
            taken.update(inner)
            return _too_deep(each, inner)
        if meant:
            taken.add(meant)
            part = part_at(self._form.schema, (*each.pointer, meant))
            ways = (each.renamed(meant),) if self._fits(each.value, part) else ()
            found = _finding(each, f"did you mean {quoted(meant)}?", ways)
            cause = SPELLING if _letters(each.key) == _letters(meant) else ""
            return replace(found, about=(*each.pointer, meant), meant=spelt, cause=cause)
        return _extra(each, nearest(each.key, known) or key_synonym(each.key, known))

    def _alike(self, each: _Unknown) -> str:
        return alike(self._form, each.pointer, each.instance, each.value)


def _letters(key: str) -> str:
    return re.sub(r"[^a-z]", "", key.lower())


def _too_deep(each: _Unknown, inner: list[str]) -> Finding:
    """Return the finding on an object that is not known and has keys that belong beside it."""
    moved: Way = tuple(Move((*each.place, name), (*each.pointer, name)) for name in inner)
    is_empty = len(inner) == len(each.value)
    ways = ((*moved, Remove(each.place)),) if is_empty else (moved,)
    where = quoted(each.pointer[-1]) if each.pointer else "the top level of the file"
    names = quoted(inner[0]) if len(inner) == 1 else f"{', '.join(map(quoted, inner[:-1]))} and {quoted(inner[-1])}"
    remedy = f"move {names} to {where}{f', and remove {quoted(each.key)} inside of it' * is_empty}"
    message = f"{names} {'is' if len(inner) == 1 else 'are'} one level too deep, inside {quoted(each.key)}"
    return Finding("misplaced-key", each.place, message, remedy, "key", ways=ways, about=(*each.pointer, inner[0]))


def _foreign(found: list[_Unknown]) -> Finding:
    """Return the one finding on all keys of somebody else's format."""
    names = list(dict.fromkeys(each.key for each in found))
    shown = ", ".join(map(quoted, names[:_SHOWN])) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
    is_one = len(found) == 1
    message = f"the schema has no key {shown}" if is_one else f"the schema does not have {len(found)} keys: {shown}"
    remedy = f"nothing reads {'it' if is_one else 'them'}: remove {'it' if is_one else 'them'}, or begin a key with x-"
    return Finding("foreign-key", found[0].place, message, remedy, "key", also=tuple(each.place for each in found[1:]))


def _may_be(value: Any, part: Mapping[str, Any]) -> bool:
    """Return whether a value may be meant for a part of the schema: an object is not meant for a text."""
    expected = part.get("type", "enum")
    kinds = [expected] if isinstance(expected, str) else expected
    if isinstance(value, dict):
        return "object" in kinds
    return not (isinstance(value, list) and "array" not in kinds) and (
        "object" not in kinds or isinstance(value, str | bool)
    )


def _extra(each: _Unknown, present: str) -> Finding:
    """Return the finding on a key that nothing is known about."""
    keep = free_key("x-" + each.key, each.instance)
    if each.value in (None, "", [], {}):
        return _finding(
            each, f"remove it, or rename it to {quoted(keep)} to keep it", ((Remove(each.place),), each.renamed(keep))
        )
    if present and each.instance.get(present) == each.value:
        return _finding(each, f"remove it: {quoted(present)} has the same value", ((Remove(each.place),),))
    if present:
        remedy = f"keep the right value under {quoted(present)}, and rename this key to {quoted(keep)} or remove it"
        return _finding(each, remedy, (each.renamed(keep),))
    return _finding(each, f"rename it to {quoted(keep)} to keep it, or remove it", (each.renamed(keep),))


def _finding(each: _Unknown, remedy: str, ways: tuple[Way, ...], *, rule: str = "unknown-key") -> Finding:
    return Finding(rule, each.place, f"the schema has no key {quoted(each.key)} here", remedy, "key", ways=ways)


def _misplaced(each: _Unknown, home: Home) -> Finding:
    name = "" if home.pointer[-1] == each.key else f" and rename it to {quoted(home.pointer[-1])}"
    remedy = f"move it to {_container(home)}{name}{', which is missing' * home.parent_is_missing}"
    message = f"the key {quoted(each.key)} does not belong here"
    ways = ((Move(each.place, home.pointer),),)
    return Finding("misplaced-key", each.place, message, remedy, "key", about=home.pointer, ways=ways)


def _all_misplaced(moved: list[tuple[_Unknown, Home]]) -> Finding:
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


def _place(home: Home) -> str:
    name = quoted(home.pointer[-1])
    return f"{name} in {_container(home)}" if len(home.pointer) > 1 else f"{name} at the top level"
