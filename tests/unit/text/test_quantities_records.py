"""Whole records of short prints, each worked by hand: what a print does not say stands in no field and in no flag."""

from __future__ import annotations

from typing import Any

import pytest
from memlit.quantities import Quantity, read_quantities
from memlit.quantities.model import render_quantities

PLAIN = {"kind": "value", "comparator": "=", "flags": [], "candidates_si": []}
Wanted = dict[str, Any]


def v(value: float, unit: str | None, si: float, si_unit: str, *flags: str, **more: Any) -> Wanted:
    """A value in its unit and in SI."""
    return {"value": value, "unit": unit, "si_value": si, "si_unit": si_unit, "flags": list(flags), **more}


def r(low: float, high: float, unit: str, factor: float, si_unit: str, *flags: str, **more: Any) -> Wanted:
    """A range whose bounds times `factor` are SI."""
    bounds = {"lower": low, "upper": high, "si_lower": low * factor, "si_upper": high * factor}
    return {"kind": "range", "unit": unit, "si_unit": si_unit, "flags": list(flags), **bounds, **more}


def doubt(unit: str | None, si_unit: str | None, candidates: list[float], *flags: str, **more: Any) -> Wanted:
    """No value, but what it may be in SI."""
    return {"unit": unit, "si_unit": si_unit, "candidates_si": candidates, "flags": list(flags), **more}


def fields(quantity: Quantity) -> Wanted:
    return {name: value for name, value in quantity.as_dict().items() if value is not None}


def check(text: str, header: str | None, wanted: tuple[Wanted, ...]) -> None:
    found = [fields(quantity) for quantity in read_quantities(text, header=header)]
    expected = [{name: value for name, value in {**PLAIN, **one}.items() if value is not None} for one in wanted]
    assert [sorted(one) for one in found] == [sorted(one) for one in expected]
    for one, meant in zip(found, expected, strict=True):
        for name, value in meant.items():
            number = isinstance(value, float) or name == "candidates_si"
            assert one[name] == (pytest.approx(value, rel=1e-12, abs=0) if number else value), name


