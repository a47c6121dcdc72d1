"""Log-normal values printed as < or > by maximum likelihood, and exact binomial intervals.

Our own code, because scipy's fit of censored data stops at about four digits.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from memlit.errors import NotEstimable
from memlit.statistics import checks
from memlit.statistics.checks import FloatArray, IntArray
from memlit.statistics.results import MethodResult

LOG_ROOT_TWO_PI = 0.5 * math.log(2 * math.pi)


@dataclass(frozen=True, kw_only=True)
class CensoredFit(MethodResult):
    """Location (estimate, se, low, high) and scale of a censored normal fit to log values, and the counts
    used."""

    sd: float
    left: int
    right: int
    log_likelihood: float


def censored_lognormal(y: ArrayLike, comparators: Sequence[str], *, level: float = 0.95) -> CensoredFit:
    """Maximum likelihood of a log-normal sample with values printed as bounds.

    y: positive values (n,); comparators: one per value, "=" exact, "<" or "<=" left-censored (truth is smaller), ">" or
    ">=" right-censored. Location and sd are of log10 y. Newton iterations from the analytic gradient and Hessian;
    standard errors from the observed information (Tobin, Econometrica 1958, 26, 24). The normal interval is too narrow
    in small samples: of normal samples with 27 % left-censored it misses the location in 9, 7, 6 and 5 % at 8, 12, 20
    and 50 values. Use it only for printed bounds, never for an end that is merely unknown. Raises NotEstimable for
    fewer than two different exact values.
    """
    where = "censored_lognormal"
    values = checks.sample(y, where, minimum=2)
    checks.same_length(where, y=values, comparators=comparators)
    for comparator in comparators:
        checks.choice(comparator, ("=", "<", "<=", ">", ">="), where, "comparator")
    if (values <= 0).any():
        raise NotEstimable(where, "a value is zero or negative", "a log-normal value is positive")
    values = np.log10(values)
    side = np.array([{"=": 0, "<": -1, ">": 1}[comparator[0]] for comparator in comparators])
    exact = values[side == 0]
    if exact.size < 2 or np.ptp(exact) == 0:
        raise NotEstimable(where, "fewer than two different exact values", "show the values with their comparators")
    mean, scale, hessian, log_likelihood = _maximise(values, side, where)
    covariance = np.linalg.inv(-hessian)
    se = math.sqrt(covariance[0, 0])
    from scipy.special import ndtri

    half = float(ndtri(0.5 + checks.confidence(level, where) / 2)) * se
    return CensoredFit(
        k=values.size,
        estimate=mean,
        se=se,
        low=mean - half,
        high=mean + half,
        level=level,
        method="censored normal likelihood of log10",
        sd=scale,
        left=int((side < 0).sum()),
        right=int((side > 0).sum()),
        log_likelihood=log_likelihood,
    )


def _maximise(y: FloatArray, side: IntArray, where: str) -> tuple[float, float, FloatArray, float]:
    """Return mean, sd, the Hessian in (mean, ln sd) and the log-likelihood at the maximum."""
    from scipy.optimize import minimize

    def misfit(theta: FloatArray) -> tuple[float, FloatArray]:
        value, gradient, _ = _normal_likelihood(theta, y, side)
        return -value, -gradient

    def curvature(theta: FloatArray) -> FloatArray:
        return -_normal_likelihood(theta, y, side)[2]

    exact = y[side == 0]
    start = np.array([exact.mean(), math.log(exact.std())])
    theta = minimize(misfit, start, jac=True, hess=curvature, method="trust-exact").x
    # the search ends where rounding hides what it gains: Newton's steps lead on to the maximum
    for _ in range(2):
        theta = theta - np.linalg.solve(curvature(theta), misfit(theta)[1])
    value, _, hessian = _normal_likelihood(theta, y, side)
    if not math.isfinite(value) or np.linalg.eigvalsh(-hessian).min() <= 0:
        raise NotEstimable(where, "the likelihood has no maximum", "too many values are censored on one side")
    return float(theta[0]), math.exp(theta[1]), hessian, value


def _normal_likelihood(theta: FloatArray, y: FloatArray, side: IntArray) -> tuple[float, FloatArray, FloatArray]:
    from scipy.special import erfcx, log_ndtr

    scale = math.exp(theta[1])
    z = (y - theta[0]) / scale
    open_ended = side != 0
    # u: the standardised bound, with the sign for which P = Phi(u)
    u = np.where(side < 0, z, -z)
    log_p = log_ndtr(u)
    # phi(u) / Phi(u), without dividing two numbers that both vanish
    ratio = np.where(open_ended, math.sqrt(2 / math.pi) / erfcx(-u / math.sqrt(2)), 0.0)
    value = float(np.where(open_ended, log_p, -0.5 * z**2 - LOG_ROOT_TWO_PI - theta[1]).sum())
    first = np.where(open_ended, np.where(side < 0, ratio, -ratio), -z)
    second = np.where(open_ended, -ratio * (u + ratio), -1.0)
    gradient = np.array([-first.sum() / scale, (-first * z - ~open_ended).sum()])
    hessian = np.array(
        [
            [second.sum() / scale**2, (second * z + first).sum() / scale],
            [(second * z + first).sum() / scale, (second * z**2 + first * z).sum()],
        ]
    )
    return value, gradient, hessian


def clopper_pearson(count: int, n: int, *, level: float = 0.95) -> MethodResult:
    """Exact binomial interval of count / n (Clopper and Pearson, Biometrika 1934, 26, 404)."""
    from scipy.stats import beta

    where = "clopper_pearson"
    if checks.at_least(count, 0, where, "count") > checks.at_least(n, 1, where, "n"):
        raise NotEstimable(where, f"{count} of {n}", "needs count <= n")
    tail = (1 - checks.confidence(level, where)) / 2
    low = 0.0 if count == 0 else float(beta.ppf(tail, count, n - count + 1))
    high = 1.0 if count == n else float(beta.isf(tail, count + 1, n - count))
    return MethodResult(k=n, estimate=count / n, low=low, high=high, level=level, method="Clopper-Pearson")
