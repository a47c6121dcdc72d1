"""Benchmark formulas on intervals: what is known bounds the rest, a point where all is known.

E_a = V^2 mean(G_on, G_off) tau and P_s = V^2 G_off are eqns (1) and (2) of the review (Li et al.,
Nanoscale Horiz. 2023, 8, 1456), E_s = V^2 G_off tau and E_f = V^2 G_on tau its eqns (3) and (4).
All four grow with each argument, so their bounds are their values at the ends of the feasible set.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

ConductanceMean = Literal["arithmetic", "logarithmic", "on_only"]


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
        return self.low == self.high

    @property
    def is_informative(self) -> bool:
        """Whether it says more than that a magnitude is not negative."""
        return self.low > 0 or math.isfinite(self.high)

    def times(self, other: Interval) -> Interval:
        return Interval(_product(self.low, other.low), _product(self.high, other.high))

    def squared(self) -> Interval:
        return self.times(self)


UNKNOWN = Interval()
ANY_RATIO = Interval(1.0, math.inf)
"""Ratio G_on / G_off of a synapse: G_off <= G_on, so at least 1."""


def _product(first: float, second: float) -> float:
    # An end that is zero stays zero: nothing flows, whatever the other factor.
    return 0.0 if first == 0 or second == 0 else first * second


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

    @classmethod
    def of(cls, g_on: Interval = UNKNOWN, g_off: Interval = UNKNOWN, ratio: Interval = ANY_RATIO) -> States:
        """The tightest box around {G_on, G_off: each in its interval, G_on / G_off in `ratio`}.

        Both lower ends are reached together, and both upper ends: the set is a polygon closed under
        componentwise minimum and maximum, so monotone formulas have their bounds at these corners.
        Raises ValueError when nothing fits (G_off above G_on, or a ratio that contradicts both).
        """
        low_ratio = max(ratio.low, 1.0)
        on_low = max(g_on.low, _product(g_off.low, low_ratio))
        # A ratio without an upper end bounds nothing, not even above an off state of zero.
        on_high = g_on.high if math.isinf(ratio.high) else min(g_on.high, g_off.high * ratio.high)
        off_low = max(g_off.low, on_low / ratio.high)
        off_high = min(g_off.high, on_high / low_ratio)
        # Rounding may part two ends that are one number.
        return cls(_tolerant(on_low, on_high), _tolerant(off_low, off_high))


def _tolerant(low: float, high: float) -> Interval:
    if low > high and math.isclose(low, high, rel_tol=1e-9):
        low = high
    return Interval(low, high)


def mean_conductance(g_on: float, g_off: float, mean: ConductanceMean) -> float:
    """Mean of the two states in S: arithmetic as in eqn (1), logarithmic, or G_on alone.

    The logarithmic mean (G_on - G_off) / ln(G_on / G_off) is 0 where G_off is 0.
    """
    if mean == "on_only":
        return g_on
    if mean == "arithmetic":
        return (g_on + g_off) / 2
    if g_off == 0:
        return 0.0
    if math.isinf(g_on):
        return math.inf
    if g_on == g_off:
        return g_on
    # log1p: the ratio of nearly equal states is rounded, their difference is not.
    return (g_on - g_off) / math.log1p((g_on - g_off) / g_off)


def action_energy(voltage: Interval, width: Interval, states: States, mean: ConductanceMean = "arithmetic") -> Interval:
    """E_a in J from |V| in V, tau in s and the states in S."""
    conductance = Interval(
        mean_conductance(states.g_on.low, states.g_off.low, mean),
        mean_conductance(states.g_on.high, states.g_off.high, mean),
    )
    return voltage.squared().times(conductance).times(width)


def standby_power(voltage: Interval, states: States) -> Interval:
    """P_s in W from |V| in V and G_off in S."""
    return voltage.squared().times(states.g_off)


def spiking_energy(voltage: Interval, width: Interval, g_off: Interval) -> Interval:
    """E_s in J; G_off is 1/R_s where the neuron's circuit has a source resistor."""
    return voltage.squared().times(g_off).times(width)


def firing_energy(voltage: Interval, width: Interval, g_on: Interval) -> Interval:
    """E_f in J from |V| in V, tau in s, G_on in S."""
    return voltage.squared().times(g_on).times(width)


def joint_segment(
    voltage: Interval, width: Interval, states: States, mean: ConductanceMean = "arithmetic"
) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """Ends (E_a, P_s) in J, W of the joint set when V, tau and G_on are points and G_off alone is free.

    E_a and P_s share V and G_off, so the set is a segment, not a rectangle. None where more is free.
    """
    if not (voltage.is_point and width.is_point and states.g_on.is_point):
        return None
    ends = []
    for g_off in (states.g_off.low, states.g_off.high):
        exact = States(states.g_on, Interval(g_off, g_off))
        ends.append((action_energy(voltage, width, exact, mean).low, standby_power(voltage, exact).low))
    return ends[0], ends[1]
