"""The page of a scan: what it shows for every instrument."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Self

from markupsafe import Markup

from scanpress.corpus import Scan, Summary, digest_of
from scanpress.corpus.calibration import Calibration
from scanpress.export.names import OF_SCANS
from scanpress.facts import Accuracy, Venue
from scanpress.facts.layout import JSON
from scanpress.facts.licences import licence_text
from scanpress.instruments import forget_with_schemas, with_key
from scanpress.pelican_build.downloads import bytes_for_people
from scanpress.revisions import Revision
from scanpress.scan_pages import addresses
from scanpress.scan_pages.comparing.confirmations import Confirmed
from scanpress.scan_pages.known import Evaluation, Known
from scanpress.scan_pages.links import address_in, paper_links
from scanpress.scan_pages.pages.scan import reproducibility as reproducibility_view
from scanpress.scan_pages.pages.scan import survey as survey_view
from scanpress.scan_pages.pages.scan.changes import changes
from scanpress.scan_pages.pages.scan.linked_data import linked_data
from scanpress.scan_pages.pages.scan.provenance import in_short, origin_of, rater_of, reply_of, status_of
from scanpress.scan_pages.pages.scan.second_look import notes_on, second_rater
from scanpress.scan_pages.plots import small_histogram
from scanpress.scan_pages.standing import Place
from scanpress.scan_pages.words import one, people, runs_right_to_left
from scanpress.writer import File, Page, href


@dataclass(frozen=True, slots=True)
class Source:
    """A scan's file: the folder of the repository, the path in it, and the digest of the bytes that were checked.

    `excluded` is the note of a registry that excludes the paper.
    """

    root: str
    path: str
    digest: str
    excluded: str | None = None

    @classmethod
    def of(cls, summary: Summary, known: Known) -> Self:
        """Return the file of a scan."""
        return cls(str(known.root), summary.path, summary.digest, known.exclusion(summary.path))

    @property
    def scan(self) -> Scan:
        """Return the scan; raise ValueError if its bytes are no longer those that were checked."""
        return Scan.read(self.path, self.read(), self.excluded)

    def read(self) -> bytes:
        """Return the bytes; raise ValueError if they are no longer those that were checked."""
        return _read(self.root, self.path, self.digest)


@lru_cache(maxsize=1)  # a scan's page and its raw file are made one after the other
def _read(root: str, path: str, digest: str) -> bytes:
    with open(f"{root}/{path}", "rb", buffering=0) as file:  # noqa: PTH123 (a Path costs as much as the reading)
        content = file.read()
    if digest_of(content) != digest:
        raise ValueError(f"{path} changed while the site was built: build again")
    return content


@dataclass(frozen=True, slots=True)
class Shown:
    """All that a scan's page is made from, besides the schema that its file follows."""

    source: Source
    venue: Venue | None = None
    evaluation: Evaluation | None = None
    others: tuple[tuple[str, str], ...] = ()
    cited: tuple[tuple[int, str], ...] = ()
    paper: str = ""
    place: Place | None = None
    confirmed: Confirmed = ()
    revision: Revision | None = None
    calibration: Calibration | None = None
    extras: tuple[str, ...] = ()


def declare(shown: Shown) -> tuple[Page, File]:
    """Declare a scan's page and its raw file, which has the same path as in the repository."""
    path = shown.source.path
    return Page(addresses.scan_page(path), "scan.html", view, shown), File(path, raw, shown.source)


def raw(source: Source) -> bytes:
    """Return a scan's bytes."""
    return source.read()


