"""The list of all scans: numbered pages without script, and its rows as data for the script."""

from collections.abc import Iterator, Mapping
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
"""A scan as a list is made from it: the fields of its summary that a list may show, and the short name of its venue."""


def listed(summary: Summary, venue: str) -> Listed:
    """Return what a list is made from; `venue` is the short name."""
    # What is long, or changes with what no list shows, is left out.
    return tuple(summary._replace(digest="", keys=(), cites=())), venue


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
class Piece:
    """One numbered page of the list, or (with no `pages`) one part of its data: from which place of the order to which.

    `pages` and `parts` say of how many; `counts`, the figures of the whole, are shown on the first page alone, so that
    a new scan does not change the pages before its own.
    """

    number: int
    start: int
    stop: int
    pages: int = 0
    parts: int = 0
    counts: tuple[tuple[str, str], ...] = ()

    @property
    def address(self) -> str:
        """Return where the piece stands."""
        return _address(self.number) if self.pages else f"scans/rows-{self.number}.json"


def pieces(scans: int, counts: tuple[tuple[str, str], ...]) -> Iterator[Piece]:
    """Divide a list of so many scans into its pages and the parts of its data."""
    pages, parts = max(1, -(-scans // PAGE_LENGTH)), -(-scans // PART_LENGTH)
    for number in range(1, pages + 1):
        start = (number - 1) * PAGE_LENGTH
        shown = counts if number == 1 else ()
        yield Piece(number, start, min(start + PAGE_LENGTH, scans), pages, parts, shown)
    for number in range(1, parts + 1):
        start = (number - 1) * PART_LENGTH
        yield Piece(number, start, min(start + PART_LENGTH, scans))


def declare(piece: Piece, scans: tuple[Listed, ...]) -> Output:
    """Declare a piece with the scans that it shows."""
    if piece.pages:
        return Page(piece.address, "scans.html", view, (piece, scans))
    return File(piece.address, data, scans)


def view(made_from: tuple[Piece, tuple[Listed, ...]]) -> Mapping[str, Any]:
    """Return the variables of `scans.html`."""
    piece, scans = made_from
    return {
        "rows": [row_variables(scan) for scan in scans],
        "counts": [{"label": label, "figure": figure} for label, figure in piece.counts],
        "number": piece.number,
        "parts": piece.parts,
        "pages": [{"number": number, "href": href(_address(number))} for number in _near(piece.number, piece.pages)],
        "last": piece.pages,
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
