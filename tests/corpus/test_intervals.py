"""Intervals of shares and of the mean Reproducibility Score, compared with SciPy and with a published example."""

from importlib import import_module
from random import Random
from statistics import quantiles

import pytest

from scanpress.corpus.statistics.intervals import Interval, mean_reproducibility_score, weighted_sum, wilson
from scanpress.instruments import require

SHARING = require("reproducibility", 1).scoring.sharing


@pytest.mark.parametrize(("part", "whole"), [(0, 9), (9, 9), (5, 15), (6, 7), (1, 500), (250, 500), (1, 1)])
def test_the_interval_of_a_share_is_that_of_scipy(part: int, whole: int) -> None:
    binomtest = import_module("scipy.stats").binomtest
    expected = binomtest(part, whole).proportion_ci(method="wilson")
    assert wilson(part, whole) == pytest.approx((part / whole, expected.low, expected.high), abs=1e-7)


def test_a_share_of_nothing_has_no_interval() -> None:
    assert wilson(0, 0) is None


def test_the_interval_of_a_difference_is_that_of_newcombe() -> None:
    # The published example: 56 of 70 and 48 of 80, method 10 of Newcombe 1998.
    one, other = wilson(56, 70), wilson(48, 80)
    assert one is not None
    assert other is not None
    assert weighted_sum([(1, one), (-1, other)]) == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)


def test_the_mean_score_is_that_of_the_papers() -> None:
    random = Random(3)  # noqa: S311 - repeatable
    scores = random.choices((0.86, 0.33, 0), (2, 5, 3), k=500)
    found = mean_reproducibility_score(
        SHARING, with_code_and_data=scores.count(0.86), with_data=scores.count(0.33), papers=500
    )
    assert found is not None
    assert found.value == pytest.approx(sum(scores) / 500)
    assert found.low < found.value < found.high


def test_the_mean_of_equal_papers_has_the_interval_of_their_rate() -> None:
    both = mean_reproducibility_score(SHARING, with_code_and_data=40, with_data=0, papers=40)
    rate = wilson(6, 7)
    assert rate is not None
    assert both == pytest.approx((0.86, rate.low, rate.high))
    assert mean_reproducibility_score(SHARING, with_code_and_data=0, with_data=0, papers=8) == Interval(0, 0, 0)
    assert mean_reproducibility_score(SHARING, with_code_and_data=0, with_data=0, papers=0) is None


def test_the_interval_of_the_mean_is_near_that_of_drawn_rates() -> None:
    """Rates drawn from what 6 of 7 and 5 of 15 leave likely (Beta with Jeffreys' prior) give a like interval."""
    random = Random(5)  # noqa: S311 - repeatable
    found = mean_reproducibility_score(SHARING, with_code_and_data=300, with_data=200, papers=600)
    assert found is not None
    drawn = [random.betavariate(6.5, 1.5) / 2 + random.betavariate(5.5, 10.5) / 3 for _ in range(20_000)]
    low, *_, high = quantiles(drawn, n=40)
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.04)
