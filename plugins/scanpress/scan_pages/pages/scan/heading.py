"""What the page of every scan begins with: paper, provenance, files of the scan, and how to cite it."""

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from scanpress.corpus import MODEL, Scan
from scanpress.export.names import OF_SCANS
from scanpress.facts.layout import JSON
from scanpress.instruments import forget_with_schemas, with_key
from scanpress.pelican_build.downloads import bytes_for_people
from scanpress.scan_pages import addresses
from scanpress.scan_pages.links import paper_links
from scanpress.scan_pages.pages.scan.provenance import origin_of
from scanpress.scan_pages.words import people, runs_right_to_left
from scanpress.writer import Items, bare_href, root_of


class Heading(NamedTuple):
    """What the headings of many scans have in common; `root` leads to the root of the site."""

    root: str
    instrument: str
    instrument_href: str
    kind: str
    is_model: int
    is_evaluated: int
    is_mixed: int


class Nothing(NamedTuple):
    """What items share that have nothing in common."""


NOTHING = Nothing()
_TEXTS = (
    "title", "authors", "year", "place", "place_href", "venue_name", "rater", "rater_href", "date", "dated",
    "run", "run_href", "review", "origin", "origin_host", "origin_license", "retrieved", "raw",
    "size", "file", "stem", "commit",
)  # fmt: skip
_INNER = ("links", "extras")
_LINK = ("href", "label")
_NO_ORIGIN = ("", "", "", "")


class Around(NamedTuple):
    """What the heading shows besides the scan: the texts of a link to its venue and year, and of its file in git."""

    place: str
    place_href: str
    venue_name: str
    file: str
    commit: str
    is_evaluated: bool
    extras: tuple[str, ...]


def heading(scan: Scan, rater: Mapping[str, Any], size: int, around: Around) -> Items:
    """Return the item of `scan/heading.html`."""
    paper = scan.paper
    instrument = instrument_link(scan.instrument.key)
    address = addresses.scan_page(scan.path)
    shared = Heading(
        str(root_of(address)),
        instrument["title"],
        str(instrument["href"]),
        rater["kind"],
        int(rater["kind"] == MODEL),
        int(around.is_evaluated),
        int(runs_right_to_left(paper.title)),
    )
    row = (
        shared,
        paper.title,
        people(paper.authors),
        str(paper.year),
        around.place,
        around.place_href,
        around.venue_name,
        rater["name"],
        rater["href"],
        rater["date"],
        rater["date"][:4],
        rater["run"],
        rater["run_href"],
        rater["review"],
        *_origin(scan),
        bare_href(scan.path.rpartition("/")[2]),
        bytes_for_people(size),
        around.file,
        bare_href(scan.path.removesuffix(JSON)),
        around.commit,
        Items([(NOTHING, link["href"], link["label"]) for link in paper_links(paper)], _LINK),
        Items([(NOTHING, extra["href"], extra["label"]) for extra in extras_of(scan, around.extras)], _LINK),
    )
    return Items([row], _TEXTS, _INNER)


def _origin(scan: Scan) -> tuple[str, str, str, str]:
    origin = origin_of(scan)
    return (origin["href"], origin["host"], origin["license"], origin["retrieved"]) if origin else _NO_ORIGIN


def extras_of(scan: Scan, extras: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return the further files of a scan: what each is called, its media type and its address."""
    stem = scan.path.rpartition("/")[2].removesuffix(JSON)
    return [_extra(stem, extra) for extra in extras]


def _extra(stem: str, extra: str) -> dict[str, Any]:
    label, media_type = OF_SCANS[extra]
    return {"label": label, "type": media_type if extra == "csl.json" else "", "href": bare_href(f"{stem}.{extra}")}


@forget_with_schemas
@cache
def instrument_link(key: str) -> Mapping[str, Any]:
    """Return what a link to an instrument shows."""
    return {"title": with_key(key).label, "key": key, "href": bare_href(addresses.instrument_page(key))}
