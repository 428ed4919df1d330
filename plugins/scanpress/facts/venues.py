"""Venues: one conference or journal under all of its names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from scanpress.facts.file import Facts, record
from scanpress.facts.mistake import Mistake
from scanpress.facts.slugs import slug, words_of

_SCHEMA = Path(__file__).with_name("venues.schema.json")
_OF_ONE_ISSUE = re.compile(r"(?:19|20)\d\d|\d+(?:st|nd|rd|th)")


@dataclass(frozen=True, slots=True)
class Venue:
    """A conference or journal; `url` is None if none is known. Two names of one venue have the same slug."""

    slug: str
    name: str
    short: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    slug: str
    name: str
    short: str
    url: str | None
    aliases: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return (self.slug, self.short, self.name, *self.aliases)


@dataclass(frozen=True)
class Venues:
    """The known venues."""

    known: tuple[Venue, ...] = ()
    names: tuple[tuple[str, str], ...] = field(default=(), repr=False)  # normalised name, slug

    def find(self, name: str) -> Venue:
        """Return the venue of this name; an unknown one gets a slug made from the name.

        >>> Venues().find("Workshop on Insights 2024").slug
        'workshop-on-insights'
        """
        words = _words(name)
        return self._by_name.get(words) or Venue(slug(words, name), name, name)

    @cached_property
    def _by_name(self) -> dict[str, Venue]:
        by_slug = {venue.slug: venue for venue in self.known}
        return {name: by_slug[slug] for name, slug in self.names}


def load_venues(path: Path) -> Venues:
    """Read the venues; raise a FactsError with all mistakes."""
    entries = [record(_Entry, entry) for entry in Facts.load(path, schema=_SCHEMA, rules=_repeated).value["venues"]]
    names = {_words(name): entry.slug for entry in entries for name in entry.names}
    return Venues(
        known=tuple(Venue(entry.slug, entry.name, entry.short, entry.url) for entry in entries),
        names=tuple(sorted(names.items())),
    )


def _words(name: str) -> str:
    """Return what two spellings of a venue share: lower case, no accents, no punctuation, no year or ordinal."""
    words = [word for word in words_of(name) if not _OF_ONE_ISSUE.fullmatch(word)]
    return " ".join(words).removeprefix("proceedings of ").removeprefix("the ")


def _repeated(facts: Facts) -> Iterator[Mistake]:
    """Yield a mistake for each name that two venues claim."""
    owners: dict[str, int] = {}
    entries = [record(_Entry, value) for value in facts.value["venues"]]
    for index, entry in enumerate(entries):
        for name in entry.names:
            owner = owners.setdefault(_words(name), index)
            if owner != index:
                message = f"{name!r} is a name of {entries[owner].short} already"
                yield facts.mistake(("venues", index), message, "keep it with one of the two")
