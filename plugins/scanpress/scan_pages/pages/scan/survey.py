"""The part of a scan's page that only survey scans have."""

from collections.abc import Mapping
from dataclasses import astuple
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from scanpress.corpus import Paper, Scan, Section, Verdict
from scanpress.corpus.statistics import question_name
from scanpress.instruments import Category, Instrument, Question, with_key
from scanpress.scan_pages.addresses import question_page, scan_page
from scanpress.scan_pages.links import linked, paper_links
from scanpress.scan_pages.words import MARKS, SUPPORT, isolated, people_cited
from scanpress.writer import Items, href, root_of

_TEXTS = ("response",)
_SMALL = Markup("<br><small>{}</small>")
_BREAK = Markup("<br>")
Notes = Mapping[str, str]
_NOTHING: Notes = {}
_ORDER = (Verdict.NOT_MET, Verdict.MET, Verdict.NOT_APPLICABLE)


class Asked(NamedTuple):
    """A question with a verdict: all of an answer but its reason.

    `id` and `meaning`, the address of the question's page, are fit for attributes without quotation marks.
    """

    id: str
    label: str
    meaning: str
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


Row = tuple[Asked, Markup]


def checklist(scan: Scan, confirmed: Mapping[str, str] = _NOTHING, notes: Notes = _NOTHING) -> Items:
    """Return a scan's categories, each with the answers of each verdict; those that are not met are not folded.

    `confirmed` says by the name of a question how often other raters agree, `notes` what a second look found.
    """
    root = root_of(scan_page(scan.path))
    return Items(
        [_row(section, scan.instrument.key, root, confirmed, notes) for section in scan.sections], inner=_INNER
    )


_INNER = ("unmet", "met_answers", "none_answers")


def _row(
    section: Section, key: str, root: str, confirmed: Mapping[str, str], notes: Notes
) -> tuple[Counted, Items, Items, Items]:
    category = section.category
    asked = _asked(key, root)[category.id]
    rows: dict[Verdict | None, list[Row]] = {verdict: [] for verdict in _ORDER}
    for question, reason, verdict in zip(section.questions, section.reasons, section.verdicts, strict=True):
        known = asked.get(question.id) or _verdicts(category, question, "")
        others = confirmed.get(question_name(question)) if confirmed else None
        response = linked(reason)
        response = response + _SMALL.format(others) if others else response
        if notes and (note := notes.get(question_name(question))):
            response += _BREAK + note
        rows[verdict].append((known[verdict], response))
    unmet, met, none = (rows[verdict] for verdict in _ORDER)
    counted = Counted(category.id, category.label, len(met), len(unmet), len(none))
    return counted, Items(unmet, _TEXTS), Items(met, _TEXTS), Items(none, _TEXTS)


@lru_cache(maxsize=1 << 6)
def _asked(key: str, root: str) -> Mapping[str, Mapping[str, Mapping[Verdict | None, Asked]]]:
    """Return what a page shows of an instrument's questions, by category, question and verdict."""
    instrument = with_key(key)
    return {
        category.id: {
            question.id: _verdicts(category, question, str(root + href(question_page(key, question.id))))
            for question in category.questions
        }
        for category in instrument.categories
    }


def _verdicts(category: Category, question: Question, meaning: str) -> Mapping[Verdict | None, Asked]:
    # A category that takes any id could take one that another category has: its anchors carry its own name.
    anchor = f"{category.id}.{question.id}" if category.open else question.id
    return {verdict: Asked(quote(anchor), question.label, meaning, *astuple(MARKS[verdict])) for verdict in Verdict}


def variables(scan: Scan, cited: Mapping[int, str], confirmed: Mapping[str, str], notes: Notes) -> dict[str, Any]:
    """Return the variables of `scan/survey.html`; `cited` gives by place the address of a cited paper's scan."""
    parts = scan.document
    return {
        "categories": checklist(scan, confirmed, notes),
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
