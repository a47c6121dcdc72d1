"""What the action energy leaves out, along a train and of a polarisation: numbers worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from memlit.benchmark.rows import BenchmarkRow
from memlit.datum import Reading, Result
from memlit.devices.device import DevicePulse, PulseTuple
from memlit.errors import certain
from memlit.synapses.energy.parts import energy_inputs
from memlit.synapses.energy.polarisation import area_of, polarisation_energy, polarisation_terms
from memlit.synapses.energy.train import energies_of, energy_along, pulses_to, single_pulses

from tests.builders import config_of, reading

ENERGY = Result(
    id="sim-a/cell/set#action_energy", kind="metric", label="action energy", value=5e-17, low=5e-17, high=5e-17,
    unit="J", rule="made up",
)  # fmt: skip
ROW = BenchmarkRow(
    id="sim-a/cell/set", paper="sim-a", work="sim-a", device="cell", name="cell", device_class="FTJM", role="synapse",
    set_name="synapses", pulse="set", tier="primary", is_headline=True, metrics={"action_energy": ENERGY},
)  # fmt: skip


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
    """P_r = 15 uC/cm^2 counts twice: 1.02 pJ at most, by the formula, where eqn (1) gives 50 aJ."""
    polarisation = own("remanent_polarization", 0.15, "C/m^2")
    (term,) = polarisation_terms([ROW], [device(VOLTAGE)], [polarisation, AREA, VOLTAGE]).values()
    assert (term.value, term.low, term.high) == (None, None, pytest.approx(1.02e-12))


def test_the_term_stands_beside_the_inputs_of_the_energy() -> None:
    states = own("g_on", 1e-6, "S"), own("g_off", 1e-8, "S")
    width = own("set_pulse_width", 1e-6, "s")
    parts = {"v_spike": VOLTAGE, "tau": width, "g_on": states[0], "g_off": states[1]}
    chosen = PulseTuple({part: one.id for part, one in parts.items()}, {one.id: one for one in parts.values()})
    full = replace(device(VOLTAGE), chosen=chosen)
    term = ENERGY.model_copy(update={"id": "polarisation", "value": None, "low": None, "high": 1.02e-12})
    cell = ROW.model_copy(update={"role": "memory", "set_name": "survey"})
    values = {one.id: certain(one.value) for one in parts.values()}
    (inputs,) = energy_inputs([cell], [], [full], values, {ROW.source: term}, config_of())
    assert certain(inputs.polarisation).high == pytest.approx(1.02e-12)


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
    assert polarisation_terms([ROW], [device(VOLTAGE)], [*readings, VOLTAGE]) == {}
