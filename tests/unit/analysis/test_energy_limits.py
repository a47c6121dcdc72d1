"""What the action energy follows and leaves out, and what arrays ask of synapses: numbers worked out by hand."""

from __future__ import annotations

import math

import pytest
from memlit.analysis.medians import Ends
from memlit.benchmark.rows import BenchmarkRow
from memlit.config import CLASSES_FILE, Bias, load_classes
from memlit.datum import Reading, Result
from memlit.devices.device import DevicePulse, PulseTuple
from memlit.plots.named.requirements import curves, drawn_panels, requirement_rows, upper_ends
from memlit.synapses.budgets import BudgetLine
from memlit.synapses.energy.over_width import LOWER_ENDS, energy_exponents, log_slope
from memlit.synapses.energy.polarisation import area_of, polarisation_energies, polarisation_energy
from memlit.synapses.energy.train import energies_of, energy_along, pulses_to, single_pulses
from memlit.synapses.fronts import FrontPlace, standings
from memlit.synapses.requirements import array_weight, requirements

from tests.builders import ROOT, config_of, reading
from tests.figures import figure_data


def metric(name: str, low: float, high: float | None = None, row: str = "sim-a/cell/set") -> Result:
    """A point, or what lies from `low` on up to `high`."""
    is_point = high is None
    return Result(
        id=f"{row}#{name}", kind="metric", label=name, value=low if is_point else None, low=low,
        high=low if is_point else high, unit="J", rule="made up",
    )  # fmt: skip


def row(condition: str | None = None, **metrics: Result) -> BenchmarkRow:
    source = f"sim-a/cell/set{f'@{condition}' if condition else ''}"
    return BenchmarkRow(
        id=source, paper="sim-a", work="sim-a", device="cell", name="cell", device_class="FTJM", role="synapse",
        set_name="synapses", pulse="set", condition=condition, tier="primary", is_headline=True, metrics=metrics,
    )  # fmt: skip


def test_an_energy_at_equal_power_grows_as_the_width_and_one_of_a_root_as_its_half() -> None:
    """1 uW over 1, 10 and 100 us: 1, 10, 100 pJ; and an energy that doubles where the width is four times as long."""
    assert log_slope([1e-6, 1e-5, 1e-4], [1e-12, 1e-11, 1e-10]) == pytest.approx(1)
    assert log_slope([1e-6, 4e-6, 16e-6], [1e-12, 2e-12, 4e-12]) == pytest.approx(0.5)


def test_a_device_of_three_widths_has_an_exponent_and_lower_ends_are_named_as_such() -> None:
    def run(width: float, energy: Result) -> BenchmarkRow:
        return row(f"{width:g}", spike_timing=metric("spike_timing", width), action_energy=energy)

    open_above = [run(width, metric("action_energy", 1e-9 * width, math.inf)) for width in (1e-6, 1e-5, 1e-3)]
    (found,) = energy_exponents(open_above)
    assert (found.of, found.n_runs, found.exponent.value) == (LOWER_ENDS, 3, pytest.approx(1))
    # Two widths are no line, and an upper end is neither a value nor a lower end.
    assert energy_exponents(open_above[:2]) == []
    bounded = run(1e-2, metric("action_energy", 0.0, 1e-9))
    assert energy_exponents([*open_above[:2], bounded]) == []


RISING = [10e-6, 12e-6, 15e-6, 20e-6]


def test_the_energy_of_a_train_is_added_up_to_the_first_state_that_changed_enough() -> None:
    """2 V for 1 us is 4 pJ a microsiemens: 11 + 13.5 to 150 %, 17.5 more to the double; ten times is not reached."""
    assert [pulses_to(RISING, change) for change in (0.2, 0.5, 1.0, 9.0)] == [1, 2, 3, None]
    assert energy_along(energies_of(RISING, 4e-6), 2) == pytest.approx(98e-12)
    assert energy_along(energies_of(RISING, 4e-6), 3) == pytest.approx(168e-12)
    # A resistor as large as the cell takes half of the voltage.
    assert energies_of([1e-5], 4e-6, 1e5) == [pytest.approx(1e-11)]


