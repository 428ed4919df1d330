"""The words of each segment, cached until one of its scans changes, so that a correction reads one segment again."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from itertools import islice
from typing import NamedTuple

from scanpress.corpus import Memory, Scan, Segment, digest_of
from scanpress.scan_pages.known import Known
from scanpress.scan_pages.pages.scan.page import Source
from scanpress.scan_pages.search.postings import Table, decode, encode, table_of
from scanpress.scan_pages.search.texts import texts_of

Workers = Callable[[], Executor]
"""Starts the workers of the build."""

_FEW = 2048  # scans that are read here, in 0.6 s: to start workers takes 1.5 s of CPU
_AT_ONCE = 16  # tables that are stored together


class Written(NamedTuple):
    """The files of a segment's scans, and the names of each one's venue."""

    sources: tuple[Source, ...]
    venues: tuple[str, ...]


class Tables:
    """The tables of segments: those of an earlier build, and those that had to be made anew."""

    def __init__(self, known: Known, memory: Memory) -> None:
        self._known = known
        self._memory = memory
        self._venues = digest_of(repr(known.venues).encode())
        self._begun: Iterator[tuple[Segment, bytes]] = iter(())

    def begin(self, segments: Sequence[Segment], workers: Workers | None = None) -> None:
        """Forget the tables of segments that are gone, and begin to make those of segments whose scans have changed.

        Many are made by workers, while the build goes on: in a cold build of 56,800 scans, while git reads.
        """
        remembered = self._memory.fingerprints()
        changed = [each for each in segments if remembered.get(each.name) != self._fingerprint(each)]
        self._memory.store({}, gone=remembered.keys() - {segment.name for segment in segments})
        self._begun = zip(changed, self._made(changed, workers), strict=True)

    def finish(self) -> None:
        """Keep the tables that were begun, once they are made."""
        while batch := list(islice(self._begun, _AT_ONCE)):
            self._memory.store({segment.name: (self._fingerprint(segment), table) for segment, table in batch})

    def of(self, segment: Segment) -> Table:
        """Return the table of a segment."""
        remembered = self._memory.find(segment.name)
        if remembered is None or remembered[0] != self._fingerprint(segment):
            return decode(packed_table(self._written(segment)))  # nothing is cached
        return decode(remembered[1])

    def _made(self, segments: Sequence[Segment], workers: Workers | None) -> Iterator[bytes]:
        written = map(self._written, segments)
        if workers is None or sum(segment.length for segment in segments) < _FEW:
            return map(packed_table, written)
        return workers().map(packed_table, written)

    def _written(self, segment: Segment) -> Written:
        root = str(self._known.root)
        sources = tuple(Source(root, summary.path, summary.digest) for summary in segment.summaries)
        return Written(sources, tuple(self._names(summary.venue) for summary in segment.summaries))

    def _names(self, venue: str | None) -> str:
        if not venue:
            return ""
        known = self._known.venue(venue)
        return f"{venue} {known.short} {known.name}"

    def _fingerprint(self, segment: Segment) -> bytes:
        return f"{segment.content} {self._venues}".encode()


def packed_table(written: Written) -> bytes:
    """Return the table of a segment as bytes."""
    scans = (Scan.read(source.path, source.read()) for source in written.sources)
    texts = (texts_of(scan, venue) for scan, venue in zip(scans, written.venues, strict=True))
    return encode(table_of(texts))
