"""The pages of changes: the newest ones with a list of months, and the months in numbered pages."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from scanpress.corpus import Memory
from scanpress.revisions import Revisions
from scanpress.scan_pages import addresses
from scanpress.scan_pages.changes.lines import UNDATED, Line, lines_of, view_line
from scanpress.scan_pages.numbered import pager
from scanpress.scan_pages.tabulated import TabulatedCorpus
from scanpress.scan_pages.words import in_number
from scanpress.writer import Group, Page, href

_WEIGHT = 90_000  # bytes of the lines of a page at most, but for a single line
_NEWEST = 40  # lines on the first page
_SHORT = 7  # digits of a commit's oid


class ChangesPage(NamedTuple):
    """What a page is made from: lines of a month, or of all if it is the first page.

    The first page has the number of changes by month in `months`, and in `data` the folder of the data files. `begins`
    are the commit and the date at which a shallow clone begins: on the first page, and on the last one of all.
    """

    month: str
    number: int
    pages: int
    changes: int
    lines: tuple[Line, ...]
    months: tuple[tuple[str, int], ...] = ()
    begins: tuple[str, str] = ("", "")
    data: str = ""


def groups(tabulated: TabulatedCorpus, revisions: Revisions, memory: Memory) -> Iterator[Group]:
    """Declare the pages; there are none without a history."""
    if revisions.key:
        # Of the scans, lines show titles alone: a corrected answer that is not committed changes none of them.
        titles = [segment.titles for segment in tabulated.corpus.segments]
        made_from = [revisions.key, titles, tabulated.known.digest]
        yield Group("changes", made_from, partial(_pages, tabulated, revisions, memory))


def _pages(tabulated: TabulatedCorpus, revisions: Revisions, memory: Memory) -> Iterator[Page]:
    lines = lines_of(revisions.events(), tabulated.corpus, memory)
    # Commits follow each other, and their dates need not: a month may have several runs of lines.
    by_month: dict[str, list[Line]] = {}
    for month, group in groupby(lines, lambda line: line.month):
        by_month.setdefault(month, []).extend(group)
    months = [month for month in sorted(by_month, reverse=True) if month != UNDATED]
    months += [UNDATED] if UNDATED in by_month else []
    counts = tuple((month, sum(line.number for line in by_month[month])) for month in months)
    newest = next(iter(divided(lines[:_NEWEST])), ())
    first = ChangesPage(
        "",
        1,
        1,
        sum(count for _, count in counts),
        newest,
        counts,
        revisions.begins,
        tabulated.known.layout.data_folder,
    )
    yield Page(addresses.changes_page(), "changes.html", view, first)
    for month, count in counts:
        parts = divided(by_month[month])
        for number, part in enumerate(parts, 1):
            is_last = month == months[-1] and number == len(parts)
            begins = revisions.begins if is_last else ("", "")
            made_from = ChangesPage(month, number, len(parts), count, part, begins=begins)
            yield Page(addresses.changes_page(month, number), "changes.html", view, made_from)


def divided(lines: Sequence[Line]) -> list[tuple[Line, ...]]:
    """Divide lines into pages of limited length."""
    found: list[list[Line]] = []
    weight = _WEIGHT
    for line in lines:
        if weight + line.weight > _WEIGHT:
            found.append([])
            weight = 0
        found[-1].append(line)
        weight += line.weight
    return [tuple(part) for part in found]


def view(page: ChangesPage) -> Mapping[str, Any]:
    """Return the variables of `changes.html`."""
    commits = [(lines[0], lines) for lines in (list(group) for _, group in groupby(page.lines, attrgetter("commit")))]
    commit, when = page.begins
    return {
        "month": page.month,
        "is_undated": page.month == UNDATED,
        "changes": in_number(page.changes, "change"),
        "commits": [
            {**_commit(first.commit, first.when), "lines": [view_line(line) for line in lines]}
            for first, lines in commits
        ],
        "months": [
            {"name": month, "href": href(addresses.changes_page(month)), "changes": in_number(count, "change")}
            for month, count in page.months
        ],
        "data": page.data,
        "begins": _commit(commit, when) if commit else None,
        **pager(page.number, page.pages, partial(addresses.changes_page, page.month)),
    }


def _commit(commit: str, when: str) -> dict[str, Any]:
    return {"day": when[:10], "commit": commit[:_SHORT], "href": href(addresses.commit_page(commit))}