V5 = v(5.0, "V", 5.0, "V")
PRINTS: tuple[tuple[str, tuple[Wanted, ...]], ...] = (
    ("5 V", (V5,)),
    ("10^6 cycles", (v(1e6, "cycle", 1e6, "cycle"),)),
    ("< 5 ns", (v(5.0, "ns", 5e-9, "s", kind="bound", comparator="<"),)),
    ("2 V or more", (v(2.0, "V", 2.0, "V", kind="bound", comparator=">="),)),
    ("2 V or less", (v(2.0, "V", 2.0, "V", kind="bound", comparator="<="),)),
    ("10+", (v(10.0, None, 10.0, "1", "no_unit", kind="bound", comparator=">="),)),
    ("-1.5 V", (v(-1.5, "V", -1.5, "V", sign="-"),)),
    # ranges
    ("1–3 V", (r(1.0, 3.0, "V", 1, "V"),)),
    ("-1 to 3 V", (r(-1.0, 3.0, "V", 1, "V"),)),
    ("-3 – -1 V", (r(-3.0, -1.0, "V", 1, "V"),)),
    ("±1 to ±3 V", (r(1.0, 3.0, "V", 1, "V", "polarity_in_range", sign="±"),)),
    ("±1 to 3 V", (r(1.0, 3.0, "V", 1, "V", "polarity_in_range", sign="±"),)),
    ("between 1 and 3 V", (r(1.0, 3.0, "V", 1, "V", "between"),)),
    ("1 and 3 V", (v(1.0, "V", 1.0, "V"), v(3.0, "V", 3.0, "V"))),
    ("1 ÷ 3 V", (r(1.0, 3.0, "V", 1, "V"),)),
    ("1 ~ 3 V", (r(1.0, 3.0, "V", 1, "V"),)),
    ("50–20 ns", (r(20.0, 50.0, "ns", 1e-9, "s", "descending"),)),
    ("10 µs–2 ms", (r(0.01, 2.0, "ms", 1e-3, "s", "units_of_bounds_differ"),)),
    ("10 V–2 ms", ({"kind": "range", "unit": "ms", "si_unit": "s", "flags": ["bounds_of_two_kinds"]},)),
    ("(2-3) × 10^4 Ω", (r(2e4, 3e4, "Ω", 1, "ohm"),)),
    ("1–5 × 10^5 cycles", (r(1e5, 5e5, "cycle", 1, "cycle", "power_shared"),)),
    ("6–5 × 10^5 cycles", (r(6.0, 5e5, "cycle", 1, "cycle"),)),
    ("5–5 × 10^5 cycles", (r(5.0, 5e5, "cycle", 1, "cycle"),)),
    ("2–5105 cycles", (doubt("cycle", "cycle", [2e5, 5e5, 2, 5105], "lost_multiplication", kind="range"),)),
    ("5–5105 cycles", (doubt("cycle", "cycle", [5e5, 5e5, 5, 5105], "lost_multiplication", kind="range"),)),
    ("100–5105 cycles", (r(100.0, 5105.0, "cycle", 1, "cycle"),)),
    ("5 V, 3 V, 10 6 s", (V5, v(3.0, "V", 3.0, "V"), doubt("s", "s", [1e6], "lost_exponent"))),
    ("5 V, 10 6 s", (V5, doubt("s", "s", [1e6], "lost_exponent"))),
    # uncertainties
    ("3.3 (±0.2) V", (v(3.3, "V", 3.3, "V", uncertainty=0.2, si_uncertainty=0.2),)),
    ("(3.5 ± 0.2) × 10^4 Ω", (v(3.5e4, "Ω", 3.5e4, "ohm", uncertainty=2e3, si_uncertainty=2e3),)),
    ("3.3 V ± 5 %", (v(3.3, "V", 3.3, "V", uncertainty=0.165, si_uncertainty=0.165),)),
    ("3.3 V ± 50 mV", (v(3.3, "V", 3.3, "V", uncertainty=0.05, si_uncertainty=0.05),)),
    ("3.3 mV ± 500 µV", (v(3.3, "mV", 3.3e-3, "V", uncertainty=0.5, si_uncertainty=0.5e-3),)),
    ("3.3 ± 0.2 mV", (v(3.3, "mV", 3.3e-3, "V", uncertainty=0.2, si_uncertainty=0.2e-3),)),
    ("3.3 ± 0.2", (v(3.3, None, 3.3, "1", "no_unit", uncertainty=0.2, si_uncertainty=0.2),)),
    # conditions
    ("10 ns (at 2 V), 30 ns", (v(10.0, "ns", 1e-8, "s", condition="2 V"), v(30.0, "ns", 3e-8, "s"))),
    ("3 V, 10 ns at 85 °C, 5 V", (v(3.0, "V", 3.0, "V"), v(10.0, "ns", 1e-8, "s", condition="85 °C"), V5)),
    (
        "5 V at 85 °C (in air, dry) and dark, 3 V",
        ({**V5, "condition": "85 °C (in air, dry) and dark"}, v(3.0, "V", 3.0, "V")),
    ),
    ("at 2 V, 10 ns", (v(10.0, "ns", 1e-8, "s", condition="2 V"),)),
    ("10 ns @ 2 V", (v(10.0, "ns", 1e-8, "s", condition="2 V"),)),
    ("1.2 V for 50 ns", (v(1.2, "V", 1.2, "V"), v(50.0, "ns", 5e-8, "s"))),
    ("10^5 cycles for 10 years", (v(1e5, "cycle", 1e5, "cycle", condition="10 years"),)),
    ("10 years (85 °C)", (v(10.0, "year", 10 * 365.25 * 86400, "s", condition="85 °C"),)),
    ("at 1.2 V/50 ns: 3 pJ", (v(3.0, "pJ", 3e-12, "J", condition="1.2 V/50 ns"),)),
    ("10 kΩ at 1.2 V/50 ns", (v(10.0, "kΩ", 1e4, "ohm", condition="1.2 V/50 ns"),)),
    ("10 kΩ at 1.2 V/5 V", (v(10.0, "kΩ", 1e4, "ohm", condition="1.2 V"), V5)),
    # names
    ("IEDM 20", ({"kind": "none", "flags": ["label"]},)),
    ("Chip#1", ({"kind": "none", "flags": ["label"]},)),
    ("Chip#1 5 V", (V5,)),
    ("5 nm HfO2", ({"kind": "none", "flags": ["stack"]},)),
    # several values
    ("5 V/10 ns", (V5, v(10.0, "ns", 1e-8, "s"))),
    ("1/5 V", (v(1.0, "V", 1.0, "V"), V5)),
    ("5 V/2", (V5, v(2.0, "V", 2.0, "V", "unit_from_partner"))),
    ("-/5 V", ({"kind": "none", "flags": ["not_available"]}, V5)),
    ("3 × 5 µm", (v(3.0, "µm", 3e-6, "m", "dimensions"), v(5.0, "µm", 5e-6, "m", "dimensions"))),
    ("3 by 5 µm", (v(3.0, "µm", 3e-6, "m", "dimensions"), v(5.0, "µm", 5e-6, "m", "dimensions"))),
    ("0.5 × 0.5 µm^2", (v(0.5, "µm", 5e-7, "m", "dimensions"), v(0.5, "µm", 5e-7, "m", "dimensions"))),
    (
        "128 × 64 array",
        tuple(v(side, None, side, "1", "dimensions", "array_size") for side in (128.0, 64.0)),
    ),
    ("1k × 1k array", (v(1e3, None, 1e3, "1", "dimensions", "array_size"),) * 2),
    ("set: 5 V, reset: -1.5 V", ({**V5, "role": "set"}, v(-1.5, "V", -1.5, "V", sign="-", role="reset"))),
    ("5 V (set), 2 V (reset)", ({**V5, "role": "set"}, v(2.0, "V", 2.0, "V", role="reset"))),
    ("LRS 1 kΩ / HRS 100 kΩ", (v(1.0, "kΩ", 1e3, "ohm", role="lrs"), v(100.0, "kΩ", 1e5, "ohm", role="hrs"))),
    # remarks
    ("set - 5 V", ({**V5, "role": "set"},)),
    ("set-5 V", ({**V5, "role": "set"},)),
    ("set -5 V", (v(-5.0, "V", -5.0, "V", sign="-", role="set"),)),
    ("average 5 V", ({**V5, "stat": "mean"},)),
    ("5 V (max)", ({**V5, "stat": "max"},)),
    ("5 V (simulated)", ({**V5, "flags": ["simulated"]},)),
    ("estimated 5 V", ({**V5, "flags": ["estimated"]},)),
    ("5 V*", ({**V5, "flags": ["footnote_mark"]},)),
    ("5 V [12]", (V5,)),
    ("10^{[5]} V", (v(10.0, "V", 10.0, "V", "citation_mark"),)),
    # several readings
    ("20 dB", (doubt("dB", "1", [100, 10], "decibel_rule_unknown", value=20.0),)),
    ("10 dBm", (v(10.0, "dBm", 0.01, "W"),)),
    ("105 s", (doubt("s", "s", [1e5, 105], "lost_exponent"),)),
    ("105 V", (v(105.0, "V", 105.0, "V"),)),
    ("105 kΩ", (v(105.0, "kΩ", 1.05e5, "ohm"),)),
    ("10^12 V", (doubt("V", "V", [1e12, 10], "power_or_citation"),)),
    ("10^4 V", (v(1e4, "V", 1e4, "V"),)),
    ("10-9 W", (doubt("W", "W", [1e-9], "lost_exponent"),)),
    ("100.000 cycles", (doubt("cycle", "cycle", [1e5, 100], "point_or_thousands_mark"),)),
    ("10e5 cycles", (doubt("cycle", "cycle", [1e6, 1e5], "power_typed_twice"),)),
    ("2^5 states", (doubt("state", "state", [2, 32], "power_or_citation"),)),
    ("1:10", (doubt(None, "1", [10, 0.1], "ratio_notation"),)),
    ("0:10", (doubt(None, "1", [], "ratio_notation"),)),
    ("10^3:1", (doubt(None, "1", [1e-3, 1e3], "ratio_notation"),)),
    ("3 orders of magnitude", (doubt(None, "1", [1e3], "orders_of_magnitude", "no_unit"),)),
    ("20 k", ({"value": 20.0, "flags": ["bare_prefix"]},)),
    ("5 Mb", (doubt("Mb", "bit", [5e6, 5 * 1024**2], "binary_prefix", value=5.0),)),
    ("1.2 kb", (doubt("kb", "bit", [1200, 1228.8], "binary_prefix", value=1.2),)),
    ("10−3 A", (v(1e-3, "A", 1e-3, "A", "exponent_restored"),)),
    ("10−12 A", (doubt("A", "A", [1e-12, 10, 12], "lost_exponent"),)),
    ("10-10 A", (doubt("A", "A", [1e-10], "lost_exponent"),)),
    ("10−10 V", (doubt("V", "V", [1e-10], "lost_exponent"),)),
    ("10−9–10−6 A", (r(1e-9, 1e-6, "A", 1, "A", "exponent_restored"),)),
    ("10-11 A", (doubt("A", "A", [1e-11, 10, 11], "lost_exponent"),)),
    ("10-9–10-6 A", (doubt("A", "A", [1e-9, 1e-6], "lost_exponent", kind="range"),)),
    ("10-12 V", (r(10.0, 12.0, "V", 1, "V"),)),
    ("5×10-3 A", (v(5e-3, "A", 5e-3, "A", "exponent_restored"),)),
    ("5×105 cycles", (v(5e5, "cycle", 5e5, "cycle", "exponent_restored"),)),
    ("2.5 × 10 V", (v(2.5, "V", 2.5, "V", "dimensions"), v(10.0, "V", 10.0, "V", "dimensions"))),
    ("10^300 V", (doubt("V", "V", [], "out_of_range"),)),
    ("10^-251 V", (doubt("V", "V", [], "out_of_range"),)),
    ("10^-250 A", (v(1e-250, "A", 1e-250, "A"),)),
    ("5e300 V", (doubt("V", "V", [], "out_of_range"),)),
    # marks of thousands and decimals
    ("1,000 cycles", (v(1e3, "cycle", 1e3, "cycle", "thousands_comma"),)),
    ("1,234,567 cycles", (v(1234567.0, "cycle", 1234567.0, "cycle"),)),
    ("1,5 V", (v(1.5, "V", 1.5, "V", "decimal_comma"),)),
    ("0,123 V", (v(0.123, "V", 0.123, "V", "decimal_comma"),)),
    ("1.234.567 cycles", (v(1234567.0, "cycle", 1234567.0, "cycle", "thousands_point"),)),
    ("1.234,5 V", (v(1234.5, "V", 1234.5, "V", "decimal_comma"),)),
    ("1,234.5 V", (v(1234.5, "V", 1234.5, "V", "thousands_comma"),)),
    ("12 345 cycles", (v(12345.0, "cycle", 12345.0, "cycle", "thousands_space"),)),
    ("3.5(2) V", (v(3.5, "V", 3.5, "V", uncertainty=0.2, si_uncertainty=0.2),)),
    ("12(3) V", (v(12.0, "V", 12.0, "V", uncertainty=3.0, si_uncertainty=3.0),)),
    # words
    ("one million cycles", (v(1e6, "cycle", 1e6, "cycle", "number_in_words"),)),
    ("1 million cycles", (v(1e6, "cycle", 1e6, "cycle", "scale_in_words"),)),
    ("10K cycles", (v(1e4, "cycle", 1e4, "cycle", "scale_in_words"),)),
    ("10 K", (v(10.0, "K", -263.15, "degC"),)),
    ("10k cycles", (v(1e4, "cycle", 1e4, "cycle", "scale_in_words"),)),
    ("tens of pJ", (r(10.0, 99.0, "pJ", 1e-12, "J", "number_in_words"),)),
    ("tens to hundreds of ns", (r(10.0, 999.0, "ns", 1e-9, "s", "number_in_words"),)),
    ("2-terminal 5 V", (V5,)),
    ("10\\textsuperscript{6} cycles", (v(1e6, "cycle", 1e6, "cycle"),)),
    ("$10^{\\mathrm{6}}$ cycles", (v(1e6, "cycle", 1e6, "cycle"),)),
    ("100 cm^2 V^-1 s^-1", (v(100.0, "cm^2/V/s", 0.01, "m^2/V/s"),)),
    ("a few V", ({"kind": "none", "flags": ["no_number"]},)),
    ("10 times", (v(10.0, "cycle", 10.0, "cycle"),)),
    ("10x", (v(10.0, None, 10.0, "1", "times", "no_unit"),)),
    ("25 C", (v(25.0, "°C", 25.0, "degC", "celsius_letter"),)),
    ("4 C", ({"kind": "none", "flags": ["circuit"]},)),
    ("1T1R", ({"kind": "none", "flags": ["circuit"]},)),
    # comparators
    ("sub-10 ns", (v(10.0, "ns", 1e-8, "s", kind="bound", comparator="<"),)),
    ("sub-ns", (v(1.0, "ns", 1e-9, "s", kind="bound", comparator="<"),)),
    ("≪ 5 V", ({**V5, "kind": "bound", "comparator": "<", "flags": ["much"]},)),
    ("≲ 5 V", ({**V5, "kind": "bound", "comparator": "<=", "flags": ["approximate_bound"]},)),
    (">~5 V", ({**V5, "kind": "bound", "comparator": ">"},)),
    ("~5 V", ({**V5, "comparator": "~"},)),
    ("up to 5 V", ({**V5, "kind": "bound", "comparator": "up_to"},)),
    ("as low as 5 V", ({**V5, "kind": "bound", "comparator": "down_to"},)),
    ("5 V <", ({**V5, "kind": "bound", "comparator": "<", "flags": ["comparator_after_number"]},)),
    # quotients
    ("5 MA/cm^2", (v(5.0, "MA/cm^2", 5e10, "A/m^2"),)),
    ("4 F^2", ({"value": 4.0, "unit": "F^2", "flags": ["needs_node"]},)),
    # nothing to read
    ("√", ({"kind": "none", "flags": ["mark"]},)),
    ("log(5)", ({"kind": "none", "flags": ["formula"]},)),
    ("2020-10-11", ({"kind": "none", "flags": ["malformed_number"]},)),
    ("Ti/HfO2/TiN", ({"kind": "none", "flags": ["stack"]},)),
    ("[12]", ({"kind": "none", "flags": ["citation"]},)),
)


