"""What follows from the readings of one document: G = 1/R, and G_off = G_on / ratio from one table."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from memlit.datum import Reading
from memlit.reconcile.derive import derived_readings

from tests.builders import reading, vocabulary


def derived(*readings: Reading) -> dict[str, Reading]:
    return {item.parameter: item for item in derived_readings(readings, vocabulary())}


def test_conductances_of_a_table_with_resistance_and_ratio() -> None:
    # 1/16.9 kOhm = 59.1716 uS; 59.1716 uS / 4.43 = 13.3570 uS.
    found = derived(reading("r_on", 16.9e3, "ohm"), reading("on_off_ratio", 4.43, "1"))
    assert found["g_on"].value == pytest.approx(59.1716e-6, rel=1e-6)
    assert found["g_off"].value == pytest.approx(13.3570e-6, rel=1e-5)
    assert found["g_on"].inputs == ("doc:t1/r_on",)
    assert found["g_off"].inputs == ("doc:t1/r_on>g_on", "doc:t1/on_off_ratio")
    assert "ohmic" in found["g_on"].steps[0].rule


def test_printed_conductance_goes_before_a_derived_one() -> None:
    assert "g_on" not in derived(reading("r_on", 16.9e3, "ohm"), reading("g_on", 60e-6, "S"))


def test_printed_off_state_goes_before_the_ratio() -> None:
    found = derived(reading("r_on", 1e3, "ohm"), reading("r_off", 1e6, "ohm"), reading("on_off_ratio", 10.0, "1"))
    assert found["g_off"].value == pytest.approx(1e-6)
    assert found["g_off"].inputs == ("doc:t1/r_off",)


def test_ratio_of_another_table_is_not_used() -> None:
    assert "g_off" not in derived(reading("r_on", 1e3, "ohm"), reading("on_off_ratio", 10.0, "1", label="Table 2"))


@pytest.mark.parametrize("other", [{"paper": "roe2021"}, {"device": "hfox"}, {"tier": "simulator"}])
def test_ratio_of_another_paper_device_or_tier_is_not_used(other: dict[str, str]) -> None:
    assert "g_off" not in derived(reading("r_on", 1e3, "ohm"), reading("on_off_ratio", 10.0, "1", **other))


def test_ratio_that_is_a_bound_derives_no_point() -> None:
    bound = reading("on_off_ratio", None, "1", low=10.0, high=None, comparator=">")
    assert "g_off" not in derived(reading("r_on", 1e3, "ohm"), bound)


SENTENCE: dict[str, str] = {"label": "", "file": "paper.pdf", "method": "text"}
LISTED: dict[str, str] = {"label": "", "file": "readings.csv", "method": "readings"}


def test_a_current_of_a_sentence_is_read_at_the_one_read_voltage_that_was_listed() -> None:
    # 10 uA at 0.2 V are 50 uS.
    found = derived(reading("on_current", 1e-5, "A", **SENTENCE), reading("read_voltage", 0.2, "V", **LISTED))
    assert found["g_on"].value == pytest.approx(50e-6)


def test_two_read_voltages_of_a_device_give_its_current_no_conductance() -> None:
    volts = [reading("read_voltage", value, "V", id=f"doc:{value}", **LISTED) for value in (0.1, 0.2)]
    assert "g_on" not in derived(reading("on_current", 1e-5, "A", **SENTENCE), *volts)


def test_a_current_of_a_table_is_not_read_at_the_voltage_of_a_sentence() -> None:
    assert "g_on" not in derived(reading("on_current", 1e-5, "A"), reading("read_voltage", 0.2, "V", **SENTENCE))


def test_two_ratios_are_no_choice() -> None:
    ratios = [reading("on_off_ratio", value, "1", id=f"doc:t1/{value}") for value in (10.0, 20.0)]
    assert "g_off" not in derived(reading("r_on", 1e3, "ohm"), *ratios)


def test_value_that_only_supports_derives_nothing() -> None:
    label = {"flags": ("supporting_only",)}
    assert derived(reading("r_on", 1e3, "ohm"), reading("on_off_ratio", 10.0, "1", **label)).keys() == {"g_on"}
    assert derived(reading("r_off", 1e6, "ohm", **label)) == {}


def test_ends_of_an_array_s_window_are_its_states_and_say_so() -> None:
    """10 to 60 uS, as Table 1 of a review prints it for one array: G_on 60 uS, G_off 10 uS."""
    found = derived(reading("conductance_range", None, "S", low=10e-6, high=60e-6))
    assert (found["g_on"].value, found["g_off"].value) == (60e-6, 10e-6)
    assert all("array_window" in item.flags for item in found.values())
    assert found["g_off"].inputs == ("doc:t1/conductance_range",)


@pytest.mark.parametrize(("low", "high"), [(0.0, 5e-6), (None, 5e-6), (5e-6, None)])
def test_window_with_an_open_end_gives_no_states(low: float | None, high: float | None) -> None:
    assert derived(reading("conductance_range", None, "S", low=low, high=high)) == {}


def test_printed_states_go_before_the_window() -> None:
    window = reading("conductance_range", None, "S", low=10e-6, high=60e-6)
    found = derived(reading("r_on", 20e3, "ohm"), window)
    assert found.keys() == {"g_on"}
    assert found["g_on"].value == pytest.approx(50e-6)


def test_bound_turns_round_under_the_inverse() -> None:
    found = derived(reading("r_off", None, "ohm", low=1e7, high=None, comparator=">"))
    assert (found["g_off"].low, found["g_off"].high, found["g_off"].comparator) == (None, pytest.approx(1e-7), "<")


@pytest.mark.parametrize("status", ["excluded", "flagged"])
def test_nothing_follows_from_what_was_left_out(status: str) -> None:
    assert derived(reading("r_on", 1e3, "ohm", status=status, reason="x: y")) == {}


def test_zero_resistance_has_no_conductance() -> None:
    assert derived(reading("r_on", 0.0, "ohm")) == {}


def test_flags_travel() -> None:
    assert "averaged" in derived(reading("r_on", 1e3, "ohm", flags=("averaged",)))["g_on"].flags


@given(st.floats(1e-3, 1e12), st.floats(1.0, 1e3))
def test_inverse_of_an_interval_holds_every_inverse(low: float, factor: float) -> None:
    high = low * factor
    found = derived(reading("r_on", None, "ohm", low=low, high=high))["g_on"]
    assert found.low is not None
    assert found.high is not None
    assert found.low <= found.high
    for point in (low, math.sqrt(low * high), high):
        assert found.low * (1 - 1e-9) <= 1 / point <= found.high * (1 + 1e-9)
