"""The page of a scan: what it shows for every instrument."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Self

from markupsafe import Markup

from scanpress.corpus import Scan, Summary, digest_of
from scanpress.corpus.calibration import Calibration
from scanpress.facts import Venue
from scanpress.facts.licences import licence_text
from scanpress.revisions import Revision
from scanpress.scan_pages import addresses
from scanpress.scan_pages.comparing.confirmations import Confirmed
from scanpress.scan_pages.known import Evaluation, Known
from scanpress.scan_pages.pages.scan import reproducibility as reproducibility_view
from scanpress.scan_pages.pages.scan import survey as survey_view
from scanpress.scan_pages.pages.scan.changes import changes
from scanpress.scan_pages.pages.scan.heading import Around, extras_of, heading, instrument_link
from scanpress.scan_pages.pages.scan.linked_data import linked_data
from scanpress.scan_pages.pages.scan.provenance import in_short, rater_of, reply_of, status_of
from scanpress.scan_pages.pages.scan.reproducibility import Beside, Given, Scored
from scanpress.scan_pages.pages.scan.second_look import notes_on, second_rater
from scanpress.scan_pages.plots import small_histogram
from scanpress.scan_pages.standing import Place
from scanpress.scan_pages.words import one
from scanpress.writer import File, Page, bare_href, root_of


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


_NOTHING_BESIDE = Beside()
_NO_SPREAD: Mapping[str, Any] = {"width": 0, "height": 0, "d": "", "label": ""}


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
    rater = rater_of(scan)
    changed = changes(shown.revision, scan, content)
    around = Around(
        place=shown.place.label if shown.place else "",
        place_href=bare_href(shown.place.address) if shown.place else "",
        venue_name=shown.venue.name if shown.venue and shown.venue.name != shown.venue.short else "",
        file=bare_href(addresses.file_page(scan.path)) if shown.revision else "",
        commit=changed["last_commit"],
        is_evaluated=shown.evaluation is not None,
        extras=shown.extras,
    )
    return {
        "title": scan.paper.title,
        "instrument": instrument_link(scan.instrument.key)["title"],
        "heading": heading(scan, rater, len(content), around),
        "raw": bare_href(scan.path.rpartition("/")[2]),
        "license": scan.license,
        "license_text": licence_text(scan.license),
        "status": status_of(scan),
        "reply": reply_of(scan),
        "others": [{"label": label, "href": bare_href(address)} for label, address in shown.others],
        "side_by_side": bare_href(shown.paper) if shown.paper else "",
        "by_category": scan.instrument.by_category,
        "in_short": in_short(scan),
        "second": second_rater(scan, shown.calibration),
        "linked_data": linked_data(scan),
        "extras": extras_of(scan, shown.extras),
        **changed,
        **_own(shown, scan, rater["href"]),
    }


def _own(shown: Shown, scan: Scan, rater: str) -> dict[str, Any]:
    """Return what only scans with an instrument of this form have."""
    notes, confirmed = notes_on(scan, shown.calibration), dict(shown.confirmed)
    scores, spread, beside = _scores(scan), _spread_of(shown.place), _beside(scan, shown.place)
    unscored = _unscored(scan)
    if scan.instrument.by_category:
        place = beside._asdict() | {"small": spread if beside.bars else None} if shown.place else None
        return {
            "scores": [{**score._asdict(), "text": text} for score, text in scores],
            "counts": scan.tally,
            "unscored": {"paper": unscored[0], "reason": unscored[1]} if unscored[0] else None,
            "place": place,
            **survey_view.variables(scan, dict(shown.cited), confirmed, notes),
        }
    given = Given(shown.evaluation, confirmed, notes, unscored, scores, beside, spread, rater)
    return {"results": reproducibility_view.results(scan, given)}


def _scores(scan: Scan) -> list[tuple[Scored, str]]:
    """Return the scores; of several with one formula, the first links to it."""
    found: list[tuple[Scored, str]] = []
    linked: set[str] = set()
    root = root_of(addresses.scan_page(scan.path))
    for score in scan.scores:
        formula = "" if score.formula in linked else _formula(root, scan.instrument.key, score.formula)
        linked.add(score.formula)
        found.append((Scored(score.name, formula), score.text))
    return found


@lru_cache(maxsize=1 << 8)
def _formula(root: str, key: str, place: str) -> str:
    page, anchor = addresses.formula(key, place)
    return str(root + bare_href(page) + anchor)


def _unscored(scan: Scan) -> tuple[str, str]:
    """Return how the paper of a scan without a score is called, and why it has none; empty if it is scored."""
    rule = scan.instrument.scoring.unscored
    return (one(rule.label), rule.reason) if rule and scan.is_scored is False else ("", "")


def _beside(scan: Scan, place: Place | None) -> Beside:
    """Return what the page says about the other scans of the venue and year."""
    if place is None:
        return _NOTHING_BESIDE
    ways = [_way(scan.path, address) for address in (place.previous, place.next)]
    return Beside(place.label, place.median, _spread_of(place)["d"], *ways)


def _way(path: str, address: str) -> str:
    """Return the way from a scan's page to another one, which is short if both are in one folder; "" for none."""
    folder = path[: path.rfind("/") + 1]
    if address.startswith(folder) and "/" not in address[len(folder) :].removesuffix("/index.html"):
        return Markup(f"../{bare_href(address[len(folder) :])}")  # noqa: S704 - escaped
    return address and root_of(addresses.scan_page(path)) + bare_href(address)


def _spread_of(place: Place | None) -> Mapping[str, Any]:
    return _NO_SPREAD if place is None or place.here is None else _spread(place.levels, place.here)


@lru_cache(maxsize=1 << 10)  # the scans of a venue's year are made one after the other
def _spread(levels: tuple[int, ...], here: int) -> Mapping[str, Any]:
    return small_histogram(levels, here, "Scores of these scans, with this paper marked")
