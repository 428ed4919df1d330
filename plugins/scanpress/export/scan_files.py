"""The files that a scan may have beside its page: how it is cited, in three formats, and a badge."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from scanpress.corpus import Scan
from scanpress.export.badge import badge
from scanpress.export.citation_files import CITATIONS
from scanpress.export.citations import Item, Publication, items
from scanpress.export.names import BADGE
from scanpress.export.rows import Source
from scanpress.facts.layout import JSON

# What has a name, or is in a folder with a name, that ends as one of these files.
_TAKEN = re.compile(rf".*?\.(?:{'|'.join(map(re.escape, (*CITATIONS, BADGE)))})(?=/|{re.escape(JSON)}\Z|\Z)")


class ScanFile(NamedTuple):
    """What a file of a scan is made from: the scan, who publishes it, and the hash function of the repository.

    `excluded` is the note of a registry that excludes the paper.
    """

    root: str
    path: str
    digest: str
    excluded: str | None
    publication: Publication
    hash_name: str

    @property
    def scan(self) -> Scan:
        """Return the scan; raise ValueError if its bytes are no longer those that were checked."""
        return _read(self.root, self.path, self.digest, self.excluded, self.hash_name)[0]

    @property
    def items(self) -> tuple[Item, Item]:
        """Return how the paper and the scan are cited."""
        return _items(self)

    def address(self, name: str) -> str:
        """Return the address of the file with this end of its name."""
        return f"{self.path.removesuffix(JSON)}.{name}"


@lru_cache(maxsize=1)  # the files of a scan are made one after the other
def _read(root: str, path: str, digest: str, excluded: str | None, hash_name: str) -> tuple[Scan, str]:
    source = Source(root, hash_name=hash_name)
    content = source.read(path, digest)
    return Scan.read(path, content, excluded), source.oid(content)


@lru_cache(maxsize=1)
def _items(file: ScanFile) -> tuple[Item, Item]:
    scan, oid = _read(file.root, file.path, file.digest, file.excluded, file.hash_name)
    return items(scan, oid, file.publication)


def bibtex(file: ScanFile) -> bytes:
    """Return how a scan and its paper are cited, as BibTeX."""
    return CITATIONS["bib"](file.items)


def ris(file: ScanFile) -> bytes:
    """Return the same as RIS."""
    return CITATIONS["ris"](file.items)


def csl(file: ScanFile) -> bytes:
    """Return the same as CSL-JSON."""
    return CITATIONS["csl.json"](file.items)


def picture(file: ScanFile) -> bytes:
    """Return the badge of a scan."""
    return badge(file.scan)


MAKERS: Mapping[str, Callable[[ScanFile], bytes]] = {"bib": bibtex, "ris": ris, "csl.json": csl, BADGE: picture}
"""What makes each file, by the end of its name."""


def taken(paths: Iterable[str]) -> frozenset[str]:
    """Return the addresses that end as one of the files and that scans have; paths come as `fold` returns them.

    >>> sorted(taken(["papers/a.bib.json", "papers/b.ris/scan.json", "papers/c.json"]))
    ['papers/a.bib', 'papers/b.ris']
    """
    return frozenset(match[0] for match in map(_TAKEN.match, paths) if match)


def names_for(path: str, names: Sequence[str], taken_addresses: Collection[str]) -> tuple[str, ...]:
    """Return those names of files that a scan has, by its folded path: an address of a scan is left to that scan."""
    stem = path.removesuffix(JSON)
    return tuple(name for name in names if name in MAKERS and f"{stem}.{name}" not in taken_addresses)


def make_files(files: Sequence[tuple[ScanFile, Sequence[str]]]) -> list[tuple[str, bytes]]:
    """Return the addresses and the bytes of the files of scans, each scan with the ends of the names of its files."""
    return [(file.address(name), MAKERS[name](file)) for file, names in files for name in names]
