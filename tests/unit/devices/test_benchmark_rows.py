"""Rows of the benchmark against the review's formulas, worked by hand."""

from __future__ import annotations

import pytest
from memlit.benchmark.rows import BenchmarkRow, benchmark_devices, benchmark_table, printed_classes
from memlit.config import Classes, Config, DeviceClass, validated
from memlit.datum import Reading
from memlit.devices.resolved import resolve_devices

from tests.builders import METRICS, config_of, entry, library, reading

CLASSES = Classes(
    classes={"VCM": DeviceClass(name="valence change"), "FeFET": DeviceClass(name="FeFET", charge_device=True)}
)


def rows(*readings: Reading, config: Config | None = None, **fields: object) -> list[BenchmarkRow]:
    settings = config or config_of()
    about = {"sets": ("review-fig11",), "device_classes": ("VCM",), "roles": ("synapse",), **fields}
    books = library(entry("doe2020", year="2020", **about), entry("doc", year="2018"))
    return benchmark_devices(resolve_devices(readings, books, settings), books, CLASSES, settings)


def known(pulse: str = "set") -> list[Reading]:
    return [
        reading(f"{pulse}_voltage", -2.0, "V", tier="primary"),
        reading(f"{pulse}_pulse_width", 1e-8, "s", tier="primary"),
        reading("g_on", 1e-4, "S", tier="primary"),
        reading("g_off", 2.5e-5, "S", tier="primary"),
    ]


def test_synapse_known_whole_is_three_points() -> None:
    (row,) = rows(*known())
    # E_a = 4 V^2 x (1e-4 + 2.5e-5)/2 S x 1e-8 s = 2.5e-12 J; P_s = 4 V^2 x 2.5e-5 S = 1e-4 W.
    assert row.value("action_energy") == pytest.approx(2.5e-12, rel=1e-9, abs=0)
    assert row.value("standby_power") == pytest.approx(1e-4, rel=1e-9, abs=0)
    assert row.value("spike_timing") == pytest.approx(1e-8, rel=1e-9, abs=0)
    assert row.is_headline
    assert set(row.metrics["action_energy"].inputs) == {reading.id for reading in known()}


def test_missing_off_state_leaves_bounds_and_no_point() -> None:
    (row,) = rows(*known()[:3])
    energy, power = row.metrics["action_energy"], row.metrics["standby_power"]
    # e = 4 x 1e-4 x 1e-8 = 4e-12 J: E_a in [e/2, e]; P_s in [0, V^2 G_on = 4e-4 W].
    assert (energy.value, energy.low, energy.high) == (
        None,
        pytest.approx(2e-12, rel=1e-9, abs=0),
        pytest.approx(4e-12, rel=1e-9, abs=0),
    )
    assert (power.value, power.low, power.high) == (None, 0.0, pytest.approx(4e-4, rel=1e-9, abs=0))


def test_ratio_above_ten_narrows_the_bounds() -> None:
    ratio = reading("on_off_ratio", None, "1", low=10.0, high=None, comparator=">")
    (row,) = rows(*known()[:3], ratio)
    # E_a in [e/2, e(1 + 1/10)/2] = [2e-12, 2.2e-12] J; P_s in [0, V^2 G_on/10] = [0, 4e-5] W.
    assert row.metrics["action_energy"].high == pytest.approx(2.2e-12, rel=1e-9, abs=0)
    assert row.metrics["standby_power"].high == pytest.approx(4e-5, rel=1e-9, abs=0)


def test_ratio_that_only_supports_narrows_nothing() -> None:
    """A ratio with no conductance beside it (reference 198) is no ratio of the pulse window."""
    ratio = reading("on_off_ratio", None, "1", low=10.0, high=None, comparator=">", flags=("supporting_only",))
    (row,) = rows(*known()[:3], ratio)
    assert row.metrics["action_energy"].high == pytest.approx(4e-12, rel=1e-9, abs=0)
    assert row.metrics["standby_power"].high == pytest.approx(4e-4, rel=1e-9, abs=0)


