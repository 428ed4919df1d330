"""The rules of RFC 4287 that a feed can break."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

_ATOM = "{http://www.w3.org/2005/Atom}"
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
_EMAIL = re.compile(r".+@.+")
_ONCE = ("id", "title", "updated")
_AT_MOST_ONCE = ("published", "content", "summary", "rights", "source", "generator", "icon", "logo", "subtitle")
_KNOWN = {*_ONCE, *_AT_MOST_ONCE, "author", "category", "contributor", "entry", "link", "name", "uri", "email", "feed"}


def atom_errors(text: str) -> list[str]:
    """Return what is wrong with a feed."""
    feed = ET.fromstring(text)  # noqa: S314 (made by ourselves)
    if feed.tag != f"{_ATOM}feed":
        return [f"the outermost element is {feed.tag}"]
    entries = feed.findall(f"{_ATOM}entry")
    errors = [error for container in (feed, *entries) for error in _container_errors(container)]
    errors += [f"unknown {element.tag}" for element in feed.iter() if element.tag.removeprefix(_ATOM) not in _KNOWN]
    if feed.find(f"{_ATOM}author") is None and any(entry.find(f"{_ATOM}author") is None for entry in entries):
        errors.append("neither the feed nor each entry has an author")
    identities = Counter(entry.findtext(f"{_ATOM}id") for entry in entries)
    return errors + [f"id {identity} is there {count} times" for identity, count in identities.items() if count > 1]


def _container_errors(container: ET.Element) -> Iterator[str]:
    place = container.findtext(f"{_ATOM}id") or container.tag
    for name in _ONCE:
        if len(container.findall(_ATOM + name)) != 1:
            yield f"{place}: not exactly one {name}"
    for name in _AT_MOST_ONCE:
        if len(container.findall(_ATOM + name)) > 1:
            yield f"{place}: more than one {name}"
    if not urlsplit(container.findtext(f"{_ATOM}id") or "").scheme:
        yield f"{place}: the id is not absolute"
    for name in ("updated", "published"):
        yield from (
            f"{place}: {name} is {date.text}"
            for date in container.findall(_ATOM + name)
            if not _DATE.fullmatch(date.text or "")
        )
    yield from _person_errors(place, container)
    yield from _link_errors(place, container)


def _person_errors(place: str, container: ET.Element) -> Iterator[str]:
    for person in container.findall(f"{_ATOM}author"):
        if len(person.findall(f"{_ATOM}name")) != 1:
            yield f"{place}: an author without exactly one name"
        emails = [email.text or "" for email in person.findall(f"{_ATOM}email")]
        if len(emails) > 1 or not all(map(_EMAIL.fullmatch, emails)):
            yield f"{place}: e-mail addresses {emails}"


def _link_errors(place: str, container: ET.Element) -> Iterator[str]:
    links = container.findall(f"{_ATOM}link")
    kinds = Counter((link.get("type"), link.get("hreflang")) for link in links if link.get("rel") == "alternate")
    if any(count > 1 for count in kinds.values()):
        yield f"{place}: two alternate links of one kind"
    if not all(link.get("href") for link in links):
        yield f"{place}: a link to nowhere"
    has_content = container.find(f"{_ATOM}content") is not None
    if container.tag == f"{_ATOM}entry" and not has_content and not kinds:
        yield f"{place}: neither content nor a link to it"
    if container.tag == f"{_ATOM}feed" and not any(link.get("rel") == "self" for link in links):
        yield f"{place}: no link to itself"
