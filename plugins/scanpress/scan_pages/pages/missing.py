"""What hosts and search engines look for at the root of a host: the page for missing pages, and robots.txt."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from scanpress.scan_pages import addresses
from scanpress.writer import File, Output, Page

_ROBOTS = b"User-agent: *\nDisallow:\n"


def declare(site_url: str) -> Iterator[Output]:
    """Declare the page, which is shown at any address, so that its links begin at the root of the host, and robots.txt.

    Search engines look for robots.txt at the root of a host only.
    """
    yield Page(addresses.MISSING, "404.html", view, site_url)
    if root_of_host(site_url) == "/":
        yield File(addresses.ROBOTS, robots, None)


def view(site_url: str) -> Mapping[str, Any]:
    """Return the variables of `404.html`."""
    return {"root": root_of_host(site_url), "canonical": ""}


def robots(_made_from: None) -> bytes:
    """Return the file that allows search engines to read all pages."""
    return _ROBOTS


def root_of_host(site_url: str) -> Markup:
    """Return the path of the site's root on its host, escaped for a link.

    >>> str(root_of_host("https://example.org/scans-site")), str(root_of_host("https://example.org"))
    ('/scans-site/', '/')
    """
    path = urlsplit(site_url).path.strip("/")  # a second slash in front would name another host
    return Markup(f"/{quote(path, safe='/%~!$()*+,;@:')}/" if path else "/")  # noqa: S704 - quoted here
