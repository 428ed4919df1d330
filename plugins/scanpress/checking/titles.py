"""Titles as they are compared."""

from __future__ import annotations

import unicodedata

_ASCII = bytes(range(128))
_LOWER = bytes(range(256)).lower()
_ASCII_SIGNS = bytes(code for code in _ASCII if not chr(code).isalnum())


def normalised_title(title: str) -> str:
    """Reduce a title to its letters and digits, whatever their case, width and accents' encoding.

    >>> normalised_title("Attention Is All You Need!") == normalised_title("attention is all   you need")
    True
    """
    if title.isascii():  # as most are: there is one way only to encode each character
        return title.encode().translate(_LOWER, _ASCII_SIGNS).decode() or " ".join(title.split())
    folded = unicodedata.normalize("NFKC", title).casefold()
    return _without_signs(folded) or " ".join(folded.split())


def _without_signs(text: str) -> str:
    """Drop all but letters and digits: those of ASCII, which are most, in one pass over the bytes."""
    kept = text.encode("utf-8", "ignore").translate(None, _ASCII_SIGNS)
    others = () if kept.isascii() else {*kept.translate(None, _ASCII).decode()}
    for character in others:
        if not character.isalnum():
            kept = kept.replace(character.encode(), b"")
    return kept.decode()
