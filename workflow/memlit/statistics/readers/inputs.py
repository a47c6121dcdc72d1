"""Errors of the inputs: disagreement of two readers, and Monte Carlo of printed values."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from memlit.errors import NotEstimable
from memlit.statistics import checks
from memlit.statistics.checks import FloatArray

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
