"""From the points of a curve to parameters: values worked out by hand or known from how the curve was made."""

import math

import numpy as np
import pytest
from figcurves.errors import FigureError
from figcurves.model import Point
from memlit.reconcile.curves.readers import CurveMode, CurveReading, read_curve


def curve(x: np.ndarray, y: np.ndarray, kind: str = "data") -> tuple[Point, ...]:
    return tuple(Point(float(a), float(b), vertex_kind=kind) for a, b in zip(x, y, strict=True))


def by_name(readings: tuple[CurveReading, ...]) -> dict[str, CurveReading]:
    return {reading.parameter: reading for reading in readings}


def test_neurosim_exponential_is_recovered_on_both_branches() -> None:
    # G = B (1 - exp(-P / (A P_max))) + 1 with A = 0.4, from 1 to 9 uS in 100 pulses
    p = np.arange(0, 101)
    g = 1 + 8 * (1 - np.exp(-p / 40)) / (1 - math.exp(-2.5))
    read = by_name(read_curve("f", curve(p, g), "pulses"))
    assert read["g_on"].value == pytest.approx(9.0)
    assert read["g_off"].value == pytest.approx(1.0)
    assert read["n_states"].value == 101
    assert read["nonlinearity_neurosim_A"].value == pytest.approx(0.4, rel=1e-4)
    down = by_name(read_curve("f", curve(p, g[::-1]), "pulses"))
    assert down["nonlinearity_neurosim_A"].value == pytest.approx(0.4, rel=1e-4)
    assert "depression" in down["g_on"].assumption


def test_alpha_of_a_geometric_and_a_square_root_law() -> None:
    w = np.linspace(0, 1, 51)
    geometric = by_name(read_curve("f", curve(w * 50, 10.0**w), "pulses"))
    assert geometric["nonlinearity_alpha"].value == pytest.approx(0.0, abs=1e-3)
    # G^2 linear in w: alpha = 2
    root = by_name(read_curve("f", curve(w * 50, np.sqrt(1 + 99 * w)), "pulses"))
    assert root["nonlinearity_alpha"].value == pytest.approx(2.0, rel=1e-4)


def test_a_nonlinearity_at_the_bound_of_its_fit_is_no_value() -> None:
    # It rises within 2 of 499 pulses: 1/A would be 250, far from what either form describes.
    p = np.arange(0, 500)
    read = by_name(read_curve("f", curve(p, 1 + 8 * (1 - np.exp(-p / 2))), "pulses"))
    for name in ("nonlinearity_neurosim_A", "nonlinearity_alpha"):
        assert "at_fit_bound" in read[name].flags
        assert (read[name].problem or "").startswith("at_fit_bound")
    assert read["g_on"].problem is None
    assert read["g_on"].value == pytest.approx(9.0)


@pytest.mark.parametrize("points", [84, 5000])
def test_states_are_counted_only_where_pulses_have_points_of_their_own(points: int) -> None:
    # Marks on every sixth of 498 pulses; samples along a drawn line, ten a pulse.
    p = np.linspace(0, 498, points)
    states = by_name(read_curve("f", curve(p, 1 + p / 100), "pulses"))["n_states"]
    assert (states.problem or "").startswith("pulses_without_points")


def test_states_are_counted_though_a_tenth_of_the_marks_is_hidden() -> None:
    p = np.array([pulse for pulse in range(101) if pulse % 10 != 5])
    states = by_name(read_curve("f", curve(p, 1 + p / 100), "pulses"))["n_states"]
    assert (states.value, states.problem) == (101, None)


def test_resistance_and_current_ordinates_become_conductance() -> None:
    p = np.arange(1.0, 11.0)
    read = by_name(read_curve("f", curve(p, 1000.0 / p), "pulses", CurveMode("resistance")))
    assert read["g_on"].value == pytest.approx(0.01)
    read = by_name(read_curve("f", curve(p, p * 1e-6), "pulses", CurveMode("current", 0.5)))
    assert read["g_off"].value == pytest.approx(2e-6)


