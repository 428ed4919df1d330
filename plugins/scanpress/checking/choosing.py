"""Which form a file has to have, by its path and by what it says."""

from __future__ import annotations

from typing import Any

from scanpress.checking.files import is_run
from scanpress.checking.finding import Finding
from scanpress.checking.form import Form, form_of, run_form
from scanpress.instruments import Instrument, Unidentified, identify


def form_for(path: str, document: Any) -> Form | Finding:
    """Give the form of a file, or say why it has none."""
    if not isinstance(document, dict):
        return Finding("wrong-type", (), "a scan is an object", 'begin with { and a key such as "paper"')
    if is_run(path):
        return run_form()
    found = identify(document)
    return form_of(found) if isinstance(found, Instrument) else _unidentified(found)


def _unidentified(reason: Unidentified) -> Finding:
    pointer = (reason.key,) if reason.key else ()
    return Finding("unknown-instrument", pointer, reason.message, reason.remedy)
