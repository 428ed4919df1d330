"""The files of the index: parts of some thousand scans, each divided by the beginnings of words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any
from zlib import crc32

import orjson

from scanpress.corpus import Corpus, Segment
from scanpress.facts.layout import Layout
from scanpress.scan_pages import addresses, list_data
from scanpress.scan_pages.known import Known
from scanpress.scan_pages.pages import search as search_page
from scanpress.scan_pages.pages.list import parts_of_data
from scanpress.scan_pages.rows import listed
from scanpress.scan_pages.search.division import Division
from scanpress.scan_pages.search.postings import lines_of, merged
from scanpress.scan_pages.search.tables import Tables
from scanpress.writer import File, Group, Output

DATA = b'{"texts":'
"""How every file of the index begins."""

SHORTEST, LONGEST = 20, 32  # segments of a part: a word is looked for in a file of each, and a change makes one again
_OFTEN = 8  # one segment in so many may begin a part
_SCANS = 12  # for which a part has a file of words: the index adds less than 4 % to a default build
_SIMILAR = 2  # files of words for which there is one of similar words


@dataclass(frozen=True)
class Part:
    """Segments that follow each other, and how many files their words are divided into."""

    number: int
    segments: Sequence[Segment]

    @property
    def scans(self) -> int:
        """Return the number of scans."""
        return sum(segment.length for segment in self.segments)

    @property
    def shards(self) -> int:
        """Return the number of files of words."""
        return max(1, self.scans // _SCANS)

    @property
    def similar(self) -> int:
        """Return the number of files of similar words."""
        return max(1, self.shards // _SIMILAR)

    @property
    def made_from(self) -> list[str]:
        """Return what changes whenever the words of a scan may."""
        return [segment.content for segment in self.segments]


def search_groups(corpus: Corpus, known: Known, tables: Tables) -> Iterator[Group]:
    """Declare the search page, and the index of all texts, a group for each part; the tables have been begun."""
    found = list(parts(corpus.segments))
    tables.finish()
    contents = {
        "parts": [(part.shards, part.similar, [segment.length for segment in part.segments]) for part in found],
        "rows": [start for start, _ in parts_of_data(corpus.segments)],
    }
    yield Group("search", contents, lambda: [search_page.declare(), _file("index", contents)], 2)
    for part in found:
        length = part.shards + part.similar + len(part.segments) + 2
        yield Group(
            f"texts {part.number}", [part.made_from, known.digest], partial(_files, part, tables, known), length
        )


def parts(segments: Sequence[Segment]) -> Iterator[Part]:
    """Divide segments into parts.

    Whether a segment may begin one follows from its name, so that new segments change the parts around them alone.
    """
    number, shown = 1, list[Segment]()
    for segment in segments:
        may_begin = (crc32(segment.name.encode()) >> 8) % _OFTEN == 0
        if len(shown) == LONGEST or (may_begin and len(shown) >= SHORTEST):
            yield Part(number, shown)
            number, shown = number + 1, []
        shown.append(segment)
    yield Part(number, shown)


def content(made_from: Any) -> bytes:
    """Return data as JSON that begins with `DATA`."""
    return orjson.dumps({"texts": made_from})


def _files(part: Part, tables: Tables, known: Known) -> Iterator[Output]:
    """Yield the files of a part: words with their scans, similar words, and what is known of each scan besides."""
    found = merged([tables.of(segment) for segment in part.segments])
    lines = lines_of(found, part.scans)
    division = Division.of(lines.keys(), part.shards)
    yield from _joined(part, "words", division.lines_of_files(lines, found, part.scans))
    yield from _joined(part, "similar", division.similar_words(lines, part.similar))
    scans = [
        listed(summary, known.venue(summary.venue).short if summary.venue else "")
        for segment in part.segments
        for summary in segment.summaries
    ]
    groups = list_data.groups_of(scans, known.layout)
    yield _file(f"{part.number}/groups", {**groups, "divided": ",".join(sorted(division.divided))})
    dates = [summary.date or "" for segment in part.segments for summary in segment.summaries]
    yield _file(f"{part.number}/signs", {**list_data.signs_of(scans), "dates": dates})
    for number, segment in enumerate(part.segments):
        yield _file(f"{part.number}/paths-{number}", _paths(segment, known.layout))


def _joined(part: Part, kind: str, files: Iterable[Iterable[str]]) -> Iterator[Output]:
    """Yield files with lines; commas separate them, which no word has."""
    for number, lines in enumerate(files):
        yield _file(f"{part.number}/{kind}-{number}", ",".join(["", *sorted(lines), ""]))


def _paths(segment: Segment, layout: Layout) -> list[Any]:
    """Return the paths of a segment's scans, each folder once, with the names of the files in it."""
    split = (layout.split(summary.path.removesuffix(".json")) for summary in segment.summaries)
    return [[folder, [name for _, name in group]] for folder, group in groupby(split, lambda path: path[0])]


def _file(name: str, made_from: str | list[Any] | Mapping[str, Any]) -> File:
    return File(addresses.search_data(name), content, made_from)
