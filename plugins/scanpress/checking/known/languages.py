"""Words that people write for the words of the schemas, in many languages: answers, keys, and states of a scan.

They are listed in `languages.toml`. What a word means is said as a question, and never repaired.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

_FORMS = {
    "Yes": ("yes",),
    "No": ("no",),
    "partly": ("partly", "partially", "partial"),
    "unclear": ("unclear", "unknown", "not clear"),
    "not applicable": ("not applicable", "n/a", "na", "inapplicable", "does not apply"),
}


def _by_word(name: str) -> Mapping[str, str]:
    return {word: meant for meant, words in _WORDS[name].items() for word in words}


_WORDS: Mapping[str, Mapping[str, list[str]]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
_ENGLISH = _by_word("english")
_ANSWERS = {**_by_word("answers"), **_ENGLISH}
KEYS = _by_word("keys")
"""The words of other languages for keys, each with the English key."""
STATES = _by_word("states")
"""The words of other languages for the states of a scan."""
MEANT = {word: meant for word, meant in _ANSWERS.items() if meant in {"Yes", "No"}}
"""What the words for yes and no of all languages mean."""
BETWEEN = frozenset(word for word, meant in _ANSWERS.items() if meant in {"partly", "unclear"})
"""Words for an answer between yes and no."""


def answer_meant(word: str, allowed: Iterable[str]) -> str:
    """Return the allowed answer that a word of any language means, or an empty text.

    >>> answer_meant("teilweise", ["yes", "partly", "no"]), answer_meant("Ja!", ["Yes", "No"])
    ('partly', 'Yes')
    >>> answer_meant("n/a", ["Yes", "No"]), answer_meant("n/a", ["yes", "not applicable"])
    ('', 'not applicable')
    """
    plain = _plain(word)
    named = {each.casefold().replace("_", " "): each for each in allowed}
    meant = _ANSWERS.get(plain) or _ANSWERS.get(plain.strip(_AROUND), "")
    return next((named[each] for each in _FORMS.get(meant, (meant.casefold(),)) if each in named), "")


def is_foreign(word: str) -> bool:
    """Return whether an answer is certainly of another language: it has a known word, or no letter of English.

    >>> is_foreign("FALSCH"), is_foreign("\u5b9e\u9a8c\u6027"), is_foreign("nope"), is_foreign("2")
    (True, True, False, False)
    """
    plain = _plain(word).strip(_AROUND)
    has_letters = any(map(str.isalpha, plain))
    return plain not in _ENGLISH and (plain in _ANSWERS or (has_letters and not re.search("[a-z]", plain)))


def _plain(word: str) -> str:
    return " ".join(word.casefold().replace("_", " ").split())


_AROUND = " .!\u3002"
