"""Unknown, misplaced and missing keys: what each was probably meant to be, and where it belongs."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby, islice
from typing import Any

from scanpress.checking.display import listed, quoted
from scanpress.checking.edits import Move, Pointer, Remove, Way
from scanpress.checking.explaining.homes import OF_SCHEMAS, Home, alike, homes, part_at
from scanpress.checking.explaining.missing_keys import emptied, instead_of_all, missing_findings, reasons_apart
from scanpress.checking.explaining.names import BOOLEANS, key_synonym, nearest, related
from scanpress.checking.explaining.repeated import SPELLING
from scanpress.checking.explaining.spot import free_key
from scanpress.checking.explaining.states import of_status
from scanpress.checking.explaining.unknown_keys import (
    Unknown,
    all_elsewhere,
    all_misplaced,
    extra,
    foreign,
    misplaced,
    of_each_answer,
    place_of,
    too_deep,
    unknown_finding,
)
from scanpress.checking.form import Form
from scanpress.checking.known.languages import MEANT
from scanpress.checking.known.wording import PROSE
from scanpress.checking.problem import Finding
from scanpress.instruments.reading import answer_form, describe

MAX_UNKNOWN = 20  # unknown keys that are reported per object, besides those that belong elsewhere
_MAX_COMPARED = 1000  # unknown keys of an object that are looked up
_CHOICES = 5  # values of a missing key that a remedy lists
_MANY = 3  # keys in a wrong object that are one problem

Fits = Callable[[Any, Mapping[str, Any]], bool]


class Keys:
    """The unknown keys of all objects of a document, and the known key that each probably meant."""

    def __init__(self, form: Form, document: Any, fits: Fits, *, is_lenient: bool = False) -> None:
        self.findings: list[Finding] = []
        self._is_lenient = is_lenient
        self._foreign: list[Unknown] = []
        self._form = form
        self._document = document
        self._fits = fits
        self._meant: dict[Pointer, set[str]] = {}
        self._moved: list[tuple[Unknown, Home]] = []

    @property
    def meant(self) -> set[str]:
        """All keys that a misspelt or misplaced key probably meant."""
        return {name for names in self._meant.values() for name in names}

    def unknown(self, pointer: Pointer, instance: Mapping[str, Any], schema: Mapping[str, Any]) -> None:
        """Add the findings on the unknown keys of one object."""
        patterns = [re.compile(pattern) for pattern in schema.get("patternProperties", {})]
        known = schema.get("properties", {})
        others = [key for key in instance if key not in known and not any(each.search(key) for each in patterns)]
        if instead := instead_of_all(self._form, pointer, others[:_MAX_COMPARED], instance, schema):
            self._meant.setdefault(pointer, set()).update(instead[1])
            self.findings.append(instead[0])
            return
        # A schema that a model copied has its keys around the answers.
        of_schema = [key for key in others if key in OF_SCHEMAS] if isinstance(instance.get("properties"), dict) else []
        reported, said = 0, set(of_schema)
        for key in others[:_MAX_COMPARED]:
            each = Unknown(pointer, key, instance[key], instance)
            if self._is_lenient and not self._stands_for_missing(each, schema):
                self._foreign.append(each)
                continue
            if key in said or self._belongs_elsewhere(each):
                continue
            if "status" in known and (found := of_status(each)):
                said.update(found[1])
                self._take(("status",))
                self.findings.append(found[0])
                continue
            reported += 1
            if reported <= MAX_UNKNOWN:
                self.findings.append(self._unknown_key(each, schema))

    def finish(self) -> None:
        """Add the findings on the keys that belong elsewhere: many of one object are one finding."""
        if self._foreign:
            self.findings.append(foreign(self._foreign))
        for _, group in groupby(self._moved, key=lambda each: each[0].pointer):
            moved = list(group)
            if len(moved) < _MANY:
                self.findings += [misplaced(each, home) for each, home in moved]
            else:
                self.findings.append(all_misplaced(moved))
        self._moved = []

    def missing(
        self, pointer: Pointer, instance: Mapping[str, Any], required: list[str], may_be_empty: Callable[[str], bool]
    ) -> Iterator[Finding]:
        """Yield a finding for each missing key, except for those that are there but misspelt or misplaced."""
        taken = self._meant.get(pointer, set())
        names = [name for name in required if name not in instance and name not in taken]
        is_empty = not instance if pointer else instance.keys() == {"status"}
        if is_empty and len(names) > 1 and isinstance(self._document.get("status"), dict):
            yield emptied(pointer)
            return
        yield from missing_findings(self._form, pointer, instance, names, may_be_empty)

    def _take(self, pointer: Pointer) -> None:
        """Remember that something is meant to be at a place, and in the objects around it."""
        for end in range(1, len(pointer) + 1):
            self._meant.setdefault(pointer[: end - 1], set()).add(str(pointer[end - 1]))

    def _stands_for_missing(self, each: Unknown, schema: Mapping[str, Any]) -> bool:
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

    def _belongs_elsewhere(self, each: Unknown) -> bool:
        required = part_at(self._form.schema, each.pointer).get("required", ())
        if isinstance(each.value, dict) and any(name in each.value and name not in each.instance for name in required):
            return False  # the object is one too many
        if any(isinstance(part, int) for part in each.pointer):
            return False  # an entry of a list has keys of its own
        found = [home for home in homes(self._form, self._document, each.key) if home.pointer[:-1] != each.pointer]
        names = part_at(self._form.schema, each.pointer).get("properties", {})
        asked = self._form.instrument
        # The address of an answer is not that of the paper; but nothing replies to an answer alone.
        if asked and asked.question_at(each.pointer) and each.key not in {"reply", "status", "review"}:
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
            self.findings.append(unknown_finding(each, f"move it to {places}", ways, rule="misplaced-key"))
        else:
            self.findings.append(self._second(each, found[0]))
        return True

    def _second(self, each: Unknown, home: Home) -> Finding:
        """Return the finding on a key whose place has a value already, or a value of another type."""
        place = place_of(home)
        keep = free_key("x-" + each.key, each.instance)
        if home.value == each.value and type(home.value) is type(each.value):
            return unknown_finding(
                each, f"remove it: {place} has the same value", ((Remove(each.place),),), rule="misplaced-key"
            )
        if home.is_free:
            return unknown_finding(
                each,
                f"it belongs in {place}, with a value of another type; or rename it to {quoted(keep)}",
                (each.renamed(keep),),
            )
        remedy = (
            f"{place} has another value: keep the right one there, and rename this one to {quoted(keep)} or remove it"
        )
        return unknown_finding(each, remedy, (each.renamed(keep),), rule="misplaced-key")

    def _unknown_key(self, each: Unknown, schema: Mapping[str, Any]) -> Finding:
        known = schema.get("properties", {})
        taken = self._meant.setdefault(each.pointer, set())
        required = [name for name in schema.get("required", ()) if name not in each.instance and name not in taken]
        optional = [name for name in known if name not in each.instance and name not in {*taken, *required}]
        spelt = nearest(each.key, required) or nearest(each.key, optional)
        meant = spelt or key_synonym(each.key, [*required, *optional]) or self._alike(each)
        meant = meant or self._left(each, schema)
        choices = self._unanswered(each, schema) if not meant else ()
        named = related(each.key, choices)
        meant = meant or (named[0] if len(named) == 1 else choices[0] if len(choices) == 1 else "")
        inner = [name for name in required if isinstance(each.value, dict) and name in each.value]
        if inner and not spelt:
            inner = [name for name in known if name in each.value and name not in each.instance]
            taken.update(inner)
            is_schema = each.key == "properties"
            return too_deep(each, inner, [key for key in each.instance if key in OF_SCHEMAS] if is_schema else [])
        if meant:
            taken.add(meant)
            part = part_at(self._form.schema, (*each.pointer, meant))
            ways = (each.renamed(meant),) if self._fits(each.value, part) else ()
            found = unknown_finding(each, f"did you mean {quoted(meant)}?", ways)
            cause = SPELLING if _letters(each.key) == _letters(meant) else ""
            return replace(found, about=(*each.pointer, meant), meant=spelt, cause=cause)
        if choices:
            keep = quoted(free_key("x-" + each.key, each.instance))
            remedy = f"rename it to the question that it answers, such as {listed(list(named or choices)[:_CHOICES])}"
            return unknown_finding(each, f"{remedy}; or to {keep} to keep it beside them", ())
        if moved := self._members_elsewhere(each):
            return all_elsewhere(each, moved)
        reasons = reasons_apart(self._form, self._document, each.place, each.value)
        if not reasons and self._is_reason(each.key, schema):
            reasons = of_each_answer(each)
        return reasons or extra(each, nearest(each.key, known) or key_synonym(each.key, known))

    def _is_reason(self, key: str, schema: Mapping[str, Any]) -> bool:
        """Return whether a key of a category is that of the reason of each answer in it."""
        parts = islice(schema.get("properties", {}).values(), 1)
        form = next((answer_form(self._form.schema, part) for part in parts), None)
        return form is not None and form.reason == key

    def _members_elsewhere(self, each: Unknown) -> list[Home]:
        """Return where the keys of an object belong that is not known itself; empty if not each has one place."""
        if not isinstance(each.value, dict) or not each.value:
            return []
        found = []
        for key, value in each.value.items():
            places = [
                home for home in homes(self._form, self._document, key) if home.is_free and _may_be(value, home.part)
            ]
            if len(places) != 1:
                return []
            found += places
        for home in found:
            self._take(home.pointer)
        return found

    def _left(self, each: Unknown, schema: Mapping[str, Any]) -> str:
        """Return the one missing key of an answer, or of an entry of a list, that an unknown key may stand for.

        If as many keys are unknown as are missing, the longest text is the reason.
        """
        asked = self._form.instrument
        is_entry = any(isinstance(part, int) for part in each.pointer)
        if not is_entry and not (asked and asked.question_at(each.pointer)):
            return ""
        known = schema.get("properties", {})
        missing: list[str] = [name for name in schema.get("required", ()) if name not in each.instance]
        unknown = {key: value for key, value in each.instance.items() if key not in known and not key.startswith("x-")}
        if len(unknown) != len(missing):
            return ""
        parts = {name: part_at(self._form.schema, (*each.pointer, name)) for name in missing}
        prose = [name for name, part in parts.items() if part.get("maxLength", 0) >= PROSE]
        texts = sorted((key for key in unknown if isinstance(unknown[key], str)), key=lambda key: len(unknown[key]))
        if len(prose) == 1 and len(missing) > 1 and texts:
            if each.key == texts[-1]:
                return prose[0]
            missing.remove(prose[0])
        return missing[0] if len(missing) == 1 and self._may_mean(each.value, parts[missing[0]]) else ""

    def _may_mean(self, value: Any, part: Mapping[str, Any]) -> bool:
        """Return whether a value fits, or is a word for one that does."""
        words = str(value).strip().lower() if isinstance(value, str | int) else ""
        is_choice = part.get("type") == "boolean" or "enum" in part
        return self._fits(value, part) or (is_choice and (words in BOOLEANS or words in MEANT))

    def _unanswered(self, each: Unknown, schema: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the questions beside an unknown key that are not answered, if its value is an answer to one."""
        part, taken = part_at(self._form.schema, each.pointer), self._meant.get(each.pointer, ())
        if not isinstance(each.value, dict) or not each.value:
            return ()
        return tuple(
            name
            for name in schema.get("required", ())
            if name not in each.instance
            and name not in taken
            and self._fits(each.value, describe(self._form.schema, part, name))
        )

    def _alike(self, each: Unknown) -> str:
        return alike(self._form, each.pointer, each.instance, each.value)


def _letters(key: str) -> str:
    return re.sub(r"[^a-z]", "", key.lower())


def _may_be(value: Any, part: Mapping[str, Any]) -> bool:
    """Return whether a value may be meant for a part of the schema: an object is not meant for a text."""
    expected = part.get("type", "enum")
    kinds = [expected] if isinstance(expected, str) else expected
    if isinstance(value, dict):
        return "object" in kinds
    return not (isinstance(value, list) and "array" not in kinds) and (
        "object" not in kinds or isinstance(value, str | bool)
    )
