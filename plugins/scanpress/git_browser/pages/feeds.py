"""Atom feeds of commits and of tags."""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from scanpress.git_browser.pages.addresses import commit_address
from scanpress.git_browser.pages.people import person, subject_of
from scanpress.git_browser.pages.refs import moment_of
from scanpress.git_browser.snapshot.snapshot import Snapshot
from scanpress.repository import Commit, Ref, Signature, printable, shown
from scanpress.writer import Group, Output, Page, href

_LENGTH = 100
_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)")
_EPOCH = "1970-01-01T00:00:00Z"


def feeds_group(snapshot: Snapshot) -> Group:
    """Return the group of both feeds."""
    tags = [ref for ref in snapshot.refs if ref.kind == "tag"]
    return Group("feeds", snapshot.digest_with(snapshot.log[:_LENGTH], tags), partial(_feeds, snapshot))


def _feeds(snapshot: Snapshot) -> Iterator[Output]:
    commits = [_commit(snapshot, snapshot.commits[oid]) for oid in snapshot.log[:_LENGTH]]
    tags = sorted(
        (ref for ref in snapshot.refs if ref.kind == "tag"), key=lambda ref: moment_of(snapshot, ref), reverse=True
    )
    yield _feed(snapshot, "atom.xml", "log.html", "commits", commits)
    yield _feed(snapshot, "tags.xml", "refs.html", "tags", [_tag(snapshot, ref) for ref in tags[:_LENGTH]])


def view_feed(made_from: dict[str, Any]) -> dict[str, Any]:
    """Return a feed with its links and ids, which are absolute addresses, or `tag:` ids if the site has no address."""
    url, name = made_from["url"], made_from["name"]
    entries = [
        entry | {"id": _identity(url, name, entry["key"]), "link": _link(url, entry["address"])}
        for entry in made_from["entries"]
    ]
    return made_from | {
        "entries": entries,
        "id": _identity(url, name, made_from["feed"]),
        "link": _link(url, made_from["page"]),
        "self": _link(url, made_from["feed"]),
    }


def _feed(snapshot: Snapshot, address: str, page: str, title: str, entries: list[dict[str, Any]]) -> Page:
    made_from = {
        "feed": address,
        "page": page,
        "url": snapshot.settings.site_url,
        "name": snapshot.settings.name,
        "title": f"{snapshot.settings.name}: {title}",
        "updated": entries[0]["updated"] if entries else _EPOCH,
        "entries": entries,
    }
    return Page(address, "git/feed.xml", view_feed, made_from)


def _commit(snapshot: Snapshot, commit: Commit) -> dict[str, Any]:
    return {
        "key": f"commit/{commit.oid}",
        "address": commit_address(commit.oid),
        "title": subject_of(commit),
        "published": _date(commit.author),
        "updated": _date(commit.committer),
        "author": _author(snapshot, commit.author),
        "content": printable(commit.message),
    }


def _tag(snapshot: Snapshot, ref: Ref) -> dict[str, Any]:
    commit = snapshot.commits[ref.commit] if ref.commit else None
    signature = ref.tagger or (commit.committer if commit else None)
    unknown = {"name": "(unknown)", "email": "", "when": ""}
    return {
        "key": f"tag/{ref.oid}/{shown(ref.name)}",
        "address": commit_address(ref.commit) if ref.commit else "refs.html",
        "title": shown(ref.name),
        "published": _date(signature),
        "updated": _date(signature),
        "author": _author(snapshot, signature) if signature else unknown,
        "content": printable(ref.message) or (subject_of(commit) if commit else ""),
    }


def _author(snapshot: Snapshot, signature: Signature) -> dict[str, Any]:
    """Return a person, without an address that is not one: git accepts any word, Atom does not."""
    author = person(signature, show_emails=snapshot.settings.show_emails)
    return author if re.fullmatch(".+@.+", author["email"]) else author | {"email": ""}


def _date(signature: Signature | None) -> str:
    when = signature.when if signature else ""
    return when if _RFC_3339.fullmatch(when) else _EPOCH


def _identity(url: str, name: str, key: str) -> str:
    """Return an id that never changes; nobody owns a domain that ends in `.invalid`."""
    return f"{url}/{href(key)}" if url else f"tag:{href(name).replace('/', '-')}.invalid,1970-01-01:{href(key)}"


def _link(url: str, address: str) -> str:
    return f"{url}/{href(address)}" if url else str(href(address))
