"""What a status leaves out: why a scan does not count, which one replaces it; and days of what follows the answers."""

import re
from collections.abc import Iterator

from scanpress.checking.days import gregorian, is_date
from scanpress.checking.display import quoted
from scanpress.checking.form import value_at
from scanpress.checking.problem import Finding, Pointer
from scanpress.checking.suspicions.placeholders import is_placeholder

_REPLACED = "superseded"
EXPLAINED = {
    "withdrawn": "why it is no longer considered right",
    "contested": "who objects, and why",
    "excluded": "why it is left out",
    _REPLACED: 'which scan replaces it, such as "Replaced by scans/icml-2023/example.json"',
}
"""The states of a scan that need a note, and what it says."""
OTHER_NOTES = frozenset(["reason", "comment", "explanation", "notes", "rationale"])
"""Other words for the key of the note."""
_OF_OTHERS = frozenset(["state", "date", "by"])  # keys that say nothing of another scan
# The path of a file or of a page of this site, or any address but that of a paper.
_A_SCAN = re.compile(
    r"\.json\b|\bscans/\w|[a-z]-?(?:19|20)\d\d/\w|(?<![\w/])/\w[\w.-]*/\w"
    r"|https?://(?!(?:dx\.|www\.)?(?:doi|arxiv)\.org/)\w",
    re.IGNORECASE,
)


def status(path: str, document: object) -> Iterator[Finding]:
    """Yield findings on a status without its reason or the newer scan, and on what is dated before the answers."""
    keys = value_at(document, ("status",))
    if isinstance(keys, dict) and OTHER_NOTES.isdisjoint(keys):  # another key for the note is reported as such
        yield from _notes(path, document, keys.get("state"), keys.get("note"))
    answered = value_at(document, ("rater", "date"))
    for part in _LATER if isinstance(answered, str) and is_date(answered) else ():
        day = value_at(document, (part, "date"))
        if isinstance(day, str) and is_date(day) and day < answered:
            message = f"the {part} is dated {day}, before the answers ({answered})"
            remedy = gregorian(day) or "correct this date or that of the rater"
            yield Finding("status-before-scan", (part, "date"), message, remedy)
    yield from _of_rater(document)
    yield from _example(document)


def _of_rater(document: object) -> Iterator[Finding]:
    """Yield findings on a review and a reply by the rater: a review is by somebody else, and a reply by an author."""
    rater, authors = value_at(document, ("rater", "name")), value_at(document, ("paper", "authors"))
    for place, did, remedy in _BY_OTHERS:
        name = value_at(document, place)
        is_rater = isinstance(name, str) and isinstance(rater, str) and name.split() == rater.split() != []
        if is_rater and not (place[0] == "reply" and isinstance(authors, list) and name in authors):
            message = f"{quoted(name)} gave the answers, and is also named as the person who {did}"
            yield Finding("contradiction", place, message, remedy)


_BY_OTHERS = (
    (
        ("review", "by"),
        "reviewed them",
        "write the name of another person who read them, or leave the review out",
    ),
    (
        ("reply", "name"),
        "replied for the authors",
        "write the name of the author who replied; a rater corrects the answers, and leaves the reply out",
    ),
)


def _example(document: object) -> Iterator[Finding]:
    """Yield a finding on each text of the guide for contributors that was copied and not filled in."""
    if value_at(document, ("paper", "title")) == _PAPER_OF_GUIDE:
        return
    level: list[tuple[Pointer, object]] = [((), document)]
    while level:
        place, value = level.pop(0)
        if isinstance(value, str) and (OF_GUIDE in value or (place == ("status", "note") and value in _NOTES_OF_GUIDE)):
            message = "this is the example of CONTRIBUTING.md"
            yield Finding("placeholder", place, message, "write your own words and addresses in its place")
        elif isinstance(value, dict):
            level += [((*place, key), each) for key, each in value.items()]
        elif isinstance(value, list):
            level += [((*place, index), each) for index, each in enumerate(value)]


_LATER = ("status", "reply", "review")  # what comes after the answers
_PAPER_OF_GUIDE = "A Made-up Paper"
OF_GUIDE = "a-made-up-paper"
"""The name of the scan in the guide, which is in its addresses and paths."""
_NOTES_OF_GUIDE = frozenset(
    [
        "The authors point to Appendix C, which the rater did not have.",
        "The rater read another version of the paper, in which Section 4 was missing.",
        "The paper was retracted on 12 January 2026.",
    ]
)


def _notes(path: str, document: object, state: object, note: object) -> Iterator[Finding]:
    """Yield a finding if a state needs a note and has none, or if nothing names the scan that replaces this one."""
    if not isinstance(state, str) or state not in EXPLAINED:
        return
    if state == _REPLACED and names_another(path, document):
        return
    if note is None:
        message = f"{state} without the path of the newer scan" if state == _REPLACED else f"{state} without a reason"
        yield Finding("missing-note", ("status", "state"), message, f'add "note" to the status: {EXPLAINED[state]}')
    elif state == _REPLACED and isinstance(note, str) and not is_placeholder(note) and path not in note:
        message = "superseded, and the note does not name the newer scan by its path or address"
        yield Finding("missing-note", ("status", "note"), message, f"add to the note {EXPLAINED[state]}")


def names_another(path: str, document: object) -> bool:
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
