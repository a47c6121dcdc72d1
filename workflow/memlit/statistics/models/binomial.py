"""Exact intervals of a share."""

from memlit.errors import NotEstimable
from memlit.statistics import checks
from memlit.statistics.results import MethodResult


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
