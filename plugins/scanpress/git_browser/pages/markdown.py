"""Markdown files: rendered, cleaned of everything that could harm, with links to the pages of other files."""

import posixpath
import re
from collections.abc import Mapping
from functools import cache
from html import escape, unescape
from urllib.parse import unquote

import nh3
from markdown import Markdown

from scanpress.git_browser.pages.addresses import file_address, folder_address, has_page, raw_address
from scanpress.git_browser.snapshot.slugs import parent_of
from scanpress.git_browser.snapshot.snapshot import Snapshot
from scanpress.repository import TreeEntry, decode
from scanpress.writer import href, root_of

_LARGEST = 1 << 20
_TARGET = re.compile(
    r"""\]\(\s*<?([^()\s<>]+(?:\([^()\s]*\))?)|^\s{0,3}\[[^\]]+\]:\s*<?([^\s>]+)|(?:src|href)\s*=\s*["']([^"']+)""",
    re.MULTILINE | re.IGNORECASE,
)
_HEADING = re.compile(r'<h[1-6] id="([^"]+)"')
_IMAGE = re.compile(r'<img(?: [a-z]+="[^"]*")*>')
_SOURCE = re.compile(r' src="([^"]*)"')
_ALT = re.compile(r' alt="([^"]*)"')
_OUTSIDE = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_PREFIX = "md-"  # so that a text's anchors are never the page's own
_HEADINGS = {f"h{level}" for level in range(1, 7)}
_TAGS = _HEADINGS | {
    "a", "abbr", "b", "blockquote", "br", "code", "dd", "del", "details", "dl", "dt", "em", "hr", "i", "img", "ins",
    "kbd", "li", "ol", "p", "pre", "q", "s", "samp", "strong", "sub", "summary", "sup", "table", "tbody", "td", "th",
    "thead", "tr", "ul", "var",
}  # fmt: skip
_ATTRIBUTES = (
    {"a": {"href", "title"}, "img": {"src", "alt"}}
    | {heading: {"id"} for heading in _HEADINGS}
    | {cell: {"align"} for cell in ("td", "th")}
)
_ALIGNED = re.compile(r'<(t[dh]) align="(left|center|right)">')

Links = Mapping[str, tuple[str, str | None]]
"""The links of a text to files and folders, as they are written: the address of the page, and of the bytes if any."""


def is_markdown(name: str) -> bool:
    """Return whether a file's name is one of a Markdown file."""
    return name.lower().endswith((".md", ".markdown"))


def linked_files(snapshot: Snapshot, entry: TreeEntry) -> dict[str, tuple[str, str | None]]:
    """Return the links to files and folders: as they are written, with the addresses relative to the file's page."""
    blob = snapshot.repository.objects.blob(entry.oid) if (entry.size or 0) <= _LARGEST else None
    written = _TARGET.findall(decode(blob.content)) if blob else []
    targets = sorted({target for targets in written for target in targets if target})
    paths = {target: path for target in targets if (path := _path(entry, target))}
    snapshot.file_history.load({parent_of(path) for path in paths.values() if snapshot.entry(path)})
    root = root_of(file_address(snapshot, entry))
    found = {}
    for target, path in paths.items():
        addresses = _addresses(snapshot, path)
        if addresses:
            page, raw = addresses
            found[target] = escape(root + href(page)), escape(root + href(raw)) if raw else None
    return found


def render(text: str, links: Links) -> str:
    """Return a text as HTML that runs no script, loads nothing from other hosts and links only to existing pages."""
    html = _markdown().reset().convert(text)
    anchors = set(_HEADING.findall(html))

    def attribute(_tag: str, name: str, value: str) -> str | None:
        if name == "id":
            return _PREFIX + value
        if name == "align":
            return value if value in {"left", "center", "right"} else None
        return _target(value, links, anchors) if name == "href" else value

    clean = nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, attribute_filter=attribute, link_rel=None,
        url_schemes={"http", "https", "mailto"},
    )  # fmt: skip
    # HTML no longer has `align`, and the site's policy allows no styles in pages.
    aligned = _ALIGNED.sub(r'<\1 class="\2">', clean)
    return _IMAGE.sub(lambda match: _image(match.group(), links), aligned)


def _path(entry: TreeEntry, target: str) -> str | None:
    """Return the path in the repository that a target names, whether or not it exists; None for other targets."""
    path = re.split(r"[?#]", target, maxsplit=1)[0]
    if not path or ":" in path or path.startswith("//"):
        return None
    folder = "" if path.startswith("/") else posixpath.dirname(entry.path)
    return posixpath.normpath(posixpath.join(folder, unquote(path).lstrip("/") if not folder else unquote(path)))


def _addresses(snapshot: Snapshot, path: str) -> tuple[str, str | None] | None:
    linked = snapshot.entry(path)
    if linked is not None:
        return (file_address(snapshot, linked), raw_address(linked)) if has_page(snapshot, linked) else None
    return (folder_address(snapshot, path), None) if path in snapshot.tree.folders else None


def _target(value: str, links: Links, anchors: set[str]) -> str | None:
    if value.startswith("#"):
        return f"#{_PREFIX}{value[1:]}" if value[1:] in anchors else None
    if _OUTSIDE.match(value):
        return value
    found = links.get(value)
    return found[0] if found else None


def _image(tag: str, links: Links) -> str:
    """Return an image of the repository, or only the description of an image from elsewhere."""
    source, alt = _SOURCE.search(tag), _ALT.search(tag)
    description = alt[1] if alt else ""
    found = links.get(unescape(source[1])) if source else None
    if found is None or found[1] is None:
        return description
    return f'<img src="{found[1]}" alt="{description}">'


@cache
def _markdown() -> Markdown:
    return Markdown(
        extensions=["fenced_code", "tables", "sane_lists", "def_list", "toc"],
        extension_configs={"tables": {"use_align_attribute": True}},
        output_format="html",
    )
