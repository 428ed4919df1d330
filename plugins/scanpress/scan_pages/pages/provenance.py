"""Where a scan's answers come from, and what became of it since, as every scan's page shows it."""

import re
from collections.abc import Mapping
from typing import Any

from scanpress.corpus import MODEL, PUBLISHED, Rater, Reply, Status
from scanpress.scan_pages.links import address_in
from scanpress.scan_pages.words import GRAVE, STATES, isolated, signature

_UNSTATED = "not stated"
_PERSON = "person"
_END_OF_HOST = re.compile(r"[/?#\\]")


def rater_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return who answered, and who looked through the answers since; None for what is no matter of a person's scan."""
    rater, review = Rater.from_document(document.get("rater") or {}), document.get("review") or {}
    reviewed = signature(review.get("by"), review.get("date"))
    missing = None if rater.kind == _PERSON else _UNSTATED
    unreviewed = missing and "no review by a person is recorded"
    return {
        "name": isolated(rater.name or _UNSTATED),
        "kind": rater.kind,
        "date": rater.date or _UNSTATED,
        "run": rater.run or missing,
        "is_model": rater.kind == MODEL,
        "review": f"reviewed by {reviewed}" if reviewed else unreviewed,
    }


def source_of(document: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return where the scan was first published, if elsewhere: the address, the host to show for it, and the day."""
    source = document.get("source")
    if not source:
        return None
    authority = _END_OF_HOST.split(source["url"].split("//", 1)[1], maxsplit=1)[0]
    host = authority.rpartition("@")[2]  # what stands before leads nowhere, and may mislead
    return {"href": address_in(source["url"]), "host": host or source["url"], "retrieved": source.get("retrieved")}


def status_of(document: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return what became of the scan; None where nothing did."""
    status = Status.from_document(document.get("status") or {})
    if status.state == PUBLISHED:
        return None
    return {
        "title": STATES[status.state],
        "is_grave": status.state in GRAVE,
        "note": status.note,
        "signature": signature(status.by, status.date),
    }


def reply_of(document: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the reply of the paper's authors; None where there is none."""
    if not document.get("reply"):
        return None
    reply = Reply.from_document(document["reply"])
    paragraphs = [paragraph for paragraph in reply.text.split("\n\n") if paragraph.strip()]
    return {"paragraphs": paragraphs, "signature": signature(reply.name, reply.date)}
