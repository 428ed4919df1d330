"""Links to other places: a paper's identifiers, and addresses named in a text."""

import re
from collections.abc import Iterator
from html import escape
from typing import Any

from markupsafe import Markup

from scanpress.corpus import Paper
from scanpress.corpus.links import ARXIV, DOI, resolved

# One class and one repetition: linear on any text.
_ADDRESS = re.compile(r"https?://[^\s<>\"'`|^{}\\\u00ab\u00bb\u201c\u201d]+")
_TRAILING = ".,;:!?…"
_BRACKETS = {")": "(", "]": "["}


def paper_links(paper: Paper) -> list[dict[str, Any]]:
    """Return where a paper can be found, the identifiers that a third party can vouch for first."""
    links = []
    if paper.doi:
        links.append({"label": f"doi:{paper.doi}", "href": address_in(resolved(DOI, paper.doi))})
    if paper.arxiv_id:
        links.append({"label": f"arXiv:{paper.arxiv_id}", "href": address_in(resolved(ARXIV, paper.arxiv_id))})
    if paper.url:
        links.append({"label": "paper", "href": address_in(paper.url)})
    if paper.pdf_url:
        links.append({"label": "PDF", "href": address_in(paper.pdf_url)})
    return links


def address_in(address: str) -> Markup:
    """Return a web address, escaped for an attribute."""
    return Markup(escape(address))  # noqa: S704 - escaped here


def without_quotes(address: str) -> str:
    """Return an address from `href` for an attribute without quotation marks, with `=` escaped.

    >>> without_quotes("scans/a=b/#code")
    'scans/a%3Db/#code'
    """
    return str(address).replace("=", "%3D")


def linked(text: str) -> Markup:
    """Return a text for HTML, with the web addresses in it as links.

    Quotation marks and slashes stay as they are: between tags they mean nothing, and the engine would take six bytes
    for each.

    >>> linked("See https://example.org/a_(b).")
    Markup('See <a href=https://example.org/a_(b) rel=nofollow>https://example.org/a_(b)</a>.')
    """
    # Most texts have no address, and Markup() would look for `__html__`: with the plain form of both, the pages of
    # scans cost 7 % of a cold build more (3,000 scans, November 2026).
    if "://" in text:
        return str.__new__(Markup, "".join(_pieces(text)))
    return str.__new__(Markup, text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def markup_of(text: str) -> Markup:
    """Return a text for HTML between tags, with quotation marks as they are, so that a template does not escape it.

    >>> markup_of("It's <unk>/<s>")
    Markup("It's &lt;unk&gt;/&lt;s&gt;")
    """
    return str.__new__(Markup, escape(text, quote=False))


def escape_text(text: str) -> str:
    """Return a text for HTML between tags, with quotation marks as they are."""
    return escape(text, quote=False)


def _pieces(text: str) -> Iterator[str]:
    position = 0
    for match in _ADDRESS.finditer(text):
        address = _without_punctuation(match[0])
        yield escape_text(text[position : match.start()])
        shown = escape_text(address)  # an address holds no quotation mark, so that it is the same within an attribute
        bare = shown.replace("=", "&#61;") if "=" in shown else shown  # fit for an attribute without quotation marks
        # Pages send no referrer and open no windows, so no more than this relation is left to say.
        yield f"<a href={bare} rel=nofollow>{shown}</a>"
        position = match.start() + len(address)
    yield escape_text(text[position:])


def _without_punctuation(address: str) -> str:
    """Drop what ends the sentence and not the address, as a bracket that was opened before it."""
    end = len(address)
    # Counted once, so that an address of nothing but brackets is not read again for each of them.
    unopened = {last: address.count(last) - address.count(opening) for last, opening in _BRACKETS.items()}
    while end and (address[end - 1] in _TRAILING or unopened.get(address[end - 1], 0) > 0):
        if address[end - 1] in unopened:
            unopened[address[end - 1]] -= 1
        end -= 1
    return address[:end]