def test_states_read_far_below_the_pulse_leave_lower_ends_and_no_point() -> None:
    """The current grows more than linearly: at the pulse G_on >= 1e-4 S and G_off >= 2.5e-5 S, their ratio is open."""
    pulse, states = known()[:2], [part.model_copy(update={"flags": ("low_field_read",)}) for part in known()[2:]]
    (row,) = rows(*pulse, *states)
    energy, power = row.metrics["action_energy"], row.metrics["standby_power"]
    assert (energy.value, energy.low, energy.high) == (None, pytest.approx(2.5e-12, rel=1e-9, abs=0), float("inf"))
    assert (power.value, power.low, power.high) == (None, pytest.approx(1e-4, rel=1e-9, abs=0), float("inf"))
    assert row.value("spike_timing") == 1e-8
    assert "low_field_read" in row.flags


def test_states_of_a_sweep_bound_those_of_a_pulse_and_give_no_point() -> None:
    """A sweep reaches further than a pulse: 2.5e-5 S <= G_off <= G_on <= 1e-4 S.

    E_a in 4 V^2 x 1e-8 s x [2.5e-5, 1e-4] S, P_s in 4 V^2 x [2.5e-5, 1e-4] S.
    """
    pulse, states = known()[:2], [part.model_copy(update={"flags": ("sweep_window",)}) for part in known()[2:]]
    (row,) = rows(*pulse, *states)
    energy, power = row.metrics["action_energy"], row.metrics["standby_power"]
    assert (energy.value, power.value) == (None, None)
    assert (energy.low, energy.high) == (pytest.approx(1e-12, rel=1e-9), pytest.approx(4e-12, rel=1e-9))
    assert (power.low, power.high) == (pytest.approx(1e-4, rel=1e-9), pytest.approx(4e-4, rel=1e-9))
    assert row.value("spike_timing") == pytest.approx(1e-8, rel=1e-9)


@pytest.mark.parametrize("flag", ["series", "array_window", "sweep_window"])
def test_what_a_reading_says_of_itself_is_not_lost_on_the_way_to_the_row(flag: str) -> None:
    parts = known()
    (row,) = rows(*parts[:3], parts[3].model_copy(update={"flags": (flag,)}))
    assert flag in row.flags
    assert flag not in rows(*parts)[0].flags


def test_neuron_has_firing_energy_and_no_action_energy() -> None:
    (row,) = rows(*known(), roles=("neuron",))
    # E_f = 4 V^2 x 1e-4 S x 1e-8 s = 4e-12 J; without a source resistor E_s is not identified.
    assert row.value("firing_energy") == pytest.approx(4e-12, rel=1e-9, abs=0)
    assert set(row.metrics) == {"spike_timing", "firing_energy"}


def test_charge_device_is_not_applicable_and_not_lost() -> None:
    (row,) = rows(*known(), device_classes=("FeFET",))
    assert row.metrics == {}
    assert row.not_applicable


def test_reset_is_computed_and_is_not_the_headline() -> None:
    (row,) = rows(*known("reset"))
    assert row.pulse == "reset"
    assert not row.is_headline
    assert row.value("action_energy") == pytest.approx(2.5e-12, rel=1e-9, abs=0)


@pytest.mark.parametrize("mean, expected", [("on_only", 4e-12), ("arithmetic", 2.5e-12)])
def test_convention_of_the_mean(mean: str, expected: float) -> None:
    config = validated(Config, {"metrics": METRICS, "conventions": {"conductance_mean": mean}}, "config.yaml")
    (row,) = rows(*known(), config=config)
    assert row.value("action_energy") == pytest.approx(expected, rel=1e-9, abs=0)


