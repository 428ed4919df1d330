"""Source code as numbered lines of HTML, from which a reader copies the file's text and nothing else."""

from collections.abc import Iterator
from functools import cache, lru_cache
from html import escape
from pathlib import PurePosixPath
from typing import NamedTuple

from markupsafe import Markup
from pygments.lexer import Lexer
from pygments.lexers import find_lexer_class_for_filename
from pygments.token import Comment, Keyword, Name, Number, Operator, String, _TokenType

from scanpress.repository import printable
from scanpress.writer import Items

_CLASSES: tuple[tuple[_TokenType, str], ...] = (
    (Comment, "c"),
    (Keyword, "k"),
    (Operator.Word, "k"),
    (Number, "m"),
    (String, "s"),
    (Name.Tag, "n"),
    (Name.Attribute, "n"),
    (Name.Function, "n"),
    (Name.Class, "n"),
    (Name.Decorator, "n"),
    (Name.Namespace, "n"),
    (Name.Builtin, "n"),
)
_LARGEST_COLOURED = 1 << 17
# Colours would make pages of data half as large again, and readers see the structure of data without them.
_DATA = {".json", ".jsonl", ".geojson", ".ipynb", ".xml", ".svg", ".csv", ".tsv", ".bib", ".lock", ".yaml", ".yml"}
_LARGEST_COLOURED_DATA = 1 << 14


def decode_text(content: bytes) -> tuple[str, bool]:
    """Return a file's text without characters that HTML forbids, and whether all of it is valid UTF-8."""
    lines = content.replace(b"\r\n", b"\n")
    try:
        return printable(lines.decode("utf-8")), True
    except UnicodeDecodeError:
        return printable(lines.decode("utf-8", "replace")), False


# The pages of a file and of its newest version show the same text: this cache and that of `file.py` save 6 % of a cold
# build with both plugins.
@lru_cache(maxsize=2)
def numbered(text: str, name: str = "") -> str:
    """Return a text's lines as HTML, in colours if the language of the file called `name` is known."""
    if not text:
        return ""
    if name:
        return _lines(1, _coloured(text, name), ends=text.endswith("\n"))
    return numbered_from(1, text)


def block(lines: str) -> Items:
    """Return lines of HTML for `git/lines.html`; they are inserted after the rest of the page is rendered."""
    return Items([(_Block(), Markup(lines))] if lines else [], ("lines",))  # noqa: S704 - escaped by `numbered`


class _Block(NamedTuple):
    """The values that all blocks of lines share: none."""


def numbered_from(start: int, text: str) -> str:
    """Return lines as HTML, numbered from `start`."""
    return _lines(start, escape(text, quote=False).split("\n"), ends=text.endswith("\n"))


def is_worth_colours(text: str, name: str) -> bool:
    """Return whether a file is small enough for colours, which make its page larger."""
    is_data = PurePosixPath(name.lower()).suffix in _DATA
    return len(text) <= (_LARGEST_COLOURED_DATA if is_data else _LARGEST_COLOURED)


def _lines(start: int, lines: list[str], *, ends: bool) -> str:
    if ends:
        lines.pop()
    # Attributes without quotes: a file of 500 lines is 2 kB smaller. The stylesheet draws the numbers.
    joined = "\n".join(f"<a id=l{number} href=#l{number}></a>{line}" for number, line in enumerate(lines, start))
    # Browsers do not copy the last line end before the closing tag, so that the file's own needs another one after it.
    return joined + "\n\n" if ends else joined


def _coloured(text: str, name: str) -> list[str]:
    lexer = _lexer(name.rpartition("/")[2])
    if lexer is None:
        return escape(text, quote=False).split("\n")
    lines = [""]
    for css_class, piece in _merged(lexer, text):
        first, *rest = escape(piece, quote=False).split("\n")
        lines[-1] += _span(css_class, first)
        lines += [_span(css_class, line) for line in rest]
    return lines


def _merged(lexer: Lexer, text: str) -> Iterator[tuple[str, str]]:
    """Yield runs of tokens with the same CSS class, and the class."""
    run, running = "", ""
    for _, token, value in lexer.get_tokens_unprocessed(text):
        css_class = _class_of(token)
        if css_class != running:
            yield running, run
            run, running = "", css_class
        run += value
    yield running, run


def _span(css_class: str, text: str) -> str:
    return f"<span class={css_class}>{text}</span>" if css_class and text and not text.isspace() else text


@cache
def _class_of(token: _TokenType) -> str:
    return next((css_class for kind, css_class in _CLASSES if token[: len(kind)] == kind), "")


@lru_cache(maxsize=1024)
def _lexer(name: str) -> Lexer | None:
    """Return the lexer for a file's name; cached, because finding it takes longer than reading a small file with it."""
    found = find_lexer_class_for_filename(name)
    return found(stripnl=False, ensurenl=False) if found else None
