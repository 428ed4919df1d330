"""Prose pages: Pelican reads the Markdown of `content/pages`, and the publisher makes pages of it like all others."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote, unquote, urljoin, urlsplit

from markupsafe import Markup

from scanpress.writer import Page, href

_WRITTEN = ("pages", "translations", "hidden_pages", "hidden_translations", "draft_pages", "draft_translations")
_HREF = re.compile(r'<a [^<>]*?href="([^"]*)"')
_HEADING = re.compile(r'<h2 id="([^"]+)">((?:(?!<h2 )[^\n])*?)</h2>')
_LONGEST = 200  # characters of a description
_LONG = 5  # sections: a page with fewer of them needs no list of contents
_LINKED = ("about", "methodology", "contribute")  # from header and footer, and from scores


@dataclass(frozen=True, slots=True)
class Prose:
    """What a prose page is made from; `extra` holds what its template shows besides the text."""

    title: str
    content: str
    lang: str
    summary: str
    description: str
    extra: Mapping[str, Any]


def leave_pages(generator: Any) -> None:
    """Leave the pages that Pelican's generator has read to the publisher.

    Pelican would look for their templates in the user's theme alone, and write every page at every build.
    """
    for name in _WRITTEN:
        setattr(generator, name, [])


def declare(page: Any, extra: Mapping[str, Any]) -> Page:
    """Declare the page that a Markdown file of `content/pages` becomes, from what Pelican read of it."""
    made_from = Prose(
        title=str(page.title),
        content=page.content,
        lang=page.lang,
        summary=str(getattr(page, "summary", "")),
        description=_described(page),
        extra=dict(extra),
    )
    return Page(PurePosixPath(page.save_as).as_posix(), f"{page.template}.html", view, made_from)


def view(prose: Prose) -> Mapping[str, Any]:
    """Return the variables of `page.html` and of the templates that extend it."""
    page = {
        "title": prose.title,
        "content": prose.content,
        "lang": prose.lang,
        "summary": prose.summary,
        "description": prose.description,
    }
    headings = _HEADING.findall(prose.content)
    shown = headings if len(headings) >= _LONG else []
    return {
        "page": page,
        "contents": [{"id": anchor, "label": Markup(label).striptags()} for anchor, label in shown],  # noqa: S704 - HTML
        **prose.extra,
    }


def _described(page: Any) -> str:
    """Return a page in a sentence or two: its line `Description:` or `Summary:`, else its first paragraph."""
    written = page.metadata.get("description")
    first, end, _ = page.content.partition("<p>")[2].partition("</p>")
    html = page.metadata.get("summary") or (first if end else "")
    text = str(written) if written else Markup(html).striptags()  # noqa: S704 - HTML
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rpartition(' ')[0] or text[:_LONGEST]} …"


def citing(pages: Iterable[Any]) -> Markup | None:
    """Return where a page says how to cite a scan: at the anchor that its line `Cite:` names; None if none does."""
    for page in pages:
        if anchor := getattr(page, "cite", ""):
            return href(PurePosixPath(page.save_as).as_posix()) + Markup("#" + quote(str(anchor)))  # noqa: S704 - quoted
    return None


def missing(pages: Iterable[Any]) -> list[str]:
    """Return the files of `content/pages` without which links on every page lead nowhere."""
    there = {PurePosixPath(page.save_as).as_posix() for page in pages}
    return [f"{name}.md" for name in _LINKED if f"{name}/index.html" not in there]


def broken_links(pages: Iterable[Any], output: Path) -> Iterator[str]:
    """Yield a line for each page that links to addresses of the site at which nothing was published."""
    for page in pages:
        address = PurePosixPath(page.save_as).as_posix()
        links = dict.fromkeys(unescape(link) for link in _HREF.findall(page.content))
        if broken := [link for link in links if not _leads_somewhere(link, address, output)]:
            yield f"The page {address} links to pages that do not exist: {', '.join(broken)}"


def _leads_somewhere(link: str, address: str, output: Path) -> bool:
    try:
        parts = urlsplit(urljoin(f"/{address}", link))
    except ValueError:
        return True  # not an address of this site
    if parts.scheme or parts.netloc or link.startswith("/"):  # an address that begins with / may be another site's
        return True
    target = output / unquote(parts.path).lstrip("/")
    return (target / "index.html").is_file() if parts.path.endswith("/") else target.exists()
