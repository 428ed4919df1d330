"""Find the word that a misspelt word or a synonym probably meant."""

import difflib
from collections.abc import Iterable

# Words that spelling alone would not lead to the right name, or would lead to a wrong one.
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
# Longer words are not spelling mistakes, and comparing them takes time.
_LONGEST = 100


def nearest(word: str, names: Iterable[str], *, cutoff: float = 0.75) -> str:
    """Return the name with the most similar spelling, or an empty text; case, spaces and hyphens do not count.

    >>> nearest("Code-Released", ["code_released", "data_released"])
    'code_released'
    """
    plain = {_plain(name): name for name in names}
    found = difflib.get_close_matches(_plain(word[:_LONGEST]), plain, n=1, cutoff=cutoff)
    return plain[found[0]] if found else ""


def synonym(word: str, names: Iterable[str]) -> str:
    """Return the name that has the same meaning as a word, or an empty text.

    >>> synonym("Retracted", ["excluded", "withdrawn"])
    'withdrawn'
    """
    meant = _SYNONYMS.get(_plain(word[:_LONGEST]), "")
    return meant if meant in names else ""


def _plain(word: str) -> str:
    return word.lower().replace("-", "_").replace(" ", "_")
