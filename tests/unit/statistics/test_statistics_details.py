"""Bounds, notes and derived numbers of the statistics, each worked by hand or by a library that computes it too."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from memlit.errors import NotEstimable
from memlit.statistics import (
    compare_pair,
    leave_one_paper_out,
    median_interval_exact,
    permute_papers,
)
from scipy import stats

Y = [1.2, 0.8, 2.1, 3.3, 2.2, 1.9, 0.4, -0.3, 1.1, 2.7, 3.9, 4.2]
PAPERS = list("aabbbcddeeff")


def test_refusals_say_what_would_do() -> None:
    with pytest.raises(NotEstimable, match="5 values give no 95 % interval"):
        median_interval_exact(range(5))


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
    assert {part.paper for part in found} == wanted


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
