"""The page of a scan: what every scan's page shows, whichever its instrument."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import orjson

from scanpress.checking import answers_of
from scanpress.checking.quick.answer_lines import answer_lines
from scanpress.corpus import Scan, digest_of, experimental
from scanpress.facts import Accuracy
from scanpress.instruments import Instrument, Unidentified, identify
from scanpress.scan_pages.correction import Correction, Links
from scanpress.scan_pages.known import Evaluation
from scanpress.scan_pages.links import address_in, paper_links
from scanpress.scan_pages.pages import reproducibility as reproducibility_view
from scanpress.scan_pages.pages import survey as survey_view
from scanpress.scan_pages.pages.provenance import rater_of, reply_of, source_of, status_of
from scanpress.scan_pages.words import people, runs_right_to_left
from scanpress.writer import File, Page, href


@dataclass(frozen=True, slots=True)
class Source:
    """A scan's file: where the repository lies, the path in it, and the digest of the bytes that were checked."""

    root: str
    path: str
    digest: str

    def read(self) -> bytes:
        """Return the bytes; raise ValueError where they are no longer those that were checked."""
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
    correction: Correction = field(default_factory=Correction)
    venue_url: str | None = None
    evaluation: Evaluation | None = None
    others: tuple[tuple[str, str], ...] = ()
    cited: tuple[tuple[int, str], ...] = ()


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
    path, document = shown.source.path, orjson.loads(content)
    instrument = identify(document)
    if isinstance(instrument, Unidentified):
        raise ValueError(f"{path} names no instrument that is known: {instrument.message}")  # noqa: TRY004 - a value
    suggestion = shown.correction.of(path)
    links = suggestion.of_answers(answers_of(document, instrument), answer_lines(content, document, instrument))
    name = path.rpartition("/")[2]
    accuracy = shown.evaluation.accuracy if shown.evaluation else None
    return {
        "paper": _paper(document["paper"], shown.venue_url),
        "instrument": instrument_link(instrument),
        "rater": rater_of(document),
        "origin": source_of(document),
        "status": status_of(document),
        "reply": reply_of(document),
        "raw": {"href": href(name), "name": name, "size": len(content), "page": href(f"file/{path}.html")},
        "correction": suggestion.of_scan,
        "others": [{"label": label, "href": href(address)} for label, address in shown.others],
        "kind": instrument.kind,
        "accuracy": accuracy and accuracy_source(accuracy),
        **_own(shown, instrument, document, links),
    }


def _own(shown: Shown, instrument: Instrument, document: Mapping[str, Any], links: Links) -> dict[str, Any]:
    """Return what only scans with an instrument of this kind have."""
    if instrument.kind == "survey":
        return survey_view.variables(instrument, document, dict(shown.cited), links)
    scan = Scan.from_document(shown.source.path, instrument, document)
    return {
        "scores": scan.scores,
        "is_theoretical": experimental(scan.sections) is False,
        **reproducibility_view.variables(scan, shown.evaluation, links),
    }


def instrument_link(instrument: Instrument) -> dict[str, Any]:
    """Return what a link to an instrument shows."""
    return {
        "title": f"{instrument.title}, version {instrument.version}",
        "key": instrument.key,
        "href": href(instrument.address.strip("/") + "/index.html"),
    }


def accuracy_source(accuracy: Accuracy) -> dict[str, Any]:
    """Return what the footnote on the accuracy figures says: how many papers, and where they are published."""
    url = accuracy.source.url
    return {"sample": accuracy.papers, "url": url and address_in(url)}


def _paper(paper: Mapping[str, Any], venue_url: str | None) -> dict[str, Any]:
    return {
        "title": paper["title"].strip(),
        "is_mixed": runs_right_to_left(paper["title"]),
        "authors": people([name.strip() for name in paper["authors"]]),
        "year": paper["year"],
        "venue": paper.get("venue"),
        "venue_url": venue_url and address_in(venue_url),
        "links": paper_links(paper),
    }
