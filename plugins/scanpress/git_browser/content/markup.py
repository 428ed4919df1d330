"""HTML that authors of Markdown wrote or a renderer made, as a well-formed document of few tags."""

import re
import unicodedata
from collections.abc import Mapping
from html import escape, unescape
from typing import NamedTuple

PREFIX = "md-"  # keeps a text's own anchors apart from the page's
DEEPEST = 100
ALERTS = {f"markdown-alert-{kind}" for kind in ("note", "tip", "important", "warning", "caution")}
SIDES = {"left", "center", "right"}
HEADINGS = {f"h{level}" for level in range(1, 7)}
_VOID = {"br", "hr", "img", "input"}
_PARENTS = {
    "li": {"ul", "ol"},
    "dt": {"dl"},
    "dd": {"dl"},
    "caption": {"table"},
    "thead": {"table"},
    "tbody": {"table"},
    "tfoot": {"table"},
    "tr": {"table", "thead", "tbody", "tfoot"},
    "th": {"tr"},
    "td": {"tr"},
}
_TABLE = {"table", "thead", "tbody", "tfoot", "tr"}
_ALIGNED = HEADINGS | {"p", "div", "td", "th"}
_BLOCKS = HEADINGS | _PARENTS.keys() | {
    "blockquote", "details", "div", "dl", "figcaption", "figure", "hr", "ol", "p", "pre", "summary", "table", "ul",
}  # fmt: skip
TAGS = _BLOCKS | {
    "a", "abbr", "b", "br", "cite", "code", "del", "dfn", "em", "i", "img", "ins", "kbd", "mark", "q", "s", "samp",
    "small", "strong", "sub", "sup", "u", "var",
}  # fmt: skip
# What these hold is shown without them. Any other tag is shown as it is written, because it would swallow what follows
# it (script, style, title), or is none (`git clone <address>`).
_IGNORED = {
    "address", "article", "aside", "bdi", "bdo", "big", "body", "center", "col", "colgroup", "font", "footer", "header",
    "html", "label", "main", "nav", "nobr", "picture", "rp", "rt", "ruby", "section", "source", "span", "strike",
    "time", "tt", "wbr",
}  # fmt: skip
_FORMULAS = {' class="math math-inline"': "$", ' class="math math-display"': "$$"}
# A tag ends before the next `<`, so that no part of a text is looked at twice; no group gives back what it took.
_TAG = re.compile(
    r"""<(?:(/?+)([a-z][a-z0-9-]*+)"""
    r"""((?:\s++[^\s"'<>/=]++(?:\s*+=\s*+(?:"[^"<]*+"|'[^'<]*+'|[^\s"'=<>`]++))?+)*+)\s*+/?+>)?+""",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]++)(?:\s*+=\s*+(?:"([^"<]*+)"|'([^'<]*+)'|([^\s"'=<>`]++)))?+""")
_ADDRESS = re.compile(r"\b(?:https?://|www\.)[^\s<&]++(?:&amp;[^\s<&]*+)*+", re.IGNORECASE)
_SIZE = re.compile(r"[0-9]{1,4}")


class Document(NamedTuple):
    """A well-formed text, what its links and images lead to, and its anchors without prefix."""

    html: str
    targets: frozenset[str]
    anchors: frozenset[str]


class TooDeepError(ValueError):
    """A text is nested too deeply to be shown."""


def well_formed(html: str) -> Document:
    """Return HTML whose tags are closed in order, with headings one level down; all else is shown as text."""
    builder = _Builder()
    source = _without_comments(html)
    position, sign = 0, ""
    for match in _TAG.finditer(source):
        builder.text(source[position : match.start()])
        position = match.end()
        closes, name, attributes = match.groups()
        name = (name or "").lower()
        if name == "span":  # a formula is shown as it is written
            sign = sign if closes else _FORMULAS.get(attributes, "")
            builder.text(sign)
            sign = "" if closes else sign
        if name in TAGS or name == "input":
            if closes:
                builder.close(name)
            else:
                builder.open(name, _attributes(attributes))
        elif name not in _IGNORED:
            builder.text(escape(match.group(), quote=False))
    builder.text(source[position:])
    return builder.document()


def _without_comments(html: str) -> str:
    first, *others = html.split("<!--")
    shown = [first]
    for other in others:
        comment, end, rest = other.partition("-->")
        shown.append(rest if end else f"&lt;!--{comment}")  # what never ends would hide the rest of the text
    return "".join(shown)


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, *values in _ATTRIBUTE.findall(text):
        found.setdefault(name.lower(), unescape("".join(values)))
    return found


