"""What the page of a survey scan shows besides what every scan's page shows."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple
from functools import cache
from typing import Any, NamedTuple

from markupsafe import Markup

from scanpress.corpus import Tally, Verdict
from scanpress.corpus.scores import first_score
from scanpress.instruments import Category, Instrument, instruments, label_of
from scanpress.scan_pages.correction import Links
from scanpress.scan_pages.links import linked, paper_links
from scanpress.scan_pages.words import MARKS, SUPPORT, isolated, people_cited
from scanpress.writer import Items, href

# Verdicts in the order in which a page shows them.
_NOT_MET, _MET, _FOLDED = range(3)
_TEXTS = ("response", "correction")
_VERDICTS = (Verdict.NOT_MET, Verdict.MET, Verdict.NOT_APPLICABLE)


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


class Checklist(NamedTuple):
    """A scan's categories, each with the answers that are `shown` and those that are `folded`, and their number."""

    categories: Items
    counts: Tally


Row = tuple[Asked, Markup, Markup]


class _Group(NamedTuple):
    """A category with the names of its questions, and for each of them what is shown with every verdict."""

    category: Category
    names: tuple[str, ...]
    asked: tuple[tuple[Asked, ...], ...]


def checklist(instrument: Instrument, given: Mapping[str, Any], links: Links) -> Checklist:
    """Read the checklist that a checked scan gives; `links` to correct an answer stand in the order of the file."""
    groups = [(group, given.get(category)) for category, group in _groups(instrument.key).items()]
    rows = [_row(group, answers, links[group.category.id]) for group, answers in groups if answers is not None]
    counted = [row[0] for row in rows]
    counts = Tally(
        sum([category.met for category in counted]),
        sum([category.not_met for category in counted]),
        sum([category.not_applicable for category in counted]),
    )
    return Checklist(Items(rows, inner=("shown", "folded")), counts)


def _row(
    group: _Group, given: Mapping[str, Mapping[str, Any]], links: Sequence[Markup]
) -> tuple[Counted, Items, Items]:
    if tuple(given) != group.names:
        group, given, links = _in_order(group, given, links)
    by_verdict: tuple[list[Row], list[Row], list[Row]] = ([], [], [])
    for asked, answer, link in zip(group.asked, given.values(), links, strict=True):
        verdict = (_MET if answer["answer"] else _NOT_MET) if answer["applies"] else _FOLDED
        by_verdict[verdict].append((asked[verdict], linked(answer["justification"]), link))
    not_met, met, folded = by_verdict
    counted = Counted(group.category.id, group.category.label, len(met), len(not_met), len(folded))
    return counted, Items(not_met + met, _TEXTS), Items(folded, _TEXTS)


def _in_order(
    group: _Group, given: Mapping[str, Any], links: Sequence[Markup]
) -> tuple[_Group, Mapping[str, Any], Sequence[Markup]]:
    """Put the questions that were answered in the instrument's order, then a category's own in the file's."""
    category, asked = group.category, dict(zip(group.names, group.asked, strict=True))
    own = [question for question in given if question not in asked and not question.startswith("x-")]
    found = {question: asked[question] for question in group.names if question in given}
    found |= {question: _verdicts(category, question, label_of(question), category.guidance) for question in own}
    link_of = dict(zip(given, links, strict=True))
    ordered = _Group(category, tuple(found), tuple(found.values()))
    return ordered, {name: given[name] for name in found}, [link_of[name] for name in found]


@cache
def _groups(key: str) -> Mapping[str, _Group]:
    instrument = next(instrument for instrument in instruments() if instrument.key == key)
    return {
        category.id: _Group(
            category,
            tuple(question.id for question in category.questions),
            tuple(
                _verdicts(category, question.id, question.label, f"{question.sentence} {question.guidance}".strip())
                for question in category.questions
            ),
        )
        for category in instrument.categories
    }


def _verdicts(category: Category, question: str, label: str, guidance: str) -> tuple[Asked, ...]:
    # A category that takes any id could take one that stands elsewhere: its anchors carry its own name.
    anchor = f"{category.id}.{question}" if category.open else question
    return tuple(Asked(anchor, label, guidance.strip(), *astuple(MARKS[verdict])) for verdict in _VERDICTS)


def variables(
    instrument: Instrument, parts: Mapping[str, Any], cited: Mapping[int, str], links: Links
) -> dict[str, Any]:
    """Return the variables of `scan/survey.html`; `cited` gives by place the address of a cited paper's scan."""
    categories, counts = checklist(instrument, parts[instrument.container], links)
    return {
        "scores": [first_score(instrument, counts)],
        "counts": counts,
        "categories": categories,
        "key_findings": linked(parts["key_findings"]),
        "tags": ", ".join(parts["methodology_tags"]),
        "red_flags": [{"flag": flag["flag"], "detail": linked(flag["detail"])} for flag in parts["red_flags"]],
        "claims": [_claim(claim) for claim in parts["claims"]],
        "cited": [_cited(entry, cited.get(place)) for place, entry in enumerate(parts["cited_papers"])],
        "engagement": _engagement(instrument, parts.get("engagement_factors") or {}),
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
    return {
        "title": isolated(entry["title"].strip()),
        "authors": people_cited([name.strip() for name in entry.get("authors") or ()]),
        "year": entry.get("year"),
        "links": paper_links(entry),
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
