"""Figures of the whole collection, cached until a scan is added or removed or changes its paper, rater or date."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

import orjson

from scanpress.corpus import Corpus, Memory, Summary
from scanpress.scan_pages import addresses
from scanpress.writer import href

NEWEST = 20
_KEY = "figures"


@dataclass(frozen=True, slots=True)
class Count:
    """A figure with its label; `address` is that of the page which says more, empty if there is none."""

    label: str
    figure: str
    address: str = ""

    @property
    def variables(self) -> dict[str, str]:
        """Return what `scan/counts.html` shows."""
        return {"label": self.label, "figure": self.figure, "href": href(self.address) if self.address else ""}


@dataclass(frozen=True, slots=True)
class Figures:
    """What is counted, and the paths of the newest scans."""

    counts: tuple[Count, ...]
    newest: tuple[str, ...]

    @classmethod
    def of(cls, corpus: Corpus, memory: Memory) -> Self:
        """Return the figures of a corpus."""
        remembered = memory.find(_KEY)
        if remembered and remembered[0] == corpus.key:
            counts, newest = orjson.loads(remembered[1])
            return cls(tuple(Count(**count) for count in counts), tuple(newest))
        counted = [summary for summary in corpus.summaries if summary.counts]
        figures = cls(counts_of(counted), tuple(summary.path for summary in newest_of(counted)))
        memory.store({_KEY: (corpus.key, orjson.dumps((figures.counts, figures.newest)))})
        return figures


def counts_of(summaries: Sequence[Summary]) -> tuple[Count, ...]:
    """Count scans, papers and scans by instrument."""
    papers = len({summary.keys[0] for summary in summaries})
    years = sorted({summary.year for summary in summaries})
    span = f"{years[0]}\N{EN DASH}{years[-1]}" if len(years) > 1 else "".join(map(str, years))
    return (
        Count("scans", f"{len(summaries):,}"),
        Count("papers", f"{papers:,}"),
        *_by_instrument(summaries),
        Count("years", span),
    )


def _by_instrument(summaries: Sequence[Summary]) -> Iterator[Count]:
    found = Counter((summary.instrument_label, summary.instrument) for summary in summaries)
    for (label, key), number in sorted(found.items()):
        yield Count(f"with the {label}", f"{number:,}", addresses.instrument_page(key))


def newest_of(summaries: Sequence[Summary]) -> list[Summary]:
    """Return the newest scans: by the date of the answers, else by the year of the paper."""
    return sorted(summaries, key=lambda s: (s.date or "", s.year, s.path), reverse=True)[:NEWEST]
