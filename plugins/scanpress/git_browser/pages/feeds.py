"""Atom feeds of commits and of tags."""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from scanpress.git_browser.addresses import commit_address
from scanpress.git_browser.pages.refs import created, newest_first
from scanpress.git_browser.snapshot.snapshot import Snapshot
from scanpress.git_browser.words import person, subject_of
from scanpress.repository import Commit, Ref, Signature, shown, visible
from scanpress.writer import Group, Output, Page, href

_LENGTH = 100
_NEVER = "1970-01-01T00:00:00Z"  # when a feed without entries was updated, because Atom asks for a date


def feeds_group(snapshot: Snapshot) -> Group:
    """Return the group of both feeds."""
    tags = [ref for ref in snapshot.refs if ref.kind == "tag"]
    newest = snapshot.newest_commits[:_LENGTH]
    return Group("feeds", snapshot.digest_with(newest, tags), partial(_feeds, snapshot, newest))


def _feeds(snapshot: Snapshot, newest: Sequence[str]) -> Iterator[Output]:
    commits = [_commit(snapshot, snapshot.commits[oid]) for oid in newest]
    yield _feed(snapshot, "atom.xml", "log.html", "commits", commits)
    # An entry has a date, so that tags without one are not in the feed.
    dated = ((ref, created(snapshot, ref)) for ref in newest_first(snapshot, "tag"))
    tags = [_tag(snapshot, ref, by) for ref, by in dated if by and by.instant is not None][:_LENGTH]
    yield _feed(snapshot, "tags.xml", "refs.html", "tags", tags)


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
        "updated": entries[0]["updated"] if entries else _NEVER,
        "entries": entries,
    }
    return Page(address, "git/feed.xml", view_feed, made_from)


def _commit(snapshot: Snapshot, commit: Commit) -> dict[str, Any]:
    return {
        "key": f"commit/{commit.oid}",
        "address": commit_address(commit.oid),
        "title": subject_of(commit),
        "published": commit.author.when,
        "updated": commit.committer.when,
        "author": _author(snapshot, commit.author),
        "content": visible(commit.message),
    }


def _tag(snapshot: Snapshot, ref: Ref, signature: Signature) -> dict[str, Any]:
    commit = snapshot.commits[ref.commit] if ref.commit else None
    return {
        "key": f"tag/{ref.oid}/{shown(ref.name)}",
        "address": commit_address(ref.commit) if ref.commit else "refs.html",
        "title": shown(ref.name),
        "published": signature.when,
        "updated": signature.when,
        "author": _author(snapshot, signature),
        "content": visible(ref.message) or (subject_of(commit) if commit else ""),
    }


def _author(snapshot: Snapshot, signature: Signature) -> dict[str, Any]:
    """Return a person, without an address that is not one: git accepts any word, Atom does not."""
    author = person(signature, show_emails=snapshot.settings.show_emails)
    return author if re.fullmatch(".+@.+", author["email"]) else author | {"email": ""}


def _identity(url: str, name: str, key: str) -> str:
    """Return an id that never changes; nobody owns a domain that ends in `.invalid`."""
    return f"{url}/{href(key)}" if url else f"tag:{href(name).replace('/', '-')}.invalid,1970-01-01:{href(key)}"


def _link(url: str, address: str) -> str:
    return f"{url}/{href(address)}" if url else str(href(address))
