"""One tuple a device and pulse: tier, then the source that gives most, then newer, then key; never averaged."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from memlit.datum import Reading
from memlit.devices.device import DevicePulse
from memlit.devices.resolved import resolve_devices
from memlit.devices.series import equal, series_spans

from tests.builders import config_of, entry, library, reading

LIBRARY = library(
    entry("doe2020", year="2020"), entry("old", year="2010"), entry("new", year="2022"), entry("newer", year="2022")
)
UNITS = {
    "set_voltage": "V",
    "set_pulse_width": "s",
    "g_on": "S",
    "g_off": "S",
    "reset_voltage": "V",
    "on_off_ratio": "1",
}


def source(document: str, tier: str = "secondary", **values: float) -> list[Reading]:
    return [
        reading(parameter, value, UNITS[parameter], document=document, tier=tier) for parameter, value in values.items()
    ]


def resolved(*readings: Reading) -> list[DevicePulse]:
    return resolve_devices(readings, LIBRARY, config_of())


def only(*readings: Reading) -> DevicePulse:
    (device,) = resolved(*readings)
    return device


def documents(device: DevicePulse) -> set[str]:
    return {identifier.split(":")[0] for identifier in device.chosen.inputs}


FULL = {"set_voltage": 2.0, "set_pulse_width": 1e-8, "g_on": 1e-4, "g_off": 2e-5}
OTHER = {"set_voltage": 2.5, "set_pulse_width": 2e-8, "g_on": 3e-4, "g_off": 4e-5}


def test_more_trusted_source_goes_before_a_newer_one() -> None:
    device = only(*source("new", **OTHER), *source("old", "primary", **FULL))
    assert documents(device) == {"old"}
    assert device.tier == "primary"


def test_a_ratio_that_others_restate_takes_no_primary_tuple_away() -> None:
    """A newer document restates a paper's device with its own states and a ratio; the paper prints no ratio."""
    restated = source("new", **OTHER, on_off_ratio=7.5)
    device = only(*restated, *source("old", "primary", **FULL))
    assert documents(device) == {"old"}
    assert device.chosen.ratio is None


def test_source_that_gives_most_goes_before_a_newer_one() -> None:
    device = only(*source("old", **FULL), *source("new", set_voltage=2.5))
    assert documents(device) == {"old"}


def test_newer_source_goes_first_and_the_key_settles_a_tie() -> None:
    assert documents(only(*source("old", **FULL), *source("new", **OTHER))) == {"new"}
    assert documents(only(*source("newer", **FULL), *source("new", **OTHER))) == {"new"}


def test_two_readings_are_kept_as_a_conflict_and_never_averaged() -> None:
    device = only(*source("old", **FULL), *source("new", **OTHER))
    assert device.chosen.v_spike is not None
    assert device.chosen.v_spike.value == 2.5
    voltage = next(line for line in device.conflicts if line.startswith("v_spike: "))
    assert "new:t1/set_voltage" in voltage
    assert "old:t1/set_voltage" in voltage


def test_equal_readings_are_no_conflict_whatever_their_sign() -> None:
    flipped = {**FULL, "set_voltage": -2.0}
    assert only(*source("old", **FULL), *source("new", **flipped)).conflicts == ()


def test_parts_of_two_sources_are_flagged_as_mixed() -> None:
    device = only(*source("old", set_voltage=2.0, set_pulse_width=1e-8), *source("new", g_on=1e-4, g_off=2e-5))
    assert "mixed_sources" in device.chosen.flags


def test_parts_of_one_source_are_not() -> None:
    assert only(*source("old", **FULL)).chosen.flags == ()


def test_set_and_reset_stay_apart() -> None:
    pulses = {
        device.pulse: device for device in resolved(*source("old", set_voltage=2.0, reset_voltage=-1.5, g_on=1e-4))
    }
    assert set(pulses) == {"set", "reset"}
    assert pulses["set"].chosen.v_spike is not None
    assert pulses["reset"].chosen.v_spike is not None
    assert pulses["set"].chosen.v_spike.value == 2.0
    assert pulses["reset"].chosen.v_spike.value == -1.5


def test_device_without_a_pulse_reading_is_not_lost() -> None:
    device = only(*source("old", g_on=1e-4))
    assert (device.pulse, device.chosen.v_spike) == ("set", None)


