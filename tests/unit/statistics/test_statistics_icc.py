"""The intraclass correlation of a mixed model with its interval, against the exact one of balanced groups."""

from __future__ import annotations

import numpy as np
import pytest
from memlit.statistics import mixed_model
from scipy.stats import f


def groups(between: float, sizes: list[int], seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    papers = np.repeat(np.arange(len(sizes)), sizes)
    return between * rng.standard_normal(len(sizes))[papers] + rng.standard_normal(papers.size), papers


@pytest.mark.parametrize("between", [0.5, 1.0, 2.0])
def test_balanced_groups_have_nearly_the_exact_interval(between: float) -> None:
    """Searle, Linear Models 1971, 9.9: of k groups of n, F = MSB/MSW over the quantiles of its distribution."""
    k, n = 60, 4
    y, papers = groups(between, [n] * k, 3)
    table = y.reshape(k, n)
    ratio = n * table.mean(axis=1).var(ddof=1) / table.var(axis=1, ddof=1).mean()
    ends = [ratio / f.ppf(q, k - 1, k * (n - 1)) for q in (0.975, 0.025)]
    exact = [(end - 1) / (end + n - 1) for end in ends]
    found = mixed_model(y, np.ones((k * n, 1)), papers=papers)
    assert (found.icc_low, found.icc_high) == pytest.approx(exact, abs=0.02)
    assert found.icc_low < found.icc < found.icc_high


def test_few_papers_with_several_rows_say_nearly_nothing() -> None:
    """Six of 167 papers with two rows: the interval spans more than half of what is possible."""
    y, papers = groups(1.0, [2] * 6 + [1] * 161, 5)
    found = mixed_model(y, np.ones((y.size, 1)), papers=papers)
    assert found.icc_high - found.icc_low > 0.5


def test_at_its_boundary_the_interval_begins_at_zero() -> None:
    y, papers = groups(0.0, [3] * 20, 11)
    found = mixed_model(y - y.mean(), np.ones((60, 1)), papers=papers)
    assert found.icc_low == 0.0
    assert 0.0 < found.icc_high < 0.5
