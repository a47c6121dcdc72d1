"""The unit table against pint, and units that pint does not know."""

from __future__ import annotations

import math

import pint
import pytest
from memlit.quantities import read_quantities
from printed.units import unit_at, unit_table

OWN = {
    "cycle", "state", "bit", "dB", "dBm", "TOPS", "%", "‰", "°C", "month", "kb", "Mb", "Gb", "Tb", "kcycle", "Mcycle",
    "Gcycle", "pulse", "spike", "GOPS", "POPS",
}  # fmt: skip
SI_FOR_PINT = {"ohm": "ohm", "degC": "kelvin"}


@pytest.fixture(scope="module")
def registry() -> pint.UnitRegistry[float]:
    return pint.UnitRegistry()


def test_every_factor_agrees_with_pint(registry: pint.UnitRegistry[float]) -> None:
    checked = 0
    for unit in set(unit_table().values()):
        if unit.name in OWN:
            continue
        name = {"h": "hour", "Å": "angstrom", "ppm": "ppm"}.get(unit.name, unit.name)
        meant = registry.Quantity(1.0, name).to(SI_FOR_PINT.get(unit.si, "" if unit.si == "1" else unit.si))
        assert math.isclose(float(unit.factor), meant.magnitude, rel_tol=1e-9), unit.name
        checked += 1
    assert checked > 60


@pytest.mark.parametrize(
    ("printed", "asked", "si"),
    [
        ("A cm−2", "A/cm**2", "A/m^2"),
        ("MA/cm^2", "MA/cm**2", "A/m^2"),
        ("fJ µm^-2", "fJ/um**2", "J/m^2"),
        ("mW/cm2", "mW/cm**2", "W/m^2"),
        ("µm2", "um**2", "m^2"),
        ("MV/cm", "MV/cm", "V/m"),
        ("V/ns", "V/ns", "V/s"),
        ("Ω·cm", "ohm*cm", "ohm*m"),
    ],
)
def test_quotients_agree_with_pint(registry: pint.UnitRegistry[float], printed: str, asked: str, si: str) -> None:
    found = unit_at(printed, 0)
    assert found is not None
    unit, end = found
    assert (unit.si, end) == (si, len(printed))
    assert math.isclose(float(unit.factor), registry.Quantity(1.0, asked).to_base_units().magnitude * _base(
        registry, si), rel_tol=1e-9)  # fmt: skip


def _base(registry: pint.UnitRegistry[float], si: str) -> float:
    """Size of pint's base units in units of `si`."""
    return 1.0 / registry.Quantity(1.0, si).to_base_units().magnitude


def test_temperatures_have_an_offset() -> None:
    assert read_quantities("330 K", header="Temperature")[0].si_value == pytest.approx(56.85)
    assert read_quantities("85 °C")[0].si_value == 85.0


def test_cycles_are_counts_and_bits_are_no_states() -> None:
    assert read_quantities("10^6 cycles")[0].si_value == 1e6
    (bits,) = read_quantities("6 bits", header="# of conductance states")
    assert (bits.si_value, bits.si_unit) == (6.0, "bit")


def test_a_year_is_within_a_tenth_of_a_percent_of_either_convention() -> None:
    seconds = read_quantities("10 years")[0].si_value
    assert seconds is not None
    assert seconds == pytest.approx(315360000, rel=1e-3)
    assert seconds == pytest.approx(315576000, rel=1e-3)


@pytest.mark.parametrize("text", ["20 mV/dec", "5 foo/bar V", "3 xyz"])
def test_an_unknown_unit_is_flagged_and_never_converted_as_another(text: str) -> None:
    for quantity in read_quantities(text):
        assert quantity.si_value is None or "no_unit" in quantity.flags
