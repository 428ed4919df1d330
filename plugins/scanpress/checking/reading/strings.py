"""Read texts that are not written as JSON writes them: raw control characters, wrong escapes, other quotation marks."""

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from scanpress.checking.display import quoted, visible
from scanpress.checking.problem import Pointer
from scanpress.checking.reading.mistakes import MAX_MISTAKES, Edit, Mistake

# A text from its first to its last quotation mark, whatever is between them.
_TEXT = re.compile(r'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_PIECE = re.compile(r'\\(?:u[0-9A-Fa-f]{4}|["\\/bfnrt])|\\(?:\r\n|.)|\r\n|[\x00-\x1f]', re.DOTALL)
_GOOD_ESCAPE = re.compile(r'\\(?:u[0-9A-Fa-f]{4}|["\\/bfnrt])')
_COMMAND = re.compile(r"\\[A-Za-z]+")
_HEX = re.compile(r"\\x([0-9A-Fa-f]{2})")
_LINE_BREAKS = {"\n": "\\n", "\r": "\\r", "\r\n": "\\n"}
_MARKUP = frozenset("_*#&%$^~{}[]()|<>-+.!")

_ENDS_VALUE = r"[ \t\r\n]*+(?:[,}\]]|\Z)"
_ENDS_KEY = r"[ \t]*+[:=]"
_CLOSED = re.compile(_ENDS_VALUE)
_CLOSINGS = {"'": "'", "`": "`", "\u2018": "\u2019\u2018'", "\u201a": "\u2019\u2018'"}
CURLY_QUOTES = "`\u201c\u201d\u201e\u201f\u00ab\u00bb\u2018\u2019\u201a\uff02"
"""Quotation marks that word processors put in place of straight ones, and the backtick."""
_CURLY_CLOSINGS = '\u201c\u201d\u00bb\u00ab\uff02"'

# What follows the last quotation mark of a text: the next key, the end of the object; in a list the next entry.
_AFTER_MEMBER = re.compile(r'[ \t]*+(?:,\s*+"[^"\n]{1,200}+"\s*+:|,?\s*+\}|\Z)')
_AFTER_ENTRY = re.compile(r'[ \t]*+(?:,\s*+(?:["{\[\-0-9]|true\b|false\b|null\b)|,?\s*+\])')
_TRIPLE = 4  # quotation marks that Python's triple ones have too many
_NEXT_QUOTE = re.compile(r'(?:[^"\\\n]++|\\[^\n])*+"')


@dataclass(frozen=True, slots=True)
class MistakenText:
    """A text that is not valid JSON: its offsets, what was meant as a JSON text, and the mistakes in it."""

    start: int
    end: int
    written: str
    mistakes: tuple[Mistake, ...]


def read_straight(text: str, start: int, pointer: Pointer) -> MistakenText | None:
    """Read a text with raw control characters or wrong escapes, or return None if its end is not certain."""
    match = _TEXT.match(text, start)
    if not match:
        return None
    end = match.end()
    # A line break may mean that the closing quotation mark was forgotten, and that this one opens the next text.
    if "\n" in match[0] and not _CLOSED.match(text, end):
        return None
    return _mistaken(text, (start, end), _body_mistakes(text, start + 1, end - 1, pointer))


def read_quoted(text: str, start: int, pointer: Pointer, *, is_key: bool) -> MistakenText | None:
    """Read a text in single or typographic quotation marks, or return None if its end is not certain."""
    opening = text[start]
    closings = _CLOSINGS.get(opening, _CURLY_CLOSINGS)
    match = _quoted_text(closings, _ENDS_KEY if is_key else _ENDS_VALUE).match(text, start + 1)
    if not match:
        return None
    body, kind = match[1], "single-quotes" if opening == "'" else "curly-quotes"
    written = json.dumps(_unquoted(body), ensure_ascii=False)
    detail = opening if kind == "curly-quotes" else ""
    span = (start, match.end())
    certain = not _is_doubtful(body, closings)
    mistake = Mistake(kind, span, pointer, (Edit(*span, written),), detail, certain=certain)
    return MistakenText(*span, written, (mistake,))


def read_with_inner_quotes(text: str, start: int, pointer: Pointer, *, in_list: bool) -> MistakenText | None:
    """Read a text with unescaped quotation marks inside it, or return None if its end is not certain.

    The text ends at a quotation mark after which the next key or entry follows, or the end of the object or list.
    """
    after = _AFTER_ENTRY if in_list else _AFTER_MEMBER
    marks: list[int] = []
    position = start + 1
    while match := _NEXT_QUOTE.match(text, position):
        position = match.end()
        if after.match(text, position):
            break
        marks.append(position - 1)
        if len(marks) > MAX_MISTAKES:
            return None
    else:
        return None
    if not marks or (in_list and len(marks) % 2):
        return None
    last = marks[-1] + 1 if len(marks) > 1 else min(marks[0] + 20, position - 1)
    shown = quoted(text[max(start + 1, marks[0] - 20) : last])
    edits = tuple(Edit(mark, mark + 1, '\\"') for mark in marks)
    kind = "inner-quotes"
    if all(text[start + 1 : mark].endswith("\\\\") for mark in marks):
        kind, edits = "escaped-twice", tuple(Edit(mark - 1, mark, "") for mark in marks)
    if len(marks) == _TRIPLE and (text[start : start + 3], text[position - 3 : position]) == ('"""', '"""'):
        kind, edits = "triple-quotes", (Edit(start, start + 2, ""), Edit(position - 2, position, ""))
    mistake = Mistake(kind, (marks[0], marks[0] + 1), pointer, edits, shown)
    inner = _body_mistakes(text, start + 1, position - 1, pointer)
    return _mistaken(text, (start, position), (mistake, *inner))


@cache
def _quoted_text(closings: str, ending: str) -> re.Pattern[str]:
    """Return the pattern of a text on one line up to the first closing mark that something of JSON follows."""
    body = rf"(?:[^\\\r\n{closings}]++|\\[^\r\n]|[{closings}](?!{ending}))*+"
    return re.compile(f"({body})[{closings}](?={ending})")


def _mistaken(text: str, span: tuple[int, int], mistakes: tuple[Mistake, ...]) -> MistakenText | None:
    edits = sorted(edit for mistake in mistakes for edit in mistake.edits)
    pieces, position = [], span[0]
    for edit in edits:
        pieces += [text[position : edit.start], edit.text]
        position = edit.end
    written = "".join([*pieces, text[position : span[1]]])
    return MistakenText(*span, written, mistakes) if mistakes else None


def _body_mistakes(text: str, start: int, end: int, pointer: Pointer) -> tuple[Mistake, ...]:
    """Return the mistakes between the quotation marks of a text; after too many the reader stops."""
    return tuple(islice(_pieces(text, start, end, pointer), MAX_MISTAKES + 1))


def _pieces(text: str, start: int, end: int, pointer: Pointer) -> Iterator[Mistake]:
    for match in _PIECE.finditer(text, start, end):
        piece = match[0]
        if piece[0] == "\\":
            if not _GOOD_ESCAPE.fullmatch(piece):
                yield _escape_mistake(text, match, end, pointer)
        elif piece == "\t":
            yield Mistake("raw-tab", match.span(), pointer, (Edit(*match.span(), "\\t"),))
        elif piece in _LINE_BREAKS:
            yield Mistake("raw-line-break", match.span(), pointer, (Edit(*match.span(), _LINE_BREAKS[piece]),))
        else:
            yield _control_mistake(text, match, pointer)


def _control_mistake(text: str, match: re.Match[str], pointer: Pointer) -> Mistake:
    name = f"U+{ord(match[0]):04X}"
    remedy = f"remove {name}"
    around = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
    if match[0] == "\x0c" or (match[0] in "\x02\x03\x0b\x0e\x0f" and around.isalpha()):
        remedy += ", or write fi, fl or ff if a ligature was lost there"
    return Mistake("raw-control", match.span(), pointer, (Edit(*match.span(), ""),), name, remedy=remedy)


def _escape_mistake(text: str, match: re.Match[str], end: int, pointer: Pointer) -> Mistake:
    """Return the mistake that a backslash starts: an apostrophe, a line break, or a sign of LaTeX or Markdown."""
    piece, span = match[0], match.span()
    if piece == "\\'":
        return Mistake("escaped-apostrophe", span, pointer, (Edit(*span, "'"),))
    if piece[1] in "\r\n":
        return Mistake("line-continued", (span[0], span[0] + 1), pointer, (Edit(*span, ""),))
    command = _COMMAND.match(text, span[0], end)
    shown = command[0] if command and piece[1].isalpha() else piece
    doubled = (Edit(span[0], span[0], "\\"), *([] if ord(piece[1]) >= ord(" ") else [Edit(span[0] + 1, span[1], "")]))
    return Mistake(
        "escape", span, pointer, doubled, visible(shown[:40]), remedy=_escape_remedy(text, shown[:40], span[0])
    )


def _escape_remedy(text: str, shown: str, start: int) -> str:
    remedy = f"write two backslashes: \\{shown}"
    code = _HEX.match(text, start)
    if code and chr(int(code[1], 16)).isprintable():
        return f"write \\u00{code[1]} for {chr(int(code[1], 16))}, or two backslashes if one is meant: \\{code[0]}"
    if shown[1] == "u":
        return f"{remedy}; \\u alone needs four hexadecimal digits"
    if shown[1] in _MARKUP:
        return f"{remedy}, or {shown[1]} alone if no backslash is meant"
    return remedy


def _unquoted(body: str) -> str:
    """Return what a text in other quotation marks says, with the escapes that JSON and Python share."""
    parts = []
    for piece in re.findall(r"\\u[0-9A-Fa-f]{4}|\\.|[^\\]++", body):
        if piece[0] != "\\" or len(piece) == 1:
            parts.append(piece)
        elif _GOOD_ESCAPE.fullmatch(piece):
            parts.append(str(json.loads(f'"{piece}"')))
        else:
            parts.append(piece[1:] if piece[1] == "'" else piece)
    return "".join(parts)


def _is_doubtful(body: str, closings: str) -> bool:
    """Return whether a quotation mark inside a text may be its end, or an escape has no certain meaning."""
    inner = re.finditer(rf"(?<!\\)[{closings}]", body)
    escapes = re.findall(r"\\.", body)
    wrong = any(each[1] not in "\"\\/bfnrtu'" for each in escapes)
    return wrong or any(not body[: each.start()][-1:].isalnum() for each in inner)


def character_name(character: str) -> str:
    """Return a character as it can be shown: itself, or its code point and name."""
    plain = character.isascii() and character.isprintable()
    return character if plain else f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()
