# ruff: noqa: E501 - tables of odd texts
"""Measures whether the time of a function grows with the length of a text, and not with its square."""

import gc
import time
from collections.abc import Callable, Mapping
from functools import partial

SMALL = 2_000  # characters; the long text has four times as many
_TIMES = 4
_MOST = 9.0  # of the time for the short text: 4 if it grows with the length, 16 if it grows with its square
_TOO_SHORT = 0.01  # seconds in which nothing can be measured
_ROUNDS = (2, 5, 5)

Show = Callable[[str], object]

_PIECES = [
    "[", "![[", "![](", "<a", "<", "<!--", "</b>", "&", "&amp;", "\\", "\\alpha", "$x", "{", "}", "(", ")", '"', "'", "`", "*", "_a ",
    "- ", "1. ", "> ", "|", "#", "# a\n", "\n", " ", "\t", "\r\n", "\u00a0", "a", "A", "0", "9.", ".", "-", "e\u0301", "\u0301",
    "\u202e", "\ufb01", "\N{GRINNING FACE}", "日", "א", "ä", "Ã¤", "a ", "the ", "A. B, ", "A and ", "a@", "a@b.c ", "@", "http://", "https://a.b/(",
    "www.", "10.1/", "2401.00001 ", "doi:", ", ", ",", ";", ":", "=", "//", "/*", "\x1b[", "\x1b[31;", "a_", "a-", "AB", "a\n", "x: ", "[1,", '{"a":', '["', '"a",',
    "a/", "../", "%41", "+", "---\n", "~~", "\0", "\\u0041", "null,", "2024-", "et al. ",
]  # fmt: skip


def _repeated(piece: str, size: int) -> str:
    return piece * (size // len(piece))


# Texts of any length that have made parsers take time in proportion to the square of the length, or end in an error.
FAMILIES: Mapping[str, Callable[[int], str]] = {
    **{repr(piece): partial(_repeated, piece) for piece in _PIECES},
    "an address that ends in brackets": lambda size: "http://a" + ")" * size,
    "an address that ends in points": lambda size: "http://a" + ".)" * (size // 2),
    "brackets that close": lambda size: "(" * (size // 2) + ")" * (size // 2),
    "links that close": lambda size: "[a" * (size // 4) + "](b)" * (size // 8),
    "a list in a list": lambda size: "[" * (size // 2) + "]" * (size // 2),
    "a long word with an end": lambda size: "a" * size + "@b",
    "a long word after a sign": lambda size: "@" + "a" * size,
    "spaces before an end": lambda size: "a" + " " * size + "b",
    "different words": lambda size: " ".join(map(str, range(size // 6))),
    "lines that repeat": lambda size: "one line of a text\nanother one\n" * (size // 31),
    "names of authors": lambda size: "Ada Lovelace, C. Babbage and G\u00f6del, K.; " * (size // 40),
}


def seconds(show: Show, text: str, rounds: int = 1) -> float:
    """Return the shortest CPU time of some rounds, without garbage collection; a text that is refused is as good."""
    found = []
    is_collecting = gc.isenabled()
    gc.disable()  # it takes time in proportion to what other tests have left in this process
    try:
        for _ in range(rounds):
            begin = time.process_time()
            try:
                show(text)
            except (RecursionError, MemoryError, TimeoutError):
                raise
            except Exception:  # noqa: BLE001, S110 - what refuses a text is tested elsewhere
                pass
            found.append(time.process_time() - begin)
    finally:
        if is_collecting:
            gc.enable()
    return min(found)


def growth(show: Show, make: Callable[[int], str], size: int = SMALL) -> str:
    """Return how the time grows if it grows too much, else nothing."""
    large = make(_TIMES * size)
    # A long text that is shown in so short a time needs no comparison.
    long = seconds(show, large)
    if long < _TOO_SHORT:
        return ""
    short = seconds(show, make(size))
    # Both are measured again if that was too much, because a busy machine can hold up one of them.
    for rounds in _ROUNDS:
        if long <= _MOST * max(short, _TOO_SHORT / _TIMES):
            return ""
        short, long = seconds(show, make(size), rounds), seconds(show, large, rounds)
    return f"{short * 1000:.0f} ms for {size:,} characters, {long * 1000:.0f} ms for {_TIMES} times as many"
