"""Every field of a result, against enumeration or scipy."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from memlit.errors import NotEstimable
from memlit.statistics import (
    brown_forsythe,
    brunner_munzel,
    clopper_pearson,
    fligner,
    hodges_lehmann,
    mann_whitney_exact,
)
from numpy.typing import NDArray
from scipy import stats

RNG = np.random.default_rng(11)
X, Y = RNG.normal(0, 1, 9), RNG.normal(0.8, 1.5, 7)
COARSE_X, COARSE_Y = np.round(X), np.round(Y)
LEVELS = pytest.mark.parametrize("level", [0.8, 0.95])


@LEVELS
@pytest.mark.parametrize(("x", "y"), [(X, Y), (Y, X), (COARSE_X, COARSE_Y)])
def test_brunner_munzel_in_full(x: NDArray[np.float64], y: NDArray[np.float64], level: float) -> None:
    """Ranks of Brunner and Munzel (2000), as in scipy; the logit interval by the delta method."""
    found = brunner_munzel(x, y, level=level)
    theirs = stats.brunnermunzel(x, y)
    whole, n, m = stats.rankdata([*x, *y]), x.size, y.size
    effect = (whole[n:].mean() - (m + 1) / 2) / n
    within = [whole[:n] - stats.rankdata(x), whole[n:] - stats.rankdata(y)]
    parts = [within[0].var(ddof=1) / (m**2 * n), within[1].var(ddof=1) / (n**2 * m)]
    se = math.sqrt(sum(parts))
    df = sum(parts) ** 2 / (parts[0] ** 2 / (n - 1) + parts[1] ** 2 / (m - 1))
    assert (found.k, found.level) == (n + m, level)
    assert (found.estimate, found.se, found.df) == pytest.approx((effect, se, df), rel=1e-10)
    assert abs(found.statistic or 0) == pytest.approx(abs(theirs.statistic), rel=1e-10)
    assert found.p == pytest.approx(theirs.pvalue, rel=1e-9)
    tail = (1 + level) / 2
    logit, half = math.log(effect / (1 - effect)), stats.norm.ppf(tail) * se / (effect * (1 - effect))
    ends = tuple(1 / (1 + math.exp(-(logit + sign * half))) for sign in (-1, 1))
    assert (found.low, found.high) == pytest.approx(ends, rel=1e-9)


def enumerated(x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[float, list[float]]:
    """U of x and its values over all choices of the first sample, midranks kept."""
    ranks, n = stats.rankdata([*x, *y]), x.size
    offset = n * (n + 1) / 2
    every = [sum(ranks[list(chosen)]) - offset for chosen in itertools.combinations(range(ranks.size), n)]
    return float(ranks[:n].sum() - offset), every


@pytest.mark.parametrize(("n", "m"), [(1, 4), (2, 3), (3, 3), (4, 5), (6, 3)])
@pytest.mark.parametrize("kind", ["distinct", "tied", "apart", "far apart"])
def test_mann_whitney_by_enumeration(n: int, m: int, kind: str) -> None:
    rng = np.random.default_rng(10 * n + m)
    x, y = rng.normal(size=n), rng.normal(0.5, 1, size=m)
    if kind == "tied":
        x, y = np.round(x), np.round(y)
    if kind == "apart":
        y = y - 100
    if kind == "far apart":
        y = y + 100
    u, every = enumerated(x, y)
    centre = n * m / 2
    p = sum(abs(one - centre) >= abs(u - centre) - 1e-9 for one in every) / len(every)
    found = mann_whitney_exact(x, y)
    assert (found.statistic, found.estimate, found.p) == pytest.approx((u, 1 - u / (n * m), p), rel=1e-10)
    assert found.k == n + m
    assert bool(found.note) == (np.unique([*x, *y]).size < n + m)


@LEVELS
@pytest.mark.parametrize(("n", "m"), [(4, 5), (5, 5), (6, 4), (3, 7), (2, 2)])
def test_shift_by_enumeration(n: int, m: int, level: float) -> None:
    """The interval as R's wilcox.test: the q-th smallest and largest difference, q the alpha/2 quantile of U, at least
    1."""
    rng = np.random.default_rng(n + m)
    x, y = rng.normal(1, 1, n), rng.normal(size=m)
    _, every = enumerated(x, y)
    alpha = 1 - level
    share = [sum(one <= q for one in every) / len(every) for q in range(n * m + 1)]
    found = hodges_lehmann(x, y, level=level)
    differences = np.sort((x[:, None] - y).ravel())
    assert (found.k, found.level) == (n + m, level)
    assert found.estimate == pytest.approx(np.median(differences))
    if share[0] > alpha / 2 + 1e-12:
        assert (found.low, found.high) == (None, None)
        assert "no exact interval" in found.note
        return
    q = max(1, next(q for q, cumulative in enumerate(share) if cumulative >= alpha / 2 - 1e-12))
    assert (found.low, found.high) == pytest.approx((differences[q - 1], differences[n * m - q]))
    assert found.note == f"achieved level {1 - 2 * share[q - 1]:.4f}"


def test_shift_of_large_samples_takes_the_normal_law_of_u() -> None:
    """Hollander and Wolfe 4.3: rank floor(nm/2 - z sqrt(nm(n + m + 1)/12)) = floor(7200 - 1.95996 x 537.773) = 6145."""
    rng = np.random.default_rng(0)
    x, y = rng.normal(0.3, 1, 120), rng.normal(size=120)
    found = hodges_lehmann(x, y)
    differences = np.sort((x[:, None] - y).ravel())
    assert (found.low, found.high) == (differences[6145 - 1], differences[14400 - 6145])
    with pytest.raises(NotEstimable, match="120 and 120 values are too many"):
        mann_whitney_exact([*x, 0.0][:120], [*y[:119], y[0]])


@LEVELS
@pytest.mark.parametrize(("count", "n"), [(0, 5), (1, 5), (5, 5), (3, 8), (0, 1), (1, 1)])
def test_clopper_pearson_agrees_with_scipy(count: int, n: int, level: float) -> None:
    test = stats.binomtest(count, n).proportion_ci(level, method="exact")
    found = clopper_pearson(count, n, level=level)
    assert (found.k, found.estimate, found.level) == (n, count / n, level)
    assert (found.low, found.high) == pytest.approx((test.low, test.high), abs=1e-12)


@pytest.mark.parametrize(("count", "n"), [(-1, 5), (6, 5), (0, 0)])
def test_counts_that_are_no_share_are_refused(count: int, n: int) -> None:
    with pytest.raises(NotEstimable):
        clopper_pearson(count, n)


@pytest.mark.parametrize("shift", [-20.0, 0.0, 7.0])
def test_tests_of_spread_agree_with_scipy_wherever_the_classes_lie(shift: float) -> None:
    y = np.concatenate([X + shift, Y, COARSE_X - shift])
    labels = ["a"] * X.size + ["b"] * Y.size + ["c"] * COARSE_X.size
    parts = (X + shift, Y, COARSE_X - shift)
    for ours, theirs in (
        (fligner(y, groups=labels), stats.fligner(*parts)),
        (brown_forsythe(y, groups=labels), stats.levene(*parts, center="median")),
    ):
        assert (ours.statistic, ours.p) == pytest.approx((theirs.statistic, theirs.pvalue), rel=1e-9)
        assert (ours.k, ours.df) == (25, 2)
