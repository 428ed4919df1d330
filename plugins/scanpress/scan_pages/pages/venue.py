"""The pages of venues and of their years: figures over the scans, and the list of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from scanpress.corpus import Segment
from scanpress.corpus.statistics import Kind, Table
from scanpress.facts import Venue
from scanpress.scan_pages import addresses
from scanpress.scan_pages.links import address_in
from scanpress.scan_pages.numbered import NumberedPage, pager
from scanpress.scan_pages.pages.contents import Contents, Entry
from scanpress.scan_pages.pages.contents import view as view_contents
from scanpress.scan_pages.plots import figure
from scanpress.scan_pages.rows import Layout, Listed, listed, rows
from scanpress.scan_pages.set_figures import SetFigures, set_figures
from scanpress.scan_pages.set_plots import Drawn, named_plots, plots_of_set
from scanpress.scan_pages.tabulated import TabulatedCorpus
from scanpress.scan_pages.words import in_number
from scanpress.writer import Group, Page, href, root_of

_FIRST = 10


class Year(NamedTuple):
    """A year of a venue: how many scans there are, and the means of their scores in words."""

    year: int
    scans: int
    scores: tuple[str, ...]


class Edition(NamedTuple):
    """A year of a venue, with the numbered pages of its list."""

    venue: Venue
    year: int
    pages: Sequence[NumberedPage]


@dataclass(frozen=True, slots=True)
class VenuePage:
    """What the page of a venue is made from."""

    venue: Venue
    figures: tuple[SetFigures, ...]
    years: tuple[Year, ...]
    plots: tuple[Drawn, ...]


@dataclass(frozen=True, slots=True)
class YearPage:
    """What a numbered page of a venue's year is made from; only the first one has figures."""

    venue: Venue
    year: int
    number: int
    pages: int
    scans: int
    figures: tuple[SetFigures, ...]
    layout: Layout
    listed: tuple[Listed, ...]


def groups(tabulated: TabulatedCorpus, layout: Layout) -> Iterator[Group]:
    """Declare the list of venues, the page of each, and the numbered pages of each of its years."""
    facts = tabulated.known.digest
    entries = []
    for venue, years in editions_of(tabulated).items():
        pages = {year: tabulated.pages(partial(_is_of, tabulated, venue.slug, year)) for year in years}
        parts = {year: [page.made_from for page in pages[year]] for year in years}
        outputs = partial(_venue, tabulated, venue, pages)
        yield Group(f"venue {venue.slug}", [parts, facts], outputs, 1)
        for year in years:
            for page in pages[year]:
                shown = [page.number, page.pages, parts[year] if page.number == 1 else page.made_from, layout, facts]
                declared = partial(_year, tabulated, Edition(venue, year, pages[year]), page, layout)
                yield Group(f"venue {venue.slug} {year} {page.number}", shown, declared, 1)
        entries.append(_entry(venue, {year: _scans(pages[year]) for year in years}))
    lead = "Conferences and journals whose papers have a scan, with figures for each year."
    contents = Contents("Venues", lead if entries else "No scan names its venue.", tuple(entries), ())
    yield Group("venues", contents, lambda: [Page(addresses.VENUES, "contents.html", view_contents, contents)], 1)


def editions_of(tabulated: TabulatedCorpus) -> dict[Venue, list[int]]:
    """Return the years of each venue that scans name; spellings of one venue are one."""
    found: dict[str, tuple[Venue, set[int]]] = {}
    for kind in sorted(tabulated.kinds, key=lambda kind: kind.venue):
        if venue := tabulated.venue(kind):
            found.setdefault(venue.slug, (venue, set()))[1].add(kind.year)
    return {venue: sorted(years) for _, (venue, years) in sorted(found.items())}


def unknown_venues(tabulated: TabulatedCorpus) -> list[str]:
    """Return the names of venues that the file of venues does not have."""
    known = {venue.slug for venue in tabulated.known.venues.known}
    return sorted(venue.name for venue in editions_of(tabulated) if venue.slug not in known)


def unnamed(venues: Sequence[str], file: str) -> str:
    """Return the names of venues that have a page under the name that scans give, for want of an entry in the file."""
    shown = ", ".join(venues[:_FIRST]) + (f" and {len(venues) - _FIRST} more" if len(venues) > _FIRST else "")
    return f"Venues without an entry in {file}: {shown}. Each has a page under this name; an entry merges spellings."


