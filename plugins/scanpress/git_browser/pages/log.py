"""The log: the published branch, newest first."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from scanpress.git_browser.pages.paging import Part, parts
from scanpress.git_browser.pages.people import moment, name_of, subject_of
from scanpress.git_browser.snapshot.snapshot import Snapshot
from scanpress.writer import Group, Output, Page, href

_SIZE = 100


def log_groups(snapshot: Snapshot) -> Iterator[Group]:
    """Yield the pages of the log, one by one: a full page stays as it is."""
    for part in parts(snapshot.log, size=_SIZE, first="log.html", numbered="log/{}.html"):
        made_from = snapshot.sources(part, snapshot.shown_branch, snapshot.is_shallow)
        yield Group(part.address, made_from, partial(_pages, snapshot, part))


def view_log(made_from: dict[str, Any]) -> dict[str, Any]:
    """Return the log's rows with their links."""
    return made_from | {
        "newer": made_from["newer"] and href(made_from["newer"]),
        "older": made_from["older"] and href(made_from["older"]),
    }


def _pages(snapshot: Snapshot, part: Part[str]) -> Iterator[Output]:
    made_from = {
        "commits": [_row(snapshot, name) for name in part.entries],
        "newer": part.newer,
        "older": part.older,
        "is_newest": part.newer is None,
        "is_cut": snapshot.is_shallow and part.older is None,
        "total": len(snapshot.log) if part.newer is None else None,
        "branch": snapshot.shown_branch,
    }
    yield Page(part.address, "git/log.html", view_log, made_from)
    if part.newer is None and snapshot.settings.home:
        yield Page("index.html", "git/log.html", view_log, made_from)


def _row(snapshot: Snapshot, name: str) -> tuple[str, str, str, str, int, int, int]:
    commit, outline = snapshot.commits[name], snapshot.commits.outline(name)
    author = name_of(commit.author)
    return name, moment(commit.author), subject_of(commit), author, outline.files, outline.added, outline.removed
