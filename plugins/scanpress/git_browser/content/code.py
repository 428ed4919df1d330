"""Source code as numbered lines of HTML; text that is copied from them is the text of the file."""

import re
from collections.abc import Mapping
from html import escape
from operator import add
from typing import NamedTuple

from markupsafe import Markup

from scanpress.git_browser.addresses import suffix_of
from scanpress.git_browser.content.languages import LANGUAGES, language_of, pattern_of
from scanpress.repository import printable
from scanpress.writer import Items

MOST_LINES = 100_000  # of a file that is shown: each adds 43 bytes to its page
_LARGEST_COLOURED = 1 << 17
# Colours would make pages of data half as large again, and readers see the structure of data without them.
_DATA = {".xml", ".svg", ".yaml", ".yml"}
_LARGEST_COLOURED_DATA = 1 << 14
_CONTROLS = bytes([*range(0x09), *range(0x0B, 0x20), 0x7F])
_REPLACED = {
    b"\xc2": re.compile(rb"\xc2[\x80-\x9f]"),
    b"\xef": re.compile(rb"\xef(?:\xb7[\x90-\xaf]|\xbf[\xbe\xbf])"),
}
"""The characters beyond ASCII that `printable` replaces, by their first byte."""
_LONGEST_LINE = 5_000  # longer ones are made by programs, and read by them


def decode_text(content: bytes) -> tuple[str, bool]:
    """Return a file's text without characters that no page can hold, and whether all of it was UTF-8."""
    lines = content.replace(b"\r\n", b"\n")
    try:
        text = lines.decode("utf-8")
    except UnicodeDecodeError:
        return printable(lines.decode("utf-8", "replace")), False
    return text if _is_printable(lines) else printable(text), True


# To look at bytes takes a fifth of the time of `printable`, which is half of all that the view of a file's page takes.
def _is_printable(content: bytes) -> bool:
    """Return whether UTF-8 is sure to hold no character that `printable` replaces."""
    return len(content.translate(None, _CONTROLS)) == len(content) and not any(
        lead in content and pattern.search(content) for lead, pattern in _REPLACED.items()
    )


def numbered(text: str, name: str = "", marks: Mapping[int, str] | None = None) -> str:
    """Return the lines of a text as HTML, each after its anchor, in colours if its name or content shows a language.

    `marks` is HTML that stands before lines with some numbers.
    """
    if not text:
        return ""
    lines = (coloured(text, name) if name else escape(text, quote=False)).split("\n")
    ends = text.endswith("\n")
    if ends:
        lines.pop()
    anchors = _ANCHORS if len(lines) <= len(_ANCHORS) else [_anchor(number) for number in range(1, len(lines) + 1)]
    shown = list(map(add, anchors, lines))
    for number, mark in (marks or {}).items():
        shown[number - 1] = mark + shown[number - 1]
    joined = "\n".join(shown)
    # Browsers do not copy the last line end before the closing tag, so that one more is needed for the file's own.
    return joined + "\n\n" if ends else joined


def block(lines: str) -> Items:
    """Return lines of HTML for `git/lines.html`, which are put into the finished page."""
    return Items([(_Block(), Markup(lines))] if lines else [], ("lines",))  # noqa: S704 - escaped by `numbered`


class _Block(NamedTuple):
    """What all blocks of lines share: nothing, but items need a type."""


def _anchor(number: int) -> str:
    """Return the anchor of a line, whose text is its number: no style has to draw it, and readers hear it."""
    return f"<a id=l{number} href=#l{number}>{number}</a>"  # without quotes, a page of 500 lines is 2 kB smaller


# Made once: a page of 110 lines takes a fifth of the time that it takes to write them anew (5 µs instead of 24).
_ANCHORS = list(map(_anchor, range(1, 4097)))


def is_worth_colours(text: str, name: str) -> bool:
    """Return whether a file has a language, is small enough, and has lines that people read."""
    if not language_of(name, text):  # JSON, the commonest file here: its lines need not be measured
        return False
    is_data = suffix_of(name) in _DATA
    if len(text) > (_LARGEST_COLOURED_DATA if is_data else _LARGEST_COLOURED):
        return False
    return len(text) <= _LONGEST_LINE or max(map(len, text.split("\n"))) <= _LONGEST_LINE


def coloured(text: str, name: str) -> str:
    """Return a text as HTML in the colours of its language; each element ends in the line in which it begins."""
    language = language_of(name, text)
    if not language:
        return escape(text, quote=False)
    keywords = LANGUAGES[language].keywords
    pieces: list[str] = []
    position = 0
    for match in pattern_of(language).finditer(text):
        css_class = match.lastgroup
        if css_class == "w":
            css_class = "k" if match.group() in keywords else None
        if css_class:
            start, end = match.span()
            pieces += escape(text[position:start], quote=False), _span(css_class, text[start:end])
            position = end
    pieces.append(escape(text[position:], quote=False))
    return "".join(pieces)


def _span(css_class: str, text: str) -> str:
    """Return a piece of a text in a colour, line by line."""
    lines = escape(text, quote=False).split("\n")
    return "\n".join([f"<span class={css_class}>{line}</span>" if line.strip() else line for line in lines])
