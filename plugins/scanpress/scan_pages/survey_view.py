"""What the page of a survey scan shows besides what every scan's page shows."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from scanpress.corpus import Accuracy, Answer, Paper, Scan, Section, Verdict, keys_of, tally
from scanpress.scan_pages.correction import Names
from scanpress.scan_pages.links import linked, paper_links
from scanpress.scan_pages.words import MARKS, SUPPORT, people_in_short
from scanpress.writer import href

_SHOWN_FIRST = (Verdict.NOT_MET, Verdict.MET)
_NAMES = {verdict: verdict.name.lower() for verdict in Verdict}
_MARKS = {verdict: asdict(mark) for verdict, mark in MARKS.items()}


def variables(
    scan: Scan, _accuracy: Accuracy | None, cited: Mapping[str, str], corrections: Mapping[Names, str]
) -> dict[str, Any]:
    """Return the variables of `scan/survey.html`; `cited` gives the address of each cited paper that has a scan."""
    parts = scan.parts
    return {
        "counts": _counts(scan.sections),
        "categories": [_category(section, corrections) for section in scan.sections],
        "not_applicable": _MARKS[Verdict.NOT_APPLICABLE],
        "key_findings": linked(parts["key_findings"]),
        "tags": ", ".join(parts["methodology_tags"]),
        "red_flags": [{"flag": flag["flag"], "detail": linked(flag["detail"])} for flag in parts["red_flags"]],
        "claims": [_claim(claim) for claim in parts["claims"]],
        "cited": [
            _cited(paper, entry, cited) for paper, entry in zip(scan.cited_papers, parts["cited_papers"], strict=True)
        ],
        "engagement": _engagement(scan),
    }


def _counts(sections: tuple[Section, ...]) -> dict[str, int]:
    counts = tally(answer for section in sections for answer in section.answers)
    return {**asdict(counts), "applicable": counts.applicable, "asked": counts.asked}


def _category(section: Section, corrections: Mapping[Names, str]) -> dict[str, Any]:
    category = section.category
    shown: dict[str, list[dict[str, str]]] = {name: [] for name in _NAMES.values()}
    for answer in section.answers:
        if answer.verdict:
            shown[_NAMES[answer.verdict]].append(_answer(answer, category.open, corrections))
    counts = {name: len(answers) for name, answers in shown.items()}
    return {
        "id": category.id,
        "label": category.label,
        "counts": {**counts, "applicable": counts["met"] + counts["not_met"]},
        "strip": {name: MARKS[verdict].symbol * counts[name] for verdict, name in _NAMES.items()},
        "shown": [{**_MARKS[verdict], "answers": shown[_NAMES[verdict]]} for verdict in _SHOWN_FIRST],
        "folded": shown[_NAMES[Verdict.NOT_APPLICABLE]],
    }


def _answer(
    answer: Answer,
    within_open: bool,  # noqa: FBT001 - a property of the category
    corrections: Mapping[Names, str],
) -> dict[str, str]:
    question = answer.question
    return {
        # A category that takes any id could take one that stands elsewhere: its anchors carry its own name.
        "id": f"{question.category}.{question.id}" if within_open else question.id,
        "label": question.label,
        "response": linked(answer.response),
        "correction": corrections[question.category, question.id],
        "guidance": f"{question.sentence} {question.guidance}".strip(),
    }


def _claim(claim: Mapping[str, str]) -> dict[str, str]:
    support = claim["supported"]
    return {
        "claim": claim["claim"],
        "evidence": linked(claim["evidence"]),
        "supported": support,
        "symbol": SUPPORT[support],
    }


def _cited(paper: Paper, entry: Mapping[str, Any], cited: Mapping[str, str]) -> dict[str, Any]:
    keys = keys_of(paper)
    scan = next((cited[key] for key in keys if key in cited), None)
    return {
        "title": paper.title,
        "authors": people_in_short(paper.authors),
        "year": paper.year,
        "links": paper_links(paper),
        "relevance": linked(entry.get("relevance") or ""),
        "scan": href(scan) if scan else None,
    }


def _engagement(scan: Scan) -> list[dict[str, Any]]:
    given = scan.parts.get("engagement_factors") or {}
    factors = scan.instrument.schema["properties"].get("engagement_factors", {}).get("properties", {})
    return [
        {
            "label": factor["title"],
            "score": given[name]["score"],
            "justification": linked(given[name]["justification"]),
        }
        for name, factor in factors.items()
        if name in given
    ]
