"""The tokens of a JSON text, and of the mistakes that people make in one."""

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


def is_number(text: str) -> bool:
    """Return whether a text is a valid JSON number."""
    return _NUMBER.fullmatch(text) is not None
