"""The rule of trust: whose number a metric is, how it was checked, and what stands in a headline median."""

from __future__ import annotations

from typing import Any

import pytest
from memlit.benchmark.rows import BenchmarkRow, benchmark_devices
from memlit.config import Classes, DeviceClass
from memlit.datum import Reading
from memlit.devices.resolved import resolve_devices
from memlit.devices.trust import how_checked, with_second_reader

from tests.builders import config_of, entry, library, reading

CLASSES = Classes(classes={"VCM": DeviceClass(name="valence change")})
OWN, OTHERS = {"tier": "primary", "document": "doe2020"}, {"tier": "secondary", "document": "manual"}
METRICS = ("action_energy", "standby_power", "spike_timing")


def cell(parameter: str, value: float, unit: str, **about: Any) -> Reading:
    """A reading about the device of doe2020; its place in the id."""
    identifier = f"{about['document']}:{parameter}/{about.pop('at', 'p1')}"
    return reading(parameter, value, unit, id=identifier, paper="doe2020", device="d", **about)


def amplitude(**about: Any) -> Reading:
    return cell("set_voltage", 2.0, "V", **about)


def width(**about: Any) -> Reading:
    return cell("set_pulse_width", 1e-8, "s", **about)


def states(**about: Any) -> list[Reading]:
    return [cell("g_on", 1e-4, "S", **about), cell("g_off", 2.5e-5, "S", **about)]


def row_of(*readings: Reading, surveys: tuple[str, ...] = ()) -> BenchmarkRow:
    about = {"sets": ("review-fig11",), "device_classes": ("VCM",), "roles": ("synapse",)}
    shelf = library(entry("doe2020", year="2020", **about), entry("manual"), entry("other"))
    devices = resolve_devices(readings, shelf, config_of(), surveys)
    (row,) = benchmark_devices(devices, shelf, CLASSES, config_of())
    return row


@pytest.mark.parametrize("grade", ["A", "B", None])
def test_what_the_paper_itself_prints_counts_with_its_grade(grade: str | None) -> None:
    row = row_of(amplitude(grade=grade, **OWN), width(**OWN), *states(**OWN))
    assert set(METRICS) <= set(row.counted)
    assert (row.whose_number, row.grade, row.is_headline) == ("measured by the paper", grade, True)


@pytest.mark.parametrize(
    ("grade", "whose"), [("A", "restated"), ("B", "restated"), (None, "restated"), ("C", "with reservations")]
)
def test_what_another_document_prints_is_graded_alike_and_stands_beside(grade: str | None, whose: str) -> None:
    row = row_of(amplitude(grade=grade, **OTHERS), width(**OTHERS), *states(**OTHERS))
    assert (row.whose_number, row.grade, row.counted, row.is_headline) == (whose, grade, (), False)
    assert set(METRICS) <= set(row.beside)


def test_setting_that_a_paper_prints_of_its_program_is_no_device() -> None:
    row = row_of(amplitude(grade="C", flags=("how:assumed",), **OWN), width(**OWN), *states(**OWN))
    assert (row.whose_number, row.counted, row.beside) == ("simulator", (), ())


def test_what_was_measured_with_states_of_another_experiment_is_no_simulator() -> None:
    """As of Lorenzi 2013, whose off state is that of quasi-static cycling."""
    row = row_of(amplitude(grade="C", **OWN), width(**OWN), *states(**OWN))
    assert (row.whose_number, row.counted, row.beside) == ("with reservations", (), ())


def test_width_of_the_paper_counts_where_another_document_gives_the_amplitude() -> None:
    """As of reference 107, whose abstract prints width and states, and a simulator's manual the amplitude as well."""
    manual = [amplitude(grade="C", **OTHERS), width(**OTHERS), *states(**OTHERS)]
    row = row_of(*manual, width(**OWN), *states(**OWN))
    assert "spike_timing" in row.counted
    assert set(row.beside) >= {"action_energy", "standby_power"}
    assert row.whose_number == "with reservations"