@pytest.mark.parametrize("status", ["excluded", "flagged", "text"])
def test_only_values_enter(status: str) -> None:
    assert resolved(reading("set_voltage", 2.0, "V", status=status, reason="x: y")) == []


def test_order_of_readings_does_not_matter() -> None:
    readings = [*source("old", **FULL), *source("new", set_voltage=2.5, g_on=3e-4)]
    first = resolved(*readings)
    for shuffled in itertools.islice(itertools.permutations(readings), 0, 720, 97):
        assert resolved(*shuffled) == first


def test_every_part_that_differs_is_told_however_small_its_unit() -> None:
    device = only(*source("old", **FULL), *source("new", **OTHER))
    assert [line.split(": ")[0] for line in device.conflicts] == ["v_spike", "tau", "g_on", "g_off"]


def test_full_source_is_taken_whole_where_it_disagrees_with_a_more_trusted_part() -> None:
    device = only(*source("old", "primary", set_voltage=2.0), *source("new", **OTHER))
    assert documents(device) == {"new"}
    assert device.chosen.flags == ("conflict",)


def test_full_source_that_says_the_same_as_the_more_trusted_part_agrees() -> None:
    device = only(*source("old", "primary", set_voltage=2.0), *source("new", **FULL))
    assert device.chosen.flags == ()
    assert documents(device) == {"old", "new"}


def of_figure(item: Reading) -> Reading:
    place = item.datum.locator.model_copy(update={"kind": "figure", "label": "Fig. 2", "file": "fig_2.tar"})
    return item.model_copy(update={"datum": item.datum.model_copy(update={"locator": place})})


def of_list(item: Reading) -> Reading:
    place = item.datum.locator.model_copy(update={"kind": "abstract", "label": None, "file": "readings.csv"})
    return item.model_copy(update={"datum": item.datum.model_copy(update={"locator": place})})


def of_sentence(item: Reading) -> Reading:
    place = item.datum.locator.model_copy(update={"kind": "text", "label": None, "file": "paper.pdf"})
    return item.model_copy(update={"id": f"{item.id}-said", "datum": item.datum.model_copy(update={"locator": place})})


def of_supplement(item: Reading) -> Reading:
    place = item.datum.locator.model_copy(update={"kind": "text", "label": None, "file": "supplement-1.pdf"})
    return item.model_copy(update={"datum": item.datum.model_copy(update={"locator": place})})


@pytest.mark.parametrize("place", [of_sentence, of_list, of_figure, of_supplement])
@pytest.mark.parametrize(
    "document, tier, flags",
    [
        ("doe2020", "primary", ()),
        ("doe2020", "secondary", ("mixed_sources",)),
        ("new", "primary", ("mixed_sources",)),
        ("abc", "secondary", ("mixed_sources",)),
    ],
)
def test_what_a_paper_itself_prints_is_one_source_wherever_it_prints_it(
    place: Callable[[Reading], Reading], document: str, tier: str, flags: tuple[str, ...]
) -> None:
    """The paper is doe2020: a table and other places of another document stay two sources, and so does second hand."""
    table = source(document, tier, set_voltage=2.0, set_pulse_width=1e-8)
    others = [place(item) for item in source(document, tier, g_on=1e-4, g_off=2e-5)]
    assert only(*table, *others).chosen.flags == flags


def test_a_paper_and_a_manual_that_describes_its_device_are_two_sources() -> None:
    own = source("doe2020", "primary", set_voltage=2.0, set_pulse_width=1e-8)
    manual = source("new", "secondary", g_on=1e-4, g_off=2e-5)
    assert only(*own, *manual).chosen.flags == ("mixed_sources",)


def test_places_of_one_paper_that_disagree_are_a_conflict_and_the_fuller_place_goes_first() -> None:
    table = source("doe2020", "primary", set_voltage=2.0, set_pulse_width=1e-8, g_on=1e-4)
    text = [of_sentence(item) for item in source("doe2020", "primary", set_voltage=2.5, g_off=2e-5)]
    device = only(*table, *text)
    chosen = device.chosen
    assert chosen.v_spike is not None
    assert chosen.g_off is not None
    assert (chosen.v_spike.value, chosen.g_off.value) == (2.0, 2e-5)
    assert [line.split(": ")[0] for line in device.conflicts] == ["v_spike"]
    assert series_spans([*table, *text]) == []


