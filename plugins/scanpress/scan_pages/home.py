"""The front page: what this is, the figures of the whole, the newest scans."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scanpress.scan_pages.scan_list import Listed, row_variables
from scanpress.writer import Page


@dataclass(frozen=True, slots=True)
class Home:
    """What the front page shows."""

    counts: tuple[tuple[str, str], ...]
    newest: tuple[Listed, ...]


def declare(counts: tuple[tuple[str, str], ...], newest: tuple[Listed, ...]) -> Page:
    """Declare the front page."""
    return Page("index.html", "home.html", view, Home(counts, newest))


def view(home: Home) -> Mapping[str, Any]:
    """Return the variables of `home.html`."""
    return {
        "counts": [{"label": label, "figure": figure} for label, figure in home.counts],
        "rows": [row_variables(scan) for scan in home.newest],
    }
