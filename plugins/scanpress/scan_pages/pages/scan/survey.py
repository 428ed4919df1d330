"""The part of a scan's page that only survey scans have."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from scanpress.checking.masking import mask_addresses
from scanpress.corpus import Paper, Scan, Section, Verdict
from scanpress.corpus.statistics import question_name
from scanpress.instruments import Category, Instrument, Question, forget_with_schemas, label_of, with_key
from scanpress.scan_pages.addresses import question_page, scan_page
from scanpress.scan_pages.links import linked, paper_links
from scanpress.scan_pages.words import MARKS, SUPPORT, isolated, people_cited, word_of
from scanpress.writer import Items, bare_href, root_of

_TEXTS = ("response",)
_VALUES = ("word", "response")
_SMALL = Markup("<br><small>{}</small>")
_BREAK = Markup("<br>")
Notes = Mapping[str, str]
_NOTHING: Notes = {}


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
    """A category with the number of each verdict in it, and that of the answers without a verdict."""

    id: str
    label: str
    met: int
    not_met: int
    not_applicable: int
    partly: int
    unclear: int
    others: int


Row = tuple[Any, ...]
_Known = Mapping[Verdict | None, Asked]


def checklist(scan: Scan, confirmed: Mapping[str, str] = _NOTHING, notes: Notes = _NOTHING) -> Items:
    """Return a scan's categories, each with the answers of each verdict; those that are not met are not folded.

    `confirmed` says by the name of a question how often other raters agree, `notes` what a second look found.
    """
    root = root_of(scan_page(scan.path))
    return Items(
        [_row(section, scan.instrument.key, root, confirmed, notes) for section in scan.sections], inner=_INNER
    )


_INNER = ("unmet", "met_answers", "none_answers", "partly_answers", "unclear_answers", "values")
_NONE = Items([], _TEXTS)
_VERDICTS = tuple(Verdict)
_ALL = (*_VERDICTS, None)


def _row(section: Section, key: str, root: str, confirmed: Mapping[str, str], notes: Notes) -> Row:
    category = section.category
    asked = _asked(key, root)[category.id]
    rows: dict[Verdict | None, list[Row]] = {verdict: [] for verdict in _ALL}
    for question, given, verdict in zip(section.questions, section.given, section.verdicts, strict=True):
        known = asked.get(question.id) or _verdicts(category, question, "")
        form = question.form
        response = linked(given.get(form.reason) or "")
        others = confirmed.get(question_name(question)) if confirmed else None
        if others:
            response += _SMALL.format(others)
        if form.source and (source := form.source_in(given)):
            response += _SMALL.format(f"Answered by {source}")
        if notes and (note := notes.get(question_name(question))):
            response += _BREAK + note
        if form.kind == "word" and verdict is not None:
            rows[verdict].append((known[verdict], response))
        else:
            rows[None].append((known[verdict], linked(mask_addresses(form.result(given))), response))
    counted = Counted(category.id, category.label, *[len(rows[verdict]) for verdict in _ALL])
    met, unmet, none, partly, unclear = [Items(rows[each], _TEXTS) if rows[each] else _NONE for each in _VERDICTS]
    return counted, unmet, met, none, partly, unclear, Items(rows[None], _VALUES) if rows[None] else _NONE


@forget_with_schemas
@lru_cache(maxsize=1 << 6)
def _asked(key: str, root: str) -> Mapping[str, Mapping[str, _Known]]:
    """Return what a page shows of an instrument's questions, by category, question and verdict."""
    instrument = with_key(key)
    return {
        category.id: {
            question.id: _verdicts(category, question, str(root + bare_href(question_page(key, question.id))))
            for question in category.questions
        }
        for category in instrument.categories
    }


def _verdicts(category: Category, question: Question, meaning: str) -> _Known:
    # A category that takes any id could take one that another category has: its anchors carry its own name.
    anchor = quote(f"{category.id}.{question.id}" if category.open else question.id)
    found: dict[Verdict | None, Asked] = {None: Asked(anchor, question.label, meaning, "", "", "")}
    for verdict in Verdict:
        mark = MARKS[verdict]
        word = word_of(question.form, verdict)
        found[verdict] = Asked(anchor, question.label, meaning, mark.symbol, word, mark.style)
    return found


def variables(scan: Scan, cited: Mapping[int, str], confirmed: Mapping[str, str], notes: Notes) -> dict[str, Any]:
    """Return the variables of `scan/survey.html`; `cited` gives by place the address of a cited paper's scan."""
    parts = scan.document
    flags, claims, entries = (parts.get(name) for name in ("red_flags", "claims", "cited_papers"))
    return {
        "categories": checklist(scan, confirmed, notes),
        "kinds": list(_kinds(scan)),
        "key_findings": linked(parts.get("key_findings") or ""),
        "tags": ", ".join(parts.get("methodology_tags") or ()),
        "red_flags": flags and [{"flag": flag["flag"], "detail": linked(flag["detail"])} for flag in flags],
        "claims": claims and [_claim(claim) for claim in claims],
        "cited": entries and [_cited(entry, cited.get(place)) for place, entry in enumerate(entries)],
        "engagement": _engagement(scan.instrument, parts.get("engagement_factors") or {}),
    }


def _kinds(scan: Scan) -> Iterator[str]:
    """Yield what decides which questions this scan was asked, such as the type of the paper."""
    for key in scan.instrument.conditions:
        title = scan.instrument.schema["properties"][key].get("title") or label_of(key)
        yield f"{title}: {scan.document[key]}"


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
        "scan": bare_href(scan) if scan else None,
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
