"""Lists in numbered pages: every selected scan is on one page, and a change moves few boundaries."""

from zlib import crc32

import pytest

from scanpress.corpus import Segment
from scanpress.scan_pages.numbered import NumberedPage, numbered


def made_up(counts: list[int]) -> list[Segment]:
    names = [f"scans/acl-{number:03}/a.json" for number in range(len(counts))]
    return [Segment(name, name, name, name, count, dict) for name, count in zip(names, counts, strict=True)]


def shown(pages: list[NumberedPage]) -> list[tuple[str, int]]:
    return [
        (segment.name, place) for page in pages for segment, start, stop in page.parts for place in range(start, stop)
    ]


@pytest.mark.parametrize("counts", [[], [0, 0], [1], [250, 3, 0, 101], [2, 0, 5] * 40, [256] * 9, [0] * 30 + [1]])
def test_every_selected_scan_is_on_one_page_in_order(counts: list[int]) -> None:
    segments = made_up(counts)
    pages = numbered(segments, counts, 100)

    assert shown(pages) == [
        (segment.name, n) for segment, count in zip(segments, counts, strict=True) for n in range(count)
    ]
    assert [page.number for page in pages] == list(range(1, len(pages) + 1))
    assert {page.pages for page in pages} <= {len(pages)}
    assert all(page.parts for page in pages)


def test_pages_of_rare_scans_are_filled_from_many_segments() -> None:
    counts = [3 + crc32(bytes([n])) % 3 for n in range(250)]
    pages = numbered(made_up(counts), counts, 100)

    lengths = [sum(stop - start for _, start, stop in page.parts) for page in pages]
    assert len(pages) < sum(counts) / 100 * 2
    assert max(lengths) <= 100


def test_a_scan_that_comes_moves_boundaries_of_its_own_stretch_alone() -> None:
    counts = [20] * 120
    before = numbered(made_up(counts), counts, 100)
    after = numbered(made_up(counts), [*counts[:60], 21, *counts[61:]], 100)

    assert sum(one.parts != other.parts for one, other in zip(before, after, strict=True)) <= 4
