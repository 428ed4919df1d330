"""How often raters agree, compared with scikit-learn and krippendorff on made-up scans of 500 papers.

They take seconds to import: tests import them themselves, so that collecting tests costs no process that time.
"""

from collections import Counter
from importlib import import_module
from random import Random

import pytest

from scanpress.corpus.statistics.agreement import NOTHING_COMPARED, ONE_CATEGORY, Confusion, alpha, pairs_of, whole

PAPERS = 500
SIGNS = "10-"


def made_up(seed: int, *, raters: int = 2, asked: float = 1.0) -> list[list[str]]:
    """Return the answers of each rater to one question about all papers: a space if the rater was not asked."""
    random = Random(seed)  # noqa: S311 - repeatable
    truth = [random.choices(SIGNS, (5, 3, 2))[0] for _ in range(PAPERS)]
    return [
        [
            (sign if random.random() < 0.7 else random.choice(SIGNS)) if random.random() < asked else " "
            for sign in truth
        ]
        for _ in range(raters)
    ]


def units_of(answers: list[list[str]]) -> Counter[str]:
    return Counter("".join(given).replace(" ", "") for given in zip(*answers, strict=True))


@pytest.mark.parametrize("seed", range(3))
def test_kappa_and_percent_agreement_are_those_of_scikit_learn(seed: int) -> None:
    metrics = import_module("sklearn.metrics")
    first, second = made_up(seed)
    confusion = Confusion.of(first, second)
    assert confusion.kappa.value == pytest.approx(metrics.cohen_kappa_score(first, second))
    assert confusion.agreed / confusion.compared == pytest.approx(metrics.accuracy_score(first, second))


@pytest.mark.parametrize(("raters", "asked"), [(2, 1.0), (2, 0.8), (3, 1.0), (5, 0.6)])
def test_alpha_is_that_of_krippendorff_also_if_answers_are_missing(raters: int, asked: float) -> None:
    krippendorff = import_module("krippendorff")
    answers = made_up(7, raters=raters, asked=asked)
    codes = [[float("nan") if sign == " " else SIGNS.index(sign) for sign in given] for given in answers]
    expected = krippendorff.alpha(reliability_data=codes, level_of_measurement="nominal")
    assert alpha(units_of(answers).items()).value == pytest.approx(expected)


def test_precision_recall_and_f1_are_those_of_scikit_learn_if_the_other_rater_is_right() -> None:
    metrics = import_module("sklearn.metrics")
    model, person = made_up(11)
    found = Confusion.of(model, person).against_truth("1")
    precision, recall, f1, _ = metrics.precision_recall_fscore_support(person, model, labels=["1"])
    assert (found.precision, found.recall, found.f1) == pytest.approx((precision[0], recall[0], f1[0]))


def test_questions_are_summed_up_and_raters_exchanged() -> None:
    metrics = import_module("sklearn.metrics")
    answers = [made_up(seed) for seed in range(4)]
    total = whole(Confusion.of(*each) for each in answers)
    first, second = ([sign for each in answers for sign in each[rater]] for rater in (0, 1))
    assert total.compared == 4 * PAPERS
    assert total.kappa.value == pytest.approx(metrics.cohen_kappa_score(first, second))
    assert total.turned().kappa == total.kappa
    assert total.turned().given(0) == total.given(1)


def test_each_kind_of_disagreement_is_counted_the_most_frequent_first() -> None:
    confusion = Confusion.of("1100-1", "10-001")
    assert confusion.disagreements == [("-", "0", 1), ("0", "-", 1), ("1", "0", 1)]
    more = confusion + Confusion.of("0", "-")
    assert more.disagreements[0] == ("0", "-", 2)


def test_what_is_not_defined_says_why() -> None:
    assert Confusion({}).kappa == Confusion({}).alpha == alpha([("1", 7), ("", 2)]) == (None, NOTHING_COMPARED)
    alike = Confusion.of("111", "111")
    assert alike.kappa == alike.alpha == (None, ONE_CATEGORY)
    assert alike.agreed == alike.compared == 3


def test_three_raters_of_one_paper_are_three_pairs() -> None:
    assert pairs_of([("110", 2), ("11", 1), ("0", 5)]) == (3, 7)
