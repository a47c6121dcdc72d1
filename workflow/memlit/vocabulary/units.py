"""Units that a vocabulary declares in addition to the built-in table, such as mAh/g for a capacity.

    units:
      mAh/g: {is: mA*h/g, si: C/kg, spellings: [mAh g-1]}

`is` and `si` are expressions that pint reads: it gives the factor (1 mA h/g = 3600 C/kg) and refuses two dimensions.
Printed text is matched only with the declared spellings and never passed to pint, which would read `cycles`
as turns and may not come back from `m**9**9**9`. A process uses the vocabulary that it loaded last.
"""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from memlit.errors import ConfigError

_PART = r"[A-Za-zµΩ]{1,12}(?:\^-?[1-9])?"
_EXPRESSION = re.compile(rf"(?:1/)?{_PART}(?:[*/]{_PART}){{0,5}}")
_KEYS = ("is", "si", "spellings")


@dataclass(frozen=True, slots=True)
class DeclaredUnit:
    """SI value = printed value x factor, in `si`; `name` is the canonical spelling, `spellings` holds it too."""

    name: str
    factor: Decimal
    si: str
    spellings: tuple[str, ...]


_in_use: tuple[tuple[re.Pattern[str], DeclaredUnit], ...] = ()


def use_units(units: tuple[DeclaredUnit, ...]) -> None:
    """Make these the only declared units that this process reads from now on."""
    global _in_use
    plain = tuple(DeclaredUnit(si, Decimal(1), si, (si,)) for si in dict.fromkeys(unit.si for unit in units))
    spelt = [(text, unit) for unit in (*units, *plain) for text in unit.spellings]
    _in_use = tuple((_pattern(text), unit) for text, unit in sorted(spelt, key=lambda pair: -len(pair[0])))


def declared_at(text: str, start: int) -> tuple[DeclaredUnit, int] | None:
    """The declared unit that is spelt at `start`, with the place after it."""
    for pattern, unit in _in_use:
        if found := pattern.match(text, start):
            return unit, found.end()
    return None


def _pattern(spelling: str) -> re.Pattern[str]:
    """A pattern for a spelling, with or without blanks and raised powers."""
    written = {" ": r"[\s·*]?", "·": r"\s?[·*]?\s?", "*": r"\s?[·*]?\s?", "/": r"\s?/\s?", "-": r"\^?\{?[-−–]", "^": ""}
    parts = [
        rf"\^?\{{?{letter}\}}?" if letter.isdigit() else written.get(letter, re.escape(letter)) for letter in spelling
    ]
    return re.compile("".join(parts) + r"(?![A-Za-zµΩ0-9^])")


def declared_units(data: Any, where: str) -> tuple[DeclaredUnit, ...]:
    """The units of the mapping `units:`. Raises ConfigError that names the unit and what to write."""
    if data is None:
        return ()
    if not isinstance(data, dict):
        raise ConfigError(where, "is not a mapping", "write one line `mAh/g: {is: mA*h/g, si: C/kg}` per unit")
    return tuple(_declared(str(name), value, f"{where}.{name}") for name, value in data.items())


def _declared(name: str, value: Any, where: str) -> DeclaredUnit:
    if not isinstance(value, Mapping) or not {"is", "si"} <= value.keys() <= set(_KEYS):
        raise ConfigError(where, f"has other keys than {', '.join(_KEYS)}", "write {is: mA*h/g, si: C/kg}")
    spellings = value.get("spellings") or []
    if not isinstance(spellings, list) or not all(isinstance(text, str) and text.strip() for text in spellings):
        raise ConfigError(f"{where}.spellings", "is not a list of texts", "write [mAh/g, mAh g-1]")
    for key in ("is", "si"):
        if not _EXPRESSION.fullmatch(str(value[key])):
            remedy = "write names of units with * and /, powers with ^ and one digit, such as mA*h/g or V/m^2"
            raise ConfigError(f"{where}.{key}", f"{str(value[key])[:40]!r} is not a product of units", remedy)
    factor = _factor(value["is"], value["si"], where)
    return DeclaredUnit(name, factor, value["si"], tuple(dict.fromkeys([name, *spellings])))


def _factor(expression: str, si: str, where: str) -> Decimal:
    """The SI value of 1 in this unit, exact where pint's definitions are exact."""
    import pint

    try:
        coherent = _registry().Quantity(Decimal(1), si).to_base_units().magnitude
        factor = _registry().Quantity(Decimal(1), expression).to(si).magnitude
    except (pint.PintError, AttributeError) as error:
        raise ConfigError(
            where, f"pint: {error}", "write units that pint knows, with `is` and `si` of one kind"
        ) from error
    if coherent != 1:
        raise ConfigError(
            f"{where}.si", f"{si!r} is not in SI", "write it in kg, m, s, A, K, mol, C, V, J, W, F, S, ..."
        )
    return Decimal(factor).normalize()


@functools.cache
def _registry() -> Any:
    import pint

    return pint.UnitRegistry(non_int_type=Decimal)
