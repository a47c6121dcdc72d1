"""Intervals with the errors of their values: exact where there is none, wide enough where there are."""

from __future__ import annotations

import numpy as np
import pytest
from memlit.errors import NotEstimable
from memlit.statistics import hodges_lehmann, median_interval_exact, median_with_errors, misread, shift_with_errors

RNG = np.random.default_rng(33)


@pytest.mark.parametrize("n", [6, 9, 26])
def test_without_an_error_the_interval_is_the_exact_one(n: int) -> None:
    y = RNG.standard_normal(n)
    found, exact = median_with_errors(y, y, np.zeros((999, n))), median_interval_exact(y)
    assert (found.low, found.high) == (exact.low, exact.high)


def test_without_an_error_the_interval_of_a_shift_is_the_exact_one() -> None:
    x, y = RNG.standard_normal(8), RNG.standard_normal(9)
    found, exact = shift_with_errors(x, y, np.zeros((999, 8)), np.zeros((999, 9))), hodges_lehmann(x, y)
    assert (found.low, found.high) == (exact.low, exact.high)
    assert np.allclose(found.estimates, exact.estimate)


def test_the_shift_of_very_many_pairs_by_values_that_stand_for_all_is_that_of_all() -> None:
    rng = np.random.default_rng(7)
    x, y = rng.standard_normal(700), rng.standard_normal(700) + 1
    errors = 0.1 * rng.standard_normal((99, 700))
    found, exact = shift_with_errors(x, y, errors, errors[::-1]), hodges_lehmann(x, y)
    assert found.estimates is not None
    moved = [np.median((x + one)[:, None] - (y + other)) for one, other in zip(errors, errors[::-1], strict=True)]
    assert found.estimates == pytest.approx(np.array(moved), abs=0.005)
    assert found.low <= exact.low < exact.high <= found.high < 0
    assert (found.low, found.high) == pytest.approx((exact.low, exact.high), abs=0.02)


def test_a_shift_of_more_differences_than_are_held_is_their_median() -> None:
    rng = np.random.default_rng(7)
    x, y = rng.standard_normal(2_300), rng.standard_normal(2_301) + 1
    found = hodges_lehmann(x, y)
    differences = np.sort((x[:, None] - y).ravel())
    assert found.estimate == pytest.approx(np.median(differences), abs=1e-12)
    sd = np.sqrt(x.size * y.size * (x.size + y.size + 1) / 12)
    assert found.low == pytest.approx(differences[int(differences.size / 2 - 1.959964 * sd) - 1], abs=1e-6)


def test_one_value_has_the_interval_of_its_error() -> None:
    """A normal error of 0.7 decades reaches 1.96 SD to both sides."""
    found = median_with_errors([2.0], [2.0], 0.7 * RNG.standard_normal((9999, 1)))
    assert found.low == pytest.approx(2 - 1.372, abs=0.06)
    assert found.high == pytest.approx(2 + 1.372, abs=0.06)


def test_a_bounded_value_keeps_its_open_end() -> None:
    found = median_with_errors([-np.inf, -np.inf, 1.0], [1.0, 2.0, 1.0], np.zeros((99, 3)))
    assert (found.low, found.high) == (-np.inf, 1.0)


def test_the_middle_of_five_papers_is_covered_with_errors_and_not_without() -> None:
    covered = naive = 0
    rng = np.random.default_rng(5)
    for _ in range(300):
        true = 1.3 * rng.standard_normal(5)
        read = true + misread((5,), 0.1, rng) + 0.7 * rng.standard_normal(5)
        errors = misread((399, 5), 0.1, rng) + 0.7 * rng.standard_normal((399, 5))
        found = median_with_errors(read, read, errors)
        covered += found.low <= np.median(true) <= found.high
        naive += np.median(read) == np.median(true)
    # 93 % less two standard errors of 300 runs
    assert covered >= 0.93 * 300 - 9
    assert naive == 0


def test_so_many_readings_are_wrong_by_so_much_in_both_directions() -> None:
    errors = misread((20_000,), 0.1, np.random.default_rng(1), (0.5, 2.0))
    assert (errors != 0).mean() == pytest.approx(0.1, abs=0.01)
    assert set(np.abs(errors)) == {0.0, 0.5, 2.0}
    assert (errors[errors != 0] > 0).mean() == pytest.approx(0.5, abs=0.05)


def test_errors_of_another_shape_and_impossible_shares_are_refused() -> None:
    with pytest.raises(NotEstimable, match="pass draws of 3 values"):
        median_with_errors([1, 2, 3], [1, 2, 3], np.zeros((9, 2)))
    with pytest.raises(NotEstimable, match="between 0 and 1"):
        misread((3,), 1.5, RNG)
    with pytest.raises(NotEstimable, match="equally often"):
        shift_with_errors([1, 2], [3, 4], np.zeros((9, 2)), np.zeros((8, 2)))
