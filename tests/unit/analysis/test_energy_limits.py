"""What the action energy leaves out, along a train and of a polarisation: numbers worked out by hand."""

from __future__ import annotations

import pandas as pd
import pytest
from memlit.benchmark.rows import chosen_parts
from memlit.datum import Reading
from memlit.devices.resolved import readings_frame
from memlit.frames import cells_of, row_dicts
from memlit.synapses.energy.parts import energy_inputs
from memlit.synapses.energy.polarisation import area_of, polarisation_energy, polarisation_terms
from memlit.synapses.energy.train import energies_of, energy_along, pulses_to, single_pulses

from tests.builders import config_of, reading

ROW = pd.DataFrame(
    {
        "id": ["sim-a/cell/set"], "tuple": "sim-a/cell/set", "paper": "sim-a", "work": "sim-a", "device": "cell",
        "name": "cell", "condition": pd.Series([None], dtype="str"), "class": "FTJM", "role": "memory",
        "set": "survey", "pulse": "set", "action_energy_j": 5e-17, "action_energy_j_low": 5e-17,
    }
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


VOLTAGE, AREA = own("set_voltage", -3.4, "V"), own("area", 1e-12, "m^2")
POLARISATION = own("remanent_polarization", 0.15, "C/m^2")


def terms(*readings: Reading) -> pd.DataFrame:
    """The term of the cell whose paper prints these beside the voltage of its pulse."""
    known = readings_frame([*readings, VOLTAGE])
    devices = pd.DataFrame({"id": ROW["tuple"], "parts": "v_spike", "readings": VOLTAGE.id})
    return polarisation_terms(ROW, known, chosen_parts(devices, known))


def test_the_polarisation_of_the_own_paper_is_an_upper_end_beside_the_energy() -> None:
    """P_r = 15 uC/cm^2 counts twice: 1.02 pJ at most, by the formula, where eqn (1) gives 50 aJ."""
    (term,) = row_dicts(terms(POLARISATION, AREA))
    assert (term["value"], term["low"], term["high"]) == (None, None, pytest.approx(1.02e-12))
    assert term["inputs"] == (POLARISATION.id, AREA.id, VOLTAGE.id)


def test_the_energy_of_a_tuple_is_parted_into_what_it_is_made_of() -> None:
    """3.4 V for 1 us over states of 1 uS and 10 nS, whose mean is 0.505 uS."""
    parts = {
        "v_spike": VOLTAGE,
        "tau": own("set_pulse_width", 1e-6, "s"),
        "g_on": own("g_on", 1e-6, "S"),
        "g_off": own("g_off", 1e-8, "S"),
    }
    ids = ";".join(one.id for one in parts.values())
    devices = pd.DataFrame({"id": ROW["tuple"], "parts": ";".join(parts), "readings": ids})
    tuples = chosen_parts(devices, readings_frame(parts.values()))
    named = pd.DataFrame(columns=[*ROW.columns, "lineage", "tier", "whose_number", "shown"])
    (found,) = cells_of(energy_inputs(ROW, named, tuples, config_of()), ["voltage_v", "width_s", "conductance_s"])
    assert found == pytest.approx((3.4, 1e-6, 0.505e-6))


@pytest.mark.parametrize(
    "readings",
    [
        [AREA],
        [POLARISATION],
        [own("remanent_polarization", 0.15, "C/m^2", tier="secondary"), AREA],
        [own("remanent_polarization", 0.15, "C/m^2", device="other cell"), AREA],
    ],
)
def test_neither_polarisation_nor_area_is_taken_from_elsewhere(readings: list[Reading]) -> None:
    assert terms(*readings).empty
