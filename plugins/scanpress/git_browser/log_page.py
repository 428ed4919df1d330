"""The log: the published branch, newest first."""

from collections.abc import Iterator
from typing import Any

from scanpress.git_browser.paging import parts
from scanpress.git_browser.people import moment, name_of, subject_of
from scanpress.git_browser.snapshot import Snapshot
from scanpress.repository import Commit
from scanpress.writer import Output, Page, href

_SIZE = 100


def log_pages(snapshot: Snapshot) -> Iterator[Output]:
    """Yield the pages of the log."""
    divided = parts(snapshot.log, size=_SIZE, first="log.html", numbered="log/{}.html")
    for part in divided:
        made_from = {
            "commits": [_row(commit) for commit in part.entries],
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


def view_log(made_from: dict[str, Any]) -> dict[str, Any]:
    """Return the log's rows with their links."""
    return made_from | {
        "newer": made_from["newer"] and href(made_from["newer"]),
        "older": made_from["older"] and href(made_from["older"]),
    }


def _row(commit: Commit) -> tuple[str, str, str, str, int, int, int]:
    return (
        commit.id,
        moment(commit.author),
        subject_of(commit),
        name_of(commit.author),
        len(commit.changes),
        commit.added,
        commit.removed,
    )
