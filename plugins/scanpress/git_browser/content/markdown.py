"""Markdown of other people's repositories, rendered and cleaned."""

import posixpath
import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape, unescape
from urllib.parse import unquote

import nh3
import pyromark

from scanpress.git_browser.addresses import IMAGES, file_address, folder_address, has_page, raw_address, suffix_of
from scanpress.git_browser.content import attempt
from scanpress.git_browser.content.code import MOST_LINES, decode_text
from scanpress.git_browser.content.markup import (
    ALERTS,
    HEADINGS,
    PREFIX,
    SIDES,
    TAGS,
    Document,
    TooDeepError,
    well_formed,
)
from scanpress.git_browser.snapshot.slugs import parent_of
from scanpress.git_browser.snapshot.snapshot import Snapshot
from scanpress.repository import TreeEntry
from scanpress.writer import href

Links = Mapping[str, tuple[str, str | None]]
"""What a text links to within the repository, as its HTML has it: the address of its page, and of its bytes."""

SUFFIXES = {".md", ".markdown", ".mdown", ".mdwn", ".mkd", ".mkdn", ".mkdown", ".qmd", ".rmd"}
"""The suffixes of Markdown, with those of Quarto and R Markdown, whose code is shown and not run."""
_LARGEST = 1 << 20
# Of the renderers on PyPI, pyromark takes time in proportion to 95 of 96 repetitive texts (at most 60 ms for 400 kB;
# the other one is refused by `_DEEP`), frees its memory and never crashed. comrak grows with the square on `>` and on
# headings, and crashes on 65,000 addresses; cmarkgfm is linear, but keeps 100 kB of memory for each text of 4 kB;
# markdown-it-py takes 1 to 6 s for 400 kB.
_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_GFM
)
# A dollar sign before a command of TeX. Only with one are dollar signs taken for those of formulas and not of prices.
_FORMULA = re.compile(r"\$[^$\\]*+\\[A-Za-z]")
# Lines after a deep quote or list cost its depth each, so that what is deeper than anyone writes is not rendered.
_DEEP = re.compile(
    r"^(?:(?:[ \t]*+(?:>|[-+*]|[0-9]{1,9}[.)])){40}|[ \t>]{100,}+(?:[-+*]|[0-9]{1,9}[.)])[ \t])", re.MULTILINE
)
# Metadata in YAML, which generators of sites read; Markdown would make a heading of it.
_FRONT_MATTER = re.compile(r"---[ \t]*\n(\w[\w -]*:(?:[ \t][^\n]*)?\n(?:[^\n]*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_IMAGE = re.compile(r'<img(?: [a-z]+="[^"]*")*>')
_IMAGE_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
_OUTSIDE = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_LINE = re.compile(r"L([1-9][0-9]{0,6})(?:C[0-9]+)?(?:-L?[0-9]+(?:C[0-9]+)?)?", re.IGNORECASE)
_ATTRIBUTES = (
    {"a": {"href", "title", "id"}, "img": {"src", "alt", "width", "height"}, "div": {"id"}}
    | {heading: {"id"} for heading in HEADINGS}
)  # fmt: skip
_CLASSES = (
    {"blockquote": ALERTS, "li": {"task"}, "p": SIDES | {"alert-title"}}
    | dict.fromkeys(HEADINGS | {"div", "td", "th"}, SIDES)
)  # fmt: skip


def is_markdown(name: str) -> bool:
    """Return whether a file's name says that it holds Markdown."""
    return suffix_of(name) in SUFFIXES


def linked_files(snapshot: Snapshot, entry: TreeEntry, root: str) -> dict[str, tuple[str, str | None]]:
    """Return the links that lead to a file or folder, each as it is written, with the way from the page over `root`.

    There are none if the text cannot be rendered.
    """
    return attempt(_linked_files, snapshot, entry, root) or {}


def _linked_files(snapshot: Snapshot, entry: TreeEntry, root: str) -> dict[str, tuple[str, str | None]]:
    document = _document(_text_of(snapshot, entry))
    paths = {target: path for target in sorted(document.targets if document else ()) if (path := _path(entry, target))}
    snapshot.file_history.load({parent_of(path) for path in paths.values() if snapshot.entry(path)})
    found = {}
    for target, path in paths.items():
        addresses = _addresses(snapshot, path)
        if addresses:
            page, raw = addresses
            fragment = _fragment(snapshot, path, target)
            found[target] = escape(root + href(page) + fragment), escape(root + href(raw)) if raw else None
    return found


def _text_of(snapshot: Snapshot, entry: TreeEntry) -> str:
    """Return a file's text, empty if it is too large, binary or not there."""
    blob = snapshot.repository.objects.blob(entry.oid) if (entry.size or 0) <= _LARGEST else None
    return decode_text(blob.content)[0] if blob and not blob.is_binary else ""


def _path(entry: TreeEntry, target: str) -> str | None:
    """Return the path in the repository that a target names, whether or not there is anything."""
    path = re.split(r"[?#]", target, maxsplit=1)[0]
    if not path or ":" in path or path.startswith("//"):
        return None
    folder = "" if path.startswith("/") else posixpath.dirname(entry.path)
    return posixpath.normpath(posixpath.join(folder, unquote(path).lstrip("/") if not folder else unquote(path)))


def _addresses(snapshot: Snapshot, path: str) -> tuple[str, str | None] | None:
    """Return the addresses of a path's page and of its picture if it is one, None if it has no page."""
    linked = snapshot.entry(path)
    if linked is not None:
        raw = raw_address(linked)
        picture = raw if raw and suffix_of(raw) in IMAGES else None  # not SVG, whose bytes are published as text
        return (file_address(snapshot, linked), picture) if has_page(snapshot, linked) else None
    return (folder_address(snapshot, path), None) if path in snapshot.tree.folders else None


def _fragment(snapshot: Snapshot, path: str, target: str) -> str:
    """Return the anchor on another file's page that a target names, "" if there is none."""
    fragment = unquote(target.partition("#")[2])
    linked = snapshot.entry(path)
    if not fragment or linked is None:
        return ""
    text = _text_of(snapshot, linked)
    line = _LINE.fullmatch(fragment)
    lines = text.removesuffix("\n").count("\n") + bool(text)
    if line and int(line[1]) <= lines <= MOST_LINES:
        return f"#l{line[1]}"
    document = _document(text) if is_markdown(path) else None
    anchor = _anchor(fragment, document) if document else None
    return f"#{anchor}" if anchor else ""


def _anchor(fragment: str, document: Document) -> str | None:
    """Return the anchor of a document that a fragment names, as an address has it."""
    written = unquote(fragment)
    anchor = next((name for name in (written, written.lower()) if name in document.anchors), None)
    return None if anchor is None else PREFIX + anchor


@lru_cache(maxsize=16)  # a file that many others link to is read once
def _document(text: str) -> Document | None:
    """Return a text as HTML that is not clean yet, None if it is nested too deeply."""
    if len(text) > _LARGEST or _DEEP.search(text):
        return None
    text = text.removeprefix("\ufeff")
    front = _FRONT_MATTER.match(text)
    shown = f"<pre><code>{escape(front[1], quote=False)}</code></pre>\n" if front else ""
    options = _OPTIONS | pyromark.Options.ENABLE_MATH if _FORMULA.search(text) else _OPTIONS
    try:
        return well_formed(shown + pyromark.html(text[front.end() :] if front else text, options=options))
    except (TooDeepError, ValueError):
        return None


def render(text: str, links: Links) -> str | None:
    """Return a text as HTML that runs nothing, asks no other host and links only to what is there.

    A text that cannot be rendered is None: its source is shown.
    """
    document = _document(text)
    if document is None:
        return None

    def attribute(_tag: str, name: str, value: str) -> str | None:
        return _target(value, links, document) if name == "href" else value

    clean = nh3.clean(
        document.html, tags=TAGS, clean_content_tags=set(), attributes=_ATTRIBUTES, attribute_filter=attribute,
        allowed_classes=_CLASSES, link_rel=None, url_schemes={"http", "https", "mailto"},
    )  # fmt: skip
    return _with_images(clean, links)


def _with_images(html: str, links: Links) -> str:
    """Return HTML with the images of the repository, and with descriptions of those from elsewhere."""
    return _IMAGE.sub(lambda match: _image(match.group(), links), html)


def _target(value: str, links: Links, document: Document) -> str | None:
    if value.startswith("#"):
        anchor = _anchor(value[1:], document)
        return f"#{anchor}" if anchor else None
    if _OUTSIDE.match(value):
        return value
    found = links.get(value)
    return unescape(found[0]) if found else None


def _image(tag: str, links: Links) -> str:
    """Return an image of the repository, and of one from elsewhere only its description."""
    attributes: dict[str, str] = dict(_IMAGE_ATTRIBUTE.findall(tag))
    description = attributes.get("alt", "")
    found = links.get(unescape(attributes.get("src", "")))
    if found is None or found[1] is None:
        return description
    sizes = "".join(f' {name}="{attributes[name]}"' for name in ("width", "height") if name in attributes)
    return f'<img src="{found[1]}" alt="{description}"{sizes}>'
