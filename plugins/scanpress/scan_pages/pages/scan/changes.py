"""What a scan's page shows of git: its last commit, and what changed since it was added."""

import hashlib
from collections.abc import Mapping
from functools import partial
from typing import Any

from scanpress.corpus import Scan
from scanpress.corpus.changes import Event
from scanpress.instruments import Question, label_of
from scanpress.revisions import Revision
from scanpress.scan_pages.addresses import commit_page
from scanpress.scan_pages.words import result_in_words
from scanpress.writer import href

_SHOWN = {"answer", "status"}
_SHORT = 7  # digits of a commit's oid
_SHORT_ON_PAPER = 12  # there is no link from paper, and a repository grows
_SHA_1 = 40  # hexadecimal digits


def changes(revision: Revision | None, scan: Scan, content: bytes) -> dict[str, Any]:
    """Return the variables of `scan/changes.html`, and the last commit; all are empty if the file is not as in git."""
    if revision is None or revision.oid != _oid(content, len(revision.oid)):
        return {"changes": [], "last_commit": "", "last_change": ""}
    asked = {question.id: question for section in scan.sections for question in section.questions}
    shown = [event for event in reversed(revision.events) if event.kind in _SHOWN]
    return {
        "changes": [_change(event, asked) for event in shown],
        "last_commit": revision.commit[:_SHORT_ON_PAPER],
        "last_commit_href": href(commit_page(revision.commit)),
        "last_change": revision.when[:10],
    }


def _oid(content: bytes, length: int) -> str:
    """Return the oid that git has for some content, with as many digits as the repository's oids have."""
    hashed = hashlib.sha1 if length == _SHA_1 else hashlib.sha256
    return hashed(b"blob %d\0%b" % (len(content), content), usedforsecurity=False).hexdigest()


def _change(event: Event, asked: Mapping[str, Question]) -> dict[str, Any]:
    is_status, question = event.kind == "status", asked.get(event.question)
    words = str if is_status else partial(result_in_words, question.form if question else None)
    label = question.label if question else label_of(event.question)
    return {
        "label": "Status" if is_status else label,
        "before": words(event.before) if event.before else "not asked",
        "after": words(event.after) if event.after else "not asked",
        "day": event.when[:10],
        "commit": event.commit[:_SHORT],
        "href": href(commit_page(event.commit)),
    }
