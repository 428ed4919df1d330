"""The links of a page, and the anchors that other pages may link."""

import posixpath
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

PAGES = (".html", ".xml")
"""How the names of files end whose links are verified: pages and feeds."""

# Each begins with literal letters, for which Python looks quickly: a page of 40 kB takes a millisecond, and a parser of
# HTML twenty times as long. A value has no < or >: in a text, a quotation mark may have no other one behind it.
_LINKS = tuple(
    re.compile(rf"""{name}=(?!["']?#)(?:"([^"<>]*)"|'([^'<>]*)'|([^\s<>"']+))""") for name in ("href", "src")
)
_OWN = re.compile(r"""href=["']?#([^\s<>"']+)""")
_IDS = tuple(re.compile(rf"""{name}=["']?([^\s<>"']+)""") for name in ("id", "name"))
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_OUTSIDE = "../"


class Place(NamedTuple):
    """Where a site is on the web: its address without a slash at the end, empty if it is not known; and its path."""

    url: str
    path: str

    @classmethod
    def of(cls, url: str) -> "Place":
        """Return the place of a site with this address."""
        return cls(url.rstrip("/"), urlsplit(url).path.rstrip("/") + "/")


def read_links(folder: str, addresses: Sequence[str], place: Place) -> list[tuple[str, ...]]:
    """Return what each of some pages links within its site: addresses without those of its own valid anchors."""
    return [tuple(_links(folder, address, place)) for address in addresses]


def read_ids(path: Path) -> frozenset[str]:
    """Return the anchors of a page."""
    return _ids(_read(path))


@lru_cache(maxsize=1 << 16)  # most pages of a folder have the same links
def resolve(folder: str, link: str, place: Place) -> str | None:
    """Return the address to which a link of a page in a folder leads, with its anchor.

    Return None if that is not on this site, or is the page itself.

    >>> resolve("file", "../log.html#l1", Place.of("")), resolve("a", "b/", Place.of(""))
    ('log.html#l1', 'a/b/')
    >>> resolve("", "https://example.org/scans/x/", Place.of("https://example.org/scans"))
    'x/'
    >>> resolve("", "https://example.org/", Place.of("https://example.org/scans")) is None
    True
    """
    if place.url and (link == place.url or link.startswith(f"{place.url}/")):
        link = place.path + link[len(place.url) + 1 :]
    elif _SCHEME.match(link):
        return None
    path, _, anchor = link.partition("#")
    path = unquote(path.partition("?")[0])
    found = _within(folder, path, place) if path else None
    return f"{found}#{unquote(anchor)}" if found is not None and _is_anchor(anchor) else found


def _is_anchor(text: str) -> bool:
    """Return whether this is not for a script of the page: the path of a scan, or what a list is asked for."""
    return text not in ("", "top") and "/" not in text and "=" not in text


def _within(folder: str, path: str, place: Place) -> str | None:
    if path.startswith("/"):
        return path.removeprefix(place.path) if path.startswith(place.path) else None
    joined = posixpath.normpath(posixpath.join(folder, path))
    if joined.startswith(_OUTSIDE) or joined == "..":
        return _OUTSIDE if place.path == "/" else None  # other sites of the host are around this one
    joined = "" if joined == "." else joined
    return f"{joined}/" if joined and path.endswith(("/", "/.", "/..")) else joined


def _links(folder: str, address: str, place: Place) -> Iterator[str]:
    text = _read(Path(folder, address))
    above = address.rpartition("/")[0]
    links = {resolve(above, link, place) for kind in _LINKS for link in _given(text, kind)}
    yield from sorted(filter(None, links))
    # A page of lines has a thousand links to itself, which nearly always have their anchors.
    if set(_OWN.findall(text)).difference(_IDS[0].findall(text)):
        own = {unquote(anchor) for anchor in _given(text, _OWN) if _is_anchor(anchor)}
        yield from (f"{address}#{anchor}" for anchor in sorted(own - _ids(text)))


def _given(text: str, kind: re.Pattern[str]) -> set[str]:
    """Return the links of a page as they are written."""
    found: set[str] = set()
    begins, ends, seen = -1, -1, 0  # the last signs that begin and end a tag, and up to where they were looked for
    for match in kind.finditer(text):
        link, start = match[match.lastindex or 0], match.start()
        if link in found:
            continue
        # In a text, as in the source of a page that is shown, the last of the two signs is the one that ends a tag.
        begins, ends = (max(last, text.rfind(sign, seen, start)) for last, sign in ((begins, "<"), (ends, ">")))
        seen = start
        if begins > ends:
            found.add(link)
    return {unescape(link) if "&" in link else link for link in found}


def _ids(text: str) -> frozenset[str]:
    found = (anchor for kind in _IDS for anchor in kind.findall(text))
    return frozenset(unescape(anchor) if "&" in anchor else anchor for anchor in found)


def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace")
