"""Where a scan's answers come from, and what became of it since, as every scan's page shows it."""

from collections.abc import Mapping
from typing import Any

from scanpress.corpus import MODEL, PUBLISHED, Rater, Reply, Status
from scanpress.scan_pages.words import STATES, signature

_UNSTATED = "not stated"


def rater_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return who answered, and who looked through the answers since."""
    rater, review = Rater.from_document(document.get("rater") or {}), document.get("review") or {}
    reviewed = signature(review.get("by"), review.get("date"))
    return {
        "name": rater.name or _UNSTATED,
        "kind": rater.kind,
        "date": rater.date or _UNSTATED,
        "run": rater.run or _UNSTATED,
        "is_model": rater.kind == MODEL,
        "review": f"reviewed by {reviewed}" if reviewed else "no review by a person is recorded",
    }


def status_of(document: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return what became of the scan; None where nothing did."""
    status = Status.from_document(document.get("status") or {})
    if status.state == PUBLISHED:
        return None
    return {"title": STATES[status.state], "note": status.note, "signature": signature(status.by, status.date)}


def reply_of(document: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the reply of the paper's authors; None where there is none."""
    if not document.get("reply"):
        return None
    reply = Reply.from_document(document["reply"])
    paragraphs = [paragraph for paragraph in reply.text.split("\n\n") if paragraph.strip()]
    return {"paragraphs": paragraphs, "signature": signature(reply.name, reply.date)}
