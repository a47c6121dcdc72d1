"""Medians, ranks and counts against exact results."""

from __future__ import annotations

import math

import numpy as np
import pytest
from memlit.errors import NotEstimable
from memlit.statistics import (
    clopper_pearson,
    extraction_error,
    median_interval_exact,
    rank_probabilities,
)


def test_exact_median_interval_is_the_tabled_one() -> None:
    """David and Nagaraja, Order Statistics, 7.1: n = 10, (x2, x9), 1 - 2 x 11/1024 = 97.85 %; n = 6, 96.875 %."""
    ten = median_interval_exact([3, 1, 4, 10, 5, 9, 2, 6, 8, 7])
    assert (ten.low, ten.high, ten.ranks) == (2, 9, (2, 9))
    assert ten.achieved == pytest.approx(1 - 22 / 1024)
    assert median_interval_exact(range(6)).achieved == pytest.approx(1 - 2 / 64)


@pytest.mark.parametrize("n", [6, 8, 9, 12, 17, 26, 50])
def test_exact_median_interval_agrees_with_scipy(n: int) -> None:
    from scipy.stats import quantile_test

    y = np.random.default_rng(n).normal(size=n)
    theirs = quantile_test(y, q=0, p=0.5).confidence_interval(0.95)
    ours = median_interval_exact(y)
    assert (ours.low, ours.high) == (theirs.low, theirs.high)


def test_rank_probabilities_of_two_classes_of_three() -> None:
    """A bootstrap median of three is x1, x2, x3 with 7, 13, 7 of 27. a = 1, 3, 5; b = 2, 4, 6: P(a < b) by hand:
    a=1: always; a=3: b in 4, 6 (20/27); a=5: b = 6 (7/27): (7 + 13 x 20/27 + 7 x 7/27)/27 = 498/729."""
    ranks = rank_probabilities([1, 3, 5, 2, 4, 6], groups=list("aaabbb"), n_resamples=40000, seed=2)
    assert ranks.classes == ("a", "b")
    assert ranks.probability[0][0] == pytest.approx(498 / 729, abs=0.01)
    assert np.array(ranks.probability).sum(axis=0) == pytest.approx([1, 1])


def test_tied_classes_share_their_ranks() -> None:
    ranks = rank_probabilities([5, 5, 5, 5, 5, 5, 9, 9, 9], groups=list("aaabbbccc"), n_resamples=99)
    assert ranks.probability == ((0.5, 0.5, 0), (0.5, 0.5, 0), (0, 0, 1))


def test_clopper_pearson_as_published() -> None:
    """R's binom.test(682, 925): [0.7076683, 0.7654066]."""
    interval = clopper_pearson(682, 925)
    assert (interval.low, interval.high) == pytest.approx((0.7076683, 0.7654066), abs=5e-8)
    assert clopper_pearson(0, 10).low == 0
    assert clopper_pearson(10, 10).high == 1


def test_extraction_error_by_hand() -> None:
    """Ratios 1, 3, 0.1 and 2: above a factor 2 two, ten or more one; |log10| 0, .477, 1, .301: median .389."""
    error = extraction_error([1, 3, 1, 4], [1, 1, 10, 2])
    assert (error.k, error.above_2, error.above_10) == (4, 2, 1)
    assert error.median_absolute == pytest.approx((math.log10(3) + math.log10(2)) / 2)
    squares = math.log10(3) ** 2 + 1 + math.log10(2) ** 2
    assert error.reading_sd == pytest.approx(math.sqrt(squares / 4 / 2))


@pytest.mark.parametrize(
    "call",
    [
        lambda: median_interval_exact([1.0, 2, 3, 4, 5]),
        lambda: rank_probabilities([1.0, 2, 3], groups=list("aaa")),
        lambda: rank_probabilities([1.0, 2, 3, 4, 5], groups=list("aaabb")),
        lambda: clopper_pearson(1, 0),
        lambda: clopper_pearson(3, 2),
        lambda: extraction_error([1.0, 0.0], [1.0, 1.0]),
    ],
)
def test_what_cannot_be_estimated_is_refused(call) -> None:
    with pytest.raises(NotEstimable, match=r"^[\w ()]+: .+; .+"):
        call()
