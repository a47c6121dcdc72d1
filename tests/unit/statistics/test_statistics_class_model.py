"""The model of classes against the same integrals written with matrices, and by what must hold whatever the numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest
from memlit.errors import NotEstimable
from memlit.statistics import ClassModel
from scipy import stats

Y = (-9.0, -8.2, -7.1, -10.5, -11.0, -10.1, -9.4)
GROUPS = ("A", "A", "A", "B", "B", "B", "C")
LABORATORIES = ("a", "a", "b", "c", "d", "e", "f")


def model(
    low: Sequence[float] = Y, high: Sequence[float] | None = None, spread: float = 1.0, error: float = 0.5
) -> ClassModel:
    upper = low if high is None else high
    return ClassModel(low, upper, groups=GROUPS, laboratories=LABORATORIES, spread_of_classes=spread, error=error)


def by_matrices(group: str, spread: float, error: float, seed: int = 1) -> np.ndarray:
    """Draws of the median of a class: spreads from their priors, weighed by the normal likelihood with a flat centre.

    Given the spreads all values and the median are jointly normal (Gelman et al., Bayesian Data Analysis, ch. 14).
    """
    rng = np.random.default_rng(seed)
    y, n = np.array(Y), len(Y)
    same_class = np.equal.outer(GROUPS, GROUPS)
    same_laboratory = np.equal.outer(LABORATORIES, LABORATORIES) & same_class
    own = np.array([name == group for name in GROUPS])
    draws, weights = [], []
    for s_lab, s_paper in np.abs(rng.standard_normal((4_000, 2))):
        covariance = spread**2 * same_class + s_lab**2 * same_laboratory + (s_paper**2 + error**2) * np.eye(n)
        inverse = np.linalg.inv(covariance)
        information = inverse.sum()
        centre = inverse.sum(axis=0) @ y / information
        residual = y - centre
        weights.append(
            math.exp(-residual @ inverse @ residual / 2) / math.sqrt(np.linalg.det(covariance) * information)
        )
        lean = spread**2 * own @ inverse
        mean = centre + lean @ residual
        variance = spread**2 - spread**2 * lean @ own + (1 - lean.sum()) ** 2 / information
        draws.append(rng.normal(mean, math.sqrt(variance), 20))
    chosen = rng.choice(len(draws), 200_000, p=np.array(weights) / sum(weights))
    return np.array(draws)[chosen, rng.integers(0, 20, chosen.size)]


@pytest.mark.parametrize(("group", "spread", "error"), [("A", 1.0, 0.5), ("B", 2.5, 0.7), ("C", 0.4, 0.3)])
def test_the_quadrature_gives_the_posterior_of_the_normal_model(group: str, spread: float, error: float) -> None:
    drawn = np.quantile(by_matrices(group, spread, error), (0.5, 0.025, 0.975))
    found = model(spread=spread, error=error).median(group)
    assert (found.median, found.low, found.high) == pytest.approx(drawn, abs=0.06)


def test_classes_with_the_same_values_are_as_likely_below_as_above() -> None:
    same = ClassModel(
        [-9, -8, -7] * 2, [-9, -8, -7] * 2, groups=["A"] * 3 + ["B"] * 3, laboratories=["a", "b", "c"] * 2,
        spread_of_classes=1.0,
    )  # fmt: skip
    assert same.below("A", "B") == pytest.approx(0.5)
    other = model()
    assert other.below("A", "B") + other.below("B", "A") == pytest.approx(1)
    assert other.below("B", "A") > 0.8


def test_the_probability_is_that_of_the_normal_model() -> None:
    """Drawn with the same centre and spreads, so the medians of both classes must be drawn together."""
    rng = np.random.default_rng(3)
    y, spread, error = np.array(Y), 1.0, 0.5
    same_class = np.equal.outer(GROUPS, GROUPS)
    same_laboratory = np.equal.outer(LABORATORIES, LABORATORIES) & same_class
    contrast = np.array([{"A": 1.0, "B": -1.0}.get(name, 0.0) for name in GROUPS])
    total = weighed = 0.0
    for s_lab, s_paper in np.abs(rng.standard_normal((4_000, 2))):
        covariance = spread**2 * same_class + s_lab**2 * same_laboratory + (s_paper**2 + error**2) * np.eye(len(y))
        inverse = np.linalg.inv(covariance)
        information = inverse.sum()
        residual = y - inverse.sum(axis=0) @ y / information
        weight = math.exp(-residual @ inverse @ residual / 2) / math.sqrt(np.linalg.det(covariance) * information)
        lean = spread**2 * contrast @ inverse
        variance = 2 * spread**2 - spread**2 * lean @ contrast + lean.sum() ** 2 / information
        weighed += weight * stats.norm.cdf(-(lean @ residual) / math.sqrt(variance))
        total += weight
    assert model().below("A", "B") == pytest.approx(weighed / total, abs=0.01)


def test_a_bound_that_says_nothing_changes_nothing_and_a_tight_one_is_a_point() -> None:
    known = model().median("B")
    low = (*Y[:5], -math.inf, Y[6])
    nothing = ClassModel(
        [*Y[:5], Y[6]], [*Y[:5], Y[6]], groups=[*GROUPS[:5], "C"], laboratories=[*LABORATORIES[:5], "f"],
        spread_of_classes=1.0, error=0.5,
    )  # fmt: skip
    far = model(low, (*Y[:5], 20.0, Y[6]))
    assert far.median("B").median == pytest.approx(nothing.median("B").median, abs=0.02)
    tight = model((*Y[:5], Y[5] - 0.01, Y[6]), (*Y[:5], Y[5] + 0.01, Y[6]))
    assert tight.median("B").median == pytest.approx(known.median, abs=0.01)
    # An upper end far below the others pulls the class down.
    pulled = model(low, (*Y[:5], -14.0, Y[6]))
    assert pulled.median("B").median < known.median - 0.5


def test_a_new_device_is_less_sure_than_the_median_and_a_class_without_values_is_its_prior() -> None:
    found = model()
    median, device = found.median("A"), found.new_device("A")
    assert device.low < median.low < median.high < device.high
    assert found.median("never measured") == found.prior("never measured")
    # The other classes alone do not lean on the values of the class.
    moved = model((-5.0, -4.2, -3.1, *Y[3:]))
    assert moved.prior("A").median == pytest.approx(found.prior("A").median, abs=0.02)


def test_a_wider_prior_leaves_more_to_the_values_of_the_class() -> None:
    narrow, wide = (model(spread=spread).median("A").median for spread in (0.4, 2.5))
    assert narrow < wide
    assert wide == pytest.approx(np.mean([np.mean(Y[:2]), Y[2]]), abs=0.3)


def without(laboratory: str) -> ClassModel:
    """The model of the values that the other laboratories printed."""
    kept = [place for place, name in enumerate(LABORATORIES) if name != laboratory]
    values = [Y[place] for place in kept]
    return ClassModel(
        values, values, groups=[GROUPS[place] for place in kept], laboratories=[LABORATORIES[place] for place in kept],
        spread_of_classes=1.0, error=0.5,
    )  # fmt: skip


def test_a_laboratory_left_out_is_one_that_never_printed() -> None:
    left = without("b")
    _, of_b = model().medians_without_one("A")
    assert of_b.median == pytest.approx(left.median("A").median, abs=0.02)
    shares = model().below_without_one("A", "B")
    assert len(shares) == 5
    assert shares[1] == pytest.approx(left.below("A", "B"), abs=0.005)


def test_a_laboratory_of_the_other_class_is_left_out_as_well() -> None:
    left = without("e")
    assert model().below_without_one("A", "B")[4] == pytest.approx(left.below("A", "B"), abs=0.005)


def test_very_many_laboratories_leave_a_likelihood_among_floats() -> None:
    """200 densities of 4e-5 each have a product below the least float; values that say nothing leave the prior."""
    n = 200
    wide = ClassModel(
        [-9.0] * n, [-9.0] * n, groups=["A", "B"] * (n // 2), laboratories=list(range(n)), spread_of_classes=1.0,
        error=1e4,
    )  # fmt: skip
    assert wide.below("A", "B") == pytest.approx(0.5)
    assert wide.below_without_one("A", "B") == pytest.approx([0.5] * n, abs=0.01)


def test_one_more_paper_narrows_most_where_least_is_known() -> None:
    found = model()

    def narrowing(group: str, laboratory: str | None = None) -> float:
        now = found.median(group)
        return now.high - now.low - found.width_after_paper(group, laboratory)

    assert narrowing("C") > narrowing("B") > 0
    # A laboratory that has printed already tells less of its class than a new one.
    assert narrowing("A") > narrowing("A", "a")
    # A value that is known within tight ends has little left to tell.
    tight = model((*Y[:6], -9.41), (*Y[:6], -9.39))
    now = tight.median("C")
    assert now.high - now.low - tight.width_after_paper("C", "f", (-9.41, -9.39)) < 0.3 * narrowing("C")


@pytest.mark.parametrize(
    ("low", "high", "spread", "words"),
    [
        ([1.0, math.nan], [1.0, 2.0], 1.0, "end of a value"),
        ([-math.inf, -math.inf], [math.inf, math.inf], 1.0, "no end"),
        ([2.0, 1.0], [1.0, 1.0], 1.0, "above its upper"),
        ([1.0, 1.0], [1.0, 1.0], 0.0, "not above zero"),
    ],
)
def test_what_is_no_sample_is_refused(low: list[float], high: list[float], spread: float, words: str) -> None:
    with pytest.raises(NotEstimable, match=words):
        ClassModel(low, high, groups=["A", "B"], laboratories=["a", "b"], spread_of_classes=spread)
