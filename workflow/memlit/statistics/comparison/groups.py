"""Comparisons of several classes with one value per paper: level (Welch, Kruskal-Wallis, Dunn) and spread."""

from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from memlit.errors import NotEstimable, certain
from memlit.statistics.checks import FloatArray, Labels, finite, probability, split
from memlit.statistics.comparison.multiplicity import holm
from memlit.statistics.results import KSample, Pair


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
    from scipy.stats import f

    where = "welch_anova"
    names, samples = split(y, groups, where, minimum=2)
    for name, part in zip(names, samples, strict=True):
        if np.ptp(part) == 0:
            raise NotEstimable(where, f"all values of group {name} are equal", "use kruskal, or leave the group out")
    means = np.array([part.mean() for part in samples])
    variances = np.array([part.var(ddof=1) for part in samples])
    sizes = np.array([part.size for part in samples], dtype=np.float64)
    statistic, df2 = welch_f(means, variances, sizes)
    df = len(samples) - 1.0
    return _k_sample(
        names,
        samples,
        statistic=finite(float(statistic), where, "F"),
        df2=float(df2),
        p=probability(f(df, df2).sf(statistic), where),
        method="Welch ANOVA",
        centres=tuple(means.tolist()),
    )


def _k_sample(names: tuple[Any, ...], samples: list[FloatArray], **found: Any) -> KSample:
    """A result of these groups; found: its other fields."""
    sizes = tuple(part.size for part in samples)
    return KSample(k=sum(sizes), df=len(sizes) - 1.0, groups=names, sizes=sizes, **found)


def kruskal(y: ArrayLike, *, groups: Labels) -> KSample:
    """Kruskal-Wallis test with tie correction; estimate and epsilon_squared = H / (n - 1) (Tomczak 2014);
    centres = medians.

    It tests whether the distributions are equal, so it responds to unequal spread as well as level.
    """
    from scipy import stats

    where = "kruskal"
    names, samples = split(y, groups, where, minimum=1)
    _not_all_equal(samples, where)
    statistic, p = stats.kruskal(*samples)
    epsilon = float(statistic) / (sum(part.size for part in samples) - 1)
    return _k_sample(
        names,
        samples,
        estimate=epsilon,
        epsilon_squared=epsilon,
        statistic=finite(statistic, where, "H"),
        p=probability(p, where),
        method="Kruskal-Wallis",
        centres=tuple(float(np.median(part)) for part in samples),
    )


def dunn(y: ArrayLike, *, groups: Labels) -> tuple[Pair, ...]:
    """Dunn's pairwise z tests on the joint ranks with tie correction (Technometrics 1964, 6, 241),
    Holm-adjusted.

    estimate: difference of mean ranks, first minus second group. Own code for the statistic, which
    scikit-posthocs does not return; the tests compare the p-values with it.
    """
    from scipy import stats

    where = "dunn"
    names, samples = split(y, groups, where, minimum=1)
    _not_all_equal(samples, where)
    pooled = np.concatenate(samples)
    total = pooled.size
    ranks = np.split(stats.rankdata(pooled), np.cumsum([part.size for part in samples])[:-1])
    _, ties = np.unique(pooled, return_counts=True)
    spread = total * (total + 1) / 12 - float((ties**3 - ties).sum()) / (12 * (total - 1))
    rows = []
    for (first, x), (second, y) in combinations(zip(names, ranks, strict=True), 2):
        difference = float(x.mean() - y.mean())
        se = float(np.sqrt(spread * (1 / x.size + 1 / y.size)))
        rows.append(
            Pair(
                k=x.size + y.size,
                estimate=difference,
                se=se,
                statistic=difference / se,
                p=probability(2 * stats.norm.sf(abs(difference / se)), where),
                method="Dunn",
                first=first,
                second=second,
                sizes=(x.size, y.size),
            )
        )
    adjusted = holm([certain(row.p) for row in rows])
    return tuple(replace(row, p_adjusted=p) for row, p in zip(rows, adjusted, strict=True))


def brown_forsythe(y: ArrayLike, *, groups: Labels) -> KSample:
    """Brown-Forsythe test of equal spread (Levene's with medians; J. Am. Stat. Assoc. 1974, 69, 364)."""
    from scipy import stats

    where = "brown_forsythe"
    names, samples = split(y, groups, where, minimum=2)
    if all(np.ptp(np.abs(part - np.median(part))) == 0 for part in samples):
        raise NotEstimable(where, "the distances from the medians do not vary", "needs three or more different values")
    statistic, p = stats.levene(*samples, center="median")
    df2 = float(sum(part.size for part in samples) - len(samples))
    return _spread(where, "Brown-Forsythe", names, samples, float(statistic), float(p), df2)


def fligner(y: ArrayLike, *, groups: Labels) -> KSample:
    """Fligner-Killeen test of equal spread with medians (J. Am. Stat. Assoc. 1976, 71, 210; R's
    fligner.test)."""
    from scipy import stats

    where = "fligner"
    names, samples = split(y, groups, where, minimum=2)
    distances = np.concatenate([np.abs(part - np.median(part)) for part in samples])
    if np.ptp(distances) == 0:
        raise NotEstimable(where, "the distances from the medians do not vary", "needs three or more different values")
    statistic, p = stats.fligner(*samples, center="median")
    return _spread(where, "Fligner-Killeen", names, samples, float(statistic), float(p))


def _spread(
    where: str,
    method: str,
    names: tuple[Any, ...],
    samples: list[FloatArray],
    statistic: float,
    p: float,
    df2: float | None = None,
) -> KSample:
    return _k_sample(
        names,
        samples,
        statistic=finite(statistic, where, "the statistic"),
        df2=df2,
        p=probability(p, where),
        method=method,
        centres=tuple(float(part.std(ddof=1)) for part in samples),
        note="centres are standard deviations",
    )


def _not_all_equal(samples: list[FloatArray], where: str) -> None:
    if np.ptp(np.concatenate(samples)) == 0:
        raise NotEstimable(where, "all values are equal", "there is nothing to rank")
