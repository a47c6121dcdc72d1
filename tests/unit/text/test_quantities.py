"""Printed strings of the field, labelled before the code was tuned (tests/data/quantities_labelled.jsonl)."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest
from memlit.field import load_vocabulary
from memlit.quantities import Quantity, read_quantities

ROOT = Path(__file__).resolve().parents[3]


def cases() -> list[dict[str, Any]]:
    lines = (ROOT / "tests/data/quantities_labelled.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def read(case: dict[str, Any]) -> tuple[Quantity, ...]:
    return read_quantities(
        case["text"],
        header=case.get("header"),
        origin=case.get("origin"),
        superscripts=case.get("superscripts", ()),
    )


def equal(found: Any, meant: Any) -> bool:
    if isinstance(found, float) and isinstance(meant, (int, float)):
        return math.isclose(found, meant, rel_tol=1e-9, abs_tol=1e-30)
    return bool(found == meant)


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case['text'][:40]}|{case.get('header', '')}")
def test_labelled_string(case: dict[str, Any]) -> None:
    found = read(case)
    assert len(found) == len(case["expect"])
    for quantity, meant in zip(found, case["expect"], strict=True):
        for key, value in meant.items():
            if key == "flag":
                assert value in quantity.flags
            elif key == "candidates":
                assert all(any(equal(one, float(wanted)) for one in quantity.candidates_si) for wanted in value)
            else:
                assert equal(getattr(quantity, key), value), (key, getattr(quantity, key), value)
        if "comparator" not in meant and quantity.kind != "none":
            assert quantity.comparator == "="


def test_what_has_several_readings_has_no_value_but_flags_and_candidates() -> None:
    for text in ("105 s", "20 dB", "10e5 cycles", "10-9 W", "100.000 cycles"):
        (quantity,) = read_quantities(text)
        assert quantity.si_value is None
        assert quantity.flags
        assert quantity.candidates_si


def test_the_plausible_range_ranks_candidates_but_does_not_decide() -> None:
    vocabulary = load_vocabulary(ROOT / "config/vocabulary.yaml")
    (quantity,) = read_quantities("1016", header="Endurance", parameter=vocabulary.parameters["endurance"])
    assert quantity.si_value is None
    assert set(quantity.candidates_si) == {1e16, 1016.0}
    (unlikely,) = read_quantities("1019", header="Endurance", parameter=vocabulary.parameters["endurance"])
    assert unlikely.si_value is None
    assert unlikely.candidates_si == (1019.0, 1e19)


@pytest.mark.parametrize(("text", "value"), [("5.e-6 S", 5e-6), ("2.E3 S", 2e3), ("5. S", 5.0)])
def test_a_point_without_decimals_before_the_exponent_is_part_of_the_number(text: str, value: float) -> None:
    (quantity,) = read_quantities(text)
    assert quantity.si_value == pytest.approx(value, rel=1e-12, abs=0)


@pytest.mark.parametrize("text", ["2.3 E-9 A", "2.3E −9 A", "2.3 e–9 A"])
def test_spaces_may_stand_about_the_letter_of_an_exponent(text: str) -> None:
    (quantity,) = read_quantities(text)
    assert quantity.si_value == pytest.approx(2.3e-9, rel=1e-12, abs=0)


def test_an_exponent_may_stand_apart_from_its_letter() -> None:
    assert [one.si_value for one in read_quantities("5 E 7 cycles")] == [5e7]


@pytest.mark.parametrize("text", ["10 years, T = 85 °C", "10 yr (temp. 85 °C)", "10 years (85 °C)"])
def test_a_temperature_behind_a_time_is_its_condition(text: str) -> None:
    (quantity,) = read_quantities(text)
    assert quantity.si_value == pytest.approx(10 * 31557600)
    assert quantity.condition == "85 °C"


def test_known_raised_characters_settle_the_exponent() -> None:
    (raised,) = read_quantities("105 s", superscripts=(2,))
    assert (raised.si_value, raised.si_unit) == (1e5, "s")
    (marked,) = read_quantities("105a s", superscripts=(3,))
    assert marked.si_value == 105.0
    assert "footnote_mark" in marked.flags


def test_a_raised_citation_is_no_exponent() -> None:
    vocabulary = load_vocabulary(ROOT / "config/vocabulary.yaml")
    (volts,) = read_quantities("10<sup>12</sup> V", header="Write voltage")
    assert volts.si_value is None
    assert set(volts.candidates_si) == {1e12, 10.0}
    (levels,) = read_quantities("10<sup>21</sup>", header="State number", parameter=vocabulary.parameters["n_states"])
    assert levels.si_value is None
    assert levels.candidates_si == (10.0, 1e21)
    assert read_quantities("10<sup>[12]</sup> ns")[0].si_value == 1e-8
    assert read_quantities("3.65<sup>12</sup> V")[0].si_value == 3.65
    assert read_quantities("12.53", header="On/off ratio", superscripts=(4,))[0].si_value == 12.5


def test_feature_squares_are_a_number_only_for_the_parameter_that_asks() -> None:
    (alone,) = read_quantities("4F²")
    assert (alone.value, alone.unit, alone.si_value, alone.si_unit) == (4.0, "F^2", None, None)
    (asked,) = read_quantities("4", header="Cell size (F2)", parameter="cell_area_f2")
    assert (asked.si_value, asked.si_unit) == (4.0, "1")


def test_record_is_plain_data_with_the_promised_fields() -> None:
    (quantity,) = read_quantities("1.2 ± 0.1 V")
    assert list(quantity.as_dict()) == [
        "kind",
        "value",
        "lower",
        "upper",
        "unit",
        "si_value",
        "si_lower",
        "si_upper",
        "si_unit",
        "si_uncertainty",
        "comparator",
        "uncertainty",
        "sign",
        "role",
        "stat",
        "condition",
        "flags",
        "candidates_si",
    ]
    assert json.loads(json.dumps(quantity.as_dict()))["uncertainty"] == 0.1


def test_cells_of_the_neurosim_manual_agree_with_its_own_code() -> None:
    """Ag:a-Si: Cell.cpp has G = 3.8462e-8 and 3.0769e-9 S, 3.2 and 2.8 V, 300 us, 97 levels, sigma 0.035."""
    r_on = read_quantities("26 MΩ", header="R_ON")[0].si_value
    ratio = read_quantities("12.5", header="ON/OFF ratio")[0].si_value
    assert r_on is not None
    assert ratio is not None
    assert math.isclose(1 / r_on, 3.8462e-8, rel_tol=1e-4)
    assert math.isclose(1 / r_on / ratio, 3.0769e-9, rel_tol=1e-4)
    down, width = read_quantities("-2.8V/300µs", header="Weight decrease pulse")
    assert (abs(down.si_value or 0), width.si_value) == (2.8, 3e-4)
    assert read_quantities("3.5%", header="Cycle-to-cycle variation (σ)")[0].si_value == 0.035


def test_a_bare_number_never_gets_a_unit_of_another_kind_than_its_header() -> None:
    """Under every header word of the vocabulary; `Duration` holds the letters of `ratio`, and is none."""
    vocabulary = load_vocabulary(ROOT / "config/vocabulary.yaml")
    for parameter in vocabulary.parameters.values():
        for header in (*parameter.header, *parameter.header_contains, parameter.name.replace("_", " ")):
            if parameter.is_text:
                continue
            (quantity,) = read_quantities("12", header=header)
            kinds = {parameter.unit, parameter.unit.split("/")[0], None}
            assert quantity.si_unit in kinds or "no_unit" in quantity.flags, (header, quantity.si_unit)
            (named,) = read_quantities("12", parameter=parameter.name)
            assert named.si_unit in kinds or "no_unit" in named.flags, (parameter.name, named.si_unit)


def test_a_unit_in_the_header_is_taken_for_every_parameter() -> None:
    for header, unit, value in [
        ("Duration of control spikes (µs)", "s", 1.2e-5),
        ("Operation voltage (mV)", "V", 0.012),
        ("[kohm]", "ohm", 12e3),
        ("Energy per bit (pJ)", "J", 1.2e-11),
        ("Endurance (10^3 cycles)", "cycle", 12e3),
    ]:
        (quantity,) = read_quantities("12", header=header)
        assert (quantity.si_unit, quantity.si_value) == (unit, pytest.approx(value))


def test_energies_are_counted_as_the_parameter_counts_them() -> None:
    assert read_quantities("2", header="Energy per bit (pJ)", parameter="energy_per_bit")[0].si_unit == "J/bit"
    (write,) = read_quantities("70", header="Write energy (pJ per bit)", parameter="write_energy")
    assert (write.si_unit, write.si_value) == ("J", pytest.approx(7e-11, rel=1e-9, abs=0))
    assert read_quantities("70", header="Write energy (pJ per bit)")[0].si_unit == "J/bit"


@pytest.mark.parametrize(
    ("parameter", "text", "value", "comparator"),
    [
        ("on_off_ratio", "100:1", 100, "="),
        ("on_off_ratio", "> 10⁴:1", 1e4, ">"),
        ("on_off_ratio", "up to 10^5:1", 1e5, "up_to"),
        ("retention", "10+ years", 10 * 31557600, ">="),
        ("endurance", "10^6+ cycles", 1e6, ">="),
        ("retention", ">10⁸ years", 1e8 * 31557600, ">"),
        ("write_energy", "50 pJ/write", 5e-11, "="),
        ("read_energy", "2 fJ/read", 2e-15, "="),
    ],
)
def test_value_and_side_that_the_parameter_decides(parameter: str, text: str, value: float, comparator: str) -> None:
    vocabulary = load_vocabulary(ROOT / "config/vocabulary.yaml")
    (found,) = read_quantities(text, parameter=vocabulary.parameters[parameter])
    assert found.si_value is not None
    assert math.isclose(found.si_value, value)
    assert found.comparator == comparator


def test_a_ratio_below_one_and_a_raised_citation_stay_undecided() -> None:
    vocabulary = load_vocabulary(ROOT / "config/vocabulary.yaml")
    for parameter, text in (("on_off_ratio", "1:100"), ("retention", ">10<sup>8</sup> years")):
        (found,) = read_quantities(text, parameter=vocabulary.parameters[parameter])
        assert found.si_value is None
        assert len(found.candidates_si) == 2


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("10<sup>7-8</sup>", 1e7, 1e8),
        ("10^7-8", 1e7, 1e8),
        ("10^7 – 9 cycles", 1e7, 1e9),
        ("10^3-5000", 1e3, 5e3),
        ("10<sup>1-2</sup>", 10.0, 100.0),
        ("10<sup>7–8</sup> cycles", 1e7, 1e8),
        ("2 × 10<sup>4-5</sup>", 2e4, 2e5),
        ("10<sup>−8 to −7</sup>", 1e-8, 1e-7),
    ],
)
def test_powers_that_are_raised_together_are_a_range_of_powers(text: str, low: float, high: float) -> None:
    (read,) = read_quantities(text)
    assert (read.kind, read.si_lower, read.si_upper) == ("range", pytest.approx(low), pytest.approx(high))


@pytest.mark.parametrize("text", ["10<sup>−7–8</sup>", "B1,000%", "B1,000 cycles", "(B1.5 V)"])
def test_what_has_lost_its_sign_is_no_number(text: str) -> None:
    """A power with one sign of two, and a sign that a font prints as a letter, of which `,000` was read as zero."""
    (read,) = read_quantities(text)
    assert (read.kind, read.flags) == ("none", ("malformed_number",))
