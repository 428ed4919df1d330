"""The pages of branches and tags."""

from collections.abc import Iterator
from functools import partial
from math import inf
from typing import Any

from scanpress.git_browser.snapshot.snapshot import Snapshot
from scanpress.git_browser.words import excerpt, name_of, subject_of
from scanpress.pelican_build.downloads import Downloads
from scanpress.repository import Ref, Signature, shown, visible
from scanpress.writer import Group, Output, Page

_ROWS = 300  # on one page: branches, then tags, each the newest first


def refs_group(snapshot: Snapshot, downloads: Downloads) -> Group:
    """Return the pages of the refs."""
    shown_of_all = snapshot.refs, snapshot.branch, snapshot.description, snapshot.clone_hint, downloads
    return Group("refs", snapshot.digest_with(*shown_of_all), partial(_pages, snapshot, downloads))


def _pages(snapshot: Snapshot, downloads: Downloads) -> Iterator[Output]:
    refs = [*newest_first(snapshot, "branch"), *newest_first(snapshot, "tag")]
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
            **downloads.variables,
        }
        yield Page(address, "git/refs.html", view_refs, made_from)


def view_refs(made_from: Any) -> dict[str, Any]:
    """Return the values that the page is made from, as it shows them unchanged."""
    return dict(made_from)


def newest_first(snapshot: Snapshot, kind: str) -> list[Ref]:
    """Return branches or tags as `git for-each-ref --sort=-creatordate` lists them; those without a date come last."""
    refs = [ref for ref in snapshot.refs if ref.kind == kind]
    return sorted(refs, key=lambda ref: instant_of(created(snapshot, ref)), reverse=True)


def created(snapshot: Snapshot, ref: Ref) -> Signature | None:
    """Return who made a ref's object and when: the tagger of a tag with a message, else the committer."""
    if ref.tagger or not ref.commit or ref.commit != ref.oid:
        return ref.tagger
    return snapshot.commits[ref.commit].committer


def instant_of(signature: Signature | None) -> float:
    """Return what dates are sorted by: an instant, or one before all others if there is none."""
    return -inf if signature is None or signature.instant is None else signature.instant


def _row(snapshot: Snapshot, ref: Ref) -> dict[str, Any]:
    commit = snapshot.commits[ref.commit] if ref.commit else None
    author = ref.tagger or (commit.author if commit else None)
    signature = created(snapshot, ref)
    return {
        "name": shown(ref.name),
        "commit": ref.commit,
        "is_head": ref.kind == "branch" and ref.name == snapshot.branch,
        "when": signature.when if signature else "",
        "author": name_of(author) if author else "",
        "subject": subject_of(commit) if commit else "",
        "message": excerpt(visible(ref.message)),
    }
