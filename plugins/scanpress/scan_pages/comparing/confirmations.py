"""How often other raters gave the same answer as the rater of a scan, in words for the scan's page.

The words are rounded: one scan that is corrected must not change the pages of all other scans of its rater.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from scanpress.corpus import Summary
from scanpress.corpus.statistics import Comparison, Comparisons, Who, asked, question_name
from scanpress.instruments import with_key
from scanpress.scan_pages.comparing.agreement import PERSON

FEWEST = 30
"""The smallest number of comparisons that are shown beside an answer."""
_STEPS = (10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, FEWEST)
_NEAREST = 5  # percent

_Rater = tuple[str, str]
Confirmed = tuple[tuple[str, str], ...]
"""Questions, by their names, with how often others give the same answer as the scan."""


@dataclass(frozen=True)
class Confirmations:
    """What pages of scans say of other raters."""

    comparisons: Comparisons

    @cached_property
    def words(self) -> Mapping[tuple[str, _Rater], Mapping[tuple[str, str], str]]:
        """Return the words by instrument and rater, and then by question and answer."""
        by_rater: dict[tuple[str, _Rater], list[Comparison]] = {}
        for pair in self.comparisons.pairs:
            if pair.first.rater != pair.second.rater:
                by_rater.setdefault((pair.instrument, pair.first.rater), []).append(pair)
                by_rater.setdefault((pair.instrument, pair.second.rater), []).append(pair.turned())
        found = {key: _words(pairs) for key, pairs in by_rater.items()}
        return {key: words for key, words in sorted(found.items()) if words}

    @cached_property
    def made_from(self) -> list[tuple[str, ...]]:
        """Return values that change if any words do."""
        return [
            (name, *rater, *answer, text)
            for (name, rater), words in self.words.items()
            for answer, text in sorted(words.items())
        ]

    def of(self, summary: Summary) -> Confirmed:
        """Return what the page of a scan shows."""
        if not self.words or not summary.rater:
            return ()
        who = Who.named(summary.rater_kind or "", summary.rater, "")
        words = self.words.get((summary.instrument.rpartition("-")[0], who.rater))
        if not words:
            return ()
        given = zip(asked(with_key(summary.instrument)), summary.signs + summary.results, strict=True)
        answers = ((question_name(question), answer) for question, answer in given)
        return tuple((answer[0], words[answer]) for answer in answers if answer in words)


def _words(pairs: Sequence[Comparison]) -> dict[tuple[str, str], str]:
    """Return the words for each answer of a rater; if people were compared often enough, they alone count."""
    found = _worded(pairs, "Other raters")
    return found | _worded([pair for pair in pairs if pair.second.kind == PERSON], "People")


def _worded(pairs: Sequence[Comparison], others: str) -> dict[tuple[str, str], str]:
    given: Counter[tuple[str, str]] = Counter()
    agreed: Counter[tuple[str, str]] = Counter()
    for pair in pairs:
        for question, confusion in pair.questions.items():
            for (own, other), number in confusion.counts.items():
                given[question, own] += number
                agreed[question, own] += number * (own == other)
    return {
        answer: f"{others} agree with about {_rounded(agreed[answer], number)} of such answers ({_at_least(number)})"
        for answer, number in given.items()
        if number >= FEWEST
    }


def _rounded(part: int, of: int) -> str:
    return f"{_NEAREST * round(100 * part / of / _NEAREST)}\N{NARROW NO-BREAK SPACE}%"


def _at_least(number: int) -> str:
    least = next((step for step in _STEPS if number >= step), number)
    return f"{least:,} or more compared"
