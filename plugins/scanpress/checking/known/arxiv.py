"""Ids of arXiv (since April 2007 YYMM.NNNNN, before that archive[.XX]/YYMMNNN), and DOIs of no paper."""

import re
from datetime import date
from functools import cache, lru_cache

# The archives of ids before April 2007; five of them had subject classes, such as math.AG.
ARCHIVE = (
    r"(?:acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|"
    r"dg-ga|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math|math-ph|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics|"
    r"plasm-ph|q-alg|q-bio|quant-ph|solv-int|stat|supr-con)(?:\.[A-Z]{2}|\.[a-z]{2,3}-[a-z]{2,4})?"
)
"""A pattern of the archives, each with its subject classes."""
OLD = rf"{ARCHIVE}/(?:(?:9[1-9]|0[0-6])(?:0[1-9]|1[0-2])|070[1-3])[0-9]{{3}}"
"""A pattern of old ids; `arxiv_id` in the schemas has the same."""
NEW = r"[0-9]{4}\.[0-9]{4,5}"
"""A pattern of new ids."""


@cache
def _doi() -> re.Pattern[str]:
    return re.compile(rf"10\.48550/arxiv\.({NEW}|{OLD})(?:v[0-9]+)?", re.IGNORECASE)


_CLASS = re.compile(r"\.[A-Za-z-]+(?=/)")


def arxiv_id_in_doi(doi: str) -> str:
    """Return the arXiv id that a DOI of arXiv names, without a version, or an empty text.

    >>> arxiv_id_in_doi("10.48550/arXiv.2406.13229v2"), arxiv_id_in_doi("10.48550/arXiv.hep-th/9901001")
    ('2406.13229', 'hep-th/9901001')
    """
    match = _doi().fullmatch(doi)
    return plain_arxiv_id(match[1]) if match else ""


def is_no_doi_of_arxiv(doi: str) -> bool:
    """Return whether a DOI begins as those of arXiv do, and names no arXiv id.

    >>> [is_no_doi_of_arxiv(f"10.48550/{each}") for each in ("arXiv.2406.13229", "ICLR.2024.7", "arXiv.12345")]
    [False, True, True]
    """
    return doi.startswith(_PREFIX) and not arxiv_id_in_doi(doi)


def may_be_no_doi(doi: str, arxiv: str) -> bool:
    """Return whether a DOI may be an example, no DOI of arXiv, or not that of the arXiv id beside it: a quick look."""
    if doi.startswith(_PREFIX):
        return not (arxiv and doi.endswith(arxiv)) and (is_no_doi_of_arxiv(doi) or arxiv not in doi)
    return doi in TEMPLATE_DOIS or doi.startswith(_EXAMPLES) or "xample" in doi or "laceholder" in doi


_EXAMPLES = ("10.1234/", "10.0000/", "10.9999/")
_PREFIX = "10.48550/"
_FIVE_DIGITS = "1501"  # the first month
# In 2025, a month had up to 30,000 papers.
_MOST, _MOST_UNTIL = "49999", "3001"


def is_odd_arxiv_id(identifier: str) -> bool:
    """Return whether an id has a month or a number that does not exist, or less than the five digits since 2015.

    >>> [is_odd_arxiv_id(each) for each in ("2301.01234", "1412.1234", "2301.1234", "2313.01234", "hep-th/9901001")]
    [False, False, True, True, False]
    >>> is_odd_arxiv_id("2406.99999")
    True
    """
    month, _, number = identifier.partition(".")
    if not number.isdecimal():
        return False
    if not "01" <= month[2:] <= "12" or not number.strip("0"):
        return True
    return month >= _FIVE_DIGITS and (len(number) < 5 or (number > _MOST and month < _MOST_UNTIL))  # noqa: PLR2004 - digits


def is_later(identifier: str, day: date) -> bool:
    """Return whether an id is of a later month than a day.

    >>> is_later("2712.01234", date(2026, 11, 29)), is_later("2611.01234", date(2026, 11, 29))
    (True, False)
    """
    return identifier[:4].isdecimal() and identifier[4:5] == "." and identifier[:4] > _month(day)


@lru_cache(maxsize=16)
def _month(day: date) -> str:
    return f"{day:%y%m}"


def plain_arxiv_id(identifier: str) -> str:
    """Return an id as arXiv compares it: the subject class of an old id does not count.

    >>> plain_arxiv_id("math.AG/0601001")
    'math/0601001'
    """
    return _CLASS.sub("", identifier, count=1).lower() if "/" in identifier else identifier


TEMPLATE_DOIS = frozenset(
    (
        *("10.1145/1122445.1122456", "10.1145/3290605.1234567", "10.1145/1234567.1234567", "10.1145/1234567890"),
        *("10.1234/5678", "10.1234/example", "10.1000/xyz123", "10.5555/12345678"),
    )
)
"""The DOIs that templates of papers and manuals have as examples."""
_EXAMPLE = re.compile(r"\A10\.(?:1234|0000|9999)/|example|placeholder", re.IGNORECASE)
_UNFILLED = re.compile(r"10\.[0-9]{4,9}/(?:[\w-]+[./])*(?:[nN]{3,}|[xX]{3,})(?:\.(?:[nN]{3,}|[xX]{3,}))*")


def is_template_doi(doi: str) -> bool:
    """Return whether a DOI is that of a template, which the publisher fills in.

    >>> is_template_doi("10.1145/nnnnnnn.nnnnnnn"), is_template_doi("10.1145/3580305.3599827")
    (True, False)
    """
    return (
        doi in TEMPLATE_DOIS
        or _EXAMPLE.search(doi) is not None
        or (doi[-1:] in "nNxX" and _UNFILLED.fullmatch(doi) is not None)
    )
