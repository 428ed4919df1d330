"""Prose pages: Pelican reads the Markdown of `content/pages`, and the publisher makes pages of it like all others."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from scanpress.writer import Page, href

_WRITTEN = ("pages", "translations", "hidden_pages", "hidden_translations", "draft_pages", "draft_translations")
_LINKED = ("about", "methodology", "contribute")  # from header and footer, and from scores


@dataclass(frozen=True, slots=True)
class Prose:
    """What a prose page is made from; `extra` holds what its template shows besides the text."""

    title: str
    content: str
    lang: str
    summary: str
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
        extra=dict(extra),
    )
    return Page(PurePosixPath(page.save_as).as_posix(), f"{page.template}.html", view, made_from)


def view(prose: Prose) -> Mapping[str, Any]:
    """Return the variables of `page.html` and of the templates that extend it."""
    page = {"title": prose.title, "content": prose.content, "lang": prose.lang, "summary": prose.summary}
    return {"page": page, **prose.extra}


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
