"""Modules: named by a scan and answered in it, both or neither."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scanpress.checking.display import quoted
from scanpress.checking.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scanpress.instruments import Instrument


def modules_agree(instrument: Instrument, document: dict[str, Any]) -> bool:
    """Tell whether the named modules are the answered ones."""
    if not instrument.modules:
        return True
    answered = document[instrument.container]
    return set(document.get(instrument.modules_key, ())) == {name for name in instrument.modules if name in answered}


def module_findings(instrument: Instrument, document: dict[str, Any], meant: frozenset[str]) -> Iterator[Finding]:
    """Give the findings on modules, except on those that a misspelt name was taken for."""
    answered, named = document.get(instrument.container), document.get(instrument.modules_key, [])
    if not isinstance(answered, dict) or not isinstance(named, list) or instrument.modules_key in meant:
        return
    for index, name in enumerate(named):
        if name in instrument.modules and name not in answered and name not in meant:
            remedy = f"answer its questions in {quoted(instrument.container)}, or take it out of this list"
            message = f"the module {quoted(name)} is named here, but not answered"
            yield Finding("module-missing", (instrument.modules_key, index), message, remedy)
    for name in instrument.modules:
        if name in answered and name not in named and name not in meant:
            remedy = f"add {quoted(name)} to {quoted(instrument.modules_key)}"
            message = f"the module {quoted(name)} is answered, but not named"
            yield Finding("module-undeclared", (instrument.container, name), message, remedy, "key")