@pytest.mark.parametrize(("text", "wanted"), PRINTS, ids=[text for text, _ in PRINTS])
def test_record_of_a_print(text: str, wanted: tuple[Wanted, ...]) -> None:
    check(text, None, wanted)


K = ("unit_from_header",)
UNDER: tuple[tuple[str, str, Wanted], ...] = (
    ("5", "Voltage (V)", v(5.0, "V", 5.0, "V", *K)),
    ("5 mV", "Voltage (V)", v(5.0, "mV", 5e-3, "V")),
    ("5 ns", "Voltage (V)", v(5.0, "ns", 5e-9, "s", "unit_not_of_header")),
    ("5", "Energy (10 ns)", {"value": 5.0, "condition": "10 ns", "flags": ["unit_missing"]}),
    ("5", "Endurance (×10^6)", v(5.0, "10^6 cycle", 5e6, "cycle", *K, "multiplier_from_header")),
    ("5", "Endurance (×106)", v(5.0, "10^6 cycle", 5e6, "cycle", *K, "multiplier_from_header")),
    (
        "3.3 ± 0.2",
        "Endurance (×10^6)",
        v(3.3, "10^6 cycle", 3.3e6, "cycle", *K, "multiplier_from_header", uncertainty=0.2, si_uncertainty=0.2e6),
    ),
    ("5 MA/cm^2", "Current density (A/cm^2)", v(5.0, "MA/cm^2", 5e10, "A/m^2")),
    ("5", "Resistance", {"value": 5.0, "flags": ["unit_missing"]}),
    ("5", "Number of states", v(5.0, "state", 5.0, "state", *K)),
    ("6", "# of bits", v(6.0, "bit", 6.0, "bit", *K)),
    ("5", "log10(R) (Ω)", v(5.0, "Ω", 1e5, "ohm", *K, "logarithm_in_header")),
    ("-3", "log10(I) (A)", v(-3.0, "A", 1e-3, "A", *K, "logarithm_in_header", sign="-")),
    ("20 dB", "power ratio", v(20.0, "dB", 100.0, "1")),
    ("20 dB", "voltage ratio", v(20.0, "dB", 10.0, "1")),
    ("105", "Endurance", doubt("cycle", "cycle", [1e5, 105], *K, "lost_exponent")),
    ("105–108", "Endurance", doubt("cycle", "cycle", [1e5, 105, 1e8, 108], *K, "lost_exponent", kind="range")),
    ("20 k", "Resistance", v(20.0, "kΩ", 2e4, "ohm", *K)),
    ("20 M", "Endurance", v(20.0, "M", 2e7, "cycle", *K)),
    ("20 K", "Endurance", v(20.0, "k", 2e4, "cycle", *K)),
    ("20K", "Resistance", v(20.0, "kΩ", 2e4, "ohm", *K)),
    ("20 k", "Temperature", {"value": 20.0, "flags": ["bare_prefix"]}),
    ("3k–5", "Resistance", r(3.0, 5.0, "kΩ", 1e3, "ohm", "bare_prefix", *K)),
    ("10–50k", "Resistance", r(10.0, 50.0, "kΩ", 1e3, "ohm", *K)),
    ("1k–2M", "Resistance", r(1e-3, 2.0, "MΩ", 1e6, "ohm", *K)),
    ("1M–2k", "Resistance", r(2.0, 1e3, "kΩ", 1e3, "ohm", *K, "descending")),
    ("5 nm HfO2", "Thickness", v(5.0, "nm", 5e-9, "m")),
    ("5 nm", "Voltage (V)", v(5.0, "nm", 5e-9, "m", "unit_not_of_header")),
    ("5", "Amplitude (V) (mV)", v(5.0, "V", 5.0, "V", *K)),
    ("5", "Resistance (at 0.1 V) (kΩ)", v(5.0, "kΩ", 5e3, "ohm", *K, condition="0.1 V")),
    ("105", "Remarks", doubt(None, "1", [1e5, 105], "no_unit", "lost_exponent")),
    ("105", "Current (µA)", doubt("µA", "A", [0.1, 105e-6], *K, "lost_exponent")),
    ("5", "Energy (pJ/spike)", v(5.0, "pJ", 5e-12, "J", *K, "per_spike")),
    ("5", "G_on/G_off", v(5.0, None, 5.0, "1")),
    ("5", "HRS/LRS (kΩ)", v(5.0, "kΩ", 5e3, "ohm", *K)),
    ("5", "Voltage / V", v(5.0, "V", 5.0, "V", *K)),
    ("5", "Voltage, V", v(5.0, "V", 5.0, "V", *K)),
    ("5", "Power (10^-6 W)", v(5.0, "10^-6 W", 5e-6, "W", *K, "multiplier_from_header")),
    ("5", "Pulse width (10 ns)", v(5.0, "10^1 ns", 5e-8, "s", *K, "multiplier_from_header")),
    ("5", "Conductance (10 µS)", v(5.0, "10^1 µS", 5e-5, "S", *K, "multiplier_from_header")),
    ("300 K", "Temperature", v(300.0, "K", 26.85, "degC")),
    ("5", "Variation (%)", v(5.0, "%", 0.05, "1", *K)),
    ("5", "V_set", {"value": 5.0, "role": "set", "flags": ["unit_missing"]}),
    ("6 b", "# of bits", v(6.0, "bit", 6.0, "bit")),
    ("10 times", "ratio", v(10.0, None, 10.0, "1", "times")),
    ("5", "Ref.", {"kind": "none", "flags": ["citation"]}),
)


