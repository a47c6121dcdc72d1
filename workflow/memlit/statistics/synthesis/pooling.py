"""Random-effects pooling with the conventions of metafor's rma (Viechtbauer, J. Stat. Softw. 2010, 36(3)).

This is our own code, because PyMARE lacks the Paule-Mandel estimator and prediction intervals and takes I2 from Q, and
statsmodels' `combine_effects` lacks REML and does not truncate DerSimonian-Laird at zero.

Random-effects meta-regression with the conventions of metafor's rma with moderators.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from memlit.errors import NotEstimable, certain
from memlit.statistics import checks
from memlit.statistics.checks import FloatArray, Labels
from memlit.statistics.models.clusters import checked_design, coefficients, column_names
from memlit.statistics.results import Coefficients, Heterogeneity, Pooled
from memlit.statistics.synthesis.heterogeneity import (
    METHOD_SYNONYMS,
    METHODS,
    fit_weighted,
    profile_tau2,
    tau2_estimate,
    variance_factor,
)

INTERVALS = ("z", "hksj", "modified", "auto")
# at 5 studies HKSJ covers 93 % and the modified interval 95 % (evaluation/statistics/calibration.csv); auto changes
# here
STUDIES_FOR_HKSJ = 5
# the names of metafor, meta and RevMan
INTERVAL_SYNONYMS = {"wald": "z", "knha": "hksj", "hk": "hksj", "adhoc": "modified", "mkh": "modified"}
PREDICTIONS = ("metafor", "riley")
# Higgins, Thompson and Spiegelhalter
PREDICTION_SYNONYMS = {"hts": "riley"}


def pool_random_effects(
    y: ArrayLike,
    v: ArrayLike,
    *,
    method: str = "REML",
    ci: str = "hksj",
    level: float = 0.95,
    prediction: str = "metafor",
) -> Pooled:
    """Pool k effect sizes y with sampling variances v (squared unit of y).

    method: DL (DerSimonian and Laird 1986), PM (Paule and Mandel 1982; also EB, its equal), REML or ML (Fisher scoring;
    Viechtbauer 2005). ci: z (Wald), hksj (Hartung-Knapp-Sidik-Jonkman, t with k - 1 df) or modified (the same, never
    narrower than Wald's standard error; Roever et al. 2015; metafor's adhoc) or auto (hksj, modified for k < 5).
    prediction: metafor (the quantile of the interval) or riley (t with k - 2 df; Riley et al. 2011; needs k >= 3).
    Synonyms: wald for z, knha and hk for hksj, adhoc and mkh for modified, hts for riley. tau2 interval: Q-profile
    (Viechtbauer 2007). i2 (percent) and h2 follow Higgins and Thompson 2002 with the typical sampling variance, as
    metafor. Raises NotEstimable for k < 2, a variance that is not positive, values that are not finite, or a sample
    without residual variance under hksj.
    """
    where = "pool_random_effects"
    from scipy import stats

    effects, variances = studies(y, v, where)
    k = effects.size
    ci = checks.choice(ci, INTERVALS, where, "ci", synonyms=INTERVAL_SYNONYMS)
    if ci == "auto":
        ci = "modified" if k < STUDIES_FOR_HKSJ else "hksj"
    prediction = checks.choice(prediction, PREDICTIONS, where, "prediction", synonyms=PREDICTION_SYNONYMS)
    if prediction == "riley" and k < 3:
        raise NotEstimable(where, "k = 2", "the prediction interval of Riley et al. needs at least three studies")
    design = np.ones((k, 1))
    fit = _regress(effects, variances, design, method, ci, level, ("mean",), where)
    line = fit.coefficients
    estimate, se, df = line.estimate[0], line.se[0], line.df[0]
    checks.finite(line.statistic[0], where, "the test statistic")
    alpha = 1.0 - level
    degrees = k - 2 if prediction == "riley" else df
    law = stats.norm if math.isinf(degrees) else stats.t(degrees)
    spread = float(law.isf(alpha / 2)) * math.sqrt(fit.tau2 + se**2)
    tau2_low, tau2_high, profile_notes = profile_tau2(effects, variances, design, alpha)
    notes = [line.note, *profile_notes]
    if fit.tau2 == 0.0:
        notes.append("tau2 is 0: the prediction interval adds nothing to the confidence interval")
    typical = fit.q_df / float(np.trace(fit_weighted(effects, variances, design).projection))
    return Pooled(
        k=k,
        estimate=estimate,
        se=se,
        statistic=line.statistic[0],
        df=None if math.isinf(df) else df,
        p=line.p[0],
        low=line.low[0],
        high=line.high[0],
        level=level,
        method=line.kind,
        note="; ".join(filter(None, notes)),
        **{name: value for name, value in vars(fit).items() if name != "coefficients"},
        tau2_low=tau2_low,
        tau2_high=tau2_high,
        i2_low=100 * tau2_low / (typical + tau2_low),
        i2_high=100 * tau2_high / (typical + tau2_high),
        pi_low=estimate - spread,
        pi_high=estimate + spread,
    )


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """The pooled result without one study or paper, and the shift of the estimate it causes."""

    label: Any
    pooled: Pooled
    shift: float


@dataclass(frozen=True, kw_only=True)
class LeaveOneOut:
    """All leave-one-out results: low and high are the extremes of the estimate, label that of the largest
    shift; note names the removals that change whether p is below 1 - level."""

    k: int
    estimate: float
    low: float
    high: float
    largest_shift: float
    label: Any
    results: tuple[LeftOut, ...]
    note: str = ""


def leave_one_out(
    y: ArrayLike,
    v: ArrayLike,
    *,
    papers: Labels | None = None,
    method: str = "REML",
    ci: str = "hksj",
    level: float = 0.95,
) -> LeaveOneOut:
    """Pool again without each study, or without each paper if `papers` is given.

    Without papers the labels are the positions 0..k-1. Needs at least two studies after each removal.
    """
    where = "leave_one_out"
    effects, variances = studies(y, v, where)
    if papers is None:
        names: tuple[Any, ...] = tuple(range(effects.size))
        codes = np.arange(effects.size)
    else:
        checks.same_length(where, y=effects, papers=papers)
        names, codes = checks.encode(papers)
    full = pool_random_effects(effects, variances, method=method, ci=ci, level=level)
    assert full.estimate is not None
    results = []
    for code, name in enumerate(names):
        keep = codes != code
        if keep.sum() < 2:
            raise NotEstimable(where, f"without {name} fewer than two studies remain", "needs at least three studies")
        pooled = pool_random_effects(effects[keep], variances[keep], method=method, ci=ci, level=level)
        results.append(LeftOut(label=name, pooled=pooled, shift=certain(pooled.estimate) - full.estimate))
    worst = max(results, key=lambda result: abs(result.shift))
    estimates = [result.shift + full.estimate for result in results]
    return LeaveOneOut(
        k=effects.size,
        estimate=full.estimate,
        low=min(estimates),
        high=max(estimates),
        largest_shift=worst.shift,
        label=worst.label,
        results=tuple(results),
        note=_flips(full, results, 1 - level),
    )


def _flips(full: Pooled, results: Sequence[LeftOut], alpha: float) -> str:
    flipped = [
        str(result.label)
        for result in results
        if result.pooled.p and (result.pooled.p < alpha) != (certain(full.p) < alpha)
    ]
    return f"the decision at p = {alpha:.3g} changes without {', '.join(flipped)}" if flipped else ""


def random_effects_weights(
    y: ArrayLike, v: ArrayLike, x: ArrayLike, *, method: str = "REML"
) -> tuple[FloatArray, float]:
    """Return the total variances v + tau2 and tau2 of a meta-regression of y on the design x (k, p).

    Give the total variances to `cluster_robust` as `v` for coefficients with CR2 and Satterthwaite.
    """
    where = "random_effects_weights"
    effects, variances = studies(y, v, where)
    design = checked_design(x, effects.size, where)
    method = checks.choice(method, METHODS, where, "method", synonyms=METHOD_SYNONYMS)
    tau2, _, _ = tau2_estimate(effects, variances, design, method, where)
    return variances + tau2, tau2


def studies(y: ArrayLike, v: ArrayLike, where: str) -> tuple[FloatArray, FloatArray]:
    """Return checked effect sizes and positive sampling variances of at least two studies."""
    effects = checks.sample(y, where, minimum=2)
    variances = checks.sample(v, where, name="v")
    checks.same_length(where, y=effects, v=variances)
    if (variances <= 0).any():
        raise NotEstimable(where, "a sampling variance is zero or negative", "leave out studies without a variance")
    if (variances < checks.SMALLEST_VARIANCE).any():
        raise NotEstimable(
            where, f"a sampling variance is below {checks.SMALLEST_VARIANCE:g}", "give y and v in another unit"
        )
    return effects, variances


@dataclass(frozen=True, kw_only=True)
class MetaRegression(Heterogeneity):
    """Coefficients with residual heterogeneity: tau2, i2 (percent) and the residual q with its p."""

    coefficients: Coefficients


def meta_regression(
    y: ArrayLike,
    v: ArrayLike,
    x: ArrayLike,
    *,
    method: str = "REML",
    ci: str = "hksj",
    names: Sequence[str] | None = None,
    level: float = 0.95,
) -> MetaRegression:
    """Regress effect sizes y (k,) with sampling variances v on the design x (k, p; give the column of ones yourself).

    method and ci as `pool_random_effects` (z, hksj or modified), degrees of freedom k - p. The effects are assumed
    independent; if a paper gives several, use `random_effects_weights` with `cluster_robust`.
    """
    where = "meta_regression"
    effects, variances = studies(y, v, where)
    design = checked_design(x, effects.size, where)
    ci = checks.choice(ci, ("z", "hksj", "modified"), where, "ci", synonyms=INTERVAL_SYNONYMS)
    return _regress(effects, variances, design, method, ci, level, column_names(names, design.shape[1], where), where)


def _regress(
    y: FloatArray,
    v: FloatArray,
    x: FloatArray,
    method: str,
    ci: str,
    level: float,
    names: tuple[str, ...],
    where: str,
) -> MetaRegression:
    from scipy import stats

    method = checks.choice(method, METHODS, where, "method", synonyms=METHOD_SYNONYMS)
    k, p = x.shape
    df = k - p
    tau2, se_tau2, notes = tau2_estimate(y, v, x, method, where)
    fit, common = (fit_weighted(y, total, x) for total in (v + tau2, v))
    laws = [stats.norm if ci == "z" else stats.t(df)] * p
    covariance = fit.covariance * variance_factor(fit, df, ci, where)
    typical = df / float(np.trace(common.projection))
    return MetaRegression(
        coefficients=coefficients(
            x, fit.beta, covariance, laws, names, level, where, k=k, kind=f"{method}, {ci}", notes=notes
        ),
        tau2=tau2,
        se_tau2=se_tau2,
        i2=100 * tau2 / (typical + tau2),
        h2=tau2 / typical + 1,
        q=common.rss,
        q_df=df,
        q_p=checks.probability(float(stats.chi2(df).sf(common.rss)), where),
    )
