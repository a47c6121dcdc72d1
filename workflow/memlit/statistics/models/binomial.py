"""Exact intervals of a share."""

from memlit.errors import NotEstimable
from memlit.statistics import checks
from memlit.statistics.results import MethodResult


def clopper_pearson(count: int, n: int, *, level: float = 0.95) -> MethodResult:
    """Exact binomial interval of count / n (Clopper and Pearson, Biometrika 1934, 26, 404)."""
    from scipy.stats import binomtest

    where = "clopper_pearson"
    if checks.at_least(count, 0, where, "count") > checks.at_least(n, 1, where, "n"):
        raise NotEstimable(where, f"{count} of {n}", "needs count <= n")
    found = binomtest(count, n).proportion_ci(checks.confidence(level, where), method="exact")
    return MethodResult(
        k=n, estimate=count / n, low=float(found.low), high=float(found.high), level=level, method="Clopper-Pearson"
    )
