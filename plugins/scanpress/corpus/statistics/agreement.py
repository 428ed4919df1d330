"""How often raters agree who answered the same questions about the same papers.

A category is what an answer amounts to: met, not met or not applicable. Answers are compared as they are: categories
have no order and no distance.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from scanpress.facts.accuracy import Rates, rates

NOTHING_COMPARED = "no question was answered twice"
ONE_CATEGORY = "all answers are the same, so chance would agree as often"


Units = Iterable[tuple[Sequence[str], int]]
"""The answers that were given to one question about one paper, without those that are missing, and how often so."""


class Measure(NamedTuple):
    """A measure of agreement, 1 at most; `value` is None if it is not defined, and `why` says the reason."""

    value: float | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often the first of two raters gave one category and the second another, by both categories."""

    counts: Mapping[tuple[str, str], int]

    @classmethod
    def of(cls, first: Iterable[str], second: Iterable[str]) -> "Confusion":
        """Count the answers of two raters to the same questions."""
        return cls(Counter(zip(first, second, strict=True)))

    @property
    def compared(self) -> int:
        """Return the number of questions that both answered."""
        return sum(self.counts.values())

    @property
    def agreed(self) -> int:
        """Return to how many of them both gave the same answer."""
        return sum(number for (first, second), number in self.counts.items() if first == second)

    @property
    def kappa(self) -> Measure:
        """Return Cohen's kappa: agreement beyond what the raters' own shares of each category make likely.

        Source: Cohen 1960, “A coefficient of agreement for nominal scales”.
        """
        compared = self.compared
        if not compared:
            return Measure(None, NOTHING_COMPARED)
        chance = sum(self.given(0)[category] * self.given(1)[category] for category in self.given(0))
        if chance == compared**2:
            return Measure(None, ONE_CATEGORY)
        return Measure((self.agreed * compared - chance) / (compared**2 - chance))

    @property
    def alpha(self) -> Measure:
        """Return Krippendorff's alpha of the same answers."""
        return alpha(self.counts.items())

    @property
    def disagreements(self) -> Sequence[tuple[str, str, int]]:
        """Return each kind of disagreement with its number, the most frequent first."""
        found = [(*pair, number) for pair, number in self.counts.items() if number and pair[0] != pair[1]]
        return sorted(found, key=lambda kind: (-kind[2], kind[:2]))

    def given(self, rater: int) -> Counter[str]:
        """Return how often a rater, 0 or 1, gave each category."""
        found: Counter[str] = Counter()
        for pair, number in self.counts.items():
            found[pair[rater]] += number
        return found

    def against_truth(self, positive: str) -> Rates:
        """Return precision, recall and F1 of the first rater if the second is right; `positive` is the category found.

        `kappa` is that of this category against all others.
        """
        found: Counter[tuple[bool, bool]] = Counter()
        for (first, second), number in self.counts.items():
            found[first == positive, second == positive] += number
        return rates(found[True, True], found[True, False], found[False, True], found[False, False])

    def turned(self) -> "Confusion":
        """Return the same with the two raters exchanged."""
        return Confusion({(second, first): number for (first, second), number in self.counts.items()})

    def __add__(self, other: "Confusion") -> "Confusion":
        return Confusion(Counter(self.counts) + Counter(other.counts))


def alpha(units: Units) -> Measure:
    """Return Krippendorff's alpha for categories without an order, from any number of raters, with missing answers.

    Questions with fewer than two answers do not count.
    Source: Krippendorff 2019, “Content Analysis”, 4th edition, section 12.3; 2011, “Computing Krippendorff's
    alpha-reliability”, C.
    """
    given: Counter[str] = Counter()
    disagreeing = 0.0
    for answers, number in units:
        if len(answers) > 1:
            each = Counter(answers)
            given.update({category: times * number for category, times in each.items()})
            alike = sum(times * (times - 1) for times in each.values())
            disagreeing += number * (len(answers) - alike / (len(answers) - 1))
    total = given.total()
    if not total:
        return Measure(None, NOTHING_COMPARED)
    expected = total**2 - sum(times**2 for times in given.values())
    return Measure(1 - (total - 1) * disagreeing / expected) if expected else Measure(None, ONE_CATEGORY)


def pairs_of(units: Units) -> tuple[int, int]:
    """Return in how many pairs of answers two raters agree, and the number of all pairs; units are those of `alpha`."""
    agreed = pairs = 0
    for answers, number in units:
        pairs += number * len(answers) * (len(answers) - 1) // 2
        agreed += number * sum(times * (times - 1) // 2 for times in Counter(answers).values())
    return agreed, pairs


def whole(parts: Iterable[Confusion]) -> Confusion:
    """Return the sum of several counts, such as those of all questions."""
    found: Counter[tuple[str, str]] = Counter()
    for pair, number in chain.from_iterable(part.counts.items() for part in parts):
        found[pair] += number
    return Confusion(found)
