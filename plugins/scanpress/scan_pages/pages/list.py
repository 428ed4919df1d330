"""The list of all scans: numbered pages without script, and its rows as data for the script."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any
from zlib import crc32

from scanpress.corpus import Segment, Summary
from scanpress.facts.layout import DEFAULT
from scanpress.facts.layout import Layout as FileLayout
from scanpress.instruments import own_digest
from scanpress.scan_pages import addresses, list_data
from scanpress.scan_pages.figures import Count
from scanpress.scan_pages.numbered import pager
from scanpress.scan_pages.rows import Layout, Listed, rows
from scanpress.writer import File, Output, Page, root_of

PAGE_LENGTH = 100  # scans at most
PART_LENGTH = 4  # segments in the mean, some thousand scans


@dataclass(frozen=True, slots=True)
class Around:
    """What the pages of the list show besides scans: the columns, and what the field to search in promises."""

    layout: Layout
    hint: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One numbered page of the list, or (with no `pages`) one part of its data, of the kind that `kind` names.

    `pages` and `parts` say of how many; `counts`, the figures of the whole, are shown on the first page alone, so that
    a new scan does not change all others.
    """

    number: int
    pages: int = 0
    parts: int = 0
    counts: tuple[Count, ...] = ()
    kind: str = ""

    @property
    def address(self) -> str:
        """Return the address of the piece."""
        return addresses.list_page(self.number) if self.pages else addresses.list_data(self.number, self.kind)


def pieces(segments: Sequence[Segment], counts: tuple[Count, ...]) -> Iterator[tuple[Piece, int, int]]:
    """Divide the list of all scans into its pages and the parts of its data, each with where it starts and stops.

    No page shows scans of two segments, and a part holds whole ones: a scan that comes or goes changes the pages and
    the part of its own segment, and seldom the numbers of all that follow.
    """
    begins = list(accumulate((segment.length for segment in segments), initial=0))
    pages = list(pairwise(_pages(begins))) or [(0, 0)]
    parts = parts_of_data(segments)
    for number, (start, stop) in enumerate(pages, 1):
        yield Piece(number, len(pages), len(parts), counts if number == 1 else ()), start, stop
    for number, (start, stop) in enumerate(parts, 1):
        for kind in list_data.KINDS:
            yield Piece(number, kind=kind), start, stop


def parts_of_data(segments: Sequence[Segment]) -> list[tuple[int, int]]:
    """Return where each part of the data starts and stops."""
    begins = list(accumulate((segment.length for segment in segments), initial=0))
    starts = {begin for segment, begin in zip(segments, begins, strict=False) if _begins_part(segment)}
    return list(pairwise(sorted(starts | {begins[0], begins[-1]})))


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


def declare(piece: Piece, around: Around, scans: tuple[Any, ...], patterns: tuple[str, ...] = ()) -> Output:
    """Declare a piece with the scans that it shows, or with their authors or identifiers.

    `patterns` are those of the files of scans in a layout of one's own.
    """
    if piece.pages:
        return Page(piece.address, "scans.html", view, (piece, around, scans))
    return File(piece.address, _DATA[piece.kind], (patterns, scans) if piece.kind == "titles" else scans)


def declare_facts(venues: tuple[tuple[str, tuple[str, ...]], ...], instruments: tuple[str, ...]) -> Output:
    """Declare the file with what all rows of the data refer to."""
    return File(addresses.list_data(0), facts, (venues, instruments, own_digest()))


def facts(made_from: tuple[tuple[tuple[str, tuple[str, ...]], ...], tuple[str, ...], str]) -> bytes:
    """Return what all rows of the data refer to."""
    return list_data.facts(*made_from[:2])


def view(made_from: tuple[Piece, Around, tuple[Listed, ...]]) -> Mapping[str, Any]:
    """Return the variables of `scans.html`."""
    piece, around, scans = made_from
    return {
        "rows": rows(scans, around.layout, root_of(piece.address)),
        "columns": around.layout.variables,
        "hint": around.hint,
        "span": _span(scans),
        "counts": [count.variables for count in piece.counts],
        "parts": piece.parts,
        **pager(piece.number, piece.pages, addresses.list_page),
    }


def _titles(made_from: tuple[tuple[str, ...], tuple[Listed, ...]]) -> bytes:
    patterns, scans = made_from
    return list_data.titles(scans, FileLayout(patterns) if patterns else DEFAULT)


def _span(scans: Sequence[Listed]) -> str:
    """Return from which venue and year to which the scans of a page are, for its description."""
    ends = [(venue, str(Summary(*fields).year)) for fields, venue in (*scans[:1], *scans[-1:])]
    return " to ".join(dict.fromkeys(" ".join(filter(None, end)) for end in ends))


_DATA: dict[str, Callable[[Any], bytes]] = {
    "titles": _titles,
    "authors": list_data.authors,
    "ids": list_data.ids,
}
