"""Published scans that are gone without a trace, and redirects that do not lead to a scan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scanpress.checking.losing import bad_redirect, lost_scan
from scanpress.cli.selection import REDIRECTS
from scanpress.cli.states import Scans
from scanpress.corpus import FactsError
from scanpress.corpus.changes import compare
from scanpress.corpus.redirects import load_redirects

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from scanpress.checking import Problem


def losses(root: Path, since: str | None) -> tuple[Problem, ...]:
    """Give the problems of the redirects, and of the scans that went away since a commit."""
    try:
        redirects = load_redirects(root / REDIRECTS)
    except FactsError as error:
        return tuple(_mistakes(error, (root / REDIRECTS).read_text(encoding="utf-8", errors="replace")))
    return tuple(_lost(redirects, since)) if since else ()


def _mistakes(error: FactsError, text: str) -> Iterator[Problem]:
    for each in error.mistakes:
        message = f"{each.key}: {each.message}" if each.key else each.message
        yield from bad_redirect(REDIRECTS, text, line=each.line, message=message, remedy=each.remedy)


def _lost(redirects: Mapping[str, str], since: str) -> Iterator[Problem]:
    scans = Scans.here()
    for change in compare(*scans.changed(scans.base(since, "HEAD").commit, None)):
        path = change.moved_from or change.path
        # What the check did not accept was never published: it has no address to lose.
        if change.kind in {"removed", "moved"} and change.title and path not in redirects:
            moved_to = change.path if change.kind == "moved" else None
            yield from lost_scan(path, moved_to=moved_to, redirects=REDIRECTS)
