"""The page of a scan: what every scan's page shows, whichever its instrument."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scanpress.checking import answer_lines
from scanpress.corpus import MODEL, PUBLISHED, Accuracy, Scan, digest_of, experimental, read_scan
from scanpress.scan_pages import reproducibility_view, survey_view
from scanpress.scan_pages.correction import Correction
from scanpress.scan_pages.evaluation import Evaluation
from scanpress.scan_pages.links import address_in, paper_links
from scanpress.scan_pages.words import STATES, people, signature
from scanpress.writer import File, Page, href

_UNSTATED = "not stated"
_BODIES = {"survey": survey_view.variables, "reproducibility": reproducibility_view.variables}


@dataclass(frozen=True, slots=True)
class Source:
    """A scan's file: where the repository lies, the path in it, and the digest of the bytes that were checked."""

    root: str
    path: str
    digest: str

    def read(self) -> bytes:
        """Return the bytes; raise ValueError where they are no longer those that were checked."""
        content = (Path(self.root) / self.path).read_bytes()
        if digest_of(content) != self.digest:
            raise ValueError(f"{self.path} changed while the site was built: build again")
        return content


@dataclass(frozen=True, slots=True)
class Shown:
    """All that a scan's page is made from, besides the schema that its file follows."""

    source: Source
    correction: Correction = field(default_factory=Correction)
    venue_url: str | None = None
    evaluation: Evaluation | None = None
    others: tuple[tuple[str, str], ...] = ()
    cited: Mapping[str, str] | None = None


def address_of(path: str) -> str:
    """Return the address of the page of the scan at `path`.

    >>> address_of("scans/acl-2024/example.json")
    'scans/acl-2024/example/index.html'
    """
    return path.removesuffix(".json") + "/index.html"


def declare(shown: Shown) -> tuple[Page, File]:
    """Declare a scan's page and its raw file, which stands at the path it has in the repository."""
    path = shown.source.path
    return Page(address_of(path), "scan.html", view, shown), File(path, raw, shown.source)


def raw(source: Source) -> bytes:
    """Return a scan's bytes."""
    return source.read()


def view(shown: Shown) -> dict[str, Any]:
    """Return the variables of `scan.html`."""
    content = shown.source.read()
    scan = read_scan(shown.source.path, content)
    name = scan.path.rpartition("/")[2]
    corrections = shown.correction.of_answers(scan.path, answer_lines(content, scan.parts, scan.instrument))
    accuracy = shown.evaluation.accuracy if shown.evaluation else None
    return {
        "paper": _paper(scan, shown.venue_url),
        "instrument": instrument_link(scan),
        "rater": _rater(scan),
        "status": _status(scan),
        "reply": _reply(scan),
        "scores": _scores(scan),
        "raw": {"href": href(name), "name": name, "size": len(content)},
        "correction": shown.correction.of_scan(scan.path),
        "others": [{"label": label, "href": href(address)} for label, address in shown.others],
        "body": f"scan/{scan.instrument.kind}.html",
        "accuracy": accuracy and accuracy_source(accuracy),
        **_BODIES[scan.instrument.kind](scan, accuracy, shown.cited or {}, corrections),
    }


def instrument_link(scan: Scan) -> dict[str, Any]:
    """Return what a link to the scan's instrument shows."""
    instrument = scan.instrument
    return {
        "title": scan.instrument_label,
        "key": instrument.key,
        "href": href(instrument.address.strip("/") + "/index.html"),
    }


def accuracy_source(accuracy: Accuracy) -> dict[str, Any]:
    """Return the footnote that says where the accuracy figures come from."""
    source = accuracy.source
    citation = f"{people(source.authors)}: {source.title}, {source.year}"
    return {"sample": accuracy.papers, "citation": citation, "url": source.url and address_in(source.url)}


def _paper(scan: Scan, venue_url: str | None) -> dict[str, Any]:
    paper = scan.paper
    return {
        "title": paper.title,
        "authors": people(paper.authors),
        "year": paper.year,
        "venue": paper.venue,
        "venue_url": venue_url and address_in(venue_url),
        "links": paper_links(paper),
    }


def _rater(scan: Scan) -> dict[str, Any]:
    rater = scan.rater
    review = scan.parts.get("review") or {}
    reviewed = signature(review.get("by"), review.get("date"))
    return {
        "name": rater.name or _UNSTATED,
        "kind": rater.kind,
        "date": rater.date or _UNSTATED,
        "run": rater.run or _UNSTATED,
        "is_model": rater.kind == MODEL,
        "review": f"reviewed by {reviewed}" if reviewed else "no review by a person is recorded",
    }


def _status(scan: Scan) -> dict[str, Any] | None:
    status = scan.status
    if status.state == PUBLISHED:
        return None
    return {"title": STATES[status.state], "note": status.note, "signature": signature(status.by, status.date)}


def _reply(scan: Scan) -> dict[str, Any] | None:
    if scan.reply is None:
        return None
    paragraphs = [paragraph for paragraph in scan.reply.text.split("\n\n") if paragraph.strip()]
    return {"paragraphs": paragraphs, "signature": signature(scan.reply.name, scan.reply.date)}


def _scores(scan: Scan) -> list[dict[str, Any]]:
    note = "" if experimental(scan.sections) is not False else "; a theoretical paper, left out of figures over a set"
    return [{"name": score.name, "text": score.text, "formula": score.formula, "note": note} for score in scan.scores]
