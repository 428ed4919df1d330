"""What the site asks of crawlers: which pages search engines leave out, and robots.txt."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit

from scanpress.writer import File, Group

SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
USES = ("train-ai", "search")
"""The uses that the IETF's vocabulary names (draft-ietf-aipref-vocab, August 2026)."""
_USE = re.compile(rf"({'|'.join(USES)})=([yn])")
_ALL = ".*"


def mistakes(settings: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with AI_USE."""
    given = settings.get("AI_USE", "")
    if not isinstance(given, str) or not given:
        return  # another type is reported with all plain settings
    parts = [part.strip() for part in given.split(",")]
    found = [_USE.fullmatch(part) for part in parts]
    named = [match[1] for match in found if match]
    if None in found or len(set(named)) < len(named):
        yield (
            f"AI_USE: {given!r} cannot be used: write {' and '.join(USES)}, each once with =y or =n, such as "
            "'train-ai=n, search=y'"
        )


@dataclass(slots=True)
class Crawlers:
    """What plugins say of their pages.

    `unlisted` are patterns of the addresses of pages that say `noindex`. `disallowed` are paths that crawlers may not
    read, so that pages there cannot say anything. `listed` are addresses of pages for the site map that nobody lists as
    a whole, and `has_map` says that there is a site map.
    """

    unlisted: list[str] = field(default_factory=list)
    disallowed: list[str] = field(default_factory=list)
    listed: list[str] = field(default_factory=list)
    has_map: bool = False

    def pattern(self, *, preview: bool) -> str:
        """Return the pattern of the addresses of pages that say `noindex`: in a preview, all do."""
        return _ALL if preview else "|".join(self.unlisted)

    def group(self, settings: Mapping[str, Any]) -> Group:
        """Return robots.txt; its paths begin at the root of the host, because crawlers look for it only there."""
        url = settings.get("SITEURL", "").rstrip("/")
        made_from = (url, sorted(self.disallowed), settings.get("AI_USE", ""), self.has_map)
        return Group("robots", made_from, lambda: [File(ROBOTS, robots, made_from)], 1)

    def note(self, settings: Mapping[str, Any]) -> str:
        """Return a line for the operator if robots.txt says something and is not at the root of its host."""
        parts = urlsplit(settings.get("SITEURL", ""))
        if not parts.path.strip("/") or not (self.disallowed or settings.get("AI_USE")):
            return ""
        return f"Crawlers do not find {ROBOTS} in a folder: add its lines to {parts.scheme}://{parts.netloc}/{ROBOTS}."


def robots(made_from: tuple[str, list[str], str, bool]) -> bytes:
    """Return the bytes of robots.txt."""
    url, paths, use, has_map = made_from
    root = quote(urlsplit(url).path.strip("/"), safe="/%~!$()*+,;@:")
    before = f"/{root}/" if root else "/"
    lines = ["User-agent: *", *(f"Disallow: {before}{path}" for path in paths or ())]
    if not paths:
        lines.append("Disallow:")
    if use:
        lines.append(f"Content-Usage: {', '.join(part.strip() for part in use.split(','))}")
    if has_map:
        lines += ["", f"Sitemap: {url}/{SITEMAP}"]
    return "".join(f"{line}\n" for line in lines).encode()
