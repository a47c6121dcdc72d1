"""Bounds of the benchmark: every line of the rules, with hand numbers, and what holds for all devices.

Hand numbers: V = 2 V, tau = 3 s, G_on = 5 S gives e = V^2 G_on tau = 60 J; G_off = 1 S gives
f = V^2 G_off tau = 12 J; V^2 G_on = 20 W.
"""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from memlit.benchmark import Interval, States, action_energy, firing_energy, spiking_energy, standby_power
from memlit.benchmark.bounds import joint_segment, magnitude

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
    assert joint_segment(V, TAU, States.of(ON)) == ((30, 0), (60, 20))
    assert joint_segment(V, Interval(0, 3), States.of(ON)) is None


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


@st.composite
def intervals_around(draw: st.DrawFn, value: float) -> Interval:
    low = draw(st.sampled_from([0.0, value, value * draw(st.floats(0.01, 1))]))
    high = draw(st.sampled_from([math.inf, value, value * draw(st.floats(1, 100))]))
    return Interval(low, high)


@given(data=st.data(), voltage=numbers, width=numbers, g_on=numbers, share=st.floats(1e-6, 1))
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
def test_knowing_more_never_widens(voltage: float, width: float, g_on: float, share: float) -> None:
    assume(g_on * share > 0)
    v, tau = Interval(voltage, voltage), Interval(width, width)
    on, off = Interval(g_on, g_on), Interval(g_on * share, g_on * share)
    partly = action_energy(v, tau, States.of(on))
    wholly = action_energy(v, tau, States.of(on, off))
    assert partly.low <= wholly.low * (1 + 1e-9)
    assert wholly.high <= partly.high * (1 + 1e-9)


def test_nothing_flows_through_an_end_that_is_zero() -> None:
    zero, anything = Interval(0.0, 0.0), Interval(0.0, math.inf)
    assert zero.times(anything) == zero
    assert anything.times(zero) == zero