def test_a_read_voltage_beside_conductances_changes_none_of_them() -> None:
    p = np.arange(1.0, 11.0)
    read = by_name(read_curve("f", curve(p, p * 1e-6), "pulses", CurveMode("conductance", 0.5)))
    assert read["g_off"].value == pytest.approx(1e-6)


def test_cycle_to_cycle_on_the_logarithm() -> None:
    rng = np.random.default_rng(11)
    r = np.exp(rng.normal(math.log(1e4), 0.2, 20000))
    read = by_name(read_curve("f", curve(np.arange(20000.0), r), "cycles"))
    assert read["cycle_to_cycle_sd_ln"].value == pytest.approx(0.2, rel=0.02)
    assert read["cycle_to_cycle_cv"].value == pytest.approx(math.sqrt(math.exp(0.04) - 1), rel=0.02)
    assert read["n_effective"].value > 15000
    # every value repeated ten times: about a tenth of the independent samples
    held = by_name(read_curve("f", curve(np.arange(20000.0), np.repeat(r[:2000], 10)), "cycles"))
    assert held["n_effective"].value == pytest.approx(2000, rel=0.2)


def test_quantiles_carry_one_bin_of_a_cumulative_histogram() -> None:
    # 4 bins of width 2 from 10: a quarter of the devices in each
    x, share = np.array([12.0, 14.0, 16.0, 18.0, 20.0]), np.array([20.0, 40.0, 60.0, 80.0, 100.0])
    read = by_name(read_curve("f", curve(x, share, "cumulative-histogram"), "cdf"))
    assert read["quantile_50"].value == pytest.approx(15.0)
    assert read["quantile_50"].uncertainty == pytest.approx(2.0)
    # quartiles 12.5 and 17.5, so SD = 5 / 1.349
    assert read["device_to_device_sd"].value == pytest.approx(5 / 1.349)
    with pytest.raises(FigureError, match="no cumulative share"):
        read_curve("f", curve(x, share[::-1]), "cdf")


def test_drift_exponent_and_longest_time() -> None:
    t = np.array([1.0, 10.0, 100.0, 1000.0])
    read = by_name(read_curve("f", curve(t, 5.0 * t**-0.05), "retention"))
    assert read["drift_exponent"].value == pytest.approx(-0.05)
    assert read["retention_time"].value == 1000.0


def test_switching_voltages_and_window_of_a_loop() -> None:
    out, back = np.linspace(0, 2, 21), np.linspace(1.9, -2, 40)
    home = np.linspace(-1.9, 0, 20)
    v = np.concatenate([out, back, home])
    state = np.concatenate([np.where(out < 1.15, 1e-6, 1e-4), np.where(back > -1.25, 1e-4, 1e-6), np.full(20, 1e-6)])
    read = by_name(read_curve("f", curve(v, state * v), "iv", CurveMode("current", 0.53)))
    assert read["v_set"].value == pytest.approx(1.15, abs=0.06)
    assert read["v_reset"].value == pytest.approx(-1.25, abs=0.06)
    assert read["on_off_ratio"].value == pytest.approx(100.0, rel=1e-6)


def test_refusals() -> None:
    with pytest.raises(FigureError, match="no reader"):
        read_curve("f", curve(np.arange(5.0), np.arange(5.0)), "guess")
    with pytest.raises(FigureError, match="needs 10"):
        read_curve("f", curve(np.arange(5.0), np.arange(5.0)), "cycles")
    with pytest.raises(FigureError, match="without a read voltage"):
        read_curve("f", curve(np.arange(9.0), np.arange(9.0)), "pulses", CurveMode("current"))


def exponential(pulses: int, a: float, low: float = 1.0, high: float = 9.0) -> np.ndarray:
    share = np.arange(pulses) / (pulses - 1)
    return np.asarray(low + (high - low) * (1 - np.exp(-share / a)) / (1 - math.exp(-1 / a)))


