"""The address of each paper with several scans, and those of its other names, which lead there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from scanpress.corpus import Corpus, SharedPaper
from scanpress.facts.slugs import Named, Slugs, assign, slug, slug_of_identifier, words_of
from scanpress.scan_pages import addresses


class ListedPaper(NamedTuple):
    """A paper with several scans: its title and year, the address of its page, and the paths of its scans."""

    title: str
    year: int
    address: str
    paths: tuple[str, ...]


@dataclass(frozen=True)
class Papers:
    """All papers with several scans; `folder` is that of their pages."""

    corpus: Corpus
    folder: str = addresses.PAPERS

    @cached_property
    def listed(self) -> Sequence[ListedPaper]:
        """Return the papers in the order of their first scans."""
        found = []
        for paper, own in zip(self.corpus.papers, self._slugs.own, strict=True):
            title, year = paper.titles[0]
            found.append(ListedPaper(title, year, addresses.paper_page(own, self.folder), tuple(paper.paths)))
        return found

    @cached_property
    def others(self) -> Mapping[str, Sequence[ListedPaper]]:
        """Return the papers that may be meant by an address that is none of their own."""
        others = self._slugs.others.items()
        return {
            addresses.paper_page(other, self.folder): [self.listed[place] for place in places]
            for other, places in others
        }

    def address(self, path: str) -> str:
        """Return the address of the paper of a scan; empty if it has one scan only."""
        return self._by_path.get(path, "")

    @cached_property
    def _by_path(self) -> Mapping[str, str]:
        return {path: paper.address for paper in self.listed for path in paper.paths}

    @cached_property
    def _slugs(self) -> Slugs:
        papers = self.corpus.papers
        return assign([Named(paper.keys[0], list(_slugs(paper))) for paper in papers])


def _slugs(paper: SharedPaper) -> Iterator[str]:
    """Yield the last part of each address of a paper: by arXiv id, by DOI, by title and year."""
    for kind in ("arxiv", "doi"):
        for key in paper.keys:
            given, _, identifier = key.partition(":")
            if given == kind:
                yield slug_of_identifier(kind, identifier)
    for title, year in paper.titles:
        yield slug(" ".join([*words_of(title), str(year)]), title)
