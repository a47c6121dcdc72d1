"""Errors of the inputs: disagreement of two readers, Monte Carlo of printed values, and metrics that share
columns."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from memlit.errors import NotEstimable
from memlit.statistics import checks
from memlit.statistics.checks import FloatArray
from memlit.statistics.results import MethodResult

_Columns = Mapping[str, FloatArray]
# decades: a ratio of exactly 2 or 10 is such a ratio whatever the rounding of its logarithm
RATIO_TOLERANCE = 1e-9


@dataclass(frozen=True, kw_only=True)
class ExtractionError:
    """Disagreement of two readings of the same values on the log10 scale (decades).

    above_2, above_10: pairs that differ by more than a factor 2, by a factor 10 or more; median_absolute of
    the log10 ratio; reading_sd: SD of one reading, that of the ratio over sqrt(2); ratios sorted, for
    resampling.
    """

    k: int
    above_2: int
    above_10: int
    share_above_2: float
    median_absolute: float
    reading_sd: float
    log_ratios: tuple[float, ...]


def extraction_error(first: ArrayLike, second: ArrayLike) -> ExtractionError:
    """Compare two readings of the same k positive values; a pair is one value from two curators, not two values."""
    where = "extraction_error"
    a, b = checks.sample(first, where, minimum=2, name="first"), checks.sample(second, where, minimum=2, name="second")
    checks.same_length(where, first=a, second=b)
    if (a <= 0).any() or (b <= 0).any():
        raise NotEstimable(where, "a value is zero or negative", "leave it out: the ratio has no logarithm")
    log_ratio = np.log10(a) - np.log10(b)
    size = np.abs(log_ratio)
    above_2 = int((size > math.log10(2) + RATIO_TOLERANCE).sum())
    return ExtractionError(
        k=a.size,
        above_2=above_2,
        above_10=int((size >= 1 - RATIO_TOLERANCE).sum()),
        share_above_2=above_2 / a.size,
        median_absolute=float(np.median(size)),
        reading_sd=float(np.sqrt((log_ratio**2).mean() / 2)),
        log_ratios=tuple(np.sort(log_ratio).tolist()),
    )


def perturb(
    values: ArrayLike,
    *,
    half_digit: ArrayLike | None = None,
    log10_sd: ArrayLike | None = None,
    log_ratios: ArrayLike | None = None,
    n: int = 1000,
    seed: int = 0,
) -> FloatArray:
    """Draw n versions of k positive values with their input error; returns shape (n, k).

    half_digit: half of the last printed digit (unit of the value, uniform rounding error); log10_sd: SD in
    decades of a log-normal error (digitization); log_ratios: measured log10 ratios of two readings, drawn
    with random sign and divided by sqrt(2). Errors given together multiply.
    """
    where = "perturb"
    centre = checks.sample(values, where, name="values")
    if (centre <= 0).any():
        raise NotEstimable(where, "a value is zero or negative", "the error is relative: leave it out")
    checks.at_least(n, 1, where, "n")
    rng = checks.generator(seed, where)
    drawn = np.broadcast_to(centre, (n, centre.size)).copy()
    if half_digit is not None:
        half = _each(half_digit, centre, where, "half_digit")
        if (half >= centre).any() or (half < 0).any():
            raise NotEstimable(where, "half a digit is negative or exceeds the value", "give it in the value's unit")
        drawn += half * rng.uniform(-1, 1, size=drawn.shape)
    if log10_sd is not None:
        drawn *= 10 ** (_each(log10_sd, centre, where, "log10_sd") * rng.standard_normal(drawn.shape))
    if log_ratios is not None:
        pool = checks.sample(log_ratios, where, name="log_ratios")
        signs = rng.choice([-1.0, 1.0], size=drawn.shape)
        drawn *= 10 ** (signs * rng.choice(pool, size=drawn.shape) / math.sqrt(2))
    return drawn


def _each(errors: ArrayLike, values: FloatArray, where: str, name: str) -> FloatArray:
    """One error for all values, or one for each."""
    found = checks.numbers(errors, where, name)
    if found.shape not in ((), values.shape):
        raise NotEstimable(where, f"{name} has shape {found.shape}", f"pass one number or {values.size}")
    return np.broadcast_to(found, values.shape)


def relative_error(exponents: ArrayLike, relative_sd: ArrayLike) -> float:
    """SD of ln of a product of powers with independent factors, sqrt(sum (a_i s_i)^2) (delta method, GUM
    5.1.6).

    E = V^2 G t has exponents 2, 1, 1.
    """
    where = "relative_error"
    a, s = checks.sample(exponents, where, name="exponents"), checks.sample(relative_sd, where, name="relative_sd")
    checks.same_length(where, exponents=a, relative_sd=s)
    if (s < 0).any():
        raise NotEstimable(where, "a relative error is negative", "pass standard deviations")
    return float(np.sqrt(((a * s) ** 2).sum()))


def coupled_correlation(
    columns: Mapping[str, ArrayLike],
    first: Callable[[_Columns], FloatArray],
    second: Callable[[_Columns], FloatArray],
    *,
    n_permutations: int = 9999,
    seed: int = 0,
    level: float = 0.95,
) -> MethodResult:
    """Spearman correlation of two metrics that share raw columns, against a null that permutes each raw
    column.

    columns: raw values by name, each of length k; first, second: functions from columns to a metric (k,). Under the
    null each column is permuted by itself and both metrics are computed again, so built-in correlation stays in the
    null: low and high hold `level` of it (2.5 % and 97.5 % quantiles). p: two-sided about the null's mean. Permuting
    columns that constrain each other (G_off <= G_on) would give impossible values: pass one of them and their ratio.
    """
    where = "coupled_correlation"
    raw = {name: checks.sample(values, where, minimum=5, name=name) for name, values in sorted(columns.items())}
    checks.permutations(n_permutations, where)
    rng = checks.generator(seed, where)
    k = checks.same_length(where, **raw)

    def metrics(table: _Columns) -> tuple[FloatArray, FloatArray]:
        return np.asarray(first(table), dtype=np.float64), np.asarray(second(table), dtype=np.float64)

    def correlations(a: FloatArray, b: FloatArray) -> FloatArray:
        if (np.ptp(a, axis=-1) == 0).any() or (np.ptp(b, axis=-1) == 0).any():
            raise NotEstimable(where, "a metric is constant", "there is nothing to correlate")
        # midranks of k values have the mean (k + 1) / 2
        u, v = (_midranks(metric) - (k + 1) / 2 for metric in (a, b))
        found: FloatArray = (u * v).sum(axis=-1) / np.sqrt((u**2).sum(axis=-1) * (v**2).sum(axis=-1))
        return found

    observed = checks.finite(float(correlations(*metrics(raw))), where, "the correlation")

    def permuted(n: int) -> FloatArray:
        drawn = [metrics({name: rng.permutation(values) for name, values in raw.items()}) for _ in range(n)]
        return correlations(np.array([a for a, _ in drawn]), np.array([b for _, b in drawn]))

    null = np.concatenate([permuted(n) for n in checks.blocks(n_permutations, k)])
    centre = float(null.mean())
    reached = int((np.abs(null - centre) >= abs(observed - centre) * (1 - checks.TIE_TOLERANCE)).sum())
    tail = (1 - checks.confidence(level, where)) / 2
    low, high = np.quantile(null, [tail, 1 - tail], method="weibull")
    return MethodResult(
        k=k,
        estimate=observed,
        statistic=observed - centre,
        p=checks.probability((reached + 1) / (n_permutations + 1), where),
        low=float(low),
        high=float(high),
        level=level,
        method="Spearman, null of permuted raw columns",
        note=f"low and high are the null's; built-in correlation {centre:.3f}",
    )


def _midranks(rows: FloatArray) -> FloatArray:
    """Midranks along the last axis. scipy's are made where there are ties alone, for they take many passes."""
    from scipy.stats import rankdata

    order = np.argsort(rows, axis=-1)
    ordered = np.take_along_axis(rows, order, axis=-1)
    ranks = np.empty(rows.shape)
    np.put_along_axis(ranks, order, np.arange(1.0, rows.shape[-1] + 1)[(None,) * (rows.ndim - 1)], axis=-1)
    tied = (np.diff(ordered, axis=-1) == 0).any(axis=-1)
    ranks[tied] = rankdata(rows[tied], axis=-1)
    return ranks
