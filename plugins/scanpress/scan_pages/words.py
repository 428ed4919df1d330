"""How verdicts, states and people are shown: a symbol and a word, colour last."""

from collections.abc import Sequence
from dataclasses import dataclass

from scanpress.corpus import Verdict


@dataclass(frozen=True, slots=True)
class Mark:
    """A verdict as it is shown; `style` is a class of the stylesheet."""

    symbol: str
    word: str
    style: str


MARKS = {
    Verdict.MET: Mark("✓", "Met", "met"),
    Verdict.NOT_MET: Mark("✗", "Not met", "unmet"),
    Verdict.NOT_APPLICABLE: Mark("\N{EN DASH}", "Not applicable", "none"),
}

# Filled circles, so that strength can be told without colour and without reading.
SUPPORT = {"strong": "●●●", "moderate": "●●○", "weak": "●○○", "unsupported": "○○○"}

STATES = {
    "contested": "This scan is contested",
    "withdrawn": "This scan was withdrawn",
    "superseded": "This scan was superseded by another",
    "excluded": "This scan is excluded from all figures",
}

_FEW = 8


def people(names: Sequence[str]) -> str:
    """Return names as they stand below a title.

    >>> people(["Ada Lovelace", "Charles Babbage"])
    'Ada Lovelace, Charles Babbage'
    """
    return ", ".join(names)


def people_in_short(names: Sequence[str]) -> str:
    """Return names as they stand in a list, where eight authors say enough.

    >>> people_in_short([f"Author {number}" for number in range(1, 11)])
    'Author 1, Author 2, Author 3, Author 4, Author 5, Author 6, Author 7, Author 8 and 2 more'
    """
    shown = ", ".join(names[:_FEW])
    return f"{shown} and {len(names) - _FEW} more" if len(names) > _FEW else shown


def signature(*parts: str | None) -> str:
    """Return who said something and when, of what is known."""
    return ", ".join(part for part in parts if part)