def test_logarithmic_mean() -> None:
    # (1e-4 - 2.5e-5)/ln 4 = 5.41011e-5 S; times 4e-8 V^2 s is 2.16404e-12 J.
    config = validated(Config, {"metrics": METRICS, "conventions": {"conductance_mean": "logarithmic"}}, "config.yaml")
    (row,) = rows(*known(), config=config)
    assert row.value("action_energy") == pytest.approx(2.16404e-12, rel=1e-5, abs=0)


def test_paper_of_two_classes_gives_two_rows_with_ids_of_their_own() -> None:
    found = rows(*known(), device_classes=("VCM", "FeFET"))
    assert len({row.id for row in found}) == 2


def test_paper_outside_the_sets_gives_no_row() -> None:
    assert rows(*known(), sets=("elsewhere",)) == []


@pytest.mark.parametrize("fields", [{"roles": ()}, {"sets": ("a set of my own",)}])
def test_device_of_no_role_or_set_has_no_row(fields: dict[str, object]) -> None:
    about = {"sets": ("review-fig11",), "device_classes": ("VCM",), "roles": ("synapse",), **fields}
    books = library(entry("doe2020", year="2020", **about), entry("doc", year="2018"))
    devices = resolve_devices(known(), books, config_of())
    assert len(devices) == 1
    assert benchmark_devices(devices, books, CLASSES, config_of()) == []


def test_source_resistor_takes_the_place_of_the_off_state_of_a_neuron() -> None:
    resistor = reading("source_resistance", 1e5, "ohm")
    (row,) = rows(*known(), resistor, roles=("neuron",))
    # E_s = 4 V^2 x 1/1e5 S x 1e-8 s = 4e-13 J.
    assert row.value("spiking_energy") == pytest.approx(4e-13, rel=1e-9, abs=0)


def test_source_resistor_known_from_below_bounds_the_spiking_energy_from_above() -> None:
    resistor = reading("source_resistance", None, "ohm", low=1e5, high=None, comparator=">")
    (row,) = rows(*known(), resistor, roles=("neuron",))
    energy = row.metrics["spiking_energy"]
    assert (energy.value, energy.low, energy.high) == (None, 0.0, pytest.approx(4e-13, rel=1e-9, abs=0))


def test_source_resistor_known_from_above_only_leaves_the_spiking_energy_open() -> None:
    resistor = reading("source_resistance", None, "ohm", low=None, high=1e5, comparator="<")
    (row,) = rows(*known(), resistor, roles=("neuron",))
    assert "spiking_energy" not in row.metrics


def test_load_resistor_makes_the_firing_energy_an_upper_limit() -> None:
    (row,) = rows(*known(), reading("load_resistance", 1e4, "ohm"), roles=("neuron",))
    energy = row.metrics["firing_energy"]
    assert (energy.value, energy.low, energy.high) == (None, 0.0, pytest.approx(4e-12, rel=1e-9, abs=0))
    assert "load_resistor" in row.flags


def test_energy_below_a_hundred_kt_is_flagged_and_a_small_power_is_not() -> None:
    small = [
        reading("set_voltage", 1e-3, "V"),
        reading("set_pulse_width", 1e-9, "s"),
        reading("g_on", 1e-6, "S"),
        reading("g_off", 1e-7, "S"),
    ]
    # E_a = 1e-6 V^2 x 5.5e-7 S x 1e-9 s = 5.5e-22 J, below 4e-19 J.
    assert "below_100_kT" in rows(*small)[0].flags
    slow = [
        reading("set_voltage", 1.0, "V"),
        reading("set_pulse_width", 1.0, "s"),
        reading("g_on", 1e-6, "S"),
        reading("g_off", 1e-20, "S"),
    ]
    # P_s = 1e-20 W is a power, and E_a = 5e-7 J is no small energy.
    (row,) = rows(*slow)
    assert row.value("standby_power") == pytest.approx(1e-20, rel=1e-9, abs=0)
    assert "below_100_kT" not in row.flags


def test_row_of_one_class_has_its_device_s_id_and_tier() -> None:
    (row,) = rows(*known())
    assert row.id == "doe2020/taox/set"
    assert row.tier == "primary"


