"""Bounds of the benchmark: every line of the rules, with hand numbers, and what holds for all devices.

Hand numbers: V = 2 V, tau = 3 s, G_on = 5 S gives e = V^2 G_on tau = 60 J; G_off = 1 S gives
f = V^2 G_off tau = 12 J; V^2 G_on = 20 W.
"""

from __future__ import annotations

import math

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from memlit.benchmark.bounds import Interval, States, magnitude
from memlit.benchmark.formulas import mean_conductance

from tests.metrics import action_energy, firing_energy, segment, spiking_energy, standby_power

V = Interval(2, 2)
TAU = Interval(3, 3)
ON = Interval(5, 5)
OFF = Interval(1, 1)
R = 4.0
MORE = Interval(R, math.inf)
LESS = Interval(1, R)


def ends(interval: Interval) -> tuple[float, float]:
    return interval.low, interval.high


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        (States.of(ON, OFF), (36, 36)),  # V^2 (5 + 1)/2 tau = 4 * 3 * 3
        (States.of(ON), (30, 60)),  # [e/2, e]
        (States.of(ON, ratio=MORE), (30, 37.5)),  # [e/2, e (1 + 1/4)/2]
        (States.of(ON, ratio=LESS), (37.5, 60)),  # [e (1 + 1/4)/2, e]
        (States.of(ON, Interval(0, 0)), (30, 30)),  # V^2 (5 + 0)/2 tau
        (States.of(g_off=OFF), (12, math.inf)),  # [f, inf)
        (States.of(g_off=OFF, ratio=MORE), (30, math.inf)),  # [f (1 + 4)/2, inf)
        (States.of(g_off=OFF, ratio=LESS), (12, 30)),  # [f, f (1 + 4)/2]
        (States.of(ratio=MORE), (0, math.inf)),  # a ratio alone bounds nothing
    ],
)
def test_action_energy_bounds(states: States, expected: tuple[float, float]) -> None:
    assert ends(action_energy(V, TAU, states)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        (States.of(ON, OFF), (4, 4)),
        (States.of(ON), (0, 20)),  # [0, V^2 G_on]
        (States.of(ON, ratio=MORE), (0, 5)),  # [0, V^2 G_on / 4]
        (States.of(ON, ratio=LESS), (5, 20)),  # [V^2 G_on / 4, V^2 G_on]
        (States.of(g_off=OFF), (4, 4)),
        (States.of(), (0, math.inf)),
    ],
)
def test_standby_power_bounds(states: States, expected: tuple[float, float]) -> None:
    assert ends(standby_power(V, states)) == pytest.approx(expected)


def test_one_sided_voltage_and_width_open_one_end() -> None:
    states = States.of(ON, OFF)
    assert ends(action_energy(Interval(0, 2), TAU, states)) == (0, 36)
    assert ends(action_energy(Interval(2, math.inf), TAU, states)) == (36, math.inf)
    assert ends(action_energy(V, Interval(0, 3), states)) == (0, 36)


def test_an_energy_needs_voltage_and_width() -> None:
    assert not action_energy(Interval(), TAU, States.of(ON, OFF)).is_informative
    assert not action_energy(V, Interval(), States.of(ON)).is_informative


@pytest.mark.parametrize(
    ("mean", "states", "expected"),
    [
        ("logarithmic", States.of(ON), (0, 60)),  # lower end 0 when G_off is free
        ("on_only", States.of(ON), (60, 60)),  # a point
        ("logarithmic", States.of(Interval(math.e, math.e), OFF), (12 * (math.e - 1), 12 * (math.e - 1))),
    ],
)
def test_other_conventions(mean: str, states: States, expected: tuple[float, float]) -> None:
    assert ends(action_energy(V, TAU, states, mean)) == pytest.approx(expected)  # type: ignore[arg-type]


def test_neuron_energies_assume_no_order() -> None:
    # A source resistor may conduct better than the device: E_s = 4 * 10 * 3 above E_f = 4 * 5 * 3.
    assert ends(spiking_energy(V, TAU, Interval(10, 10))) == (120, 120)
    assert ends(firing_energy(V, TAU, ON)) == (60, 60)


def test_joint_set_is_a_segment() -> None:
    # G_off from 0 to G_on: (E_a, P_s) from (e/2, 0) to (e, V^2 G_on).
    assert segment(V, TAU, States.of(ON)) == ((30, 0), (60, 20))
    assert segment(V, Interval(0, 3), States.of(ON)) is None


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (-2, -2, (2, 2)),
        (-3, -1, (1, 3)),
        (-1, 2, (0, 2)),
        (None, 2, (0, 2)),
        (2, None, (2, math.inf)),
        (None, -2, (2, math.inf)),  # below -2 V is more than 2 V
        (None, None, (0, math.inf)),
    ],
)
def test_magnitudes(low: float | None, high: float | None, expected: tuple[float, float]) -> None:
    assert ends(magnitude(low, high)) == expected


def test_states_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(ValueError):
        States.of(Interval(1, 1), Interval(5, 5))
    with pytest.raises(ValueError):
        States.of(ON, OFF, Interval(10, math.inf))


