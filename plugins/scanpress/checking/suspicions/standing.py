"""What a scan says of its own standing: a status without a reason, or from before the scan."""

from collections.abc import Iterator

from scanpress.checking.days import is_date
from scanpress.checking.form import value_at
from scanpress.checking.problem import Finding

_EXPLAINED = {
    "withdrawn": "why it is no longer considered right",
    "contested": "who objects, and why",
    "excluded": "why it is left out",
}


def status(document: object) -> Iterator[Finding]:
    """Yield findings on a status without a reason, or with a date before that of the answers."""
    state = value_at(document, ("status", "state"))
    note, day = value_at(document, ("status", "note")), value_at(document, ("status", "date"))
    if isinstance(state, str) and state in _EXPLAINED and note is None:
        message = f"{state} without a reason"
        yield Finding("missing-note", ("status", "state"), message, f'add "note" to the status: {_EXPLAINED[state]}')
    answered = value_at(document, ("rater", "date"))
    if isinstance(day, str) and isinstance(answered, str) and is_date(day) and is_date(answered) and day < answered:
        message = f"the status is of {day}, before the answers of {answered}"
        yield Finding("status-before-scan", ("status", "date"), message, "correct this date or that of the rater")
