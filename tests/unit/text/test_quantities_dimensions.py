"""Properties of units: names read back, prefixes of the SI brochure, dimensions against pint, the way back from SI."""

from __future__ import annotations

import functools
import math
from decimal import Decimal

import pint
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from memlit.quantities import read_quantities
from memlit.quantities.convert import unit_factor
from printed.units import Unit, prefix_power, unit_at, unit_table

BROCHURE = {
    "f": -15, "p": -12, "n": -9, "µ": -6, "m": -3, "k": 3, "M": 6, "G": 9, "T": 12,
}  # fmt: skip
"""Powers of ten of the prefixes, SI Brochure (9th edition), table 7."""
PREFIXED = {"V": "nµmkM", "A": "fpnµmk", "Ω": "kMG", "S": "pnµm", "W": "pnµm", "J": "fpnµm", "s": "fpnµm", "Hz": "kMG"}
SI = {"V": "V", "A": "A", "Ω": "ohm", "S": "S", "W": "W", "J": "J", "s": "s", "Hz": "Hz"}
SIMPLE = {"V": "V", "mV": "mV", "µA": "uA", "A": "A", "kΩ": "kohm", "nS": "nS", "fJ": "fJ", "ns": "ns", "µm": "um",
          "cm": "cm", "W": "W", "pF": "pF"}  # fmt: skip
"""Our spelling and pint's."""
quick = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
mantissas = st.decimals(min_value=Decimal("1.01"), max_value=Decimal("9.99"), places=2)


@functools.cache
def registry() -> pint.UnitRegistry[float]:
    return pint.UnitRegistry()


def whole(text: str) -> Unit:
    found = unit_at(text, 0)
    assert found is not None, text
    assert found[1] == len(text), text
    return found[0]


def test_every_spelling_is_read_whole_and_its_name_gives_the_same_unit() -> None:
    table = unit_table()
    for spelling, unit in table.items():
        assert whole(spelling) == unit, spelling
        # Words go farther than symbols: nobody prints aV.
        assert unit.name not in table or whole(unit.name) == unit, spelling


@pytest.mark.parametrize("symbol", sorted(PREFIXED))
def test_prefixes_are_those_of_the_si_brochure(symbol: str) -> None:
    assert unit_factor(symbol, SI[symbol]) == 1.0
    for prefix in PREFIXED[symbol]:
        assert unit_factor(prefix + symbol, SI[symbol]) == float(f"1e{BROCHURE[prefix]}")


def test_prefix_that_stands_alone() -> None:
    for prefix, power in BROCHURE.items():
        assert prefix_power(prefix) == power
    assert (prefix_power("u"), prefix_power("K")) == (-6, 3)
    assert [prefix_power(letter) for letter in ("", "c", "d", "z", "a", "P", "E", "x", "kM")] == [None] * 9


@given(mantissas, st.sampled_from(sorted(PREFIXED)), st.data())
@quick
def test_a_value_with_another_prefix_is_the_same_in_si(mantissa: Decimal, symbol: str, data: st.DataObject) -> None:
    prefix = data.draw(st.sampled_from(PREFIXED[symbol]))
    (prefixed,) = read_quantities(f"{mantissa} {prefix}{symbol}")
    (plain,) = read_quantities(f"{mantissa}e{BROCHURE[prefix]} {symbol}")
    assert prefixed.si_value is not None
    assert plain.si_value is not None
    assert math.isclose(prefixed.si_value, plain.si_value, rel_tol=1e-12)
    assert math.isclose(prefixed.si_value, float(mantissa) * 10.0 ** BROCHURE[prefix], rel_tol=1e-12)
    assert prefixed.si_unit == plain.si_unit == SI[symbol]


@given(mantissas, st.sampled_from(sorted(PREFIXED)), st.data())
@quick
def test_si_value_over_its_factor_is_the_printed_value(mantissa: Decimal, symbol: str, data: st.DataObject) -> None:
    spelling = data.draw(st.sampled_from(PREFIXED[symbol])) + symbol
    (found,) = read_quantities(f"{mantissa} {spelling}")
    factor = unit_factor(spelling, SI[symbol])
    assert factor is not None
    assert found.si_value is not None
    assert math.isclose(found.si_value / factor, float(mantissa), rel_tol=1e-12)
    (again,) = read_quantities(f"{found.si_value!r} {symbol}")
    assert again.si_value is not None
    assert math.isclose(again.si_value, found.si_value, rel_tol=1e-12)


