"""Reasons that say in plain words the opposite of their answer: "The paper does not report the hardware." beside Yes.

A reason contradicts its answer in one of ten ways:

1. It says that the question does not apply, beside Yes, or beside No if the answer has a key that says so.
2. It begins with the other answer: "No, the paper does not." beside Yes.
3. It denies what the question asks for, beside Yes (`denials`).
4. It only promises what the question asks for, beside Yes (`releases`).
5. It says where code or data are public, beside No (`releases`).
6. It ends with the other answer: "Therefore, the answer is No." beside Yes.
7. It shows what is missing, beside No: "Trained on 8 NVIDIA A100 GPUs." (`evidence`).
8. It speaks of participants, beside an answer that the question does not apply (`evidence`).
9. It shows that another word is right: a company beside Academia (`evidence`).
10. It speaks of hardware only, and software is asked for, or the other way round (`evidence`).

Only short reasons count, and only if no word in them limits what they say: a missed contradiction costs less than a
wrong warning. The compiled validator looks for the first words of such reasons, beside the answer that they contradict,
while it reads each answer. Few reasons begin so, and only these are looked at here.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import jsonschema_rs

from scanpress.checking.known.denials import NEGATED, denied
from scanpress.checking.known.evidence import (
    NAMED,
    OF_OTHER,
    RECRUITED,
    SHOWING,
    is_shown,
    took_part,
)
from scanpress.checking.known.releases import is_promised, is_released
from scanpress.instruments.answering import AnswerForm, Verdict
from scanpress.instruments.reading import answer_form

_THING = r"(?:[Ss]ource )?(?:[Cc]ode|[Dd]ata ?(?:sets?)?)"
_HOST = "[hGZBHFO]"  # the first letter of https, GitHub, Zenodo, Bitbucket, Hugging Face, Figshare, OSF
_BEGINS: Mapping[Verdict, tuple[str, ...]] = {
    Verdict.MET: (
        r"\[?[Nn][Oo]\]?[,.;:\u2013\u2014]",  # No, the paper does not.
        "Not ",  # Not reported.
        "N/?A",
        "Does not",
        # Human evaluation is not relevant to this study.
        "[A-Z][a-z]{2,15} [a-z -]{0,30}(?:is|are) not (?:relevant |applicable |mention|report|given|specif|stated)",
        "No(?:ne of)? [A-Za-z]",  # No details are given.
        "(?:They|It) do",  # They do not say.
        "(?:The )?[Aa]uthors? (?:d|omit|fail|never)",  # The authors did not release it.
        "(?:The|This) [a-z]{4,10} (?:do(?:es)?|did|fail|lack|omit)[s n]",  # The paper doesn't say.
        "(?:The|This|Their|An?) [a-z ]{4,60} (?:not [a-z]|(?:left |remains? )?un[sdr]|missing|absent|omitted)",
        "Neither [a-z]",  # Neither code nor data is given.
        "There (?:is|are|was|were) no ",  # There is no mention of seeds.
        # The paper mentions PyTorch, but does not give version numbers.
        (
            "(?:(?:The|This) (?:paper|work|study|text)|(?:The )?[Aa]uthors|We|They|It|All|Exp) ?[a-z].*"
            "(?:but|owever|hough|yet) .*(?:(?:not|n't) .*(?:ersion|PU|ardware|rocessor)"
            "|(?:ersion|PU|ardware|rocessor).*(?: not|n't|unsp|undis))"
        ),
        # We will release the code. The paper states that the code will be public. Code is available on request.
        (
            "(?:[Yy]es[.,;:] )?(?:"
            "(?:We|They|(?:The )?[Aa]uthors|The paper) (?:will|plan|promise|intend"
            "|(?:state|say|mention|claim)s? (?:that )?(?:the |their )?(?:source )?(?:code|data))"
            f"|(?:The |Our |Their |All )?{_THING}[a-z ]{{0,30}} "
            "(?:will be|is to be|(?:is|are) available (?:up)?on request))"
        ),
    ),
    Verdict.NOT_MET: (
        *SHOWING,
        r"\[?(?:[Yy]es|YES)\]?[,.;:\u2013\u2014]",  # Yes, it does.
        "N/?A",
        "Not appl",
        "Does not appl",
        "This question",  # This question does not apply.
        # The code is available at https://... The data set is published on Zenodo.
        (
            "(?:The |Our |All |Its |Their )?"
            "(?:[Ss]ource |[Tt]raining |[Ee]valuation |[Ii]nference )?"
            "(?:[Cc]ode|[Ss]cripts?|[Ii]mplementation|[Dd]ata ?(?:sets?)?|[Cc]orpus) "
            "[a-z ]{0,40}(?:avail|releas|provid|host|publish|shared)[a-z ]{0,20} "
            f"(?:at|on|in|from|under|via):? [a-z]{{0,3}} ?{_HOST}"
        ),
        # We release our code on GitHub. The authors have made the data public at https://...
        (
            "(?:We|The authors|The paper|This paper|Authors) (?:(?:have|has|publicly|openly) ){0,2}"
            f"(?:release|provide|publish|share|ma[kd]e)s?d? [a-z ]{{0,60}}[a-z]:? {_HOST}"
        ),
    ),
    Verdict.NOT_APPLICABLE: (r"\[?(?:[Yy]es|YES)\]?[,;:\u2013\u2014]", RECRUITED),  # Yes, it does.
}
BEGINS: Mapping[Verdict, str] = {
    verdict: rf"^\s{{0,3}}(?:{'|'.join(beginnings)})" for verdict, beginnings in _BEGINS.items()
}
"""Patterns of how a reason begins that may contradict an answer."""
_LONGEST = 320  # characters of a reason
_INAPPLICABLE = re.compile(
    r"(?:(?:this |the )?(?:question )?(?:is )?not applicable|n/?a|(?:(?:this|the) question )?does not apply"
    r"|[a-z]{3,15} (?:[a-z-]+ ){0,4}(?:is|are) not (?:relevant|applicable)(?= (?:to|for|here|in)\b))"
    r"(?:[.,;:\u2013\u2014-]|\s(?:because|since|as|here|(?:to|for) (?:this|the)|in this|[(\u2013\u2014-])|\s*\Z)",
    re.IGNORECASE,
)
# The other answer, and what follows it; "No. 3" is a number, and "No. of runs" too.
_ANSWERED = re.compile(
    r"\s*\[?(?P<word>[Yy]es|YES|[Nn]o|NO)\]?(?:\s?[,;:\u2013\u2014]|\.(?=\s+[A-Z]))\s*(?P<rest>\S.*)", re.DOTALL
)
_BUT = re.compile(
    r"\b(?:but|however|although|though|only|except|part(?:ly|ial[a-z]*)|while|yet|unless|not.all|some)\b", re.IGNORECASE
)


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
    ending = _CONCLUDED.search(text)
    if ending and _is_other_answer(ending["word"], "", verdict):
        return ending[0].strip()
    is_short = len(text) <= _LONGEST and verdict in BEGINS and _may_begin(text, verdict)
    return _contradicting(text, verdict, question, topic, may_not_apply=may_not_apply) if is_short else ""


def _contradicting(text: str, verdict: Verdict, question: str, topic: str, *, may_not_apply: bool) -> str:
    if _INAPPLICABLE.match(text):
        return text if (verdict is Verdict.MET or may_not_apply) and not _BUT.search(text) else ""
    answered = _ANSWERED.fullmatch(text)
    if verdict is Verdict.MET and is_promised(answered["rest"] if answered else text, question):
        return text
    if answered:
        return text if _is_other_answer(answered["word"], answered["rest"], verdict) else ""
    if verdict is Verdict.MET:
        return denied(text, question, topic)
    if verdict is Verdict.NOT_APPLICABLE:
        return text if took_part(text, question) else ""
    return text if is_released(text, question, topic) or is_shown(text, question) else ""


_CONCLUDED = re.compile(
    r"(?<![a-z])(?:so|therefore|thus|hence|consequently),? (?:the |my )?(?:final )?answer is:? [\"'*\u201c]{0,3}"
    r"(?P<word>yes|no|true|false|met|not met)[\"'*\u201d.! ]{0,4}\Z",
    re.IGNORECASE,
)


def _is_other_answer(word: str, rest: str, verdict: Verdict) -> bool:
    """Return whether a reason begins or ends with the other answer, and what follows takes nothing of it back."""
    is_yes = word.lower() in {"yes", "true", "met"}
    if is_yes is (verdict is Verdict.MET) or _BUT.search(rest):
        return False
    return not (is_yes and NEGATED.search(rest))


def _may_begin(text: str, verdict: Verdict) -> bool:
    return _begins(verdict).is_valid(text.encode(errors="replace").decode())  # a broken file may have half a character


@cache
def _begins(verdict: Verdict) -> jsonschema_rs.Draft202012Validator:
    # `re` takes a hundred times as long for patterns that look for words further on.
    return jsonschema_rs.Draft202012Validator({"pattern": BEGINS[verdict]})


def contradicted(schema: Mapping[str, Any], part: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    """Yield for an answer's part of a schema what refuses a reason that may contradict an answer."""
    form = answer_form(schema, part) if "properties" in part else None
    if form and form.reason:
        yield from _refusals(form)
        title = str(part.get("title", "")).lower()
        patterns: list[tuple[object, str]] = [(result, NAMED[result]) for result in form.results if result in NAMED]
        patterns += [
            (result, pattern)
            for result, verdict in form.verdicts.items()
            for word, pattern in OF_OTHER.items()
            if verdict is Verdict.MET and word in title
        ]
        for result, pattern in patterns:
            members = {form.key: {"const": result}, form.reason: {"pattern": pattern}}
            yield {"not": {"required": [*members], "properties": members}}


def _refusals(form: AnswerForm) -> Iterable[dict[str, Any]]:
    for result, verdict in form.verdicts.items():
        if verdict in BEGINS:
            members = {form.key: {"const": result}, form.reason: {"pattern": BEGINS[verdict]}}
            yield {"not": {"required": [*members], "properties": members}}
    if form.applies:
        members = {form.applies: {"const": False}, form.reason: {"pattern": BEGINS[Verdict.NOT_APPLICABLE]}}
        yield {"not": {"required": [*members], "properties": members}}