class _Builder:
    """Writes a document tag by tag."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._open: list[tuple[str, int]] = []
        self._anchors: dict[str, int] = {}
        self._targets: set[str] = set()
        self._heading: list[str] = []
        self._is_note = False

    def document(self) -> Document:
        """Return what was written."""
        self._close_to(0)
        return Document("".join(self._pieces), frozenset(self._targets), frozenset(self._anchors))

    def text(self, text: str) -> None:
        """Write a text, in which addresses are links."""
        if not text:
            return
        self._heading.append(text)
        is_plain = not any(name in {"a", "code", "pre"} for name, _ in self._open)
        self._pieces.append(_ADDRESS.sub(_linked, text) if is_plain and ("://" in text or "www." in text) else text)

    def open(self, name: str, attributes: Mapping[str, str]) -> None:
        """Write a tag, and before it those that end where it begins."""
        if name == "input":
            self._box(attributes)
            return
        if not self._has_place(name):
            return
        level = int(name[1]) if name in HEADINGS else 0
        tag = f"h{min(level + 1, 6)}" if level else name
        if level:
            self._heading = []
        written = "".join(f' {key}="{escape(value)}"' for key, value in self._kept(name, attributes).items())
        if name not in _VOID:
            self._open.append((name, len(self._pieces)))
            if len(self._open) > DEEPEST:
                raise TooDeepError
        self._pieces.append(f"<{tag}{written}>")
        self._is_note = name == "sup" and attributes.get("class") == "footnote-reference"
        if name == "blockquote" and (alert := attributes.get("class")) in ALERTS:
            self._pieces.append(f'<p class="alert-title">{str(alert).rpartition("-")[2].capitalize()}</p>')

    def close(self, name: str) -> None:
        """Close a tag with all that are open in it; an inline one closes no block."""
        place = self._place_of({name})
        if place >= 0 and (name in _BLOCKS or not any(inner in _BLOCKS for inner, _ in self._open[place:])):
            self._close_to(place)

    def _has_place(self, name: str) -> bool:
        if name in _BLOCKS:
            self._close_to(self._place_of({"p"} | HEADINGS if name in HEADINGS else {"p"}))
        elif name == "a":
            self._close_to(self._place_of({"a"}))
        parents = _PARENTS.get(name)
        if parents:
            place = self._place_of(parents)
            self._close_to(place + 1 if place >= 0 else -1)
            return place >= 0
        return not self._open or self._open[-1][0] not in _TABLE  # browsers move the rest out of a table

    def _place_of(self, names: set[str]) -> int:
        """Return the place of the last open tag with one of some names, or -1."""
        return next((place for place in reversed(range(len(self._open))) if self._open[place][0] in names), -1)

    def _close_to(self, place: int) -> None:
        """Close the open tags from a place on, none if it is negative."""
        while 0 <= place < len(self._open):
            name, index = self._open.pop()
            level = int(name[1]) if name in HEADINGS else 0
            if level:
                self._name_heading(index)
            self._pieces.append(f"</h{min(level + 1, 6)}>" if level else f"</{name}>")

    def _name_heading(self, index: int) -> None:
        if " id=" in self._pieces[index] or not (slug := slug_of(unescape("".join(self._heading)))):
            return
        anchor, count = slug, self._anchors.get(slug, 0)
        while anchor in self._anchors:
            anchor, count = f"{slug}-{count + 1}", count + 1
        self._anchors[slug] = count
        self._anchors[anchor] = 0 if anchor != slug else count
        self._pieces[index] = self._pieces[index].replace(">", f' id="{PREFIX}{escape(anchor)}">')

    def _kept(self, name: str, attributes: Mapping[str, str]) -> dict[str, str]:
        kept = {key: attributes[key] for key in ("href", "src", "alt", "title") if key in attributes}
        if name == "a":
            kept = {key: kept[key] for key in ("href", "title") if key in kept}
            if self._is_note and "href" in kept:
                kept["href"] = "#fn-" + kept["href"][1:]
        elif name == "img":
            sizes = {key: attributes[key] for key in ("width", "height") if _SIZE.fullmatch(attributes.get(key, ""))}
            kept = {"src": kept.get("src", ""), "alt": kept.get("alt", "")} | sizes
        else:
            kept = {}
        self._targets |= {kept[key] for key in ("href", "src") if kept.get(key)}
        return kept | self._class(name, attributes) | self._own_anchor(name, attributes)

    @staticmethod
    def _class(name: str, attributes: Mapping[str, str]) -> dict[str, str]:
        given = attributes.get("class", "")
        side = (attributes.get("align") or attributes.get("style", "").removeprefix("text-align: ")).lower()
        if name in _ALIGNED and side in SIDES:
            return {"class": side}
        return {"class": given} if name == "blockquote" and given in ALERTS else {}

    def _own_anchor(self, name: str, attributes: Mapping[str, str]) -> dict[str, str]:
        anchor = attributes.get("id") or attributes.get("name") or ""
        if name == "div" and attributes.get("class") == "footnote-definition":
            anchor = f"fn-{anchor}"
        elif name not in HEADINGS | {"a"}:
            return {}
        if not anchor or anchor in self._anchors or any(character.isspace() for character in anchor):
            return {}
        self._anchors[anchor] = 0
        return {"id": PREFIX + anchor}

    def _box(self, attributes: Mapping[str, str]) -> None:
        """Write a task's box as a character, which needs no label."""
        if attributes.get("type", "").lower() == "checkbox":
            self.text("\u2611 " if "checked" in attributes else "\u2610 ")
            place = self._place_of({"li"})
            if place >= 0:
                self._pieces[self._open[place][1]] = '<li class="task">'


def slug_of(heading: str) -> str:
    """Return the anchor that a heading has on GitHub."""
    kept = (
        character
        for character in heading.strip().lower()
        if character.isalnum() or character in " -" or unicodedata.category(character) in {"Mn", "Mc", "Me", "Pc"}
    )
    return "".join(kept).replace(" ", "-")


def _linked(match: re.Match[str]) -> str:
    """Return a link to an address in a text, without the punctuation that ends the sentence."""
    written = match.group()
    address = written.rstrip("?!.,:*_~'\";")
    closing = max(0, min(address.count(")") - address.count("("), len(address) - len(address.rstrip(")"))))
    address = address[: len(address) - closing].rstrip("?!.,:*_~'\"") if closing else address
    if address.lower() in {"www", "https", "http", "https://", "http://"} or address.endswith(("//", "&amp")):
        return written
    full = address if "://" in address[:8] else f"http://{address}"
    return f'<a href="{full}">{address}</a>{written[len(address) :]}'
