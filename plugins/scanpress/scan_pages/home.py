"""The front page: what this is, the figures of the whole, the newest scans."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scanpress.corpus import Summary
from scanpress.scan_pages.scan_list import Listed, row_variables
from scanpress.writer import Page

NEWEST = 20


@dataclass(frozen=True, slots=True)
class Home:
    """What the front page shows."""

    counts: tuple[tuple[str, str], ...]
    newest: tuple[Listed, ...]


def counts_of(summaries: Sequence[Summary]) -> tuple[tuple[str, str], ...]:
    """Return the figures of the whole, each with its label."""
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


def declare(counts: tuple[tuple[str, str], ...], newest: tuple[Listed, ...]) -> Page:
    """Declare the front page."""
    return Page("index.html", "home.html", view, Home(counts, newest))


def view(home: Home) -> Mapping[str, Any]:
    """Return the variables of `home.html`."""
    return {
        "counts": [{"label": label, "figure": figure} for label, figure in home.counts],
        "rows": [row_variables(scan) for scan in home.newest],
    }


def newest(summaries: Sequence[Summary]) -> list[Summary]:
    """Return the newest scans: by the date of the answers, else by the year of the paper."""
    return sorted(summaries, key=lambda s: (s.date or "", s.year, s.path), reverse=True)[:NEWEST]
