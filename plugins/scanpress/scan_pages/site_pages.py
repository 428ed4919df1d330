"""Every page that follows from the corpus, declared."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

from scanpress.corpus import Accuracy, Corpus, Summary, Venue, Venues, load_accuracy, load_venues
from scanpress.scan_pages import home, instrument_page, scan_list, scan_page
from scanpress.scan_pages.correction import Correction
from scanpress.scan_pages.evaluation import Evaluation
from scanpress.writer import Output


@dataclass(frozen=True)
class Known:
    """What is known besides the scans: where the repository lies, the venues, and the published evaluations."""

    root: Path
    venues: Venues
    accuracy_file: Path
    accuracies: tuple[Accuracy, ...]

    @classmethod
    def load(cls, root: Path, *, venues: Path, accuracy: Path) -> Self:
        """Read the files of facts; raise FactsError with the mistakes of the first that has any."""
        return cls(root, load_venues(venues), accuracy, load_accuracy(accuracy))

    def venue(self, name: str) -> Venue:
        """Return the venue of this name, looked up once a name."""
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = self.venues.find(name)
        return found

    def evaluation(self, summary: Summary) -> Evaluation | None:
        """Return the evaluation that holds for a scan's instrument and rater."""
        return self._evaluations.get((summary.instrument, summary.rater_kind, summary.rater))

    @cached_property
    def _found(self) -> dict[str, Venue]:
        return {}

    @cached_property
    def _evaluations(self) -> dict[tuple[str, str | None, str | None], Evaluation]:
        digest = hashlib.blake2b(repr(self.accuracies).encode(), digest_size=16).hexdigest()
        return {
            (f"{entry.instrument}-{entry.version}", entry.rater.kind, entry.rater.name): Evaluation(
                str(self.accuracy_file), digest, index
            )
            for index, entry in enumerate(self.accuracies)
        }


def scan_pages(corpus: Corpus, known: Known, correction: Correction) -> Iterator[Output]:
    """Declare a page and a raw file for every scan."""
    for summary in corpus.summaries:
        yield from scan_page.declare(_shown(summary, corpus, known, correction))


def other_pages(corpus: Corpus, known: Known, site_url: str) -> Iterator[Output]:
    """Declare the list of scans, the front page, the instruments and the schemas."""
    counts = home.counts_of(corpus.summaries)
    yield from scan_list.declare([_listed(summary, known) for summary in corpus.summaries], counts)
    yield home.declare(counts, tuple(_listed(summary, known) for summary in home.newest(corpus.summaries)))
    yield from instrument_page.declare(site_url)


def _shown(summary: Summary, corpus: Corpus, known: Known, correction: Correction) -> scan_page.Shown:
    return scan_page.Shown(
        source=scan_page.Source(str(known.root), summary.path, summary.digest),
        correction=correction,
        venue_url=known.venue(summary.venue).url if summary.venue else None,
        evaluation=known.evaluation(summary),
        others=tuple((_label(other), scan_page.address_of(other.path)) for other in corpus.others(summary)),
        cited={key: scan_page.address_of(scan.path) for key, scan in corpus.scanned(summary).items()},
    )


def _label(summary: Summary) -> str:
    return ", ".join(filter(None, [summary.instrument_label, summary.rater, summary.date]))


def _listed(summary: Summary, known: Known) -> scan_list.Listed:
    return tuple(summary), known.venue(summary.venue).short if summary.venue else ""
