"""The pages of branches and tags."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from scanpress.git_browser.pages.people import moment, name_of, subject_of
from scanpress.git_browser.snapshot.snapshot import Snapshot
from scanpress.repository import Ref, printable, shown
from scanpress.writer import Group, Output, Page

_ROWS = 300  # on one page: branches by name, then tags, the newest first


def refs_group(snapshot: Snapshot) -> Group:
    """Return the pages of the refs."""
    made_from = snapshot.digest_with(snapshot.refs, snapshot.branch, snapshot.description, snapshot.clone_hint)
    return Group("refs", made_from, partial(_pages, snapshot))


def _pages(snapshot: Snapshot) -> Iterator[Output]:
    newest_first = sorted(snapshot.refs, key=lambda ref: moment_of(snapshot, ref), reverse=True)
    refs = [ref for ref in snapshot.refs if ref.kind == "branch"]
    refs += [ref for ref in newest_first if ref.kind == "tag"]
    slices = [refs[start : start + _ROWS] for start in range(0, len(refs), _ROWS)] or [[]]
    addresses = ["refs.html", *(f"refs/{number}.html" for number in range(2, len(slices) + 1))]
    for address, part in zip(addresses, slices, strict=True):
        made_from = {
            "branches": [_row(snapshot, ref) for ref in part if ref.kind == "branch"],
            "tags": [_row(snapshot, ref) for ref in part if ref.kind == "tag"],
            "kinds": sorted({ref.kind for ref in refs}),
            "others": [(number, None if other == address else other) for number, other in enumerate(addresses, 1)],
            "description": snapshot.description,
            "clone": snapshot.clone_hint,
        }
        yield Page(address, "git/refs.html", view_refs, made_from)


def view_refs(made_from: Any) -> dict[str, Any]:
    """Return the values that the page is made from, as it shows them unchanged."""
    return dict(made_from)


def moment_of(snapshot: Snapshot, ref: Ref) -> str:
    """Return when a ref was tagged or its commit was written, or nothing if neither is known."""
    signature = ref.tagger or (snapshot.commits[ref.commit].author if ref.commit else None)
    return signature.when if signature else ""


def _row(snapshot: Snapshot, ref: Ref) -> dict[str, Any]:
    commit = snapshot.commits[ref.commit] if ref.commit else None
    signature = ref.tagger or (commit.author if commit else None)
    return {
        "name": shown(ref.name),
        "commit": ref.commit,
        "is_head": ref.kind == "branch" and ref.name == snapshot.branch,
        "date": moment(signature) if signature else "",
        "author": name_of(signature) if signature else "",
        "subject": subject_of(commit) if commit else "",
        "message": printable(ref.message),
    }