def test_a_falling_train_changes_by_its_first_state_over_the_later_one() -> None:
    falling = RISING[::-1]
    assert [pulses_to(falling, change) for change in (0.2, 0.5, 1.0)] == [1, 2, 3]


def test_a_train_ends_where_a_pulse_has_no_state() -> None:
    """States after pulses 0, 1, 2 and 4: what pulse 3 left was not measured."""
    assert single_pulses([(0, 1.0), (1.02, 2.0), (1.99, 3.0), (4, 9.0)]) == [1.0, 2.0, 3.0]
    assert pulses_to([1.0, 2.0, 3.0], 9.0) is None


def test_turning_a_polarisation_costs_its_charge_times_the_voltage() -> None:
    """2 P_r = 30 uC/cm^2 on 1 um^2 at -3.4 V: 0.3 pC, so 1.02 pJ. A circle of 2 um radius has 12.57 um^2."""
    assert polarisation_energy(0.30, 1e-12, -3.4) == pytest.approx(1.02e-12)
    assert area_of("electrode_radius", 2e-6) == pytest.approx(12.566e-12, rel=1e-4)
    # A side or a diameter of 4 um: the square is the larger of the two areas that it may mean.
    assert area_of("feature_size", 4e-6) == pytest.approx(16e-12)


def own(parameter: str, value: float, unit: str, **more: object) -> Reading:
    more = {"tier": "primary", "paper": "sim-a", "device": "cell"} | more
    return reading(parameter, value, unit, id=f"sim-a:{parameter}", **more)


def device(voltage: Reading) -> DevicePulse:
    return DevicePulse(
        id="sim-a/cell/set", paper="sim-a", device="cell", name="cell", pulse="set", tier="primary", work="sim-a",
        chosen=PulseTuple({"v_spike": voltage.id}, {voltage.id: voltage}),
    )  # fmt: skip


VOLTAGE, AREA = own("set_voltage", -3.4, "V"), own("area", 1e-12, "m^2")


def test_the_polarisation_of_the_own_paper_is_an_upper_end_beside_the_energy() -> None:
    """P_r = 15 uC/cm^2 counts twice: 1.02 pJ at most, 20,400 times the 50 aJ of the formula."""
    benchmark = [row(action_energy=metric("action_energy", 5e-17))]
    polarisation = own("remanent_polarization", 0.15, "C/m^2")
    (found,) = polarisation_energies(benchmark, [device(VOLTAGE)], [polarisation, AREA, VOLTAGE])
    assert (found.term.value, found.term.low) == (None, None)
    assert found.term.high == pytest.approx(1.02e-12)
    assert found.factor is not None
    assert found.factor.value == pytest.approx(20_400)
    # What is only bounded has no factor.
    bounded = [row(action_energy=metric("action_energy", 5e-17, math.inf))]
    (found,) = polarisation_energies(bounded, [device(VOLTAGE)], [polarisation, AREA, VOLTAGE])
    assert found.factor is None


@pytest.mark.parametrize(
    "readings",
    [
        [AREA],
        [own("remanent_polarization", 0.15, "C/m^2")],
        [own("remanent_polarization", 0.15, "C/m^2", tier="secondary"), AREA],
        [own("remanent_polarization", 0.15, "C/m^2", device="other cell"), AREA],
    ],
)
def test_neither_polarisation_nor_area_is_taken_from_elsewhere(readings: list[Reading]) -> None:
    benchmark = [row(action_energy=metric("action_energy", 5e-17))]
    assert polarisation_energies(benchmark, [device(VOLTAGE)], [*readings, VOLTAGE]) == []


