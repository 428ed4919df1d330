"""Reasons that say where code and data are public, or that they will be."""

import re

from scanpress.checking.known.denials import any_of

_PUBLIC = ("open", "released", "public", "available")
_DATA = ("data", "dataset", "datasets", "corpus", "corpora")
_THING = (
    r"(?:source code|(?:(?:training|evaluation|inference) )?(?:code|scripts?)|implementation|data ?sets?|data|corpus)"
    r"(?: and (?:the )?(?:source code|code|data|models?|data ?sets?))?"
)
_OF_THIS = (
    r"(?: (?:of|for) (?:this|our|the) (?:paper|work|study|experiments?|method)"
    r"| (?:that (?:we|they) )?used?(?: in (?:this|the) (?:paper|work|study))?)?"
)
_PLACES = r"(?:the )?(?:GitHub|GitLab|Zenodo|Bitbucket|Hugging ?Face|Figshare|OSF)\b"
_AT = rf"(?:at|on|in|from|under|via):? (?:https?://\S+|{_PLACES}).*"
_RELEASED = re.compile(
    # The code of this paper is publicly available at https://...
    rf"(?:the|our|all|its|their)? ?(?P<thing>{_THING}){_OF_THIS} (?:is|are|has been|have been) "
    r"(?:publicly |freely |openly |now )?(?:available|released|provided|hosted|published|shared)"
    rf"(?: publicly| online| for download)? {_AT}"
    # We release our code on GitHub.
    r"|(?:we|the authors|the paper|this paper|authors) (?:have |has )?(?:publicly |openly )?"
    r"(?:releases?d?|provides?d?|publish(?:es|ed)?|shares?d?|makes?|made) (?:the|our|all|its|their)? ?"
    rf"(?P<given>{_THING}){_OF_THIS}(?: publicly| openly)?(?: available)?(?: publicly)? {_AT}",
    re.IGNORECASE | re.DOTALL,
)
# Words that say that something is not public yet, not any more, or not that of the paper.
_UNSETTLED = re.compile(
    r"\b"
    + any_of(
        r"but however although though while whereas except only will would upon after once acceptance "
        r"requests? empty dead broken 404 plan\w* promise\w* soon later future not no none never nor neither "
        r"without cannot unable unavailable inaccessible baselines? prior previous another others? original "
        r"third part\w* claim\w* private missing lacks? anonym\w* page expired removed deleted if unless until "
        r"does similar related used existing base pre-?trained competing"
    )
    + r"\b|n['\u2019]t\b|[\"\u201c\u00ab?]",
    re.IGNORECASE,
)
# An address, and "All data sets used", which says nothing of other data.
_ADDRESS = re.compile(r"https?://\S+|\AAll (?:the |our )?data ?sets used\b")
_PART = re.compile(r"training|evaluation|inference")
_PROMISED = re.compile(
    r"(?:(?:the authors |the paper |they |authors )?"
    r"(?:state|say|promise|mention|claim|plan|intend)s? (?:that |to )?)?(?:"
    # We will release the code.
    r"(?:(?:we|they|the authors) )?(?:will )?(?:release|publish|share|open-source|make)(?: the| our| their| all)? "
    rf"{_THING}"
    # The code will be released; data is available on request.
    rf"|(?:the |our |their |all )?{_THING} (?:will be|is to be|are to be|is available (?:up)?on request"
    r"|are available (?:up)?on request))\b.*",
    re.IGNORECASE | re.DOTALL,
)
_LATER = re.compile(
    r"\b(?:will|plan\w*|intend\w*|promise\w*|upon (?:acceptance|publication|request)|on request"
    r"|after (?:acceptance|publication))\b",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"https?://|git|zenodo|supplement|appendix|footnote|already|currently|now|also|but|however", re.IGNORECASE
)


def is_promised(text: str, question: str) -> bool:
    """Return whether a reason only promises what the question says is public.

    >>> is_promised("The code will be released upon acceptance.", "open_source_code")
    True
    >>> is_promised("The code will be released upon acceptance.", "experiment_setup")
    False
    """
    asked = {*question.split("_")}
    is_asked = not asked.isdisjoint(_PUBLIC) and not asked.isdisjoint(["code", *_DATA])
    return bool(is_asked and _PROMISED.fullmatch(text) and _LATER.search(text) and not _PRESENT.search(text))


def is_released(text: str, question: str, topic: str = "") -> bool:
    """Return whether a reason names the place of what the question says is not public.

    `topic` begins with the question in words, which may say more than its key.

    >>> is_released("The code is available at https://github.com/a/b.", "open_source_code")
    True
    >>> is_released("The code is available at https://github.com/a/b, but empty.", "open_source_code")
    False
    """
    asked = {*question.split("_"), *re.findall("[a-z]+", topic.partition("?")[0].lower())}
    found = _RELEASED.fullmatch(text)
    if not found or asked.isdisjoint(_PUBLIC) or "raw" in asked or _UNSETTLED.search(_ADDRESS.sub("", text)):
        return False
    said = (found["thing"] or found["given"]).lower()
    if not asked.issuperset(_PART.findall(said)) or (_PART.search(" ".join(asked)) and not _PART.search(said)):
        return False
    is_code = any(word in said for word in ("code", "implementation", "script"))
    return is_code if "code" in asked else (said.startswith(("data", "corpus")) and not asked.isdisjoint(_DATA))
