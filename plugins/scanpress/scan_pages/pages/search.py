"""The page that searches in all texts; without script, it says what it needs and leads to lists."""

from collections.abc import Mapping
from typing import Any

from scanpress.scan_pages import addresses
from scanpress.writer import Page


def declare() -> Page:
    """Declare the search page, which is the same whatever there is to find."""
    return Page(addresses.SEARCH, "search.html", view, None)


def view(_made_from: None) -> Mapping[str, Any]:
    """Return the variables of `search.html`."""
    return {}
