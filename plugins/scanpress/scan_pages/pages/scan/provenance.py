"""The provenance and state of a scan, as every scan's page shows them."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from scanpress.corpus import MODEL, PUBLISHED, Rater, Review, Scan
from scanpress.scan_pages.addresses import rater_address, run_page
from scanpress.scan_pages.links import address_in
from scanpress.scan_pages.words import GRAVE, STATES, isolated, one, signature
from scanpress.writer import bare_href

_END_OF_HOST = re.compile(r"[/?#\\]")


def rater_of(scan: Scan) -> Mapping[str, Any]:
    """Return who answered and who reviewed the answers since, as far as the scan says so; what is unknown is empty."""
    return _rater_of(scan.rater, scan.review)


@lru_cache(maxsize=1 << 10)  # there are few raters, and those of a folder are mostly the same
def _rater_of(rater: Rater, review: Review) -> Mapping[str, Any]:
    reviewed = signature(review.by, review.date)
    unreviewed = "Not reviewed by a person" if rater.kind == MODEL else ""
    return {
        "name": isolated(rater.name) if rater.name else "",
        "kind": rater.kind or "",
        "date": rater.date or "",
        "href": bare_href(rater_address(rater.name)) if rater.name else "",
        "run": rater.run or "",
        "run_href": bare_href(run_page(rater.run)) if rater.run else "",
        "is_model": rater.kind == MODEL,
        "review": f"reviewed by {reviewed}" if reviewed else unreviewed,
    }


def in_short(scan: Scan) -> str:
    """Return the scan in a few sentences, for search engines and for previews of a link."""
    rater, paper = scan.rater, scan.paper
    rule = scan.instrument.scoring.unscored
    scores = [f"{score.name}: {score.text}." for score in scan.scores]
    if rule and not scores:
        scores = [f"{one(rule.label)}, not scored."]
    by = rater.name or ("a language model" if rater.kind == MODEL else rater.kind and f"a {rater.kind}")
    answered = f"Answered by {by}{_reviewed(scan)}." if by else "We do not know who answered."
    return " ".join([*scores, answered, " ".join(filter(None, (paper.venue, str(paper.year)))) + "."])


def _reviewed(scan: Scan) -> str:
    if scan.review.by:
        return f", reviewed by {scan.review.by}"
    return ", not reviewed by a person" if scan.rater.kind == MODEL else ""


def origin_of(scan: Scan) -> dict[str, Any] | None:
    """Return where the scan was first published, if elsewhere: the address, the host to show for it, and the day."""
    origin = scan.origin
    if origin is None:
        return None
    authority = _END_OF_HOST.split(origin.url.split("//", 1)[1], maxsplit=1)[0]
    host = authority.rpartition("@")[2]  # what comes before leads nowhere, and may mislead
    return {
        "href": address_in(origin.url),
        "host": host or origin.url,
        "retrieved": origin.retrieved,
        "license": origin.license,
    }


def status_of(scan: Scan) -> dict[str, Any] | None:
    """Return the state of the scan for its banner; None if it has no banner."""
    status = scan.status
    if status.state == PUBLISHED:
        return None
    return {
        "title": STATES[status.state],
        "is_grave": status.state in GRAVE,
        "note": status.note,
        "signature": signature(status.by, status.date),
    }


def reply_of(scan: Scan) -> dict[str, Any] | None:
    """Return the reply of the paper's authors; None if there is none."""
    reply = scan.reply
    if reply is None:
        return None
    paragraphs = [paragraph for paragraph in reply.text.split("\n\n") if paragraph.strip()]
    return {"paragraphs": paragraphs, "signature": signature(reply.name, reply.date)}
