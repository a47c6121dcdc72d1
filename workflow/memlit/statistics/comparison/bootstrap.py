"""Medians with a percentile bootstrap over papers, the exact order-statistic interval, and ranks of classes.

Resampling with papers as units follows Davison and Hinkley, Bootstrap Methods and their Application (1997),
2.4 and 3.8; percentiles are the (R + 1) alpha-th ordered values, as R's boot. For a median BCa is not
better (its jackknife acceleration is degenerate), so it is not offered.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from memlit.errors import NotEstimable
from memlit.statistics import checks
from memlit.statistics.checks import FloatArray, IntArray, Labels
from memlit.statistics.results import MethodResult

MINIMUM_PAPERS = 3
# the extremes of 5 values enclose the median with 1 - 2/32 = 94 % only, of 6 with 97 %
PAPERS_FOR_EXACT = 6
# (39 + 1) x 0.025 = 1: the fewest resamples with a 2.5 % end
MINIMUM_RESAMPLES = 39


@dataclass(frozen=True, kw_only=True)
class MedianInterval(MethodResult):
    """A median with its interval; iqr in the unit of y; ranks (from 1) and achieved level of an exact
    interval."""

    n: int
    iqr: float
    n_resamples: int | None = None
    ranks: tuple[int, int] | None = None
    achieved: float | None = None


def bootstrap_median(
    y: ArrayLike,
    *,
    papers: Labels | None = None,
    n_resamples: int = 9999,
    seed: int = 0,
    level: float = 0.95,
    indices: ArrayLike | None = None,
) -> MedianInterval:
    """Median of y with a percentile interval; papers are resampled whole, or single values if `papers` is not given.

    k: number of papers; n: number of values. indices: resamples of papers to use instead of `seed`, shape
    (n_resamples, k), counted from 0 in sorted order of the papers (of the values if there are no papers).
    Raises NotEstimable for fewer than three papers (list them instead) or a sample without spread.
    """
    where = "bootstrap_median"
    values, codes = _units(y, papers, where)
    count = int(codes.max()) + 1
    _enough(values, count, where)
    tail = (1 - checks.confidence(level, where)) / 2
    checks.at_least(n_resamples, MINIMUM_RESAMPLES, where, "n_resamples")
    draws = _draws(count, n_resamples, seed, where) if indices is None else _given(indices, count, where)
    medians = resampled_medians(values, codes, draws)
    low, high = percentile_interval(medians, tail)
    return MedianInterval(
        k=count,
        n=values.size,
        estimate=float(np.median(values)),
        se=float(medians.std(ddof=1)),
        low=low,
        high=high,
        level=level,
        iqr=_iqr(values),
        n_resamples=draws.shape[0],
        method="percentile bootstrap over papers",
        note="fewer than 6 papers: no 95 % interval of a median is exact" if count < PAPERS_FOR_EXACT else "",
    )


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
        n=n,
        estimate=float(np.median(values)),
        low=float(values[rank - 1]),
        high=float(values[n - rank]),
        level=level,
        iqr=_iqr(values),
        ranks=(rank, n + 1 - rank),
        achieved=float(1 - 2 * below[rank - 1]),
        method="exact order statistics",
    )


@dataclass(frozen=True, kw_only=True)
class Ranks:
    """probability[i][r]: share of resamples in which class i has rank r + 1 (rank 1 = lowest median; ties
    shared)."""

    classes: tuple[Any, ...]
    k: tuple[int, ...]
    probability: tuple[tuple[float, ...], ...]
    mean_rank: tuple[float, ...]
    n_resamples: int
    note: str = ""


def rank_probabilities(
    y: ArrayLike,
    *,
    groups: Labels,
    papers: Labels | None = None,
    n_resamples: int = 9999,
    seed: int = 0,
) -> Ranks:
    """Bootstrap probability of each rank of each class median, papers resampled whole within their
    class.

    groups: the class of each value; papers: its paper; without papers each value is resampled by itself.

    Raises NotEstimable for fewer than two classes or three papers in a class.
    """
    where = "rank_probabilities"
    checks.at_least(n_resamples, MINIMUM_RESAMPLES, where, "n_resamples")
    values, labels = _units(y, papers, where)
    names, codes = checks.coded_groups(values, groups, where)
    columns, counts = [], []
    for code, name in enumerate(names):
        part, units = _units(values[codes == code], labels[codes == code], where)
        counts.append(int(units.max()) + 1)
        _enough(part, counts[-1], f"{where} ({name})", constant=True)
        columns.append(resampled_medians(part, units, _draws(counts[-1], n_resamples, seed + code, where)))
    medians = np.column_stack(columns)
    # tied classes share their ranks, so each row and each column of the table sums to one
    below = (medians[:, None, :] < medians[:, :, None]).sum(axis=2)
    tied = (medians[:, None, :] == medians[:, :, None]).sum(axis=2)
    ranks = np.arange(len(names))
    share = (ranks >= below[:, :, None]) & (ranks < (below + tied)[:, :, None])
    table = (share / tied[:, :, None]).mean(axis=0)
    return Ranks(
        classes=names,
        k=tuple(counts),
        probability=tuple(tuple(row) for row in table.tolist()),
        mean_rank=tuple((table @ (ranks + 1.0)).tolist()),
        n_resamples=n_resamples,
        note="rank 1 is the lowest median",
    )


def resampled_medians(values: FloatArray, codes: IntArray, draws: IntArray) -> FloatArray:
    """Medians of the values of the drawn papers: values (n,) with paper `codes`, draws (R, papers) of
    codes."""
    ends = np.cumsum([*checks.blocks(draws.shape[0], values.size)])
    return np.concatenate([_medians_of(values, codes, part) for part in np.split(draws, ends[:-1])])


def _medians_of(values: FloatArray, codes: IntArray, draws: IntArray) -> FloatArray:
    papers = int(codes.max()) + 1
    if papers == values.size:
        single = np.empty(papers)
        single[codes] = values
        left, right = middles_of_drawn(single, draws)
        return (left + right) / 2
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    offset = draws + papers * np.arange(draws.shape[0])[:, None]
    counts = np.bincount(offset.ravel(), minlength=papers * draws.shape[0]).reshape(-1, papers).astype(np.int32)
    cumulative = np.cumsum(np.take(counts, codes[order], axis=1), axis=1, dtype=np.int32)
    total = cumulative[:, -1:]
    lower, upper = (np.argmax(cumulative > place, axis=1) for place in ((total - 1) // 2, total // 2))
    return np.asarray((ordered[lower] + ordered[upper]) / 2)


def middles_of_drawn(values: FloatArray, draws: IntArray) -> tuple[FloatArray, FloatArray]:
    """The two middle values of each row of drawn places, equal where their number is odd.

    Their order alone says which they are: short integers are parted five times as fast as the values.
    """
    order = np.argsort(values, kind="stable")
    ranks = np.empty(values.size, dtype=np.int16 if values.size <= np.iinfo(np.int16).max else np.int64)
    ranks[order] = np.arange(values.size)
    left, right = (draws.shape[1] - 1) // 2, draws.shape[1] // 2
    parted = np.partition(ranks[draws], (left, right), axis=1)
    return values[order[parted[:, left]]], values[order[parted[:, right]]]


def medians_by(values: FloatArray, codes: IntArray) -> FloatArray:
    """The median of the values of each code; codes count from 0 without a gap."""
    ordered = values[np.lexsort((values, codes))]
    counts = np.bincount(codes)
    starts = np.cumsum(counts) - counts
    return np.asarray((ordered[starts + (counts - 1) // 2] + ordered[starts + counts // 2]) / 2)


def percentile_interval(replicates: FloatArray, tail: float) -> tuple[float, float]:
    """The (R + 1) tail-th smallest and largest replicate (interpolated if that is not a whole number)."""
    low, high = np.quantile(replicates, [tail, 1 - tail], method="weibull")
    return float(low), float(high)


def paper_medians(
    y: ArrayLike, *, groups: Labels, papers: Labels
) -> tuple[FloatArray, tuple[Any, ...], tuple[Any, ...]]:
    """Reduce device values to one median per paper and group (class); return values, papers and groups of the units,
    sorted."""
    where = "paper_medians"
    values = checks.sample(y, where)
    checks.same_length(where, y=values, groups=groups, papers=papers)
    paper_names, paper_codes = checks.encode(papers)
    class_names, class_codes = checks.encode(groups)
    units, unit_codes = np.unique(class_codes * len(paper_names) + paper_codes, return_inverse=True)
    classes, places = np.divmod(units, len(paper_names))
    medians = medians_by(values, unit_codes)
    return medians, tuple(paper_names[place] for place in places), tuple(class_names[code] for code in classes)


def _units(y: ArrayLike, papers: Labels | None, where: str) -> tuple[FloatArray, IntArray]:
    values = checks.sample(y, where)
    if papers is None:
        return values, np.arange(values.size)
    checks.same_length(where, y=values, papers=papers)
    return values, checks.encode(papers)[1]


def _enough(values: FloatArray, papers: int, where: str, *, constant: bool = False) -> None:
    if papers < MINIMUM_PAPERS:
        raise NotEstimable(where, f"{papers} papers", f"needs at least {MINIMUM_PAPERS}; list the values instead")
    if not constant and np.ptp(values) == 0:
        raise NotEstimable(where, "all values are equal", "state the value; its spread cannot be estimated")


def _draws(papers: int, n_resamples: int, seed: int, where: str) -> IntArray:
    return checks.generator(seed, where).integers(0, papers, size=(n_resamples, papers))


def _given(indices: ArrayLike, papers: int, where: str) -> IntArray:
    draws = np.asarray(indices)
    if draws.ndim != 2 or draws.shape[1] != papers or not np.issubdtype(draws.dtype, np.integer):
        raise NotEstimable(where, f"indices have shape {draws.shape}", f"pass whole numbers of shape (R, {papers})")
    if draws.min() < 0 or draws.max() >= papers:
        raise NotEstimable(where, "an index is out of range", f"count from 0 to {papers - 1}")
    return draws.astype(np.int64)


def _iqr(values: FloatArray) -> float:
    low, high = np.quantile(values, [0.25, 0.75])
    return float(high - low)
