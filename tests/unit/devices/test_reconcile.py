"""Printed strings to SI within one document: nothing is lost, nothing wrong stays unmarked."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from memlit.reconcile.document import reconcile, reconcile_document

from tests.builders import datum, document, vocabulary

# Prefixes of the SI brochure (BIPM, 9th edition, table 7).
PREFIXES = {"p": 1e-12, "n": 1e-9, "µ": 1e-6, "m": 1e-3, "": 1.0, "k": 1e3, "M": 1e6, "G": 1e9}
UNITS = {"r_on": "Ω", "set_voltage": "V", "set_pulse_width": "s", "g_on": "S", "read_current": "A"}
# Nanoohms or picovolts are misprints more often than values, and are refused.
USUAL = {
    "r_on": ("", "k", "M", "G"),
    "set_voltage": ("µ", "m", ""),
    "set_pulse_width": ("p", "n", "µ", "m", ""),
    "g_on": ("p", "n", "µ", "m", ""),
    "read_current": ("p", "n", "µ", "m", ""),
}
PRINTED = [(parameter, prefix) for parameter, prefixes in USUAL.items() for prefix in prefixes]


@given(st.sampled_from(PRINTED), st.decimals(min_value="0.1", max_value="999.9", places=1))
def test_prefix_and_unit_give_the_si_value(printed: tuple[str, str], number: object) -> None:
    parameter, prefix = printed
    read = reconcile(datum(parameter, f"{number} {prefix}{UNITS[parameter]}"), (), vocabulary())
    assert read.status == "value", read.reason
    assert read.value is not None
    assert math.isclose(read.value, float(str(number)) * PREFIXES[prefix], rel_tol=1e-12)
    assert read.low == read.high == read.value


@given(st.sampled_from(sorted(UNITS)), st.sampled_from(sorted(UNITS.values())), st.integers(1, 9))
def test_unit_of_another_dimension_never_gives_a_value(parameter: str, unit: str, number: int) -> None:
    read = reconcile(datum(parameter, f"{number} {unit}"), (), vocabulary())
    if unit == UNITS[parameter]:
        assert read.value == number
    else:
        # A second letter that could be a plural or a seconds sign is refused even before its dimension is.
        assert read.status == "excluded" or (read.status == "flagged" and "S" in unit)
        assert (read.value, read.low, read.high) == (None, None, None)


@pytest.mark.parametrize(
    "parameter, text, fields, expected",
    [
        ("r_on", ">10 MΩ", {}, (None, 1e7, None, ">")),
        ("r_on", "~5 kΩ", {}, (5e3, 5e3, 5e3, "~")),
        ("set_pulse_width", "0.5-2 ms", {}, (None, 5e-4, 2e-3, "=")),
        ("r_on", "16.9", {"headers": ("R_ON (kΩ)",)}, (16900.0, 16900.0, 16900.0, "=")),
        ("set_voltage", "5", {"printed_unit": "mV"}, (5e-3, 5e-3, 5e-3, "=")),
        ("r_on", "10", {"printed_unit": "kΩ", "comparator": ">="}, (None, 1e4, None, ">=")),
        ("set_voltage", "3", {"printed_unit": "V", "comparator": "up_to"}, (None, None, 3.0, "up_to")),
        ("endurance", "10^6–10^8+ cycles", {}, (None, 1e6, None, ">=")),
        ("set_pulse_width", "> 2-4 ms", {}, (None, 2e-3, None, ">")),
        ("set_pulse_width", "up to 2-4 ms", {}, (None, None, 4e-3, "up_to")),
        ("r_on", "104 Ω", {"markup": "10<sup>4</sup> Ω"}, (1e4, 1e4, 1e4, "=")),
    ],
)
def test_bounds_headers_and_markup(
    parameter: str, text: str, fields: dict[str, object], expected: tuple[object, ...]
) -> None:
    read = reconcile(datum(parameter, text, **fields), (), vocabulary())
    assert read.status == "value", read.reason
    for got, wanted in zip((read.value, read.low, read.high), expected, strict=False):
        assert got == (None if wanted is None else pytest.approx(wanted, rel=1e-12))
    assert read.comparator == expected[-1]


@pytest.mark.parametrize(
    "parameter, text, status, reason",
    [
        ("r_on", "5 V", "excluded", "wrong_dimension"),
        ("r_on", "-5 kΩ", "excluded", "negative_r_on"),
        ("r_on", "16.9", "flagged", "ambiguous"),
        ("r_on", "5 kΩ, 6 kΩ", "flagged", "several_values"),
        ("r_on", "n/a", "flagged", "not_a_number"),
    ],
)
def test_what_is_no_value_has_a_typed_reason(parameter: str, text: str, status: str, reason: str) -> None:
    read = reconcile(datum(parameter, text), (), vocabulary())
    assert read.status == status
    assert (read.reason or "").split(":")[0] == reason
    assert text in (read.reason or "")


def test_sign_of_a_voltage_is_kept() -> None:
    assert reconcile(datum("reset_voltage", "-2.8 V"), (), vocabulary()).value == -2.8


def test_lost_exponent_is_never_parsed_plainly() -> None:
    read = reconcile(datum("r_on", "104 Ω", flags=("lost_exponent",)), (), vocabulary())
    assert read.status == "flagged"
    assert read.value is None


def test_implausible_value_is_kept_and_flagged() -> None:
    read = reconcile(datum("r_on", "1e30 Ω"), (), vocabulary())
    assert read.value == 1e30
    assert "outside_plausible_range" in read.flags


def test_exclusion_by_the_source_stands_with_its_reason() -> None:
    read = reconcile(datum("r_on", "5 kΩ", excluded="simulated: a compact model"), (), vocabulary())
    assert (read.status, read.reason) == ("excluded", "simulated: a compact model")


def test_printed_text_stays_beside_the_value_with_the_steps() -> None:
    read = reconcile(datum("r_on", "16.9 KΩ"), (), vocabulary())
    assert read.datum.printed.text == "16.9 KΩ"
    assert [step.op for step in read.steps] == ["parse", "convert"]
    assert read.steps[0].before == "16.9 KΩ"
    assert "16900 ohm" in read.steps[-1].after


texts = st.sampled_from(["5 kΩ", "-5 kΩ", "5 V", "n/a", "", ">1 MΩ", "1-2 kΩ", "5", "≈ 3 kΩ (avg.)", "10^4 Ω", "∞"])


@given(st.lists(st.tuples(st.sampled_from(["r_on", "r_off", "on_off_ratio", "material_stack"]), texts), max_size=8))
def test_data_in_are_printed_readings_out(cells: list[tuple[str, str]]) -> None:
    data = [datum(parameter, text, id=f"doc:t1/r{row}c1") for row, (parameter, text) in enumerate(cells)]
    after = reconcile_document(document(*data), {}, vocabulary())
    printed = [read for read in after.readings if not read.is_derived]
    assert sorted(read.id for read in printed) == sorted(item.id for item in data)
    assert all(read.status in {"value", "text"} or read.reason for read in printed)
    assert all(read.low is not None or read.high is not None for read in after.readings if read.status == "value")
    assert len({read.id for read in after.readings}) == len(after.readings)


def test_states_in_the_wrong_order_are_said_and_kept() -> None:
    """A misprint such as R_min 10 kΩ above R_max 2 kΩ."""
    places = {"r1": ("10 kΩ", "2 kΩ"), "r2": ("2 kΩ", "10 kΩ")}
    data = [
        datum(parameter, text, id=f"doc:t1/{row}{parameter}", device=row)
        for row, pair in places.items()
        for parameter, text in zip(("r_on", "r_off"), pair, strict=True)
    ]
    found = {one.id: one for one in reconcile_document(document(*data), {}, vocabulary()).readings}
    crossed, right = found["doc:t1/r1r_on"], found["doc:t1/r2r_on"]
    assert (crossed.status, crossed.value) == ("value", pytest.approx(10e3))
    assert "r_on_above_r_off" in crossed.flags
    assert "r_on_above_r_off" in found["doc:t1/r1r_off"].flags
    assert "r_on_above_r_off" not in right.flags
