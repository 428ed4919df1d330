"""The provenance and state of a scan, as every scan's page shows them."""

import re
from typing import Any

from scanpress.corpus import MODEL, PUBLISHED, Scan
from scanpress.scan_pages.links import address_in
from scanpress.scan_pages.words import GRAVE, STATES, isolated, signature

_PERSON = "person"
_END_OF_HOST = re.compile(r"[/?#\\]")


def rater_of(scan: Scan) -> dict[str, Any]:
    """Return who answered and who reviewed the answers since, as far as the scan says so."""
    rater = scan.rater
    reviewed = signature(scan.review.by, scan.review.date)
    unreviewed = None if rater.kind == _PERSON else "not reviewed by a person"
    return {
        "name": isolated(rater.name) if rater.name else "",
        "kind": rater.kind,
        "date": rater.date,
        "run": rater.run,
        "is_model": rater.kind == MODEL,
        "review": f"reviewed by {reviewed}" if reviewed else unreviewed,
    }


def origin_of(scan: Scan) -> dict[str, Any] | None:
    """Return where the scan was first published, if elsewhere: the address, the host to show for it, and the day."""
    origin = scan.origin
    if origin is None:
        return None
    authority = _END_OF_HOST.split(origin.url.split("//", 1)[1], maxsplit=1)[0]
    host = authority.rpartition("@")[2]  # what comes before leads nowhere, and may mislead
    return {"href": address_in(origin.url), "host": host or origin.url, "retrieved": origin.retrieved}


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
