"""A built site, read as a browser reads it."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import html5lib

from comparing.texts import path_key

SELECTORS = {
    "log": (("table", "log"),),
    "commit facts": (("dl", "commit"),),
    "message": (("pre", "message"),),
    "numstat": (("table", "stat"),),
    "diff": (("section", "diff"),),
    "lines": (("pre", "lines"),),
    "refs": (("table", "refs"),),
    "tree": (("table", "files"),),
    "versions": (("ul", "versions"), ("ol", "versions"), ("table", "versions")),
    "blame": (("details", "blame"),),
    "path": (("h1", "path"),),
    "pages": (("nav", "pages"),),
}
"""Tag and class of each part of a page; the first that is there counts."""

_COMMIT = re.compile(r"(?:^|/)commit/([0-9a-f]{40}|[0-9a-f]{64})\.html$")
LINE_ID = re.compile(r"l?(\d+)")
_LINKS = {"a": "href", "link": "href", "img": "src", "script": "src", "iframe": "src", "source": "src"}
_NOT_SHOWN = {"script", "style", "template"}

Element = Any


class Site:
    """The pages of an output folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def has(self, address: str) -> bool:
        """Return whether there is a file at an address."""
        return (self.folder / address).is_file()

    def read(self, address: str) -> bytes:
        """Return the bytes at an address."""
        return (self.folder / address).read_bytes()

    @lru_cache(maxsize=64)  # noqa: B019 - a script that ends soon
    def page(self, address: str) -> "Page":
        """Return a parsed page."""
        parsed = html5lib.parse(self.read(address), namespaceHTMLElements=False, transport_encoding="utf-8")
        return Page(self, address, parsed)

    def resolve(self, address: str, link: str) -> str | None:
        """Return the address that a link on a page leads to, None if it leaves the site."""
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            return None
        if not parts.path:
            return address
        path = unquote(parts.path)
        above = [] if path.startswith("/") else address.split("/")[:-1]
        names: list[str] = []
        for name in [*above, *path.split("/")]:
            if name == "..":
                names = names[:-1]
            elif name not in {"", "."}:
                names.append(name)
        found = "/".join(names)
        return f"{found}/index.html".lstrip("/") if (self.folder / found).is_dir() else found


class Page:
    """One page."""

    def __init__(self, site: Site, address: str, root: Element) -> None:
        self.site = site
        self.address = address
        self.root = root

    def parts(self, name: str, within: Element | None = None) -> list[Element]:
        """Return all parts of a kind; see SELECTORS."""
        root = self.root if within is None else within
        for tag, css_class in SELECTORS[name]:
            found = [part for part in root.iter(tag) if css_class in (part.get("class") or "").split()]
            if found:
                return found
        return []

    def links(self, within: Element | None = None) -> Iterator[tuple[str, Element]]:
        """Yield the addresses within the site that links lead to, with their elements."""
        for element in (self.root if within is None else within).iter():
            link = element.get(_LINKS.get(str(element.tag), ""))
            address = self.site.resolve(self.address, link) if link else None
            if address is not None:
                yield address, element

    def commits(self, within: Element | None = None) -> Iterator[tuple[str, Element]]:
        """Yield the commits that are linked, with their links."""
        for address, element in self.links(within):
            if match := _COMMIT.search(address):
                yield match[1], element

    def pages_of_list(self) -> Iterator["Page"]:
        """Yield this page of a list and all that follow it, or are numbered beside it."""
        seen, waiting = {self.address}, [self]
        while waiting:
            page = waiting.pop(0)
            yield page
            for address, _ in (link for nav in page.parts("pages") for link in page.links(nav)):
                if address not in seen and self.site.has(address):
                    seen.add(address)
                    waiting.append(self.site.page(address))

    @property
    def heading(self) -> str:
        """Return the text of the first heading."""
        return next((text_of(part) for part in self.root.iter("h1")), "")

    def path(self) -> str:
        """Return the key of the path that the heading names."""
        text = next((text_of(part) for part in self.parts("path")), self.heading)
        for words in ("Files / ", "History of ", "Blame of "):
            text = text.removeprefix(words)
        return path_key(text.replace(" / ", "/"))


def text_of(element: Element, leave_out: Callable[[Element], bool] = lambda _: False) -> str:
    """Return the text of an element as a browser shows it."""
    pieces = [element.text or ""]
    for child in element:
        if child.tag not in _NOT_SHOWN and isinstance(child.tag, str) and not leave_out(child):
            pieces.append(text_of(child, leave_out))
        pieces.append(child.tail or "")
    return "".join(pieces)


def rows(part: Element) -> Iterator[Element]:
    """Yield the rows of a table or the items of a list, without headings."""
    for row in part.iter():
        if row.tag in {"tr", "li"} and not any(cell.get("scope") == "col" for cell in row.iter("th")):
            yield row


def numbered_lines(part: Element) -> list[tuple[int, str]]:
    """Return the numbers and texts of lines: each begins at the element whose id has its number."""
    lines: list[tuple[int, str]] = []
    for number, text in _pieces(part):
        if number is not None:
            lines.append((number, text))
        elif lines:
            lines[-1] = (lines[-1][0], lines[-1][1] + text)
    return [(number, text.rstrip("\n")) for number, text in lines]


def _pieces(part: Element) -> Iterator[tuple[int | None, str]]:
    """Yield the texts of an element in order; a text that begins a line comes with its number.

    Numbers, and the commits of blame before them, are not part of the text.
    """
    match = LINE_ID.fullmatch(part.get("id") or "")
    yield (int(match[1]), "") if match else (None, part.text or "")
    for child in part:
        if isinstance(child.tag, str) and child.tag != "i":
            yield from _pieces(child)
        yield None, child.tail or ""
