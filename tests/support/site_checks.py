"""Checks of a built site, page by page: valid HTML, and nothing linked that is not there."""

import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from html.parser import HTMLParser
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

    @cached_property
    def _named(self) -> "_Names":
        names = _Names()
        names.feed(self.path.read_text(encoding="utf-8"))
        return names

    @property
    def errors(self) -> list[str]:
        """Return what the HTML standard calls parse errors, and ids that are there twice."""
        twice = [name for name, count in Counter(self._named.ids).items() if count > 1]
        return [*self._parsed[1], *(f"{self.address}: id {name} is there twice" for name in twice)]

    @cached_property
    def ids(self) -> frozenset[str]:
        return frozenset(self._named.ids)

    def links(self) -> Sequence[str]:
        """Return the targets of all links, images and scripts, as they are written."""
        return self._named.links


class _Names(HTMLParser):
    """Collect ids and the targets of links, in a twentieth of the time that a whole tree takes."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids.extend(filter(None, [given.get("id")]))
        target = given.get(_LINKS.get(tag, ""))
        if target is not None:
            self.links.append(target)


def pages(folder: Path) -> dict[Path, HtmlPage]:
    """Return all pages of a built site."""
    return {path: HtmlPage(folder, path) for path in sorted(folder.rglob("*.html")) if path.is_file()}


def invalid_html(folder: Path) -> list[str]:
    """Return every error of every page."""
    return [error for page in pages(folder).values() for error in page.errors]


def broken_links(folder: Path, *, site_url: str = "") -> list[str]:
    """Return every link to a file or an anchor that is not there; other hosts are not asked."""
    known = pages(folder)
    found = cache(_found)  # most links are the same on all pages of a folder
    return [
        f"{page.address} links to {target}"
        for page in known.values()
        for target in page.links()
        if not _resolves(page, target, known, found, site_url)
    ]


_Find = Callable[[Path, str], Path | None]


def _found(folder: Path, path: str) -> Path | None:
    """Return the file that a path leads to from a folder; None if there is none."""
    target = Path(os.path.normpath(folder / path.lstrip("/")))
    target = target / "index.html" if target.is_dir() else target
    return target if target.is_file() else None


def _resolves(page: HtmlPage, target: str, known: dict[Path, HtmlPage], find: _Find, site_url: str) -> bool:
    if site_url and target.startswith(site_url + "/"):
        target = "/" + target.removeprefix(site_url + "/")
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return parts.scheme in {"http", "https", "mailto", "tel", "data"}
    path = unquote(parts.path)
    found = find(page.folder if path.startswith("/") else page.path.parent, path) if path else page.path
    anchor = unquote(urldefrag(target).fragment)
    if found is None or not found.is_relative_to(page.folder):
        return False
    if "/" in anchor:  # the scan that a report or a form is about
        return (page.folder / anchor.partition(":")[0] / "index.html").is_file()
    # What the list is asked for is not an anchor.
    return not anchor or "=" in anchor or anchor in (known.get(found) or HtmlPage(page.folder, found)).ids
