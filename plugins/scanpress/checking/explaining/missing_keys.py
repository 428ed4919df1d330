"""Keys that an object lacks: what to add, with the values that are possible."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from scanpress.checking.display import listed, quoted
from scanpress.checking.edits import Pointer
from scanpress.checking.explaining.homes import part_at
from scanpress.checking.form import Form
from scanpress.checking.problem import Finding

_CHOICES = 5  # values of a missing key that a remedy lists
_MANY = 3  # missing keys of an object that are one problem


def missing_findings(
    form: Form, pointer: Pointer, instance: Mapping[str, Any], names: Sequence[str], may_be_empty: Callable[[str], bool]
) -> Iterator[Finding]:
    """Yield a finding for each missing key of an object, or one for many of them."""
    if len(names) >= _MANY:
        message = f"{len(names)} keys are missing here: the file may have been cut off, or not answered to its end"
        empty = [name for name in names if may_be_empty(name)]
        remedy = f"add {_all(names)}"
        remedy += f"; write [] for {listed(empty)} if there is nothing to list" if empty else ""
        yield Finding("missing-key", pointer, message, remedy, "key", about=(*pointer, names[0]))
        return
    for name in names:
        message = f"the key {quoted(name)} is missing here"
        remedy = f"add {quoted(name)}{'; write [] if there is nothing to list' * may_be_empty(name)}"
        remedy += _values(part_at(form.schema, (*pointer, name)), name, instance)
        yield Finding("missing-key", pointer, message, remedy, "key", about=(*pointer, name))


def _all(names: Sequence[str]) -> str:
    return f"{', '.join(map(quoted, names[:-1]))} and {quoted(names[-1])}"


def _values(part: Mapping[str, Any], name: str, instance: Mapping[str, Any]) -> str:
    """Return the values that a missing key may have, if the schema or the object names few."""
    if part.get("type") == "boolean" and name == "answer" and instance.get("applies") is False:
        return ": false, as the question does not apply"
    if name == "year" and (years := set(re.findall(_YEAR, str(instance.get("venue"))))) and len(years) == 1:
        return f', probably {years.pop()}, which "venue" names'
    allowed = (True, False) if part.get("type") == "boolean" else part.get("enum", ())
    return f": {listed(list(allowed))}" if 1 < len(allowed) <= _CHOICES else ""


_YEAR = r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])"
