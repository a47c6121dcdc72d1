"""Random-effects pooling with the conventions of metafor's rma (Viechtbauer, J. Stat. Softw. 2010, 36(3)).

The variance between studies, tau2, is that of REML, for a mean or a general design. This is our own code, because
statsmodels' `combine_effects` has no REML, no design and no prediction interval.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from memlit.errors import NotEstimable
from memlit.statistics import checks
from memlit.statistics.checks import FloatArray
from memlit.statistics.models.clusters import checked_design, sure_digits
from memlit.statistics.results import Pooled

# at 5 studies HKSJ covers 93 % and the modified interval 95 % (evaluation/statistics/calibration.csv)
STUDIES_FOR_HKSJ = 5
# above the rounding of one step, about 1e-15 of the total variance
STEP_TOLERANCE = 1e-14
MAXIMUM_STEPS = 5000
# per degree of freedom, in units of the sampling variances: below it there is only rounding
RESIDUAL_FLOOR = 1e-20
# scoring that still oscillates after this many steps is damped
UNDAMPED_STEPS = 100


def pool_random_effects(y: ArrayLike, v: ArrayLike, *, level: float = 0.95) -> Pooled:
    """Pool k effect sizes y with sampling variances v (squared unit of y).

    The interval is that of Hartung, Knapp, Sidik and Jonkman, t with k - 1 df, with fewer than five studies modified:
    never narrower than Wald's standard error (Roever et al. 2015; metafor's adhoc). The prediction interval is t with
    k - 2 df (Riley et al. 2011); with k - 1 it covers less at every k
    (evaluation/statistics/calibration.csv). tau2 interval: Q-profile (Viechtbauer 2007). i2 (percent) follows Higgins
    and Thompson 2002 with the typical sampling variance, as metafor. Raises NotEstimable for k < 3, a variance that is
    not positive, values that are not finite, or a sample without residual variance where the interval is not modified.
    """
    where = "pool_random_effects"
    from scipy import stats

    effects, variances = _studies(y, v, where, minimum=3)
    k = effects.size
    design = np.ones((k, 1))
    tau2 = _reml(effects, variances, design, where)
    fit, common = (_fit_weighted(effects, total, design) for total in (variances + tau2, variances))
    factor = fit.rss / (k - 1)
    if k < STUDIES_FOR_HKSJ:
        factor = max(1.0, factor)
    elif factor < RESIDUAL_FLOOR:
        raise NotEstimable(where, "the model fits without residuals", "look for a study that is counted several times")
    se = float(np.sqrt(fit.covariance * factor)[0, 0])
    tail = (1 - checks.confidence(level, where)) / 2
    estimate = sure_digits(fit.beta, np.maximum(abs(fit.beta), se))
    half = stats.t(k - 1).isf(tail) * np.array([se])
    ends = [float(sure_digits(estimate + sign * half, half)[0]) for sign in (-1, 1)]
    middle = float(estimate[0])
    spread = float(stats.t(k - 2).isf(tail)) * math.sqrt(tau2 + se**2)
    low, high = _tau2_interval(effects, variances, design, 1 - level)
    typical = (k - 1) / float(np.trace(common.projection))
    return Pooled(
        k=k,
        estimate=middle,
        se=se,
        low=ends[0],
        high=ends[1],
        level=level,
        tau2=tau2,
        tau2_low=low,
        tau2_high=high,
        i2=100 * tau2 / (typical + tau2),
        i2_low=100 * low / (typical + low),
        i2_high=100 * high / (typical + high),
        pi_low=middle - spread,
        pi_high=middle + spread,
    )


def tau2_reml(y: ArrayLike, v: ArrayLike, x: ArrayLike) -> float:
    """tau2 of a meta-regression of effect sizes y (k,) with sampling variances v on the design x (k, p).

    Give v + tau2 to `cluster_robust` as `v` for coefficients with CR2 and Satterthwaite.
    """
    where = "tau2_reml"
    effects, variances = _studies(y, v, where)
    return _reml(effects, variances, checked_design(x, effects.size, where), where)


def _studies(y: ArrayLike, v: ArrayLike, where: str, minimum: int = 2) -> tuple[FloatArray, FloatArray]:
    """Return checked effect sizes and positive sampling variances of enough studies."""
    effects = checks.sample(y, where, minimum=minimum)
    variances = checks.sample(v, where, name="v")
    checks.same_length(where, y=effects, v=variances)
    if (variances <= 0).any():
        raise NotEstimable(where, "a sampling variance is zero or negative", "leave out studies without a variance")
    if (variances < checks.SMALLEST_VARIANCE).any():
        raise NotEstimable(
            where, f"a sampling variance is below {checks.SMALLEST_VARIANCE:g}", "give y and v in another unit"
        )
    return effects, variances


@dataclass(frozen=True, eq=False)
class _WeightedFit:
    """A weighted least-squares fit: coefficients, covariance, P = W - WX(X'WX)^-1X'W and y'Py."""

    beta: FloatArray
    covariance: FloatArray
    projection: FloatArray
    rss: float


def _fit_weighted(y: FloatArray, variance: FloatArray, x: FloatArray) -> _WeightedFit:
    """Fit y (k,) on x (k, p) with weights 1/variance."""
    w = 1.0 / variance
    weighted = x * w[:, None]
    covariance = np.linalg.inv(x.T @ weighted).astype(np.float64)
    beta = covariance @ (weighted.T @ y)
    projection = np.diag(w) - weighted @ covariance @ weighted.T
    residual = y - x @ beta
    return _WeightedFit(beta=beta, covariance=covariance, projection=projection, rss=float((w * residual**2).sum()))


def _reml(y: FloatArray, v: FloatArray, x: FloatArray, where: str) -> float:
    """tau2 of restricted maximum likelihood by Fisher scoring, never negative."""
    k, p = x.shape
    if k <= p:
        raise NotEstimable(where, f"{k} studies for {p} coefficients", "needs more studies than coefficients")
    tau2 = _hedges(y, v, x)
    scale = float(v.mean()) + tau2
    for iteration in range(MAXIMUM_STEPS):
        step = _score_step(y, v, x, tau2)
        if iteration > UNDAMPED_STEPS:
            step /= 2
        while tau2 + step < 0:
            step /= 2
            if tau2 + step < STEP_TOLERANCE * scale:
                step = -tau2
                break
        tau2 += step
        if abs(step) <= STEP_TOLERANCE * scale:
            break
        if tau2 == 0.0 and _score_step(y, v, x, 0.0) <= 0:
            break
    else:
        raise NotEstimable(where, f"REML did not converge in {MAXIMUM_STEPS} steps", "look at the sampling variances")
    return tau2


def _score_step(y: FloatArray, v: FloatArray, x: FloatArray, tau2: float) -> float:
    """Fisher-scoring step on tau2 (Viechtbauer, J. Educ. Behav. Stat. 2005, 30, 261)."""
    projection = _fit_weighted(y, v + tau2, x).projection
    quadratic = float(np.sum((projection @ y) ** 2))
    return (quadratic - float(np.trace(projection))) / float((projection**2).sum())


def _hedges(y: FloatArray, v: FloatArray, x: FloatArray) -> float:
    """Variance-component start value of Hedges, without iteration, truncated at zero."""
    fit = _fit_weighted(y, np.ones_like(v), x)
    expected = float((np.diag(fit.projection) * v).sum())
    return max(0.0, (fit.rss - expected) / float(x.shape[0] - x.shape[1]))


def _generalised_q(y: FloatArray, variance: FloatArray, x: FloatArray) -> float:
    """The weighted residual sum of squares of `_fit_weighted`, without its k x k projection."""
    w = 1.0 / variance
    weighted = x * w[:, None]
    residual = y - x @ (np.linalg.inv(x.T @ weighted) @ (weighted.T @ y))
    return float((w * residual**2).sum())


def _solve_q(y: FloatArray, v: FloatArray, x: FloatArray, target: float) -> float:
    """Return the tau2 >= 0 whose generalised Q equals `target` (Q falls with tau2); 0 if Q is below it at 0."""
    from scipy.optimize import brentq

    def excess(tau2: float) -> float:
        return _generalised_q(y, v + tau2, x) - target

    if excess(0.0) <= 0:
        return 0.0
    upper = float(v.mean())
    while excess(upper) > 0:
        upper *= 2
    return float(brentq(excess, 0.0, upper, xtol=1e-15 * upper, rtol=1e-14, maxiter=500))


def _tau2_interval(y: FloatArray, v: FloatArray, x: FloatArray, alpha: float) -> tuple[float, float]:
    """Q-profile interval of tau2 (Viechtbauer, Stat. Med. 2007, 26, 37); 0 to 0 where it is empty."""
    from scipy.stats import chi2

    law = chi2(x.shape[0] - x.shape[1])
    return _solve_q(y, v, x, float(law.isf(alpha / 2))), _solve_q(y, v, x, float(law.ppf(alpha / 2)))
