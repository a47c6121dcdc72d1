"""Comparisons of several classes with one value per paper: level (Welch, Kruskal-Wallis) and spread."""

import numpy as np
from numpy.typing import ArrayLike

from memlit.errors import NotEstimable
from memlit.statistics.checks import FloatArray, Labels, finite, probability, split
from memlit.statistics.results import KSample


def welch_f(means: FloatArray, variances: FloatArray, sizes: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Welch's F and its second degrees of freedom over the last axis (groups); Welch, Biometrika 1951, 38,
    330."""
    groups = means.shape[-1]
    w = sizes / variances
    total = w.sum(axis=-1, keepdims=True)
    centre = (w * means).sum(axis=-1, keepdims=True) / total
    between = (w * (means - centre) ** 2).sum(axis=-1) / (groups - 1)
    lack = ((1 - w / total) ** 2 / (sizes - 1)).sum(axis=-1)
    statistic = between / (1 + 2 * (groups - 2) / (groups**2 - 1) * lack)
    return statistic, (groups**2 - 1) / (3 * lack)


def welch_anova(y: ArrayLike, *, groups: Labels) -> KSample:
    """Welch's analysis of variance for unequal spread (R's oneway.test): df = groups - 1, df2 fractional.

    y: one value per paper (log10 of the metric). Raises NotEstimable for fewer than two values in a group or
    a group without spread.
    """
    from statsmodels.stats.oneway import anova_oneway

    where = "welch_anova"
    names, samples = split(y, groups, where, minimum=2)
    for name, part in zip(names, samples, strict=True):
        if np.ptp(part) == 0:
            raise NotEstimable(where, f"all values of group {name} are equal", "use kruskal, or leave the group out")
    test = anova_oneway(samples, use_var="unequal")
    return KSample(
        k=sum(part.size for part in samples),
        statistic=finite(float(test.statistic), where, "F"),
        df=float(test.df_num),
        df2=float(test.df_denom),
        p=probability(test.pvalue, where),
        method="Welch ANOVA",
    )


def kruskal(y: ArrayLike, *, groups: Labels) -> KSample:
    """Kruskal-Wallis test with tie correction; epsilon_squared = H / (n - 1) (Tomczak 2014).

    It tests whether the distributions are equal, so it responds to unequal spread as well as level.
    """
    from scipy import stats

    where = "kruskal"
    _, samples = split(y, groups, where, minimum=1)
    if np.ptp(np.concatenate(samples)) == 0:
        raise NotEstimable(where, "all values are equal", "there is nothing to rank")
    statistic, p = stats.kruskal(*samples)
    k = sum(part.size for part in samples)
    return KSample(
        k=k,
        epsilon_squared=float(statistic) / (k - 1),
        statistic=finite(statistic, where, "H"),
        df=len(samples) - 1.0,
        p=probability(p, where),
        method="Kruskal-Wallis",
    )


def brown_forsythe(y: ArrayLike, *, groups: Labels) -> KSample:
    """Brown-Forsythe test of equal spread (Levene's with medians; J. Am. Stat. Assoc. 1974, 69, 364)."""
    from scipy import stats

    where = "brown_forsythe"
    _, samples = split(y, groups, where, minimum=2)
    if all(np.ptp(np.abs(part - np.median(part))) == 0 for part in samples):
        raise NotEstimable(where, "the distances from the medians do not vary", "needs three or more different values")
    statistic, p = stats.levene(*samples, center="median")
    k = sum(part.size for part in samples)
    return KSample(
        k=k,
        statistic=finite(statistic, where, "the statistic"),
        df=len(samples) - 1.0,
        df2=float(k - len(samples)),
        p=probability(p, where),
        method="Brown-Forsythe",
    )


def fligner(y: ArrayLike, *, groups: Labels) -> KSample:
    """Fligner-Killeen test of equal spread with medians (J. Am. Stat. Assoc. 1976, 71, 210; R's
    fligner.test)."""
    from scipy import stats

    where = "fligner"
    _, samples = split(y, groups, where, minimum=2)
    distances = np.concatenate([np.abs(part - np.median(part)) for part in samples])
    if np.ptp(distances) == 0:
        raise NotEstimable(where, "the distances from the medians do not vary", "needs three or more different values")
    statistic, p = stats.fligner(*samples, center="median")
    return KSample(
        k=distances.size,
        statistic=finite(statistic, where, "the statistic"),
        df=len(samples) - 1.0,
        p=probability(p, where),
        method="Fligner-Killeen",
    )
