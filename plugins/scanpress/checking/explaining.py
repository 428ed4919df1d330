"""Why a document does not match its schema, in findings that name a remedy."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator, ValidationError, validators

from scanpress.checking.keys import Keys
from scanpress.checking.unanswered import is_unanswered, may_be_empty, unanswered_finding
from scanpress.checking.values import value_finding
from scanpress.instruments.reading import describe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scanpress.checking.finding import Finding, Pointer
    from scanpress.checking.form import Form

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
