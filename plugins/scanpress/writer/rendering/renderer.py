"""Render templates to pages: everything is escaped for HTML, and an undefined variable is an error."""

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from markupsafe import Markup, escape
from minijinja import Environment

from scanpress.writer.address import bare_href, href, root_of
from scanpress.writer.rendering.fragments import Fragments
from scanpress.writer.rendering.templates import Templates

_SLASH = "&#x2f;"
_MOST = 1 << 10  # texts that are kept; there are fewer unless a template gives `once` what differs from page to page


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A link of the header or footer; links are ordered by `rank`, so that each plugin can add its own."""

    rank: int
    label: str
    address: str
    lang: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The name, header and footer of the site, which every page is made from, too.

    `unlisted` is a pattern of the addresses of pages that ask search engines to leave them out; empty for none.
    """

    name: str
    description: str = ""
    url: str = ""
    clone_url: str = ""
    banner: str = ""
    unlisted: str = ""
    navigation: tuple[Link, ...] = ()
    repository: tuple[Link, ...] = ()
    footer: tuple[Link, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def variables(self) -> dict[str, Any]:
        """Return the `site` variable of the templates."""
        return {
            "name": self.name,
            "description": self.description,
            "url": self.url,
            "clone_url": self.clone_url,
            "banner": self.banner,
            "unlisted": self.unlisted,
            "navigation": [_variables(link) for link in sorted(self.navigation)],
            "repository": [_variables(link) for link in sorted(self.repository)],
            "footer": [_variables(link) for link in sorted(self.footer)],
            **self.extra,
        }


class Renderer:
    """Render pages with MiniJinja, which takes a fifth of Jinja's time for a page of 64 questions.

    Everything is escaped for HTML unless a template says `|safe`; an undefined variable is an error. A renderer can be
    pickled: all worker processes use the templates as the build read them, even if the files change meanwhile.
    """

    def __init__(self, folders: Sequence[Path], site: Site) -> None:
        self.__setstate__((Templates(folders), site))

    def __getstate__(self) -> tuple[Templates, Site]:
        return self.templates, self.site

    def __setstate__(self, state: tuple[Templates, Site]) -> None:
        self.templates, self.site = state
        self._environment = Environment(
            loader=self.templates.source,
            auto_escape_callback=lambda _: "html",
            undefined_behavior="strict",
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._environment.add_global("site", self.site.variables)
        self._fragments = Fragments(
            self.templates, with_page=self._with_page, without_page=self._without_page, escaped=self._escaped
        )
        self._environment.add_global("each", self._fragments.each)
        self._environment.add_global("once", self._once)
        self._page: Mapping[str, Any] = {}
        self._texts: dict[Hashable, Markup] = {}
        links = [link.address for link in (*self.site.navigation, *self.site.repository)]
        self._links = [(str(href(address)), str(bare_href(address))) for address in links]
        self._start = f"{escape(self.site.url)}/" if self.site.url else ""
        self._unlisted = re.compile(self.site.unlisted, re.DOTALL) if self.site.unlisted else None

    def render(self, template: str, address: str, variables: Mapping[str, Any]) -> bytes:
        """Return the page's bytes; the template sees the page's variables and some about its place.

        These are `root`, `address`, `canonical`, `is_unlisted`, and `around`: the addresses of the header's links that
        lead to the page or to a folder around it.
        """
        place = {
            "root": str(root_of(address)),  # a text, because Markup costs a call whenever the engine passes it on
            "address": address,
            "canonical": Markup(f"{self._start}{href(address)}") if self._start else "",  # noqa: S704 - both are escaped
            "is_unlisted": self._unlisted is not None and self._unlisted.fullmatch(address) is not None,
            "around": tuple([link for start, link in self._links if address.startswith(start)]),
        }
        self._page = {**place, **variables}
        self._fragments.begin(template)
        return self._fragments.finish(self._without_page(template, self._page))

    # A page of a reproducibility scan took 1.5 to 2 times as long to render with its frame (November 2026).
    def _once(self, template: str, **values: Any) -> Markup:
        """Return a template's text, which is rendered once for all pages that give it the same values."""
        key = template, *[(name, _key(value)) for name, value in values.items()]
        known = self._texts.get(key)
        if known is None:
            if len(self._texts) >= _MOST:
                self._texts.clear()
            page, self._page = self._page, {}
            try:
                text = self._fragments.rendered(template, values)
            finally:
                self._page = page
            known = self._texts[key] = Markup(text)  # noqa: S704 - from the template engine
        return known

    def _with_page(self, template: str, variables: Mapping[str, Any]) -> str:
        """Return the text of a template that sees the variables of the page that is being rendered."""
        return self._without_page(template, {**self._page, **variables})

    def _without_page(self, template: str, variables: Mapping[str, Any]) -> str:
        """Return the text of a template that sees only these variables.

        The engine takes six bytes for each slash, which means nothing to HTML.
        """
        return self._environment.render_template(template, **variables).replace(_SLASH, "/")

    def _escaped(self, value: Any) -> str:
        """Return a value as templates write it, escaped."""
        if value.__class__ is not str:
            return self._environment.render_str("{{ value }}", value=value).replace(_SLASH, "/")
        # The engine would take twenty times as long to parse its template.
        text: str = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return text.replace('"', "&quot;").replace("'", "&#x27;")


def _key(value: Any) -> Hashable:
    """Return what values have in common that look the same: 1 equals True, and Markup its text."""
    if value.__class__ is str or (value.__class__ is tuple and all(each.__class__ is str for each in value)):
        return cast("Hashable", value)
    return value.__class__, repr(value)


def _variables(link: Link) -> dict[str, str]:
    return {"label": link.label, "address": bare_href(link.address), "lang": link.lang}