def test_a_cycle_in_one_series_is_read_branch_by_branch() -> None:
    """50 pulses up with A = 0.4, 50 down with A = 0.2 of the mirrored form."""
    up, down = exponential(50, 0.4), exponential(50, 0.2)[::-1]
    read = by_name(read_curve("f", curve(np.arange(100), np.concatenate([up, down])), "pulses"))
    assert (read["g_on"].value, read["g_off"].value) == (pytest.approx(9.0), pytest.approx(1.0))
    assert read["n_states"].value == 50
    assert read["nonlinearity_neurosim_A_potentiation"].value == pytest.approx(0.4, rel=1e-3)
    assert read["nonlinearity_neurosim_A_depression"].value == pytest.approx(0.2, rel=0.03)
    assert "nonlinearity_neurosim_A" not in read, "one curve through both branches has no form"


def test_asymmetry_of_mirrored_and_of_straight_against_sudden_branches() -> None:
    up = np.linspace(1, 9, 41)
    mirrored = read_curve("f", curve(np.arange(82), np.concatenate([up, up[::-1]])), "pulses")
    assert by_name(mirrored)["asymmetry"].value == pytest.approx(0.0, abs=1e-3)
    sudden = np.array([9.0, *[1.0] * 40])
    read = by_name(read_curve("f", curve(np.arange(82), np.concatenate([up, sudden])), "pulses"))
    assert read["asymmetry"].value == pytest.approx(1.0, abs=0.05), "depression is over after one pulse"


def test_repeats_give_their_median_and_their_spread() -> None:
    """Three cycles whose upper states are 8, 9 and 10: at a share w the states are 1 + (7, 8, 9) w."""
    w = np.linspace(0, 1, 30)
    cycles = [part for top in (7.0, 8.0, 9.0) for part in (1 + top * w, (1 + top * w)[::-1])]
    read = by_name(read_curve("f", curve(np.arange(180), np.concatenate(cycles)), "pulses"))
    assert read["g_on"].value == pytest.approx(9.0)
    assert "median of 3 potentiation and 3 depression branches" in read["g_on"].assumption
    # The standard deviation at w is w; its root mean square over 0..1 is 1/sqrt(3), over a range of 8.
    assert read["spread_of_repeats"].value == pytest.approx(1 / math.sqrt(3) / 8, rel=0.05)


def test_a_weight_gives_no_conductance() -> None:
    up = np.linspace(-1, 1, 41)
    series = curve(np.arange(82), np.concatenate([up, up[::-1]]))
    read = by_name(read_curve("f", series, "pulses", CurveMode("weight")))
    assert set(read) == {
        *("n_states", "asymmetry", "nonlinearity_neurosim_A_potentiation", "nonlinearity_neurosim_A_depression"),
    }


def test_states_are_not_counted_where_a_plateau_may_be_of_either_branch() -> None:
    up = np.minimum(1 + np.arange(50) / 4, 9.0)
    slow = np.concatenate([[8.99] * 12, np.linspace(8.9, 1, 38)])
    read = by_name(read_curve("f", curve(np.arange(100), np.concatenate([up, slow])), "pulses"))
    assert (read["n_states"].problem or "").startswith("turn_not_sharp")
    assert read["g_on"].value == pytest.approx(9.0)


def test_repeats_of_potentiation_alone_keep_their_first_states() -> None:
    """Three sweeps of one colour, the depression between them in another: 1 to 9 in 30 pulses, then a gap of 30."""
    up = np.linspace(1, 9, 30)
    p = np.concatenate([np.arange(30) + 60 * k for k in range(3)])
    read = by_name(read_curve("f", curve(p, np.tile(up, 3)), "pulses"))
    assert (read["g_off"].value, read["g_on"].value) == (pytest.approx(1.0), pytest.approx(9.0))
    assert (read["n_states"].value, read["n_states"].problem) == (30, None)
    assert "nonlinearity_neurosim_A_depression" not in read
