"""Small files of each scan that few ask for: citations in three formats, and a badge. `SCAN_EXTRAS` names them."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, Self

import orjson

from scanpress.corpus import Corpus, Memory, Segment
from scanpress.export.citations import Publication
from scanpress.export.rows import Source
from scanpress.export.scan_files import MAKERS, ScanFile, names_for, taken
from scanpress.scan_pages.data.built_from import Built
from scanpress.scan_pages.known import Known
from scanpress.writer import File, Group, Output
from scanpress.writer.address import fold

EXTRAS = "extras "
"""How the names of all groups begin that `SCAN_EXTRAS` decides on."""
_KEY = "taken"


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
        source = Source.of(known.root, known.layout, known.excluded, publication.license, commit)
        return cls(corpus, known, publication, source.hash_name, built.extras, memory)

    def groups(self) -> Iterator[Group]:
        """Yield a group for the files of the scans of each segment."""
        facts = [self.publication, self.hash_name, self.known.digest]
        for segment in self.corpus.segments:
            outputs = partial(self._files, segment)
            yield Group(f"{EXTRAS}from {segment.name}", [segment.content, facts, self.made_from], outputs)

    @property
    def made_from(self) -> Sequence[Any]:
        """Return what changes if a page of a scan has to link other files."""
        return self.names, sorted(self._taken) if self.names else ()

    def names_for(self, path: str) -> tuple[str, ...]:
        """Return the ends of the names of the files of a scan; an address at which there is a scan is left to it."""
        return names_for(fold(path), self.names, self._taken)

    def _files(self, segment: Segment) -> Iterator[Output]:
        root, facts = str(self.known.root), (self.publication, self.hash_name)
        for summary in segment.summaries:
            path = summary.path
            file = ScanFile(root, path, summary.digest, self.known.exclusion(path), *facts)
            for name in self.names_for(path):
                yield File(file.address(name), MAKERS[name], file)

    @cached_property
    def _taken(self) -> Collection[str]:
        """Return the addresses of scans that end as one of the files; the check rejects such names in `scans/`."""
        if self.known.layout.is_default:
            return frozenset()
        kept = self.memory.find(_KEY)
        if kept and kept[0] == self.corpus.key:
            return frozenset(orjson.loads(kept[1]))
        found = taken(map(fold, self.corpus.names.paths))
        self.memory.store({_KEY: (self.corpus.key, orjson.dumps(sorted(found)))})
        return found
