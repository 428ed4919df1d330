"""Text from a checked file, made safe to print: a hostile file must not control a terminal or a log."""

import json
import unicodedata
from collections.abc import Sequence
from typing import Any

_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_LONGEST = 60


def visible(text: str) -> str:
    r"""Return a text with its control characters and invisible characters escaped.

    >>> visible("a\x1b[31m")
    'a\\u001b[31m'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_escape(each) if unicodedata.category(each) in _HIDDEN else each for each in text)


def _escape(character: str) -> str:
    number = ord(character)
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"  # noqa: PLR2004 - the end of the first plane


def quoted(value: Any, *, longest: int = _LONGEST) -> str:
    """Return a value as JSON, shortened to fit into a message."""
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    text = value[: longest + 1] if isinstance(value, str) else value
    written = visible(json.dumps(text, ensure_ascii=False))
    return written if len(written) <= longest else written[: longest - 1] + "…"


def listed(values: list[Any]) -> str:
    """Return values as a list in words, such as `"a", "b" or "c"`."""
    return joined([quoted(value) for value in values], "or")


def joined(words: Sequence[str], last: str = "and") -> str:
    """Return words as a list in a sentence, such as `a, b and c`; what is quoted is quoted already.

    >>> joined(["a"]), joined(["a", "b"]), joined(["a", "b", "c"], "or")
    ('a', 'a and b', 'a, b or c')
    """
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"
