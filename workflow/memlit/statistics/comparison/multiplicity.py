"""Adjustment for several tests."""

from collections.abc import Sequence

import numpy as np

from memlit.errors import NotEstimable
from memlit.statistics.checks import SMALLEST_P, sample


def holm(p: Sequence[float]) -> tuple[float, ...]:
    """Holm's step-down adjustment (Scand. J. Stat. 1979, 6, 65), in the order given; R's
    p.adjust(method="holm"). statsmodels' takes a hundred times as long, and draws ask for thousands."""
    where = "holm"
    values = sample(p, where, name="p")
    if (values < 0).any() or (values > 1).any():
        raise NotEstimable(where, "a p-value is outside 0 to 1", "pass p-values")
    order = np.argsort(values, kind="stable")
    factors = values.size - np.arange(values.size)
    stepped = np.minimum(1.0, np.maximum.accumulate(factors * values[order]))
    adjusted = np.empty_like(stepped)
    adjusted[order] = stepped
    return tuple(adjusted.tolist())


def holm_limits(p: Sequence[float], limits: Sequence[bool]) -> tuple[bool, ...]:
    """Which of Holm's adjusted p-values are upper limits; `limits` says which of the p-values are."""
    least = holm([SMALLEST_P if is_limit else value for value, is_limit in zip(p, limits, strict=True)])
    return tuple(low < value for low, value in zip(least, holm(p), strict=True))
