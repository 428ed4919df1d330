"""Checks of a built site, page by page: valid HTML, and nothing linked that is not there."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urlsplit

import html5lib

_LINKS = {"a": "href", "link": "href", "img": "src", "script": "src", "iframe": "src", "source": "src"}


@dataclass(frozen=True)
class HtmlPage:
    """One page of a built site, parsed as a browser parses it."""

    folder: Path
    path: Path

    @property
    def address(self) -> str:
        return self.path.relative_to(self.folder).as_posix()

    @cached_property
    def _parsed(self) -> tuple[Any, list[str]]:
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        tree = parser.parse(self.path.read_bytes(), transport_encoding="utf-8")
        return tree, [f"{self.address}:{place[0]}: {code} {data}" for place, code, data in parser.errors]

    @property
    def errors(self) -> list[str]:
        """Return what the HTML standard calls parse errors, and ids that are there twice."""
        twice = [name for name, count in Counter(self._ids()).items() if count > 1]
        return [*self._parsed[1], *(f"{self.address}: id {name} is there twice" for name in twice)]

    @cached_property
    def ids(self) -> frozenset[str]:
        return frozenset(self._ids())

    def _ids(self) -> Iterator[str]:
        return (element.get("id") for element in self._parsed[0].iter() if element.get("id") is not None)

    def links(self) -> Iterator[str]:
        """Yield the targets of all links, images and scripts, as they are written."""
        for element in self._parsed[0].iter():
            target = element.get(_LINKS.get(str(element.tag), ""))
            if target is not None:
                yield target


def pages(folder: Path) -> dict[Path, HtmlPage]:
    """Return all pages of a built site."""
    return {path: HtmlPage(folder, path) for path in sorted(folder.rglob("*.html")) if path.is_file()}


def invalid_html(folder: Path) -> list[str]:
    """Return every error of every page."""
    return [error for page in pages(folder).values() for error in page.errors]


def broken_links(folder: Path, *, site_url: str = "") -> list[str]:
    """Return every link to a file or an anchor that is not there; other hosts are not asked."""
    known = pages(folder)
    return [
        f"{page.address} links to {target}"
        for page in known.values()
        for target in page.links()
        if not _resolves(page, target, known, site_url)
    ]


def _resolves(page: HtmlPage, target: str, known: dict[Path, HtmlPage], site_url: str) -> bool:
    if site_url and target.startswith(site_url + "/"):
        target = "/" + target.removeprefix(site_url + "/")
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return parts.scheme in {"http", "https", "mailto", "tel", "data"}
    path = unquote(parts.path)
    found = page.folder / path.lstrip("/") if path.startswith("/") else page.path.parent / path if path else page.path
    found = Path(found.resolve() / "index.html") if found.is_dir() else found.resolve()
    anchor = unquote(urldefrag(target).fragment)
    if not found.is_file() or not found.is_relative_to(page.folder.resolve()):
        return False
    if "/" in anchor:  # the scan that a report or a form is about
        return (page.folder / anchor.partition(":")[0] / "index.html").is_file()
    # What the list is asked for is not an anchor.
    return (
        not anchor
        or "=" in anchor
        or (found in known and anchor in known[found].ids)
        or anchor in HtmlPage(page.folder, found).ids
    )
