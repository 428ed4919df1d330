"""The part of a scan's page that only survey scans have."""

from collections.abc import Mapping
from dataclasses import astuple
from functools import cache
from typing import Any, NamedTuple

from markupsafe import Markup

from scanpress.corpus import Paper, Scan, Section, Verdict
from scanpress.instruments import Category, Instrument, Question, instruments
from scanpress.scan_pages.correction import Links
from scanpress.scan_pages.links import linked, paper_links
from scanpress.scan_pages.words import MARKS, SUPPORT, isolated, people_cited
from scanpress.writer import Items, href

_TEXTS = ("response", "correction")


class Asked(NamedTuple):
    """A question with a verdict: all of an answer but its reason and the link to correct it."""

    id: str
    label: str
    guidance: str
    symbol: str
    word: str
    style: str


class Counted(NamedTuple):
    """A category with the number of each verdict in it."""

    id: str
    label: str
    met: int
    not_met: int
    not_applicable: int


Row = tuple[Asked, Markup, Markup]


def checklist(scan: Scan, links: Links) -> Items:
    """Return a scan's categories, each with the answers that are `shown` and those that are `folded`."""
    rows = [_row(section, scan.instrument.key, links[section.category.id]) for section in scan.sections]
    return Items(rows, inner=("shown", "folded"))


def _row(section: Section, key: str, links: Mapping[str, Markup]) -> tuple[Counted, Items, Items]:
    category = section.category
    asked = _asked(key)[category.id]
    rows: dict[Verdict | None, list[Row]] = {verdict: [] for verdict in Verdict}
    for question, reason, verdict in zip(section.questions, section.reasons, section.verdicts, strict=True):
        known = asked.get(question.id) or _verdicts(category, question)
        rows[verdict].append((known[verdict], linked(reason), links[question.id]))
    not_met, met, folded = rows[Verdict.NOT_MET], rows[Verdict.MET], rows[Verdict.NOT_APPLICABLE]
    counted = Counted(category.id, category.label, len(met), len(not_met), len(folded))
    return counted, Items(not_met + met, _TEXTS), Items(folded, _TEXTS)


@cache
def _asked(key: str) -> Mapping[str, Mapping[str, Mapping[Verdict | None, Asked]]]:
    """Return what a page shows of an instrument's questions, by category, question and verdict."""
    instrument = next(instrument for instrument in instruments() if instrument.key == key)
    return {
        category.id: {question.id: _verdicts(category, question) for question in category.questions}
        for category in instrument.categories
    }


def _verdicts(category: Category, question: Question) -> Mapping[Verdict | None, Asked]:
    # A category that takes any id could take one that another category has: its anchors carry its own name.
    anchor = f"{category.id}.{question.id}" if category.open else question.id
    guidance = f"{question.sentence} {question.guidance}".strip()
    return {verdict: Asked(anchor, question.label, guidance, *astuple(MARKS[verdict])) for verdict in Verdict}


def variables(scan: Scan, cited: Mapping[int, str], links: Links) -> dict[str, Any]:
    """Return the variables of `scan/survey.html`; `cited` gives by place the address of a cited paper's scan."""
    parts = scan.document
    return {
        "categories": checklist(scan, links),
        "key_findings": linked(parts["key_findings"]),
        "tags": ", ".join(parts["methodology_tags"]),
        "red_flags": [{"flag": flag["flag"], "detail": linked(flag["detail"])} for flag in parts["red_flags"]],
        "claims": [_claim(claim) for claim in parts["claims"]],
        "cited": [_cited(entry, cited.get(place)) for place, entry in enumerate(parts["cited_papers"])],
        "engagement": _engagement(scan.instrument, parts.get("engagement_factors") or {}),
    }


def _claim(claim: Mapping[str, str]) -> dict[str, str]:
    support = claim["supported"]
    return {
        "claim": claim["claim"],
        "evidence": linked(claim["evidence"]),
        "supported": support,
        "symbol": SUPPORT[support],
    }


def _cited(entry: Mapping[str, Any], scan: str | None) -> dict[str, Any]:
    paper = Paper.from_document(entry)
    return {
        "title": isolated(paper.title),
        "authors": people_cited(paper.authors),
        "year": paper.year,
        "links": paper_links(paper),
        "relevance": linked(entry.get("relevance") or ""),
        "scan": href(scan) if scan else None,
    }


def _engagement(instrument: Instrument, given: Mapping[str, Any]) -> list[dict[str, Any]]:
    factors = instrument.schema["properties"].get("engagement_factors", {}).get("properties", {})
    return [
        {
            "label": factor["title"],
            "score": given[name]["score"],
            "justification": linked(given[name]["justification"]),
        }
        for name, factor in factors.items()
        if name in given
    ]
