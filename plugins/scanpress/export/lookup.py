"""The scans of each DOI and arXiv id, for programs and people who have an identifier."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import orjson

from scanpress.corpus import Corpus, Summary
from scanpress.export.names import IDENTIFIERS
from scanpress.facts.layout import JSON

DOI, ARXIV = "doi", "arxiv"
PREFIXES = tuple(f"{number:02x}" for number in range(256))
"""The names of the lookup files: how the SHA-256 of an identifier begins.

A file has so many identifiers that it does not tell a server which one is looked for.
"""
_DOI_OF_ARXIV = "doi:10.48550/arxiv."
# What is no letter, digit, or one of four signs; a dot with which a name begins or ends, or that may end a file's name
# here; and a slash beside which there is no name.
_IN_IDENTIFIER = re.compile(
    rb"[^a-z0-9._()/-]|(?<![^/])\.|\.(?=(?:json|html)?(?:/|\Z))|(?<![^/])/|/(?=/|\Z)",
)
_LONGEST_IDENTIFIER = 200  # bytes, escaped: a name may have 255


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


def record_address(kind: str, identifier: str) -> str:
    """Return the address of the file that has the scans of an identifier.

    All but lower-case letters, digits and a few signs is written as `~` with two hexadecimal digits for each byte, so
    that each identifier has an address of its own on all systems.

    >>> record_address("doi", "10.18653/v1/2024.ACL-long.1"), record_address("arxiv", "math/0601001")
    ('by-doi/10.18653/v1/2024.acl-long.1.json', 'by-arxiv/math/0601001.json')
    >>> record_address("doi", "10.1002/(SICI)1097<1::AID>3;2#%.json")
    'by-doi/10.1002/(sici)1097~3c1~3a~3aaid~3e3~3b2~23~25~2ejson.json'
    >>> record_address("doi", "10.1000/../a//")
    'by-doi/10.1000/~2e~2e/a~2f~2f.json'
    """
    given = identifier.lower().encode()
    escaped = _IN_IDENTIFIER.sub(lambda found: b"~%02x" % found[0][0], given).decode()
    if len(escaped) > _LONGEST_IDENTIFIER:  # no escaped byte begins with a second tilde
        digest = hashlib.sha256(given).hexdigest()
        escaped = f"{escaped[:_LONGEST_IDENTIFIER].rstrip('/.')}~~{digest[:16]}"
    return f"by-{kind}/{escaped}{JSON}"


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


def lookup_files(files: Mapping[str, Mapping[str, Sequence[Found]]]) -> Iterator[tuple[str, bytes]]:
    """Yield the lookup files of `by_prefix`: the address in the folder of the data, and the bytes."""
    for prefix, scans in files.items():
        yield f"{IDENTIFIERS}/{prefix}{JSON}", _lookup_file(scans)


def _lookup_file(scans: Mapping[str, Sequence[Found]]) -> bytes:
    """Return the scans of all identifiers of a file: a list for each, one identifier per line."""
    listed = ((key, [each.record for each in found]) for key, found in scans.items())
    lines = (b"%b:%b" % (orjson.dumps(key), orjson.dumps(records)) for key, records in listed)
    return b"{%b}\n" % b",\n".join(lines)


def identifiers_of(scans: Mapping[str, Sequence[Found]]) -> Iterator[tuple[str, str, Sequence[Found]]]:
    """Yield what each identifier is, the identifier, and its scans."""
    for key, found in scans.items():
        kind, _, identifier = key.partition(":")
        yield kind, identifier, found


def record_file(kind: str, identifier: str, found: Sequence[Found]) -> bytes:
    """Return the scans of one identifier."""
    record = {kind: identifier, "scans": [each.record for each in found]}
    return orjson.dumps(record, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
