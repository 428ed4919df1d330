"""How verdicts, states and people are shown: a symbol and a word, colour last."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from scanpress.corpus import SIGNS, Verdict, percent
from scanpress.facts import Right
from scanpress.instruments import AnswerForm


@dataclass(frozen=True, slots=True)
class Mark:
    """A verdict as it is shown; `style` is a class of the stylesheet."""

    symbol: str
    word: str
    style: str


MARKS = {
    Verdict.MET: Mark("✓", "Yes", "met"),
    Verdict.NOT_MET: Mark("✗", "No", "unmet"),
    Verdict.NOT_APPLICABLE: Mark("\N{EN DASH}", "Not applicable", "none"),
    Verdict.PARTLY: Mark("~", "Partly", "partly"),
    Verdict.UNCLEAR: Mark("?", "Unclear", "none"),
}
SYMBOLS = {SIGNS[verdict]: mark.symbol for verdict, mark in MARKS.items()}
"""The symbol for each sign of a verdict."""


def word_of(form: AnswerForm, verdict: Verdict) -> str:
    """Return the word for answers with a verdict: that of the instrument if it has one, else the usual one.

    >>> word_of(AnswerForm("verdict", results=("fully",), verdicts={"fully": Verdict.MET}), Verdict.MET)
    'Fully'
    """
    own = [result for result in form.results if form.verdicts.get(result) is verdict]
    return " or ".join(f"{result[:1].upper()}{result[1:]}" for result in own) or MARKS[verdict].word


def result_in_words(form: AnswerForm | None, result: str) -> str:
    """Return a result as the answers of a scan have it; `form` is None if the question is not asked any more.

    >>> from scanpress.instruments import require
    >>> result_in_words(None, "not met"), result_in_words(require("reproducibility", 1).judged[0].form, "Yes")
    ('✗ No', '✓ Yes')
    """
    verdict = (form or AnswerForm("")).verdict_named(result)
    if verdict is None:
        return result
    return f"{MARKS[verdict].symbol} {word_of(form, verdict) if form else MARKS[verdict].word}"


def one(kind: str) -> str:
    """Return a kind of paper with its article.

    >>> one("theoretical"), one("empirical")
    ('A theoretical paper', 'An empirical paper')
    """
    return f"A{'n' if kind[:1] in 'aeiou' else ''} {kind} paper"


# Filled circles show strength without colour and without reading.
SUPPORT = {"strong": "●●●", "moderate": "●●○", "weak": "●○○", "unsupported": "○○○"}

STATES = {
    "contested": "⚠\N{VARIATION SELECTOR-15} This scan is contested",
    "withdrawn": "⊘ This scan was withdrawn and is left out of all figures",
    "superseded": "⊘ This scan was superseded by a newer one and is left out of all figures",
    "excluded": "\N{EN DASH} This scan is excluded and left out of all figures",
}

# What no longer holds must not look like what is only disputed.
GRAVE = {"withdrawn", "superseded"}

_FEW = 8
# Hebrew, Arabic and their neighbours up to the presentation forms, and the old and new scripts beyond the first plane.
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")


def runs_right_to_left(text: str) -> bool:
    """Return whether a text holds a letter that is written from right to left."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


def isolated(text: str) -> str:
    """Return a text in `<bdi>` if it is written from right to left, so that the text around it keeps its order.

    >>> isolated("Ada Lovelace"), isolated("נועה")
    ('Ada Lovelace', Markup('<bdi>נועה</bdi>'))
    """
    return Markup("<bdi>{}</bdi>").format(text) if runs_right_to_left(text) else text


def people(names: Sequence[str]) -> str:
    """Return names as they are shown below a title.

    >>> people(["Ada Lovelace", "Charles Babbage"])
    'Ada Lovelace, Charles Babbage'
    """
    shown = ", ".join(names)
    return Markup(", ").join(map(isolated, names)) if runs_right_to_left(shown) else shown


def people_in_short(names: Sequence[str]) -> str:
    """Return names as lists show them: the first eight, and the number of all others.

    >>> people_in_short([f"Author {number}" for number in range(1, 11)])
    'Author 1, Author 2, Author 3, Author 4, Author 5, Author 6, Author 7, Author 8 and 2 more'
    """
    return ", ".join(names[:_FEW]) + _more(names)


def people_cited(names: Sequence[str]) -> str:
    """Return the same for a page: if names run from right to left, each keeps its place."""
    return people(names[:_FEW]) + _more(names)


def _more(names: Sequence[str]) -> str:
    return f" and {len(names) - _FEW} more" if len(names) > _FEW else ""


def signature(*parts: str | None) -> str:
    """Return who said something and when, of what is known."""
    return ", ".join(part for part in parts if part)


def right_in_words(right: Right | None) -> str:
    """Return how often such answers are right; empty if that is not known.

    >>> right_in_words(Right(100, 131)), right_in_words(Right(share=0.763))
    ('100 of 131 right', '76\u202f% right')
    """
    if right is None:
        return ""
    if right.share is None:
        return f"{right.right} of {right.given} right"
    return f"{100 * right.share:.0f}\N{NARROW NO-BREAK SPACE}% right"


def shortened(text: str, longest: int) -> str:
    """Return a text in one line, cut after a word if it has more characters.

    >>> shortened("Section 4 reports one run only.", 20)
    'Section 4 reports …'
    """
    # The only space that is printable is the usual one. To divide every text into words takes three times as long.
    plain = text.strip() if text.isprintable() and "  " not in text else " ".join(text.split())
    return plain if len(plain) <= longest else f"{plain[: longest - 1].rpartition(' ')[0] or plain[: longest - 2]} …"


def share_in_words(part: float, whole: int) -> str:
    """Return a share as tables show it.

    >>> share_in_words(1234, 5678)
    '1,234 of 5,678 (21.7\u202f%)'
    """
    shown = f"{part:,}" if isinstance(part, int) else f"{round(part, 2):,}".removesuffix(".0")
    return f"{shown} of {whole:,} ({percent(part, whole)})" if whole else "none"


def in_number(count: int, noun: str) -> str:
    """Return a number with what is counted.

    >>> in_number(1, "scan"), in_number(56_800, "scan")
    ('1 scan', '56,800 scans')
    """
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