def test_cells_that_are_half_selected_take_a_quarter() -> None:
    """10,000 cells: 198 stand on the lines of the selected one, 9,801 elsewhere."""
    assert array_weight(Bias(selected=1, on_line=1, elsewhere=1), 10_000) == pytest.approx(10_000)
    assert array_weight(Bias(selected=1, on_line=0.5), 10_000) == pytest.approx(1 + 198 / 4)
    assert array_weight(Bias(selected=1, on_line=1 / 3, elsewhere=1 / 3), 10_000) == pytest.approx(1 + 9_999 / 9)


def test_a_milliwatt_for_ten_thousand_synapses_and_a_million_pulses_a_second() -> None:
    """100 nW each if all stand under the pulse; 1 mW / 50.5 = 19.8 uW in the V/2 scheme, and 19.8 pJ at 1 MHz."""
    bias = {"all": {"on_line": 1, "elsewhere": 1}, "V/2": {"on_line": 0.5}}
    asked = {"power": 1e-3, "synapses": [1e4], "rates": [1e6], "bias": bias}
    found = {(line.bias, line.metric): line.most for line in requirements(config_of(report={"requirements": asked}))}
    assert found["all", "standby_power"].value == pytest.approx(1e-7)
    assert found["all", "action_energy"].value == pytest.approx(1e-13)
    assert found["V/2", "standby_power"].value == pytest.approx(1.98e-5, rel=1e-3)
    assert found["V/2", "action_energy"].value == pytest.approx(1.98e-11, rel=1e-3)


def place(name: str, first: tuple[float, float], second: tuple[float, float]) -> FrontPlace:
    return FrontPlace(name, (Ends(*first), Ends(*second)))


def test_a_synapse_is_dominated_on_the_front_or_open_by_its_ends() -> None:
    low = place("little energy", (1, 1), (9, 9))
    quiet = place("little power", (9, 9), (1, 1))
    worse = place("more of both", (10, 20), (5, 5))
    maybe = place("bounded", (0, 5), (2, 2))
    of_low, of_quiet, of_worse, of_maybe = standings([low, quiet, worse, maybe])
    assert of_worse == ("dominated", "little power")
    # Its energy may be below or above 1, and whatever it is none of the others has less of both.
    assert of_maybe == ("on the front", "")
    assert of_quiet == ("on the front", "")
    # The bounded one may have less energy and has less power.
    assert of_low == ("open", "")


def test_equal_synapses_do_not_dominate_each_other() -> None:
    both = [place("one", (1, 1), (1, 1)), place("two", (1, 1), (1, 1))]
    assert [standing for standing, _ in standings(both)] == ["on the front", "on the front"]


def budget(device: str, high: float | None, quantity: str = "standby_power") -> BudgetLine:
    return BudgetLine(
        id=f"budget/sim-a/{device}/{quantity}", paper="sim-a", device=device, name=device, device_class="ECM",
        quantity=quantity, low=0.0, high=high, verdict="open", numbers=("sim-a/cell/set#standby_power",),
    )  # fmt: skip


def test_only_a_synapse_with_an_upper_end_stands_beside_a_limit() -> None:
    """One that takes at least so much may take any amount: no array is known to bear it."""
    lines = [budget("known", 1e-8), budget("at least", None), budget("other", 1e-9, "action_energy")]
    data = figure_data(config_of(), load_classes(ROOT / CLASSES_FILE), budgets=lines)
    assert [line["device"] for line in upper_ends(data, "standby_power")] == ["known"]


def test_the_drawing_has_the_standby_power_and_the_middle_rate() -> None:
    bias = {"all": {"on_line": 1, "elsewhere": 1}}
    asked = {"synapses": [1e6, 1e2], "rates": [1e9, 1e3, 1e6], "bias": bias}
    asked_lines = requirements(config_of(report={"requirements": asked}))
    data = figure_data(config_of(), load_classes(ROOT / CLASSES_FILE), requirements=asked_lines)
    panels = drawn_panels(requirement_rows(data))
    assert list(panels) == [("standby_power", None), ("action_energy", 1e6)]
    (curve,) = curves(panels["standby_power", None]).values()
    assert [line["n_synapses"] for line in curve] == [1e2, 1e6]
