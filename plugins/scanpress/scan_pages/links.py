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
# Pages send no referrer and open no windows, so no more than this is left to say.
_RELATION = "nofollow ugc"


def paper_links(paper: Paper) -> list[dict[str, str]]:
    """Return the links to a paper that its scan can vouch for: DOI, arXiv, page, PDF, whichever exist."""
    links = []
    if paper.doi:
        links.append((f"doi:{paper.doi}", "https://doi.org/" + quote(paper.doi, safe="/:;()._-")))
    if paper.arxiv_id:
        links.append((f"arXiv:{paper.arxiv_id}", f"https://arxiv.org/abs/{quote(paper.arxiv_id)}"))
    if paper.url:
        links.append(("paper", paper.url))
    if paper.pdf_url:
        links.append(("PDF", paper.pdf_url))
    return [{"label": label, "href": address_in(href)} for label, href in links]


def address_in(address: str) -> Markup:
    """Return a web address as it stands within an attribute."""
    return Markup(escape(address))  # noqa: S704 - escaped here


def linked(text: str) -> Markup:
    """Return a text for HTML, with the web addresses in it as links.

    Quotation marks and slashes stay as they are: between tags they mean nothing, and the engine would take six bytes
    for each.

    >>> linked("See https://example.org/a_(b).")
    Markup('See <a href="https://example.org/a_(b)" rel="nofollow ugc">https://example.org/a_(b)</a>.')
    """
    return Markup("".join(_pieces(text)) if "http" in text else escape(text, quote=False))  # noqa: S704 - escaped here


def _pieces(text: str) -> Iterator[str]:
    position = 0
    for match in _ADDRESS.finditer(text):
        address = _without_punctuation(match[0])
        yield escape(text[position : match.start()], quote=False)
        yield f'<a href="{escape(address)}" rel="{_RELATION}">{escape(address, quote=False)}</a>'
        position = match.start() + len(address)
    yield escape(text[position:], quote=False)


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
