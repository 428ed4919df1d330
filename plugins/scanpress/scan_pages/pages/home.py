"""The front page: what this is, the figures of the whole, some scans to begin with."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scanpress.scan_pages import addresses
from scanpress.scan_pages.figures import Count
from scanpress.scan_pages.pages.list import Listed, row_variables
from scanpress.writer import Page


@dataclass(frozen=True, slots=True)
class Home:
    """What the front page shows."""

    counts: tuple[Count, ...]
    newest: tuple[Listed, ...]


def declare(counts: tuple[Count, ...], newest: tuple[Listed, ...]) -> Page:
    """Declare the front page."""
    return Page(addresses.HOME, "home.html", view, Home(counts, newest))


def view(home: Home) -> Mapping[str, Any]:
    """Return the variables of `home.html`."""
    return {
        "counts": [count.variables for count in home.counts],
        "rows": [row_variables(scan) for scan in home.newest],
    }
