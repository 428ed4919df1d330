"""The words of a text as they are compared: without case and accents, as `theme/static/fold.js` makes them."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from unicodedata import category, normalize

SHORTEST_FORGIVEN = 5
"""Letters of the shortest words in which one wrong letter is forgiven."""

_SPACES = bytes(code if chr(code).isalnum() or code > ord("\x7f") else ord(" ") for code in range(256))
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
    return _split(_BEYOND_ASCII.sub(_folded, text.lower()))


def distinct_words(text: str) -> set[str]:
    """Return each word of a text once: letters beyond ASCII are looked for in each different word, not in the text.

    >>> sorted(distinct_words("An S and an a, naïve"))
    ['a', 'an', 'and', 'naive', 's']
    """
    lower = text.lower()
    words = set(_split(lower))
    if not lower.isascii():
        odd = [word for word in words if not word.isascii()]
        words.difference_update(odd)
        words.update(*map(_words_in, odd))
    return words


def _split(lower: str) -> list[str]:
    """Split at all ASCII characters but letters and digits; bytes are translated ten times as fast as characters."""
    return lower.encode(errors="surrogatepass").translate(_SPACES).decode(errors="surrogatepass").split()


def forgiven(words: Iterable[str]) -> Iterator[str]:
    """Yield the words in which a wrong letter is forgiven: numbers are not among them."""
    return (word for word in words if len(word) >= SHORTEST_FORGIVEN and not word.isdigit())


@lru_cache(maxsize=1 << 12)
def _words_in(word: str) -> list[str]:
    return words_of(word)


def _folded(found: re.Match[str]) -> str:
    return _fold(found[0])


@lru_cache(maxsize=1 << 12)  # few letters have accents, and these recur
def _fold(letters: str) -> str:
    """Return letters beyond ASCII without accents, and a space for all that is no letter, digit or mark of a letter.

    In Hindi and others, marks are letters.
    """
    bare = _ACCENTS.sub("", normalize("NFKD", letters)).lower().translate(_PLAIN)
    return "".join([each if each.isalnum() or category(each)[0] == "M" else " " for each in bare])
