"""The list of all scans: numbered pages without script, and its rows as data for the script."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any, Self
from zlib import crc32

import orjson

from scanpress.corpus import Segment, Summary
from scanpress.scan_pages import addresses
from scanpress.scan_pages.figures import Count
from scanpress.scan_pages.words import people_in_short
from scanpress.writer import File, Output, Page, href


@dataclass(frozen=True, slots=True)
class Row:
    """What a list shows of a scan; `mark` says what a reader must know before the score, and is empty for most."""

    address: str
    title: str
    authors: str
    venue: str
    year: int
    instrument: str
    rater: str
    score: str
    part: float
    whole: float
    red_flags: int | None
    mark: str

    @classmethod
    def of(cls, summary: Summary, venue: str) -> Self:
        """Return the row of a scan; `venue` is the short name."""
        return cls(
            address=href(addresses.scan_page(summary.path)),
            title=summary.title,
            authors=people_in_short(summary.authors),
            venue=venue,
            year=summary.year,
            instrument=summary.instrument.replace("-", " "),
            rater=summary.rater or "unknown rater",
            score=summary.score,
            part=summary.part,
            whole=summary.whole,
            red_flags=summary.red_flags,
            mark=", ".join(_marks(summary)),
        )

    @property
    def variables(self) -> dict[str, Any]:
        """Return what `scan/row.html` shows."""
        return {name: getattr(self, name) for name in self.__slots__}


def _marks(summary: Summary) -> Iterator[str]:
    if not summary.published:
        yield summary.status
    if summary.experimental is False:
        yield "theoretical"


def identifiers(summary: Summary) -> tuple[str, ...]:
    """Return DOI and arXiv id of the paper with their kinds, such as `doi:10.1000/182`, if they are known."""
    return tuple(key for key in summary.keys if not key.startswith("title:"))


def found_besides(summary: Summary, row: Row) -> tuple[str, str]:
    """Return what a search also looks in, besides the row: more words, and the venue as the scan names it.

    Each is empty if there is nothing. A search looks for each word by itself and anywhere, so a word within what is
    shown need not be repeated: among 60,000 scans every letter counts.
    """
    values = (row.title, row.authors, row.venue, row.year, row.instrument, row.rater, row.mark)
    shown = " ".join(map(str, values)).lower()
    names = [key.partition(":")[2] for key in identifiers(summary)]
    venue = summary.venue or ""
    return _left_out(" ".join((*names, *summary.authors)), shown), venue if _left_out(venue, shown) else ""


def _left_out(text: str, shown: str) -> str:
    return " ".join(dict.fromkeys(word for word in text.split() if word.lower() not in shown))


PAGE_LENGTH = 100  # scans at most
PART_LENGTH = 4  # segments in the mean, some thousand scans


Listed = tuple[tuple[Any, ...], str]
"""A scan as a list is made from it: the fields of its summary that a list may show, and the short name of its venue."""


def listed(summary: Summary, venue: str) -> Listed:
    """Return what a list is made from; `venue` is the short name."""
    # What is long, or changes with what no list shows or finds, is left out.
    return tuple(summary._replace(digest="", keys=identifiers(summary), cites=())), venue


@dataclass(frozen=True, slots=True)
class Piece:
    """One numbered page of the list, or (with no `pages`) one part of its data.

    `pages` and `parts` say of how many; `counts`, the figures of the whole, are shown on the first page alone, so that
    a new scan does not change all others.
    """

    number: int
    pages: int = 0
    parts: int = 0
    counts: tuple[Count, ...] = ()

    @property
    def address(self) -> str:
        """Return the address of the piece."""
        return addresses.list_page(self.number) if self.pages else addresses.list_data(self.number)


def pieces(segments: Sequence[Segment], counts: tuple[Count, ...]) -> Iterator[tuple[Piece, int, int]]:
    """Divide the list of all scans into its pages and the parts of its data, each with where it starts and stops.

    No page shows scans of two segments, and a part holds whole ones: a scan that comes or goes changes the pages and
    the part of its own segment, and seldom the numbers of all that follow.
    """
    begins = list(accumulate((segment.length for segment in segments), initial=0))
    pages = list(pairwise(_pages(begins))) or [(0, 0)]
    starts = {begin for segment, begin in zip(segments, begins, strict=False) if _begins_part(segment)}
    parts = list(pairwise(sorted(starts | {begins[0], begins[-1]})))
    for number, (start, stop) in enumerate(pages, 1):
        yield Piece(number, len(pages), len(parts), counts if number == 1 else ()), start, stop
    for number, (start, stop) in enumerate(parts, 1):
        yield Piece(number), start, stop


def _pages(begins: Sequence[int]) -> list[int]:
    """Return where pages begin, each segment divided evenly, and where the last one ends."""
    places = {begins[0], begins[-1]}
    for begin, end in pairwise(begins):
        pages = -(-(end - begin) // PAGE_LENGTH)
        places.update(begin + (end - begin) * page // pages for page in range(pages))
    return sorted(places)


def _begins_part(segment: Segment) -> bool:
    """Return whether a part of the data begins with a segment, which follows from its name alone."""
    return (crc32(segment.name.encode()) >> 8) % PART_LENGTH == 0


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
        "counts": [count.variables for count in piece.counts],
        "number": piece.number,
        "parts": piece.parts,
        "pages": [
            {"number": number, "href": href(addresses.list_page(number))} for number in _near(piece.number, piece.pages)
        ],
        "last": piece.pages,
    }


def row_variables(scan: Listed) -> dict[str, Any]:
    """Return what `scan/row.html` shows of a scan."""
    return Row.of(Summary(*scan[0]), scan[1]).variables


def data(scans: tuple[Listed, ...]) -> bytes:
    """Return rows for the script, each an array: the fields of `Row`, then what a search also looks in, if anything.

    That is more words, and the index of the venue's name in `venues`, which has each name once.
    """
    venues: dict[str, int] = {}
    rows = [_values(Summary(*fields), venue, venues) for fields, venue in scans]
    return orjson.dumps({"venues": list(venues), "rows": rows})


def is_data(content: bytes) -> bool:
    """Return whether a file has the form of what `data` returns, or returned in earlier versions."""
    rows = content.partition(b'"rows":')[2] if content.startswith(b'{"venues":[') else content
    return rows.startswith(b'[["scans/') or rows == b"[]}"


def _values(summary: Summary, venue: str, venues: dict[str, int]) -> list[Any]:
    row = Row.of(summary, venue)
    words, name = found_besides(summary, row)
    values = list(row.variables.values())
    if name:
        return [*values, words, venues.setdefault(name, len(venues))]
    return [*values, words] if words else values


def _near(number: int, pages: int) -> list[int]:
    """Return the numbers of the pages to link: the first, the last, and those around this one."""
    around = set(range(max(1, number - 3), min(pages, number + 3) + 1))
    return sorted(around | {1, pages})
