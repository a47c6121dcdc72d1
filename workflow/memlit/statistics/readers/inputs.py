"""Errors of the inputs: disagreement of two readers, and draws of it."""

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

    above_2, at_least_2, above_10: pairs that differ by more than a factor 2, by 2 or more, by 10 or more;
    median_absolute of the log10 ratio; reading_sd: SD of one reading, that of the ratio over sqrt(2).
    """

    k: int
    above_2: int
    at_least_2: int
    above_10: int
    median_absolute: float
    reading_sd: float


def extraction_error(first: ArrayLike, second: ArrayLike) -> ExtractionError:
    """Compare two readings of the same k positive values; a pair is one value from two curators, not two values."""
    where = "extraction_error"
    a, b = checks.sample(first, where, minimum=2, name="first"), checks.sample(second, where, minimum=2, name="second")
    checks.same_length(where, first=a, second=b)
    if (a <= 0).any() or (b <= 0).any():
        raise NotEstimable(where, "a value is zero or negative", "leave it out: the ratio has no logarithm")
    log_ratio = np.log10(a) - np.log10(b)
    size = np.abs(log_ratio)
    return ExtractionError(
        k=a.size,
        above_2=int((size > math.log10(2) + RATIO_TOLERANCE).sum()),
        at_least_2=int((size >= math.log10(2) - RATIO_TOLERANCE).sum()),
        above_10=int((size >= 1 - RATIO_TOLERANCE).sum()),
        median_absolute=float(np.median(size)),
        reading_sd=float(np.sqrt((log_ratio**2).mean() / 2)),
    )


def perturb(log_ratios: ArrayLike, *, shape: tuple[int, ...], rng: np.random.Generator) -> FloatArray:
    """Errors in decades of values, each of which one of two readers read.

    log_ratios: measured log10 ratios of two readings, drawn with random sign and divided by sqrt(2).
    """
    pool = checks.sample(log_ratios, "perturb", name="log_ratios")
    return np.asarray(rng.choice([-1.0, 1.0], size=shape) * rng.choice(pool, size=shape) / math.sqrt(2))