@pytest.mark.parametrize(("text", "header", "wanted"), UNDER, ids=[f"{text}|{header}" for text, header, _ in UNDER])
def test_record_of_a_print_under_its_header(text: str, header: str, wanted: Wanted) -> None:
    check(text, header, (wanted,))


PAIRS: tuple[tuple[str, str, tuple[Wanted, ...]], ...] = (
    ("1/2", "V_set/V_reset (V)", (v(1.0, "V", 1.0, "V", *K, role="set"), v(2.0, "V", 2.0, "V", *K, role="reset"))),
    ("1/10", "Pulse (V/ns)", (v(1.0, "V", 1.0, "V", *K), v(10.0, "ns", 1e-8, "s", *K))),
    ("1, 10", "Amplitude, width (V, ns)", (v(1.0, "V", 1.0, "V", *K), v(10.0, "ns", 1e-8, "s", *K))),
    ("3 × 5 µm", "Area (µm^2)", (v(3.0, "µm", 3e-6, "m", "dimensions"), v(5.0, "µm", 5e-6, "m", "dimensions"))),
)


@pytest.mark.parametrize(("text", "header", "wanted"), PAIRS, ids=[f"{text}|{header}" for text, header, _ in PAIRS])
def test_records_of_a_pair_under_its_header(text: str, header: str, wanted: tuple[Wanted, ...]) -> None:
    check(text, header, wanted)


