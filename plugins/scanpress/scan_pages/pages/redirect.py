"""The page at an old address: of a scan whose file was moved, or of a paper by another of its names."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scanpress.scan_pages import addresses
from scanpress.scan_pages.links import address_in
from scanpress.scan_pages.pages.scan.page import Source, raw
from scanpress.writer import File, Page, href


@dataclass(frozen=True, slots=True)
class Moved:
    """Where a scan or a paper is: the site's own address if it has one, that of the page, and the paper's title.

    `heading` says what is there, if it has not moved; `what` has moved otherwise.
    """

    site_url: str
    address: str
    title: str
    what: str = "scan"
    heading: str = ""


def declare(old: str, source: Source, title: str, *, site_url: str) -> tuple[Page, File]:
    """Declare a page that redirects, and a copy of the scan's bytes: static hosts cannot redirect raw files."""
    page = Page(
        addresses.scan_page(old), "redirect.html", view, Moved(site_url, addresses.scan_page(source.path), title)
    )
    return page, File(old, raw, source)


def view(moved: Moved) -> Mapping[str, Any]:
    """Return the variables of `redirect.html`."""
    link = href(moved.address)
    canonical = address_in(f"{moved.site_url}/{link}") if moved.site_url else ""
    return {
        "href": link,
        "canonical": canonical,
        "title": moved.title,
        "heading": moved.heading or f"This {moved.what} has moved",
        "lead": "It is here:" if moved.heading else "It is now here:",
        "in_short": moved.heading or "Moved",
    }
