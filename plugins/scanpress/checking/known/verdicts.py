"""Reasons that say in plain words the opposite of their answer: "The paper does not report the hardware." beside Yes.

Only short reasons count, and only if nothing in them limits what they say. The compiled validator looks for their first
words, beside the answer that they contradict, while it reads each answer.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from scanpress.instruments.answering import AnswerForm, Verdict
from scanpress.instruments.reading import answer_form

BEGINS: Mapping[Verdict, str] = {
    Verdict.MET: (
        r"^\s{0,3}(?:\[?[Nn][Oo]\]?[,.;:\u2013\u2014]|Not |N/?A|Does not|No [a-z]|(?:They|It) do"
        r"|(?:The )?[Aa]uthors d|(?:The|This) [a-z]{4,10} (?:do(?:es)?|did)[ n]"
        r"|(?:The|This|Their) [a-z ]{4,40} not [a-z]"
        r"|(?:[Yy]es[.,;:] )?(?:(?:We|They|(?:The )?[Aa]uthors|The paper) (?:will|plan|promise|intend"
        r"|(?:state|say|mention|claim)s? (?:that )?(?:the |their )?(?:source )?(?:code|data))"
        r"|(?:The |Our |Their |All )?(?:[Ss]ource )?(?:[Cc]ode|[Dd]ata ?(?:sets?)?)[a-z ]{0,30} "
        r"(?:will be|is to be|(?:is|are) available (?:up)?on request)))"
    ),
    Verdict.NOT_MET: (
        r"^\s{0,3}(?:\[?(?:[Yy]es|YES)\]?[,.;:\u2013\u2014]|N/?A|Not appl|Does not appl|This question"
        r"|(?:The |Our |All |Its |Their )?(?:[Ss]ource )?(?:[Cc]ode|[Ii]mplementation|[Dd]ata ?(?:sets?)?|[Cc]orpus) "
        r"[a-z ]{0,40}(?:avail|releas|provid|host|publish|shared)[a-z ]{0,20} "
        r"(?:at|on|in|from|under|via):? [a-z]{0,3} ?[hGZBHFO]"
        r"|(?:We|The authors|The paper|This paper|Authors) (?:(?:have|has|publicly|openly) ){0,2}"
        r"(?:release|provide|publish|share|ma[kd]e)s?d? [a-z ]{0,60}[a-z]:? [hGZBHFO])"
    ),
}
"""Patterns of how a reason begins that may contradict an answer."""


def _any_of(words: str) -> str:
    return f"(?:{'|'.join(words.split())})"


_MOST = 320  # characters of a reason
# Words that limit what is denied, or that name something else that is there.
_LIMITED = re.compile(
    r"\b"
    + _any_of(
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
# Words that say that something is not public yet, not any more, or not that of the paper.
_UNSETTLED = re.compile(
    r"\b"
    + _any_of(
        r"but however although though while whereas except only will would upon after once acceptance "
        r"requests? empty dead broken 404 plan\w* promise\w* soon later future not no none never nor neither "
        r"without cannot unable unavailable inaccessible baselines? prior previous another others? original "
        r"third part\w* claim\w* private missing lacks? anonym\w* page expired removed deleted if unless until "
        r"does similar related used existing base pre-?trained competing"
    )
    + r"\b|n['\u2019]t\b|[\"\u201c\u00ab?]",
    re.IGNORECASE,
)
_BUT = re.compile(
    rf"\b{_any_of('but however although though only except part(?:ly|ial[a-z]*) while yet unless not.all some')}\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"\b(?:no|not|nor|neither|never|none|without)\b|n['\u2019]t\b", re.IGNORECASE)
_REPORT = _any_of(
    "report mention specify provide state describe disclose give include contain name list document release share "
    "publish indicate detail offer present"
)
_REPORTED = "(?:publicly |freely |openly )?" + _any_of(
    "reported mentioned specified provided stated described disclosed given named listed documented released shared "
    "published indicated detailed presented available"
)
_WHERE = (
    r"(?: (?:anywhere |at all )?in (?:the|this) (?:\w+ )?(?:paper|text|article|manuscript|work))?(?: anywhere| at all)?"
)
_SILENT = re.compile(
    rf"not (?:{_REPORTED}|addressed|discussed){_WHERE}"
    rf"|no (?:information|details?)(?: (?:is|are|was|were))? {_REPORTED}{_WHERE}",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"(?:(?:the|this) (?:paper|work|study|article|manuscript|text)|(?:the )?authors?|they|it) "
    rf"(?:(?:do|does|did) not|(?:do|does|did)n['\u2019]t) {_REPORT} "
    r"(?P<what>[^,;:\u2013\u2014]{3,120}(?:,[^,;:]{2,60}){0,4})"
    r"|(?P<object>(?:the|this|their|its|no) [^,;:\u2013\u2014]{3,80}?) (?:is|are|was|were) "
    rf"(?P<not>not )?{_REPORTED}{_WHERE}",
    re.IGNORECASE,
)
# "No. 3" is a number, and "No. of runs" too.
_ANSWERED = re.compile(
    r"\s*\[?(?P<word>[Yy]es|YES|[Nn]o|NO)\]?(?:\s?[,;:\u2013\u2014]|\.(?=\s+[A-Z]))\s*(?P<rest>\S.*)", re.DOTALL
)
_INAPPLICABLE = re.compile(
    r"(?:(?:this |the )?(?:question )?(?:is )?not applicable|n/?a|(?:(?:this|the) question )?does not apply)"
    r"(?:[.,;:\u2013\u2014-]|\s(?:because|since|as|here|to this|for this|[(\u2013\u2014-])|\s*\Z)",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=[.!])\s+(?=[A-Z])")
_THING = (
    r"(?:source code|code|implementation|data ?sets?|data|corpus)"
    r"(?: and (?:the )?(?:source code|code|data|models?|data ?sets?))?"
)
_OF_THIS = r"(?: (?:of|for) (?:this|our|the) (?:paper|work|study|experiments?|method))?"
_PLACES = r"(?:the )?(?:GitHub|GitLab|Zenodo|Bitbucket|Hugging ?Face|Figshare|OSF)\b"
_AT = rf"(?:at|on|in|from|under|via):? (?:https?://\S+|{_PLACES}).*"
_RELEASED = re.compile(
    rf"(?:the|our|all|its|their)? ?(?P<thing>{_THING}){_OF_THIS} (?:is|are|has been|have been) "
    r"(?:publicly |freely |openly |now )?(?:available|released|provided|hosted|published|shared)"
    rf"(?: publicly| online| for download)? {_AT}"
    r"|(?:we|the authors|the paper|this paper|authors) (?:have |has )?(?:publicly |openly )?"
    r"(?:releases?d?|provides?d?|publish(?:es|ed)?|shares?d?|makes?|made) (?:the|our|all|its|their)? ?"
    rf"(?P<given>{_THING}){_OF_THIS}(?: publicly| openly)?(?: available)?(?: publicly)? {_AT}",
    re.IGNORECASE | re.DOTALL,
)
# What a question asks for that a reason may deny and be right: claims that were not made, money that was not taken.
_OF_CLAIMS = re.compile(
    r"(?:\A|_)"
    + _any_of(
        "claims causal justified bounded independent supported distinction addressed discussed overlap interests "
        "funding conflicts negative limitations scope attrition affiliations"
    )
    + r"(?=_|\Z)"
)
_STOP = frozenset(["paper", "given", "answer", "needs", "where", "which", "other", "the", "and", "any", "for", "not"])
_STEM = 4  # letters by which words are compared


def contradiction(reason: str, verdict: Verdict, question: str, topic: str, *, may_not_apply: bool = False) -> str:
    """Return the words of a reason that say the opposite of its answer, or an empty text.

    `question` is the key of the question, and `topic` all that the instrument says of it. If it `may_not_apply`, its
    answer has a key that says so.

    >>> contradiction("The hardware is not specified.", Verdict.MET, "hardware", "Is the hardware specified?")
    'The hardware is not specified.'
    >>> contradiction("The hardware is not specified, but the cloud is.", Verdict.MET, "hardware", "Is it specified?")
    ''
    """
    text = " ".join(reason.split())
    if len(text) > _MOST or verdict not in BEGINS or not _pattern(verdict).match(text):
        return ""
    if _INAPPLICABLE.match(text):
        return "" if (verdict is Verdict.NOT_MET and not may_not_apply) or _BUT.search(text) else text
    if verdict is Verdict.MET and _is_promised(text, question):
        return text
    if answered := _ANSWERED.fullmatch(text):
        is_other = (answered["word"].lower() == "yes") is (verdict is Verdict.NOT_MET)
        is_both = verdict is Verdict.NOT_MET and _NEGATED.search(answered["rest"])
        return text if is_other and not is_both and not _BUT.search(answered["rest"]) else ""
    if verdict is Verdict.MET:
        return _denied(text, question, topic)
    return text if _is_released(text, question) else ""


def _denied(text: str, question: str, topic: str) -> str:
    """Return the first sentence of a reason if all of it says that the paper lacks what the question asks for."""
    if _LIMITED.search(text) or _OF_CLAIMS.search(question):
        return ""
    first, *others = _SENTENCES.split(text)
    if not all(map(_NEGATED.search, others)):
        return ""
    bare = first.rstrip(".! ")
    if _SILENT.fullmatch(bare):
        return first
    match = _DENIED.fullmatch(bare)
    if not match or (match["object"] and not (match["not"] or match["object"].lower().startswith("no "))):
        return ""
    what = match["what"] or match["object"]
    if "," in what and not re.search(r"\b(?:or|nor)\b", what.rpartition(",")[2]):
        return ""
    return first if _stems(what) & _stems(f"{question} {topic}") else ""


def _stems(text: str) -> set[str]:
    words = re.findall(r"[a-z]{3,40}", text.lower().replace("_", " "))
    return {word[:_STEM] for word in words if word not in _STOP}


def _is_promised(text: str, question: str) -> bool:
    """Return whether a reason only promises what the question says is public."""
    asked = {*question.split("_")}
    is_asked = not asked.isdisjoint(_PUBLIC) and not asked.isdisjoint(["code", *_DATA])
    answered = _ANSWERED.fullmatch(text)
    bare = answered["rest"] if answered else text
    return bool(is_asked and _PROMISED.fullmatch(bare) and _LATER.search(bare) and not _PRESENT.search(bare))


def _is_released(text: str, question: str) -> bool:
    """Return whether a reason names the place of what the question says is not public."""
    asked = {*question.split("_")}
    found = _RELEASED.fullmatch(text)
    if not found or asked.isdisjoint(_PUBLIC) or _UNSETTLED.search(_ADDRESS.sub("", text)):
        return False
    said = (found["thing"] or found["given"]).lower()
    is_code = "code" in said or "implementation" in said
    return is_code if "code" in asked else (said.startswith(("data", "corpus")) and not asked.isdisjoint(_DATA))


_PROMISED = re.compile(
    r"(?:(?:the authors |the paper |they |authors )?(?:state|say|promise|mention|claim|plan|intend)s? (?:that |to )?)?"
    r"(?:(?:(?:we|they|the authors) )?(?:will )?(?:release|publish|share|open-source|make)"
    rf"(?: the| our| their| all)? {_THING}"
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
_ADDRESS = re.compile(r"https?://\S+")
_PUBLIC = ("open", "released", "public")
_DATA = ("data", "dataset", "datasets", "corpus", "corpora")


@cache
def _pattern(verdict: Verdict) -> re.Pattern[str]:
    return re.compile(BEGINS[verdict])


def contradicted(schema: Mapping[str, Any], part: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    """Yield for an answer's part of a schema what refuses a reason that may contradict an answer."""
    form = answer_form(schema, part) if "properties" in part else None
    yield from _refusals(form) if form and form.reason else ()


def _refusals(form: AnswerForm) -> Iterable[dict[str, Any]]:
    for result, verdict in form.verdicts.items():
        if verdict in BEGINS:
            members = {form.key: {"const": result}, form.reason: {"pattern": BEGINS[verdict]}}
            yield {"not": {"required": [*members], "properties": members}}
