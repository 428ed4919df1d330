"""Every page that follows from the corpus, declared in groups: what each group shows, and what it is made from."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from scanpress.corpus import Corpus, Memories, Segment, Summary
from scanpress.corpus.calibration import Calibration
from scanpress.export.names import LOOKUP
from scanpress.revisions import Revisions
from scanpress.scan_pages import list_data
from scanpress.scan_pages.changes import feeds
from scanpress.scan_pages.changes import pages as changes_pages
from scanpress.scan_pages.comparing.confirmations import Confirmations
from scanpress.scan_pages.comparing.raters import Raters
from scanpress.scan_pages.data.built_from import Built, BuiltFrom
from scanpress.scan_pages.data.extras import Extras
from scanpress.scan_pages.data.files import NAMES as DATA_NAMES
from scanpress.scan_pages.data.lookup import Lookup
from scanpress.scan_pages.figures import Figures
from scanpress.scan_pages.known import Known
from scanpress.scan_pages.pages import answers as answer_pages
from scanpress.scan_pages.pages import contents as contents_page
from scanpress.scan_pages.pages import home
from scanpress.scan_pages.pages import instrument as instrument_page
from scanpress.scan_pages.pages import list as scan_list
from scanpress.scan_pages.pages import missing as missing_page
from scanpress.scan_pages.pages import paper as paper_page
from scanpress.scan_pages.pages import question as question_page
from scanpress.scan_pages.pages import rater as rater_page
from scanpress.scan_pages.pages import redirect as redirect_page
from scanpress.scan_pages.pages import run as run_page
from scanpress.scan_pages.pages import statistics as statistics_page
from scanpress.scan_pages.pages import status as status_page
from scanpress.scan_pages.pages import venue as venue_page
from scanpress.scan_pages.pages.scan import page as scan_page
from scanpress.scan_pages.relations import Related, Relations
from scanpress.scan_pages.rows import Listed, listed
from scanpress.scan_pages.search.index import DATA as TEXTS
from scanpress.scan_pages.standing import Place, Standings
from scanpress.scan_pages.tabulated import TabulatedCorpus
from scanpress.writer import Group, Output, OwnedPaths, is_our_page

SCANS = "scans from "
"""How the names of the groups of scans begin."""

_SMALL = 20  # scans: a folder with fewer has no group of its own
_WORD = "[a-z0-9._-]+"
_FOLDER = rf"{_WORD}/(?:{_WORD}(?:\.(?:json|bib|ris|svg)|/index\.html)|(?:~[0-9]+/)?index\.html)"
_PLACES = rf"scans/(?:{_FOLDER}|index\.html|page-[0-9]+/index\.html|rows-[0-9]+(?:-[a-z]+)?\.json)"
_PLACES += r"|search/(?:index\.html|texts/(?:index|[0-9]+/(?:groups|signs|(?:words|similar|paths)-[0-9]+))\.json)"
_PLACES += r"|data(?:-files)?/(?:index\.html|[A-Za-z0-9.]+|identifiers/[0-9a-f]{2}\.json)"
_OVER_SCANS = ("changes", "instruments", "papers", "raters", "registry", "runs", "status", "venues")
_NAMES = "|".join(map(re.escape, ("index.html", *feeds.FORMATS)))
_PLACES_OVER_SCANS = rf"(?:{'|'.join(_OVER_SCANS)})/(?:[^/]+/)*(?:{_NAMES})"
_PLACES_OVER_SCANS += r"|by-(?:doi|arxiv)/(?:[^/]+/)*(?:index\.html|[^/]+\.json)"
_BESIDE_PAGES = (".json", ".bib", ".ris", ".svg")
_ROWS = re.compile(r"rows-[0-9]+(?:-[a-z]+)?")


def _is_ours(path: Path) -> bool:
    """Return whether a file is ours: a page by its content, other files by their page, the list's data by its form."""
    is_data = path.name in DATA_NAMES and path.parent.name in {"data", "data-files"}
    if is_data or path.name in feeds.FORMATS:
        page = path.with_name("index.html")
        return page.is_file() and is_our_page(page)
    if path.parent.name == "identifiers":
        page = path.parents[1] / "index.html"
        return page.is_file() and is_our_page(page)
    if path.suffix not in _BESIDE_PAGES:
        return is_our_page(path)
    if _ROWS.fullmatch(path.stem):
        return list_data.is_data(path.read_bytes())
    if "texts" in path.parts and path.read_bytes().startswith(TEXTS):
        return True
    page = path.with_name(path.name.removesuffix(path.suffix).removesuffix(".csl")) / "index.html"
    return page.is_file() and is_our_page(page)


OWNED_PATHS = OwnedPaths(
    folders=("scans", "search", "data", "data-files", "by-doi", "by-arxiv", *_OVER_SCANS),
    pattern=re.compile(f"{_PLACES}|{_PLACES_OVER_SCANS}"),
    is_ours=_is_ours,
)


