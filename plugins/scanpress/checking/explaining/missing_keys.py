"""Keys that an object lacks: what to add, with the values that are possible, or what stands in their place."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from scanpress.checking.display import joined, listed, quoted
from scanpress.checking.edits import Pointer
from scanpress.checking.explaining.homes import part_at
from scanpress.checking.form import Form, value_at
from scanpress.checking.problem import Finding

_CHOICES = 5  # values of a missing key that a remedy lists
_MANY = 3  # missing keys of an object that are one problem

_DOTS = re.compile(r"\s*(?:\.{3,}|\u2026)\s*")
# Other keys that stand for those that are missing.
_REST = re.compile(
    r"\W*(?:\.{3}|\u2026).*|\W*(?:(?:all |the )?(?:others?|remaining|rest|further)(?: (?:of the )?(?:questions|keys"
    r"|answers|items|variables|fields|criteria|entries))?|and so on|etc)\W*",
    re.IGNORECASE,
)
_NAMED = 8  # keys that a remedy names
_NUMBERED = re.compile(
    r"(?:q|question|item|variable|answer|criterion|no\.?|#)?[\s_.-]*([0-9]{1,2})[.)]?", re.IGNORECASE
)


def missing_findings(
    form: Form, pointer: Pointer, instance: Mapping[str, Any], names: Sequence[str], may_be_empty: Callable[[str], bool]
) -> Iterator[Finding]:
    """Yield a finding for each missing key of an object, or one for many of them."""
    if len(names) >= _MANY:
        message = f"{len(names)} keys are missing here: the file may have been cut off, or not answered to its end"
        empty = [name for name in names if may_be_empty(name)]
        remedy = f"add {joined([*map(quoted, names)])}"
        remedy += f"; write [] for {listed(empty)} if there is nothing to list" if empty else ""
        yield Finding("missing-key", pointer, message, remedy, "key", about=(*pointer, names[0]))
        return
    for name in names:
        message = f"the key {quoted(name)} is missing here"
        remedy = f"add {quoted(name)}{'; write [] if there is nothing to list' * may_be_empty(name)}"
        remedy += _values(part_at(form.schema, (*pointer, name)), name, instance)
        yield Finding("missing-key", pointer, message, remedy, "key", about=(*pointer, name))


def emptied(pointer: Pointer) -> Finding:
    """Return the finding on an object that was emptied, in a scan with a status."""
    message = "a scan keeps its answers, whatever its status: nothing is left here"
    remedy = "write again what was here, which the history of the file has: the status says that it does not count"
    return Finding("missing-key", pointer, message, remedy, "key")


def _values(part: Mapping[str, Any], name: str, instance: Mapping[str, Any]) -> str:
    """Return the values that a missing key may have, if the schema or the object names few."""
    if part.get("type") == "boolean" and name == "answer" and instance.get("applies") is False:
        return ": false, as the question does not apply"
    if name == "year" and (years := set(re.findall(_YEAR, str(instance.get("venue"))))) and len(years) == 1:
        return f', probably {years.pop()}, which "venue" names'
    allowed = (True, False) if part.get("type") == "boolean" else part.get("enum", ())
    return f": {listed(list(allowed))}" if 1 < len(allowed) <= _CHOICES else ""


_YEAR = r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])"


def instead_of_all(
    form: Form, pointer: Pointer, others: Sequence[str], instance: Mapping[str, Any], schema: Mapping[str, Any]
) -> tuple[Finding, Iterable[str]] | None:
    """Return the finding on a key that stands for all that is left out, or on numbers in place of all names.

    With it are the names of the keys that are meant. `others` are the keys that the schema does not know.
    """
    missing = [name for name in schema.get("required", ()) if name not in instance]
    form_of_rest = _REST if missing else _DOTS
    if dots := next((key for key in others if form_of_rest.fullmatch(key.replace("_", " "))), None):
        remedy = f"write the keys that {quoted(dots)} leaves out" + ", or remove it" * (not missing)
        message = "something was left out here"
        if missing:
            message = "one key was left out here" if len(missing) == 1 else f"{len(missing)} keys were left out here"
            remedy = f"write the keys in place of {quoted(dots)}: {_with_members(form, pointer, missing)}"
        finding = Finding("unknown-key", (*pointer, dots), message, remedy, "key")
        return finding, (*missing, *schema.get("properties", ()))
    numbers = {int(match[1]): key for key in others if (match := _NUMBERED.fullmatch(key))}
    if len(numbers) < _MANY or not len(numbers) == len(others) == len(missing):
        return None
    named = [f"{quoted(numbers[each])} is {quoted(name)}" for each, name in zip(sorted(numbers), missing, strict=True)]
    first, *also = ((*pointer, key) for key in others)
    message = f"{len(numbers)} keys are numbers, and the schema names each"
    remedy = f"write the names; if they are in the order of the schema, {joined(named)}"
    return Finding("unknown-key", first, message, remedy, "key", also=tuple(also)), missing


def _with_members(form: Form, pointer: Pointer, names: Sequence[str]) -> str:
    """Return the first names of keys, how many more there are, and what each needs, if that is the same for all."""
    shown = [*map(quoted, names[:_NAMED])]
    if more := len(names) - len(shown):
        shown.append(f"{more} more")
    needs = [tuple(part_at(form.schema, (*pointer, name)).get("required", ())) for name in names]
    each = f", each with {joined([*map(quoted, needs[0])])}" if needs[0] and len(set(needs)) == 1 else ""
    return f"{joined(shown)}{each}"


def reasons_apart(form: Form, document: Any, place: Pointer, value: Any) -> Finding | None:
    """Return the finding on an object or list with the reasons of answers, which lack them, or None."""
    texts = _texts(value) if isinstance(value, dict) else {}
    is_list = isinstance(value, list) and all(isinstance(each, str) for each in value)
    missing = [
        ((*category.path, question.key), question.form.reason)
        for category in (form.instrument.categories if form.instrument else ())
        for question in category.questions
        if (question.key in texts or is_list)
        and not _has(value_at(document, (*category.path, question.key)), question.form.reason)
    ]
    missing = [each for each in missing if value_at(document, each[0]) is not None]
    if len(missing) < _MANY or 2 * len(missing) < len(texts) or (is_list and len(value) != len(missing)):
        return None
    first, reason = missing[0]
    container = form.instrument.container if form.instrument else ""
    message = f"{len(missing)} reasons are in {quoted(place[-1])}, apart from their answers"
    remedy = f"write each into the answer of its question in {quoted(container)}, as {quoted(reason)}"
    remedy += ", if they are in the order of the questions" * is_list
    return Finding("misplaced-key", place, message, f"{remedy}; then remove {quoted(place[-1])}", "key", about=first)


def _texts(value: Mapping[str, Any]) -> dict[str, str]:
    """Return the texts of an object, or of the objects in it, by their keys."""
    inner = [pair for each in value.values() if isinstance(each, dict) for pair in each.items()]
    return {key: each for key, each in (*value.items(), *inner) if isinstance(each, str)}


def _has(answer: Any, key: str) -> bool:
    return isinstance(answer, dict) and answer.get(key) not in (None, "")
