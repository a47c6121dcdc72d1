"""Errors of inputs, medians, permutations and adjusted pairs against plain loops and scipy."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from memlit.errors import NotEstimable
from memlit.statistics import (
    compare_pair,
    compare_pairs,
    extraction_error,
    median_interval_exact,
    permute_papers,
    perturb,
    rank_probabilities,
)
from memlit.statistics.readers.agreement import cohen_kappa
from numpy.typing import NDArray
from scipy import stats


def test_measured_ratios_are_drawn_over_root_two_with_either_sign() -> None:
    decades = perturb([0.3], shape=(400, 3), rng=np.random.default_rng(1))
    assert np.abs(decades) == pytest.approx(np.full((400, 3), 0.3 / math.sqrt(2)))
    assert 0.4 < (decades > 0).mean() < 0.6


@pytest.mark.parametrize(
    "call",
    [
        lambda: extraction_error([1.0], [1.0]),
        lambda: extraction_error([1.0, 0.0], [1.0, 1.0]),
        lambda: extraction_error([1.0, 1.0], [1.0, 0.0]),
    ],
)
def test_inputs_that_say_nothing_are_refused(call) -> None:
    with pytest.raises(NotEstimable):
        call()


def test_disagreement_of_two_readings_at_its_limits() -> None:
    """Ratios 2 and 10 exactly, 2.1, 9.9, 1: above 2 are 10, 2.1, 9.9; a factor of 10 or more is 10 alone."""
    found = extraction_error([2.0, 10.0, 2.1, 9.9, 1.0], [1.0] * 5)
    ratios = np.log10([1.0, 2.0, 2.1, 9.9, 10.0])
    assert (found.k, found.above_2, found.at_least_2, found.above_10) == (5, 3, 4, 1)
    assert found.median_absolute == pytest.approx(ratios[2])
    assert found.reading_sd == pytest.approx(math.sqrt((ratios**2).mean() / 2))


def test_median_of_six_has_their_extremes_as_ends() -> None:
    y = [5.0, 1.0, 2.0, 9.0, 4.0, 7.0]
    exact = median_interval_exact(y)
    assert (exact.k, exact.estimate, exact.low, exact.high) == (6, 4.5, 1, 9)


def test_ranks_of_separated_classes_are_certain() -> None:
    y = [1.0, 2, 3, 11, 12, 13, 21, 22, 23]
    found = rank_probabilities(y, groups=list("aaabbbccc"), n_resamples=99)
    assert found.probability == ((1, 0, 0), (0, 1, 0), (0, 0, 1))
    for wrong in (list("aaaaaaaaa"), list("aaaabbbcc")):
        with pytest.raises(NotEstimable):
            rank_probabilities(y, groups=wrong, n_resamples=99)


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
    order = sorted(tested.values(), key=lambda pair: pair.p or 0)
    adjusted = np.maximum.accumulate([min(1.0, (3 - rank) * (pair.p or 0)) for rank, pair in enumerate(order)])
    assert [pair.p_adjusted for pair in order] == pytest.approx(list(adjusted))
    assert all(found[key].p_adjusted is None for key in found if "d" in key)


@pytest.mark.parametrize("statistic", ["welch", "kruskal"])
@pytest.mark.parametrize("sizes", [(3, 4), (2, 2, 3)])
def test_permuted_statistic_by_enumeration(statistic: str, sizes: tuple[int, ...]) -> None:
    """Every labelling, with the statistic as scipy or numpy computes it; ties in the values."""
    y = np.array([1.0, 2.5, 2.5, 7.0, 4.0, 9.0, 6.5])
    labels = np.repeat(list("abc")[: len(sizes)], sizes)

    def compute(order: NDArray[np.str_]) -> float:
        parts = [y[order == name] for name in np.unique(labels)]
        if statistic == "kruskal":
            return float(stats.kruskal(*parts).statistic)
        if any(np.ptp(part) == 0 for part in parts):
            return math.inf
        return float(stats.f_oneway(*parts, equal_var=False).statistic)

    every = [compute(np.array(order)) for order in set(itertools.permutations(labels.tolist()))]
    observed = compute(labels)
    found = permute_papers(y, groups=labels, statistic=statistic)
    assert found.statistic == pytest.approx(observed)
    assert found.p == pytest.approx(sum(one >= observed * (1 - 1e-9) for one in every) / len(every))
    assert found.k == 7
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


def test_kappa_by_hand() -> None:
    """Three of four agree; chance 2/4 x 3/4 + 2/4 x 1/4 = 1/2: kappa (3/4 - 1/2)/(1/2)."""
    assert cohen_kappa(list("aabb"), list("aaab")) == pytest.approx(0.5)
    assert cohen_kappa(list("ab"), list("ba")) == pytest.approx(-1)
    assert cohen_kappa(["a"], ["a"]) is None
    assert cohen_kappa([], []) is None