def test_a_known_range_tells_a_power_from_a_citation() -> None:
    from tests.builders import vocabulary

    endurance = vocabulary().parameters["endurance"]
    assert endurance.range is not None
    low, high = endurance.range
    assert low <= 10 <= high
    beyond = len(str(int(high)))
    (cited,) = read_quantities(f"10^{beyond + 1} cycles", parameter=endurance)
    assert cited.candidates_si[0] == 10
    (power,) = read_quantities("10^6 cycles", parameter=endurance)
    assert power.si_value == 1e6


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("< 5 ns", "< 5 ns  = < 5e-09 s"),
        ("1–3 mV", "1 to 3 mV  = 0.001 to 0.003 V"),
        ("3.3 V ± 50 mV (max)", "3.3 V  = 3.3 V  stat max  ± 0.05 V"),
        ("30 ± 5 %", "30 %  = 0.3 1  ± 0.05 1"),
        ("105 s", "s  = no single value  candidates 100000, 105  [lost_exponent]"),
        ("5 V (set), 10 ns at 85 °C", "5 V  = 5 V  role set\n10 ns  = 1e-08 s  role set  condition 85 °C"),
        ("n/a", "no quantity"),
        ("-/5 V", "5 V  = 5 V"),
    ],
)
def test_quantities_as_the_command_shows_them(text: str, shown: str) -> None:
    assert render_quantities(read_quantities(text)) == shown


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1.5 (reset) V", [(1.5, "V", "reset")]),
        ("1.2 (set) / -1.5 (reset) V", [(1.2, "V", "set"), (-1.5, "V", "reset")]),
        ("1.2/1.5 (set/reset) V", [(1.2, "V", "set"), (1.5, "V", "reset")]),
        ("10 (cycles) A device", [(10.0, "1", None)]),
        ("5 (V) A", [(5.0, "1", None)]),
        ("1/- nJ", [(1e-9, "J", None), (None, None, None)]),
        ("1 V/-", [(1.0, "V", None), (None, None, None)]),
        ("1/- x", [(1.0, "1", None)]),
    ],
)
def test_a_unit_behind_a_remark_or_an_absent_partner(
    text: str, values: list[tuple[float | None, str | None, str | None]]
) -> None:
    found = read_quantities(text)
    assert [(one.si_value, one.si_unit if one.kind != "none" else None, one.role) for one in found] == values


