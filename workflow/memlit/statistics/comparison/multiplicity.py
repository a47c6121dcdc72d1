"""Adjustment for several tests and the smallest shift that a comparison can detect."""

import math
from collections.abc import Sequence

import numpy as np

from memlit.errors import NotEstimable
from memlit.statistics.checks import SMALLEST_P, at_least, confidence, finite_number, sample
from memlit.statistics.results import MethodResult

# 3/pi, the asymptotic relative efficiency of the Wilcoxon test under normality, as rounded in the plan
RANK_TEST_EFFICIENCY = 0.955
# standard deviations: no power that is reached only beyond is of use
LARGEST_SHIFT = 1e6


def holm(p: Sequence[float]) -> tuple[float, ...]:
    """Holm's step-down adjustment (Scand. J. Stat. 1979, 6, 65), in the order given; R's
    p.adjust(method="holm"). statsmodels' takes a hundred times as long, and draws ask for thousands."""
    where = "holm"
    values = sample(p, where, name="p")
    if (values < 0).any() or (values > 1).any():
        raise NotEstimable(where, "a p-value is outside 0 to 1", "pass p-values")
    order = np.argsort(values, kind="stable")
    factors = values.size - np.arange(values.size)
    stepped = np.minimum(1.0, np.maximum.accumulate(factors * values[order]))
    adjusted = np.empty_like(stepped)
    adjusted[order] = stepped
    return tuple(adjusted.tolist())


def holm_limits(p: Sequence[float], limits: Sequence[bool]) -> tuple[bool, ...]:
    """Which of Holm's adjusted p-values are upper limits; `limits` says which of the p-values are."""
    least = holm([SMALLEST_P if is_limit else value for value, is_limit in zip(p, limits, strict=True)])
    return tuple(low < value for low, value in zip(least, holm(p), strict=True))


def minimum_detectable_shift(
    n1: int, n2: int, *, sd: float = 1.0, alpha: float = 0.05, power: float = 0.8
) -> MethodResult:
    """Smallest shift (unit of sd) that a two-sided rank test of n1 against n2 papers detects with `power`.

    Two-sample t power from the noncentral t distribution (R's power.t.test, strict) with sizes times the asymptotic
    relative efficiency 0.955 (3/pi) of the Wilcoxon test under normality.
    """
    from scipy.optimize import brentq
    from scipy.stats import nct, t

    where = "minimum_detectable_shift"
    at_least(n1, 2, where, "n1")
    at_least(n2, 2, where, "n2")
    confidence(alpha, where, "alpha", 0.05)
    confidence(power, where, "power", 0.8)
    sd = finite_number(sd, where, "sd")
    if not (alpha < power and sd > 0):
        raise NotEstimable(where, "alpha, power or sd out of range", "needs 0 < alpha < power < 1, sd > 0")
    first, second = n1 * RANK_TEST_EFFICIENCY, n2 * RANK_TEST_EFFICIENCY
    df = first + second - 2
    crit = float(t.isf(alpha / 2, df))
    root = np.sqrt(first * second / (first + second))

    def lack(shift: float) -> float:
        far_tail = float(nct.cdf(-crit, df, shift * root))
        # scipy gives NaN far out, where this tail is below P(Z < -6) and adds nothing
        return float(nct.sf(crit, df, shift * root)) + (0.0 if math.isnan(far_tail) else far_tail) - power

    upper = 1.0
    while lack(upper) < 0:
        upper *= 2
        if upper > LARGEST_SHIFT:
            raise NotEstimable(where, "no shift reaches the power", "needs more papers")
    shift = float(brentq(lack, 0.0, upper, xtol=1e-13, rtol=1e-14))
    return MethodResult(
        k=n1 + n2,
        estimate=shift * sd,
        df=df,
        method="noncentral t",
        note=f"alpha {alpha:g}, power {power:g}, efficiency {RANK_TEST_EFFICIENCY:.3f}",
    )