def test_no_reading_equals_none() -> None:
    (one,) = source("old", set_voltage=2.0)
    assert not equal(None, one)
    assert not equal(one, None)


def test_series_of_one_source_is_its_span_and_equal_readings_are_none() -> None:
    first, second = (
        reading("set_voltage", value, "V", id=f"doc:t1/r{row}c1", row=row) for row, value in ((1, 1.5), (2, 2.5))
    )
    (span,) = series_spans([first, second])
    assert (span.value, span.low, span.high, span.flags) == (None, 1.5, 2.5, ("series",))
    assert series_spans([first, first.model_copy(update={"id": "doc:t1/r3c1"})]) == []
    assert series_spans([first]) == []


def test_a_newer_source_goes_first_whatever_its_key() -> None:
    books = library(entry("a2010", year="2010"), entry("b2022", year="2022"))
    (device,) = resolve_devices([*source("a2010", **FULL), *source("b2022", **OTHER)], books, config_of())
    assert documents(device) == {"b2022"}


def test_a_manual_without_a_year_goes_before_its_copy_in_print() -> None:
    books = library(entry("copy2017", year="2017"), entry("manual", year=""))
    (device,) = resolve_devices([*source("copy2017", **FULL), *source("manual", **FULL)], books, config_of())
    assert documents(device) == {"manual"}


def of_part(device: DevicePulse, part: str) -> str:
    found = device.chosen.part(part)
    return str(found.datum.locator.document)


def test_off_state_and_ratio_count_once_and_other_parts_each() -> None:
    """`new` gives V, G_off and the ratio, two parts, `old` V, tau and G_on, three: the voltage is `old`'s."""
    fewer = source("new", set_voltage=2.5, g_off=2e-5, on_off_ratio=5.0)
    assert of_part(only(*source("old", set_voltage=2.0, set_pulse_width=1e-8, g_on=1e-4), *fewer), "v_spike") == "old"
    states = source("old", set_voltage=2.0, g_on=1e-4, g_off=2e-5)
    assert of_part(only(*states, *source("new", set_voltage=2.5, set_pulse_width=1e-8)), "v_spike") == "old"
    pulse = source("old", set_voltage=2.0, set_pulse_width=1e-8, g_on=1e-4)
    assert of_part(only(*pulse, *source("new", g_on=3e-4, g_off=2e-5)), "g_on") == "old"


def voltage(value: float | None, comparator: str = "=", **more: object) -> Reading:
    return reading("set_voltage", value, "V", comparator=comparator, **more)


def test_readings_are_equal_in_comparator_and_both_ends_within_rounding() -> None:
    assert equal(voltage(2.0), voltage(2.0 * (1 + 1e-12)))
    assert equal(voltage(0.0), voltage(0.0))
    for first, second in ((4.0, 2.0), (2.0, 4.0), (1e-9, 2e-9), (2.0, 2.0 * (1 + 1e-6))):
        assert not equal(voltage(first), voltage(second))
    for first, second in (("=", "<"), ("<", "="), (">", "="), ("=", ">")):
        assert not equal(voltage(2.0, first), voltage(2.0, second))
    above = voltage(None, ">", low=2.0, high=None)
    assert equal(above, above)
    assert not equal(above, voltage(None, ">", low=2.0, high=3.0))
    assert not equal(voltage(None, ">", low=2.0, high=3.0), above)


def test_device_is_named_as_its_first_reading_prints_it() -> None:
    first = reading("set_voltage", 2.0, "V", stub="TaOx/HfO2 [3]", id="doc:t1/r1c1")
    second = reading("g_on", 1e-4, "S", stub="TaO", id="doc:t1/r2c1")
    assert only(second, first).name == "TaOx/HfO2"
    assert only(voltage(2.0)).name == "taox"


def test_unit_of_analysis_is_the_paper_or_its_part() -> None:
    assert only(voltage(2.0)).work == "doe2020"
    item = voltage(2.0)
    part = item.model_copy(update={"datum": item.datum.model_copy(update={"unit": "ref. 3"})})
    assert only(part).work == "doe2020 ref. 3"


