"""What was meant by a misspelt word."""

import difflib
from collections.abc import Iterable

# Words that are spelt otherwise than what they mean, or like what they do not.
_SYNONYMS = {
    "retracted": "withdrawn",
    "removed": "withdrawn",
    "deleted": "withdrawn",
    "replaced": "superseded",
    "outdated": "superseded",
    "obsolete": "superseded",
    "disputed": "contested",
    "challenged": "contested",
    "human": "person",
    "llm": "model",
    "ai": "model",
    "medium": "moderate",
    "high": "strong",
    "low": "weak",
}
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


def synonym(word: str, names: Iterable[str]) -> str:
    """Give the name that a word is another word for, or an empty text.

    >>> synonym("Retracted", ["excluded", "withdrawn"])
    'withdrawn'
    """
    meant = _SYNONYMS.get(_plain(word[:_LONGEST]), "")
    return meant if meant in names else ""


def _plain(word: str) -> str:
    return word.lower().replace("-", "_").replace(" ", "_")