def _is_of(tabulated: TabulatedCorpus, slug: str, year: int | None, kind: Kind) -> bool:
    venue = tabulated.venue(kind) if year in (None, kind.year) else None
    return venue is not None and venue.slug == slug


def _scans(pages: Iterable[NumberedPage]) -> int:
    return sum(stop - start for page in pages for _, start, stop in page.parts)


def _segments(pages: Iterable[NumberedPage]) -> list[Segment]:
    """Return the segments of some pages, each once, in order."""
    return list({segment.name: segment for page in pages for segment, *_ in page.parts}.values())


def _entry(venue: Venue, scans: Mapping[int, int]) -> Entry:
    """Return the entry of a venue in the list of all; `scans` are numbers by year."""
    first, last, total = min(scans), max(scans), sum(scans.values())
    span = f"{first}" if first == last else f"{first}\N{EN DASH}{last}"
    label = venue.short if venue.short == venue.name else f"{venue.short}: {venue.name}"
    return Entry(addresses.venue_page(venue.slug), label, f"{in_number(total, 'scan')} · {span}")


def _venue(tabulated: TabulatedCorpus, venue: Venue, pages: Mapping[int, Sequence[NumberedPage]]) -> Iterator[Page]:
    segments = _segments(page for of_year in pages.values() for page in of_year)
    accepts = partial(_is_of, tabulated, venue.slug, None)
    whole = tabulated.tables(lambda kind: kind.instrument if accepts(kind) else None, segments)
    by_year = tabulated.tables(lambda kind: (kind.instrument, kind.year) if accepts(kind) else None, segments)
    years = tuple(
        Year(year, _scans(pages[year]), tuple(_mean(by_year.get((key, year))) for key in sorted(whole)))
        for year in sorted(pages)
    )
    figures = tuple(set_figures(whole[key]) for key in sorted(whole))
    sets = []
    for key in sorted(whole):
        tables = {year: by_year[name, year] for name, year in sorted(by_year) if name == key}
        sets.append((whole[key].instrument, plots_of_set(key, whole[key], tables)))
    made_from = VenuePage(venue, figures, years, named_plots(sets))
    yield Page(addresses.venue_page(venue.slug), "venue.html", view, made_from)


def _mean(table: Table | None) -> str:
    """Return the mean of the first score in words."""
    return set_figures(table).mean if table else ""


def _year(tabulated: TabulatedCorpus, edition: Edition, page: NumberedPage, layout: Layout) -> Iterator[Page]:
    venue, year, pages = edition
    accepts = partial(_is_of, tabulated, venue.slug, year)
    figures: tuple[SetFigures, ...] = ()
    if page.number == 1:
        found = tabulated.tables(lambda kind: kind.instrument if accepts(kind) else None, _segments(pages))
        figures = tuple(set_figures(found[key]) for key in sorted(found))
    scans = tuple(listed(summary, venue.short) for summary in tabulated.scans(page, accepts))
    made_from = YearPage(venue, year, page.number, page.pages, _scans(pages), figures, layout, scans)
    yield Page(addresses.venue_page(venue.slug, year, page.number), "venue-year.html", view_year, made_from)


def view(page: VenuePage) -> Mapping[str, Any]:
    """Return the variables of `venue.html`."""
    return {
        **_venue_variables(page.venue),
        "sets": [figures.variables for figures in page.figures],
        "plots": [shown for plot in page.plots if (shown := figure(plot))],
        "years": [
            {
                "year": each.year,
                "href": href(addresses.venue_page(page.venue.slug, each.year)),
                "scans": f"{each.scans:,}",
                "scores": list(each.scores),
            }
            for each in reversed(page.years)
        ],
    }


def view_year(page: YearPage) -> Mapping[str, Any]:
    """Return the variables of `venue-year.html`."""
    slug = page.venue.slug
    root = root_of(addresses.venue_page(slug, page.year, page.number))
    return {
        **_venue_variables(page.venue),
        "year": page.year,
        "scans": in_number(page.scans, "scan"),
        "sets": [figures.variables for figures in page.figures],
        "columns": {**page.layout.variables, "placed": False},
        "rows": rows(page.listed, page.layout, root, placed=False),
        **pager(page.number, page.pages, partial(addresses.venue_page, slug, page.year)),
    }


def _venue_variables(venue: Venue) -> dict[str, Any]:
    return {
        "venue": {
            "short": venue.short,
            "name": venue.name if venue.name != venue.short else "",
            "url": venue.url and address_in(venue.url),
            "href": href(addresses.venue_page(venue.slug)),
        }
    }
