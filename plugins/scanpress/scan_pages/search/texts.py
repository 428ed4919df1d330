"""What is written in a scan, by the place where it is: answers, statements, people and venues, the title."""

from collections.abc import Iterator, Mapping
from typing import Any

from scanpress.checking.masking import mask_addresses
from scanpress.corpus import Scan
from scanpress.corpus.answer import read_answers

PLACES = ("answers", "statements", "people", "title")
"""Where a word may be, in the order of the index; `theme/static/search.js` says how much each counts."""


def texts_of(scan: Scan, venue: str) -> tuple[str, ...]:
    """Return a text for each of `PLACES`, with e-mail addresses masked as on pages; `venue` has all of its names."""
    paper = scan.paper
    people = "\n".join([*paper.authors, venue])
    texts = "\n".join(_answers(scan)), "\n".join(_statements(scan.document)), people, paper.title
    return tuple(map(mask_addresses, texts))


def _answers(scan: Scan) -> Iterator[str]:
    for _, _, form, given in read_answers(scan.instrument, scan.document):
        yield given.get(form.reason) or ""
        if form.kind == "text":
            yield form.result(given)
    for factor in (scan.document.get("engagement_factors") or {}).values():
        yield factor.get("justification") or ""


def _statements(document: Mapping[str, Any]) -> Iterator[str]:
    yield document.get("key_findings") or ""
    for kind in ("claims", "red_flags"):
        for item in document.get(kind) or ():
            yield from (value for value in item.values() if isinstance(value, str))
    yield (document.get("reply") or {}).get("text") or ""
    yield (document.get("status") or {}).get("note") or ""
