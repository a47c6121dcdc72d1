"""Cluster-robust inference against R's clubSandwich and PyMARE."""

from __future__ import annotations

import math

import numpy as np
import pytest
from memlit.errors import NotEstimable
from memlit.statistics import class_design, cluster_robust, tau2_reml

Y = np.array([1.2, 0.8, 2.1, 3.3, 2.2, 1.9, 0.4, -0.3, 1.1, 2.7, 3.9, 4.2, 2.5, 1.6, 0.2, 2.8, 3.1, 1.4])
PAPERS = [1, 1, 2, 2, 2, 3, 4, 4, 5, 6, 6, 6, 7, 8, 8, 9, 10, 10]
CLASSES = list("aaaababbbcccccbacb")
V = np.array([0.1, 0.2, 0.15, 0.3, 0.25, 0.12, 0.4, 0.22, 0.18, 0.09, 0.3, 0.2, 0.1, 0.15, 0.2, 0.3, 0.25, 0.2])
DESIGN, NAMES = class_design(CLASSES)


def test_cr2_equals_clubsandwich() -> None:
    """clubSandwich 0.5.11: coef_test(lm(y ~ class), vcovCR(., "CR2")) SE, df and p of class b."""
    fit = cluster_robust(Y, DESIGN, papers=PAPERS, names=NAMES)
    assert fit.names == ("intercept", "b", "c")
    assert (fit.se[1], fit.df[1], fit.p[1]) == pytest.approx((0.5681164373, 5.1873198847, 0.0897030104), abs=6e-11)


def test_meta_regression_with_clusters_equals_clubsandwich() -> None:
    """clubSandwich 0.5.11 on metafor's rma(y, v, mods = ~ class): tau2, estimate, SE, df and p of class c."""
    tau2 = tau2_reml(Y, V, DESIGN)
    fit = cluster_robust(Y, DESIGN, papers=PAPERS, v=V + tau2)
    assert tau2 == pytest.approx(0.6419921164, abs=6e-11)
    found = (fit.estimate[2], fit.se[2], fit.df[2], fit.p[2])
    expected = (0.9897532352, 0.7122053565, 4.8819927180, 0.2246583307)
    assert found == pytest.approx(expected, abs=6e-10)


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_cr2_agrees_with_pymare() -> None:
    from pymare.estimators import WeightedLeastSquares

    model = WeightedLeastSquares(tau2=0.0)
    model.fit(Y[:, None], DESIGN, v=np.ones((Y.size, 1)), g=np.array(PAPERS))
    ours = cluster_robust(Y, DESIGN, papers=PAPERS)
    theirs = np.sqrt(np.diag(np.squeeze(model.params_["inv_cov"])))
    assert ours.se == pytest.approx(theirs, rel=1e-10)


def test_digits_do_not_depend_on_the_order_of_the_sums() -> None:
    """A slope near zero is a small difference of large sums, and each processor adds in an order of its own."""
    rng = np.random.default_rng(3)
    papers = np.arange(70) // 2
    design = np.column_stack([np.ones(70), (rng.integers(2000, 2021, 70) - 2010) / 10])
    noise = rng.normal(7, 2, 70)
    y = noise - (np.linalg.lstsq(design, noise, rcond=None)[0][1] - 0.0005) * design[:, 1]
    digits = set()
    for seed in range(40):
        order = np.random.default_rng(seed).permutation(70)
        fit = cluster_robust(y[order], design[order], papers=papers[order])
        numbers = (fit.estimate[1], fit.low[1], fit.high[1], fit.p[1])
        digits.add(tuple(f"{number:.12g}" for number in numbers))
    assert len(digits) == 1


def test_one_value_a_paper_makes_cr2_the_welch_test() -> None:
    """With two classes of single papers CR2 gives Welch's t: difference, sqrt(s1^2/n1 + s2^2/n2), Student's
    sleep data."""
    first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
    second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    design, _ = class_design(["x"] * 10 + ["y"] * 10)
    fit = cluster_robust(first + second, design, papers=list(range(20)))
    assert fit.estimate[1] == pytest.approx(1.58)
    assert fit.estimate[1] / fit.se[1] == pytest.approx(1.8608, abs=5e-5)


def test_scale_of_the_values_does_not_matter() -> None:
    plain, scaled = (cluster_robust(Y * scale, DESIGN, papers=PAPERS, v=V * scale**2) for scale in (1.0, 1e-9))
    assert scaled.p == pytest.approx(plain.p, rel=1e-9)
    assert scaled.df == pytest.approx(plain.df, rel=1e-9)


@pytest.mark.parametrize(
    "call",
    [
        lambda: cluster_robust([], np.ones((0, 1)), papers=[]),
        lambda: cluster_robust([1.0, 2.0, 3.0], np.ones((3, 1)), papers=["p", "p", "p"]),
        lambda: cluster_robust([1.0, math.nan, 3.0], np.ones((3, 1)), papers=["p", "q", "q"]),
        lambda: cluster_robust([1.0, 1.0, 1.0], np.ones((3, 1)), papers=["p", "q", "q"]),
        lambda: cluster_robust([1.0, 2.0, 3.0], np.ones((3, 2)), papers=["p", "q", "q"]),
        lambda: cluster_robust([1.0, 2.0, 3.0], np.ones((2, 1)), papers=["p", "q", "q"]),
        lambda: cluster_robust([1.0, 2.0, 3.0], np.ones((3, 1)), papers=["p", "q", "q"], v=[1.0, 1.0, 0.0]),
        lambda: class_design(list("ab"), reference="z"),
    ],
)
def test_what_cannot_be_estimated_is_refused(call) -> None:
    with pytest.raises(NotEstimable):
        call()
