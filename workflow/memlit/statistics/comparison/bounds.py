"""Partial identification: medians and rank effects of papers known only as intervals.

A paper has [low, high]; a point has low = high, an unknown upper end is inf, an unknown lower end -inf
(or 0 on a scale of positive values). Ends enter as ranks, so a median exists even with infinite ends. Manski,
Partial Identification of Probability Distributions (2003), ch. 1; interval for the set as Horowitz and
Manski, J. Am. Stat. Assoc. 2000, 95, 77.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import ArrayLike

from memlit.errors import NotEstimable, certain
from memlit.statistics import checks
from memlit.statistics.checks import FloatArray, Labels
from memlit.statistics.comparison.bootstrap import (
    MINIMUM_PAPERS,
    MINIMUM_RESAMPLES,
    medians_by,
    middles_of_drawn,
    percentile_interval,
)
from memlit.statistics.comparison.decisions import PAPERS_FOR_T, compare_pair
from memlit.statistics.comparison.pairs import placement
from memlit.statistics.results import Pair

ASSIGNMENTS = 200


@dataclass(frozen=True, kw_only=True)
class MedianBounds:
    """Identification bounds of a median, [lower, upper], and the sampling interval around them, [low, high].

    An end that is not identified is -inf or inf and named in the note; interval ends are None below three
    papers.
    """

    k: int
    total: int
    lower: float
    upper: float
    low: float | None
    high: float | None
    level: float
    identified: bool
    n_resamples: int
    note: str = ""


def median_bounds(
    low: ArrayLike,
    high: ArrayLike,
    *,
    papers: Labels | None = None,
    total: int | None = None,
    n_resamples: int = 9999,
    seed: int = 0,
    level: float = 0.95,
) -> MedianBounds:
    """Bounds of the median of intervals [low, high]: the medians of the lower and of the upper ends.

    papers: several devices of one paper become the medians of their ends first. total: all credited
    papers; those without evidence are (-inf, inf), so the median is bounded only where more than half are
    known. The interval runs from the 2.5 % quantile of the lower to the 97.5 % quantile of the upper
    medians, papers resampled with their interval whole. Raises NotEstimable for NaN, low > high, no
    interval or total below the number of papers.
    """
    where = "median_bounds"
    lower, upper = _intervals(low, high, where)
    tail = (1 - checks.confidence(level, where)) / 2
    checks.at_least(n_resamples, MINIMUM_RESAMPLES, where, "n_resamples")
    rng = checks.generator(seed, where)
    if papers is not None:
        checks.same_length(where, low=lower, papers=papers)
        _, codes = checks.encode(papers)
        lower, upper = medians_by(lower, codes), medians_by(upper, codes)
    known = lower.size
    credited = known if total is None else checks.at_least(total, 1, where, "total")
    if credited < known:
        raise NotEstimable(where, f"total {credited} is below the {known} papers given", "count all credited papers")
    missing = np.full(credited - known, np.inf)
    lower, upper = np.concatenate([lower, -missing]), np.concatenate([upper, missing])
    bounds = [float(rank_median(end)) for end in (lower, upper)]
    interval: list[float | None] = [None, None]
    notes = []
    if known >= MINIMUM_PAPERS:
        draws = (rng.integers(0, credited, size=(n, credited)) for n in checks.blocks(n_resamples, credited))
        medians = np.concatenate(
            [[sum(middles_of_drawn(end, drawn)) / 2 for end in (lower, upper)] for drawn in draws], axis=1
        )
        interval = [_end_quantile(side, tail, end) for end, side in enumerate(medians)]
    else:
        notes.append(f"{known} papers: no sampling interval")
    open_ends = [name for name, end in zip(("lower", "upper"), bounds, strict=True) if not math.isfinite(end)]
    if open_ends:
        notes.append(f"not identified: no {' and no '.join(open_ends)} bound")
    return MedianBounds(
        k=known,
        total=credited,
        lower=bounds[0],
        upper=bounds[1],
        low=interval[0],
        high=interval[1],
        level=level,
        identified=not open_ends,
        n_resamples=n_resamples,
        note="; ".join(notes),
    )


@dataclass(frozen=True, kw_only=True)
class PairBounds:
    """A pair of classes known as intervals: sharp bounds of P(X<Y), p at the corners, and whether the
    decision holds.

    holds: the test rejects in one direction at both corners and in all random assignments; p_largest: the
    largest p met.
    """

    k: int
    lower: float
    upper: float
    p_lower: float
    p_upper: float
    p_largest: float
    share: float
    assignments: int
    alpha: float
    holds: bool
    note: str = ""


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
        k=x0.size + y0.size,
        lower=outcomes[0][0],
        upper=outcomes[1][0],
        p_lower=outcomes[0][1],
        p_upper=outcomes[1][1],
        p_largest=max(p for _, p in outcomes),
        share=sum(rejected) / len(outcomes),
        assignments=assignments,
        alpha=alpha,
        holds=all(rejected) and len(directions) == 1,
        note="lower and upper bound P(X<Y) + P(X=Y)/2",
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


def rank_median(values: FloatArray) -> FloatArray:
    """Median along the last axis without nan entries; an infinite end stays infinite, nan where nothing is left."""
    if values.shape[-1] == 0:
        return np.full(values.shape[:-1], np.nan)
    ordered = np.sort(values, axis=-1)
    n = (~np.isnan(values)).sum(axis=-1)
    left = np.take_along_axis(ordered, np.maximum((n - 1) // 2, 0)[..., None], axis=-1)[..., 0]
    right = np.take_along_axis(ordered, np.minimum(n // 2, values.shape[-1] - 1)[..., None], axis=-1)[..., 0]
    return np.where(n > 0, (left + right) / 2, np.nan)


def _end_quantile(medians: FloatArray, tail: float, end: int) -> float:
    """The lower (0) or the upper (1) end of the percentile interval; medians may be infinite."""
    if np.isfinite(medians).all():
        return percentile_interval(medians, tail)[end]
    # an ordered value, not an interpolation, so that an infinite end stays infinite
    position = max(math.floor((medians.size + 1) * tail) - 1, 0)
    return float(np.sort(medians)[medians.size - 1 - position if end else position])


def _between(low: FloatArray, high: FloatArray, rng: np.random.Generator) -> FloatArray:
    return low + (high - low) * rng.random(low.size)


def _outcome(x: FloatArray, y: FloatArray, test: Callable[[FloatArray, FloatArray], Pair]) -> tuple[float, float]:
    try:
        pair = test(x, y)
    except NotEstimable:
        # no variance at all, such as two constant classes: nothing can be rejected
        return placement(x, y).p_less, 1.0
    return certain(pair.estimate), certain(pair.p)
