"""Intervals of 95 % for shares, and for the mean Reproducibility Score of a set of papers."""

from collections.abc import Iterable
from math import hypot, sqrt
from typing import NamedTuple

from scanpress.instruments.scoring import Rate, Sharing

Z = 1.959964
"""The normal deviate of an interval of 95 %."""


class Interval(NamedTuple):
    """A figure with the limits of its interval."""

    value: float
    low: float
    high: float


def wilson(part: float, whole: int) -> Interval | None:
    """Return a share with its Wilson score interval; None if there is nothing to take a share of.

    Source: Wilson 1927, “Probable inference, the law of succession, and statistical inference”, without correction for
    continuity.

    >>> [round(limit, 3) for limit in wilson(6, 7)]
    [0.857, 0.487, 0.974]
    """
    if not whole:
        return None
    share = part / whole
    scale = 1 + Z**2 / whole
    middle = (share + Z**2 / (2 * whole)) / scale
    half = Z * sqrt(share * (1 - share) / whole + Z**2 / (4 * whole**2)) / scale
    # At both ends one limit is exact, which the square root misses by its rounding.
    return Interval(share, middle - half if part else 0.0, middle + half if part < whole else 1.0)


def weighted_sum(terms: Iterable[tuple[float, Interval]]) -> Interval:
    """Return the sum of weight times figure, with the interval that follows from those of the independent figures.

    The distances of the figures from their limits, times the weights, are added up in quadrature, upward and downward
    apart; a negative weight swaps the two. For weights 1 and -1 this is the hybrid score interval of a difference.
    Sources: Newcombe 1998, “Interval estimation for the difference between independent proportions”, method 10; for
    any weights Zou and Donner 2008, “Construction of confidence limits about effect measures” (MOVER).
    """
    value = 0.0
    down: list[float] = []
    up: list[float] = []
    for weight, (figure, low, high) in terms:
        value += weight * figure
        limits = weight * (figure - low), weight * (high - figure)
        (down if weight >= 0 else up).append(limits[0])
        (up if weight >= 0 else down).append(limits[1])
    return Interval(value, value - hypot(*down), value + hypot(*up))


def mean_reproducibility_score(
    sharing: Sharing | None, *, with_code_and_data: int, with_data: int, papers: int
) -> Interval | None:
    """Return the mean Reproducibility Score of `papers` scored papers with its interval; None if there is none.

    `with_data` share data and no code. The set is known, so its shares are exact; what is uncertain are the two rates
    behind the scores, which the instrument names (6 of 7 and 5 of 15, Gundersen et al. 2025), and whose Wilson
    intervals are propagated to the mean. A paper without data counts as 0: no such paper was tried, so its score has
    no interval.
    """
    if not papers or sharing is None or sharing.with_both is None or sharing.with_data is None:
        return None
    return weighted_sum(
        [
            (with_code_and_data / papers, _score(sharing.with_both)),
            (with_data / papers, _score(sharing.with_data)),
        ]
    )


def _score(given: Rate) -> Interval:
    """Return a score, which is rounded, with the limits of the rate that it stands for."""
    rate = wilson(given.reproduced, given.tried)
    assert rate is not None  # noqa: S101 - a rate is of some papers
    return Interval(given.score, rate.low, rate.high)
