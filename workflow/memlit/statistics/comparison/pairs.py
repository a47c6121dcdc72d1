"""Two samples on ranks: Brunner-Munzel, exact Mann-Whitney and the Hodges-Lehmann shift.

Our own code covers what scipy does not return: the variance and interval of P(X<Y), exact p-values with ties,
and the interval of the shift. The tests compare the rest with scipy.
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from memlit.errors import NotEstimable
from memlit.statistics.checks import TIE_TOLERANCE, FloatArray, confidence, probability, sample
from memlit.statistics.results import Pair

COUNTING_LIMIT = 2e8
# natural logarithm of the largest number of subsets that a double holds, 1.8e308, with a margin
LARGEST_LOG_COUNT = 700
MOST_DIFFERENCES_HELD = 5_000_000
"""Differences of two samples that are held at a time, 40 MB."""
HALVINGS = 60
"""Of the range of all differences, down to the last digits of one."""


class Placement(NamedTuple):
    """P(X<Y) + P(X=Y)/2, its variance, and the degrees of freedom of Brunner and Munzel."""

    p_less: float
    variance: float
    df: float


def placement(x: FloatArray, y: FloatArray) -> Placement:
    """Relative effect with its Brunner-Munzel variance (Biom. J. 2000, 42, 17); df is finite only if the variance is
    positive.
    """
    below = np.searchsorted(np.sort(x), y, side="left") + np.searchsorted(np.sort(x), y, side="right")
    above = 2 * y.size - np.searchsorted(np.sort(y), x, side="left") - np.searchsorted(np.sort(y), x, side="right")
    spread_y = float((below / (2 * x.size)).var(ddof=1)) / y.size
    spread_x = float((above / (2 * y.size)).var(ddof=1)) / x.size
    variance = spread_x + spread_y
    parts = spread_x**2 / (x.size - 1) + spread_y**2 / (y.size - 1)
    return Placement(float(below.mean()) / (2 * x.size), variance, variance**2 / parts if parts > 0 else 0.0)


class Sums(NamedTuple):
    """Of twice the placements of y in x and of x in y: their sums, which are equal, and those of their squares."""

    total: FloatArray
    squares_y: FloatArray
    squares_x: FloatArray


def p_of_sums(sums: Sums, n: int, m: int) -> FloatArray:
    """p of `brunner_munzel` of n against m values in each case; nan where the samples do not overlap or do not vary."""
    from scipy.special import stdtr

    spread_y = (sums.squares_y - sums.total**2 / m) / (m - 1) / (4.0 * n * n) / m
    spread_x = (sums.squares_x - sums.total**2 / n) / (n - 1) / (4.0 * m * m) / n
    variance = spread_x + spread_y
    effect = sums.total / (2.0 * n * m)
    with np.errstate(divide="ignore", invalid="ignore"):
        df = variance**2 / (spread_x**2 / (n - 1) + spread_y**2 / (m - 1))
        p = 2 * stdtr(df, -np.abs(effect - 0.5) / np.sqrt(variance))
    return np.where((effect > 0) & (effect < 1) & (variance > TIE_TOLERANCE), np.clip(p, 0.0, 1.0), np.nan)


def sums_without_each(x: FloatArray, y: FloatArray) -> Sums:
    """The sums without each value of x in turn: the others keep their placements, those of y fall by its own share."""
    ordered = np.sort(y)
    below = np.searchsorted(np.sort(x), ordered, side="left") + np.searchsorted(np.sort(x), ordered, side="right")
    left, right = (np.searchsorted(ordered, x, side=side) for side in ("left", "right"))
    above = (2 * y.size - left - right).astype(np.float64)
    tail = np.concatenate([np.cumsum(below[::-1])[::-1], [0]]).astype(np.float64)
    # A value of y above the one left out loses 2, an equal one 1.
    lost = 4.0 * (y.size - right) + (right - left)
    return Sums(
        total=above.sum() - above,
        squares_y=(below.astype(np.float64) ** 2).sum() - 2 * (tail[left] + tail[right]) + lost,
        squares_x=(above**2).sum() - above**2,
    )


def brunner_munzel(x: ArrayLike, y: ArrayLike, *, level: float = 0.95) -> Pair:
    """Brunner-Munzel test; estimate = P(X<Y) + P(X=Y)/2, above one half where y tends to be larger.

    p: two-sided t with Satterthwaite degrees of freedom (scipy.stats.brunnermunzel). The interval is that of the delta
    method on the logit, with the normal quantile, as nparcomp. Raises NotEstimable where the samples do not overlap or
    have no variance: use `mann_whitney_exact` there.
    """
    # scipy.special: a frozen distribution of scipy.stats costs 2 ms each
    from scipy.special import expit, ndtri, stdtr

    where = "brunner_munzel"
    first, second = sample(x, where, minimum=2, name="x"), sample(y, where, minimum=2)
    tail = (1 - confidence(level, where)) / 2
    effect = placement(first, second)
    if effect.p_less in (0.0, 1.0) or effect.variance <= 0:
        raise NotEstimable(where, "the samples do not overlap or do not vary", "use mann_whitney_exact")
    se = math.sqrt(effect.variance)
    statistic = (effect.p_less - 0.5) / se
    logit = math.log(effect.p_less / (1 - effect.p_less))
    half = -float(ndtri(tail)) * se / (effect.p_less * (1 - effect.p_less))
    return Pair(
        k=first.size + second.size,
        estimate=effect.p_less,
        se=se,
        statistic=statistic,
        df=effect.df,
        p=probability(2 * float(stdtr(effect.df, -abs(statistic))), where),
        low=float(expit(logit - half)),
        high=float(expit(logit + half)),
        level=level,
        method="Brunner-Munzel, logit interval",
        note="estimate is P(X<Y) + P(X=Y)/2",
    )


def mann_whitney_exact(x: ArrayLike, y: ArrayLike) -> Pair:
    """Exact two-sided Mann-Whitney test; statistic = U of x (R's W), estimate = P(X<Y) + P(X=Y)/2.

    Ties: the conditional distribution of the midranks, p = P(|U - mean| >= |observed - mean|) (R's coin);
    without ties that equals wilcox.test(exact = TRUE) and scipy's exact method. Raises NotEstimable where overlapping
    samples are too large to enumerate (about 100 against 100): use `brunner_munzel` there.
    """
    from scipy.stats import rankdata

    where = "mann_whitney_exact"
    first, second = sample(x, where, name="x"), sample(y, where)
    n, total = first.size, first.size + second.size
    doubled = np.rint(2 * rankdata(np.concatenate([first, second]))).astype(np.int64)
    observed = int(doubled[:n].sum())
    u = observed / 2 - n * (n + 1) / 2
    ties = np.unique(doubled).size < total
    if not ties and u in (0, n * second.size):
        p = math.exp(min(0.0, math.log(2) - _log_subsets(total, n)))
    else:
        p = _rank_sum_p(doubled, observed, n, where)
    return Pair(
        k=first.size + second.size,
        estimate=1 - u / (n * second.size),
        statistic=u,
        p=probability(p, where),
        method="exact Mann-Whitney",
        note="ties: conditional distribution of the midranks" if ties else "",
    )


def _rank_sum_p(doubled: NDArray[np.int64], observed: int, n: int, where: str) -> float:
    total = doubled.size
    if not _countable(n, total - n):
        raise NotEstimable(where, f"{n} and {total - n} values are too many to enumerate", "use brunner_munzel")
    # the smaller sample has the same distribution about its mean and is cheaper to count
    size, reached = (n, observed) if 2 * n <= total else (total - n, int(doubled.sum()) - observed)
    counts = rank_sum_counts(doubled, size)
    centre = size * (total + 1)
    distance = np.abs(np.arange(counts.size) - centre)
    return float(counts[distance >= abs(reached - centre)].sum() / counts.sum())


def _countable(n: int, m: int) -> bool:
    return n * m * (n + m) * min(n, m) <= COUNTING_LIMIT and _log_subsets(n + m, n) < LARGEST_LOG_COUNT


def _log_subsets(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def rank_sum_counts(ranks: NDArray[np.int64], n: int) -> FloatArray:
    """Return how many of the subsets of n of the integer ranks have each sum, indexed by the sum."""
    largest = int(np.sort(ranks)[-n:].sum())
    counts = np.zeros((n + 1, largest + 1))
    counts[0, 0] = 1.0
    for taken, rank in enumerate(ranks.tolist(), start=1):
        for size in range(min(taken, n), 0, -1):
            counts[size, rank:] += counts[size - 1, : largest + 1 - rank]
    whole: FloatArray = counts[n]
    return whole


def hodges_lehmann(x: ArrayLike, y: ArrayLike, *, level: float = 0.95) -> Pair:
    """Hodges-Lehmann shift, the median of all x_i - y_j, with the exact interval of R's wilcox.test.

    On log10 values 10**estimate is the ratio of x over y. The interval inverts the exact Mann-Whitney test
    (untied null distribution; conservative with ties); None where no interval reaches the level. Samples too large to
    enumerate take the normal approximation of U (Hollander and Wolfe 1973, 4.3), and the note says so.
    """
    from scipy.special import ndtri

    where = "hodges_lehmann"
    first, second = sample(x, where, name="x"), sample(y, where)
    alpha = 1 - confidence(level, where)
    pairs = first.size * second.size
    if _countable(first.size, second.size):
        rank, note = _exact_rank(first.size, second.size, alpha)
    else:
        sd = math.sqrt(pairs * (first.size + second.size + 1) / 12)
        rank = max(1, math.floor(pairs / 2 + float(ndtri(alpha / 2)) * sd))
        note = "normal approximation: too many values to enumerate"
    ends = (rank - 1, pairs - rank) if rank else ()
    below, above, *found = ranked_differences(first, second, ((pairs - 1) // 2, pairs // 2, *ends))
    low, high = found or (None, None)
    return Pair(
        k=first.size + second.size,
        estimate=(below + above) / 2,
        low=low,
        high=high,
        level=level,
        method="Hodges-Lehmann",
        note=note,
    )


def ranked_differences(x: FloatArray, y: FloatArray, ranks: Sequence[int]) -> list[float]:
    """The x_i - y_j of these ranks, from 0; of very many each is found by halving, so that they are never all held."""
    if x.size * y.size <= MOST_DIFFERENCES_HELD:
        differences = (x[:, None] - y[None, :]).ravel()
        differences.partition(sorted(set(ranks)))
        return [float(differences[rank]) for rank in ranks]
    x, y = np.sort(x), np.sort(y)
    found = []
    for rank in ranks:
        low, high = float(x[0] - y[-1]), float(x[-1] - y[0])
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            n_up_to = int((y.size - np.searchsorted(y, x - middle)).sum())
            low, high = (low, middle) if n_up_to > rank else (middle, high)
        found.append(high)
    return found


@lru_cache(maxsize=64)
def _mann_whitney_null(n: int, m: int) -> FloatArray:
    """P(U = 0), ..., P(U = n m) of n against m values without ties that differ in nothing."""
    size = min(n, m)
    counts = rank_sum_counts(np.arange(1, n + m + 1), size)[size * (size + 1) // 2 :]
    return np.asarray(counts / counts.sum())


def _exact_rank(n: int, m: int, alpha: float) -> tuple[int, str]:
    """Rank of the lower end: the smallest q with P(U <= q) >= alpha/2, as in R, at least 1; 0 if none reaches the
    level.
    """
    cumulative = np.cumsum(_mann_whitney_null(n, m))
    if cumulative[0] > alpha / 2:
        return 0, "no exact interval reaches the level"
    rank = max(int(np.searchsorted(cumulative, alpha / 2 * (1 - TIE_TOLERANCE), side="left")), 1)
    return rank, f"achieved level {1 - 2 * float(cumulative[rank - 1]):.4f}"
