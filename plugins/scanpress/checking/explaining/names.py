"""Misspelt names: which name a word probably meant."""

import difflib
import re
import unicodedata
from collections.abc import Iterable

from scanpress.checking.explaining.identifiers import says_nothing
from scanpress.checking.known.languages import BETWEEN, KEYS, answer_meant

# Words that spelling alone would not lead to the right name, or would lead to a wrong one.
_SYNONYMS = {
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
    # "Supported" and "partially" do not say how well.
    **dict.fromkeys(["fully_supported", "well_supported", "strongly_supported", "very_strong"], "strong"),
    **dict.fromkeys(["weakly_supported", "poorly_supported"], "weak"),
    **dict.fromkeys(["not_supported", "none", "contradicted", "refuted"], "unsupported"),
}
BOOLEANS = {
    **dict.fromkeys(["true", "yes", "y", "1", "1.0", "t"], True),
    **dict.fromkeys(["false", "no", "n", "0", "0.0", "f"], False),
}
"""What words for true and false mean."""
NUMBERS = {
    word: number
    for number, words in enumerate(("zero none null", "one", "two", "three", "four", "five"))
    for word in words.split()
}
"""The numbers of a scale in words."""
# Longer words are not spelling mistakes, and comparing them takes time.
_LONGEST = 100
_SHORTEST = 4  # characters: a shorter word is similar to too many others
# Other words for keys, which spelling does not lead to; the first key that is missing is meant.
_KEYS = {
    **dict.fromkeys(
        ["reason", "explanation", "rationale", "comment", "evidence", "quote", "notes"],
        ("justification", "response", "evidence", "note"),
    ),
    "justification": ("response", "evidence"),
    "response": ("justification", "evidence"),
    **dict.fromkeys(["value", "verdict", "met"], ("answer", "result", "verdict")),
    "answer": ("result", "verdict"),
    "result": ("answer", "verdict"),
    "applicable": ("applies",),
    **dict.fromkeys(["journal", "conference", "booktitle", "publication"], ("venue",)),
    **dict.fromkeys(["arxiv", "arxivid", "eprint"], ("arxiv_id",)),
    **dict.fromkeys(["link", "website", "web", "homepage"], ("url",)),
    "pdf": ("pdf_url",),
    "type": ("kind",),
    "title": ("flag", "claim"),
    **dict.fromkeys(["description", "details"], ("detail", "evidence")),
    **dict.fromkeys(["model", "model_name", "llm"], ("name",)),
    **dict.fromkeys(["withdrawn", "retracted", "superseded", "contested", "excluded"], ("status",)),
    **dict.fromkeys(["annotator", "reviewer", "scanner", "assessor"], ("rater", "by")),
    **dict.fromkeys(["reviewed_by", "reviewer_name"], ("by",)),
    **dict.fromkeys(["reviewed_on", "reviewed_at", "review_date"], ("date",)),
    **dict.fromkeys(["author", "authors"], ("authors", "name")),
    "paper_title": ("title",),
    "published": ("year",),
}


def nearest(word: str, names: Iterable[str], *, cutoff: float = 0.75) -> str:
    """Return the name with the most similar spelling, or an empty text; case, spaces and hyphens do not count.

    >>> nearest("Code-Released", ["code_released", "data_released"])
    'code_released'
    """
    known = {plain(name): name for name in names}
    found = difflib.get_close_matches(plain(word[:_LONGEST]), known, n=1, cutoff=cutoff)
    return known[found[0]] if found else ""


def synonym(word: str, names: Iterable[str]) -> str:
    """Return the name that has the same meaning as a word, or an empty text.

    >>> synonym("Replaced", ["superseded", "withdrawn"])
    'superseded'
    """
    meant = _SYNONYMS.get(plain(word[:_LONGEST]), "")
    return meant if meant in names else ""


def key_synonym(key: str, names: Iterable[str]) -> str:
    """Return the name among `names` that another word for a key means, or an empty text."""
    known, word = list(names), plain(key[:_LONGEST])
    if word not in _KEYS:
        word = KEYS.get(word, word)
    return next((name for name in (word, *_KEYS.get(word, ())) if name in known), "")


def plain(word: str) -> str:
    """Return a word in lower case, with underscores for spaces and hyphens."""
    return word.lower().replace("-", "_").replace(" ", "_")


def misspelt(word: str, names: Iterable[str]) -> str:
    """Return the name that a word is a spelling mistake of, or an empty text; a word with another meaning is none.

    >>> misspelt("withdrawm", ["withdrawn"]), misspelt("supported", ["unsupported"]), misspelt("N/A", ["No"])
    ('withdrawn', '', '')
    """
    found = nearest(word, names, cutoff=0.8) if len(word) >= _SHORTEST else ""
    one, other = sorted((plain(word.strip()), plain(found)), key=len)
    return "" if other.endswith(one) and one != other else found