@given(
    st.sampled_from(sorted(SIMPLE)), st.sampled_from(sorted(SIMPLE)), st.integers(1, 3), st.sampled_from(["/", "^-"])
)
@quick
def test_quotients_have_pint_s_dimension_and_factor(above: str, below: str, power: int, mark: str) -> None:
    assume(SIMPLE[above][-1] != SIMPLE[below][-1])
    exponent = "" if mark == "/" and power == 1 else f"^{power}"
    text = f"{above}/{below}{exponent}" if mark == "/" else f"{above} {below}^-{power}"
    unit = whole(text)
    theirs = registry().Quantity(1.0, f"{SIMPLE[above]}/{SIMPLE[below]}**{power}")
    ours = registry().Quantity(float(unit.factor), unit.si.replace("^", "**"))
    assert ours.dimensionality == theirs.dimensionality
    assert math.isclose(ours.to_base_units().magnitude, theirs.to_base_units().magnitude, rel_tol=1e-9)


@given(st.sampled_from(sorted(SIMPLE)), st.sampled_from(sorted(SI.values())))
@quick
def test_a_unit_has_a_factor_to_its_own_dimension_only(printed: str, wanted: str) -> None:
    is_same = whole(printed).si == wanted
    assert (unit_factor(printed, wanted) is not None) == is_same
    assert registry().Quantity(1.0, SIMPLE[printed]).is_compatible_with(wanted) == is_same


@pytest.mark.parametrize("printed", ["K", "dB", "dBm", "V foo", "foo"])
def test_what_no_factor_converts_has_none(printed: str) -> None:
    assert all(unit_factor(printed, si) is None for si in ("degC", "1", "W", "V"))


def test_no_unit_is_the_unit_one() -> None:
    assert (unit_factor("", "1"), unit_factor(" ", "1"), unit_factor("", "V")) == (1.0, 1.0, None)


@pytest.mark.parametrize(
    ("text", "name", "si", "factor", "end"),
    [
        ("cm^2 V^-1 s^-1", "cm^2/V/s", "m^2/V/s", 1e-4, 14),
        ("cm^{2} V^{-1}", "cm^2/V", "m^2/V", 1e-4, 13),
        ("Ω cm^2", "Ω*cm^2", "ohm*m^2", 1e-4, 6),
        ("kΩ µm", "kΩ*µm", "ohm*m", 1e-3, 5),
        ("S m^-1", "S/m", "S/m", 1.0, 6),
        ("cm-2", "1/cm^2", "1/m^2", 1e4, 4),
        ("m^-3", "1/m^3", "1/m^3", 1.0, 4),
        ("nm^{2}", "nm^2", "m^2", 1e-18, 6),
        ("pJ/bit/spike", "pJ/bit", "J/bit", 1e-12, 12),
        ("fJ per spike", "fJ", "J", 1e-15, 12),
        ("TOPS/W", "TOPS/W", "1/J", 1e12, 6),
        # what follows is no part of the unit
        ("J m", "J", "J", 1.0, 1),
        ("V s", "V", "V", 1.0, 1),
        ("V / foo", "V", "V", 1.0, 1),
        ("V per foo", "V", "V", 1.0, 1),
        ("cm^2 V", "cm^2", "m^2", 1e-4, 4),
        ("k Ω", "kΩ", "ohm", 1e3, 3),
        ("m s", "m", "m", 1.0, 1),
    ],
)
def test_unit_at_a_place_with_what_follows_it(text: str, name: str, si: str, factor: float, end: int) -> None:
    found = unit_at(text, 0)
    assert found is not None
    assert (found[0].name, found[0].si, found[1]) == (name, si, end)
    assert float(found[0].factor) == pytest.approx(factor, rel=1e-12, abs=0)


def test_an_unknown_denominator_is_flagged_and_an_event_is_named() -> None:
    assert [unit_at(text, 0)[0].flags for text in ("V/foo", "mV/dec", "fJ/spike", "V / foo", "V")] == [  # type: ignore[index]
        ("unknown_unit",), ("unknown_unit",), ("per_spike",), (), (),
    ]  # fmt: skip
    assert [unit_at(text, 0) for text in ("foo", "", "y µm", "h nm", "per bit")] == [None] * 5
