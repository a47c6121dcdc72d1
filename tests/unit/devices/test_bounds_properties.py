"""Interval arithmetic of the bounds: they hold every possible value, are reached, and grow with what is unknown."""

from __future__ import annotations

import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from memlit.benchmark.bounds import Interval, States, magnitude
from memlit.benchmark.formulas import mean_conductance

from tests.metrics import action_energy, firing_energy, spiking_energy, standby_power

ends = st.floats(min_value=1e-12, max_value=1e9)
shares = st.floats(0, 1)
MEANS = st.sampled_from(["arithmetic", "logarithmic", "on_only"])
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def intervals(draw: st.DrawFn, *, is_open: bool = True) -> Interval:
    low, high = sorted((draw(st.one_of(st.just(0.0), ends)), draw(ends)))
    return Interval(low, math.inf if is_open and draw(st.booleans()) else high)


@st.composite
def inside(draw: st.DrawFn, interval: Interval) -> float:
    high = interval.high if math.isfinite(interval.high) else interval.low + draw(ends)
    return min(max(interval.low + draw(shares) * (high - interval.low), interval.low), high)


@st.composite
def wider(draw: st.DrawFn, interval: Interval) -> Interval:
    return Interval(interval.low * draw(shares), interval.high * draw(st.floats(1, 100)))


def holds(outer: Interval, inner: Interval, slack: float = 1e-9) -> bool:
    return outer.low <= inner.low * (1 + slack) and inner.high <= outer.high * (1 + slack)


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9), shares)
@quick
def test_magnitude_holds_what_is_between_and_no_more(first: float, second: float, share: float) -> None:
    low, high = sorted((first, second))
    found = magnitude(low, high)
    value = min(max(low + share * (high - low), low), high)
    assert found.low <= abs(value) <= found.high
    assert found.high == max(abs(low), abs(high))
    assert found.low == (0 if low < 0 < high else min(abs(low), abs(high)))
    assert low <= 0 or holds(magnitude(low, None), found)
    assert high >= 0 or holds(magnitude(None, high), found)


@given(st.data(), ends, st.floats(1e-6, 1))
@quick
def test_feasible_states_are_kept_and_the_box_is_tight(data: st.DataObject, g_on: float, share: float) -> None:
    g_off = g_on * share
    on, off = data.draw(wider(Interval(g_on, g_on))), data.draw(wider(Interval(g_off, g_off)))
    ratio = Interval(max(1.0, g_on / g_off / data.draw(st.floats(1, 10))), g_on / g_off * data.draw(st.floats(1, 10)))
    states = States.of(on, off, ratio)
    assert holds(states.g_on, Interval(g_on, g_on))
    assert holds(states.g_off, Interval(g_off, g_off))
    for corner_on, corner_off in ((states.g_on.low, states.g_off.low), (states.g_on.high, states.g_off.high)):
        assert holds(on, Interval(corner_on, corner_on))
        assert holds(off, Interval(corner_off, corner_off))
        if corner_off > 0:
            assert holds(ratio, Interval(corner_on / corner_off, corner_on / corner_off))


@given(ends, st.floats(1e-6, 1))
@quick
def test_means_stand_in_their_known_order(g_on: float, share: float) -> None:
    """Geometric <= logarithmic <= arithmetic mean (Carlson, Am. Math. Mon. 1972, 79, 615), both within the states."""
    g_off = g_on * share
    logarithmic = mean_conductance(g_on, g_off, "logarithmic")
    arithmetic = mean_conductance(g_on, g_off, "arithmetic")
    slack = 1 + 1e-6
    assert math.sqrt(g_on * g_off) <= logarithmic * slack
    assert logarithmic <= arithmetic * slack
    assert g_off <= arithmetic * slack
    assert arithmetic <= mean_conductance(g_on, g_off, "on_only") == g_on


@given(st.data(), intervals(), intervals(), ends, st.floats(1e-6, 1), MEANS)
@quick
def test_metrics_of_what_is_known_less_hold_those_of_what_is_known(
    data: st.DataObject, voltage: Interval, width: Interval, g_on: float, share: float, mean: str
) -> None:
    on, off = Interval(g_on, g_on), Interval(g_on * share, g_on * share)
    known, guessed = States.of(on, off), States.of(data.draw(wider(on)), data.draw(wider(off)))
    v, tau = data.draw(wider(voltage)), data.draw(wider(width))
    slack = 1e-6
    assert holds(action_energy(v, tau, guessed, mean), action_energy(voltage, width, known, mean), slack)  # type: ignore[arg-type]
    assert holds(standby_power(v, guessed), standby_power(voltage, known), slack)
    assert holds(spiking_energy(v, tau, guessed.g_off), spiking_energy(voltage, width, off), slack)
    assert holds(firing_energy(v, tau, guessed.g_on), firing_energy(voltage, width, on), slack)


def test_logarithmic_mean_of_nearly_equal_states_is_not_spoiled_by_rounding() -> None:
    # (a - b)/ln(a/b) with b = 1, a = 1 + d is 1 + d/2 - ...: d = 2^-50 leaves 1 to within 1e-15.
    assert mean_conductance(1 + 2.0**-50, 1.0, "logarithmic") == pytest.approx(1, rel=1e-12)


@pytest.mark.parametrize("low, high", [(math.nan, 1), (0, math.nan), (-1e-9, 1), (2, 1)])
def test_what_is_no_interval_of_magnitudes_is_refused(low: float, high: float) -> None:
    with pytest.raises(ValueError, match="no interval"):
        Interval(low, high)
