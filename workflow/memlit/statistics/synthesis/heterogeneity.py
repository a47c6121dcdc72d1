"""Estimators of the variance between studies and its Q-profile interval, for a general design."""

from dataclasses import dataclass

import numpy as np

from memlit.errors import NotEstimable
from memlit.statistics.checks import FloatArray

METHODS = ("DL", "PM", "REML", "ML")
# empirical Bayes (Morris 1983) solves the equation of Paule and Mandel
METHOD_SYNONYMS = {"eb": "PM"}
# above the rounding of one step, about 1e-15 of the total variance
STEP_TOLERANCE = 1e-14
MAXIMUM_STEPS = 5000
# per degree of freedom, in units of the sampling variances: below it there is only rounding
RESIDUAL_FLOOR = 1e-20
# scoring that still oscillates after this many steps is damped
UNDAMPED_STEPS = 100


@dataclass(frozen=True, eq=False)
class WeightedFit:
    """A weighted least-squares fit: coefficients, covariance, P = W - WX(X'WX)^-1X'W and y'Py."""

    beta: FloatArray
    covariance: FloatArray
    projection: FloatArray
    rss: float


def fit_weighted(y: FloatArray, variance: FloatArray, x: FloatArray) -> WeightedFit:
    """Fit y (k,) on x (k, p) with weights 1/variance."""
    w = 1.0 / variance
    weighted = x * w[:, None]
    covariance = np.linalg.inv(x.T @ weighted).astype(np.float64)
    beta = covariance @ (weighted.T @ y)
    projection = np.diag(w) - weighted @ covariance @ weighted.T
    residual = y - x @ beta
    return WeightedFit(beta=beta, covariance=covariance, projection=projection, rss=float((w * residual**2).sum()))


def tau2_estimate(
    y: FloatArray, v: FloatArray, x: FloatArray, method: str, where: str
) -> tuple[float, float, list[str]]:
    """Return tau2 (never negative), its standard error (as metafor's) and notes."""
    k, p = x.shape
    if k <= p:
        raise NotEstimable(where, f"{k} studies for {p} coefficients", "needs more studies than coefficients")
    if method == "DL":
        return _dersimonian_laird(y, v, x)
    if method == "PM":
        tau2 = _solve_q(y, v, x, float(k - p))
        total = float((1.0 / (v + tau2)).sum())
        return tau2, float(np.sqrt(2.0 * k**2 / (k - p)) / total), []
    return _likelihood(y, v, x, method, where)


def _dersimonian_laird(y: FloatArray, v: FloatArray, x: FloatArray) -> tuple[float, float, list[str]]:
    fit = fit_weighted(y, v, x)
    degrees = x.shape[0] - x.shape[1]
    trace = float(np.trace(fit.projection))
    raw = (fit.rss - degrees) / trace
    tau2 = max(0.0, raw)
    squares = float((fit.projection**2).sum())
    se = float(np.sqrt((2 * degrees + 4 * tau2 * trace + 2 * tau2**2 * squares) / trace**2))
    return tau2, se, ["Q is below its degrees of freedom: tau2 truncated at 0"] if raw < 0 else []


def _likelihood(y: FloatArray, v: FloatArray, x: FloatArray, method: str, where: str) -> tuple[float, float, list[str]]:
    tau2 = _hedges(y, v, x)
    scale = float(v.mean()) + tau2
    for iteration in range(MAXIMUM_STEPS):
        step, information = _score_step(y, v, x, tau2, method)
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
        if tau2 == 0.0 and _score_step(y, v, x, 0.0, method)[0] <= 0:
            break
    else:
        raise NotEstimable(where, f"{method} did not converge in {MAXIMUM_STEPS} steps", "use method='PM' or 'DL'")
    information = _score_step(y, v, x, tau2, method)[1]
    return tau2, float(np.sqrt(2.0 / information)), ["tau2 is at its boundary 0"] if tau2 == 0.0 else []


def _score_step(y: FloatArray, v: FloatArray, x: FloatArray, tau2: float, method: str) -> tuple[float, float]:
    """Fisher-scoring step and twice the information on tau2 (Viechtbauer, J. Educ. Behav. Stat. 2005, 30,
    261)."""
    projection = fit_weighted(y, v + tau2, x).projection
    quadratic = float(np.sum((projection @ y) ** 2))
    if method == "ML":
        w = 1.0 / (v + tau2)
        information = float((w**2).sum())
        return (quadratic - float(w.sum())) / information, information
    information = float((projection**2).sum())
    return (quadratic - float(np.trace(projection))) / information, information


def _hedges(y: FloatArray, v: FloatArray, x: FloatArray) -> float:
    """Variance-component start value of Hedges, without iteration, truncated at zero."""
    fit = fit_weighted(y, np.ones_like(v), x)
    expected = float((np.diag(fit.projection) * v).sum())
    return max(0.0, (fit.rss - expected) / float(x.shape[0] - x.shape[1]))


def _generalised_q(y: FloatArray, variance: FloatArray, x: FloatArray) -> float:
    """The weighted residual sum of squares of `fit_weighted`, without its k x k projection."""
    w = 1.0 / variance
    weighted = x * w[:, None]
    residual = y - x @ (np.linalg.inv(x.T @ weighted) @ (weighted.T @ y))
    return float((w * residual**2).sum())


def variance_factor(fit: WeightedFit, df: int, ci: str, where: str) -> float:
    """The factor of Hartung, Knapp, Sidik and Jonkman on the variance, at least 1 where modified, and 1 for z.

    Raises NotEstimable if hksj has no residual variance to work with.
    """
    if ci == "z":
        return 1.0
    factor = fit.rss / df
    if ci == "modified":
        return max(1.0, factor)
    if factor < RESIDUAL_FLOOR:
        raise NotEstimable(where, "the model fits without residuals", "use ci='modified' or 'z'")
    return factor


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


def profile_tau2(y: FloatArray, v: FloatArray, x: FloatArray, alpha: float) -> tuple[float, float, list[str]]:
    """Q-profile interval of tau2 (Viechtbauer, Stat. Med. 2007, 26, 37)."""
    from scipy.stats import chi2

    df = x.shape[0] - x.shape[1]
    low = _solve_q(y, v, x, float(chi2(df).isf(alpha / 2)))
    high = _solve_q(y, v, x, float(chi2(df).ppf(alpha / 2)))
    return low, high, ["the Q-profile interval of tau2 is empty, shown as 0 to 0"] if high == 0.0 else []
