"""A value that the schema refuses, with all that a remedy for it may depend on."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain, count
from typing import Any

from scanpress.checking.days import is_date, latest_day
from scanpress.checking.edits import Move, Pointer, Remove, Repair, Way, Write, shown
from scanpress.instruments import AnswerForm

Check = Callable[[Any, Mapping[str, Any]], bool]
"""Returns whether a value matches a part of the schema."""


@dataclass(frozen=True)
class Spot:
    """A value at a place of a document, and the part of the schema that describes it.

    `written` is the value as the file writes it, if known, and `answer_form` the form of the answer that has the value,
    if one has it. `guidance` is what the schema says of the object around it. The class has no slots, because of its
    cached property.
    """

    pointer: Pointer
    value: Any
    part: Mapping[str, Any]
    document: Any
    check: Check
    resolve: Callable[[Mapping[str, Any]], Mapping[str, Any]]
    required: bool = True
    today: date | None = None
    written: str = ""
    answer_form: AnswerForm | None = None
    guidance: str = ""

    @property
    def key(self) -> str:
        """The key of the value, or that of the list that has it."""
        return next((each for each in reversed(self.pointer) if isinstance(each, str)), "")

    @cached_property
    def parent(self) -> dict[str, Any]:
        """The object that has the value, empty if a list has it."""
        found = self.document
        for key in self.pointer[:-1]:
            found = found[key]
        return found if isinstance(found, dict) else {}

    @property
    def optional(self) -> bool:
        """Whether the key of the value may be left out."""
        return not self.required and bool(self.parent)

    def fits(self, value: Any, part: Mapping[str, Any] | None = None) -> bool:
        """Return whether a value would be accepted here, or by another part of the schema."""
        part = self.resolve(self.part if part is None else part)
        return self.check(value, part) and self._is_meaningful(value, part)

    def _is_meaningful(self, value: Any, part: Mapping[str, Any]) -> bool:
        """Return whether a value also follows the rules that the schema cannot express."""
        if isinstance(value, str) and part.get("minLength") and not value.strip():
            return False
        if isinstance(value, str) and part.get("format") == "date":
            bounded = self.today is not None and "x-scanpress-latest" in part
            return is_date(value) and not (bounded and self.today and value > latest_day(self.today))
        if type(value) is int and part.get("x-scanpress-latest") == "next-year" and self.today:
            return value <= self.today.year + 1
        return not isinstance(value, list) or all(self._is_meaningful(each, self._items(part)) for each in value)

    def _items(self, part: Mapping[str, Any]) -> Mapping[str, Any]:
        return self.resolve(part.get("items", {}))

    def write(self, value: Any, note: str = "", *, cause: str = "") -> Repair:
        """Return the repair that writes a value here."""
        return Repair(f"write {shown(value)}{note}", (self.way(value),), cause)

    def way(self, value: Any) -> Way:
        """Return the way to write a value here."""
        return (Write(self.pointer, value),)

    def kept(self) -> Way:
        """Return the way to keep the value under a key of its own; empty if a list has the value."""
        key = self.pointer[-1]
        if not isinstance(key, str) or not self.optional:
            return ()
        return (Move(self.pointer, (*self.pointer[:-1], free_key(f"x-{key}", self.parent))),)

    def leave_out(self) -> Way:
        """Return the way to leave out the key."""
        return (Remove(self.pointer),) if self.optional else ()


def free_key(key: str, taken: Mapping[str, Any]) -> str:
    """Return a key, with a number added if an object has it already."""
    names = chain([key], (f"{key}-{number}" for number in count(2)))
    return next(each for each in names if each not in taken)


def words_beside(text: str, taken: str) -> str:
    """Return the words of a text that a shorter text taken from it does not keep, or an empty text."""
    rest = text.replace(taken, " ") if taken in text else text
    rest = re.sub(
        r"https?:\S*|(?:\bv[0-9]{1,3})?\.pdf\b|/(?:abs|pdf|html)/|\b(?:dx\.)?doi(?:\.org)?\b\S*|\barxiv\b\S*|\b(?:www\.)?arxiv\.org\S*",
        " ",
        rest,
        flags=re.IGNORECASE,
    )
    return " ".join(re.findall(r"[^\W\d_]{3,}", rest))
