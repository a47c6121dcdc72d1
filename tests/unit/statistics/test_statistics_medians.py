"""Medians, bootstrap, ranks, identification bounds, censoring and counts against exact results."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from memlit.errors import NotEstimable
from memlit.statistics import (
    bootstrap_median,
    censored_lognormal,
    clopper_pearson,
    compare_bounds,
    compare_pair,
    extraction_error,
    median_bounds,
    median_interval_exact,
    mixed_model,
    paper_medians,
    perturb,
    rank_probabilities,
    relative_error,
)


def test_bootstrap_median_of_five_values_has_its_exact_distribution() -> None:
    """All 5^5 resamples of five values, enumerated, give the standard error of the median."""
    y = [0.0, 1.0, 4.0, 9.0, 16.0]
    every = np.array(list(itertools.product(range(5), repeat=5)))
    exact = np.median(np.array(y)[every], axis=1)
    sampled = bootstrap_median(y, n_resamples=20000, seed=1)
    assert sampled.se == pytest.approx(exact.std(), rel=0.03)
    given = bootstrap_median(y, indices=every)
    assert given.se == pytest.approx(exact.std(ddof=1), rel=1e-12)
    assert given.n_resamples == 3125


def test_percentiles_are_ordered_resampled_medians() -> None:
    """R = 39 resamples: the 2.5 % ends are the (39 + 1) x 0.025 = first and the last of the ordered medians."""
    rng = np.random.default_rng(4)
    y, indices = rng.normal(size=7), rng.integers(0, 7, size=(39, 7))
    medians = np.sort(np.median(y[indices], axis=1))
    result = bootstrap_median(y, indices=indices)
    assert (result.low, result.high) == pytest.approx((medians[0], medians[-1]))


def test_cluster_bootstrap_resamples_whole_papers() -> None:
    """Against a plain loop that concatenates the devices of the drawn papers."""
    rng = np.random.default_rng(9)
    papers = ["a", "b", "b", "c", "c", "c", "d", "e", "e"]
    y = rng.normal(size=9)
    indices = rng.integers(0, 5, size=(199, 5))
    members = [np.flatnonzero(np.array(papers) == name) for name in "abcde"]
    looped = np.sort([np.median(y[np.concatenate([members[code] for code in draw])]) for draw in indices])
    result = bootstrap_median(y, papers=papers, indices=indices)
    assert (result.k, result.n) == (5, 9)
    assert (result.low, result.high) == pytest.approx((looped[4], looped[-5]))
    assert result.se == pytest.approx(looped.std(ddof=1), rel=1e-12)


def test_bootstrap_repeats_with_its_seed_only() -> None:
    y = np.arange(12.0) ** 2
    assert bootstrap_median(y, seed=7) == bootstrap_median(y, seed=7)
    assert bootstrap_median(y, seed=7).se != bootstrap_median(y, seed=8).se


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
    assert ranks.mean_rank[0] == pytest.approx(2 - 498 / 729, abs=0.01)
    assert np.array(ranks.probability).sum(axis=0) == pytest.approx([1, 1])


def test_tied_classes_share_their_ranks() -> None:
    ranks = rank_probabilities([5, 5, 5, 5, 5, 5, 9, 9, 9], groups=list("aaabbbccc"), n_resamples=99)
    assert ranks.probability == ((0.5, 0.5, 0), (0.5, 0.5, 0), (0, 0, 1))
    assert ranks.mean_rank == (1.5, 1.5, 3)


def test_paper_medians_keep_a_paper_in_each_of_its_classes() -> None:
    values, papers, classes = paper_medians(
        [1, 3, 2, 8, 6], papers=["p", "p", "p", "p", "q"], groups=["v", "v", "v", "e", "e"]
    )
    assert list(zip(classes, papers, values, strict=True)) == [("e", "p", 8), ("e", "q", 6), ("v", "p", 2)]


def test_median_bounds_are_the_medians_of_the_ends() -> None:
    """Lower ends 0, 1, 2, 3, 4 and upper ends 1, 5, 2, inf, 6: medians 2 and 5."""
    bounds = median_bounds([0, 1, 2, 3, 4], [1, 5, 2, math.inf, 6])
    assert (bounds.lower, bounds.upper, bounds.identified) == (2, 5, True)
    assert bounds.low <= bounds.lower
    assert bounds.high >= bounds.upper


def test_median_of_credited_papers_is_bounded_only_with_more_than_half_known() -> None:
    """3 known of 5: the missing two may lie on one side, so the bounds are the extremes; 3 of 6 bound nothing."""
    known = median_bounds([1, 2, 3], [1, 2, 3], total=5)
    assert (known.lower, known.upper, known.identified) == (1, 3, True)
    half = median_bounds([1, 2, 3], [1, 2, 3], total=6)
    assert (half.lower, half.upper) == (-math.inf, math.inf)
    assert not half.identified
    assert "not identified" in half.note


def test_bounds_of_points_are_the_plain_bootstrap() -> None:
    y = np.random.default_rng(3).normal(size=15)
    bounds, plain = median_bounds(y, y, seed=5), bootstrap_median(y, seed=5)
    assert bounds.lower == bounds.upper == plain.estimate
    assert (bounds.low, bounds.high) == pytest.approx((plain.low, plain.high))


def test_two_papers_have_bounds_but_no_sampling_interval() -> None:
    bounds = median_bounds([1.0, 2.0], [1.0, 3.0])
    assert (bounds.lower, bounds.upper, bounds.low) == (1.5, 2.0, None)
    assert "2 papers" in bounds.note


def test_an_unbounded_paper_can_cost_the_upper_limit_only() -> None:
    high = [1.0, 2, 3, 4, math.inf, math.inf, math.inf]
    bounds = median_bounds([0.0] * 7, high)
    assert bounds.upper == 4
    assert bounds.high == math.inf
    assert bounds.low == 0


def test_rank_effect_corners_are_sharp() -> None:
    """x in [0, 3], [1, 1]; y in [2, 2], [4, 5]. Worst for X<Y: x = 3, 1, y = 2, 4: 3 of 4; best: all 4."""
    bounds = compare_bounds([0, 1], [3, 1], [2, 4], [2, 5])
    assert (bounds.lower, bounds.upper) == (0.75, 1.0)
    assert not bounds.holds


def test_decision_must_hold_at_both_corners() -> None:
    rng = np.random.default_rng(6)
    x, y = rng.normal(size=12), rng.normal(3, size=12)
    assert compare_bounds(x, x + 0.1, y, y + 0.1).holds
    vague = compare_bounds(x, x + 5, y, y + 0.1)
    assert compare_pair(x, y).p < 0.05
    assert not vague.holds
    assert vague.share < 1


def test_censored_fit_equals_survreg() -> None:
    """R's survival::survreg(Surv(., type = "interval2") ~ 1, dist = "gaussian") on log10 of the values."""
    fit = censored_lognormal(
        [1.2, 3.4, 0.5, 2.2, 8.1, 0.5, 4.4, 12.0, 0.9, 6.0], ["=", "=", "<", "=", ">", "<", "=", "=", "=", "="]
    )
    expected = (0.339394702084, 0.638959620133, 0.208990686372, -9.994251916627)
    assert (fit.estimate, fit.sd, fit.se, fit.log_likelihood) == pytest.approx(expected, abs=1e-11)
    assert fit.sd_se / fit.sd == pytest.approx(0.290635227096, abs=1e-11)
    assert (fit.exact, fit.left, fit.right) == (7, 2, 1)


