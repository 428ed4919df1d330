"""What the status of a scan leaves out: why it does not count, which scan replaces it, and whether its day can be."""

import re
from collections.abc import Iterator

from scanpress.checking.days import is_date
from scanpress.checking.form import value_at
from scanpress.checking.problem import Finding
from scanpress.checking.suspicions.placeholders import is_placeholder

_REPLACED = "superseded"
EXPLAINED = {
    "withdrawn": "why it is no longer considered right",
    "contested": "who objects, and why",
    "excluded": "why it is left out",
    _REPLACED: 'which scan replaces it, such as "Replaced by scans/icml-2023/example.json"',
}
"""The states of a scan that need a note, and what it says."""
_OTHER_NOTES = frozenset(["reason", "comment", "explanation", "notes", "rationale"])
_OF_OTHERS = frozenset(["state", "date", "by"])  # keys that say nothing of another scan
# The path of a file or of a page of this site, or any address but that of a paper.
_A_SCAN = re.compile(
    r"\.json\b|\bscans/\w|[a-z]-?(?:19|20)\d\d/\w|(?<![\w/])/\w[\w.-]*/\w"
    r"|https?://(?!(?:dx\.|www\.)?(?:doi|arxiv)\.org/)\w",
    re.IGNORECASE,
)


def status(path: str, document: object) -> Iterator[Finding]:
    """Yield findings on a status without a reason or a newer scan, or with a date before that of the answers."""
    keys, day = value_at(document, ("status",)), value_at(document, ("status", "date"))
    if isinstance(keys, dict) and _OTHER_NOTES.isdisjoint(keys):  # another key for the note is reported as such
        yield from _notes(path, document, keys.get("state"), keys.get("note"))
    answered = value_at(document, ("rater", "date"))
    if isinstance(day, str) and isinstance(answered, str) and is_date(day) and is_date(answered) and day < answered:
        message = f"the status is of {day}, before the answers of {answered}"
        yield Finding("status-before-scan", ("status", "date"), message, "correct this date or that of the rater")


def _notes(path: str, document: object, state: object, note: object) -> Iterator[Finding]:
    """Yield a finding if a state needs a note and has none, or if nothing names the scan that replaces this one."""
    if not isinstance(state, str) or state not in EXPLAINED:
        return
    if state == _REPLACED and _names_another(path, document):
        return
    if note is None:
        message = f"{state} without the path of the newer scan" if state == _REPLACED else f"{state} without a reason"
        yield Finding("missing-note", ("status", "state"), message, f'add "note" to the status: {EXPLAINED[state]}')
    elif state == _REPLACED and isinstance(note, str) and not is_placeholder(note):
        message = "superseded, and the note does not name the newer scan by its path or address"
        yield Finding("missing-note", ("status", "note"), message, f"add to the note {EXPLAINED[state]}")


def _names_another(path: str, document: object) -> bool:
    """Return whether a text of the status, or what is said to be the same paper, names another scan than this one."""
    keys = value_at(document, ("status",))
    level = [value for key, value in keys.items() if key not in _OF_OTHERS] if isinstance(keys, dict) else []
    level.append(value_at(document, ("paper", "same_as")))
    while level:
        each = level.pop()
        if isinstance(each, str) and _A_SCAN.search(each.replace(path, "")):
            return True
        if isinstance(each, dict):
            level += each.values()
        elif isinstance(each, list):
            level += each
    return False
