"""All that pages over several scans are made from: the scans with their columns, and the facts about the site."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self, TypeVar

from scanpress.corpus import Corpus, Memories, Segment, Summary
from scanpress.corpus.statistics import Columns, Comparisons, Kind, Letters, Table, load_columns, number_by_kind, tables
from scanpress.facts import Venue
from scanpress.instruments import with_key
from scanpress.scan_pages.comparing.papers import Papers
from scanpress.scan_pages.known import Known
from scanpress.scan_pages.numbered import LENGTH, NumberedPage, numbered, places_of

_Key = TypeVar("_Key", bound=Hashable)
Accepts = Callable[[Kind], bool]


@dataclass(frozen=True)
class TabulatedCorpus:
    """The corpus, its columns by segment, and what the site knows besides."""

    corpus: Corpus
    columns: dict[str, Columns]
    known: Known

    @classmethod
    def of(cls, corpus: Corpus, known: Known, memories: Memories) -> Self:
        """Collect the columns of a corpus."""
        return cls(corpus, load_columns(corpus, memories("statistics")), known)

    @cached_property
    def made_from(self) -> list[str]:
        """Return values that change if any scan does, or a fact about the site."""
        return [self.known.digest, *(segment.content for segment in self.corpus.segments)]

    @cached_property
    def papers(self) -> Papers:
        """Return the papers with several scans."""
        return Papers(self.corpus, self.known.layout.papers_folder)

    @cached_property
    def comparisons(self) -> Comparisons:
        """Return the answers of different raters about the same papers."""
        return Comparisons.of(self.corpus, self.columns)

    @cached_property
    def kinds(self) -> frozenset[Kind]:
        """Return all kinds of scans."""
        return frozenset(kind for columns in self.columns.values() for kind in columns.kinds)

    @cached_property
    def in_order(self) -> Sequence[Columns]:
        """Return the columns of the segments in order."""
        return [self.columns[segment.name] for segment in self.corpus.segments]

    @cached_property
    def numbers(self) -> Mapping[Kind, int]:
        """Return how many scans there are of each kind."""
        return number_by_kind(self.in_order)

    def tables(
        self, key: Callable[[Kind], _Key | None], segments: Iterable[Segment] | None = None
    ) -> dict[_Key, Table]:
        """Return a table of answers for each key of scans that count, in some segments or in all; None: in no table."""
        shown = self.in_order if segments is None else [self.columns[segment.name] for segment in segments]
        return tables(shown, key)

    def venue(self, kind: Kind) -> Venue | None:
        """Return the venue of scans, None if they name none."""
        return self.known.venue(kind.venue) if kind.venue else None

    def pages(self, accepts: Accepts, length: int = LENGTH) -> list[NumberedPage]:
        """Divide the list of all scans of accepted kinds into pages."""
        counts = [sum(number for kind, number in kinds if accepts(kind)) for kinds in self._numbers]
        return numbered(self.corpus.segments, counts, length)

    def scans(self, page: NumberedPage, accepts: Accepts) -> list[Summary]:
        """Return the scans of accepted kinds that are on a page."""

        def places(segment: Segment) -> Sequence[int]:
            return places_of(self.columns[segment.name], accepts)

        return list(page.summaries(places))

    def letters(self, segment: Segment, key: str, *, judged: bool) -> Letters:
        """Return the verdicts, or the described results, of a segment's scans with one instrument."""
        name = segment.name, key, judged
        if name not in self._letters:
            collect = Letters.of_verdicts if judged else Letters.of_results
            self._letters[name] = collect(self.columns[segment.name], with_key(key))
        return self._letters[name]

    @cached_property
    def _numbers(self) -> Sequence[Sequence[tuple[Kind, int]]]:
        """Return how many scans of each kind every segment has."""
        return [tuple(number_by_kind([columns]).items()) for columns in self.in_order]

    @cached_property
    def _letters(self) -> dict[tuple[str, str, bool], Letters]:
        return {}
