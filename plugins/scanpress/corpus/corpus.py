"""All scans of the repository, with what follows from them together."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from scanpress.corpus.summary import Summary


@dataclass(frozen=True)
class Corpus:
    """The summaries of all accepted scans, in the order of their paths."""

    summaries: tuple[Summary, ...]

    @cached_property
    def by_key(self) -> Mapping[str, Summary]:
        """Return the first scan of a paper by each name under which the paper is known."""
        found: dict[str, Summary] = {}
        for summary in reversed(self.summaries):
            for key in summary.keys:
                found[key] = summary
        return found

    @cached_property
    def _shared(self) -> Mapping[str, tuple[Summary, ...]]:
        """Return all scans of each name that more than one scan has, of which there are few."""
        found: dict[str, list[Summary]] = {}
        for summary in self.summaries:
            for key in summary.keys:
                if self.by_key[key] is not summary:
                    found.setdefault(key, [self.by_key[key]]).append(summary)
        return {key: tuple(scans) for key, scans in found.items()}

    def others(self, summary: Summary) -> tuple[Summary, ...]:
        """Return the other scans of the same paper."""
        if self._shared.keys().isdisjoint(summary.keys):
            return ()
        shared = [self._shared[key] for key in summary.keys if key in self._shared]
        known = {other.path: other for scans in shared for other in scans}
        return tuple(known[path] for path in sorted(known) if path != summary.path and _same(known[path], summary))

    def scanned(self, summary: Summary) -> dict[str, Summary]:
        """Return, by key, a scan of each paper that this one cites and that has a scan here."""
        return {key: self.by_key[key] for key in summary.cites if key in self.by_key}


def _same(one: Summary, other: Summary) -> bool:
    """Tell whether two scans that share a name are about one paper: a shared title is not enough for two DOIs."""
    for kind in ("doi:", "arxiv:"):
        first, second = ({key for key in summary.keys if key.startswith(kind)} for summary in (one, other))
        if first and second:
            return first == second
    return True
