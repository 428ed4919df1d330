"""Feeds, as Atom (RFC 4287) and as JSON Feed 1.1, with the same entries."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from scanpress.writer import File, Page, href

_NEVER = "1970-01-01T00:00:00Z"  # when a feed without entries was updated, because Atom asks for a date
_JSON_FEED = "https://jsonfeed.org/version/1.1"


def feed_of(about: Mapping[str, str], entries: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return what a feed is made from.

    `about` has the address of the feed and of its page, its title, the address of the site, which may be empty, and a
    name that stands for the site then. An entry has a `key` that never changes, the `address` of its page, `title`,
    `content`, `published` and `updated`, and an `author` with name and e-mail address.
    """
    # The newest commit comes first, and its date may be older than that of the commit before it.
    updated = max((entry["updated"] for entry in entries), key=datetime.fromisoformat, default=_NEVER)
    return {**about, "updated": updated, "entries": list(entries)}


def atom_page(made_from: dict[str, Any]) -> Page:
    """Declare an Atom feed."""
    return Page(made_from["feed"], "feed.xml", view_feed, made_from)


def json_file(made_from: dict[str, Any]) -> File:
    """Declare a JSON Feed."""
    return File(made_from["feed"], json_feed, made_from)


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


def json_feed(made_from: dict[str, Any]) -> bytes:
    """Return a JSON Feed; without an address of the site, it has links only within the site."""
    feed = view_feed(made_from)
    items = [
        {
            "id": entry["id"],
            "url": entry["link"],
            "title": entry["title"],
            "content_text": entry["content"],
            "date_published": entry["published"],
            "date_modified": entry["updated"],
            "authors": [{"name": entry["author"]["name"]}],
        }
        for entry in feed["entries"]
    ]
    about = {"version": _JSON_FEED, "title": feed["title"], "home_page_url": feed["link"], "feed_url": feed["self"]}
    return (json.dumps({**about, "items": items}, ensure_ascii=False, indent=1) + "\n").encode()


def _identity(url: str, name: str, key: str) -> str:
    """Return an id that never changes; nobody owns a domain that ends in `.invalid`."""
    return f"{url}/{href(key)}" if url else f"tag:{href(name).replace('/', '-')}.invalid,1970-01-01:{href(key)}"


def _link(url: str, address: str) -> str:
    return f"{url}/{href(address)}" if url else str(href(address))
