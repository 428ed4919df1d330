"""The front page: a field to find papers, three figures of the whole, and the newest scans."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scanpress.scan_pages import addresses
from scanpress.scan_pages.data.built_from import BuiltFrom
from scanpress.scan_pages.figures import Count
from scanpress.scan_pages.rows import Layout, Listed, rows
from scanpress.writer import Page, href, root_of


@dataclass(frozen=True, slots=True)
class Home:
    """What the front page shows."""

    main: tuple[Count, ...]
    by_instrument: tuple[Count, ...]
    hint: str
    layout: Layout
    newest: tuple[Listed, ...]
    built_from: BuiltFrom
    data_folder: str


def declare(home: Home) -> Page:
    """Declare the front page."""
    return Page(addresses.HOME, "home.html", view, home)


def view(home: Home) -> Mapping[str, Any]:
    """Return the variables of `home.html`."""
    return {
        "figures": [count.variables for count in home.main],
        "counts": [count.variables for count in home.by_instrument],
        "hint": home.hint,
        "columns": home.layout.variables,
        "rows": rows(home.newest, home.layout, root_of(addresses.HOME)),
        "data": href(f"{home.data_folder}/"),
        **home.built_from.variables,
    }
