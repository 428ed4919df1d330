"""The words of a text as they are compared: without case and accents, as `theme/static/fold.js` makes them."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from unicodedata import category, normalize
from zlib import crc32

SHORTEST_FORGIVEN = 5
"""Letters of the shortest words in which one wrong letter is forgiven."""

_START = 3  # letters of a word that say in which file it is: words that begin alike are found together
_END = 2
_ASCII_WORD = re.compile("[a-z0-9]+")
_WORD = re.compile("[a-z0-9\x80-\U0010ffff]+")  # of a text in which letters alone are beyond ASCII
_BEYOND_ASCII = re.compile("[^\0-\x7f]+")
_ACCENTS = re.compile("[\u0300-\u036f]+")
# Characters that no Unicode normal form decomposes, and what people type instead.
_PLAIN = str.maketrans(
    {
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ß": "ss",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
        "ς": "\N{GREEK SMALL LETTER SIGMA}",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{HYPHEN}": "-",
        "\N{EN DASH}": "-",
    }
)


def words_of(text: str) -> list[str]:
    """Return the words of a text in their order.

    >>> words_of("Schölkopf's naïve β₁ ≈ 0.9")
    ['scholkopf', 's', 'naive', 'β1', '0', '9']
    """
    lower = text.lower()
    if lower.isascii():
        return _ASCII_WORD.findall(lower)
    return _WORD.findall(_BEYOND_ASCII.sub(_folded, lower))


def shard_of(word: str, shards: int) -> int:
    """Return in which of so many files (a power of two) a word is; words with the same three first letters share one.

    >>> shard_of("learning", 64) == shard_of("learner", 64)
    True
    """
    return crc32(word[:_START].encode()) & (shards - 1)


def ending_of(word: str, shards: int) -> int:
    """Return the same for the files of words by length and last two letters, which few wrong letters change."""
    return crc32(f"{len(word)}{word[-_END:]}".encode()) & (shards - 1)


def forgiven(words: Iterable[str]) -> Iterator[str]:
    """Yield the words in which a wrong letter is forgiven: numbers are not among them."""
    return (word for word in words if len(word) >= SHORTEST_FORGIVEN and not word.isdigit())


def _folded(found: re.Match[str]) -> str:
    return _fold(found[0])


@lru_cache(maxsize=1 << 12)  # few letters have accents, and these recur
def _fold(letters: str) -> str:
    """Return letters beyond ASCII without accents, and a space for all that is no letter, digit or mark of a letter.

    In Hindi and others, marks are letters.
    """
    bare = _ACCENTS.sub("", normalize("NFKD", letters)).lower().translate(_PLAIN)
    return "".join([each if each.isalnum() or category(each)[0] == "M" else " " for each in bare])
