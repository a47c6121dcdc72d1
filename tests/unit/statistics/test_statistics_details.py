"""Bounds, notes and derived numbers of the statistics, each worked by hand or by a library that computes it too."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from memlit.errors import NotEstimable
from memlit.statistics import (
    bits_kept,
    bootstrap_median,
    class_design,
    cluster_robust,
    compare_pair,
    cycle_statistics,
    leave_one_paper_out,
    level_statistics,
    levels_from_address,
    median_bounds,
    median_interval_exact,
    mixed_model,
    permute_papers,
    pool_random_effects,
)
from scipy import stats

FIVE = [0.0, 1.0, 4.0, 9.0, 16.0]
Y = [1.2, 0.8, 2.1, 3.3, 2.2, 1.9, 0.4, -0.3, 1.1, 2.7, 3.9, 4.2]
PAPERS = list("aabbbcddeeff")


def test_refusals_say_what_would_do() -> None:
    with pytest.raises(NotEstimable, match="5 values give no 95 % interval"):
        median_interval_exact(range(5))
    with pytest.raises(NotEstimable, match="count from 0 to 4"):
        bootstrap_median(FIVE, indices=[[0, 1, 2, 3, 5]])


@pytest.mark.parametrize(
    "indices", [[0, 1, 2, 3, 4], [[0, 1, 2, 3]], [[0.0, 1, 2, 3, 4]], [[-1, 0, 0, 0, 0]], [[0, 1, 2, 3, 4, 0]]]
)
def test_indices_of_another_shape_or_kind_are_refused(indices: object) -> None:
    with pytest.raises(NotEstimable):
        bootstrap_median(FIVE, indices=indices)


def test_devices_of_a_paper_become_the_medians_of_their_ends() -> None:
    """Paper a: lower ends 0, 2 and upper ends 1, 3 give [1, 2]; with [4, 5] and [6, 7] the medians are 4 and 5."""
    bounds = median_bounds([0, 2, 4, 6], [1, 3, 5, 7], papers=list("aabc"))
    assert (bounds.k, bounds.lower, bounds.upper) == (3, 4, 5)


def test_interval_with_an_open_end_is_an_ordered_resampled_median() -> None:
    """79 resamples: the 2.5 % ends are the (79 + 1) x 0.025 = second smallest and second largest medians."""
    low, high = [-math.inf, 1.0, 2.0, 3.0, 4.0], [1.0, 2.0, 3.0, 4.0, math.inf]
    draws = np.random.default_rng(3).integers(0, 5, size=(79, 5))
    lower, upper = (np.sort([np.sort(np.array(ends)[draw])[2] for draw in draws]) for ends in (low, high))
    bounds = median_bounds(low, high, n_resamples=79, seed=3)
    assert not np.isfinite(lower).all()
    assert (bounds.low, bounds.high) == (lower[1], upper[-2])


@pytest.mark.parametrize("level", [0.9, 0.95])
def test_interval_of_a_coefficient_is_its_t_interval(level: float) -> None:
    design, _ = class_design(list("xxxxyyyyzzzz"))
    fit = cluster_robust(Y, design, papers=PAPERS, level=level)
    for low, high, estimate, se, df in zip(fit.low, fit.high, fit.estimate, fit.se, fit.df, strict=True):
        assert (low, high) == pytest.approx(stats.t.interval(level, df, estimate, se), rel=1e-10)


@pytest.mark.parametrize("level", [0.9, 0.95])
def test_interval_of_a_mixed_model_is_normal(level: float) -> None:
    fit = mixed_model(Y, np.ones((12, 1)), papers=PAPERS, level=level).coefficients
    wanted = stats.norm.interval(level, fit.estimate[0], fit.se[0])
    assert (fit.low[0], fit.high[0]) == pytest.approx(wanted, rel=1e-10)


def test_cycles_of_one_cell_by_hand() -> None:
    """R = 1..10 ohm: mean and median 5.5, SD sqrt(55/6); ln R has the SD of the natural logarithms of 1..10."""
    resistance = [3.0, 1.0, 10.0, 5.0, 2.0, 9.0, 4.0, 8.0, 6.0, 7.0]
    found = cycle_statistics(resistance)
    spread = float(np.std(np.log(np.arange(1, 11)), ddof=1))
    assert (found.n, found.n_devices, found.median, found.maximum) == (10, 1, 5.5, 10)
    assert found.linear_cv == pytest.approx(math.sqrt(55 / 6) / 5.5)
    assert found.log_sd == pytest.approx(spread)
    assert found.log_normal_cv == pytest.approx(math.sqrt(math.exp(spread**2) - 1))
    assert 0 < found.n_effective <= 10
    for wrong in ([0.0, *resistance[1:]], [-0.5, *resistance[1:]], [2.0] * 10):
        with pytest.raises(NotEstimable):
            cycle_statistics(wrong)


def test_log_normal_cv_of_a_level() -> None:
    """CV of a log-normal law is sqrt(exp(s^2) - 1) with s the SD of ln R: here of 0, -ln 2 and -ln 6."""
    (only,) = level_statistics([1.0, 0.5, 1 / 6], [5, 5, 5])
    s = float(np.std([0, -math.log(2), -math.log(6)], ddof=1))
    assert only.log_normal_cv == pytest.approx(math.sqrt(math.exp(s**2) - 1))
    assert only.log_sd == pytest.approx(s / math.log(10))


def test_address_below_the_start_or_off_the_grid_is_refused() -> None:
    assert levels_from_address([100, 101, 133], 100, levels=32, step=1).tolist() == [0, 1, 1]
    for address in ([99], [100, 99], []):
        with pytest.raises(NotEstimable):
            levels_from_address(address, 100, step=1)
    with pytest.raises(NotEstimable):
        levels_from_address([101], 100, step=2)


def test_share_of_misread_cells_is_errors_over_cells() -> None:
    rng = np.random.default_rng(2)
    noise = rng.normal(size=64)
    found = bits_kept(noise, noise, np.tile(np.arange(8), 8), np.repeat(np.arange(4), 16))
    assert 0 < found.errors < found.k
    assert found.estimate == found.errors / found.k
    assert found.low < found.estimate < found.high


def test_papers_that_carry_a_decision_are_those_without_which_it_falls() -> None:
    rng = np.random.default_rng(4)
    x, y = rng.normal(0, 1, 8), rng.normal(1.2, 1, 8)
    names = [f"p{index}" for index in range(16)]
    found = leave_one_paper_out([*x, *y], papers=names, groups=["x"] * 8 + ["y"] * 8, minimum=6)
    whole = compare_pair(x, y).p
    assert whole is not None
    wanted = set()
    for at, name in enumerate(names):
        rest = (np.delete(x, at), y) if at < 8 else (x, np.delete(y, at - 8))
        p = compare_pair(*rest).p
        assert p is not None
        if (p < 0.05) != (whole < 0.05):
            wanted.add(name)
    assert 0 < len(wanted) < 16
    assert {part.paper for part in found.flips} == wanted


def test_kruskal_s_statistic_is_permuted_as_scipy_computes_it() -> None:
    """All 90 labellings of six values in three classes of two: p is the share with H at least as large."""
    y, labels = np.array([1.0, 2.5, 2.0, 7.0, 5.0, 9.0]), np.array(list("aabbcc"))

    def h(order: np.ndarray) -> float:
        return float(stats.kruskal(*(y[order == name] for name in "abc")).statistic)

    every = {tuple(order) for order in itertools.permutations(labels)}
    reached = sum(h(np.array(order)) >= h(labels) - 1e-9 for order in every)
    found = permute_papers(y, groups=labels, statistic="kruskal")
    assert len(every) == 90
    assert found.p == pytest.approx(reached / 90)
    assert found.statistic == pytest.approx(h(labels))


def test_permuted_p_of_many_labellings_counts_the_observed_one() -> None:
    """p = (b + 1)/(n + 1) is a whole number of steps of 1/(n + 1) and never below one step."""
    rng = np.random.default_rng(1)
    x = rng.normal(0, 1, 15)
    p = compare_pair(x, rng.normal(2, 1, 15), n_permutations=99).p
    assert p == pytest.approx(1 / 100)
    even = compare_pair(x, rng.normal(0, 1, 15), n_permutations=99).p
    assert even is not None
    assert even * 100 == pytest.approx(round(even * 100))


def test_pooled_interval_names_its_degrees_of_freedom_only_with_t() -> None:
    y, v = [0.1, 0.5, 0.9, 0.3], [0.04, 0.05, 0.06, 0.04]
    assert pool_random_effects(y, v, ci="z").df is None
    assert pool_random_effects(y, v, ci="hksj").df == 3
