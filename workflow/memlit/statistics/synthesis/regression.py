"""Random-effects meta-regression with the conventions of metafor's rma with moderators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from memlit.statistics.checks import choice, confidence, probability
from memlit.statistics.models.clusters import checked_design, column_names, through_origin
from memlit.statistics.results import Coefficients
from memlit.statistics.synthesis.heterogeneity import (
    METHOD_SYNONYMS,
    METHODS,
    fit_weighted,
    tau2_estimate,
    variance_factor,
)
from memlit.statistics.synthesis.pooling import INTERVAL_SYNONYMS, studies


@dataclass(frozen=True, kw_only=True)
class MetaRegression:
    """Coefficients with residual heterogeneity: tau2, i2 (percent) and the residual q with its p."""

    coefficients: Coefficients
    tau2: float
    se_tau2: float
    i2: float
    h2: float
    q: float
    q_df: int
    q_p: float


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
    from scipy import stats

    where = "meta_regression"
    effects, variances = studies(y, v, where)
    design = checked_design(x, effects.size, where)
    method = choice(method, METHODS, where, "method", synonyms=METHOD_SYNONYMS)
    ci = choice(ci, ("z", "hksj", "modified"), where, "ci", synonyms=INTERVAL_SYNONYMS)
    k, p = design.shape
    tau2, se_tau2, notes = tau2_estimate(effects, variances, design, method, where)
    fit, common = (fit_weighted(effects, total, design) for total in (variances + tau2, variances))
    df = k - p
    covariance = fit.covariance * variance_factor(fit, df, ci, where, "the model fits without residuals")
    se = np.sqrt(np.diag(covariance))
    reference = stats.norm if ci == "z" else stats.t(df)
    crit = float(reference.isf((1 - confidence(level, where)) / 2))
    statistic = fit.beta / se
    labels = column_names(names, p, where)
    typical = df / float(np.trace(common.projection))
    return MetaRegression(
        coefficients=Coefficients(
            k=k,
            n=k,
            names=labels,
            estimate=tuple(fit.beta.tolist()),
            se=tuple(se.tolist()),
            statistic=tuple(statistic.tolist()),
            df=tuple(float("inf") if ci == "z" else float(df) for _ in labels),
            p=tuple(probability(2 * reference.sf(abs(t)), where) for t in statistic),
            low=tuple((fit.beta - crit * se).tolist()),
            high=tuple((fit.beta + crit * se).tolist()),
            covariance=tuple(tuple(row) for row in covariance.tolist()),
            level=level,
            kind=f"{method}, {ci}",
            note="; ".join([*notes, *through_origin(design)]),
        ),
        tau2=tau2,
        se_tau2=se_tau2,
        i2=100 * tau2 / (typical + tau2),
        h2=tau2 / typical + 1,
        q=common.rss,
        q_df=df,
        q_p=probability(float(stats.chi2(df).sf(common.rss)), where),
    )
