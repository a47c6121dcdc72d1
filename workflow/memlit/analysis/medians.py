"""The median that all summaries share."""

from __future__ import annotations

import math
from collections.abc import Sequence


def log_median(values: Sequence[float]) -> float:
    """Median on the log scale: the middle value as it stands, or the geometric mean of the two middle ones."""
    ordered = sorted(values)
    low, high = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    return low if low == high else math.sqrt(low) * math.sqrt(high)
