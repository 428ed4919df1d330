"""Reasons that deny what their question asks for, such as "The authors do not report any seeds."."""

import re

NEGATED = re.compile(r"\b(?:no|not|nor|neither|never|none|without)\b|n['\u2019]t\b", re.IGNORECASE)
"""A pattern of words that deny."""


def any_of(words: str) -> str:
    """Return a pattern of which each word is one alternative.

    >>> any_of("plan soon")
    '(?:plan|soon)'
    """
    return f"(?:{'|'.join(words.split())})"


# Words that limit what is denied, or that name something else that is there.
_LIMITED = re.compile(
    r"\b"
    + any_of(
        r"but however although though while whereas except only beyond besides other\sthan more\sthan yet "
        r"instead rather still nevertheless nonetheless despite unless until apart explicit\w* direct\w* "
        r"exact\w* fully complete\w* all every each new own further additional addition any\smore appendix "
        r"supplement\w* elsewhere cited? references? because since so thus if when where which who that "
        r"baselines? competitors? others? prior previous related per implied implicit\w* inferred "
        r"clear\sfrom well.known standard default separately alone"
    )
    + r"\b|[(\"\u201c\u00ab?]|\bfor (?!(?:the|its|their|this|any|these|running|training|reproduc\w*|experiments?)\b)",
    re.IGNORECASE,
)
_REPORT = any_of(
    "report mention specify provide state describe disclose give include contain name list document release share "
    "publish indicate detail offer present"
)
_REPORTED = "(?:publicly |freely |openly )?" + any_of(
    "reported mentioned specified provided stated described disclosed given named listed documented released shared "
    "published indicated detailed presented available"
)
_WHERE = (
    r"(?: (?:anywhere |at all )?in (?:the|this) (?:\w+ )?(?:paper|text|article|manuscript|work))?(?: anywhere| at all)?"
)
# "Not reported anywhere in the paper", "No details are given": of whatever the question asks for.
_SILENT = re.compile(
    rf"not (?:{_REPORTED}|addressed|discussed){_WHERE}"
    rf"|no (?:information|details?)(?: (?:is|are|was|were))? {_REPORTED}{_WHERE}",
    re.IGNORECASE,
)
# "The paper does not report the seeds": `what` is denied.
_NOT_REPORTED = re.compile(
    r"(?:(?:the|this) (?:paper|work|study|article|manuscript|text)|(?:the )?authors?|they|it) "
    rf"(?:(?:do|does|did) not|(?:do|does|did)n['\u2019]t) {_REPORT} "
    r"(?P<what>[^,;:\u2013\u2014]{3,120}(?:,[^,;:]{2,60}){0,4})",
    re.IGNORECASE,
)
# "The seeds are not reported", "No seeds are given".
_IS_NOT_REPORTED = re.compile(
    r"(?P<what>(?:the|this|their|its|no) [^,;:\u2013\u2014]{3,80}?) (?:is|are|was|were) "
    rf"(?P<not>not )?{_REPORTED}{_WHERE}",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=[.!])\s+(?=[A-Z])")
# What a question asks for that a reason may deny and be right: claims that were not made, money that was not taken.
_OF_CLAIMS = re.compile(
    r"(?:\A|_)"
    + any_of(
        "claims causal justified bounded independent supported distinction addressed discussed overlap interests "
        "funding conflicts negative limitations scope attrition affiliations"
    )
    + r"(?=_|\Z)"
)
_STOP = frozenset(["paper", "given", "answer", "needs", "where", "which", "other", "the", "and", "any", "for", "not"])
_STEM = 4  # letters by which words are compared


def denied(text: str, question: str, topic: str) -> str:
    """Return the first sentence of a reason if all of it says that the paper lacks what the question asks for.

    >>> denied("The authors do not report any seeds.", "seeds_reported", "Are the random seeds reported?")
    'The authors do not report any seeds.'
    >>> denied("The authors do not report any costs.", "seeds_reported", "Are the random seeds reported?")
    ''
    """
    if _LIMITED.search(text) or _OF_CLAIMS.search(question):
        return ""
    first, *others = _SENTENCES.split(text)
    if not all(map(NEGATED.search, others)):
        return ""
    bare = first.rstrip(".! ")
    if _SILENT.fullmatch(bare):
        return first
    what = _denied_thing(bare)
    return first if _stems(what) & _stems(f"{question} {topic}") else ""


def _denied_thing(sentence: str) -> str:
    """Return what a sentence says the paper does not report, or an empty text."""
    if match := _NOT_REPORTED.fullmatch(sentence):
        what = match["what"]
    elif match := _IS_NOT_REPORTED.fullmatch(sentence):
        what = match["what"] if match["not"] or match["what"].lower().startswith("no ") else ""
    else:
        return ""
    # "seeds, rates, or sizes" are all denied; "seeds, and it names the rates" may not be.
    return what if "," not in what or re.search(r"\b(?:or|nor)\b", what.rpartition(",")[2]) else ""


def _stems(text: str) -> set[str]:
    words = re.findall(r"[a-z]{3,40}", text.lower().replace("_", " "))
    return {word[:_STEM] for word in words if word not in _STOP}
