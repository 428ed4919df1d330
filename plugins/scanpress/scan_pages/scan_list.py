"""The list of all scans: numbered pages without script, and its rows as data for the script."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import orjson

from scanpress.corpus import Summary
from scanpress.scan_pages.scan_page import address_of
from scanpress.scan_pages.words import people_in_short
from scanpress.writer import File, Output, Page, href

PAGE_LENGTH = 100
PART_LENGTH = 1000


Listed = tuple[tuple[Any, ...], str]
"""A scan as a list is made from it: the fields of its summary, and the short name of its venue."""


@dataclass(frozen=True, slots=True)
class Row:
    """What the list shows of a scan."""

    address: str
    title: str
    authors: str
    venue: str
    year: int
    instrument: str
    rater: str
    date: str
    score: str
    part: float
    whole: float
    red_flags: int | None
    status: str

    @classmethod
    def of(cls, scan: Listed) -> Self:
        """Return the row of a scan."""
        summary, venue = Summary(*scan[0]), scan[1]
        return cls(
            address=href(address_of(summary.path)),
            title=summary.title,
            authors=people_in_short(summary.authors),
            venue=venue,
            year=summary.year,
            instrument=summary.instrument.replace("-", " "),
            rater=summary.rater or "rater not stated",
            date=summary.date or "",
            score=summary.score,
            part=summary.part,
            whole=summary.whole,
            red_flags=summary.red_flags,
            status="" if summary.published else summary.status,
        )


@dataclass(frozen=True, slots=True)
class ListPage:
    """One numbered page of the list: its rows, and which of how many it is."""

    number: int
    pages: int
    parts: int
    scans: tuple[Listed, ...]
    counts: tuple[tuple[str, str], ...]


def declare(scans: Sequence[Listed], counts: tuple[tuple[str, str], ...]) -> Iterator[Output]:
    """Declare the pages of the list and the parts of its data."""
    pages = max(1, -(-len(scans) // PAGE_LENGTH))
    parts = -(-len(scans) // PART_LENGTH)
    for number in range(1, pages + 1):
        shown = tuple(scans[(number - 1) * PAGE_LENGTH : number * PAGE_LENGTH])
        yield Page(_address(number), "scans.html", view, ListPage(number, pages, parts, shown, counts))
    for part in range(parts):
        yield File(f"scans/rows-{part + 1}.json", data, tuple(scans[part * PART_LENGTH : (part + 1) * PART_LENGTH]))


def view(page: ListPage) -> Mapping[str, Any]:
    """Return the variables of `scans.html`."""
    return {
        "rows": [row_variables(scan) for scan in page.scans],
        "counts": [{"label": label, "figure": figure} for label, figure in page.counts],
        "number": page.number,
        "parts": page.parts,
        "pages": [{"number": number, "href": href(_address(number))} for number in _near(page.number, page.pages)],
        "last": page.pages,
    }


def row_variables(scan: Listed) -> dict[str, Any]:
    """Return what `scan/row.html` shows of a scan."""
    row = Row.of(scan)
    return {name: getattr(row, name) for name in Row.__slots__}


def data(scans: tuple[Listed, ...]) -> bytes:
    """Return rows for the script: an array of arrays, in the order of `Row`'s fields."""
    return orjson.dumps([list(row_variables(scan).values()) for scan in scans])


def _address(number: int) -> str:
    return "scans/index.html" if number == 1 else f"scans/page-{number}/index.html"


def _near(number: int, pages: int) -> list[int]:
    """Return the numbers of the pages to link: the first, the last, and those around this one."""
    around = set(range(max(1, number - 3), min(pages, number + 3) + 1))
    return sorted(around | {1, pages})
