"""Explain why a document does not match its schema, in findings with a remedy."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from itertools import islice
from typing import Any

from jsonschema import Draft202012Validator, ValidationError, validators

from scanpress.checking.display import listed, quoted
from scanpress.checking.edits import Pointer
from scanpress.checking.explaining.another import answers_of_another, exchanged, misnamed, other_version
from scanpress.checking.explaining.homes import part_at, wrapped
from scanpress.checking.explaining.keys import Keys
from scanpress.checking.explaining.repeated import merged
from scanpress.checking.explaining.spot import Spot
from scanpress.checking.explaining.unanswered import may_be_empty, unanswered_finding
from scanpress.checking.explaining.values import value_finding
from scanpress.checking.form import Form, of_converter
from scanpress.checking.problem import Finding
from scanpress.instruments.reading import answer_form, describe, resolve

# A hostile file may have any number of mistakes: after this many, no more are reported.
MAX_ERRORS = 1000
_VALUE_KEYWORDS = frozenset({"type", "enum", "const"})
# Of several mistakes in one value, the first of these is reported: it explains the others.
_ORDER = ("type", "enum", "const", "pattern")

Written = Callable[[Pointer], str]
"""Returns a value as the file writes it: a number that was parsed has lost the zeros at its end."""


class Explanation:
    """The findings of one document against its form, and the names that misspelt ones probably meant."""

    def __init__(
        self,
        form: Form,
        document: object,
        written: Written | None = None,
        today: date | None = None,
        *,
        is_lenient: bool = False,
    ) -> None:
        self._form = form
        self._document = document
        self._written = written or (lambda _: "")
        self._today = today
        self._unanswered: list[Pointer] = []
        self._keys = Keys(form, document, self._fits, is_lenient=is_lenient)
        self.findings: tuple[Finding, ...] = ()
        # The compiled validator is a hundred times faster: a file with warnings only needs no other.
        if not form.accepts(document):
            whole = (
                of_converter(document) or wrapped(document) or misnamed(form, document) or other_version(form, document)
            )
            self.findings = (whole,) if whole else self._all_findings()

    @property
    def meant(self) -> frozenset[str]:
        """The names that a finding suggests; what follows from their absence is not reported again."""
        return frozenset(self._keys.meant | {each.meant for each in self.findings if each.meant})

    def _all_findings(self) -> tuple[Finding, ...]:
        errors = list(islice(self._answered(), MAX_ERRORS))
        others = [each for rule in (answers_of_another, exchanged) if (each := rule(self._form, self._document))]
        for _, places in others:
            errors = [error for error in errors if not any(_pointer(error)[: len(at)] == at for at in places)]
        for error in errors:
            if error.validator == "additionalProperties":
                self._keys.unknown(_pointer(error), _any(error.instance), _any(error.schema))
        self._keys.finish()
        left = unanswered_finding(self._unanswered, self._form)
        found = (*merged(self._findings(errors)), *([left] if left else []))
        return (*(finding for finding, _ in others), *found)

    def _answered(self) -> Iterator[ValidationError]:
        """Yield the errors in answers, and collect unanswered places apart, so that many of those hide no error."""
        for error in _explainer(self._form).iter_errors(self._document):
            pointer = _pointer(error)
            if _is_unanswered(error) and not self._is_optional(pointer) and not self._is_out(pointer):
                self._unanswered.append(pointer)
            else:
                yield error

    def _findings(self, errors: list[ValidationError]) -> Iterator[Finding]:
        yield from self._keys.findings
        seen: set[tuple[Pointer, tuple[str, ...]]] = set()
        values: dict[Pointer, list[ValidationError]] = {}
        for error in errors:
            pointer = _pointer(error)
            if error.validator == "required":
                names = tuple(_any(error.validator_value))
                if (pointer, names) not in seen:
                    yield from self._missing(error, pointer)
                seen.add((pointer, names))
            elif error.validator == "not":
                yield self._not_asked(pointer)
            elif error.validator != "additionalProperties" and not _is_empty_text(error):
                values.setdefault(pointer, []).append(error)
        for pointer, found in values.items():
            yield self._value_finding(pointer, min(found, key=_rank))

    def _not_asked(self, pointer: Pointer) -> Finding:
        """Return the finding on questions that are not asked in this scan."""
        instrument = self._form.instrument
        schema, document = self._form.schema, _any(self._document)
        when = part_at(schema, pointer).get("x-scanpress-when", {})
        key, values = when.get("key", ""), listed(when.get("is", ()))
        named = f"for a {key} of {values} only; here it is {quoted(document.get(key))}"
        what = "this question is" if instrument and instrument.question_at(pointer) else "these questions are"
        remedy = f"remove {quoted(pointer[-1])}, or correct {quoted(key)}"
        return Finding("misplaced-key", pointer, f"{what} asked {named}", remedy, "key")

    def _value_finding(self, pointer: Pointer, error: ValidationError) -> Finding:
        if error.instance is None and error.validator in _VALUE_KEYWORDS:
            return _optional_null(self._spot(pointer, error))
        return value_finding(str(error.validator), error.validator_value, self._spot(pointer, error))

    def _spot(self, pointer: Pointer, error: ValidationError) -> Spot:
        around = part_at(self._form.schema, pointer[:-1])
        return Spot(
            pointer,
            error.instance,
            _any(error.schema),
            self._document,
            self._fits,
            lambda part: resolve(self._form.schema, part),
            required=not self._is_optional(pointer),
            today=self._today,
            written=self._written(pointer),
            answer_form=answer_form(self._form.schema, around),
            guidance=str(around.get("description", "")),
        )

    def _fits(self, value: Any, part: Mapping[str, Any]) -> bool:
        return bool(_explainer(self._form).evolve(schema=part).is_valid(value))

    def _is_optional(self, pointer: Pointer) -> bool:
        """Return whether the key at a place may be left out; a module that is there is to be answered."""
        if not pointer or not isinstance(pointer[-1], str):
            return False
        part = part_at(self._form.schema, pointer[:-1])
        is_module = "x-scanpress-module" in describe(self._form.schema, part, pointer[-1])
        return not is_module and pointer[-1] not in part.get("required", ())

    def _is_out(self, pointer: Pointer) -> bool:
        """Return whether a null is the answer to a question that does not apply, which is false."""
        around = self._document
        for key in pointer[:-1]:
            around = _any(around)[key]
        form = answer_form(self._form.schema, part_at(self._form.schema, pointer[:-1]))
        return bool(form and form.applies and pointer[-1] == form.key and _any(around).get(form.applies) is False)

    def _missing(self, error: ValidationError, pointer: Pointer) -> Iterator[Finding]:
        def is_optional(name: str) -> bool:
            return may_be_empty(describe(self._form.schema, _any(error.schema), name))

        return self._keys.missing(pointer, _any(error.instance), _any(error.validator_value), is_optional)


def _is_unanswered(error: ValidationError) -> bool:
    """Return whether an error means only that a value is not filled in yet."""
    return error.instance is None and error.validator in _VALUE_KEYWORDS


def _optional_null(spot: Spot) -> Finding:
    form = spot.answer_form
    if form and form.applies and spot.key == form.key and spot.parent.get(form.applies) is False:
        message = f"null is not an answer; here {quoted(form.applies)} is false"
        way = spot.way(False)
        return Finding("wrong-type", spot.pointer, message, "write false", ways=(way,), cause="does not apply")
    remedy = "leave the key out, or write its value in place of null"
    message = f"null is not allowed as {spot.key}, which may be left out"
    return Finding("wrong-type", spot.pointer, message, remedy, ways=(spot.leave_out(),))


def _rank(error: ValidationError) -> int:
    kind = str(error.validator)
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)


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
