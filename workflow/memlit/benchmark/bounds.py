"""Intervals of what is known: magnitudes, and the feasible states of a device, each of which bounds the other."""

import math
from dataclasses import dataclass

from memlit.benchmark.formulas import product


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed interval of the non-negative reals; `high` may be infinite."""

    low: float = 0.0
    high: float = math.inf

    def __post_init__(self) -> None:
        if math.isnan(self.low) or math.isnan(self.high) or self.low < 0 or self.low > self.high:
            raise ValueError(f"no interval of magnitudes: [{self.low}, {self.high}]")

    @property
    def is_point(self) -> bool:
        """Whether it holds one number only."""
        return self.low == self.high

    @property
    def is_informative(self) -> bool:
        """Whether it says more than that a magnitude is not negative."""
        return self.low > 0 or math.isfinite(self.high)


UNKNOWN = Interval()
ANY_RATIO = Interval(1.0, math.inf)
"""Ratio G_on / G_off of a synapse: G_off <= G_on, so at least 1."""


def magnitude(low: float | None, high: float | None) -> Interval:
    """The interval of |x| for x in [low, high]; None is no bound on that side.

    Voltages enter as magnitudes: -2 V is 2 V, and -3 to -1 V is 1 to 3 V.
    """
    if low is None and high is None:
        return UNKNOWN
    if low is None or high is None:
        known = low if high is None else high
        assert known is not None
        # A bound of a negative value reverses when its sign is dropped.
        is_lower = (high is None) == (known >= 0)
        return Interval(abs(known), math.inf) if is_lower else Interval(0.0, abs(known))
    ends = sorted((abs(low), abs(high)))
    return Interval(0.0 if low < 0 < high else ends[0], ends[1])


@dataclass(frozen=True, slots=True)
class States:
    """Feasible conductances of both states: G_on, G_off in S and their ratio, narrowed to what fits all."""

    g_on: Interval
    g_off: Interval
    ratio: Interval = ANY_RATIO

    @classmethod
    def of(cls, g_on: Interval = UNKNOWN, g_off: Interval = UNKNOWN, ratio: Interval = ANY_RATIO) -> "States":
        """The tightest box around {G_on, G_off: each in its interval, G_on / G_off in `ratio`}.

        Both lower ends are reached together, and both upper ends: the set is a polygon closed under componentwise
        minimum and maximum, so monotone formulas have their bounds at these corners. The ratio is what both leave.
        Raises ValueError when nothing fits (G_off above G_on, or a ratio that contradicts both).
        """
        low_ratio = max(ratio.low, 1.0)
        on_low = max(g_on.low, product(g_off.low, low_ratio))
        # A ratio without an upper end bounds nothing, not even above an off state of zero.
        on_high = g_on.high if math.isinf(ratio.high) else min(g_on.high, g_off.high * ratio.high)
        off_low = max(g_off.low, on_low / ratio.high)
        off_high = min(g_off.high, on_high / low_ratio)
        # Rounding may part two ends that are one number.
        on, off = _tolerant(on_low, on_high), _tolerant(off_low, off_high)
        least = max(low_ratio, on.low / off.high) if off.high > 0 else low_ratio
        most = min(ratio.high, on.high / off.low) if off.low > 0 else ratio.high
        return cls(on, off, _tolerant(least, most))


def _tolerant(low: float, high: float) -> Interval:
    if low > high and math.isclose(low, high, rel_tol=1e-9):
        low = high
    return Interval(low, high)
