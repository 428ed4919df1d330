"""Where a scan stands among those of its venue and year: the median, the distribution of scores, its neighbours."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from scanpress.corpus import Segment, Summary, percent
from scanpress.corpus.statistics import Kind, Table
from scanpress.scan_pages import addresses
from scanpress.scan_pages.tabulated import TabulatedCorpus

FEWEST = 5
"""The smallest number of papers with which a paper is compared."""
LEVELS = 24
"""Heights of bars: so few that the pages of other papers seldom change if one paper is added."""
_BINS = 10  # of scores in percent


class Place(NamedTuple):
    """What the page of a scan shows of the others of its venue and year.

    `label` and `address` are those of the list of them; `median` says in words which score half of them have, and
    `levels` are the heights of the bars of the histogram, both empty for a few papers; `here` is the bin of this
    paper, None if it has no score. `previous` and `next` are addresses of scans, empty at the ends of the list.
    """

    label: str
    address: str
    median: str
    levels: tuple[int, ...]
    here: int | None
    previous: str
    next: str


class _Set(NamedTuple):
    """What is shown of the scores of a venue's year with one instrument."""

    median: str
    levels: tuple[int, ...]


_Edition = tuple[str, int]  # the slug of a venue, and a year
_NO_SET = _Set("", ())


@dataclass(frozen=True)
class Standings:
    """Where scans stand, asked for one segment at a time."""

    tabulated: TabulatedCorpus

    def around(self, segment: Segment) -> list[tuple[Any, ...]]:
        """Return all that the pages of a segment's scans show of scans of other segments."""
        kinds = self.tabulated.columns[segment.name].kinds
        editions = {edition for kind in kinds if (edition := self._edition(kind))}
        neighbours = [self._outer[segment.name, edition] for edition in sorted(editions)]
        sets = {(edition, kind.instrument) for kind in kinds if (edition := self._edition(kind))}
        return [*neighbours, *(self._sets.get(each, _NO_SET) for each in sorted(sets))]

    def of(self, segment: Segment) -> Iterator[Place | None]:
        """Yield where each scan of a segment stands; None if it names no venue."""
        columns = self.tabulated.columns[segment.name]
        by_kind = [self._edition(kind) for kind in columns.kinds]
        editions = [by_kind[number] for number in columns.of]
        paths: dict[_Edition | None, list[str]] = {}
        for edition, summary in zip(editions, segment.summaries, strict=True):
            paths.setdefault(edition, []).append(summary.path)
        passed: Counter[_Edition] = Counter()
        for edition, summary in zip(editions, segment.summaries, strict=True):
            if edition is None:
                yield None
                continue
            before, after = self._outer[segment.name, edition]
            listed = [before, *paths[edition], after]
            place = passed[edition] = passed[edition] + 1
            yield self._place(summary, edition, listed[place - 1], listed[place + 1])

    def _place(self, summary: Summary, edition: _Edition, previous: str, following: str) -> Place:
        slug, year = edition
        median, levels = self._sets.get((edition, summary.instrument), _NO_SET)
        scored = bool(levels) and summary.counts and summary.scored is not False and summary.whole > 0
        return Place(
            label=f"{self._labels[slug]} {year}",
            address=addresses.venue_page(slug, year),
            median=median,
            levels=levels,
            here=bin_of(summary.part, summary.whole, len(levels)) if scored else None,
            previous=previous and addresses.scan_page(previous),
            next=following and addresses.scan_page(following),
        )

    def _edition(self, kind: Kind) -> _Edition | None:
        venue = self.tabulated.venue(kind)
        return (venue.slug, kind.year) if venue else None

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        venues = (self.tabulated.venue(kind) for kind in sorted(self.tabulated.kinds, reverse=True))
        return {venue.slug: venue.short for venue in venues if venue}

    @cached_property
    def _sets(self) -> Mapping[tuple[_Edition, str], _Set]:
        tables = self.tabulated.tables(
            lambda kind: (edition, kind.instrument) if (edition := self._edition(kind)) else None
        )
        return {
            (edition, key): _Set(median_in_words(table), levels_of(bins_of(table)))
            for (edition, key), table in tables.items()
            if len(table.rates) >= FEWEST
        }

    @cached_property
    def _outer(self) -> Mapping[tuple[str, _Edition], tuple[str, str]]:
        """Return the path before the first and after the last scan of an edition in a segment, empty at its ends."""
        parts: dict[_Edition, list[tuple[str, str, str]]] = {}
        for segment, columns in zip(self.tabulated.corpus.segments, self.tabulated.in_order, strict=True):
            ends: dict[_Edition, list[tuple[str, str]]] = {}
            for kind, bounds in zip(columns.kinds, columns.ends, strict=True):
                if edition := self._edition(kind):
                    ends.setdefault(edition, []).append(bounds)
            for edition, found in ends.items():
                first, last = min(first for first, _ in found), max(last for _, last in found)
                parts.setdefault(edition, []).append((segment.name, first, last))
        return {
            (name, edition): (before[2], after[1])
            for edition, found in parts.items()
            for before, (name, *_), after in zip([_END, *found], found, [*found[1:], _END], strict=False)
        }


_END = ("", "", "")


def bins_of(table: Table) -> list[int]:
    """Return how many papers have each score: in bins of a point for scores of a fixed whole, else of ten percent."""
    is_fixed = table.instrument.scoring.is_points
    bins = int(max(whole for _, whole in table.histogram)) + 1 if is_fixed else _BINS
    counts = [0] * bins
    for (part, whole), number in table.histogram.items():
        counts[bin_of(part, whole, bins)] += number
    return counts


def bin_of(part: float, whole: float, bins: int) -> int:
    """Return the bin of a score.

    >>> bin_of(4, 7, 8), bin_of(22, 50, 10), bin_of(50, 50, 10)
    (4, 4, 9)
    """
    return int(part) if bins == whole + 1 else min(int(bins * part / whole), bins - 1)


def levels_of(counts: Sequence[int]) -> tuple[int, ...]:
    """Return the heights of bars; a bin that has any paper has a height."""
    most = max(counts, default=0) or 1
    return tuple(max(round(count * LEVELS / most), 1) if count else 0 for count in counts)


def median_in_words(table: Table) -> str:
    """Return which score half of the scans of a set have."""
    part, whole = table.median or (0, 0)
    scans = f"{len(table.rates):,} scans"
    rule = table.instrument.scoring
    have = f"{part:g} of {whole:g}" if rule.is_points else percent(part, whole)
    others = f" of {rule.unscored.others} papers" if rule.unscored and rule.unscored.others else ""
    return f"half of the {scans}{others} have {have} or more"
