"""Links to other places: a paper's identifiers, and addresses named in a text."""

import re
from collections.abc import Iterator
from html import escape
from urllib.parse import quote

from markupsafe import Markup

from scanpress.corpus import Paper

# One class and one repetition: linear on any text.
_ADDRESS = re.compile(r"https?://[^\s<>\"'`|^{}\\\u00ab\u00bb\u201c\u201d]+")
_TRAILING = ".,;:!?…"
_BRACKETS = {")": "(", "]": "["}
_RELATION = "nofollow noopener noreferrer ugc"


def paper_links(paper: Paper) -> list[dict[str, str]]:
    """Return the links to a paper that its scan can vouch for: DOI, arXiv, page, PDF, whichever exist."""
    links = []
    if paper.doi:
        links.append({"label": f"doi:{paper.doi}", "href": "https://doi.org/" + quote(paper.doi, safe="/:;()._-")})
    if paper.arxiv_id:
        links.append({"label": f"arXiv:{paper.arxiv_id}", "href": f"https://arxiv.org/abs/{quote(paper.arxiv_id)}"})
    if paper.url:
        links.append({"label": "paper", "href": paper.url})
    if paper.pdf_url:
        links.append({"label": "PDF", "href": paper.pdf_url})
    return links


def linked(text: str) -> str:
    """Return a text with the web addresses in it as links; a text without any is returned as it is.

    >>> linked("See https://example.org/a_(b).")
    Markup('See <a href="https://example.org/a_(b)" rel="nofollow noopener noreferrer ugc">https://example.org/a_(b)</a>.')
    """
    return Markup("".join(_pieces(text))) if "http" in text else text  # noqa: S704 - every piece is escaped below


def _pieces(text: str) -> Iterator[str]:
    position = 0
    for match in _ADDRESS.finditer(text):
        address = _without_punctuation(match[0])
        yield escape(text[position : match.start()])
        yield f'<a href="{escape(address)}" rel="{_RELATION}">{escape(address)}</a>'
        position = match.start() + len(address)
    yield escape(text[position:])


def _without_punctuation(address: str) -> str:
    """Drop what ends the sentence and not the address, as a bracket that was opened before it."""
    while address:
        last = address[-1]
        opening = _BRACKETS.get(last)
        if last in _TRAILING or (opening and address.count(last) > address.count(opening)):
            address = address[:-1]
        else:
            break
    return address
