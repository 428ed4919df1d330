"""All scans of the repository, with what follows from them together."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, chain
from typing import Any, Self

import orjson

from scanpress.corpus.papers import SharedPaper, shared_papers
from scanpress.corpus.segment import Segment
from scanpress.corpus.summary import Summary


@dataclass(frozen=True)
class Names:
    """The paths of all scans, and the first scan of each name by its place among them."""

    paths: Sequence[str]
    first: Mapping[str, int]

    @classmethod
    def of(cls, summaries: Sequence[Summary]) -> Self:
        """Collect the names of the papers that scans are about."""
        first: dict[str, int] = {}
        for place, summary in enumerate(summaries):
            for key in summary.keys:
                first.setdefault(key, place)
        return cls([summary.path for summary in summaries], first)

    @classmethod
    def from_bytes(cls, payload: bytes) -> Self:
        """Read what `to_bytes` returned."""
        return cls(*orjson.loads(payload))

    def to_bytes(self) -> bytes:
        """Return the names as bytes to keep."""
        return orjson.dumps((self.paths, self.first))


@dataclass(frozen=True)
class Corpus:
    """The accepted scans, in the order of their paths, segment by segment; `key` names all that `Segment.names` does.

    What is asked of one scan, or of a few, is read from their segments alone. `runs` has the accepted run files by the
    names of the runs.
    """

    segments: tuple[Segment, ...]
    key: bytes
    runs: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    _names: Callable[[], Names] | None = field(default=None, repr=False, compare=False)
    _papers: Sequence[SharedPaper] | None = field(default=None, repr=False, compare=False)

    def __len__(self) -> int:
        """Return the number of scans."""
        return sum(segment.length for segment in self.segments)

    @cached_property
    def summaries(self) -> Sequence[Summary]:
        """Return the summaries of all scans, which reads every segment."""
        return tuple(chain.from_iterable(segment.summaries for segment in self.segments))

    @cached_property
    def names(self) -> Names:
        """Return the scans by the names of their papers."""
        return self._names() if self._names else Names.of(self.summaries)

    @cached_property
    def papers(self) -> Sequence[SharedPaper]:
        """Return the papers with several scans."""
        return shared_papers(self.summaries) if self._papers is None else self._papers

    @cached_property
    def _together(self) -> Mapping[str, Sequence[str]]:
        """Return all scans of a paper by the path of each; papers with one scan are left out."""
        return {path: paper.paths for paper in self.papers for path in paper.paths}

    def __contains__(self, path: object) -> bool:
        """Return whether there is a scan at a path."""
        return isinstance(path, str) and path in self.segment(path)

    def segment(self, path: str) -> Segment:
        """Return the segment in which the scan at a path is, if there is one."""
        return self.segments[bisect_right(self._starts, path) - 1]

    def find(self, path: str) -> Summary:
        """Return the summary of the scan at a path; raise KeyError if there is none."""
        return self.segment(path).find(path)

    def between(self, start: int, stop: int) -> Iterator[tuple[Segment, int, int]]:
        """Yield the segments of the scans from one place to another, each with the range of these scans in it."""
        first = bisect_right(self._begins, start) - 1
        for segment, begin in zip(self.segments[first:], self._begins[first:], strict=False):
            if begin >= stop:
                return
            yield segment, max(start - begin, 0), min(stop - begin, segment.length)

    def at(self, place: int) -> tuple[Segment, int]:
        """Return the segment of the scan at a place among all, and its place in the segment."""
        number = bisect_right(self._begins, place) - 1
        return self.segments[number], place - self._begins[number]

    def others(self, summary: Summary) -> tuple[Summary, ...]:
        """Return the other scans of the same paper."""
        together = self._together.get(summary.path, ())
        return tuple(self.find(path) for path in together if path != summary.path)

    def scanned(self, summary: Summary) -> Iterator[tuple[int, str]]:
        """Yield which of the papers that a scan cites have a scan here: the place in the list, and the scan's path."""
        for place, keys in enumerate(summary.cites):  # most scans cite nothing, and need no names of all others
            for key in keys:
                if key in self.names.first:
                    yield place, self.names.paths[self.names.first[key]]
                    break

    @cached_property
    def _starts(self) -> list[str]:
        return [segment.name for segment in self.segments]

    @cached_property
    def _begins(self) -> list[int]:
        return list(accumulate((segment.length for segment in self.segments), initial=0))
