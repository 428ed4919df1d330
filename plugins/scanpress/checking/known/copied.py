"""Identifiers as people copy them: after words and addresses, and an arXiv id before its version.

This is the one rule on them: `scanpress new`, `fmt --fix` and the form use it. The form gets the same patterns, which
are written so that Python and JavaScript (with the flag `i`) read them alike.
"""

import re
from collections.abc import Mapping
from functools import cache

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


def _match(name: str, text: str) -> re.Match[str] | None:
    return _pattern(name).fullmatch(text) if len(text) <= _LONGEST else None


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(PATTERNS[name], re.IGNORECASE)
