"""Errors of inputs, bounds, medians and leave-one-out decisions against plain loops and scipy."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from memlit.errors import NotEstimable
from memlit.statistics import (
    bootstrap_median,
    compare_bounds,
    compare_pair,
    compare_pairs,
    erased_before_second_read,
    eta_squared,
    extraction_error,
    median_bounds,
    median_interval_exact,
    permute_papers,
    perturb,
    rank_probabilities,
    relative_error,
    row_groups,
    tipping_point,
    two_write_components,
)
from memlit.statistics.readers.agreement import cohen_kappa, number_agreement
from memlit.statistics.reads.levels import level_residuals
from numpy.typing import NDArray
from scipy import stats

VALUES = [1.0, 20.0, 300.0]


def test_no_error_leaves_the_values() -> None:
    for errors in ({}, {"half_digit": 0.0}, {"log10_sd": 0.0}, {"log_ratios": [0.0]}):
        drawn = perturb(VALUES, n=7, **errors)
        assert drawn.shape == (7, 3)
        assert drawn == pytest.approx(np.tile(VALUES, (7, 1)))


def test_measured_ratios_are_drawn_over_root_two_with_either_sign() -> None:
    drawn = perturb(VALUES, log_ratios=[0.3], n=400, seed=1)
    decades = np.log10(drawn / VALUES)
    assert np.abs(decades) == pytest.approx(np.full((400, 3), 0.3 / math.sqrt(2)))
    assert 0.4 < (decades > 0).mean() < 0.6


def test_rounding_error_is_uniform_over_half_a_digit_on_either_side() -> None:
    drawn = perturb(VALUES, half_digit=[0.5, 0.5, 5.0], n=4000, seed=1)
    scaled = (drawn - VALUES) / np.array([0.5, 0.5, 5.0])
    assert np.abs(scaled).max() <= 1
    assert scaled.mean(axis=0) == pytest.approx([0, 0, 0], abs=0.05)
    assert scaled.std(axis=0) == pytest.approx([1 / math.sqrt(3)] * 3, rel=0.05)


def test_digitizing_error_is_normal_in_decades() -> None:
    decades = np.log10(perturb(VALUES, log10_sd=[0.1, 0.2, 0.3], n=4000, seed=1) / VALUES)
    assert decades.mean(axis=0) == pytest.approx([0, 0, 0], abs=0.02)
    assert decades.std(axis=0) == pytest.approx([0.1, 0.2, 0.3], rel=0.05)


@pytest.mark.parametrize(
    "call",
    [
        lambda: perturb([1.0, 0.0]),
        lambda: perturb([1.0], half_digit=1.0),
        lambda: perturb([1.0], half_digit=-0.1),
        lambda: relative_error([1.0], [-0.1]),
        lambda: relative_error([1.0, 2.0], [0.1]),
        lambda: extraction_error([1.0], [1.0]),
        lambda: extraction_error([1.0, 0.0], [1.0, 1.0]),
        lambda: extraction_error([1.0, 1.0], [1.0, 0.0]),
        lambda: compare_bounds([0.0], [1.0], [0.0, 1], [1.0, 2]),
        lambda: median_bounds([2.0], [1.0]),
        lambda: median_bounds([1.0, 2, 3], [1.0, 2, 3], total=2),
        lambda: median_bounds([math.inf], [math.inf]),
        lambda: median_bounds([math.nan], [1.0]),
        lambda: median_bounds([], []),
    ],
)
def test_inputs_that_say_nothing_are_refused(call) -> None:
    with pytest.raises(NotEstimable):
        call()


def test_disagreement_of_two_readings_at_its_limits() -> None:
    """Ratios 2 and 10 exactly, 2.1, 9.9, 1: above 2 are 10, 2.1, 9.9; a factor of 10 or more is 10 alone."""
    found = extraction_error([2.0, 10.0, 2.1, 9.9, 1.0], [1.0] * 5)
    ratios = np.log10([1.0, 2.0, 2.1, 9.9, 10.0])
    assert (found.k, found.above_2, found.above_10, found.share_above_2) == (5, 3, 1, 0.6)
    assert found.median_absolute == pytest.approx(ratios[2])
    assert found.reading_sd == pytest.approx(math.sqrt((ratios**2).mean() / 2))
    assert found.log_ratios == pytest.approx(ratios)


def test_bounds_of_two_classes_known_as_points_are_the_plain_test() -> None:
    x, y = [1.0, 2, 3, 4, 5, 6], [4.5, 5.5, 6.5, 7.5, 8.5, 9.5]
    found, plain = compare_bounds(x, x, y, y, assignments=5), compare_pair(x, y)
    assert found.lower == found.upper == plain.estimate
    assert found.p_lower == found.p_upper == found.p_largest == plain.p
    assert plain.p is not None
    assert found.holds == (plain.p < 0.05)
    assert (found.k, found.share, found.assignments) == (12, float(plain.p < 0.05), 5)


def test_bounds_of_two_classes_at_their_corners() -> None:
    """P(X<Y) is least with x high and y low, and the decision must hold at both."""
    x, y = np.arange(8.0), np.arange(8.0) + 3.5
    found = compare_bounds(x, x + 1, y, y + 1, assignments=20)
    low, high = compare_pair(x + 1, y), compare_pair(x, y + 1)
    assert (found.lower, found.upper) == (low.estimate, high.estimate)
    # Of so few papers the larger p of two tests counts.
    assert found.p_lower >= low.p
    assert found.p_upper >= high.p
    assert found.p_largest >= max(found.p_lower, found.p_upper)
    assert found.lower < found.upper


def test_median_bounds_say_what_they_rest_on() -> None:
    bounds = median_bounds([1.0, 2, 3], [2.0, 3, math.inf], total=5, n_resamples=99)
    assert (bounds.k, bounds.total, bounds.n_resamples, bounds.level) == (3, 5, 99, 0.95)
    assert (bounds.lower, bounds.upper, bounds.identified) == (1.0, math.inf, False)
    assert "no upper bound" in bounds.note
    assert "lower" not in bounds.note
    two = median_bounds([1.0, 2.0], [2.0, 3.0])
    assert (two.low, two.high) == (None, None)
    assert "2 papers" in two.note
    assert (two.lower, two.upper) == (1.5, 2.5)


def test_median_with_its_spread() -> None:
    y = [5.0, 1.0, 2.0, 9.0, 4.0, 7.0]
    found = bootstrap_median(y, n_resamples=999, level=0.9)
    assert (found.k, found.n, found.estimate, found.level, found.n_resamples) == (6, 6, 4.5, 0.9, 999)
    assert found.iqr == pytest.approx(np.subtract(*np.percentile(y, [75, 25])))
    assert found.note == ""
    assert "fewer than 6 papers" in bootstrap_median(y[:5]).note
    exact = median_interval_exact(y)
    assert (exact.k, exact.n, exact.estimate, exact.low, exact.high) == (6, 6, 4.5, 1, 9)
    assert exact.iqr == pytest.approx(found.iqr)
    with pytest.raises(NotEstimable):
        bootstrap_median([1.0, 2.0])
    with pytest.raises(NotEstimable):
        bootstrap_median([2.0, 2.0, 2.0])


def test_ranks_of_separated_classes_are_certain() -> None:
    y = [1.0, 2, 3, 11, 12, 13, 21, 22, 23]
    found = rank_probabilities(y, groups=list("aaabbbccc"), n_resamples=99)
    assert found.probability == ((1, 0, 0), (0, 1, 0), (0, 0, 1))
    assert (found.k, found.mean_rank, found.n_resamples) == ((3, 3, 3), (1, 2, 3), 99)
    for wrong in (list("aaaaaaaaa"), list("aaaabbbcc")):
        with pytest.raises(NotEstimable):
            rank_probabilities(y, groups=wrong, n_resamples=99)


def test_tipping_point_flips_just_beyond_and_not_before() -> None:
    rng = np.random.default_rng(7)
    x, y = rng.normal(0, 1, 9), rng.normal(2, 1, 9)
    found = tipping_point(x, y)
    assert found.estimate is not None
    assert (found.k, found.significant, found.p_before) == (18, True, compare_pair(x, y).p)
    beyond = found.estimate * (1 + 1e-9)
    p = compare_pair(x + beyond, y).p
    assert p is not None
    assert p >= 0.05
    assert found.p_after == pytest.approx(p)
    for share in (0.25, 0.5, 0.9, 0.999):
        before = compare_pair(x + share * found.estimate, y).p
        assert before is not None
        assert before < 0.05


def test_pairs_of_classes_are_adjusted_by_holm() -> None:
    """Holm over the tested pairs: the smallest p times their number, and so on, never falling."""
    rng = np.random.default_rng(9)
    samples = {"a": rng.normal(0, 1, 7), "b": rng.normal(1, 1, 8), "c": rng.normal(2, 1, 6), "d": rng.normal(0, 1, 3)}
    y = np.concatenate(list(samples.values()))
    labels = [name for name, part in samples.items() for _ in part]
    found = {(pair.first, pair.second): pair for pair in compare_pairs(y, groups=labels)}
    tested = {key: pair for key, pair in found.items() if "d" not in key}
    assert set(tested) == {("a", "b"), ("a", "c"), ("b", "c")}
    for (first, second), pair in tested.items():
        assert pair.p == compare_pair(samples[first], samples[second]).p
        assert pair.sizes == (samples[first].size, samples[second].size)
    order = sorted(tested.values(), key=lambda pair: pair.p or 0)
    adjusted = np.maximum.accumulate([min(1.0, (3 - rank) * (pair.p or 0)) for rank, pair in enumerate(order)])
    assert [pair.p_adjusted for pair in order] == pytest.approx(list(adjusted))
    assert all(found[key].p_adjusted is None for key in found if "d" in key)


def test_share_between_levels_by_hand() -> None:
    """Levels (1, 3) and (5, 9): means 2 and 7, total 35, within 2 + 8, so between 25/35."""
    values, level = [1.0, 3.0, 5.0, 9.0], [0, 0, 7, 7]
    assert eta_squared(values, level) == pytest.approx(25 / 35)
    assert level_residuals(values, level) == pytest.approx([-1, 1, -2, 2])
    three = level_residuals([1.0, 2.0, 6.0], [0, 0, 0], centre="median")
    assert three == pytest.approx([-1, 0, 4])


def test_two_writes_by_hand() -> None:
    """Residuals a = -1, 1, -2, 2 and b = -1, 1, 0, 0: cov 2/2, variances 10/2 and 2/2, share 2 x 2/(10 + 2)."""
    first, second, level = [1.0, 3.0, 5.0, 9.0], [4.0, 6.0, 8.0, 8.0], [0, 0, 7, 7]
    found = two_write_components(first, second, level, n_resamples=99)
    assert (found.k, found.level) == (4, 0.95)
    assert found.estimate == pytest.approx(4 / 12)
    assert found.covariance == pytest.approx(1)
    assert found.variances == pytest.approx((5, 1))
    assert found.pearson == pytest.approx(2 / math.sqrt(20))


def test_groups_of_rows_and_the_erased_half_by_address() -> None:
    assert row_groups(np.arange(100, 112), 100, 2, levels=3, step=1).tolist() == [0] * 6 + [1] * 6
    position = np.array([0, 2047, 2048, 6143, 6144, 8191, 8192 + 2048])
    assert erased_before_second_read(position).tolist() == [False, False, True, True, False, False, True]


@pytest.mark.parametrize("statistic", ["welch", "kruskal", "mean", "median"])
@pytest.mark.parametrize("sizes", [(3, 4), (2, 2, 3)])
def test_permuted_statistic_by_enumeration(statistic: str, sizes: tuple[int, ...]) -> None:
    """Every labelling, with the statistic as scipy or numpy computes it; ties in the values."""
    if statistic in ("mean", "median") and len(sizes) > 2:
        with pytest.raises(NotEstimable, match="3 classes"):
            permute_papers(np.arange(7.0), groups=list("aabbccc"), statistic=statistic)
        return
    y = np.array([1.0, 2.5, 2.5, 7.0, 4.0, 9.0, 6.5])
    labels = np.repeat(list("abc")[: len(sizes)], sizes)

    def compute(order: NDArray[np.str_]) -> float:
        parts = [y[order == name] for name in np.unique(labels)]
        if statistic == "kruskal":
            return float(stats.kruskal(*parts).statistic)
        if statistic == "welch":
            if any(np.ptp(part) == 0 for part in parts):
                return math.inf
            return float(stats.f_oneway(*parts, equal_var=False).statistic)
        centre = np.mean if statistic == "mean" else np.median
        return float(abs(centre(parts[0]) - centre(parts[1])))

    every = [compute(np.array(order)) for order in set(itertools.permutations(labels.tolist()))]
    observed = compute(labels)
    found = permute_papers(y, groups=labels, statistic=statistic)
    assert found.statistic == pytest.approx(observed)
    assert found.p == pytest.approx(sum(one >= observed * (1 - 1e-9) for one in every) / len(every))
    assert (found.k, found.sizes, found.groups) == (7, sizes, tuple(np.unique(labels)))
    assert found.note == f"exact: all {len(every)} labellings"


def test_permutations_of_papers_that_say_nothing_are_refused() -> None:
    for y, labels, statistic in (
        ([1.0, 1, 1, 1], "aabb", "welch"),
        ([1.0, 2, 3, 4], "aaaa", "welch"),
        ([1.0, 2, 3, 4], "aaab", "welch"),
        ([1.0, 2, 3, 4], "aabb", "mode"),
    ):
        with pytest.raises(NotEstimable):
            permute_papers(y, groups=list(labels), statistic=statistic)


@pytest.mark.parametrize("n", [3, 5, 9])
def test_agreement_of_two_readers_by_hand(n: int) -> None:
    """One pair equal, one off by exactly the limit, the others by twice the limit."""
    found = number_agreement([0.0, -0.3, *[0.6] * (n - 2)], 0.3)
    assert found is not None
    assert (found.k, found.equal, found.over) == (n, 1, n - 2)
    assert (found.share_equal, found.share_over) == (1 / n, (n - 2) / n)
    assert found.median_absolute == (0.3 if n == 3 else 0.6)
    assert number_agreement([], 0.3) is None


def test_kappa_by_hand() -> None:
    """Three of four agree; chance 2/4 x 3/4 + 2/4 x 1/4 = 1/2: kappa (3/4 - 1/2)/(1/2)."""
    assert cohen_kappa(list("aabb"), list("aaab")) == pytest.approx(0.5)
    assert cohen_kappa(list("ab"), list("ba")) == pytest.approx(-1)
    assert cohen_kappa(["a"], ["a"]) is None
    assert cohen_kappa([], []) is None
