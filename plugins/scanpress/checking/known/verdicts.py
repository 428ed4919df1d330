"""Reasons that say in plain words the opposite of their answer: "The paper does not report the hardware." beside Yes.

A reason contradicts its answer in one of these ways:

1. It begins or ends with the other answer: "No, the paper does not." beside Yes, "Therefore, the answer is No."
2. It says that the question does not apply, beside Yes, or beside No if the answer has a key that says so.
3. It says that what the question asks for is missing or to come, beside Yes (`denials`).
4. It says or shows that what the question asks for is there, beside No: "Trained on 8 NVIDIA
   A100 GPUs." (`evidence`).
5. It speaks of participants, beside an answer that the question does not apply (`evidence`).
6. It shows that another word is right: a company beside Academia (`evidence`).
7. It speaks of hardware only, and software is asked for, or the other way round (`evidence`).

The compiled validator refuses most reasons that cannot contradict their answer while it reads them. Only the others are
looked at here.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import jsonschema_rs

from scanpress.checking.known.clauses import WORDS, Topic
from scanpress.checking.known.denials import LONGEST, denies
from scanpress.checking.known.evidence import NAMED, OF_OTHER, RECRUITED, affirms, is_shown, took_part
from scanpress.instruments.answering import AnswerForm, Verdict
from scanpress.instruments.reading import answer_form

_INAPPLICABLE = re.compile(
    r"(?:(?:this |the )?(?:question )?(?:is )?not applicable|n/?a|(?:(?:this|the) question )?does not apply"
    r"|[a-z]{3,15} (?:[a-z-]+ ){0,4}(?:is|are) not (?:relevant|applicable)"
    r"(?= (?:here|(?:to|for|in) (?:this|the) (?:article|paper|review|stud[iy]|survey|work))))"
    r"(?:[.,;:\u2013\u2014-]|\s(?:because|since|as|here|(?:to|for) (?:this|the)|in this|[(\u2013\u2014-])|\s*\Z)",
    re.IGNORECASE,
)
# The other answer, and what follows it; "No. 3" is a number, and "No. of runs" too.
_ANSWERED = re.compile(
    r"\s*\[?(?P<word>[Yy]es|YES|[Nn]o|NO)\]?(?:\s?[,;:\u2013\u2014]|\.(?=\s+[A-Z]))\s*(?P<rest>\S.*)", re.DOTALL
)
_CONCLUDED = re.compile(
    r"(?<![a-z])(?:so|therefore|thus|hence|consequently),? (?:the |my )?(?:final )?answer is:? [\"'*\u201c]{0,3}"
    r"(?P<word>yes|no|true|false|met|not met)[\"'*\u201d.! ]{0,4}\Z",
    re.IGNORECASE,
)
_END = 40  # characters in which a conclusion is
_BUT = re.compile(
    r"\b(?:but|however|although|though|only|except|part(?:ly|ial[a-z]*)|while|yet|unless|not.all|some)\b", re.IGNORECASE
)
_DENYING = re.compile(r"\b(?:no|not|nor|neither|never|none|without)\b|n['\u2019]t\b", re.IGNORECASE)


def says_inapplicable(reason: str) -> bool:
    """Return whether a reason begins with saying that the question does not apply.

    >>> says_inapplicable("Not applicable: no human subjects."), says_inapplicable("It applies to all.")
    (True, False)
    """
    return _INAPPLICABLE.match(" ".join(reason.split())) is not None


def contradiction(reason: str, verdict: Verdict, question: str, topic: Topic, *, may_not_apply: bool = False) -> bool:
    """Return whether a reason says the opposite of its answer.

    `question` is the key of the question, and `topic` what it asks for. If it `may_not_apply`, its answer has a key
    that says so.
    """
    text = " ".join(reason.split())
    ending = _CONCLUDED.search(text) if "nswer is" in text[-_END:] else None
    if ending and _is_other_answer(ending["word"], "", verdict):
        return True
    if (
        len(reason) > LONGEST
        or verdict not in _MAY
        or not _may(verdict).is_valid(text.encode(errors="replace").decode())
    ):
        return False
    if _INAPPLICABLE.match(text):
        is_asked = verdict is Verdict.MET or (may_not_apply and verdict is Verdict.NOT_MET)
        return is_asked and not _BUT.search(text)
    answered = _ANSWERED.fullmatch(text)
    if answered and (verdict is not Verdict.MET or _is_other_answer(answered["word"], answered["rest"], verdict)):
        return _is_other_answer(answered["word"], answered["rest"], verdict)
    return _contradicts(answered["rest"] if answered else text, verdict, question, topic)


def _contradicts(text: str, verdict: Verdict, question: str, topic: Topic) -> bool:
    if verdict is Verdict.MET:
        return denies(text, topic)
    if verdict is Verdict.NOT_APPLICABLE:
        return took_part(text, question)
    return affirms(text, topic) or is_shown(text, question)


def _is_other_answer(word: str, rest: str, verdict: Verdict) -> bool:
    """Return whether a reason begins or ends with the other answer, and what follows takes nothing of it back."""
    is_yes = word.lower() in {"yes", "true", "met"}
    if is_yes is (verdict is Verdict.MET) or _BUT.search(rest):
        return False
    return not (is_yes and _DENYING.search(rest))


def _any(*lists: str) -> str:
    return "|".join(map(re.escape, sorted(frozenset().union(*(WORDS[each] for each in lists)))))


# What most reasons that agree with their answer do not have. All begin with a capital letter; beside Yes they deny
# something that is reported, and beside No they do not deny anything.
_START = r"^[\s\"'\u201c(\[]{0,3}"
_OTHER_ANSWER = (
    r"[A-Z][a-z]{2,15} (?:[a-z-]+ ){0,4}(?:is|are) not (?:relevant|applicable)|"
    r"[Nn]/?[Aa][.,;: ]|Not appl|Does not appl|This question|\[?(?:[Yy]es|YES|[Nn]o|NO)\]?[,.;:\u2013\u2014]"
)
_WORD = "[A-Z][a-z-]*,?"
_LISTED = sorted(
    each for name in ("present", "judging", "irregular") for each in WORDS[name] if not each.endswith("ed")
)
_VERB = f"(?:[a-z]+ed|{'|'.join(_LISTED)})"
_DENIED = (
    rf"(?:[Nn]ot|n['\u2019]t|[Nn]ever|unable) (?:[a-z]+ ){{0,3}}{_VERB}"
    rf"|(?:[Nn]o(?:ne|thing|where|body)?|[Nn]either) (?:[^.!?]* )?(?:{_VERB}|ha(?:s|ve) )"
    rf"|(?:{_VERB}|[Tt]here (?:is|are|was|were)|ha(?:s|ve|d)|find|found) (?:no|none|nothing|neither) "
    rf"|without (?:{_any('lost')}) |only, without |{_any('missing')}|left out|(?:{_any('lacks')}) "
)
_PROMISED = rf" (?:{_any('later')})[ .,;]"
_TAKEN_BACK = (
    r"No |Not | (?:not?|none|neither|nor|without|but|only|never|lacks|missing|however|will|cannot)[ .,;]|n['\u2019]t "
)


def _pattern(pattern: str) -> dict[str, Any]:
    return {"pattern": pattern, "maxLength": LONGEST}


_MAY: Mapping[Verdict, Mapping[str, Any]] = {
    Verdict.MET: _pattern(rf"{_START}(?:{_OTHER_ANSWER}|(?:{_WORD}(?: [^\u0000]*?)?)?(?:{_DENIED}|{_PROMISED}))"),
    Verdict.NOT_MET: {
        "anyOf": [
            _pattern(f"{_START}(?:{_OTHER_ANSWER})"),
            {"allOf": [_pattern(f"{_START}{_WORD} "), {"not": {"pattern": _TAKEN_BACK}}]},
        ]
    },
    Verdict.NOT_APPLICABLE: _pattern(rf"{_START}(?:\[?(?:[Yy]es|YES)\]?[,;:\u2013\u2014]|{RECRUITED})"),
}


@cache
def _may(verdict: Verdict) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(dict(_MAY[verdict]))


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
        yield from (_refusal(form, {form.key: result}, {"pattern": pattern}) for result, pattern in patterns)


def _refusals(form: AnswerForm) -> Iterable[dict[str, Any]]:
    applies: dict[str, object] = {form.applies: True} if form.applies else {}
    for result, verdict in form.verdicts.items():
        if verdict in _MAY:
            yield _refusal(form, {form.key: result, **applies}, _MAY[verdict])
    if form.applies:
        yield _refusal(form, {form.applies: False}, _MAY[Verdict.NOT_APPLICABLE])


def _refusal(form: AnswerForm, given: Mapping[str, object], reason: Mapping[str, Any]) -> dict[str, Any]:
    members = {**{key: {"const": value} for key, value in given.items()}, form.reason: reason}
    return {"not": {"required": [*members], "properties": members}}
