"""The value of a claim as numbers in SI, and the tolerance with which it is compared.

`=` is equal at the printed digits, `tens of` [10, 100), `within` all known values inside, `up to` the maximum reached;
how wide `~` and `order of` are is said by the plan's tolerances.
"""

import math
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from memlit.config import Tolerances
from memlit.errors import ConfigError

DEFAULT = Tolerances()

COUNTED = frozenset({"", "synapse", "device", "paper"})
"""Words after a number that count things and convert nothing."""
OPEN = Decimal("1e-6")
"""A value half a digit away rounds to another number, so the span ends just before it."""

Span = tuple[float, float]
_LAYOUT = re.compile(r"(\d[\d,]*)\s*(?:[x×]|\bby\b)\s*(\d[\d,]*)", re.IGNORECASE)
_BITS = re.compile(r"(\d[\d.,]*)\s*([kMGT]?)(?:b\b|bits?\b)", re.IGNORECASE)
_PREFIX = {"": 1.0, "k": 1e3, "m": 1e6, "g": 1e9, "t": 1e12}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A claimed number in SI and the span of values that meet it; `about` is the tolerance of a reading printed `~`."""

    value: float
    span: Span
    about: float = DEFAULT.about


def parse_value(
    text: str, unit: str, comparator: str, where: str, tolerances: Tolerances = DEFAULT
) -> tuple[Wanted, ...]:
    """The numbers of a claim, `;` or `/` between several. Raises ConfigError where there is none."""
    factor = unit_factor(unit, where)
    wanted = tuple(_wanted(part.strip(), factor, comparator, where, tolerances) for part in re.split(r"[;/]", text))
    if not wanted:
        raise ConfigError(where, f"value {text!r} is empty", "write a number")
    return wanted


def unit_factor(unit: str, where: str) -> Decimal:
    """SI value of one `unit`; ConfigError for a unit that is not known."""
    if unit in COUNTED:
        return Decimal(1)
    from memlit.quantities.spelling.units import unit_at

    found = unit_at(unit, 0)
    if found is None or found[1] != len(unit) or found[0].offset:
        raise ConfigError(where, f"unknown unit {unit!r}", "write a unit such as pJ, µW, %, TOPS/W")
    return found[0].factor


def _wanted(text: str, factor: Decimal, comparator: str, where: str, tolerances: Tolerances) -> Wanted:
    if comparator == "within":
        ends = [_decimal(part, where) * factor for part in text.split("..")]
        low, high = (Decimal(0), ends[0]) if len(ends) == 1 else (ends[0], ends[-1])
        return Wanted(float(high), (float(low), float(high)), tolerances.about)
    number = _decimal(text, where)
    value, half = float(number * factor), float(half_digit(number) * factor)
    return Wanted(value, accepted(comparator, value, half, tolerances), tolerances.about)


def accepted(comparator: str, value: float, half: float, tolerances: Tolerances = DEFAULT) -> Span:
    """Values that meet a claim of `value`, of which half a printed digit is `half`."""
    if comparator == "~":
        return value * (1 - tolerances.about), value * (1 + tolerances.about)
    if comparator == "order of":
        factor = 10**tolerances.order_of_decades
        return value / factor, value * factor
    if comparator == "tens of":
        return 10 * value, 100 * value * float(1 - OPEN)
    if comparator == "<":
        return -math.inf, value
    if comparator == ">":
        return value, math.inf
    return value - half, value + half


def _decimal(text: str, where: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ConfigError(where, f"value {text!r} is no number", "write it like 220, 1e-6 or 1e-6..1e-3") from None
    if not number.is_finite():
        raise ConfigError(where, f"value {text!r} is not finite", "write a number")
    return number


def half_digit(number: Decimal) -> Decimal:
    """Half a unit of the last printed digit: 0.05 for 1.5, 0.5 for 2, 5e9 for 1e10."""
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    return Decimal(5).scaleb(exponent - 1) * (1 - OPEN)


@dataclass(frozen=True, slots=True)
class ArraySize:
    """The size of an array as printed: rows and columns, the number of cells, the capacity in bit."""

    layout: tuple[int, int] | None = None
    cells: float | None = None
    bits: float | None = None


def array_size(text: str, cells: float | None = None) -> ArraySize | None:
    """`128 × 16`, `5 by 5`, `4 Mb`; `cells` is the number where the text holds one. None where nothing is found."""
    layout = _LAYOUT.search(text)
    if layout is not None:
        rows, columns = (int(group.replace(",", "")) for group in layout.groups())
        return ArraySize((rows, columns), float(rows * columns))
    bits = _BITS.search(text)
    if bits is not None:
        return ArraySize(bits=float(bits.group(1).replace(",", "")) * _PREFIX[bits.group(2).lower()], cells=cells)
    return ArraySize(cells=cells) if cells is not None else None
