"""The first page of a site without scans: what the repository is, what is new in it, and its README."""

import posixpath
from collections.abc import Iterator, Mapping
from functools import partial
from html import escape
from typing import Any

from scanpress.git_browser.addresses import file_address, has_page
from scanpress.git_browser.content import attempt
from scanpress.git_browser.content.blob import LARGEST
from scanpress.git_browser.content.code import decode_text
from scanpress.git_browser.content.markdown import is_markdown, linked_files, render
from scanpress.git_browser.pages.refs import created, newest_first
from scanpress.git_browser.snapshot.slugs import parent_of
from scanpress.git_browser.snapshot.snapshot import Snapshot
from scanpress.git_browser.words import NO_DATE, day, name_of, subject_of
from scanpress.repository import LINK, TreeEntry, decode_path, objects, shown
from scanpress.writer import Group, Output, Page, href

_COMMITS = 10
_TAGS = 5


def home_group(snapshot: Snapshot) -> Group:
    """Return the first page; links of README may depend on any file."""
    made_from = snapshot.digest and snapshot.digest_with(snapshot.digest, snapshot.clone_hint)
    return Group("home", made_from, partial(_pages, snapshot))


def view_home(made_from: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the page shows, with README as HTML."""
    readme = made_from["readme"]
    shown_readme = readme and {"name": readme["name"], "address": href(readme["address"]), "html": _html(readme)}
    return {**made_from, "readme": shown_readme}


def _pages(snapshot: Snapshot) -> Iterator[Output]:
    tags = newest_first(snapshot, "tag")
    path = next((path for path, label in snapshot.header_files.items() if label == "README"), None)
    entry = _file_at(snapshot, path) if path else None
    made_from = {
        "name": shown(snapshot.settings.name),
        "description": snapshot.description,
        "clone": snapshot.clone_hint,
        "branch": snapshot.shown_branch,
        "branches": sum(ref.kind == "branch" for ref in snapshot.refs),
        "commits": [_commit(snapshot, oid) for oid in snapshot.log[:_COMMITS]],
        "commit_count": len(snapshot.log),
        "file_count": snapshot.tree.root.count,
        "tags": [
            (shown(ref.name), ref.commit, day(signature) if (signature := created(snapshot, ref)) else NO_DATE)
            for ref in tags[:_TAGS]
        ],
        "tag_count": len(tags),
        "readme": _readme(snapshot, entry) if entry else None,
    }
    yield Page("index.html", "git/home.html", view_home, made_from)


def _file_at(snapshot: Snapshot, path: str) -> TreeEntry | None:
    """Return the file at a path, or the one to which a symbolic link there leads, if there is such a file."""
    entry = snapshot.entry(path)
    blob = snapshot.repository.objects.blob(entry.oid, LARGEST) if entry and entry.mode == LINK else None
    target = posixpath.normpath(posixpath.join(parent_of(path), decode_path(blob.content))) if blob else ""
    linked = snapshot.entry(target) if target else None
    return linked if linked and linked.mode != LINK and has_page(snapshot, linked) else entry


def _commit(snapshot: Snapshot, oid: str) -> tuple[str, str, str, str]:
    commit = snapshot.commits[oid]
    return oid, day(commit.author), subject_of(commit), name_of(commit.author)


def _readme(snapshot: Snapshot, entry: TreeEntry) -> dict[str, Any]:
    name = entry.path.rpartition("/")[2]
    return {
        "store": snapshot.store,
        "blob": entry.oid,
        "size": entry.size,
        "name": shown(name),
        "address": file_address(snapshot, entry),
        "links": linked_files(snapshot, entry, "./") if is_markdown(name) else {},
    }


def _html(readme: Mapping[str, Any]) -> str:
    """Return README as HTML: rendered if it is Markdown, else as it is written; nothing if it is not a text."""
    blob = objects(readme["store"]).blob(readme["blob"]) if readme["size"] <= LARGEST else None
    if blob is None or blob.is_binary:
        return ""
    text, _ = decode_text(blob.content)
    rendered = attempt(render, text, readme["links"]) if is_markdown(readme["name"]) else ""
    return rendered or f"<pre>{escape(text, quote=False)}</pre>"
