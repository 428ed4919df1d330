"""Feeds of new and changed scans: of all, of each venue and each instrument, and of changes of status."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from scanpress.corpus import Corpus, Summary
from scanpress.corpus.changes import Event
from scanpress.instruments import with_key
from scanpress.pelican_build.feeds import atom_page, feed_of, json_file
from scanpress.revisions import Revisions
from scanpress.scan_pages import addresses
from scanpress.scan_pages.changes.lines import in_words
from scanpress.scan_pages.pages.venue import editions_of
from scanpress.scan_pages.tabulated import TabulatedCorpus
from scanpress.writer import Group, Output

LENGTH = 50
"""Entries of a feed at most."""
FORMATS = ("atom.xml", "feed.json")
"""The names of the two files of a feed, beside the page that shows the same scans."""
_INDEX = "index.html"
_WITHDRAWN = "status"


class Feed(NamedTuple):
    """A feed: its page, and what its scans have in common."""

    page: str
    title: str


class Item(NamedTuple):
    """What a commit did to a scan that the collection has."""

    summary: Summary
    events: tuple[Event, ...]


def groups(tabulated: TabulatedCorpus, revisions: Revisions, instruments: Sequence[str]) -> Iterator[Group]:
    """Declare the feeds, those of the given instruments among them; there are none without a history."""
    if revisions.key:
        outputs = partial(_feeds, tabulated, revisions, instruments)
        length = len(FORMATS) * (2 + len(instruments) + len(editions_of(tabulated)))
        yield Group("feeds of scans", [revisions.key, tabulated.made_from, instruments], outputs, length)


def _feeds(tabulated: TabulatedCorpus, revisions: Revisions, instruments: Sequence[str]) -> Iterator[Output]:
    known = tabulated.known
    every, status = (
        Feed(addresses.changes_page(), "new and changed scans"),
        Feed(addresses.status_page(), "status of scans"),
    )
    venues = {venue.slug: Feed(addresses.venue_page(venue.slug), venue.short) for venue in editions_of(tabulated)}
    asked = {key: Feed(addresses.instrument_page(key), with_key(key).label) for key in instruments}
    found: dict[Feed, list[Item]] = {feed: [] for feed in (every, status, *venues.values(), *asked.values())}

    def feeds_of(venue: str, instrument: str) -> tuple[Feed | None, Feed | None]:
        return venues.get(known.venue(venue).slug) if venue else None, asked.get(instrument)

    full: set[str] = set()

    def is_wanted(path: str) -> bool:
        # Most scans were added long ago: to read the summaries of all takes 1.0 s of 11 (56,800 scans, November 2026).
        segment = tabulated.corpus.segment(path).name
        if segment in full:
            return False
        kinds = tabulated.columns[segment].kinds
        feeds = {every, *(feed for kind in kinds for feed in feeds_of(kind.venue, kind.instrument))}
        if all(feed is None or len(found[feed]) == LENGTH for feed in feeds):
            full.add(segment)
        return segment not in full

    for item in _items(revisions.events(), tabulated.corpus, is_wanted):
        summary = item.summary
        venue, instrument = feeds_of(summary.venue or "", summary.instrument)
        noted = item._replace(events=tuple(event for event in item.events if event.kind == "status"))
        for feed, shown in ((every, item), (venue, item), (instrument, item), (status, noted)):
            if feed and shown.events and len(found[feed]) < LENGTH:
                found[feed].append(shown)
    for feed, items in found.items():
        entries = [_entry(item, known.site_name) for item in items]
        about = {"page": feed.page, "title": f"{known.site_name}: {feed.title}", "url": known.site_url}
        atom, json = (
            feed_of({**about, "feed": feed.page.replace(_INDEX, name), "name": known.site_name}, entries)
            for name in FORMATS
        )
        yield from (atom_page(atom), json_file(json))


def _items(events: Sequence[Event], corpus: Corpus, is_wanted: Callable[[str], bool]) -> Iterator[Item]:
    """Yield what each commit did to each scan that there is now, the newest commit first.

    Commits without a date are left out: an entry of a feed must have one. Scans that are not wanted are left out, too,
    except changes of their status.
    """
    dated = [event for event in reversed(events) if event.when and event.kind != "removed"]
    for _, group in groupby(dated, attrgetter("commit")):
        by_path: dict[str, list[Event]] = {}
        for event in group:
            by_path.setdefault(event.path, []).append(event)
        for path, own in reversed(by_path.items()):
            if (is_wanted(path) or any(event.kind == "status" for event in own)) and path in corpus:
                yield Item(corpus.find(path), tuple(reversed(own)))


def _entry(item: Item, site: str) -> dict[str, Any]:
    summary, events = item
    first = events[0]
    lines = [
        line
        for event in events
        if (line := in_words(event.kind, event.question, (event.before, event.after), summary.instrument))
    ]
    facts = [summary.instrument_label, summary.rater or "unknown rater", summary.score]
    kind = _WITHDRAWN if all(event.kind == "status" for event in events) else ""
    return {
        "key": "/".join(filter(None, (summary.path.removesuffix(".json"), first.commit, kind))),
        "address": addresses.scan_page(summary.path),
        "title": summary.title if first.kind == "added" else f"{summary.title}: {_what(events)}",
        "published": first.when,
        "updated": first.when,
        "author": {"name": summary.rater or site, "email": ""},
        "content": "\n".join((*lines, " · ".join(filter(None, facts)))),
    }


def _what(events: Sequence[Event]) -> str:
    """Return in a few words what happened to a scan that there was before."""
    states = [event.after for event in events if event.kind == "status"]
    if states:
        return str(states[-1])
    answers = sum(event.kind == "answer" for event in events)
    if answers:
        return f"{answers} answer{'' if answers == 1 else 's'} changed"
    return "renamed" if any(event.kind == "moved" for event in events) else "text corrected"
