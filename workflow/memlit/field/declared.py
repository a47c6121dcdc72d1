"""Units that a vocabulary declares in addition to the built-in table, such as mAh/g for a capacity.

    units:
      mAh/g: {is: mA*h/g, si: C/kg, spellings: [mAh g-1]}
      °C: {is: degC, si: K}

`is` and `si` are expressions that pint reads: it gives the factor (1 mA h/g = 3600 C/kg), the zero of a scale
(0 °C = 273.15 K), and refuses two dimensions. A spelling of the built-in table may be declared for another SI unit.
Printed text is matched only with the declared spellings and never passed to pint, which would read `cycles`
as turns and may not come back from `m**9**9**9`. A process uses the vocabulary that it loaded last.
"""

import functools
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Self

from pydantic import Field, field_validator, model_validator

from printed import units as read_units
from printed.units import Unit
from printed.yaml_files.checked import Section

_PART = r"[A-Za-zµΩ]{1,12}(?:\^-?[1-9])?"
_EXPRESSION = re.compile(rf"(?:1/)?{_PART}(?:[*/]{_PART}){{0,5}}")


class DeclaredUnit(Section):
    """SI value = printed value x factor + offset, in `si`; `name` is the canonical spelling, beside others."""

    name: str
    expression: str = Field(alias="is")
    si: str
    spellings: tuple[str, ...] = ()

    @field_validator("expression", "si")
    @classmethod
    def _is_product(cls, text: str) -> str:
        if not _EXPRESSION.fullmatch(text):
            remedy = "write names of units with * and /, powers with ^ and one digit, such as mA*h/g or V/m^2"
            raise ValueError(f"{text[:40]!r} is not a product of units: {remedy}")
        return text

    @model_validator(mode="after")
    def _is_known(self) -> Self:
        import pint

        try:
            coherent = unit_registry().Quantity(Decimal(1), self.si).to_base_units().magnitude
            self.factor  # noqa: B018
        except (pint.PintError, AttributeError) as error:
            remedy = "write units that pint knows, with `is` and `si` of one kind"
            raise ValueError(f"pint: {error}; {remedy}") from error
        if coherent != 1:
            raise ValueError(f"{self.si!r} is not in SI: write it in kg, m, s, A, K, mol, C, V, J, W, F, S, ...")
        return self

    @functools.cached_property
    def factor(self) -> Decimal:
        """The SI value of a step of 1 in this unit, exact where pint's definitions are exact."""
        return (self._in_si(1) - self.offset).normalize()

    @functools.cached_property
    def offset(self) -> Decimal:
        """The SI value of 0 in this unit: 273.15 of a degree Celsius in kelvin."""
        return self._in_si(0)

    def _in_si(self, value: int) -> Decimal:
        return Decimal(unit_registry().Quantity(Decimal(value), self.expression).to(self.si).magnitude)


def use_units(declared: Iterable[DeclaredUnit]) -> None:
    """Make these, and the SI units that they are converted to, the only declared units that this process reads."""
    spelt: dict[str, Unit] = {}
    for unit in declared:
        spelt |= dict.fromkeys((unit.name, *unit.spellings), Unit(unit.name, unit.factor, unit.si, unit.offset))
    for unit in declared:
        spelt.setdefault(unit.si, Unit(unit.si, Decimal(1), unit.si))
    ordered = sorted(spelt.items(), key=lambda pair: -len(pair[0]))
    read_units.declared = tuple((_pattern(text), unit) for text, unit in ordered)


def _pattern(spelling: str) -> re.Pattern[str]:
    """A pattern for a spelling, with or without blanks and raised powers."""
    written = {" ": r"[\s·*]?", "·": r"\s?[·*]?\s?", "*": r"\s?[·*]?\s?", "/": r"\s?/\s?", "-": r"\^?\{?[-−–]", "^": ""}
    parts = [
        rf"\^?\{{?{letter}\}}?" if letter.isdigit() else written.get(letter, re.escape(letter)) for letter in spelling
    ]
    return re.compile("".join(parts) + r"(?![A-Za-zµΩ0-9^])")


@functools.cache
def unit_registry() -> Any:
    """The units that pint knows, and states, which are counted as its cycles and bits are."""
    import pint

    registry: Any = pint.UnitRegistry(non_int_type=Decimal)
    registry.define("state = []")
    return registry
