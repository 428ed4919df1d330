"""What leads from a DOI or an arXiv id to scans: a page and a file for each, and files with many for programs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from hashlib import blake2b
from typing import NamedTuple

import orjson

from scanpress.corpus import Corpus, Memory
from scanpress.export.lookup import (
    PREFIXES,
    Found,
    by_prefix,
    identifiers_of,
    lookup_files,
    record_address,
    record_file,
)
from scanpress.scan_pages import addresses
from scanpress.scan_pages.data.extras import EXTRAS
from scanpress.scan_pages.known import Known
from scanpress.scan_pages.pages.contents import About, Contents, Entry
from scanpress.scan_pages.pages.contents import view as view_contents
from scanpress.scan_pages.pages.redirect import Moved
from scanpress.scan_pages.pages.redirect import view as view_redirect
from scanpress.scan_pages.words import in_number, isolated
from scanpress.writer import File, Group, Output, Page, canonical

_SHOWN = {"doi": "DOI", "arxiv": "arXiv id"}
_EXAMPLES = {"doi": "10.18653/v1/2024.acl-long.1/", "arxiv": "2406.13229/"}
_LIMITS = {"doi": " If a DOI has unusual signs, such as < or ;, look for it in the list of papers."}
_KEY = "digests"


class Identified(NamedTuple):
    """What an identifier is, such as `doi`, the identifier itself, and the scans of the paper that has it."""

    kind: str
    identifier: str
    scans: tuple[Found, ...]


@dataclass(frozen=True)
class Lookup:
    """The scans of all identifiers; what is known of them is kept until a scan or a paper changes."""

    corpus: Corpus
    known: Known
    memory: Memory

    def groups(self, *, with_pages: bool) -> Iterator[Group]:
        """Yield the lookup files, and, if wanted, the pages of the identifiers of each of them."""
        yield Group("lookup files", self.corpus.key, self._files, len(PREFIXES))
        if with_pages:
            facts = self.known.digest
            for prefix, digest in self._digests.items():
                yield Group(f"{EXTRAS}identifiers {prefix}", [digest, facts], partial(self._pages, prefix))
            yield Group(f"{EXTRAS}identifiers", [], _explanations, len(_SHOWN))

    @cached_property
    def _found(self) -> Mapping[str, Mapping[str, Sequence[Found]]]:
        return by_prefix(self.corpus)

    @cached_property
    def _digests(self) -> Mapping[str, str]:
        """Return a digest of what each lookup file says."""
        kept = self.memory.find(_KEY)
        if kept and kept[0] == self.corpus.key:
            found: Mapping[str, str] = orjson.loads(kept[1])
            return found
        found = {prefix: self._digest(scans) for prefix, scans in self._found.items() if scans}
        self.memory.store({_KEY: (self.corpus.key, orjson.dumps(found))})
        return found

    def _files(self) -> Iterator[Output]:
        for address, made in lookup_files(self._found):
            yield File(f"{self.known.layout.data_folder}/{address}", content, made.decode())

    def _pages(self, prefix: str) -> Iterator[Output]:
        for kind, identifier, found in identifiers_of(self._found[prefix]):
            identified = Identified(kind, identifier, tuple(found))
            yield File(record_address(kind, identifier), record, identified)
            yield self._page(addresses.lookup_page(kind, identifier), identified)

    def _page(self, address: str, identified: Identified) -> Page:
        """Return the page of an identifier: it leads to the only scan, or names the paper and lists its scans."""
        shown = f"{_SHOWN[identified.kind]} {identified.identifier}"
        if len(identified.scans) == 1:
            scan = addresses.scan_page(identified.scans[0].path)
            lead = Moved(self.known.site_url, scan, shown, heading="The scan of this paper")
            return Page(address, "redirect.html", view_redirect, lead)
        entries = tuple(_entry(scan) for scan in identified.scans)
        lead_in = f"{in_number(len(entries), 'scan')} of the paper with this identifier."
        contents = Contents(shown, lead_in, entries, (), paper=self._paper(identified.scans))
        return Page(address, "contents.html", view_contents, contents)

    def _paper(self, found: Sequence[Found]) -> About:
        """Return the paper of several scans: as the first one names it, with the first venue that one of them names."""
        scans = [self.corpus.find(scan.path) for scan in found]
        venue = next((self.known.venue(scan.venue).short for scan in scans if scan.venue), "")
        return About(scans[0].title, f"{venue} {scans[0].year}".lstrip())

    def _digest(self, scans: Mapping[str, Sequence[Found]]) -> str:
        papers = [self.corpus.find(scan.path) for found in scans.values() if len(found) > 1 for scan in found]
        named = [(paper.title, paper.venue, paper.year) for paper in papers]
        return blake2b(canonical([scans, named]), digest_size=16).hexdigest()


def _entry(scan: Found) -> Entry:
    marks = [scan.rater or "unknown rater", scan.date, "" if scan.counts else "not in figures"]
    return Entry(addresses.scan_page(scan.path), isolated(scan.label), " · ".join(filter(None, marks)))


def _explanations() -> Iterator[Output]:
    for kind, name in _SHOWN.items():
        lead = (
            f"Add the {name} of a paper to the address of this page, in lower case and with a slash at the end, "
            f"such as by-{kind}/{_EXAMPLES[kind]}, to get to its scans. "
            f"With .json at the end, you get a list for programs.{_LIMITS.get(kind, '')}"
        )
        contents = Contents(f"Find scans by {name}", lead, (), (Entry(addresses.list_page(1), "All scans"),))
        yield Page(f"by-{kind}/index.html", "contents.html", view_contents, contents)


def content(made_from: str) -> bytes:
    """Return the bytes of a lookup file."""
    return made_from.encode()


def record(identified: Identified) -> bytes:
    """Return the file with the scans of an identifier."""
    return record_file(*identified)
