"""Errors of the values carried into an interval: of a median, and of the shift between two samples.

An exact interval over papers ends at order statistics, because the number of papers below a median is binomial, and the
number of pairs below a shift has the null distribution of Mann and Whitney's U (David and Nagaraja 2003, 7.1; Hollander
and Wolfe 1973, 4.3). Each draw here takes the values with their errors and such a number from its distribution; the
interval holds `level` of what the draws give. Without an error this is the exact interval itself, and it is never
narrower. Values as printed have one error in them already, so an interval over papers with a second one is at the safe
side.
"""

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from memlit.errors import NotEstimable
from memlit.statistics import checks
from memlit.statistics.checks import FloatArray, IntArray
from memlit.statistics.comparison.medians import PAPERS_FOR_EXACT, median_interval_exact
from memlit.statistics.comparison.pairs import hodges_lehmann, mann_whitney_ranks, ranked_differences

MOST_DIFFERENCES = 20_000_000
"""Differences of two samples in all draws together; in each draw of larger ones PLACES of its values stand for all."""
PLACES = 100


@dataclass(frozen=True, kw_only=True)
class CarriedInterval:
    """The ends of an interval with the errors of its values, in their unit; an open end is infinite.

    estimate: of a shift that of the values as they stand, estimates: that of each draw, by their errors alone.
    """

    low: float
    high: float
    estimate: float | None = None
    estimates: FloatArray | None = None


def median_with_errors(
    low: ArrayLike, high: ArrayLike, errors: ArrayLike, *, level: float = 0.95, seed: int = 0
) -> CarriedInterval:
    """Interval of the median of n values that are known within [low, high], each with an error in each draw.

    low, high: shape (n,), equal where a value is known; errors: shape (draws, n), added to both. From six values on the
    interval is over papers, below it is of these papers alone, by their errors.
    """
    where = "median_with_errors"
    lower, upper = (np.asarray(ends, dtype=np.float64) for ends in (low, high))
    own = _errors(errors, lower.size, where)
    lows, highs = np.sort(lower + own, axis=1), np.sort(upper + own, axis=1)
    n, draws = lower.size, own.shape[0]
    if n < PAPERS_FOR_EXACT:
        return _interval(_middle(lows), _middle(highs), level)
    from scipy.stats import binom

    below = _stratified(draws, seed, where)
    rank = binom.ppf(below, n, 0.5).astype(np.int64)
    exact = median_interval_exact(range(n), level=level).ranks
    least, most = np.sort(lower)[exact[0] - 1], np.sort(upper)[exact[1] - 1]
    found = _interval(_ranked(lows, rank), _ranked(highs, rank + 1), level)
    return replace(found, low=min(found.low, float(least)), high=max(found.high, float(most)))


def shift_with_errors(
    x: ArrayLike,
    y: ArrayLike,
    errors_x: ArrayLike,
    errors_y: ArrayLike,
    *,
    level: float = 0.95,
    seed: int = 0,
) -> CarriedInterval:
    """Interval of the Hodges-Lehmann shift of x over y, each value with an error in each draw.

    x, y: shapes (n,) and (m,); errors_x, errors_y: shapes (draws, n) and (draws, m), of which samples with very many
    pairs stand by evenly spaced ones of their ordered values (MOST_DIFFERENCES).
    """
    where = "shift_with_errors"
    first, second = checks.sample(x, where, name="x"), checks.sample(y, where)
    own, other = _errors(errors_x, first.size, where), _errors(errors_y, second.size, where)
    if own.shape[0] != other.shape[0]:
        raise NotEstimable(where, "the numbers of draws differ", "draw the errors of both samples equally often")
    draws, pairs = own.shape[0], first.size * second.size
    rank = mann_whitney_ranks(first.size, second.size, _stratified(draws, seed, where))
    moved, others = first + own, second + other
    if pairs * draws > MOST_DIFFERENCES:
        moved, others = _spaced(moved), _spaced(others)
    kept = moved.shape[1] * others.shape[1]
    rank = rank * kept // pairs
    lower, upper, estimates = np.empty(draws), np.empty(draws), np.empty(draws)
    for draw in range(draws):
        ends = (max(int(rank[draw]) - 1, 0), min(int(rank[draw]), kept - 1))
        middle = ((kept - 1) // 2, kept // 2)
        below, above, *middles = ranked_differences(moved[draw], others[draw], (*ends, *middle))
        lower[draw] = below if rank[draw] else -math.inf
        upper[draw] = above if rank[draw] < kept else math.inf
        estimates[draw] = sum(middles) / 2
    found = _interval(lower, upper, level)
    exact = hodges_lehmann(first, second, level=level)
    low = found.low if exact.low is None else min(found.low, exact.low)
    high = found.high if exact.high is None else max(found.high, exact.high)
    return replace(found, low=low, high=high, estimate=exact.estimate, estimates=estimates)


def _spaced(values: FloatArray) -> FloatArray:
    """PLACES evenly spaced values of each row in its order, all of a row that has no more."""
    n = values.shape[1]
    places = np.floor((np.arange(PLACES) + 0.5) / PLACES * n).astype(np.int64)
    return values if n <= PLACES else np.sort(values, axis=1)[:, places]


def _errors(errors: ArrayLike, n: int, where: str) -> FloatArray:
    found = checks.numbers(errors, where, "errors")
    if found.ndim != 2 or found.shape[1] != n or not found.shape[0]:
        raise NotEstimable(where, f"errors have shape {found.shape}", f"pass draws of {n} values, shape (draws, {n})")
    return found


def _middle(ordered: FloatArray) -> FloatArray:
    """The median of each row of sorted values, infinite where both middle ones are."""
    n = ordered.shape[1]
    left, right = ordered[:, (n - 1) // 2], ordered[:, n // 2]
    return np.asarray(np.where(left == right, left, (left + right) / 2))


def _ranked(ordered: FloatArray, rank: IntArray) -> FloatArray:
    """The value of this rank, from 1, of each row; open where there is none."""
    n = ordered.shape[1]
    found = np.take_along_axis(ordered, np.clip(rank - 1, 0, n - 1)[:, None], axis=1)[:, 0]
    return np.where(rank < 1, -math.inf, np.where(rank > n, math.inf, found))


def _stratified(draws: int, seed: int, where: str) -> FloatArray:
    """One number from each of `draws` equal parts of 0 to 1, in random order: the ranks vary less from seed to seed."""
    return checks.generator(seed, where).permutation((np.arange(draws) + 0.5) / draws)


def _interval(lower: FloatArray, upper: FloatArray, level: float) -> CarriedInterval:
    tail = (1 - checks.confidence(level, "level")) / 2
    place = math.floor(tail * lower.size)
    low, high = np.sort(lower)[place], np.sort(upper)[upper.size - 1 - place]
    return CarriedInterval(low=float(low), high=float(high))
