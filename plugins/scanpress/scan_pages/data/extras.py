"""Small files of each scan that few ask for: citations in three formats, and a badge. `SCAN_EXTRAS` names them."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import Any, NamedTuple, Self

import orjson

from scanpress.corpus import Corpus, Memory, Scan, Segment
from scanpress.export.badge import badge
from scanpress.export.citation_files import CITATIONS
from scanpress.export.citations import Item, Publication, items
from scanpress.export.names import BADGE, LOOKUP
from scanpress.export.rows import Source as DataSource
from scanpress.facts.layout import JSON
from scanpress.scan_pages.data.built_from import Built
from scanpress.scan_pages.known import Known
from scanpress.scan_pages.pages.scan.page import Source
from scanpress.writer import File, Group, Output
from scanpress.writer.address import fold

# What has a name, or is in a folder with a name, that ends as one of these files.
_TAKEN = re.compile(rf".*?\.(?:{'|'.join(map(re.escape, (*CITATIONS, BADGE)))})(?=/|{re.escape(JSON)}\Z|\Z)")
_KEY = "taken"


class Extra(NamedTuple):
    """What a file of a scan is made from."""

    source: Source
    publication: Publication
    hash_name: str


@dataclass(frozen=True)
class Extras:
    """The files of all scans; `names` are the ends of their names."""

    corpus: Corpus
    known: Known
    publication: Publication
    hash_name: str
    names: Sequence[str]
    memory: Memory

    @classmethod
    def of(cls, corpus: Corpus, known: Known, built: Built, memory: Memory) -> Self:
        """Return those of a site."""
        publication, commit = built.publication, built.source.commit
        source = DataSource.of(known.root, known.layout, known.excluded, publication.license, commit)
        return cls(corpus, known, publication, source.hash_name, built.extras, memory)

    def groups(self) -> Iterator[Group]:
        """Yield a group for the files of the scans of each segment."""
        facts = [self.publication, self.hash_name, self.known.digest]
        for segment in self.corpus.segments:
            outputs = partial(self._files, segment)
            yield Group(f"extras from {segment.name}", [segment.content, facts, self.made_from], outputs)

    @property
    def made_from(self) -> Sequence[Any]:
        """Return what changes if a page of a scan has to link other files."""
        return self.names, sorted(self._taken) if self.names else ()

    def names_for(self, path: str) -> tuple[str, ...]:
        """Return the ends of the names of the files of a scan; an address at which there is a scan is left to it."""
        stem = fold(path.removesuffix(JSON))
        return tuple(name for name in self.names if name != LOOKUP and f"{stem}.{name}" not in self._taken)

    def _files(self, segment: Segment) -> Iterator[Output]:
        for summary in segment.summaries:
            extra = Extra(Source.of(summary, self.known), self.publication, self.hash_name)
            stem = summary.path.removesuffix(JSON)
            for name in self.names_for(summary.path):
                yield File(f"{stem}.{name}", _MAKERS[name], extra)

    @cached_property
    def _taken(self) -> Collection[str]:
        """Return the addresses of scans that end as one of the files; the check rejects such names in `scans/`."""
        if self.known.layout.is_default:
            return frozenset()
        kept = self.memory.find(_KEY)
        if kept and kept[0] == self.corpus.key:
            return frozenset(orjson.loads(kept[1]))
        matches = filter(None, map(_TAKEN.match, (fold(path) for path in self.corpus.names.paths)))
        found = sorted({match[0] for match in matches})
        self.memory.store({_KEY: (self.corpus.key, orjson.dumps(found))})
        return frozenset(found)


@lru_cache(maxsize=1)  # the files of a scan are made one after the other
def _items(extra: Extra) -> tuple[Item, Item]:
    content = extra.source.read()
    oid = DataSource("", hash_name=extra.hash_name).oid(content)
    return items(_scan(extra.source), oid, extra.publication)


@lru_cache(maxsize=1)
def _scan(source: Source) -> Scan:
    return source.scan


def bibtex(extra: Extra) -> bytes:
    """Return how a scan and its paper are cited, as BibTeX."""
    return CITATIONS["bib"](_items(extra))


def ris(extra: Extra) -> bytes:
    """Return the same as RIS."""
    return CITATIONS["ris"](_items(extra))


def csl(extra: Extra) -> bytes:
    """Return the same as CSL-JSON."""
    return CITATIONS["csl.json"](_items(extra))


def picture(extra: Extra) -> bytes:
    """Return the badge of a scan."""
    return badge(_scan(extra.source))


_MAKERS = {"bib": bibtex, "ris": ris, "csl.json": csl, BADGE: picture}
