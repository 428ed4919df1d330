"""Why a document does not match its schema, in findings that name a remedy."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from typing import Any

from jsonschema import Draft202012Validator, ValidationError, validators

from scanpress.checking.display import listed, quoted
from scanpress.checking.explaining.keys import Keys
from scanpress.checking.explaining.values import value_finding
from scanpress.checking.form import Form
from scanpress.checking.problem import Finding, Pointer
from scanpress.instruments.reading import describe

_VERDICTS_ON_VALUES = frozenset({"type", "enum", "const"})


def is_unanswered(error: ValidationError) -> bool:
    """Tell whether an error says no more than that a value was not filled in."""
    return error.instance is None and error.validator in _VERDICTS_ON_VALUES


def may_be_empty(part: Mapping[str, Any]) -> bool:
    """Tell whether a part of a schema is a list that may have nothing in it."""
    return part.get("type") == "array" and not part.get("minItems")


def unanswered_finding(pointers: Iterable[Pointer], form: Form) -> Finding | None:
    """Give one finding for all places that are still to answer, at the first of them."""
    instrument = form.instrument
    places = tuple(dict.fromkeys(pointers))
    if not places:
        return None
    first: dict[object, Pointer] = {}
    for place in places:
        first.setdefault((instrument.question_at(place) if instrument else None) or place, place)
    questions = sum(not isinstance(key, tuple) for key in first)
    starts = tuple(first.values())
    message, remedy = _message(questions, len(first) - questions), "; ".join([_REMEDY, *_hints(starts, form.schema)])
    return Finding("still-to-answer", starts[0], message, remedy, also=starts[1:])


_REMEDY = "write the answer in place of null"
_FEW = 4


def _hints(places: Iterable[Pointer], schema: Mapping[str, Any]) -> Iterator[str]:
    """Say where an answer is more than a value: an object, or a list that may be empty."""
    objects: dict[str, str] = {}
    lists: dict[str, None] = {}
    for place in places:
        part = schema
        for key in place:
            part = describe(schema, part, key)
            if may_be_empty(part) and isinstance(key, str):
                lists[key] = None
        if part.get("type") == "object" and isinstance(place[-1], str):
            objects[quoted(place[-1])] = quoted(next(iter(part.get("properties", ())), "key"))
    for name, first in islice(objects.items(), _FEW):
        yield f"{name} is an object: {{ {first}: … }}"
    if lists:
        yield f"[] is right for {listed([*islice(lists, _FEW)])} where there is nothing to list"


def _message(questions: int, others: int) -> str:
    asked = f"{questions} {'question' if questions == 1 else 'questions'}" if questions else ""
    rest = f"{others} other {'value' if others == 1 else 'values'}" if questions else f"{others} values"
    told = " and ".join(filter(None, [asked, rest if others else ""]))
    return f"{'1 value' if told == '1 values' else told} still to answer"


Written = Callable[["Pointer"], str]
"""Gives a value as it stands in the file: a number that was read has lost the zeros at its end."""
# A hostile file may hold any number of mistakes: after so many, one has been told enough.
MAX_ERRORS = 200


class Explanation:
    """The findings of one document against its form, and the names that a misspelt one was taken for."""

    def __init__(self, form: Form, document: object, written: Written | None = None) -> None:
        self._schema = form.schema
        self._written = written or (lambda _: "")
        unanswered: list[Pointer] = []
        errors = list(islice(_wrong(_explainer(form).iter_errors(document), unanswered), MAX_ERRORS))
        self._keys = Keys()
        for error in errors:
            if error.validator == "additionalProperties":
                self._keys.unknown(_pointer(error), _any(error.instance), _any(error.schema))
        left = unanswered_finding(unanswered, form)
        self.findings = (*self._findings(errors), *([left] if left else []))

    @property
    def meant(self) -> frozenset[str]:
        """Names that are already the remedy of a finding; what follows from their absence is not told again."""
        return frozenset(self._keys.meant | {name for name in map(_nearest_of, self.findings) if name})

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
            return may_be_empty(describe(self._schema, _any(error.schema), name))

        return self._keys.missing(pointer, _any(error.instance), _any(error.validator_value), is_optional)


def _wrong(errors: Iterable[ValidationError], unanswered: list[Pointer]) -> Iterator[ValidationError]:
    """Pass on what is wrong, and note where nothing was filled in: however much that is, it hides no mistake."""
    for error in errors:
        if is_unanswered(error):
            unanswered.append(_pointer(error))
        else:
            yield error


def _any(value: object) -> Any:
    """Take a part of an error as it is: the library types it as perhaps unset, which it never is when reported."""
    return value


def _pointer(error: ValidationError) -> Pointer:
    return tuple(error.absolute_path)


def _is_empty_text(error: ValidationError) -> bool:
    """Tell whether the rule on blank texts says it better."""
    return error.validator == "minLength" and error.instance == ""


def _nearest_of(finding: Finding) -> str:
    match = re.match(r'did you mean "([^"]+)"', finding.remedy)
    return match[1] if match else ""


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
    """Leave the members of a list or object alone that has more of them than it may: one finding says so."""

    def guarded(validator: Any, value: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
        too_many = isinstance(instance, list | dict) and len(instance) > schema.get(limit, len(instance))
        return iter(()) if too_many else check(validator, value, instance, schema)

    return guarded
