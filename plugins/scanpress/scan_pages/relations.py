"""The other scans that a scan's page links: those of the same paper, and those of the papers it cites."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b

from scanpress.corpus import Corpus, Memory, Segment, Summary
from scanpress.scan_pages import addresses
from scanpress.scan_pages.comparing.papers import Papers
from scanpress.writer import canonical

Related = tuple[tuple[tuple[str, str], ...], tuple[tuple[int, str], ...], str]


def relations(summary: Summary, corpus: Corpus, papers: Papers) -> Related:
    """Return label and address of each other scan of the paper; place and address of each cited paper with a scan.

    The last value is the address at which the scans of the paper are side by side, empty if there is only this one.
    """
    others = tuple((_label(other), addresses.scan_page(other.path)) for other in corpus.others(summary))
    cited = tuple((place, addresses.scan_page(path)) for place, path in corpus.scanned(summary))
    return others, cited, papers.address(summary.path)


@dataclass(frozen=True)
class Relations:
    """The relations of whole segments, as digests that are cached until a name in the corpus changes."""

    corpus: Corpus
    papers: Papers
    memory: Memory
    _found: dict[str, list[Related]] = field(default_factory=dict)
    _given: dict[str, bytes] = field(default_factory=dict)

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """Return the digest of what each segment's pages show of other scans, by the segment's name."""
        remembered = self.memory.load()
        found: dict[str, tuple[bytes, bytes]] = {}
        for segment in self.corpus.segments:
            key = blake2b(self.corpus.key + segment.content.encode(), digest_size=16).digest()
            known = remembered.get(segment.name)
            found[segment.name] = known if known and known[0] == key else (key, self._digest(segment))
        new = {name: entry for name, entry in found.items() if remembered.get(name) != entry}
        gone = remembered.keys() - found.keys()
        if new or gone:
            self.memory.store(new, gone=gone)
        return {name: digest.hex() for name, (_, digest) in found.items()}

    def of(self, segment: Segment) -> Sequence[Related]:
        """Return the relations of each scan of a segment; what `digests` had to find is given once."""
        found = self._found.pop(segment.name, None)
        if found is None:
            found = [relations(summary, self.corpus, self.papers) for summary in segment.summaries]
            self._given[segment.name] = _digest(found)
        return found

    def _digest(self, segment: Segment) -> bytes:
        """Return a segment's digest; its relations are kept for `of`, unless that has given them already."""
        if segment.name in self._given:
            return self._given[segment.name]
        found = self._found[segment.name] = [
            relations(summary, self.corpus, self.papers) for summary in segment.summaries
        ]
        return _digest(found)


def _digest(found: Sequence[Related]) -> bytes:
    return blake2b(canonical(found), digest_size=16).digest()


def _label(summary: Summary) -> str:
    return ", ".join(filter(None, [summary.instrument_label, summary.rater, summary.date]))
