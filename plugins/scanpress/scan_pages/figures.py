"""Figures of the whole collection, remembered as long as no scan comes, goes or changes its paper, rater or date."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import orjson

from scanpress.corpus import Corpus, Memory, Summary

NEWEST = 20
_KEY = "figures"


@dataclass(frozen=True, slots=True)
class Figures:
    """What is counted, each with its label, and the paths of the newest scans."""

    counts: tuple[tuple[str, str], ...]
    newest: tuple[str, ...]

    @classmethod
    def of(cls, corpus: Corpus, memory: Memory) -> Self:
        """Return the figures of a corpus."""
        remembered = memory.find(_KEY)
        if remembered and remembered[0] == corpus.key:
            counts, newest = orjson.loads(remembered[1])
            return cls(tuple((label, figure) for label, figure in counts), tuple(newest))
        figures = cls(counts_of(corpus.summaries), tuple(summary.path for summary in newest_of(corpus.summaries)))
        memory.store({_KEY: (corpus.key, orjson.dumps((figures.counts, figures.newest)))})
        return figures


def counts_of(summaries: Sequence[Summary]) -> tuple[tuple[str, str], ...]:
    """Count scans, papers and instruments."""
    papers = len({summary.keys[0] for summary in summaries})
    instruments: dict[str, int] = {}
    for summary in summaries:
        instruments[summary.instrument_label] = instruments.get(summary.instrument_label, 0) + 1
    years = sorted({summary.year for summary in summaries})
    span = f"{years[0]}\N{EN DASH}{years[-1]}" if len(years) > 1 else "".join(map(str, years))
    return (
        ("scans", f"{len(summaries):,}"),
        ("papers", f"{papers:,}"),
        *((f"by {title}", f"{count:,}") for title, count in sorted(instruments.items())),
        ("years", span),
    )


def newest_of(summaries: Sequence[Summary]) -> list[Summary]:
    """Return the newest scans: by the date of the answers, else by the year of the paper."""
    return sorted(summaries, key=lambda s: (s.date or "", s.year, s.path), reverse=True)[:NEWEST]
