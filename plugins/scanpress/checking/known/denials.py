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
# Other words for what `_NOT_REPORTED` and `_IS_NOT_REPORTED` know; a link is missing also if only a direct one is.
_KIND = "(?:direct|explicit|clear|working|public)"
_SUPPLEMENT = r"(?:appendi\w+|supplement\w*)(?: materials?)?"
_GIVES = any_of("gives provides contains includes names mentions states reports lists specifies describes has")
_FAILS = any_of(
    r"lacks? omits? fails?\sto\s(?:report|provide|give|mention|state) never\s(?:reports?|mentions?|states?)"
)
_OPEN = any_of("unspecified unstated undisclosed unreported")
_NOTHING_OF = any_of(
    r"mention\sof links?\sto information\son information\sabout description\sof list\sof details?\son details?\sof "
    r"details?\sabout indication\sof statement\son statement\sabout"
)
_REWORDED = tuple(
    (re.compile(pattern, re.IGNORECASE), plain)
    for pattern, plain in (
        (
            (
                rf"\b(an?|any|the|no) {_KIND}(?:(?:,| or| and) {_KIND})? (?=(?:links?|url|address|repository"
                rf"|statement or (?:a )?(?:{_KIND} )?link)\b)"
            ),
            r"\1 ",
        ),
        (
            (
                r"\ANeither the (?:main )?(?:paper|text|body|article)(?: itself)? nor (?:the |its |any )?"
                rf"{_SUPPLEMENT} {_GIVES}\b"
            ),
            "The paper does not give",
        ),
        (r"\ANeither (?:the )?([a-z -]{3,40}) nor (?:the |an? )?([a-z -]{3,60}) (?=(?:is|are)\b)", r"No \1 or \2 "),
        (r"\ANone of (?:the|its|these) (?=[a-z -]{3,60} (?:is|are|was|were)\b)", "No "),
        (
            r"\b(?:is|are|was|were) not (?:made )?(?:public|open)(?:ly available)?(?: by the authors)?(?=[.!]?\Z)",
            "is not released",
        ),
        (r"\A([A-Z][a-z]{2,15} [a-z -]{0,30}(?:is|are|was|were) not )", r"The \1"),
        (rf"\b(?:remains?|is|are|was|were)(?: left)? {_OPEN}\b", "is not reported"),
        (r"\b(?:could|can) ?not be (?:found|located|identified)\b", "is not given"),
        (r"\b(?:is|are|was|were) (?:missing|absent|lacking|omitted)(?=[.!]?\Z)", "is not given"),
        (r"\b(?:is|are|was|were) (?:missing|absent|lacking|omitted)(?: from| in)\b", "is not given in"),
        (r"\ban?(?= [a-z -]{3,80} (?:is|are) not )", "the"),
        (rf"\A(?:The|This) (paper|work|study|article|text) {_FAILS}\b", r"The \1 does not give"),
        (rf"\A(?:The )?authors? {_FAILS}\b", "The authors do not give"),
        (rf"\AThere (?:is|are|was|were) no ({_NOTHING_OF}) ([^.]+)", r"No \1 \2 is given"),
    )
)
# "names PyTorch, but does not give version numbers": what the question asks for is what is missing.
_VALUES = (
    r"(?:version numbers?|versions?|(?:GPU|CPU|hardware|processor)(?: or (?:GPU|CPU))?"
    r"(?: models?| types?| details?| specifications?)?)"
)
_NO_VALUES = re.compile(
    r"\b(?:but|however|although|though|yet)\b[^.;]*?(?:"
    rf"(?:do|does|did)(?: not|n['\u2019]t) {_REPORT} (?:any |the |their |its )?"
    rf"(?:specific |exact |explicit |precise |concrete )*(?P<what>{_VALUES})"
    r"(?:,? (?:for|of|used)\b(?! (?:the )?(?:others?|all|each|remaining|rest|every|some|baselines?)\b)[^.;]*)?"
    rf"|(?:the |its |their )?(?:specific |exact |precise )?(?P<named>{_VALUES}) (?:is|are) not {_REPORTED})\.?\Z",
    re.IGNORECASE,
)
_A_VALUE = re.compile(
    r"[0-9]+\.[0-9]|\b[A-Z]{1,3}[0-9]{2,4}\b|NVIDIA|Tesla|GeForce|RTX|GTX|Titan|TPU|Xeon|Intel|AMD|Apple|Colab|AWS"
)
# A statement on money that is missing; that there was no money is what such a statement may say.
_OF_MONEY = (["funding", "interests"], ["disclosed", "declared", "reported", "stated"])
_MONEY = any_of(
    "funding grants? funders? sponsors? acknowledge?ments? competing conflicts? interests? financial disclosures? "
    "statements? sections? sources? agency agencies information of or on and"
)
_NO_STATEMENT = re.compile(
    rf"(?:there is )?no (?:explicit |clear |specific )?{_MONEY}(?:[ -]{_MONEY}){{0,5}}"
    rf"(?: (?:is|are|was|were) (?:{_REPORTED}|found|included)(?: in the (?:paper|acknowledge?ments?|text|article))?"
    r"| in the paper)[.!]?",
    re.IGNORECASE,
)
_STATEMENT = re.compile(
    rf"\b{any_of('statement section sources? agency agencies grants? funders? sponsors? information')}", re.IGNORECASE
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
    asked = {*question.split("_")}
    if all(map(asked.intersection, _OF_MONEY)) and _NO_STATEMENT.fullmatch(text) and _STATEMENT.search(text):
        return text
    plain = text
    for pattern, words in _REWORDED:
        plain = pattern.sub(words, plain)
    if (without := _NO_VALUES.search(plain)) and not _A_VALUE.search(text):
        what = (without["what"] or without["named"]).lower()
        if asked & ({"software", "versions", "environment"} if "version" in what else {"hardware"}):
            return text
    if _LIMITED.search(plain) or _OF_CLAIMS.search(question):
        return ""
    shown, (first, *others) = _SENTENCES.split(text)[0], _SENTENCES.split(plain)
    if not all(map(NEGATED.search, others)):
        return ""
    bare = first.rstrip(".! ")
    if _SILENT.fullmatch(bare):
        return shown
    what = _denied_thing(bare)
    return shown if _stems(what) & _stems(f"{question} {topic}") else ""


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
