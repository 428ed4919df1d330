"""The last part of an address that a name gives: of a venue, a rater or a paper."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+")
_UNSAFE = re.compile(r"[^a-z0-9.]+")
_LONGEST = 80  # bytes, leaving room for what an address adds; a file's name ends at 255 bytes


def words_of(name: str) -> list[str]:
    """Return the words of a name in lower case, without accents and punctuation.

    >>> words_of("Gemini 2.5-Flash (É)")
    ['gemini', '2', '5', 'flash', 'e']
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    return _WORD.findall(plain)


def slug(words: str, name: str) -> str:
    """Return words in the form of an address; if there are none, or too many, a digest tells the name from others."""
    return _bounded(words.replace(" ", "-"), words or name)


def slug_of_identifier(kind: str, identifier: str) -> str:
    """Return an identifier in the form of an address.

    >>> slug_of_identifier("doi", "10.18653/v1/2024.acl-long.1")
    'doi-10.18653-v1-2024.acl-long.1'
    """
    plain = _UNSAFE.sub("-", identifier.lower()).strip("-.")
    return _bounded(f"{kind}-{plain}", f"{kind} {identifier}")


def _bounded(text: str, name: str) -> str:
    if text and len(text.encode()) <= _LONGEST:
        return text
    start = text.encode()[:_LONGEST].decode(errors="ignore").rstrip("-")
    return _with_digest(start, name)


def _with_digest(start: str, name: str) -> str:
    digest = sha256(name.encode()).hexdigest()[:8]
    return f"{start}-{digest}" if start else digest


class Named(NamedTuple):
    """Something with an address: `name` tells it from all others, `slugs` may be looked for, the best one first."""

    name: str
    slugs: Sequence[str]


class Slugs(NamedTuple):
    """The slug of each thing, in order, and at each other slug the places of the things that may be meant."""

    own: Sequence[str]
    others: Mapping[str, Sequence[int]]


def assign(things: Sequence[Named]) -> Slugs:
    """Return slugs that differ: if several things have the same best slug, each has a digest, and the slug lists them.

    So an address that was once published keeps its meaning, or leads on, whatever is added.

    >>> assign([Named("a", ["x", "y"]), Named("b", ["z", "y"]), Named("c", ["x"])])
    Slugs(own=['x-ca978112', 'z', 'x-2e7d2c03'], others={'x': [0, 2], 'y': [0, 1]})
    """
    first: dict[str, int] = {}
    for thing in things:
        first[thing.slugs[0]] = first.get(thing.slugs[0], 0) + 1
    own = [_with_digest(each.slugs[0], each.name) if first[each.slugs[0]] > 1 else each.slugs[0] for each in things]
    taken = frozenset(own)
    others: dict[str, list[int]] = {}
    for place, thing in enumerate(things):
        for other in dict.fromkeys(thing.slugs):
            if other not in taken:
                others.setdefault(other, []).append(place)
    return Slugs(own, others)
