"""A scan in a list: what its row shows, and by what else it is found."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self

from scanpress.corpus import Summary
from scanpress.scan_pages.scan_page import address_of
from scanpress.scan_pages.words import people_in_short
from scanpress.writer import href


@dataclass(frozen=True, slots=True)
class Row:
    """What a list shows of a scan; `mark` says what a reader must know before the score, and is empty for most."""

    address: str
    title: str
    authors: str
    venue: str
    year: int
    instrument: str
    rater: str
    score: str
    part: float
    whole: float
    red_flags: int | None
    mark: str

    @classmethod
    def of(cls, summary: Summary, venue: str) -> Self:
        """Return the row of a scan; `venue` is the short name."""
        return cls(
            address=href(address_of(summary.path)),
            title=summary.title,
            authors=people_in_short(summary.authors),
            venue=venue,
            year=summary.year,
            instrument=summary.instrument.replace("-", " "),
            rater=summary.rater or "rater not stated",
            score=summary.score,
            part=summary.part,
            whole=summary.whole,
            red_flags=summary.red_flags,
            mark=", ".join(_marks(summary)),
        )

    @property
    def variables(self) -> dict[str, Any]:
        """Return what `scan/row.html` shows."""
        return {name: getattr(self, name) for name in self.__slots__}


def _marks(summary: Summary) -> Iterator[str]:
    if not summary.published:
        yield summary.status
    if summary.experimental is False:
        yield "theoretical"


def identifiers(summary: Summary) -> tuple[str, ...]:
    """Return DOI and arXiv id of the paper with their kinds, such as `doi:10.1000/182`, whichever are known."""
    return tuple(key for key in summary.keys if not key.startswith("title:"))


def found_besides(summary: Summary, row: Row) -> tuple[str, str]:
    """Return by what a scan is found that its row leaves out: words of its own, and its venue as the scan names it.

    Each is empty where there is nothing. A search looks for each word by itself and anywhere, so a word within what is
    shown need not be repeated: among 60,000 scans every letter counts.
    """
    values = (row.title, row.authors, row.venue, row.year, row.instrument, row.rater, row.mark)
    shown = " ".join(map(str, values)).lower()
    names = [key.partition(":")[2] for key in identifiers(summary)]
    venue = summary.venue or ""
    return _left_out(" ".join((*names, *summary.authors)), shown), venue if _left_out(venue, shown) else ""


def _left_out(text: str, shown: str) -> str:
    return " ".join(dict.fromkeys(word for word in text.split() if word.lower() not in shown))