@pytest.mark.parametrize(
    ("text", "value", "unit", "uncertainty"),
    [
        ("3.3 ± 5 % V", 3.3, "V", 0.165),
        ("200 ±10% pA", 2e-10, "A", 2e-11),
        ("30 ± 5 %", 0.3, "1", 0.05),
        ("30 ± 5 % of devices", 0.3, "1", 0.05),
    ],
)
def test_a_percent_of_the_error_is_not_the_unit_of_the_number(
    text: str, value: float, unit: str, uncertainty: float
) -> None:
    (one,) = read_quantities(text)
    assert (one.si_value, one.si_unit) == (pytest.approx(value, rel=1e-12, abs=0), unit)
    assert one.si_uncertainty == pytest.approx(uncertainty, rel=1e-9, abs=0)


def test_a_guillemet_of_a_pdf_may_be_a_comparator() -> None:
    (of_pdf,) = read_quantities("5 V »", origin="pdf")
    (of_page,) = read_quantities("5 V »", origin="html")
    assert "comparator_uncertain" in of_pdf.flags
    assert "comparator_uncertain" not in of_page.flags


def test_a_range_of_siunitx_and_units_shared_before_an_absent_partner() -> None:
    (span,) = read_quantities(r"\numrange{1}{3}", parameter="n_states")
    assert (span.si_lower, span.si_upper) == (1, 3)
    first, second, absent = read_quantities("1.2/1.4/- V")
    assert [(one.si_value, one.si_unit) for one in (first, second)] == [(1.2, "V"), (1.4, "V")]
    assert absent.kind == "none"


def test_ten_degrees_may_be_written_with_a_letter() -> None:
    (warm,) = read_quantities("10 C")
    assert (warm.si_unit, warm.flags) == ("degC", ("celsius_letter",))


def test_a_raised_place_behind_the_text_raises_nothing() -> None:
    assert read_quantities("105 cycles", superscripts=[10]) == read_quantities("105 cycles")