def test_without_censoring_the_likelihood_is_the_normal_one() -> None:
    """Mean and SD with divisor n: 10, 100, 1000 on log10 are 1, 2, 3, SD sqrt(2/3), se SD/sqrt(3)."""
    fit = censored_lognormal([10, 100, 1000], ["="] * 3)
    assert (fit.estimate, fit.sd) == pytest.approx((2, math.sqrt(2 / 3)))
    assert fit.se == pytest.approx(math.sqrt(2 / 9))


def test_clopper_pearson_as_published() -> None:
    """R's binom.test(682, 925): [0.7076683, 0.7654066]; no error in 32, 256, 512: below 8.9, 1.2, 0.58 %
    (one-sided)."""
    interval = clopper_pearson(682, 925)
    assert (interval.low, interval.high) == pytest.approx((0.7076683, 0.7654066), abs=5e-8)
    for n in (32, 256, 512):
        assert clopper_pearson(0, n, side="upper").high == pytest.approx(1 - 0.05 ** (1 / n), rel=1e-12)
    assert clopper_pearson(0, 10).low == 0
    assert clopper_pearson(10, 10).high == 1


def test_mixed_model_of_the_dyestuff_data() -> None:
    """Bates et al., J. Stat. Softw. 2015, 67(1): batch variance 1764.05, residual 2451.25, intercept 1527.5
    (19.383)."""
    batches = (
        (1545, 1440, 1440, 1520, 1580),
        (1540, 1555, 1490, 1560, 1495),
        (1595, 1550, 1605, 1510, 1560),
        (1445, 1440, 1595, 1465, 1545),
        (1595, 1630, 1515, 1635, 1625),
        (1520, 1455, 1450, 1480, 1445),
    )
    y = [value for batch in batches for value in batch]
    model = mixed_model(y, np.ones((30, 1)), papers=np.repeat(list("ABCDEF"), 5))
    assert (model.between, model.within) == pytest.approx((1764.05, 2451.25), rel=1e-4)
    assert model.icc == pytest.approx(1764.05 / (1764.05 + 2451.25), rel=1e-4)
    assert model.coefficients.estimate[0] == pytest.approx(1527.5)
    assert model.coefficients.se[0] == pytest.approx(19.383, abs=5e-4)
    # Of batches of one size REML is the analysis of variance, whose digits no search has to find.
    means = [sum(batch) / 5 for batch in batches]
    within = sum((value - mean) ** 2 for batch, mean in zip(batches, means, strict=True) for value in batch) / 24
    between = sum((mean - 1527.5) ** 2 for mean in means) / 5 - within / 5
    assert (model.between, model.within) == pytest.approx((between, within), rel=1e-12)