def view(shown: Shown) -> dict[str, Any]:
    """Return the variables of `scan.html`."""
    content = shown.source.read()
    scan = shown.source.scan
    name = scan.path.rpartition("/")[2]
    accuracy = shown.evaluation.accuracy if shown.evaluation else None
    return {
        "paper": _paper(scan, shown.venue),
        "instrument": instrument_link(scan.instrument.key),
        "rater": rater_of(scan),
        "origin": origin_of(scan),
        "license": scan.license,
        "license_text": licence_text(scan.license),
        "status": status_of(scan),
        "reply": reply_of(scan),
        "raw": {"href": href(name), "size": bytes_for_people(len(content)), "page": _file_page(shown)},
        "others": [{"label": label, "href": href(address)} for label, address in shown.others],
        "side_by_side": href(shown.paper) if shown.paper else "",
        "by_category": scan.instrument.by_category,
        "scores": _scores(scan),
        "counts": scan.tally,
        "unscored": _unscored(scan),
        "accuracy": accuracy and accuracy_source(accuracy),
        "report": href(scan.path.removesuffix(".json")),
        "in_short": in_short(scan),
        "place": shown.place and _place(shown.place),
        "second": second_rater(scan, shown.calibration),
        "linked_data": linked_data(scan),
        "extras": [_extra(name.removesuffix(JSON), extra) for extra in shown.extras],
        **changes(shown.revision, scan, content),
        **_own(shown, scan),
    }


def _file_page(shown: Shown) -> str:
    """Return where the git browser shows the file of a scan, "" if it is not committed."""
    return href(addresses.file_page(shown.source.path)) if shown.revision else ""


def _extra(stem: str, extra: str) -> dict[str, Any]:
    label, media_type = OF_SCANS[extra]
    return {"label": label, "type": media_type if extra == "csl.json" else "", "href": href(f"{stem}.{extra}")}


def _place(place: Place) -> dict[str, Any]:
    return {
        "label": place.label,
        "href": href(place.address),
        "median": place.median,
        "small": None if place.here is None else _spread(place.levels, place.here),
        "previous": href(place.previous) if place.previous else "",
        "next": href(place.next) if place.next else "",
    }


@lru_cache(maxsize=1 << 10)  # the scans of a venue's year are made one after the other
def _spread(levels: tuple[int, ...], here: int) -> Mapping[str, Any]:
    return small_histogram(levels, here, "Scores of these scans, with this paper marked")


def _scores(scan: Scan) -> list[dict[str, str]]:
    """Return the scores; of several with one formula, the first links to it."""
    found: list[dict[str, str]] = []
    linked: set[str] = set()
    for score in scan.scores:
        formula = "" if score.formula in linked else _formula(scan.instrument.key, score.formula)
        linked.add(score.formula)
        found.append({"name": score.name, "text": score.text, "formula": formula})
    return found


@cache
def _formula(key: str, place: str) -> Markup:
    page, anchor = addresses.formula(key, place)
    return href(page) + anchor


def _unscored(scan: Scan) -> dict[str, str] | None:
    """Return how the paper of a scan without a score is called, and why it has none; None if it is scored."""
    rule = scan.instrument.scoring.unscored
    return {"paper": one(rule.label), "reason": rule.reason} if rule and scan.is_scored is False else None


def _own(shown: Shown, scan: Scan) -> dict[str, Any]:
    """Return what only scans with an instrument of this form have."""
    notes = notes_on(scan, shown.calibration)
    if scan.instrument.by_category:
        return survey_view.variables(scan, dict(shown.cited), dict(shown.confirmed), notes)
    return reproducibility_view.variables(scan, shown.evaluation, dict(shown.confirmed), notes)


@forget_with_schemas
@cache
def instrument_link(key: str) -> Mapping[str, Any]:
    """Return what a link to an instrument shows."""
    return {"title": with_key(key).label, "key": key, "href": href(addresses.instrument_page(key))}


def accuracy_source(accuracy: Accuracy) -> dict[str, Any]:
    """Return what the footnote on the accuracy figures says: how many papers, and if they are published."""
    url = accuracy.source.url
    return {"sample": accuracy.papers, "url": url and address_in(url)}


def _paper(scan: Scan, venue: Venue | None) -> dict[str, Any]:
    paper = scan.paper
    return {
        "title": paper.title,
        "is_mixed": runs_right_to_left(paper.title),
        "authors": people(paper.authors),
        "year": paper.year,
        "venue_name": venue.name if venue and venue.name != venue.short else "",
        "links": paper_links(paper),
    }
