"""What programs read on the page of a scan: the scan as a review of a paper, in the words of schema.org."""

from collections.abc import Mapping
from typing import Any

import orjson
from markupsafe import Markup

from scanpress.corpus import MODEL, PUBLISHED, Paper, Scan
from scanpress.corpus.links import ARXIV, DOI, resolved

_AUTHORS = 3  # of a paper that has no identifier; the citation files name all of them
# What could end the script, and the two signs that end a line in JavaScript and not in JSON.
_ESCAPES = [(sign, f"\\u{ord(sign):04x}") for sign in "<>&\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}"]


def linked_data(scan: Scan) -> Markup:
    """Return the JSON-LD of a scan without its last bracket: the template adds what it knows of the site."""
    text = orjson.dumps(_review(scan)).decode()
    for sign, escaped in _ESCAPES:
        text = text.replace(sign, escaped)
    return Markup(text.removesuffix("}"))  # noqa: S704 - escaped for a script


def _review(scan: Scan) -> Mapping[str, Any]:
    rater, origin = scan.rater, scan.origin
    kind = "SoftwareApplication" if rater.kind == MODEL else "Person"
    found = {
        "@context": "https://schema.org",
        "@type": "Review",
        "@id": ".",
        "reviewAspect": scan.instrument.label,
        "author": {"@type": kind, "name": rater.name} if rater.name and rater.kind else None,
        "datePublished": rater.date,
        "reviewRating": _rating(scan),
        "creativeWorkStatus": "" if scan.status.state == PUBLISHED else scan.status.state,
        "license": scan.license,
        "isBasedOn": _given({"url": origin.url, "license": origin.license}) if origin else None,
        "itemReviewed": _article(scan.paper),
    }
    return _given(found)


def _rating(scan: Scan) -> Mapping[str, Any] | None:
    """Return the first score with its scale; none if the scan no longer counts."""
    score = scan.scores[0] if scan.scores and scan.counts else None
    if score is None or not score.whole:
        return None
    return {
        "@type": "Rating",
        "ratingValue": round(score.part, 2),
        "bestRating": round(score.whole, 2),
        "worstRating": 0,
        "ratingExplanation": score.name,
    }


def _article(paper: Paper) -> Mapping[str, Any]:
    same = [resolved(DOI, paper.doi)] if paper.doi else []
    same += [resolved(ARXIV, paper.arxiv_id)] if paper.arxiv_id else []
    return _given(
        {
            "@type": "ScholarlyArticle",
            "name": paper.title,
            "author": () if same else paper.authors[:_AUTHORS],
            "datePublished": str(paper.year or ""),
            "sameAs": same,
        }
    )


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value or value == 0}