def test_unpaired_voltage_of_a_paper_s_own_makes_no_pulse() -> None:
    unpaired = reading("programming_voltage", 2.0, "V")
    assert resolved(unpaired) == []
    (device,) = resolve_devices([unpaired], LIBRARY, config_of(), surveys={"doc"})
    assert (device.pulse, device.is_survey) == ("unpaired", True)
    assert not only(voltage(2.0)).is_survey


def test_first_curator_is_told_of_any_reading() -> None:
    assert only(voltage(2.0, flags=("first_curator",))).is_first_curator
    assert not only(voltage(2.0)).is_first_curator


def series(parameter: str, value: float, unit: str, **about: Any) -> Reading:
    """A value of reference 88's device, from one panel of a figure: its condition and transition in `about`."""
    place, number = about.pop("place"), f"{value:g}"
    identifier = f"doc:{place}/{parameter}/{number}"
    return reading(parameter, value, unit, id=identifier, label=place, tier="primary", device="ta-taox", **about)


ON_SERIES = [
    *(series("set_voltage", volts, "V", place="a", condition=f"{volts} V") for volts in (8.7, 9.0, 9.2, 9.5)),
    series("g_off", 1 / 2.384e6, "S", place="a", pulse="set"),
    series("g_on", 1 / 1.269e6, "S", place="a", pulse="set", condition="8.7 V"),
    series("g_on", 1 / 0.984e6, "S", place="a", pulse="set", condition="9.5 V"),
]
OFF_SERIES = [
    series("reset_voltage", -7.0, "V", place="b", condition="-7 V"),
    series("reset_voltage", -10.0, "V", place="b", condition="-10 V"),
    series("g_off", 1 / 2.094e6, "S", place="b", pulse="reset", condition="-7 V"),
    series("g_off", 1 / 3.577e6, "S", place="b", pulse="reset", condition="-10 V"),
    series("g_on", 1 / 1.16e6, "S", place="b", pulse="reset"),
]


def test_amplitude_that_is_varied_is_a_condition_of_one_device() -> None:
    """No span is made; each amplitude has the states that its source names for it, and those it names for all."""
    assert series_spans([*ON_SERIES, *OFF_SERIES]) == []
    found = {device.id: device for device in resolved(*ON_SERIES, *OFF_SERIES)}
    conditions = ("set@8-7-v", "set@9-0-v", "set@9-2-v", "set@9-5-v", "reset@10-v", "reset@7-v")
    assert list(found) == [f"doe2020/ta-taox/{condition}" for condition in conditions]
    least = found["doe2020/ta-taox/set@8-7-v"].chosen
    assert least.v_spike is not None
    assert least.g_on is not None
    assert (least.v_spike.value, least.g_on.value) == (8.7, 1 / 1.269e6)
    assert found["doe2020/ta-taox/set@9-0-v"].chosen.g_on is None
    assert all(device.conflicts == () and device.chosen.flags == () for device in found.values())


def test_state_of_one_transition_counts_for_no_other() -> None:
    """The start of the OFF series is the on state of the reset; the set keeps its own."""
    found = {device.id: device.chosen for device in resolved(*ON_SERIES, *OFF_SERIES)}
    for name, ohms in (("reset@7-v", 2.094e6), ("reset@10-v", 3.577e6)):
        chosen = found[f"doe2020/ta-taox/{name}"]
        assert chosen.g_on is not None
        assert chosen.g_off is not None
        assert (chosen.g_on.value, chosen.g_off.value) == (1 / 1.16e6, 1 / ohms)
    off_states = {c.g_off.value for name, c in found.items() if "/set" in name and c.g_off is not None}
    assert off_states == {1 / 2.384e6}


def test_reading_that_only_supports_enters_no_tuple() -> None:
    """Reference 198 prints a ratio and no conductance: it neither is a known part nor bounds one."""
    label = reading("on_off_ratio", None, "1", low=100.0, high=None, comparator=">", flags=("supporting_only",))
    assert resolved(label) == []
    device = only(*source("doc", set_voltage=2.0, set_pulse_width=1e-8, g_on=1e-4), label)
    assert device.chosen.ratio is None
