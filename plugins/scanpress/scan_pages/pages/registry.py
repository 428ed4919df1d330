"""The papers of a registry that have no scan, with their status and note, in numbered pages."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from scanpress.corpus import Paper
from scanpress.facts.registry import STATES, Entry, Registry
from scanpress.scan_pages import addresses
from scanpress.scan_pages.links import paper_links
from scanpress.scan_pages.numbered import pager
from scanpress.scan_pages.words import isolated
from scanpress.writer import Group, Page

LENGTH = 200  # papers on a page
_LABELS = {
    "queued": "Queued",
    "downloaded": "Downloaded",
    "scanned": "Scanned, but the scan is missing",
    "deep_eval": "Evaluated in depth, but the scan is missing",
    "excluded": "Excluded",
}
_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+")
_ARXIV = re.compile(r"(?:[0-9]{4}\.[0-9]{4,5}|[A-Za-z.-]{2,20}/[0-9]{7})(?:v[0-9]+)?")


class RegistryPage(NamedTuple):
    """What a numbered page is made from; `counts` says how many papers have each status, on all pages."""

    number: int
    pages: int
    counts: tuple[tuple[str, int], ...]
    entries: tuple[Entry, ...]


def groups(registry: Registry, scanned: frozenset[str]) -> Iterator[Group]:
    """Declare the pages; `scanned` are the ids of the papers that have a scan."""
    order = {status: place for place, status in enumerate(STATES)}
    found = [entry for entry in registry.entries if entry.id not in scanned]
    found.sort(key=lambda entry: (order[entry.status], (entry.title or entry.id).casefold(), entry.id))
    numbers = Counter(entry.status for entry in found)
    counts = tuple((status, numbers[status]) for status in STATES if numbers[status])
    pages = max(1, -(-len(found) // LENGTH))
    for number in range(1, pages + 1):
        # The number of its line is not shown, and changes with each line that is added above.
        shown = tuple(entry._replace(line=0) for entry in found[(number - 1) * LENGTH : number * LENGTH])
        made_from = RegistryPage(number, pages, counts, shown)
        yield Group(f"registry {number}", made_from, partial(_page, made_from), 1)


def _page(made_from: RegistryPage) -> Sequence[Page]:
    return [Page(addresses.registry_page(made_from.number), "registry.html", view, made_from)]


def view(page: RegistryPage) -> Mapping[str, Any]:
    """Return the variables of `registry.html`."""
    total = sum(number for _, number in page.counts)
    return {
        "papers": f"{total:,} paper{'' if total == 1 else 's'}" if total else "",
        "counts": ", ".join(f"{number:,} {_LABELS[status].lower()}" for status, number in page.counts),
        "rows": [_row(entry) for entry in page.entries],
        **pager(page.number, page.pages, addresses.registry_page),
    }


def _row(entry: Entry) -> dict[str, Any]:
    doi = entry.doi if _DOI.fullmatch(entry.doi) else None
    arxiv = entry.arxiv_id if _ARXIV.fullmatch(entry.arxiv_id) else None
    return {
        "title": isolated(entry.title or entry.id),
        "status": _LABELS[entry.status],
        "note": entry.note,
        "links": paper_links(Paper(entry.title, (), 0, doi=doi, arxiv_id=arxiv)),
    }
