"""What the page of a survey scan shows besides what every scan's page shows."""

from collections.abc import Mapping
from typing import Any

from scanpress.corpus.scores import first_score
from scanpress.instruments import Instrument
from scanpress.scan_pages.checklist import checklist
from scanpress.scan_pages.correction import Links
from scanpress.scan_pages.links import linked, paper_links
from scanpress.scan_pages.words import SUPPORT, isolated, people_cited
from scanpress.writer import href


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
