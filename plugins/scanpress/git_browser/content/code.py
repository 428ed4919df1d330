"""Source code as numbered lines of HTML; text that is copied from them is the text of the file."""

from functools import lru_cache
from html import escape
from pathlib import PurePosixPath
from typing import NamedTuple

from markupsafe import Markup

from scanpress.git_browser.content.languages import LANGUAGES, language_of, pattern_of
from scanpress.repository import printable
from scanpress.writer import Items

_LARGEST_COLOURED = 1 << 17
# Colours would make pages of data half as large again, and readers see the structure of data without them.
_DATA = {".xml", ".svg", ".yaml", ".yml"}
_LARGEST_COLOURED_DATA = 1 << 14
_LONGEST_LINE = 5_000  # longer ones are made by programs, and read by them


def decode_text(content: bytes) -> tuple[str, bool]:
    """Return a file's text without characters that no page can hold, and whether all of it was UTF-8."""
    lines = content.replace(b"\r\n", b"\n")
    try:
        return printable(lines.decode("utf-8")), True
    except UnicodeDecodeError:
        return printable(lines.decode("utf-8", "replace")), False


# The page of a file and its blame show the same lines.
@lru_cache(maxsize=2)
def numbered(text: str, name: str = "") -> str:
    """Return the lines of a text as HTML, in colours if its name or content shows a known language."""
    if not text:
        return ""
    if name:
        return _lines(1, _coloured(text, name), ends=text.endswith("\n"))
    return numbered_from(1, text)


def block(lines: str) -> Items:
    """Return lines of HTML for `git/lines.html`, which are put into the finished page."""
    return Items([(_Block(), Markup(lines))] if lines else [], ("lines",))  # noqa: S704 - escaped by `numbered`


class _Block(NamedTuple):
    """What all blocks of lines share: nothing, but items need a type."""


def numbered_from(start: int, text: str) -> str:
    """Return the lines of a text as HTML, numbered from `start`."""
    return _lines(start, escape(text, quote=False).split("\n"), ends=text.endswith("\n"))


def _lines(start: int, lines: list[str], *, ends: bool) -> str:
    """Return lines of HTML, each after its anchor; `ends` says that the last one is empty, after the last line end."""
    if ends:
        lines.pop()
    joined = "\n".join([_anchor(number) + line for number, line in enumerate(lines, start)])
    # Browsers do not copy the last line end before the closing tag, so that one more is needed for the file's own.
    return joined + "\n\n" if ends else joined


def _anchor(number: int) -> str:
    """Return the anchor of a line; the stylesheet draws its number."""
    return f"<a id=l{number} href=#l{number}></a>"  # without quotes, a page of 500 lines is 2 kB smaller


def is_worth_colours(text: str, name: str) -> bool:
    """Return whether a file is small enough, and has lines that people read, for its page to be larger by colours."""
    is_data = PurePosixPath(name.lower()).suffix in _DATA
    if len(text) > (_LARGEST_COLOURED_DATA if is_data else _LARGEST_COLOURED):
        return False
    return len(text) <= _LONGEST_LINE or max(map(len, text.split("\n"))) <= _LONGEST_LINE


def _coloured(text: str, name: str) -> list[str]:
    """Return the lines of a text as HTML in the colours of its language."""
    language = language_of(name, text)
    if not language:
        return escape(text, quote=False).split("\n")
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
    return "".join(pieces).split("\n")


def _span(css_class: str, text: str) -> str:
    """Return a piece of a text in a colour, line by line."""
    lines = escape(text, quote=False).split("\n")
    return "\n".join([f"<span class={css_class}>{line}</span>" if line.strip() else line for line in lines])