def owned_paths(tabulated: TabulatedCorpus) -> OwnedPaths:
    """Return where pages about scans may be: in another layout, also in the folders of the scans."""
    layout = tabulated.known.layout
    if layout.is_default:
        return OWNED_PATHS
    tops = {folder.path.partition("/")[0] for folder in contents_page.folders_of(tabulated.corpus, layout)}
    tops |= {layout.papers_folder, *(base.partition("/")[0] for base in layout.bases if base)}
    anywhere = "|".join(map(re.escape, sorted(tops)))
    pattern = rf"{OWNED_PATHS.pattern.pattern}|(?:{anywhere})/(?:[^/]+/)*(?:index\.html|[^/]+\.(?:json|bib|ris|svg))"
    return replace(OWNED_PATHS, folders=tuple({*OWNED_PATHS.folders, *tops}), pattern=re.compile(pattern, re.DOTALL))


def groups(
    tabulated: TabulatedCorpus,
    revisions: Revisions,
    memories: Memories,
    built: Built,
    calibrations: Mapping[str, Calibration] = MappingProxyType({}),
) -> Iterator[Group]:
    """Declare all pages about scans: of each of them, over several, of instruments and schemas, redirects and 404."""
    corpus, known = tabulated.corpus, tabulated.known
    figures = Figures.of(corpus, tabulated.in_order, revisions, memories("figures"))
    extras = Extras.of(corpus, known, built, memories("extras"))
    yield from _scans(tabulated, revisions, memories, calibrations, extras)
    yield from extras.groups()
    yield from Lookup(corpus, known, memories("lookup")).groups(with_pages=LOOKUP in built.extras)
    yield from _list(corpus, known, figures)
    yield from _folders(corpus, known, memories)
    newest = [(path, corpus.segment(path).content) for path in figures.newest]
    facts = [figures, newest, known.digest, built.source]
    yield Group("home", facts, partial(_home, corpus, known, figures, built.source), 1)
    used = figures.instruments
    asked = (known.site_url, known.correction, known.venues.names, used, known.layout.patterns)
    others = [*instrument_page.declare(*asked[:-1], known.layout), *contents_page.declare_instruments()]
    yield Group("instruments", [*asked, known.instruments], lambda: others, len(others))
    yield Group("missing page", [known.site_url], lambda: missing_page.declare(known.site_url))
    yield _moved(corpus, known)
    yield from paper_page.groups(tabulated)
    raters = Raters(tabulated)
    yield from rater_page.groups(raters)
    yield from run_page.groups(raters)
    yield from status_page.groups(tabulated)
    yield from changes_pages.groups(tabulated, revisions, memories("changes"))
    yield from feeds.groups(tabulated, revisions, figures.instruments)
    yield from statistics_page.groups(tabulated, figures.instruments)
    yield from venue_page.groups(tabulated, figures.layout)
    yield from question_page.groups(tabulated, figures.instruments)
    if known.answer_lists:
        yield from answer_pages.groups(tabulated, figures.instruments)


def _scans(
    tabulated: TabulatedCorpus,
    revisions: Revisions,
    memories: Memories,
    calibrations: Mapping[str, Calibration],
    extras: Extras,
) -> Iterator[Group]:
    """Declare a page and a raw file for every scan, a group for each segment of the corpus."""
    relations = Relations(tabulated.corpus, tabulated.papers, memories("relations"))
    confirmations = Confirmations(tabulated.comparisons)
    around = Around(relations, Standings(tabulated), confirmations, revisions, calibrations, extras)
    revised = revisions.digests([segment.name for segment in tabulated.corpus.segments])
    for segment in tabulated.corpus.segments:
        made_from = partial(_made_from, segment, around, tabulated.known, revised[segment.name])
        outputs = partial(_scans_of, segment, around, tabulated.known)
        yield Group(f"{SCANS}{segment.name}", made_from, outputs, 2 * segment.length)


class Around(NamedTuple):
    """What the page of a scan shows of other scans, and of git."""

    relations: Relations
    standings: Standings
    confirmations: Confirmations
    revisions: Revisions
    calibrations: Mapping[str, Calibration]
    extras: Extras


def _made_from(segment: Segment, around: Around, known: Known, revised: str) -> Sequence[Any]:
    related, standing = around.relations.digests[segment.name], around.standings.around(segment)
    second = _of_segment(segment, around.calibrations)
    confirmed, extras = around.confirmations.made_from, around.extras.made_from
    return segment.content, related, standing, confirmed, known.digest, revised, second, extras


def _of_segment(segment: Segment, calibrations: Mapping[str, Calibration]) -> list[tuple[str, Calibration]]:
    """Return the calibrations of a segment's scans; few collections have any."""
    return [(path, calibrations[path]) for path in segment.paths if path in calibrations] if calibrations else []


