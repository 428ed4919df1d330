"""Keys that an object lacks: what to add, with the values that are possible, or what stands in their place."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from scanpress.checking.display import joined, listed, quoted
from scanpress.checking.edits import Pointer
from scanpress.checking.explaining.homes import part_at
from scanpress.checking.form import Form
from scanpress.checking.problem import Finding

_CHOICES = 5  # values of a missing key that a remedy lists
_MANY = 3  # missing keys of an object that are one problem

_DOTS = re.compile(r"\s*(?:\.{3,}|\u2026)\s*")
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
    pointer: Pointer, others: Sequence[str], instance: Mapping[str, Any], schema: Mapping[str, Any]
) -> tuple[Finding, Iterable[str]] | None:
    """Return the finding on a key that stands for all that is left out, or on numbers in place of all names.

    With it are the names of the keys that are meant. `others` are the keys that the schema does not know.
    """
    missing = [name for name in schema.get("required", ()) if name not in instance]
    if dots := next((key for key in others if _DOTS.fullmatch(key)), None):
        remedy = f"write the keys that {quoted(dots)} leaves out" + ", or remove it" * (not missing)
        finding = Finding("unknown-key", (*pointer, dots), "something was left out here", remedy, "key")
        return finding, (*missing, *schema.get("properties", ()))
    numbers = {int(match[1]): key for key in others if (match := _NUMBERED.fullmatch(key))}
    if len(numbers) < _MANY or not len(numbers) == len(others) == len(missing):
        return None
    named = [f"{quoted(numbers[each])} is {quoted(name)}" for each, name in zip(sorted(numbers), missing, strict=True)]
    first, *also = ((*pointer, key) for key in others)
    message = f"{len(numbers)} keys are numbers, and the schema names each"
    remedy = f"write the names; if they are in the order of the schema, {joined(named)}"
    return Finding("unknown-key", first, message, remedy, "key", also=tuple(also)), missing
