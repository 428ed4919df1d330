"""The fields of a scan to which the columns of a table go, as the schema of an instrument has them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from scanpress.instruments import Instrument
from scanpress.instruments.reading import resolve

Path = tuple[str, ...]

_APPLIES = ("applies",)
_REASONS = ("justification", "response", "reason")
_PLAIN = frozenset({"boolean", "integer", "number"})


@dataclass(frozen=True)
class Field:
    """A place of a scan: a value, or a whole answer if `answer` is given, with its part of the schema."""

    path: Path
    part: Mapping[str, Any]
    answer: "AnswerKeys | None" = None

    @cached_property
    def name(self) -> str:
        """The name of the field in a map."""
        return ".".join(self.path)

    @property
    def label(self) -> str:
        """What the schema calls the field."""
        return str(self.part.get("title", self.path[-1]))


@dataclass(frozen=True, slots=True)
class AnswerKeys:
    """The keys of an answer: whether the question applies (or empty), the answer itself, and the reason (or empty)."""

    applies: str
    key: str
    reason: str


@dataclass(frozen=True)
class Fields:
    """All fields of an instrument's scans."""

    instrument: Instrument

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """The fields by their full names, in the order of the schema."""
        schema = self.instrument.schema
        return {field.name: field for field in _fields(self.instrument, schema, ())}

    @cached_property
    def short_names(self) -> Mapping[str, tuple[Field, ...]]:
        """The fields by every ending of their names, such as `code_released` and `artifacts.code_released`."""
        found: dict[str, list[Field]] = {}
        for field in self.by_name.values():
            for start in range(len(field.path)):
                found.setdefault(".".join(field.path[start:]), []).append(field)
        return {name: tuple(fields) for name, fields in found.items()}

    def short_name(self, field: Field) -> str:
        """Return the shortest name that means a field alone; that of a value of the paper begins with `paper`."""
        least = 1 if self._is_in_answers(field) else min(2, len(field.path))
        names = (".".join(field.path[start:]) for start in range(len(field.path) - least, -1, -1))
        if field.answer is None and self._is_in_answers(field):
            names = (name for name in names if "." in name)
        return next(name for name in names if self.find(name) is field)

    def _is_in_answers(self, field: Field) -> bool:
        return self.instrument.question_at(field.path) is not None

    @cached_property
    def further_keys(self) -> Mapping[str, Field]:
        """The keys that answers need besides verdict and reason, such as who gave the answer, each with one field."""
        found: dict[str, Field] = {}
        for field in self.by_name.values():
            if field.answer:
                own = (field.answer.applies, field.answer.key, field.answer.reason)
                for key in field.part.get("required", ()):
                    if key not in own:
                        found.setdefault(key, self.by_name[f"{field.name}.{key}"])
        return found

    def find(self, name: str) -> Field | None:
        """Return the field that a name means, or None if there is none or if it means several."""
        if name in self.by_name:
            return self.by_name[name]
        found = self.short_names.get(name, ())
        return found[0] if len(found) == 1 else None


def _fields(instrument: Instrument, part: Mapping[str, Any], path: Path) -> Iterator[Field]:
    """Yield the values below a part of the schema, and each answer before its own values."""
    schema = instrument.schema
    for key, child in part.get("properties", {}).items():
        inner, found = resolve(schema, child), (*path, key)
        if inner.get("type") != "object":
            if "const" not in inner and key != "$schema":
                yield Field(found, inner)
            continue
        if instrument.question_at(found) is not None:
            yield Field(found, inner, _answer_keys(schema, inner))
        yield from _fields(instrument, inner, found)


def _answer_keys(schema: Mapping[str, Any], answer: Mapping[str, Any]) -> AnswerKeys:
    """Return the keys of an answer by its annotations, else by their types and usual names."""
    members = {key: resolve(schema, part) for key, part in answer.get("properties", {}).items()}

    def named(annotation: str, usual: tuple[str, ...]) -> str:
        annotated = (key for key, part in members.items() if part.get(annotation))
        return next(annotated, next((key for key in usual if key in members), ""))

    applies, reason = named("x-scanpress-applies", _APPLIES), named("x-scanpress-reason", _REASONS)
    others = [key for key in members if key not in (applies, reason)]
    marks = ("x-scanpress-results", "x-scanpress-unit", "x-scanpress-text")
    sure = [key for key in others if any(mark in members[key] for mark in marks)]
    plain = [key for key in others if "enum" in members[key] or types_of(members[key]) & _PLAIN]
    return AnswerKeys(applies, next(iter((*sure, *plain, *others)), ""), reason)


def types_of(part: Mapping[str, Any]) -> frozenset[str]:
    """Return the types that a part of a schema allows."""
    types = part.get("type", ())
    return frozenset({types} if isinstance(types, str) else types)
