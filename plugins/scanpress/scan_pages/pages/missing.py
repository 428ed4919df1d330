"""The page that hosts of static files show if there is no page at an address."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from scanpress.scan_pages import addresses
from scanpress.writer import Output, Page


def declare(site_url: str) -> Iterator[Output]:
    """Declare the page, which is shown at any address, so that its links begin at the root of the host."""
    yield Page(addresses.MISSING, "404.html", view, site_url)


def view(site_url: str) -> Mapping[str, Any]:
    """Return the variables of `404.html`."""
    return {"root": root_of_host(site_url), "canonical": ""}


def root_of_host(site_url: str) -> Markup:
    """Return the path of the site's root on its host, escaped for a link.

    >>> str(root_of_host("https://example.org/scans-site")), str(root_of_host("https://example.org"))
    ('/scans-site/', '/')
    """
    path = urlsplit(site_url).path.strip("/")  # a second slash in front would name another host
    return Markup(f"/{quote(path, safe='/%~!$()*+,;@:')}/" if path else "/")  # noqa: S704 - quoted here