def test_extraction_error_by_hand() -> None:
    """Ratios 1, 3, 0.1 and 2: above a factor 2 two, ten or more one; |log10| 0, .477, 1, .301: median .389."""
    error = extraction_error([1, 3, 1, 4], [1, 1, 10, 2])
    assert (error.k, error.above_2, error.above_10) == (4, 2, 1)
    assert error.median_absolute == pytest.approx((math.log10(3) + math.log10(2)) / 2)
    squares = math.log10(3) ** 2 + 1 + math.log10(2) ** 2
    assert error.reading_sd == pytest.approx(math.sqrt(squares / 4 / 2))


def test_perturbed_inputs_have_the_stated_spread() -> None:
    """Rounding: uniform, SD half/sqrt(3) within the digit; digitization: SD in decades; readings: ratio
    over sqrt(2)."""
    rounded = perturb([1.2], half_digit=0.05, n=20000)
    assert np.abs(rounded - 1.2).max() <= 0.05
    assert rounded.std() == pytest.approx(0.05 / math.sqrt(3), rel=0.02)
    assert np.log10(perturb([5.0], log10_sd=0.03, n=20000)).std() == pytest.approx(0.03, rel=0.03)
    drawn = np.log10(perturb([5.0], log_ratios=[0.3], n=200)) - math.log10(5)
    assert np.unique(np.round(np.abs(drawn), 12)) == pytest.approx([0.3 / math.sqrt(2)])


def test_relative_error_of_an_energy() -> None:
    """E = V^2 G t with 3 %, 4 % and 0: sqrt(6^2 + 4^2) = 7.211 %."""
    assert relative_error([2, 1, 1], [0.03, 0.04, 0.0]) == pytest.approx(math.sqrt(52) / 100)


@pytest.mark.parametrize(
    "call",
    [
        lambda: bootstrap_median([1.0, 2.0]),
        lambda: bootstrap_median([1.0, 1.0, 1.0]),
        lambda: bootstrap_median([1.0, 2.0, math.nan]),
        lambda: bootstrap_median([1.0, 2.0, 3.0], papers=["p", "p", "q"]),
        lambda: bootstrap_median([1.0, 2.0, 3.0], papers=["p", "q"]),
        lambda: bootstrap_median([1.0, 2.0, 3.0], level=95),
        lambda: bootstrap_median([1.0, 2.0, 3.0], indices=[[0, 1, 3]]),
        lambda: median_interval_exact([1.0, 2, 3, 4, 5]),
        lambda: rank_probabilities([1.0, 2, 3], groups=list("aaa")),
        lambda: rank_probabilities([1.0, 2, 3, 4, 5], groups=list("aaabb")),
        lambda: median_bounds([], []),
        lambda: median_bounds([2.0], [1.0]),
        lambda: median_bounds([math.nan], [1.0]),
        lambda: median_bounds([1.0, 2.0, 3.0], [1.0, 2.0, 3.0], total=2),
        lambda: compare_bounds([1.0], [1.0], [1.0, 2.0], [1.0, 2.0]),
        lambda: censored_lognormal([1.0, 1.0], ["=", "="]),
        lambda: censored_lognormal([1.0, 2.0], ["<", "<"]),
        lambda: censored_lognormal([0.0, 2.0], ["=", "="]),
        lambda: censored_lognormal([1.0, 2.0], ["=", "~"]),
        lambda: clopper_pearson(1, 0),
        lambda: clopper_pearson(3, 2),
        lambda: mixed_model([1.0, 2, 3, 4], np.ones((4, 1)), papers=list("abcd")),
        lambda: extraction_error([1.0, 0.0], [1.0, 1.0]),
        lambda: perturb([1.0], half_digit=1.0),
        lambda: relative_error([1.0], [-0.1]),
    ],
)
def test_what_cannot_be_estimated_is_refused(call) -> None:
    with pytest.raises(NotEstimable, match=r"^[\w ()]+: .+; .+"):
        call()