def test_survey_is_restated_throughout_and_has_medians_of_its_own() -> None:
    row = row_of(amplitude(**OTHERS), width(**OTHERS), *states(**OTHERS), surveys=("manual",))
    assert (row.set_name, row.whose_number) == ("survey", "restated")
    assert set(row.counted) == set(row.metrics)


def test_tuple_is_checked_as_its_least_checked_reading() -> None:
    checked = {"flags": ("checked",), **OWN}
    assert row_of(amplitude(**checked), width(**checked), *states(**checked)).how_checked == "signed"
    assert row_of(amplitude(**checked), width(**checked), *states(**OWN)).how_checked == "once"


def test_equal_print_of_another_place_is_a_second_place_and_a_copy_is_none() -> None:
    own = [amplitude(**OWN), width(**OWN), *states(**OWN)]
    again = {**OTHERS, "document": "other"}
    others = [amplitude(**again), width(**again), *states(**again)]
    assert row_of(*own).how_checked == "once"
    assert row_of(*own, *others).how_checked == "two places"
    copies = [
        part.model_copy(update={"datum": part.datum.model_copy(update={"lineage": "one table"})})
        for part in (*own, *others)
    ]
    assert row_of(*copies).how_checked == "once"


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        ((), "once"),
        (("checked_at_source",), "two places"),
        (("checked",), "signed"),
        (("checked", "read_twice"), "signed twice"),
    ],
)
def test_signatures_come_before_places(flags: tuple[str, ...], words: str) -> None:
    assert how_checked(flags) == words


def test_second_reader_who_has_the_same_number_signs_it() -> None:
    first = [amplitude(**OWN), width(**OWN)]
    second = [first[0], first[1].model_copy(update={"low": 2e-8, "high": 2e-8, "value": 2e-8})]
    marked = with_second_reader(first, second)
    assert [how_checked(each.flags) for each in marked] == ["signed", "once"]


SERIES = {"flags": ("series_resistor",)}


def test_a_printed_series_resistor_is_divided_out() -> None:
    """2 V over 10 kOhm and a cell of 100 to 25 uS: at the cell 2 V / (1 + R_s G), 1 V in the on state, 1.6 V off."""
    resistor = cell("load_resistance", 1e4, "ohm", **OWN)
    row = row_of(amplitude(**SERIES, **OWN), width(**OWN), *states(**OWN), resistor)
    energy, power = row.metrics["action_energy"], row.metrics["standby_power"]
    assert (energy.value, power.value) == (None, None)
    assert (energy.low, energy.high) == (
        pytest.approx(6.25e-13, rel=1e-9, abs=0),
        pytest.approx(1.6e-12, rel=1e-9, abs=0),
    )
    assert (power.low, power.high) == (pytest.approx(2.5e-5, rel=1e-9, abs=0), pytest.approx(6.4e-5, rel=1e-9, abs=0))
    assert resistor.id in energy.inputs
    assert "action_energy" in row.counted


def test_a_half_sine_acts_between_its_root_mean_square_and_its_amplitude() -> None:
    """2 V: as 1.414 V or at most as 2 V, so V^2 (100 + 25 uS)/2 x 10 ns is 1.25 pJ to 2.5 pJ."""
    row = row_of(amplitude(flags=("half_sine",), **OWN), width(**OWN), *states(**OWN))
    energy = row.metrics["action_energy"]
    assert (energy.low, energy.high) == (
        pytest.approx(1.25e-12, rel=1e-9, abs=0),
        pytest.approx(2.5e-12, rel=1e-9, abs=0),
    )


def test_a_series_resistor_that_is_not_printed_leaves_an_upper_bound() -> None:
    row = row_of(amplitude(**SERIES, **OWN), width(**OWN), *states(**OWN))
    energy = row.metrics["action_energy"]
    assert (energy.value, energy.low, energy.high) == (None, 0.0, pytest.approx(2.5e-12, rel=1e-9, abs=0))
