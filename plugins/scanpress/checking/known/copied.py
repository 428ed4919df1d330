"""Identifiers as people copy them: after words and addresses, and an arXiv id before its version.

This is the one rule on them: `scanpress new`, `fmt --fix` and the form use it. The form gets the same patterns, which
are written so that Python and JavaScript (with the flag `i`) read them alike.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from scanpress.checking.known.authors import in_usual_order, written_apart

PATTERNS: Mapping[str, str] = {
    # Groups: the id, and what is lost if only the id is kept.
    "arxiv": r"(?:(?:https?://)?(?:[a-z]+\.)?arxiv\.org/(?:abs|pdf|html)/|arxiv(?::\s*|\s+)|"
    r"(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/|doi:\s*)?10\.48550/arxiv\.)*"
    r"(.*?)((?:v[0-9]+)?(?:\s*\[[a-z.-]+\])?)(?:\.pdf|/)?([?#].*)?",
    "doi": r"(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/|(?:urn:|info:)?doi(?:[:/]\s*|\s+))*(.*)",
}
"""The rule as patterns of whole texts, for the form's script."""

_LONGEST = 1_000  # characters; longer texts are no identifiers, and the patterns look at some parts again and again


def arxiv_id(text: str) -> str:
    """Return the arXiv id in a text that people copy, such as an address.

    >>> arxiv_id("https://arxiv.org/abs/2406.13229v2"), arxiv_id("arXiv:2406.13229 [cs.CL]")
    ('2406.13229', '2406.13229')
    """
    match = _match("arxiv", text.strip())
    return match[1] if match else text


def whole_arxiv_id(text: str) -> str:
    """Return the arXiv id in a text, or the text itself if a version or more would be lost.

    >>> whole_arxiv_id("arXiv:2406.13229"), whole_arxiv_id("arXiv:2406.13229v2")
    ('2406.13229', 'arXiv:2406.13229v2')
    """
    match = _match("arxiv", text)
    return match[1] if match and not match[2] and not match[3] else text


def doi(text: str) -> str:
    """Return the DOI in a text that people copy, such as an address.

    >>> doi("https://doi.org/10.1000/182"), doi("doi:https://doi.org/10.1000/182")
    ('10.1000/182', '10.1000/182')
    """
    match = _match("doi", text.strip())
    return match[1] if match else text


def parts_of_citation(text: str) -> dict[str, Any]:
    """Return the authors, the year and the title of a citation, as far as they are clear; empty for other texts.

    None stands for what is not clear: a title, and further authors.

    >>> parts_of_citation("Byron and Li (2019), JW300: A Corpus for Socks")
    {'title': 'JW300: A Corpus for Socks', 'authors': ['Byron', 'Li'], 'year': 2019}
    >>> parts_of_citation("Ada Byron et al. Sorting Socks. In Proc. of SOCK, 2020")
    {'title': 'Sorting Socks', 'authors': ['Ada Byron', None], 'year': 2020}
    >>> parts_of_citation("Sorting Socks (2019)"), parts_of_citation("2001: A Space Odyssey. A Review")
    ({}, {})
    """
    if len(text) > _LONGEST or not (years := _YEAR.findall(text)):
        return {}
    if match := _NAMES_FIRST.fullmatch(text) or _VENUE_LAST.fullmatch(text):
        given = match["names"].strip(" ,")
        bare = _OTHERS.sub("", given)
        names = list(in_usual_order(written_apart(bare)))
        fewest = 1 if match.re is _NAMES_FIRST else 2  # words of a name: titles may be of two parts, too
        if names and all(fewest <= len(each.split()) <= _NAME and not _OF_TITLES.search(each) for each in names):
            title = match["title"].strip(' "\u201c\u201d.,')
            return {"title": title, "authors": [*names, *[None] * (bare != given)], "year": int(match["year"])}
    # A citation of another form: a year in brackets behind initials, or "et al.".
    year = int(years[0]) if len(years) == 1 else None
    return {"title": None, "authors": None, "year": year} if _OTHER_FORM.search(text) else {}


_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
_NAMES_FIRST = re.compile(
    r"(?P<names>[^\W\d_][^\d():]{1,200}?),? \(?(?P<year>(?:19|20)[0-9]{2})[a-z]?\)?[.,:]+ "
    r"(?P<title>[^.?!]{8,300}[.?!]?)"
)
_VENUE_LAST = re.compile(
    r"(?P<names>[^\W\d_][^\d():?!]{3,200}?)(?<!\b[A-Z])\. (?P<title>[^.]{8,300})\. [^.].{1,200}?\b"
    r"(?P<year>(?:19|20)[0-9]{2})\)?\.?"
)
_OTHERS = re.compile(r",?\s(?:et\.? al\.?|and others|and colleagues)\Z", re.IGNORECASE)
_OTHER_FORM = re.compile(r"\bet\.? al\b|\b[A-Z]\.,? .{0,300}\((?:19|20)[0-9]{2}[a-z]?\)")
_OF_TITLES = re.compile(r"\b(?:[Aa]n?|[Tt]he|of|for|in|on|with|from|to|by|via|is|are)\b(?!\.)")  # words, not names
_NAME = 5  # words of a name at most


def _match(name: str, text: str) -> re.Match[str] | None:
    return _pattern(name).fullmatch(text) if len(text) <= _LONGEST else None


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(PATTERNS[name], re.IGNORECASE)