def _scans_of(segment: Segment, around: Around, known: Known) -> Iterator[Output]:
    others = around.relations.of(segment), around.standings.of(segment)
    for summary, related, place in zip(segment.summaries, *others, strict=True):
        shown = _shown(summary, related, place, around, known)
        confirmed = around.confirmations.of(summary)
        yield from scan_page.declare(replace(shown, confirmed=confirmed) if confirmed else shown)


def _list(corpus: Corpus, known: Known, figures: Figures) -> Iterator[Group]:
    """Declare each page of the list and each part of its data as a group of its own."""
    around = scan_list.Around(figures.layout, figures.hint)
    facts = scan_list.declare_facts(list_data.names_of_venues(known), figures.instruments)
    if figures.instruments:
        yield Group(facts.address, facts.made_from, lambda: [facts], 1)
    for piece, start, stop in scan_list.pieces(corpus.segments, figures.by_instrument):
        parts = list(corpus.between(start, stop))
        shown = [(segment.content, *bounds) for segment, *bounds in parts]
        made_from = [piece, around if piece.pages else None, shown, known.digest]
        yield Group(piece.address, made_from, partial(_listing, piece, around, parts, known), 1)


def _listing(
    piece: scan_list.Piece, around: scan_list.Around, parts: Iterable[tuple[Segment, int, int]], known: Known
) -> Iterator[Output]:
    scans = (summary for segment, start, stop in parts for summary in segment.summaries[start:stop])
    match piece.kind:
        case "authors":
            yield scan_list.declare(piece, around, tuple(summary.authors for summary in scans))
        case "ids":
            yield scan_list.declare(piece, around, tuple(map(list_data.all_identifiers, scans)))
        case _:
            patterns = () if known.layout.is_default else known.layout.patterns
            yield scan_list.declare(piece, around, tuple(_listed(summary, known) for summary in scans), patterns)


def _folders(corpus: Corpus, known: Known, memories: Memories) -> Iterator[Group]:
    """Declare each page of the list of a folder's scans as a group of its own, but those of small folders together."""
    small: list[contents_page.Folder] = []
    for folder in contents_page.folders(corpus, memories("folders"), known.layout):
        if not known.layout.is_default and folder.stop - folder.start <= _SMALL:
            small.append(folder)
            continue
        for number, start, stop in contents_page.folder_pages(folder):
            parts = list(corpus.between(start, stop))
            made_from = [folder, number, [(segment.content, *bounds) for segment, *bounds in parts]]
            yield Group(f"{folder.path} {number}", made_from, partial(_folder, folder, number, parts), 1)
    for name, group in groupby(small, lambda folder: next(iter(corpus.between(folder.start, folder.stop)))[0].name):
        found = list(group)
        shown = {segment.content for each in found for segment, *_ in corpus.between(each.start, each.stop)}
        made_from = [[(*folder,) for folder in found], sorted(shown)]
        yield Group(f"folders from {name}", made_from, partial(_small_folders, corpus, found), len(found))


def _small_folders(corpus: Corpus, folders: Iterable[contents_page.Folder]) -> Iterator[Output]:
    for folder in folders:
        yield from _folder(folder, 1, corpus.between(folder.start, folder.stop))


def _folder(folder: contents_page.Folder, number: int, parts: Iterable[tuple[Segment, int, int]]) -> Iterator[Output]:
    summaries = [summary for segment, start, stop in parts for summary in segment.summaries[start:stop]]
    yield contents_page.declare_folder(folder, number, summaries)


def _home(corpus: Corpus, known: Known, figures: Figures, source: BuiltFrom) -> Iterator[Output]:
    newest = tuple(_listed(corpus.find(path), known) for path in figures.newest)
    shown = figures.main, figures.by_instrument, figures.hint, figures.layout
    yield home.declare(home.Home(*shown, newest, source, known.layout.data_folder))


def _moved(corpus: Corpus, known: Known) -> Group:
    # A build that keeps going may have left out the scan that a redirect leads to.
    moved = {old: new for old, new in known.redirects.items() if new in corpus}
    made_from = [(old, new, corpus.segment(new).content) for old, new in moved.items()]

    def outputs() -> Iterator[Output]:
        for old, new in moved.items():
            summary = corpus.find(new)
            yield from redirect_page.declare(old, _source(summary, known), summary.title, site_url=known.site_url)

    return Group("moved", [made_from, known.digest], outputs, 2 * len(moved))


def _source(summary: Summary, known: Known) -> scan_page.Source:
    return scan_page.Source.of(summary, known)


def _shown(summary: Summary, related: Related, place: Place | None, around: "Around", known: Known) -> scan_page.Shown:
    return scan_page.Shown(
        _source(summary, known),
        known.venue(summary.venue) if summary.venue else None,
        known.evaluation(summary),
        *related,
        place,
        revision=around.revisions.of(summary.path),
        calibration=around.calibrations.get(summary.path),
        extras=around.extras.names_for(summary.path),
    )


def _listed(summary: Summary, known: Known) -> Listed:
    venue = known.venue(summary.venue).short if summary.venue else ""
    return listed(summary, venue)
