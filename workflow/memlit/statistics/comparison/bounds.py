"""Partial identification: rank effects of papers known only as intervals.

A paper has [low, high]; a point has low = high, an unknown upper end is inf, an unknown lower end -inf (or 0 on a scale
of positive values). Ends enter as ranks, so infinite ends do too. Manski, Partial Identification of Probability
Distributions (2003), ch. 1.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import ArrayLike

from memlit.errors import NotEstimable, certain
from memlit.statistics import checks
from memlit.statistics.checks import FloatArray
from memlit.statistics.comparison.decisions import PAPERS_FOR_T, compare_pair
from memlit.statistics.comparison.pairs import placement
from memlit.statistics.results import Pair

ASSIGNMENTS = 200


@dataclass(frozen=True, kw_only=True)
class PairBounds:
    """A pair of classes known as intervals: sharp bounds of P(X<Y) + P(X=Y)/2, p at the corners, and whether the
    decision holds.

    holds: the test rejects in one direction at both corners and in all random assignments; p_largest: the
    largest p met.
    """

    lower: float
    upper: float
    p_lower: float
    p_upper: float
    p_largest: float
    share: float
    holds: bool


def compare_bounds(
    x_low: ArrayLike,
    x_high: ArrayLike,
    y_low: ArrayLike,
    y_high: ArrayLike,
    *,
    alpha: float = 0.05,
    assignments: int = ASSIGNMENTS,
    seed: int = 0,
    n_permutations: int = 9999,
    permute_below: int = PAPERS_FOR_T,
) -> PairBounds:
    """Rank effect of two classes of intervals at its two corners, and whether a decision survives.

    P(X<Y) + P(X=Y)/2 is smallest with x at its upper and y at its lower ends and largest the other way
    round. The test of `compare_pair` is made at both corners and in `assignments` random positions within
    the intervals (p is not monotone between the corners); a decision counts only if all of them reject in
    the same direction. n_permutations, permute_below: as `compare_pair`. Needs two papers in each class.
    """
    where = "compare_bounds"
    first, second = _intervals(x_low, x_high, where), _intervals(y_low, y_high, where)
    if min(first[0].size, second[0].size) < 2:
        raise NotEstimable(where, "a class has fewer than two papers", "list the intervals instead")
    checks.at_least(assignments, 0, where, "assignments")
    checks.confidence(alpha, where, "alpha", 0.05)
    # A rank test uses only the order, and as dense ranks infinite ends are numbers.
    codes = np.unique(np.concatenate([*first, *second]), return_inverse=True)[1].astype(np.float64)
    x0, x1, y0, y1 = np.split(codes, np.cumsum([first[0].size, first[1].size, second[0].size]))
    corners = [(x1, y0), (x0, y1)]
    rng = checks.generator(seed, where)
    inside = [(_between(x0, x1, rng), _between(y0, y1, rng)) for _ in range(assignments)]
    test = partial(compare_pair, n_permutations=n_permutations, permute_below=permute_below, seed=seed)
    outcomes = [_outcome(x, y, test) for x, y in corners + inside]
    directions = {math.copysign(1.0, effect - 0.5) for effect, _ in outcomes}
    rejected = [p < alpha for _, p in outcomes]
    return PairBounds(
        lower=outcomes[0][0],
        upper=outcomes[1][0],
        p_lower=outcomes[0][1],
        p_upper=outcomes[1][1],
        p_largest=max(p for _, p in outcomes),
        share=sum(rejected) / len(outcomes),
        holds=all(rejected) and len(directions) == 1,
    )


def _intervals(low: ArrayLike, high: ArrayLike, where: str) -> tuple[FloatArray, FloatArray]:
    lower, upper = checks.numbers(low, where, "low"), checks.numbers(high, where, "high")
    if lower.ndim != 1 or lower.size == 0:
        raise NotEstimable(where, "no intervals", "pass one interval per paper")
    checks.same_length(where, low=lower, high=upper)
    if np.isnan(lower).any() or np.isnan(upper).any():
        raise NotEstimable(where, "an end is not a number", "use -inf or inf for an end that is not known")
    if (lower > upper).any() or (lower == np.inf).any() or (upper == -np.inf).any():
        raise NotEstimable(where, "a lower end is above its upper end", "check the interval of each paper")
    return lower, upper


def _between(low: FloatArray, high: FloatArray, rng: np.random.Generator) -> FloatArray:
    return low + (high - low) * rng.random(low.size)


def _outcome(x: FloatArray, y: FloatArray, test: Callable[[FloatArray, FloatArray], Pair]) -> tuple[float, float]:
    try:
        pair = test(x, y)
    except NotEstimable:
        # no variance at all, such as two constant classes: nothing can be rejected
        return placement(x, y).p_less, 1.0
    return certain(pair.estimate), certain(pair.p)
