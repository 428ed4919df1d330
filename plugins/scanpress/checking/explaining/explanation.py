"""Explain why a document does not match its schema, in findings with a remedy."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from typing import Any

from jsonschema import Draft202012Validator, ValidationError, validators

from scanpress.checking.display import listed, quoted
from scanpress.checking.explaining.names import Keys
from scanpress.checking.explaining.values import value_finding
from scanpress.checking.form import Form
from scanpress.checking.problem import Finding, Pointer
from scanpress.instruments.reading import describe

# A hostile file may have any number of mistakes: after this many, no more are reported.
MAX_ERRORS = 200
_VALUE_KEYWORDS = frozenset({"type", "enum", "const"})
_REMEDY = "write the answer in place of null"
_MAX_HINTS = 4

Written = Callable[[Pointer], str]
"""Returns a value as the file writes it: a number that was parsed has lost the zeros at its end."""


class Explanation:
    """The findings of one document against its form, and the names that misspelt ones probably meant."""

    def __init__(self, form: Form, document: object, written: Written | None = None) -> None:
        self._schema = form.schema
        self._written = written or (lambda _: "")
        unanswered: list[Pointer] = []
        errors = list(islice(_answered(_explainer(form).iter_errors(document), unanswered), MAX_ERRORS))
        self._keys = Keys()
        for error in errors:
            if error.validator == "additionalProperties":
                self._keys.unknown(_pointer(error), _any(error.instance), _any(error.schema))
        left = _unanswered_finding(unanswered, form)
        self.findings = (*self._findings(errors), *([left] if left else []))

    @property
    def meant(self) -> frozenset[str]:
        """The names that a finding suggests; what follows from their absence is not reported again."""
        return frozenset(self._keys.meant | {each.meant for each in self.findings if each.meant})

    def _findings(self, errors: list[ValidationError]) -> Iterator[Finding]:
        yield from self._keys.findings
        seen: set[Pointer] = set()
        for error in errors:
            pointer = _pointer(error)
            if error.validator == "required":
                if pointer not in seen:
                    yield from self._missing(error, pointer)
                seen.add(pointer)
            elif error.validator != "additionalProperties" and not _is_empty_text(error):
                yield value_finding(error, pointer, self._written(pointer))

    def _missing(self, error: ValidationError, pointer: Pointer) -> Iterator[Finding]:
        def is_optional(name: str) -> bool:
            return _may_be_empty(describe(self._schema, _any(error.schema), name))

        return self._keys.missing(pointer, _any(error.instance), _any(error.validator_value), is_optional)


def _is_unanswered(error: ValidationError) -> bool:
    """Return whether an error means only that a value is not filled in yet."""
    return error.instance is None and error.validator in _VALUE_KEYWORDS


def _may_be_empty(part: Mapping[str, Any]) -> bool:
    """Return whether a part of a schema describes a list that may be empty."""
    return part.get("type") == "array" and not part.get("minItems")


def _unanswered_finding(pointers: Iterable[Pointer], form: Form) -> Finding | None:
    """Return one finding for all places that are not answered yet, at the first of them, or None."""
    instrument = form.instrument
    places = tuple(dict.fromkeys(pointers))
    if not places:
        return None
    first: dict[object, Pointer] = {}
    for place in places:
        first.setdefault((instrument.question_at(place) if instrument else None) or place, place)
    questions = sum(not isinstance(key, tuple) for key in first)
    starts = tuple(first.values())
    remedy = "; ".join([_REMEDY, *_hints(starts, form.schema)])
    return Finding("still-to-answer", starts[0], _count(questions, len(first) - questions), remedy, also=starts[1:])


def _hints(places: Iterable[Pointer], schema: Mapping[str, Any]) -> Iterator[str]:
    """Yield a hint for answers that are objects, and one for lists that may be empty."""
    objects: dict[str, str] = {}
    lists: dict[str, None] = {}
    for place in places:
        part = schema
        for key in place:
            part = describe(schema, part, key)
            if _may_be_empty(part) and isinstance(key, str):
                lists[key] = None
        if part.get("type") == "object" and isinstance(place[-1], str):
            objects[quoted(place[-1])] = quoted(next(iter(part.get("properties", ())), "key"))
    for name, first in islice(objects.items(), _MAX_HINTS):
        yield f"{name} is an object: {{ {first}: … }}"
    if lists:
        yield f"write [] for {listed([*islice(lists, _MAX_HINTS)])} if there is nothing to list"


def _count(questions: int, values: int) -> str:
    """Return how many questions and how many other values are not answered yet, in words."""
    asked = f"{questions} question{'s' * (questions != 1)}"
    rest = f"{values}{' other' * bool(questions)} value{'s' * (values != 1)}"
    return " and ".join([asked] * bool(questions) + [rest] * bool(values)) + " still to answer"


def _answered(errors: Iterable[ValidationError], unanswered: list[Pointer]) -> Iterator[ValidationError]:
    """Yield the errors in answers, and collect unanswered places apart, so that many of those hide no error."""
    for error in errors:
        if _is_unanswered(error):
            unanswered.append(_pointer(error))
        else:
            yield error


def _any(value: object) -> Any:
    """Return a part of an error with type Any: the library types it as perhaps unset, but here it never is."""
    return value


def _pointer(error: ValidationError) -> Pointer:
    return tuple(error.absolute_path)


def _is_empty_text(error: ValidationError) -> bool:
    """Return whether the rule on blank texts reports this error with a better message."""
    return error.validator == "minLength" and error.instance == ""


@cache
def _explainer(form: Form) -> Any:
    guarded = validators.extend(  # type: ignore[no-untyped-call]
        Draft202012Validator,
        {
            "items": _unless(Draft202012Validator.VALIDATORS["items"], "maxItems"),
            "properties": _unless(Draft202012Validator.VALIDATORS["properties"], "maxProperties"),
            "patternProperties": _unless(Draft202012Validator.VALIDATORS["patternProperties"], "maxProperties"),
        },
    )
    return guarded(form.schema)


def _unless(check: Any, limit: str) -> Any:
    """Return a check that skips the members of a list or object with too many of them: one finding is enough."""

    def guarded(validator: Any, value: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
        too_many = isinstance(instance, list | dict) and len(instance) > schema.get(limit, len(instance))
        return iter(()) if too_many else check(validator, value, instance, schema)

    return guarded
