"""Source code as numbered lines of HTML: what is copied from them is the file's text, and nothing else."""

from functools import lru_cache
from html import escape
from pathlib import PurePosixPath
from typing import NamedTuple

from markupsafe import Markup

from scanpress.git_browser.pages.languages import LANGUAGES, language_of, pattern_of
from scanpress.repository import printable
from scanpress.writer import Items

_LARGEST_COLOURED = 1 << 17
# In data, colours would make the page half as large again, and say what every reader of data sees anyway.
_DATA = {".xml", ".svg", ".yaml", ".yml"}
_LARGEST_COLOURED_DATA = 1 << 14
_LONGEST_LINE = 5_000  # longer ones are made by programs, and read by them
_CONTROL = bytes([*range(9), *range(11, 32), 127])
_LEADS = (b"\xc2", b"\xef")  # with which UTF-8 begins the second half of the control characters, and no characters


def decode_text(content: bytes) -> tuple[str, bool]:
    """Return a file's text without what no page can hold, and whether all of it was UTF-8."""
    lines = content.replace(b"\r\n", b"\n") if b"\r" in content else content  # to look for one byte is far cheaper
    try:
        text = lines.decode("utf-8")
    except UnicodeDecodeError:
        return printable(lines.decode("utf-8", "replace")), False
    return text if _is_printable(lines) else printable(text), True


def _is_printable(content: bytes) -> bool:
    """Return whether valid UTF-8 surely holds nothing that no page can: told in a fifth of the time of looking."""
    has_no_leads = content.isascii() or not any(lead in content for lead in _LEADS)
    return has_no_leads and len(content.translate(None, _CONTROL)) == len(content)


@lru_cache(maxsize=2)  # a file's page and that of its newest version show the same
def numbered(text: str, name: str = "") -> str:
    """Return a text's lines as HTML, in colours where `name` tells the language."""
    if not text:
        return ""
    if name:
        return _lines(1, _coloured(text, name), ends=text.endswith("\n"))
    return numbered_from(1, text)


def block(lines: str) -> Items:
    """Return lines of HTML for `git/lines.html`: they are put in where the page is ready."""
    return Items([(_Block(), Markup(lines))] if lines else [], ("lines",))  # noqa: S704 - escaped by `numbered`


class _Block(NamedTuple):
    """What all blocks of lines share: nothing."""


def numbered_from(start: int, text: str) -> str:
    """Return lines as HTML that begin with some other number than one."""
    return _lines(start, escape(text, quote=False).split("\n"), ends=text.endswith("\n"))


def _lines(start: int, lines: list[str], *, ends: bool) -> str:
    """Return lines of HTML, each after its anchor; `ends` says that the last one is what follows the last line end."""
    if ends:
        lines.pop()
    joined = "\n".join([_anchor(number) + line for number, line in enumerate(lines, start)])
    # Browsers do not copy the last line end before the closing tag, so that one more is needed for the file's own.
    return joined + "\n\n" if ends else joined


def _anchor(number: int) -> str:
    """Return what a line is linked by: the stylesheet draws its number."""
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
