"""Misspelt names: which name a word probably meant, and findings on unknown and missing keys."""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from scanpress.checking.display import quoted
from scanpress.checking.problem import Finding, Pointer

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
MAX_UNKNOWN = 20  # unknown keys that are reported per object


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


class Keys:
    """The unknown keys of all objects of a document, and the known key that each probably meant."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self._meant: dict[Pointer, set[str]] = {}

    @property
    def meant(self) -> set[str]:
        """All keys that a misspelt key probably meant."""
        return {name for names in self._meant.values() for name in names}

    def unknown(self, pointer: Pointer, instance: Mapping[str, Any], schema: Mapping[str, Any]) -> None:
        """Add the findings on the unknown keys of one object."""
        patterns = [re.compile(pattern) for pattern in schema.get("patternProperties", {})]
        known = schema.get("properties", {})
        extra = (key for key in instance if key not in known and not any(each.search(key) for each in patterns))
        taken = self._meant.setdefault(pointer, set())
        required = [name for name in schema.get("required", ()) if name not in instance]
        optional = [name for name in known if name not in instance and name not in required]
        for _, key in zip(range(MAX_UNKNOWN), extra, strict=False):
            meant = _nearest_free(key, required, taken) or _nearest_free(key, optional, taken)
            taken.update({meant} - {""})
            self.findings.append(_unknown_key(pointer, key, meant, present=nearest(key, known)))

    def missing(
        self, pointer: Pointer, instance: Mapping[str, Any], required: list[str], may_be_empty: Callable[[str], bool]
    ) -> Iterator[Finding]:
        """Yield a finding for each missing key, except for those that are there but misspelt."""
        taken = self._meant.get(pointer, set())
        for name in required:
            if name not in instance and name not in taken:
                message = f"the key {quoted(name)} is missing here"
                remedy = f"add {quoted(name)}{'; write [] if there is nothing to list' * may_be_empty(name)}"
                yield Finding("missing-key", pointer, message, remedy, "key", about=(*pointer, name))


def _nearest_free(key: str, names: list[str], taken: set[str]) -> str:
    return nearest(key, [name for name in names if name not in taken])


def _unknown_key(pointer: Pointer, key: str, meant: str, *, present: str) -> Finding:
    if meant:
        remedy = f"did you mean {quoted(meant)}?"
    elif present:
        remedy = f"remove it: {quoted(present)} is already there"
    else:
        remedy = f"remove it, or rename it to {quoted('x-' + key)} to keep it"
    message = f"the schema has no key {quoted(key)} here"
    about = (*pointer, meant) if meant else ()
    return Finding("unknown-key", (*pointer, key), message, remedy, "key", about=about, meant=meant)
