"""The exact order-statistic interval of a median, and ranks of classes by resampled papers.

Resampling with papers as units follows Davison and Hinkley, Bootstrap Methods and their Application (1997), 2.4.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from memlit.errors import NotEstimable
from memlit.statistics import checks
from memlit.statistics.checks import FloatArray, IntArray, Labels
from memlit.statistics.results import MethodResult

MINIMUM_PAPERS = 3
# (39 + 1) x 0.025 = 1: the fewest resamples with a 2.5 % end
MINIMUM_RESAMPLES = 39


@dataclass(frozen=True, kw_only=True)
class MedianInterval(MethodResult):
    """A median with its interval, the ranks of its ends (from 1) and the level that it achieves."""

    ranks: tuple[int, int]
    achieved: float


def median_interval_exact(y: ArrayLike, *, level: float = 0.95) -> MedianInterval:
    """Median of n independent values with its order-statistic interval of at least `level` (David and
    Nagaraja 2003, 7.1).

    The interval runs from the j-th smallest to the j-th largest value with the largest j that keeps the
    level; `achieved` is 1 - 2 P(Binomial(n, 1/2) < j). Raises NotEstimable where even the extremes miss the
    level (n < 6 at 95 %).
    """
    from scipy.stats import binom

    where = "median_interval_exact"
    values = np.sort(checks.sample(y, where))
    n = values.size
    tail = (1 - checks.confidence(level, where)) / 2
    below = binom.cdf(np.arange(n // 2 + 1), n, 0.5)
    rank = int(np.searchsorted(below, tail * (1 + checks.TIE_TOLERANCE), side="right"))
    if rank == 0:
        raise NotEstimable(where, f"{n} values give no {100 * level:g} % interval", "list the values instead")
    return MedianInterval(
        k=n,
        estimate=float(np.median(values)),
        low=float(values[rank - 1]),
        high=float(values[n - rank]),
        level=level,
        ranks=(rank, n + 1 - rank),
        achieved=float(1 - 2 * below[rank - 1]),
        method="exact order statistics",
    )


@dataclass(frozen=True, kw_only=True)
class Ranks:
    """probability[i][r]: share of resamples in which class i has rank r + 1 (rank 1 = lowest median; ties
    shared)."""

    classes: tuple[Any, ...]
    probability: tuple[tuple[float, ...], ...]


def rank_probabilities(y: ArrayLike, *, groups: Labels, n_resamples: int = 9999, seed: int = 0) -> Ranks:
    """Bootstrap probability of each rank of each class median, papers resampled within their class.

    y: one value per paper; groups: the class of each. Raises NotEstimable for fewer than two classes or three papers in
    a class.
    """
    where = "rank_probabilities"
    checks.at_least(n_resamples, MINIMUM_RESAMPLES, where, "n_resamples")
    names, samples = checks.split(y, groups, where, minimum=MINIMUM_PAPERS)
    columns = []
    for code, part in enumerate(samples):
        draws = checks.generator(seed + code, where).integers(0, part.size, size=(n_resamples, part.size))
        columns.append(_medians_of_drawn(part, draws))
    medians = np.column_stack(columns)
    # tied classes share their ranks, so each row and each column of the table sums to one
    below = (medians[:, None, :] < medians[:, :, None]).sum(axis=2)
    tied = (medians[:, None, :] == medians[:, :, None]).sum(axis=2)
    ranks = np.arange(len(names))
    share = (ranks >= below[:, :, None]) & (ranks < (below + tied)[:, :, None])
    table = (share / tied[:, :, None]).mean(axis=0)
    return Ranks(classes=names, probability=tuple(tuple(row) for row in table.tolist()))


def _medians_of_drawn(values: FloatArray, draws: IntArray) -> FloatArray:
    """The median of each row of drawn places.

    The order of the values alone says which it is: short integers are parted five times as fast as the values.
    """
    order = np.argsort(values, kind="stable")
    ranks = np.empty(values.size, dtype=np.int16 if values.size <= np.iinfo(np.int16).max else np.int64)
    ranks[order] = np.arange(values.size)
    left, right = (draws.shape[1] - 1) // 2, draws.shape[1] // 2
    parted = np.partition(ranks[draws], (left, right), axis=1)
    return np.asarray((values[order[parted[:, left]]] + values[order[parted[:, right]]]) / 2)


def log_median(values: Sequence[float]) -> float:
    """Median on the log scale: the middle value as it stands, or the geometric mean of the two middle ones."""
    ordered = sorted(values)
    low, high = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    return low if low == high else math.sqrt(low) * math.sqrt(high)