numbers = st.floats(min_value=1e-12, max_value=1e6)
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def intervals_around(draw: st.DrawFn, value: float) -> Interval:
    low = draw(st.sampled_from([0.0, value, value * draw(st.floats(0.01, 1))]))
    high = draw(st.sampled_from([math.inf, value, value * draw(st.floats(1, 100))]))
    return Interval(low, high)


@given(data=st.data(), voltage=numbers, width=numbers, g_on=numbers, share=st.floats(1e-6, 1))
@quick
def test_bounds_hold_the_truth(data: st.DataObject, voltage: float, width: float, g_on: float, share: float) -> None:
    """Whatever part of a true device is known, its true metrics lie inside the bounds."""
    g_off = g_on * share
    ratio = g_on / g_off
    known_ratio = data.draw(st.sampled_from([Interval(1, math.inf), Interval(max(1.0, ratio / 2), ratio * 2)]))
    states = States.of(data.draw(intervals_around(g_on)), data.draw(intervals_around(g_off)), known_ratio)
    v = data.draw(intervals_around(voltage))
    tau = data.draw(intervals_around(width))
    slack = 1 + 1e-9
    energy = voltage**2 * (g_on + g_off) / 2 * width
    power = voltage**2 * g_off
    found = action_energy(v, tau, states)
    assert found.low <= energy * slack
    assert energy <= found.high * slack
    found = standby_power(v, states)
    assert found.low <= power * slack
    assert power <= found.high * slack


@given(voltage=numbers, width=numbers, g_on=numbers, share=st.floats(1e-6, 1))
@quick
def test_knowing_more_never_widens(voltage: float, width: float, g_on: float, share: float) -> None:
    assume(g_on * share > 0)
    v, tau = Interval(voltage, voltage), Interval(width, width)
    on, off = Interval(g_on, g_on), Interval(g_on * share, g_on * share)
    partly = action_energy(v, tau, States.of(on))
    wholly = action_energy(v, tau, States.of(on, off))
    assert partly.low <= wholly.low * (1 + 1e-9)
    assert wholly.high <= partly.high * (1 + 1e-9)


def test_nothing_flows_through_an_end_that_is_zero() -> None:
    anything = Interval(1.0, math.inf)
    assert ends(action_energy(V, anything, States(Interval(0.0, 0.0), Interval(0.0, 0.0)))) == (0, 0)
    assert ends(standby_power(anything, States(anything, Interval(0.0, 0.0)))) == (0, 0)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, None, (0, math.inf)),
        (None, 0, (0, 0)),
        (-0.5, None, (0, 0.5)),  # a negative value above -0.5 V is less than 0.5 V
        (None, -0.5, (0.5, math.inf)),
        (-2, None, (0, 2)),
        (-3, 0, (0, 3)),
        (-3, 1, (0, 3)),
    ],
)
def test_magnitudes_near_zero_and_from_one_side(low: float | None, high: float | None, expected: object) -> None:
    assert ends(magnitude(low, high)) == expected


def test_any_bound_but_zero_is_informative() -> None:
    assert Interval(0.5, math.inf).is_informative
    assert Interval(0.0, 7.0).is_informative
    assert not Interval(0.0, math.inf).is_informative


def test_ends_that_rounding_parts_are_one_number_and_others_are_not() -> None:
    # G_off = G_on/10 with G_on one part in 1e12 off: the same number to within what is printed.
    states = States.of(Interval(1, 1), Interval(0.1 * (1 + 1e-12), 0.1 * (1 + 1e-12)), Interval(10, 10))
    assert ends(states.g_off) == pytest.approx((0.1, 0.1), rel=1e-11)
    with pytest.raises(ValueError, match="no interval"):
        States.of(Interval(1, 1), Interval(0.1 * (1 + 1e-6), 0.1 * (1 + 1e-6)), Interval(10, 10))


def test_states_known_as_spans_narrow_each_other() -> None:
    # G_on in [1, 8], G_off in [1, 8], ratio in [2, 4]: G_on >= 2 x 1, G_off <= 8/2.
    states = States.of(Interval(1, 8), Interval(1, 8), Interval(2, 4))
    assert (ends(states.g_on), ends(states.g_off)) == ((2, 8), (1, 4))
    assert ends(states.ratio) == (2, 4)
    # A ratio below 1 contradicts the order of the states, so 1 is its least.
    assert ends(States.of(g_off=OFF, ratio=Interval(0.5, 3)).g_on) == (1, 3)


def test_logarithmic_mean_of_one_state_is_that_state_and_of_an_open_one_is_open() -> None:
    assert mean_conductance(5, 5, "logarithmic") == 5
    assert mean_conductance(math.inf, 1, "logarithmic") == math.inf
    assert mean_conductance(5, 0, "logarithmic") == 0
    # (4 - 1)/ln 4
    assert mean_conductance(4, 1, "logarithmic") == pytest.approx(2.1640425613, rel=1e-9)


def test_segment_of_points_needs_voltage_width_and_on_state() -> None:
    assert segment(Interval(1, 2), TAU, States.of(ON)) is None
    assert segment(V, TAU, States(Interval(4, 5), OFF)) is None
    # On state alone: 4 x 5 x 3 = 60 J whatever G_off, P_s from 4 x 1 to 4 x 2 W.
    assert segment(V, TAU, States(ON, Interval(1, 2)), "on_only") == ((60, 4), (60, 8))
