"""The page of a paper with several scans: the scans side by side, a row per question."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple

from scanpress.corpus import Scan
from scanpress.corpus.statistics.agreement import pairs_of
from scanpress.facts import Venue
from scanpress.scan_pages import addresses
from scanpress.scan_pages.comparing.papers import ListedPaper, Papers
from scanpress.scan_pages.comparing.side_by_side import Column, Row, compared_rows
from scanpress.scan_pages.links import paper_links
from scanpress.scan_pages.pages.contents import LENGTH, Contents, Entry
from scanpress.scan_pages.pages.contents import view as view_contents
from scanpress.scan_pages.pages.redirect import Moved
from scanpress.scan_pages.pages.redirect import view as view_redirect
from scanpress.scan_pages.pages.scan.page import Source
from scanpress.scan_pages.tabulated import TabulatedCorpus
from scanpress.scan_pages.words import people, runs_right_to_left, share_in_words
from scanpress.writer import Group, Page, href


class PaperPage(NamedTuple):
    """What the page of a paper is made from: the files of its scans, the venue of one, and the folder of the page."""

    sources: tuple[Source, ...]
    venue: Venue | None
    folder: str


def groups(tabulated: TabulatedCorpus) -> Iterator[Group]:
    """Declare the page of each paper, a group for all whose first scan is in one segment, and the list of papers."""
    papers, facts = tabulated.papers, tabulated.known.digest
    for name, group in groupby(papers.listed, lambda paper: tabulated.corpus.segment(paper.paths[0]).name):
        found = list(group)
        shown = {tabulated.corpus.segment(path).content for paper in found for path in paper.paths}
        outputs = partial(_pages, tabulated, found)
        yield Group(f"papers from {name}", [found, sorted(shown), facts], outputs, len(found))
    if papers.listed:
        made_from = [papers.listed, list(papers.others), tabulated.known.site_url, papers.folder]
        yield Group("papers", made_from, partial(_lists, papers, tabulated.known.site_url))


def _pages(tabulated: TabulatedCorpus, papers: Sequence[ListedPaper]) -> Iterator[Page]:
    for paper in papers:
        scans = [tabulated.corpus.find(path) for path in paper.paths]
        venue = next((tabulated.known.venue(scan.venue) for scan in scans if scan.venue), None)
        sources = tuple(Source.of(scan, tabulated.known) for scan in scans)
        yield Page(paper.address, "paper.html", view, PaperPage(sources, venue, tabulated.papers.folder))


def _lists(papers: Papers, site_url: str) -> Iterator[Page]:
    """Yield the list of papers in numbered pages, and what is at the addresses of their other names."""
    ordered = sorted(papers.listed, key=lambda paper: (paper.title.casefold(), paper.address))
    lead = "Papers for which several scans were made: each page has the answers side by side."
    pages = -(-len(ordered) // LENGTH)
    for number in range(1, pages + 1):
        entries = tuple(map(_entry, ordered[(number - 1) * LENGTH : number * LENGTH]))
        contents = Contents("Papers with several scans", lead, entries, (), number, pages, papers.folder)
        yield Page(addresses.folder_page(papers.folder, number), "contents.html", view_contents, contents)
    above = (Entry(addresses.folder_page(papers.folder), "Papers with several scans"),)
    for address, meant in papers.others.items():
        if len(meant) == 1:
            moved = Moved(site_url, meant[0].address, meant[0].title, "paper")
            yield Page(address, "redirect.html", view_redirect, moved)
        else:
            contents = Contents("Several papers", "Several papers have this name.", tuple(map(_entry, meant)), above)
            yield Page(address, "contents.html", view_contents, contents)


def _entry(paper: ListedPaper) -> Entry:
    return Entry(paper.address, paper.title, f"{paper.year} · {len(paper.paths)} scans")


def view(page: PaperPage) -> Mapping[str, Any]:
    """Return the variables of `paper.html`."""
    scans = [source.scan for source in page.sources]
    counted = [scan for scan in scans if scan.counts]
    ordered = sorted(counted, key=lambda scan: (scan.instrument.name, -scan.instrument.version, scan.path))
    groups = [list(group) for _, group in groupby(ordered, lambda scan: scan.instrument.name)]
    return {
        "paper": _paper(scans, page.venue),
        "above": href(addresses.folder_page(page.folder)),
        "scans": [_scan(scan) for scan in scans],
        "tables": [_table(group) for group in groups if len(group) > 1],
    }


def _paper(scans: Sequence[Scan], venue: Venue | None) -> dict[str, Any]:
    """Return what the scans together say of the paper, the first one first."""
    known = scans[0].paper
    for scan in scans[1:]:
        known = known._replace(
            **{name: value for name, value in scan.paper._asdict().items() if not getattr(known, name)}
        )
    return {
        "title": known.title,
        "is_mixed": runs_right_to_left(known.title),
        "authors": people(known.authors),
        "year": known.year,
        "venue": venue.short if venue else "",
        "venue_href": href(addresses.venue_page(venue.slug)) if venue else "",
        "links": paper_links(known),
    }


def _scan(scan: Scan) -> dict[str, Any]:
    score = scan.scores[0] if scan.scores else None
    return {
        "href": href(addresses.scan_page(scan.path)),
        "rater": scan.rater.name or "unknown rater",
        "kind": scan.rater.kind or "",
        "run": scan.rater.run or "",
        "date": scan.rater.date or "",
        "instrument": scan.instrument.label,
        "status": scan.status.state,
        "counts": scan.counts,
        "score": f"{score.name}: {score.text}" if score else "not scored",
    }


def _table(scans: Sequence[Scan]) -> dict[str, Any]:
    """Return the answers to one instrument, those that differ apart from those that agree."""
    columns = [Column.of(scan) for scan in scans]
    found = list(compared_rows(columns))
    compared = [row for row in found if len(row.categories) > 1]
    differing = [row for row in compared if row.is_different]
    agreed, pairs = pairs_of((row.categories, 1) for row in found)
    labels = sorted({scan.instrument.label for scan in scans})
    return {
        "id": scans[0].instrument.name,
        "label": " and ".join(labels),
        "columns": [column.variables for column in columns],
        "asked": len(compared),
        "different": len(differing),
        "share": share_in_words(agreed, pairs),
        "sections": [
            _section("", differing),
            _section("= {} without a difference", [row for row in compared if not row.is_different]),
            _section("{} answered in one scan only", [row for row in found if len(row.categories) < 2]),  # noqa: PLR2004
        ],
    }


def _section(summary: str, rows: Sequence[Row]) -> dict[str, Any]:
    """Return rows that a page shows, below a summary of them if they are folded."""
    return {"summary": summary.format(f"{len(rows):,}"), "rows": [row.variables for row in rows]}
