"""The pages of the log: the commits of the published branch, newest first."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from scanpress.git_browser.pages.paging import ListPage, paginate
from scanpress.git_browser.pages.people import moment, name_of, subject_of
from scanpress.git_browser.snapshot.snapshot import Snapshot
from scanpress.writer import Group, Output, Page, href

_SIZE = 100


def log_groups(snapshot: Snapshot) -> Iterator[Group]:
    """Yield a group for each page of the log: a full page never changes."""
    for page in paginate(snapshot.log, size=_SIZE, first="log.html", numbered="log/{}.html"):
        made_from = snapshot.digest_with(page, snapshot.shown_branch, snapshot.is_shallow)
        yield Group(page.address, made_from, partial(_pages, snapshot, page))


def view_log(made_from: dict[str, Any]) -> dict[str, Any]:
    """Return the log's rows with their links."""
    return made_from | {
        "newer": made_from["newer"] and href(made_from["newer"]),
        "older": made_from["older"] and href(made_from["older"]),
    }


def _pages(snapshot: Snapshot, page: ListPage[str]) -> Iterator[Output]:
    made_from = {
        "commits": [_row(snapshot, oid) for oid in page.entries],
        "newer": page.newer,
        "older": page.older,
        "is_newest": page.newer is None,
        "is_cut": snapshot.is_shallow and page.older is None,
        "total": len(snapshot.log) if page.newer is None else None,
        "branch": snapshot.shown_branch,
    }
    yield Page(page.address, "git/log.html", view_log, made_from)


def _row(snapshot: Snapshot, oid: str) -> tuple[str, str, str, str, int, int, int]:
    commit, stat = snapshot.commits[oid], snapshot.commits.stat(oid)
    author = name_of(commit.author)
    return oid, moment(commit.author), subject_of(commit), author, stat.files, stat.added, stat.removed
