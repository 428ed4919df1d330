"""Lists of selected scans in numbered pages whose boundaries seldom move when a scan comes, goes or changes."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise
from math import ceil, log2
from typing import Any, NamedTuple
from zlib import crc32

from scanpress.corpus import Segment, Summary
from scanpress.corpus.statistics import Columns, Kind
from scanpress.writer import href

LENGTH = 150
"""Scans on a page at most: about 100 kB of a table with answers and scores."""


class NumberedPage(NamedTuple):
    """One page of a list: for each segment of which it shows scans, which of the selected ones in it."""

    number: int
    pages: int
    parts: tuple[tuple[Segment, int, int], ...]

    @property
    def made_from(self) -> list[tuple[str, int, int]]:
        """Return values that change if any scan of these segments does."""
        return [(segment.content, start, stop) for segment, start, stop in self.parts]

    def summaries(self, places: Callable[[Segment], Sequence[int]]) -> Iterator[Summary]:
        """Yield the scans of the page; `places` returns the places of all selected scans of a segment."""
        for segment, start, stop in self.parts:
            for place in places(segment)[start:stop]:
                yield segment.summaries[place]


def numbered(segments: Sequence[Segment], counts: Sequence[int], length: int = LENGTH) -> list[NumberedPage]:
    """Divide a list of selected scans into pages; `counts` says how many scans of each segment are selected.

    Pages are divided where segments begin whose names say so, which follows from nothing else: a change in one segment
    moves no boundary of the pages of others. In between, scans are divided evenly.
    """
    stretches: list[list[tuple[Segment, int, int]]] = []
    for stretch in _stretches(segments, counts, length):
        stretches += _divided(stretch, length)
    return [NumberedPage(number, len(stretches), tuple(parts)) for number, parts in enumerate(stretches, 1)]


def places_of(columns: Columns, accepts: Callable[[Kind], bool]) -> list[int]:
    """Return the places of a segment's scans whose kind is accepted."""
    accepted = [accepts(kind) for kind in columns.kinds]
    return [place for place, number in enumerate(columns.of) if accepted[number]]


def pager(number: int, last: int, address: Callable[[int], str]) -> dict[str, Any]:
    """Return the variables of `scan/pager.html`: links to the first page, the last one, and those around this one."""
    near = {*range(max(1, number - 2), min(last, number + 2) + 1), 1, last}
    return {
        "number": number,
        "last": last,
        "pages": [
            {"number": page, "href": href(address(page)), "gap": before and page - before > 1}
            for before, page in pairwise([0, *sorted(near)])
        ],
        "previous": href(address(number - 1)) if number > 1 else "",
        "next": href(address(number + 1)) if number < last else "",
    }


def _stretches(segments: Sequence[Segment], counts: Sequence[int], length: int) -> Iterator[list[tuple[Segment, int]]]:
    """Yield segments with selected scans, in stretches that have from one to two pages of them in the mean."""
    selected = [(segment, count) for segment, count in zip(segments, counts, strict=True) if count]
    if not selected:
        return
    mean = sum(count for _, count in selected) / len(selected)
    # A power of two: the mean may change a little without a boundary being moved. Stretches of half the length, from
    # 0.5 to 1 pages in the mean, would make a third more pages.
    joined = 1 << max(0, ceil(log2(length / mean)))
    number = 0
    numbers = []
    for segment, _ in selected:
        number += (crc32(segment.name.encode()) >> 8) % joined == 0
        numbers.append(number)
    for _, stretch in groupby(zip(numbers, selected, strict=True), key=lambda item: item[0]):
        yield [item for _, item in stretch]


def _divided(stretch: Sequence[tuple[Segment, int]], length: int) -> Iterator[list[tuple[Segment, int, int]]]:
    """Yield the pages of a stretch, each with about the same number of scans."""
    total = sum(count for _, count in stretch)
    pages = -(-total // length)
    bounds = [total * page // pages for page in range(pages + 1)]
    for begin, end in pairwise(bounds):
        page = []
        offset = 0
        for segment, count in stretch:
            start, stop = max(begin - offset, 0), min(end - offset, count)
            if start < stop:
                page.append((segment, start, stop))
            offset += count
        yield page
