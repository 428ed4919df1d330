"""What was meant by a misspelt word."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Longer words are no spelling mistakes, and comparing them takes time.
_LONGEST = 100


def nearest(word: str, names: Iterable[str], *, cutoff: float = 0.75) -> str:
    """Give the name that is nearest to a word, or an empty text; case, spaces and hyphens do not count.

    >>> nearest("Code-Released", ["code_released", "data_released"])
    'code_released'
    """
    plain = {_plain(name): name for name in names}
    found = difflib.get_close_matches(_plain(word[:_LONGEST]), plain, n=1, cutoff=cutoff)
    return plain[found[0]] if found else ""


def _plain(word: str) -> str:
    return word.lower().replace("-", "_").replace(" ", "_")