def test_partly_known_device_is_a_segment_and_a_known_one_is_not() -> None:
    (row,) = rows(*known()[:3])
    # With G_off from 0 to G_on: (E_a, P_s) runs from (2e-12 J, 0 W) to (4e-12 J, 4e-4 W).
    assert row.segment is not None
    low, high = row.segment
    assert low == pytest.approx((2e-12, 0.0), rel=1e-9, abs=0)
    assert high == pytest.approx((4e-12, 4e-4), rel=1e-9, abs=0)
    assert rows(*known())[0].segment is None


def test_states_in_the_wrong_order_give_no_energy_and_are_flagged() -> None:
    swapped = [*known()[:2], reading("g_on", 2.5e-5, "S"), reading("g_off", 1e-4, "S")]
    (row,) = rows(*swapped)
    assert "g_off_above_g_on" in row.flags
    assert set(row.metrics) == {"spike_timing"}


def test_ratio_that_contradicts_the_states_is_flagged_and_the_states_stand() -> None:
    (row,) = rows(*known(), reading("on_off_ratio", 100.0, "1", tier="primary"))
    assert "ratio_contradicts_states" in row.flags
    assert row.value("action_energy") == pytest.approx(2.5e-12, rel=1e-9, abs=0)


def test_conflict_of_sources_is_flagged() -> None:
    (row,) = rows(*known(), reading("set_voltage", 3.0, "V", document="doe2020"))
    assert "conflict" in row.flags


SURVEY_ABOUT = {"sets": ("review-fig11",), "device_classes": ("VCM",), "roles": ("synapse",)}
BOOKS = library(
    entry("doe2020", year="2020", **SURVEY_ABOUT),
    entry("zoe2021", year="2021", **SURVEY_ABOUT),
    entry("roe2019", year="2019"),
    entry("doc", year="2018"),
)


def survey_rows(*readings: Reading) -> list[BenchmarkRow]:
    return benchmark_devices(
        resolve_devices(readings, BOOKS, config_of(), surveys={"doc"}), BOOKS, CLASSES, config_of()
    )


def test_survey_s_row_has_the_printed_classes_and_the_survey_s_set() -> None:
    known_twice = [
        item.model_copy(update={"datum": item.datum.model_copy(update={"device_class": "FeFET / HfO2"})})
        for item in known()
    ]
    found = {row.device_class: row for row in survey_rows(*known_twice)}
    assert set(found) == {"FeFET", "HfO2"}
    assert {(row.role, row.set_name) for row in found.values()} == {("memory", "survey")}
    assert found["FeFET"].not_applicable
    # A memory has the action energy of a synapse: 2.5e-12 J as above.
    assert found["HfO2"].value("action_energy") == pytest.approx(2.5e-12, rel=1e-9, abs=0)


def test_survey_s_row_without_a_class_is_not_stated() -> None:
    assert [row.device_class for row in survey_rows(*known())] == ["not_stated"]


def test_printed_classes_are_made_canonical_one_by_one() -> None:
    classes = Classes(classes={"VCM": DeviceClass(name="valence change", aliases=("RRAM",))})
    assert printed_classes("RRAM / FTJ", classes) == ["VCM", "FTJ"]


def test_voltage_and_time_of_no_named_transition_are_a_set_of_their_own_and_no_headline() -> None:
    unpaired = [reading("programming_voltage", 2.0, "V"), reading("switching_time", 1e-8, "s"), *known()[2:]]
    (row,) = survey_rows(*unpaired)
    assert (row.pulse, row.set_name, row.is_headline) == ("unpaired", "survey-unpaired", False)


def test_first_curator_s_row_is_marked() -> None:
    marked = [item.model_copy(update={"flags": ("first_curator",)}) for item in known()]
    assert "first_curator" in rows(*marked)[0].flags
    assert "first_curator" not in rows(*known())[0].flags


