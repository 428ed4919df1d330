"""The site map: the address of each page for search engines, and the day on which a scan was changed last."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple
from zlib import crc32

from markupsafe import escape

from scanpress.pelican_build.crawlers import SITEMAP
from scanpress.pelican_build.host import Host
from scanpress.revisions import Revisions
from scanpress.scan_pages.addresses import scan_page
from scanpress.scan_pages.groups import SCANS
from scanpress.scan_pages.numbered import NumberedPage, numbered
from scanpress.scan_pages.tabulated import TabulatedCorpus
from scanpress.writer import File, Group, Output, OwnedPaths, href

UNLISTED = r"(?:.+/)?~[0-9]+/index\.html|scans/page-[0-9]+/index\.html|404\.html|search/index\.html"
"""The pages about scans that are not for search engines: lists but for their first pages, and those without content."""

# A file may have 50,000 addresses and 50 MiB. An address has at most 2,048 bytes, so that 10,000 are far below both.
# The fewer, the less a changed scan rewrites.
_SCANS, _PAGES = 5_000, 10_000
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<{} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
_FOLDER = "sitemap"
_ELSEWHERE = r"by-(?:arxiv|doi)/.+"  # pages that lead to a scan


class Entry(NamedTuple):
    """A page, or a file of the map: its address, and the day of its last change; empty if that is not known."""

    address: str
    changed: str = ""


def publish(
    host: Host, settings: Mapping[str, Any], owner: str, tabulated: TabulatedCorpus, revisions: Revisions
) -> None:
    """Publish the map, which has whole addresses, after the pages of its owner; a preview has none."""
    site_url = tabulated.known.site_url
    if not site_url or settings.get("PREVIEW"):
        return
    publisher = host.publisher(settings)
    prose = [PurePosixPath(page.save_as).as_posix() for page in host.prose]
    scans = list(_scans(tabulated, revisions))

    def pages() -> Iterator[Output]:
        moved = {scan_page(path) for path in tabulated.known.redirects} | set(tabulated.papers.others)
        found = {*publisher.pages(owner, without=SCANS), *host.crawlers.listed, *prose} - moved
        return outputs(site_url, sorted(found), [group.name for group in scans])

    made_from = (publisher.version(owner), sorted(host.crawlers.listed), sorted(prose), site_url)
    groups = [*scans, Group("pages", made_from, pages)]
    host.published += publisher.publish_groups("site map", groups, owned=OWNED_PATHS, since=host.started)
    host.crawlers.has_map = True


def _scans(tabulated: TabulatedCorpus, revisions: Revisions) -> Iterator[Group]:
    """Yield a group for each file with pages of scans, named by its address."""
    segments, site_url = tabulated.corpus.segments, tabulated.known.site_url
    revised = revisions.digests([segment.name for segment in segments])
    for part in numbered(segments, [segment.length for segment in segments], _SCANS):
        address = f"{_FOLDER}/scans-{part.number}.xml"
        made_from = part.made_from, [revised[segment.name] for segment, *_ in part.parts], site_url
        yield Group(address, made_from, partial(_scans_of, part, address, site_url, revisions), 1)


def _scans_of(part: NumberedPage, address: str, site_url: str, revisions: Revisions) -> Iterator[Output]:
    paths = [summary.path for summary in part.summaries(lambda segment: range(segment.length))]
    entries = [Entry(scan_page(path), revisions.changed.get(path, "")) for path in paths]
    yield File(address, pages_xml, (site_url, entries))


def outputs(site_url: str, addresses: Iterable[str], others: Sequence[str], most: int = _PAGES) -> Iterator[Output]:
    """Yield the files of all pages that are not of scans, and the index, which also has the `others`.

    Which file has an address follows from the address, so that a new page changes one file only.
    """
    unlisted = re.compile(rf"{UNLISTED}|{_ELSEWHERE}", re.DOTALL)
    entries = [Entry(address) for address in addresses if not unlisted.fullmatch(address)]
    number = 1
    while len(entries) > most * number:
        number *= 2
    parts: list[list[Entry]] = [[] for _ in range(number)]
    for entry in entries:
        parts[crc32(entry.address.encode(errors="surrogatepass")) % number].append(entry)
    files = [f"{_FOLDER}/pages-{place}.xml" for place in range(1, number + 1)]
    yield File(SITEMAP, index_xml, (site_url, [Entry(address) for address in (*others, *files)]))
    for address, part in zip(files, parts, strict=True):
        yield File(address, pages_xml, (site_url, part))


def pages_xml(made_from: tuple[str, Sequence[Entry]]) -> bytes:
    """Return a file of the map."""
    return _xml("urlset", "url", *made_from)


def index_xml(made_from: tuple[str, Sequence[Entry]]) -> bytes:
    """Return the index of the files."""
    return _xml("sitemapindex", "sitemap", *made_from)


def _xml(outer: str, inner: str, site_url: str, entries: Iterable[Entry]) -> bytes:
    root = escape(site_url)
    lines = (
        f"<{inner}><loc>{root}/{href(address)}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</{inner}>\n"
        for address, day in entries
    )
    return f"{_HEAD.format(outer)}{''.join(lines)}</{outer}>\n".encode()


def _is_ours(path: Path) -> bool:
    heads = tuple(_HEAD.format(outer).encode() for outer in ("urlset", "sitemapindex"))
    return path.read_bytes().startswith(heads)


OWNED_PATHS = OwnedPaths(
    files=(SITEMAP,),
    folders=(_FOLDER,),
    pattern=re.compile(rf"{_FOLDER}/(?:scans|pages)-[0-9]+\.xml"),
    is_ours=_is_ours,
)
