"""What stands at the address that a scan had before its file was moved."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scanpress.scan_pages.links import address_in
from scanpress.scan_pages.pages.scan import Source, address_of, raw
from scanpress.writer import File, Page, href


@dataclass(frozen=True, slots=True)
class Moved:
    """Where a scan is now: the site's own address where it has one, that of the page, and the title of the paper."""

    site_url: str
    address: str
    title: str


def declare(old: str, source: Source, title: str, *, site_url: str) -> tuple[Page, File]:
    """Declare a page that leads on, and the scan's bytes: no static host can lead on who asks for a raw file."""
    page = Page(address_of(old), "redirect.html", view, Moved(site_url, address_of(source.path), title))
    return page, File(old, raw, source)


def view(moved: Moved) -> Mapping[str, Any]:
    """Return the variables of `redirect.html`."""
    link = href(moved.address)
    canonical = address_in(f"{moved.site_url}/{link}") if moved.site_url else ""
    return {"href": link, "canonical": canonical, "title": moved.title}
