"""Atom feeds of commits and of tags."""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from scanpress.git_browser.addresses import commit_address
from scanpress.git_browser.pages.refs import created, newest_first
from scanpress.git_browser.snapshot.snapshot import Snapshot
from scanpress.git_browser.words import excerpt, person, subject_of
from scanpress.pelican_build.feeds import atom_page, feed_of
from scanpress.repository import Commit, Ref, Signature, shown, visible
from scanpress.writer import Group, Output, Page

_LENGTH = 100


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


def _feed(snapshot: Snapshot, address: str, page: str, title: str, entries: list[dict[str, Any]]) -> Page:
    name = snapshot.settings.name
    about = {"feed": address, "page": page, "title": f"{name}: {title}", "url": snapshot.settings.site_url}
    return atom_page(feed_of({**about, "name": name}, entries))


def _commit(snapshot: Snapshot, commit: Commit) -> dict[str, Any]:
    return {
        "key": f"commit/{commit.oid}",
        "address": commit_address(commit.oid),
        "title": subject_of(commit),
        "published": commit.author.when,
        "updated": commit.committer.when,
        "author": _author(snapshot, commit.author),
        "content": excerpt(visible(commit.message)),
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
        "content": excerpt(visible(ref.message)) or (subject_of(commit) if commit else ""),
    }


def _author(snapshot: Snapshot, signature: Signature) -> dict[str, Any]:
    """Return a person, without an address that is not one: git accepts any word, Atom does not."""
    author = person(signature, show_emails=snapshot.settings.show_emails)
    return author if re.fullmatch(".+@.+", author["email"]) else author | {"email": ""}
