"""Effect sizes of variability on the natural-log scale, each with its small-sample correction and variance.

Nakagawa et al., Methods Ecol. Evol. 2015, 6, 143 (doi:10.1111/2041-210X.12309), with the correlation of
mean and standard deviation zero unless given, as metafor's escalc (measures CVLN, SDLN, CVR, VR; vtype LS).
Senior, Viechtbauer and Nakagawa, Res. Synth. Methods 2020, 11, 553 (doi:10.1002/jrsm.1423): second-order
terms.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from memlit.errors import NotEstimable
from memlit.statistics.checks import LARGEST, FloatArray, choice, confidence, finite_number, numbers
from memlit.statistics.results import EffectSizes

ESTIMATORS = ("nakagawa2015", "senior2020", "mixed")
# LS2: metafor's name for the second-order variance
SYNONYMS = {"nakagawa": "nakagawa2015", "senior": "senior2020", "ls2": "senior2020"}


def log_cv(
    mean: ArrayLike,
    sd: ArrayLike,
    n: ArrayLike,
    *,
    estimator: str = "nakagawa2015",
    mean_sd_correlation: float = 0.0,
    level: float = 0.95,
) -> EffectSizes:
    """Log coefficient of variation, ln(sd/mean) + 1/(2(n-1)), variance 1/(2(n-1)) + sd^2/(n mean^2).

    mean, sd, n: scalars or arrays of equal shape (mean and sd in one unit, n >= 2 independent values, not
    cycles of one device); scalars give scalars. mean_sd_correlation: of ln mean and ln sd over studies
    (Nakagawa 2015, eq. 27; 0 for normal data). estimator: nakagawa2015, senior2020 (second-order bias and
    variance; also senior, ls2) or mixed (second-order bias, first-order variance). The corrections are those of
    normal data: for log-normal values with an SD of ln y of 1 the estimate is low by 0.38, 0.29, 0.18 and 0.06 at 5,
    10, 30 and 200 values, and the interval of 95 % misses 13, 14, 18 and 27 %. There ln of `log_normal_cv` of the SD
    of ln y is low by 0.12, 0.05, 0.02 and 0.00, and `log_sd` of that SD comes with a variance. Raises NotEstimable
    for mean <= 0, sd <= 0, n < 2 or values that are not finite.
    """
    return _sizes("log_cv", [(mean, sd, n)], estimator, level, mean_sd_correlation)


def log_sd(sd: ArrayLike, n: ArrayLike, *, estimator: str = "nakagawa2015", level: float = 0.95) -> EffectSizes:
    """Log standard deviation, ln(sd) + 1/(2(n-1)), variance 1/(2(n-1)); for log-normal states sd is that of
    ln y.

    Raises NotEstimable for sd <= 0, n < 2 or values that are not finite.
    """
    return _sizes("log_sd", [(None, sd, n)], estimator, level)


def log_cv_ratio(
    mean1: ArrayLike,
    sd1: ArrayLike,
    n1: ArrayLike,
    mean2: ArrayLike,
    sd2: ArrayLike,
    n2: ArrayLike,
    *,
    estimator: str = "nakagawa2015",
    mean_sd_correlation: float = 0.0,
    level: float = 0.95,
) -> EffectSizes:
    """Log ratio of coefficients of variation of group 1 over group 2 (lnCVR), independent groups.

    mean_sd_correlation: of ln mean and ln sd within a group, never of the two groups (the correlation of paired arms
    is not taken). nakagawa2015 equals metafor 4 (measure CVR); senior2020 equals metafor 5 with vtype LS2; mixed has
    the second-order estimate and the first-order variance. Inputs and errors as `log_cv`.
    """
    return _sizes("log_cv_ratio", [(mean1, sd1, n1), (mean2, sd2, n2)], estimator, level, mean_sd_correlation)


def log_var_ratio(
    sd1: ArrayLike,
    n1: ArrayLike,
    sd2: ArrayLike,
    n2: ArrayLike,
    *,
    estimator: str = "nakagawa2015",
    level: float = 0.95,
) -> EffectSizes:
    """Log ratio of standard deviations of group 1 over group 2 (lnVR; metafor's measure VR), independent
    groups.

    Inputs and errors as `log_sd`.
    """
    return _sizes("log_var_ratio", [(None, sd1, n1), (None, sd2, n2)], estimator, level)


def log_normal_cv(sd_log: ArrayLike) -> FloatArray:
    """Coefficient of variation of a log-normal variable, sqrt(exp(s^2) - 1), s the SD of the natural
    logarithm."""
    s = numbers(sd_log, "log_normal_cv", "sd_log")
    if not np.isfinite(s).all() or (s < 0).any():
        raise NotEstimable("log_normal_cv", "a standard deviation is negative or not finite", "leave it out")
    return np.sqrt(np.expm1(s**2))


def _moments(
    mean: ArrayLike | None, sd: ArrayLike, n: ArrayLike, where: str
) -> tuple[FloatArray, FloatArray, FloatArray]:
    m = np.ones(()) if mean is None else numbers(mean, where, "mean")
    s, count = numbers(sd, where, "sd"), numbers(n, where, "n")
    try:
        m, s, count = np.broadcast_arrays(m, s, count)
    except ValueError:
        raise NotEstimable(where, "lengths of mean, sd and n differ", "pass arrays of one length") from None
    if s.size == 0:
        raise NotEstimable(where, "no values", "pass at least one study")
    if not (np.isfinite(m).all() and np.isfinite(s).all() and np.isfinite(count).all()):
        raise NotEstimable(
            where, "a mean, sd or n is not finite", "leave the study out; without n there is no variance"
        )
    if (count < 2).any():
        raise NotEstimable(where, "n below 2", "a standard deviation needs at least two values")
    if (s <= 0).any() or (m <= 0).any():
        raise NotEstimable(
            where, "a mean or standard deviation is zero or negative", "the logarithm needs positive values"
        )
    with np.errstate(over="ignore", under="ignore"):
        ratio = s / m
    if ratio.max() > LARGEST or ratio.min() < 1 / LARGEST:
        raise NotEstimable(where, f"mean and sd are {LARGEST:g} apart", "look for an error in the unit")
    return m, s, count


def _arm(
    mean: ArrayLike | None, sd: ArrayLike, n: ArrayLike, estimator: str, correlation: float, where: str
) -> tuple[FloatArray, FloatArray]:
    """ln CV of one group and its variance; ln SD where it has no mean."""
    m, s, count = _moments(mean, sd, n, where)
    half = 1.0 / (2.0 * (count - 1.0))
    s_variance = half + 1.0 / (2.0 * (count - 1.0) ** 2) if estimator == "senior2020" else half
    if mean is None:
        return np.log(s) + half, s_variance
    mean_term = (s / m) ** 2 / count
    estimate = np.log(s) + half - np.log(m)
    if estimator != "nakagawa2015":
        estimate = estimate - mean_term / 2.0
    m_variance = mean_term + mean_term**2 / 2.0 if estimator == "senior2020" else mean_term
    return estimate, s_variance + m_variance - 2.0 * correlation * np.sqrt(s_variance * m_variance)


Moments = tuple[ArrayLike | None, ArrayLike, ArrayLike]
"""Mean, SD and number of values of the studies of a group."""


def _sizes(
    where: str, groups: Sequence[Moments], estimator: str, level: float, correlation: float = 0.0
) -> EffectSizes:
    """The effect sizes of a group, or of the first over the second."""
    from scipy.special import ndtri

    correlation = finite_number(correlation, where, "mean_sd_correlation")
    estimator = choice(estimator, ESTIMATORS, where, "estimator", synonyms=SYNONYMS)
    arms = [_arm(*moments, estimator, correlation, where) for moments in groups]
    estimate, variance = arms[0]
    for other, its_variance in arms[1:]:
        if estimate.size != other.size and 1 not in (estimate.size, other.size):
            sizes = f"{estimate.size} first and {other.size} second groups"
            raise NotEstimable(where, sizes, "pass arrays of one length")
        estimate, variance = estimate - other, variance + its_variance
    if (variance <= 0).any():
        raise NotEstimable(where, "a sampling variance is not positive", "pass a mean_sd_correlation strictly below 1")
    se = np.sqrt(variance)
    z = float(ndtri(0.5 + confidence(level, where) / 2.0))
    fields = {"estimate": estimate, "variance": variance, "se": se, "low": estimate - z * se, "high": estimate + z * se}
    # An index of nothing keeps arrays as they are and makes a scalar of what has no axis.
    arrays: dict[str, Any] = {name: np.asarray(array)[()] for name, array in fields.items()}
    for array in arrays.values():
        array.setflags(write=False)
    return EffectSizes(k=estimate.size, level=level, estimator=estimator, **arrays)
