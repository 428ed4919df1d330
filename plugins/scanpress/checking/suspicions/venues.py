"""Venues that are something else: an address, a number, a website, nearly a well-known one."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from scanpress.checking.display import quoted
from scanpress.checking.form import value_at
from scanpress.checking.known.venues import abbreviation, is_name_of_venue, known_venue, near_venues
from scanpress.checking.known.wording import BULLET, digits_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_PAGES = re.compile(
    r"(?<!\s)(?:\s*[,;.:(]\s*(?:pp?\.|pages)|\s+pp\.)\s?[0-9]+(?:\s?[-\u2013\u2014]+\s?[0-9]+)?[.)]*\Z", re.IGNORECASE
)
# The volume, its issue, and pages or the number of an article.
_VOLUME = re.compile(
    r"(?<=[^\W\d_.])\.?[\s,;:]{1,3}(?:vol(?:ume)?\.?\s?)?[0-9]{1,4}\s?\((?!(?:19|20)[0-9]{2}\))[0-9]{1,4}(?:[-\u2013/][0-9]{1,4})?\)"
    r"(?:\s?[,:;]\s?\w{1,20}(?:\s?[-\u2013]\s?\w{1,20})?){0,3}\.?\Z",
    re.IGNORECASE,
)
_PREPRINT = re.compile(
    r"(arxiv(?: e-?prints?| preprints?)?)[\s,:]*(?:abs/|arxiv:)?([0-9]{4}\.[0-9]{4,5})(?:v[0-9]+)?(?:\s?\[[\w.-]+\])?",
    re.IGNORECASE,
)
_IDENTIFIER = re.compile(
    r"(?:https?://(?:dx\.)?doi\.org/|doi:\s?)?(10\.[0-9]{4,9}/\S+)|(?:issn:?\s?)?[0-9]{4}-[0-9]{3}[0-9X]", re.IGNORECASE
)
_OF_NUMBERS = "0123456789-x"  # the signs of an ISSN, and of years and volumes
_NO_VENUE = frozenset(
    [
        "conference",
        "journal",
        "proceedings",
        "paper",
        "article",
        "peer-reviewed",
        "peer reviewed",
        "unpublished",
        "google scholar",
        "semantic scholar",
        "openreview",
        "openreview.net",
        "dblp",
        "researchgate",
        "github",
        "unknown",
        "other",
        "not available",
        "not specified",
        "not stated",
        "no venue",
        "under review",
        "in review",
        "submitted",
        "in submission",
        "accepted",
        "to appear",
        "forthcoming",
        "in press",
    ]
)


@lru_cache(maxsize=4096)
def is_odd_venue(venue: str) -> bool:
    """Return whether a venue may be something else: a quick look."""
    bare = venue.strip().casefold()
    has_part = any(part in bare for part in ("/", "rxiv", "issn", "pp.", "p. ", "pages "))
    has_part = has_part or ("(" in bare and _VOLUME.search(venue) is not None)
    is_odd = has_part or not bare.strip(_OF_NUMBERS) or bare in _NO_VENUE or near_venues(venue) != ()
    return is_odd or _name_inside(venue.strip()) is not None


def of_venue(venue: str, document: object) -> tuple[str, str] | None:
    """Return why a venue is none, and what to do."""
    if re.fullmatch(r"(?:https?://|www\.)\S+", venue):
        return (
            f"{quoted(venue)} is an address and not the name of a venue",
            'write the name, such as "ICLR"; an address of the paper goes under "url"',
        )
    if venue.casefold() in _NO_VENUE:
        return f"{quoted(venue)} is not the name of a venue", "write the name, or leave the key out if it is not known"
    if match := _IDENTIFIER.fullmatch(venue):
        message = f"{quoted(venue)} is {'a DOI' if match[1] else 'an ISSN'} and not the name of a venue"
        return message, "write the name of the venue" + '; a DOI of the paper goes under "doi"' * bool(match[1])
    if venue.isdigit():
        if not isinstance(value_at(document, ("paper", "year")), int):
            return None  # the two are exchanged, which is an error of the year
        return f"{quoted(venue)} is a number and not the name of a venue", "write the name, or leave the key out"
    return _beside_venue(venue, document)


def _beside_venue(venue: str, document: object) -> tuple[str, str] | None:
    """Return what is beside the name of a venue, and what to write."""
    if (match := _PAGES.search(venue)) and match.start():
        rest = venue[: match.start()].strip()
        return f"{quoted(match[0].strip(' ,;'))} are pages, not part of the venue", f"write {quoted(rest)}"
    if match := _VOLUME.search(venue):
        rest = venue[: match.start()].strip()
        return f"{quoted(match[0].strip(' ,;'))} is the volume, not part of the venue", f"write {quoted(rest)}"
    if near := near_venues(venue):
        choices = " or ".join(map(quoted, near))
        return (
            f"{quoted(venue)} is nearly the name of a well-known venue",
            f"write {choices} if you mean that, or leave it if it is another venue",
        )
    if match := _PREPRINT.fullmatch(venue):
        paper: Mapping[str, Any] = value_at(document, ("paper",)) or {}
        key = "" if paper.get("arxiv_id") else f', and "arxiv_id": {quoted(match[2])}'
        return "the arXiv id is not part of the venue", f'write "arXiv"{key}'
    return _name_inside(venue)


def _name_inside(venue: str) -> tuple[str, str] | None:
    """Return what is around the name of a venue, or a year with letters in it, and what to write."""
    if match := _BRACKETED.fullmatch(venue):
        return "the name of the venue is in brackets", f"write {quoted(match[1].strip())}"
    if match := _ACCEPTED.fullmatch(venue):
        return (
            f"{quoted(venue[: match.start(1)].strip())} is not part of the name of the venue",
            f"write {quoted(match[1])}",
        )
    if (match := _LETTER_YEAR.search(venue)) and any(map(str.isdigit, match[0])) and not match[0].isdigit():
        plain = digits_of(match[0])
        return f"{quoted(match[0])} has letters in place of digits", f"write {quoted(venue.replace(match[0], plain))}"
    return bullet(venue) or spaces_twice(venue) or _more_than_the_name(venue)


def _more_than_the_name(venue: str) -> tuple[str, str] | None:
    """Return what is beside the whole name of a well-known venue, and what to write; the site has one more venue then.

    A workshop or a track is a venue of its own.
    """
    known = known_venue(venue)
    start = len(match[0]) if (match := _IN.match(venue)) else 0
    if known is None or (is_name_of_venue(venue) and not start):
        return None
    ends = (len(venue), *(each.start() for each in reversed([*_BOUNDARY.finditer(venue, start)])))
    end = next((each for each in ends if is_name_of_venue(venue[start:each])), 0)
    if not end or known_venue(venue[end:]) == known:  # its other name
        return None
    rest = venue[end:].strip(" ,;:()[]|-") or venue[:start].strip()
    name = venue[start:end].strip(" ,;:")
    shown = quoted(name) if len(name) <= _LONGEST else f"{quoted(abbreviation(known))}, or the name without it"
    return f"{quoted(rest)} is not part of the name of the venue, and makes another venue of it", f"write {shown}"


_LONGEST = 50  # characters of a name that a remedy repeats
_IN = re.compile(r"in:?\s+", re.IGNORECASE)
_BOUNDARY = re.compile(
    r"\s?[,;:(\[]|\s[-\u2013\u2014|]\s|\s(?=(?:conference |main )?(?:poster|oral|spotlight|highlight|notable"
    r"|submission|withdrawn|accept)\b)",
    re.IGNORECASE,
)


_BRACKETED = re.compile(r"[\[(]([^()\[\]]+)[\])]")
_ACCEPTED = re.compile(
    r"(?:(?:accepted|published|to appear|appeared|presented|submitted|forthcoming|in press)"
    r"(?: as an? (?:\w+ ){0,3}(?:paper|poster|article|spotlight|oral))?\s*(?:at|in|to|by|for|:)"
    r"|in:)\s*(?:the\s+)?(\S.*)",
    re.IGNORECASE,
)
_LETTER_YEAR = re.compile(r"(?<![A-Za-z0-9])[12lI][09Oo][0-9OolI]{2}(?![A-Za-z0-9])")


def bullet(text: str) -> tuple[str, str] | None:
    """Return that a name begins with the mark of a list, and what to write."""
    match = BULLET.match(text)
    if match is None or "\n" in text:
        return None
    return f"{quoted(match[0].strip())} is the mark of a list", f"write {quoted(' '.join(text[match.end() :].split()))}"


def spaces_twice(text: str) -> tuple[str, str] | None:
    """Return that a name has several spaces between two words, and what to write."""
    if "  " not in text or "\n" in text:
        return None
    return "it has two spaces between two words", f"write {quoted(' '.join(text.split()))}: scanpress fmt --fix does"
