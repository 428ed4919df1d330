"""The changes of scans as lines of pages: one per change, or one for many of a kind in one commit."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from scanpress.corpus import Corpus, Memory
from scanpress.corpus.changes import Event, EventKind
from scanpress.instruments import Question, forget_with_schemas, label_of, with_key
from scanpress.scan_pages import addresses
from scanpress.scan_pages.changes.titles import Title, titles_of
from scanpress.scan_pages.words import in_number, isolated, result_in_words
from scanpress.writer import href

UNDATED = "undated"
"""In place of the month of commits without a date."""

_KINDS: Mapping[EventKind, tuple[str, str]] = {
    "added": ("New scan", "new scan"),
    "answer": ("Answer", "changed answer"),
    "status": ("Status", "change of status"),
    "text": ("Text", "corrected text"),
    "moved": ("Renamed", "renamed scan"),
    "removed": ("Removed", "removed scan"),
}
"""The kinds of changes in their order on pages, with the words for one and for many."""
_PLURALS = {"status": "changes of status"}
_MOST = 20  # changes of one kind in one commit that have a line each
_FOLDERS = 12  # that a line for many changes names
_LONGEST = 150  # characters of a title, path or result


class Line(NamedTuple):
    """A line of a page: what a commit did to one scan, or to `number` scans or answers in the same way.

    `title` is empty if the collection has no such scan now. `folders` has the number of changes in each folder, the
    fullest first, with the number of all others under an empty name.
    """

    when: str
    commit: str
    kind: EventKind
    path: str
    title: str = ""
    instrument: str = ""
    question: str = ""
    before: str | None = None
    after: str | None = None
    number: int = 1
    folders: tuple[tuple[str, int], ...] = ()

    @property
    def month(self) -> str:
        """Return the month of the change, or `UNDATED`."""
        return self.when[:7] or UNDATED

    @property
    def weight(self) -> int:
        """Return more bytes than the line takes on a page."""
        texts = (
            self.title or self.path,
            self.question,
            self.before or "",
            self.after or "",
            *(name for name, _ in self.folders),
        )
        return 400 + 6 * sum(min(len(text), _LONGEST) for text in texts) + 3 * len(self.path.encode())


def lines_of(events: Iterable[Event], corpus: Corpus, memory: Memory) -> list[Line]:
    """Return the lines for events, which come in the order of commits: the newest commit first."""
    found = [each for _, group in groupby(events, attrgetter("commit")) for each in reversed(_of_commit(list(group)))]
    titles = titles_of({each.path for each in found if isinstance(each, Event)}, corpus, memory)
    return [each if isinstance(each, Line) else _line(each, titles[each.path]) for each in reversed(found)]


def _of_commit(events: Sequence[Event]) -> list[Event | Line]:
    """Return the changes of a commit in their order on pages: each event, or one line for many of a kind."""
    by_kind: dict[str, list[Event]] = {}
    for event in events:
        by_kind.setdefault(event.kind, []).append(event)
    found: list[Event | Line] = []
    for kind in _KINDS:
        own = by_kind.get(kind, [])
        found += [_together(own)] if len(own) > _MOST else own
    return found


def _together(events: Sequence[Event]) -> Line:
    counts = Counter(event.path.rpartition("/")[0] for event in events)
    folders = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    others = sum(count for _, count in folders[_FOLDERS:])
    shown = (*folders[:_FOLDERS], ("", others)) if others else tuple(folders)
    first = events[0]
    return Line(first.when, first.commit, first.kind, "", number=len(events), folders=shown)


def _line(event: Event, title: Title) -> Line:
    when, commit, path, kind, question, before, after = event
    return Line(when, commit, kind, path, *title, question, before, after)


def view_line(line: Line) -> dict[str, Any]:
    """Return what a template shows of a line."""
    one, many = _KINDS[line.kind]
    if line.folders:
        return {
            "kind": in_number(line.number, many)
            if line.kind not in _PLURALS
            else f"{line.number:,} {_PLURALS[line.kind]}",
            "folders": [f"{_shortened(name) or 'other folders'} ({count:,})" for name, count in line.folders],
        }
    question = questions_of(line.instrument).get(line.question) if line.instrument else None
    place = Markup("#") + quote(question.id) if question else ""
    return {
        "kind": one,
        "title": isolated(_shortened(line.title)),
        "path": _shortened(line.path),
        "href": href(addresses.scan_page(line.path)) + place if line.title else "",
        "change": in_words(line.kind, line.question, (line.before, line.after), line.instrument),
        "folders": [],
    }


def in_words(kind: EventKind, name: str, values: tuple[str | None, str | None], instrument: str) -> str:
    """Return a change within a scan in words; empty if it was added or removed.

    >>> in_words("answer", "pseudocode", ("No", "Yes"), "reproducibility-1")
    'Pseudocode: ✗ No → ✓ Yes'
    >>> in_words("text", "", (None, None), ""), in_words("moved", "", ("scans/a/b.json", "scans/c/b.json"), "")
    ('text corrected', 'before: scans/a/b.json')
    """
    question = questions_of(instrument).get(name) if instrument else None
    label = question.label if question else label_of(name) if name else ""
    before, after = values
    if kind == "moved":
        return f"before: {_shortened(before or '')}"
    if kind == "text":
        return f"{label}: text corrected" if label else "text corrected"
    if kind in ("added", "removed"):
        return ""
    form = question.form if question else None
    words = [result_in_words(form, value) if kind == "answer" else value for value in (before or "", after or "")]
    told = " → ".join(_shortened(each) or "not asked" for each in words)
    return f"{label}: {told}" if label else told


@forget_with_schemas
@cache
def questions_of(key: str) -> Mapping[str, Question]:
    """Return the questions of an instrument by their ids."""
    return {question.id: question for question in with_key(key).questions}


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
