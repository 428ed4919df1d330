"""The scans of each DOI and arXiv id, for programs and people who have an identifier."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import orjson

from scanpress.corpus import Corpus, Summary
from scanpress.facts.layout import JSON

DOI, ARXIV = "doi", "arxiv"
PREFIXES = tuple(f"{number:02x}" for number in range(256))
"""The names of the lookup files: how the SHA-256 of an identifier begins.

A file has so many identifiers that it does not tell a server which one is looked for.
"""
_DOI_OF_ARXIV = "doi:10.48550/arxiv."


class Found(NamedTuple):
    """A scan of a paper that is looked for: corrected answers change nothing in it, as in the key of the corpus.

    `counts` is False if the scan was withdrawn, superseded or excluded.
    """

    path: str
    instrument: str
    label: str
    rater: str
    date: str
    counts: bool

    @classmethod
    def of(cls, scan: Summary) -> "Found":
        """Return what is said of a scan."""
        named = scan.path, scan.instrument, scan.instrument_label
        return cls(*named, scan.rater or "", scan.date or "", scan.counts)

    @property
    def record(self) -> dict[str, Any]:
        """Return what programs read; addresses are relative to the site, as in the tables."""
        return {
            "path": self.path,
            "page": self.path.removesuffix(JSON) + "/",
            "instrument": self.instrument,
            "rater": self.rater,
            "date": self.date,
            "counts": self.counts,
        }


def prefix_of(key: str) -> str:
    """Return the name of the lookup file that has an identifier.

    >>> prefix_of("doi:10.18653/v1/2024.acl-long.1")
    '5b'
    """
    return hashlib.sha256(key.encode()).hexdigest()[:2]


def by_prefix(corpus: Corpus) -> Mapping[str, Mapping[str, Sequence[Found]]]:
    """Return the scans by their identifiers, such as `doi:10.1000/182` in lower case, in the files that have them."""
    files: dict[str, defaultdict[str, list[Found]]] = {prefix: defaultdict(list) for prefix in PREFIXES}
    for scan in corpus.summaries:
        for key in _identifiers(scan):
            files[prefix_of(key)][key].append(Found.of(scan))
    return {prefix: dict(sorted(found.items())) for prefix, found in files.items()}


def _identifiers(scan: Summary) -> Iterator[str]:
    """Yield the identifiers of a paper; one with an arXiv id can also be looked for by the DOI that arXiv gave it."""
    for key in scan.keys:
        kind, _, identifier = key.partition(":")
        if kind in {DOI, ARXIV}:
            yield key
        if kind == ARXIV:
            yield _DOI_OF_ARXIV + identifier.lower()


def is_alias(key: str) -> bool:
    """Return whether a key is that of an arXiv id, written as a DOI."""
    return key.startswith(_DOI_OF_ARXIV)


def lookup_file(scans: Mapping[str, Sequence[Found]]) -> bytes:
    """Return the scans of all identifiers of a file: a list for each, one identifier per line."""
    listed = ((key, [each.record for each in found]) for key, found in scans.items())
    lines = (b"%b:%b" % (orjson.dumps(key), orjson.dumps(records)) for key, records in listed)
    return b"{%b}\n" % b",\n".join(lines)


def record_file(key: str, found: Sequence[Found]) -> bytes:
    """Return the scans of one identifier."""
    kind, _, identifier = key.partition(":")
    record = {kind: identifier, "scans": [each.record for each in found]}
    return orjson.dumps(record, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
