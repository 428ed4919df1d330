"""The tokens of a JSON text, and of the mistakes that people make in one."""

import json
import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["string", "number", "mark", "word", "other", "end"]

# Every repetition is possessive: a match takes time linear in its length, whatever a file holds.
_TOKEN = re.compile(
    r"""[ \t\n\r]*+(?:
      (?P<string>"(?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))*+")
    | (?P<number>-?[0-9][0-9A-Za-z.+\-]*+)
    | (?P<mark>[{}\[\],:])
    | (?P<word>-?[^\W\d][\w]*+)
    | (?P<end>\Z)
    | (?P<other>.)
    )""",
    re.VERBOSE | re.DOTALL,
)
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?")
# White space of other kinds, and characters of no width; JSON allows only blanks, tabs and line breaks.
_BLANKS = re.compile("[\x0b\x0c\x85\xa0\u1680\u2000-\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]++")
_COMMENT = re.compile(r"//[^\r\n]*+|\#[^\r\n]*+", re.VERBOSE)
_LONG_COMMENTS = {"/*": "*/", "<!--": "-->"}


@dataclass(frozen=True, slots=True)
class Token:
    """One token, with the offsets at which it starts and ends."""

    kind: Kind
    text: str
    start: int
    end: int

    @property
    def begins_value(self) -> bool:
        """Whether a value, or a mistaken one, starts with this token."""
        return self.kind in {"string", "number", "word"} or self.text in {"{", "["}


def next_token(text: str, position: int) -> Token:
    """Return the token at or after a position."""
    match = _TOKEN.match(text, position)
    if match is None or match.lastgroup is None:  # cannot happen: the last two alternatives match anything
        return Token("end", "", len(text), len(text))
    kind: Kind = match.lastgroup  # type: ignore[assignment]
    return Token(kind, match[kind], match.start(kind), match.end(kind))


def unescaped(raw: str) -> str:
    """Return the string that a string token writes."""
    return str(json.loads(raw)) if "\\" in raw else raw[1:-1]


def is_number(text: str) -> bool:
    """Return whether a text is a valid JSON number."""
    return _NUMBER.fullmatch(text) is not None


def blanks_end(text: str, position: int) -> int:
    """Return where a run of white space that JSON does not allow ends, or the position if none is there."""
    match = _BLANKS.match(text, position)
    return match.end() if match else position


def comment_end(text: str, position: int) -> int:
    """Return where a comment ends, or the position if none starts there or it has no end."""
    match = _COMMENT.match(text, position)
    if match:
        return match.end()
    for opening, closing in _LONG_COMMENTS.items():
        if text.startswith(opening, position):
            end = text.find(closing, position + len(opening))
            return end + len(closing) if end >= 0 else position
    return position


def comment_text(comment: str) -> str:
    r"""Return what a comment says, without its signs.

    >>> comment_text("// see Table 2"), comment_text("/* one\n * two */")
    ('see Table 2', 'one\ntwo')
    """
    for opening, closing in _LONG_COMMENTS.items():
        if comment.startswith(opening):
            lines = comment.removeprefix(opening).removesuffix(closing).splitlines()
            return "\n".join(filter(None, (line.strip(" \t*") for line in lines)))
    return comment.lstrip("/#").strip().removesuffix(",")