def of_paper(paper: str) -> list[Reading]:
    return [
        item.model_copy(update={"id": f"{item.id}-{paper}", "datum": item.datum.model_copy(update={"paper": paper})})
        for item in known()
    ]


def test_a_device_without_a_row_stops_no_other() -> None:
    # doe2020 and zoe2021 are device papers of a set, roe2019 between them is in none.
    devices = resolve_devices([*known(), *of_paper("roe2019"), *of_paper("zoe2021")], BOOKS, config_of())
    made = benchmark_devices(devices, BOOKS, CLASSES, config_of())
    assert [row.paper for row in made] == ["doe2020", "zoe2021"]


def flagged(flags: list[tuple[str, ...]]) -> tuple[str, ...]:
    marked = [item.model_copy(update={"flags": own}) for item, own in zip(known(), flags, strict=True)]
    return rows(*marked)[0].flags


def test_a_row_is_checked_when_all_of_it_is_and_disputed_when_any_of_it_is() -> None:
    checked, disputed = ("checked",), ("disputed",)
    assert flagged([checked] * 4) == ("checked",)
    assert flagged([checked, checked, checked, ()]) == ()
    assert flagged([checked, checked, checked, disputed]) == ("disputed",)
    assert flagged([(), (), (), disputed]) == ("disputed",)
    assert flagged([()] * 4) == ()


@pytest.mark.parametrize(
    ("text", "flags", "is_averaged"),
    [("0.7 V (Avg.)", (), True), ("0.7 V", ("averaged",), True), ("0.7 V", ("series",), False), ("0.7 V", (), False)],
)
def test_averaged_amplitude_is_told(text: str, flags: tuple[str, ...], is_averaged: bool) -> None:
    voltage = reading("set_voltage", 0.7, "V", text=text, flags=flags)
    assert ("averaged_amplitude" in rows(voltage, *known()[1:])[0].flags) == is_averaged


@pytest.mark.parametrize(("ratio", "energy"), [(1.5, 4e-12 * (1 + 1 / 1.5) / 2), (1.0, 4e-12), (0.5, 4e-12)])
def test_ratio_as_a_point_fixes_the_energy_and_is_never_below_one(ratio: float, energy: float) -> None:
    # E_a = e (1 + 1/r)/2 with e = V^2 G_on tau = 4e-12 J; G_off is not above G_on.
    (row,) = rows(*known()[:3], reading("on_off_ratio", ratio, "1"))
    assert row.metrics["action_energy"].high == pytest.approx(energy, rel=1e-9, abs=0)
    assert row.metrics["action_energy"].low == pytest.approx(energy, rel=1e-9, abs=0)


def test_source_resistor_of_half_an_ohm_counts() -> None:
    (row,) = rows(*known(), reading("source_resistance", 0.5, "ohm"), roles=("neuron",))
    # E_s = 4 V^2 x 2 S x 1e-8 s.
    assert row.value("spiking_energy") == pytest.approx(8e-8, rel=1e-9, abs=0)


def test_row_of_the_table_has_each_metric_with_its_bounds_under_its_unit() -> None:
    table = benchmark_table(METRICS).row(rows(*known()[:3])[0])
    assert (table["action_energy_j"], table["standby_power_w"], table["spike_timing_s"]) == (None, None, 1e-8)
    assert (table["action_energy_j_low"], table["action_energy_j_high"]) == pytest.approx(
        (2e-12, 4e-12), rel=1e-9, abs=0
    )
    assert (table["standby_power_w_low"], table["standby_power_w_high"]) == pytest.approx((0, 4e-4), rel=1e-9, abs=0)
    assert (table["firing_energy_j"], table["firing_energy_j_low"], table["firing_energy_j_high"]) == (None,) * 3
    assert table["readings"] == ("doc:t1/set_voltage", "doc:t1/set_pulse_width", "doc:t1/g_on")
    assert (table["class"], table["role"], table["set"], table["headline"]) == ("VCM", "synapse", "review-fig11", True)
