"""What pages are made from besides the scans: venues, evaluations, redirects and the way of corrections."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from scanpress.corpus import Summary
from scanpress.facts import Accuracy, Venue, Venues, load_accuracy
from scanpress.facts.layout import DEFAULT, Layout
from scanpress.scan_pages.correction import Correction
from scanpress.writer import canonical


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One evaluation in the file of them: the file, its digest, and which of its entries."""

    path: str
    digest: str
    index: int

    @property
    def accuracy(self) -> Accuracy:
        """Return the evaluation, read once a process; raise ValueError if the file is no longer as it was."""
        return _load(self.path, self.digest)[self.index]


def digest_of_all(evaluations: Sequence[Accuracy]) -> str:
    """Return the digest of all evaluations of a file."""
    return hashlib.blake2b(repr(evaluations).encode(), digest_size=16).hexdigest()


@cache
def _load(path: str, digest: str) -> tuple[Accuracy, ...]:
    evaluations = load_accuracy(Path(path))
    if digest_of_all(evaluations) != digest:
        raise ValueError(f"{path} changed while the site was built: build again")
    return evaluations


@dataclass(frozen=True, kw_only=True)
class Known:
    """Where the repository and the site are, how corrections come in, the venues, the evaluations, the moved scans.

    `answer_lists` says whether there are lists of all papers by answer, `layout` which files are scans, `instruments`
    is a digest of the schemas of the collection's own instruments, and `excluded` has the notes of a registry on papers
    that it excludes.
    """

    root: Path
    site_url: str
    correction: Correction
    venues: Venues
    accuracy_file: Path
    accuracies: tuple[Accuracy, ...]
    redirects: Mapping[str, str]
    answer_lists: bool = True
    site_name: str = ""
    instruments: str = ""
    layout: Layout = DEFAULT
    excluded: Mapping[str, str] = field(default_factory=dict)

    @property
    def made_from(self) -> dict[str, Any]:
        """Return all of it as plain values, which change whenever a page may that is made from any of it."""
        values = {part.name: getattr(self, part.name) for part in fields(self)}
        return {**values, "venues": (self.venues.known, self.venues.names), "layout": self.layout.patterns}

    @cached_property
    def digest(self) -> str:
        """Return the digest of all of it."""
        return hashlib.blake2b(canonical(self.made_from), digest_size=16).hexdigest()

    def venue(self, name: str) -> Venue:
        """Return the venue of this name, looked up once a name."""
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = self.venues.find(name)
        return found

    def evaluation(self, summary: Summary) -> Evaluation | None:
        """Return the evaluation that holds for a scan's instrument and rater, else for its run."""
        key, kind, found = summary.instrument, summary.rater_kind, self._evaluations
        return found.get((key, kind, "rater", summary.rater)) or found.get((key, kind, "run", summary.run))

    def exclusion(self, path: str) -> str | None:
        """Return the note of the registry if it excludes the paper of a scan."""
        return self.excluded.get(self.layout.paper_of(path)) if self.excluded else None

    @cached_property
    def _found(self) -> dict[str, Venue]:
        return {}

    @cached_property
    def _evaluations(self) -> Mapping[tuple[str, str | None, str, str | None], Evaluation]:
        digest = digest_of_all(self.accuracies)
        return {
            about: Evaluation(str(self.accuracy_file), digest, index)
            for index, entry in enumerate(self.accuracies)
            for about in entry.holds_for
        }