def same_word(value: object, words: list[str]) -> str:
    """Return the allowed word that a value certainly is: it differs only in case, spaces or punctuation."""
    if isinstance(value, bool) or (isinstance(value, str) and value.strip().lower() in {"y", "n", "true", "false"}):
        meant = "Yes" if BOOLEANS[str(value).strip().lower()] else "No"
        return meant if meant in words else ""
    if not isinstance(value, str):
        return ""
    bare = value.strip(" \t\r\n.,;:!\"'()[]*_`")
    if bare in _SIGNS and {"Yes", "No"} <= set(words):
        return _SIGNS[bare]
    if bare[:1] in _SIGNS and bare[1:].strip("\ufe0f ").lower() == _SIGNS[bare[0]].lower():
        bare = _SIGNS[bare[0]]
    letters = _with_hyphens(unicodedata.normalize("NFKC", bare))
    return next((word for word in words if letters == _with_hyphens(word)), "")


def likely_word(value: object, words: list[str]) -> str:
    """Return the answer that a number, or a word of another language, probably means; empty if it is none."""
    if type(value) in {int, float, bool} and value in {0, 1}:
        return answer_meant(str(int(value)), words)
    if isinstance(value, str) and value.strip().lower() in {"true", "false"}:
        value = "yes" if BOOLEANS[value.strip().lower()] else "no"
    return answer_meant(value, words) if isinstance(value, str) and len(value) <= _LONGEST else ""


def in_other_words(value: str, words: list[str]) -> str:
    """Return the allowed word for a text that says nothing, or that begins with a word for partly or unclear."""
    first = plain(value.strip()).partition("_")[0]
    return answer_meant("n/a" if says_nothing(value) else first if first in BETWEEN else "", words)


def _with_hyphens(text: str) -> str:
    return re.sub(r"[^\w]+|_", "-", text.lower())


_SIGNS = {**dict.fromkeys("\u2713\u2714\u2611\u2705", "Yes"), **dict.fromkeys("\u2717\u2718\u2612\u274c", "No")}


def both_of(value: object, words: list[str], guidance: str) -> str:
    """Return the word that means several of the others, if a value names these; `guidance` says so.

    >>> said = "Do they work in academia, in industry, or both? Joint means that each side has an author."
    >>> both_of("Academic and industrial", ["Academia", "Industry", "Joint"], said)
    'Joint'
    """
    named = " ".join(map(str, value)) if isinstance(value, list) else value if isinstance(value, str) else ""
    given = {each[:_STEM] for each in re.findall(r"[a-z]{3,40}", named[:_LONGEST].lower())}
    found = [word for word in words if word[:_STEM].lower() in given]
    joint = [
        word
        for word in words
        for sentence in explained([word], guidance).split(". ")
        if re.match(rf"{re.escape(word)} means\b", sentence) and re.search(r"\b(?:both|each|all)\b", sentence)
    ]
    is_both = (len(found) > 1 or not given.isdisjoint(_BOTH)) and not {*joint} & {*found}
    return joint[0] if is_both and len(joint) == 1 else ""


_STEM = 5  # letters by which "industrial" is "Industry"
_BOTH = frozenset(["both", "mixed"])


def explained(words: list[str], guidance: str) -> str:
    """Return the sentences of a guidance that say what some of the words mean.

    >>> explained(["Joint"], "Who wrote it? Joint means both. Write one.")
    'Joint means both.'
    """
    sentences = re.split(r"(?<=[.?!])\s+", guidance)
    return " ".join(each for each in sentences if any(re.search(rf"\b{re.escape(word)}\b", each) for word in words))


def related(key: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return the names that share a word with a key, those with most in common.

    >>> related("hardware", ["hardware_specification", "dataset_splits"])
    ('hardware_specification',)
    >>> related("code_available", ["open_source_code", "pseudocode"]), related("data", ["open_datasets", "data_splits"])
    (('open_source_code',), ('data_splits',))
    """
    words = set(plain(key[:_LONGEST]).split("_"))
    stems = {word[:_STEM_OF_KEY] for word in words if len(word) >= _STEM_OF_KEY}
    common = {}
    for name in names:
        others = set(plain(name).split("_"))
        common[name] = 2 * len(words & others) + len(stems & {word[:_STEM_OF_KEY] for word in others})
    most = max(common.values(), default=0)
    return tuple(name for name, number in common.items() if number == most > 0)


_STEM_OF_KEY = 4  # letters by which "splits" is "split"


def changed_to(value: object, words: list[str]) -> str:
    """Return the allowed word behind an arrow, by which a person says what an answer became; else an empty text.

    >>> changed_to("No -> Yes", ["Yes", "No"]), changed_to("No => see below", ["Yes", "No"])
    ('Yes', '')
    """
    before, *others = re.split(r"\s*(?:-+>|=+>|\u2192)\s*", value.strip()) if isinstance(value, str) else [""]
    return others[-1] if others and {before, *others} <= set(words) else ""


def begun(value: object, words: list[str]) -> str:
    """Return the allowed word, other than Yes and No, that a value begins with before a remark in brackets."""
    head = value.partition("(")[0].strip().lower() if isinstance(value, str) and value.rstrip().endswith(")") else ""
    return next((word for word in words if head == word.lower() and word not in {"Yes", "No"}), "")
