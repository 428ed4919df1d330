"""What became of scans: contested, withdrawn, superseded and excluded ones, and replies by authors, newest first."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

from scanpress.corpus import Scan, Summary
from scanpress.scan_pages import addresses
from scanpress.scan_pages.numbered import pager
from scanpress.scan_pages.pages.scan.page import Source
from scanpress.scan_pages.pages.scan.provenance import reply_of, status_of
from scanpress.scan_pages.tabulated import TabulatedCorpus
from scanpress.scan_pages.words import isolated
from scanpress.writer import Group, Page, href

LENGTH = 100  # scans on a page


class StatusPage(NamedTuple):
    """What a numbered page is made from."""

    number: int
    pages: int
    scans: int
    sources: tuple[Source, ...]


def groups(tabulated: TabulatedCorpus) -> Iterator[Group]:
    """Declare the pages."""
    found = list(_noted(tabulated))
    made_from = [(summary.path, summary.digest, tabulated.known.exclusion(summary.path)) for summary in found]
    pages = max(1, -(-len(found) // LENGTH))
    yield Group("status", made_from, partial(_pages, tabulated, found, pages), pages)


def _noted(tabulated: TabulatedCorpus) -> Iterator[Summary]:
    """Yield the scans of which something became, the newest first; those without a date come last."""
    found = [
        (date, segment.summaries[place])
        for segment, columns in zip(tabulated.corpus.segments, tabulated.in_order, strict=True)
        for place, date in columns.noted.items()
    ]
    found.sort(key=lambda item: item[1].path)
    found.sort(key=lambda item: item[0], reverse=True)
    return (summary for _, summary in found)


def _pages(tabulated: TabulatedCorpus, found: list[Summary], pages: int) -> Iterator[Page]:
    for number in range(1, pages + 1):
        shown = found[(number - 1) * LENGTH : number * LENGTH]
        sources = tuple(Source.of(summary, tabulated.known) for summary in shown)
        made_from = StatusPage(number, pages, len(found), sources)
        yield Page(addresses.status_page(number), "status.html", view, made_from)


def view(page: StatusPage) -> Mapping[str, Any]:
    """Return the variables of `status.html`."""
    return {
        "scans": page.scans,
        "rows": [_row(source.scan) for source in page.sources],
        **pager(page.number, page.pages, addresses.status_page),
    }


def _row(scan: Scan) -> dict[str, Any]:
    return {
        "href": href(addresses.scan_page(scan.path)),
        "title": isolated(scan.paper.title),
        "instrument": scan.instrument.label,
        "rater": scan.rater.name or "unknown rater",
        "status": status_of(scan),
        "reply": reply_of(scan),
    }
