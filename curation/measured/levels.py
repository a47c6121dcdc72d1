"""Measured resistance distributions: levels from addresses, statistics per level and repeated reads.

Pure functions of arrays (address, resistance in ohm). The levels are inferred from the address: they repeat
with a period of 32 cells, which the data prove (eta squared of log R above 0.7 at period 32, below 0.02 at
31 and 33).
"""

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from memlit.errors import NotEstimable
from memlit.statistics import checks
from memlit.statistics.checks import FloatArray, IntArray
from memlit.statistics.comparison.medians import MINIMUM_RESAMPLES
from memlit.statistics.comparison.pairs import placement
from memlit.statistics.results import MethodResult
from numpy.typing import ArrayLike, NDArray

NI_RRAM_START, ANJIANG_START = 18433, 0
LEVELS, ADDRESS_STEP = 32, 2
ERASED_FROM, ERASED_TO, ERASED_PERIOD = 2048, 6144, 8192
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
RESAMPLE_BLOCK = 500
LEVEL = 0.95
"""Of the intervals of resampled values."""


def whole_numbers(values: ArrayLike, where: str, name: str) -> IntArray:
    """Return `values` (levels, folds, addresses) as one-dimensional integers; raise NotEstimable otherwise."""
    array = checks.numbers(values, where, name)
    if array.ndim != 1 or not np.isfinite(array).all() or (array != np.rint(array)).any():
        raise NotEstimable(where, f"{name} holds something that is not a whole number", "pass one integer per cell")
    return array.astype(np.int64)


def levels_from_address(address: ArrayLike, start: int, *, levels: int = LEVELS, step: int = ADDRESS_STEP) -> IntArray:
    """Level of each cell, ((address - start) / step) mod levels; 0 is the lowest conductance.

    start: address of the first cell (18433 in the set ni-rram, 0 in anjiang-rram). Raises NotEstimable for addresses
    off the grid.
    """
    offset = _offset(address, start, step, "levels_from_address")
    return offset % checks.at_least(levels, 1, "levels_from_address", "levels")


def row_groups(
    address: ArrayLike, start: int, rows: int, *, levels: int = LEVELS, step: int = ADDRESS_STEP
) -> IntArray:
    """Group of each cell for held-out tests: `rows` consecutive rows, a row being one run through all
    levels."""
    where = "row_groups"
    offset = _offset(address, start, step, where)
    return offset // (checks.at_least(levels, 1, where, "levels") * checks.at_least(rows, 1, where, "rows"))


def erased_before_second_read(address: ArrayLike) -> NDArray[np.bool_]:
    """Cells of the anjiang array that read high-resistive after the bake whatever their level (2048 <= a
    mod 8192 < 6144).

    Most likely reset between the two reads (inferred from the address pattern); retention uses the other
    half only.
    """
    position = np.asarray(address, dtype=np.int64) % ERASED_PERIOD
    return (position >= ERASED_FROM) & (position < ERASED_TO)


def never_written(conductance: ArrayLike, level: ArrayLike) -> NDArray[np.bool_]:
    """Cells assigned to the lowest level that read above the median of the highest: they were never written to it.

    conductance: the first read; level: integers per cell, of which the smallest is the lowest level. One read does not
    show that such a cell is stuck.
    """
    where = "never_written"
    values = checks.sample(conductance, where, minimum=2, name="conductance")
    codes = whole_numbers(level, where, "level")
    checks.same_length(where, conductance=values, level=codes)
    if np.ptp(codes) == 0:
        raise NotEstimable(where, "one level", "needs the cells of the lowest and of the highest level")
    return np.asarray((codes == codes.min()) & (values > np.median(values[codes == codes.max()])))


@dataclass(frozen=True, kw_only=True)
class LevelStatistics:
    """Cells of one level: conductance in siemens, log10 of resistance in ohm; quantiles at `QUANTILES`.

    cv: SD over mean of the conductance; log_normal_cv: sqrt(exp(s^2) - 1) with s the SD of ln R; skew:
    adjusted Fisher-Pearson skewness of the conductance.
    """

    level: int
    n: int
    mean: float
    sd: float
    cv: float
    skew: float
    quantiles: tuple[float, ...]
    log_mean: float
    log_sd: float
    log_normal_cv: float
    log_quantiles: tuple[float, ...]


def level_statistics(resistance: ArrayLike, level: ArrayLike) -> tuple[LevelStatistics, ...]:
    """Statistics per level on the linear scale (conductance) and on the log scale (log10 resistance), lowest
    level first.

    Raises NotEstimable for a resistance that is not positive, or fewer than three or only equal cells in a
    level.
    """
    from scipy.stats import skew

    where = "level_statistics"
    values = checks.sample(resistance, where, minimum=3, name="resistance")
    codes = whole_numbers(level, where, "level")
    checks.same_length(where, resistance=values, level=codes)
    if (values <= 0).any():
        raise NotEstimable(where, "a resistance is zero or negative", "check the column and its unit")
    results = []
    for number in np.unique(codes):
        cells = values[codes == number]
        if cells.size < 3 or np.ptp(cells) == 0:
            raise NotEstimable(where, f"level {number} has fewer than three different cells", "leave the level out")
        conductance, log_r = 1 / cells, np.log10(cells)
        mean, sd = float(conductance.mean()), float(conductance.std(ddof=1))
        log_sd = float(log_r.std(ddof=1))
        results.append(
            LevelStatistics(
                level=int(number),
                n=cells.size,
                mean=mean,
                sd=sd,
                cv=sd / mean,
                skew=float(skew(conductance, bias=False)),
                quantiles=tuple(np.quantile(conductance, QUANTILES).tolist()),
                log_mean=float(log_r.mean()),
                log_sd=log_sd,
                log_normal_cv=math.sqrt(math.expm1((log_sd * math.log(10)) ** 2)),
                log_quantiles=tuple(np.quantile(log_r, QUANTILES).tolist()),
            )
        )
    return tuple(results)


def eta_squared(values: ArrayLike, level: ArrayLike) -> float:
    """Share of the total sum of squares of `values` that lies between levels."""
    where = "eta_squared"
    data = checks.sample(values, where, minimum=2)
    codes = np.asarray(level)
    checks.same_length(where, values=data, level=codes)
    total = float(((data - data.mean()) ** 2).sum())
    if total == 0:
        raise NotEstimable(where, "all values are equal", "there is nothing to split")
    return 1 - float((level_residuals(data, codes) ** 2).sum()) / total


def level_residuals(values: ArrayLike, level: ArrayLike, *, centre: str = "mean") -> FloatArray:
    """Values minus the mean (or median) of their level."""
    data, codes = np.asarray(values, dtype=np.float64), np.unique(level, return_inverse=True)[1]
    if centre == "mean":
        centres = np.bincount(codes, weights=data) / np.bincount(codes)
    else:
        centres = np.array([np.median(data[codes == code]) for code in range(codes.max() + 1)])
    return data - centres[codes]


@dataclass(frozen=True, kw_only=True)
class Repeated(MethodResult):
    """Two reads or writes of the same cells within their levels.

    estimate: share of the variance between cells, 2 cov / (var1 + var2), with a bootstrap interval over
    cells; covariance in squared units of the input; pearson and spearman of the residuals (spearman about
    level medians).
    """

    covariance: float
    variances: tuple[float, float]
    pearson: float
    spearman: float


def percentile_ends(replicates: FloatArray) -> tuple[float, float]:
    """The ends of the interval of a level of LEVEL among resampled values."""
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(replicates, [tail, 1 - tail], method="weibull")
    return float(low), float(high)


def two_write_components(
    first: ArrayLike,
    second: ArrayLike,
    level: ArrayLike,
    *,
    n_resamples: int = 9999,
    seed: int = 0,
) -> Repeated:
    """Split the variance within levels into a share between cells and one within cells, from two writes of
    each cell.

    first, second: values of the same cells (conductances, or log resistances), level means removed for each
    write. The estimate is the intraclass correlation (MSB - MSW)/(MSB + MSW) for two measurements (Shrout
    and Fleiss, Psychol. Bull. 1979, 86, 420, ICC(1,1)). Applied to two reads around a bake it measures
    memory, not device-to-device spread.
    """
    from scipy.stats import spearmanr

    where = "two_write_components"
    reads = checks.sample(first, where, minimum=4, name="first"), checks.sample(second, where, name="second")
    codes = whole_numbers(level, where, "level")
    checks.same_length(where, first=reads[0], second=reads[1], level=codes)
    a, b = (level_residuals(read, codes) for read in reads)
    degrees = a.size - np.unique(codes).size
    if degrees < 2 or not (a.any() and b.any()):
        raise NotEstimable(where, "no spread within levels", "needs several different cells per level")
    checks.at_least(n_resamples, MINIMUM_RESAMPLES, where, "n_resamples")
    cross, squares = a * b, a**2 + b**2
    rng = checks.generator(seed, where)
    # drawn in blocks: all counts at once would need memory for cells x resamples
    replicates = np.empty(n_resamples)
    for start in range(0, n_resamples, RESAMPLE_BLOCK):
        size = min(RESAMPLE_BLOCK, n_resamples - start)
        counts = rng.multinomial(a.size, np.full(a.size, 1 / a.size), size=size)
        replicates[start : start + size] = 2 * (counts @ cross) / (counts @ squares)
    low, high = percentile_ends(replicates)
    medians = [level_residuals(read, codes, centre="median") for read in reads]
    return Repeated(
        k=a.size,
        estimate=float(2 * cross.sum() / squares.sum()),
        low=low,
        high=high,
        level=LEVEL,
        covariance=float(cross.sum() / degrees),
        variances=(float((a**2).sum() / degrees), float((b**2).sum() / degrees)),
        pearson=float(cross.sum() / math.sqrt((a**2).sum() * (b**2).sum())),
        spearman=float(spearmanr(*medians).statistic),
        method="variance components of two writes, bootstrap over cells",
        note="confounded with everything that happened between the two reads (bake, order)",
    )


def neighbour_overlap(values: ArrayLike, level: ArrayLike) -> tuple[float, ...]:
    """For each pair of neighbouring levels, the chance that a cell of the lower level lies above one of the
    upper."""
    where = "neighbour_overlap"
    data = checks.sample(values, where, minimum=4)
    codes = np.asarray(level)
    checks.same_length(where, values=data, level=codes)
    numbers = np.unique(codes)
    parts = [data[codes == number] for number in numbers]
    if len(parts) < 2 or min(part.size for part in parts) < 2:
        raise NotEstimable(where, "fewer than two levels of two cells", "needs two cells in each of two levels")
    return tuple(1 - placement(low, high).p_less for low, high in pairwise(parts))


def _offset(address: ArrayLike, start: int, step: int, where: str) -> IntArray:
    checks.at_least(step, 1, where, "step")
    offset = whole_numbers(address, where, "address") - checks.at_least(start, 0, where, "start")
    if offset.size == 0 or (offset < 0).any() or (offset % step).any():
        raise NotEstimable(where, "an address is below the start or off the grid", "check the start")
    return offset // step
