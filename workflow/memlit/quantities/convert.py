"""Convert a printed entry to SI: which unit applies, which rule converts it, and what else it may mean."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from memlit.field.doubts import LARGEST_POWER_OF_VOLTS
from memlit.quantities.context import Context
from memlit.quantities.cut.numbers import LOST
from memlit.quantities.joined.entry import QuantityEntry
from memlit.quantities.spelling.normalise import normalise
from printed.units import ALONE, Unit, prefix_power, unit_at, unit_table

NumberRule = Callable[[Decimal], float]
LARGEST_EXPONENT = 300
"""Powers of ten on a logarithmic axis beyond it are not numbers: a double ends at 308."""
_ONE = Unit("1", Decimal(1), "1")
_OF_MANY_DECADES = ("s", "cycle", "ohm", "Hz", "W", "J", "S", "A", "1")
"""Units in which 106 without a prefix is as likely 10^6."""
_OF_FEW_DECADES = ("1", "V", "degC", "state", "bit", "m", "m^2", "F^2")
"""Units of a header under which 106 is a plain number."""
_NO_SI = ("unknown_unit", "needs_node", "binary_prefix")


def unit_of_entry(entry: QuantityEntry, context: Context, number: int, noted: list[str]) -> Unit | None:
    """The unit of an entry: its own, a bare prefix with the header's unit, the header's unit, or that implied by a
    count. number: its place among the entries, for a header with several units.
    """
    headed = context.units[min(number, len(context.units) - 1)] if context.units else None
    wanted = headed.si if headed else context.dimension
    if entry.unit is not None:
        unit = _as_asked(entry.unit, context)
        noted.extend(unit.flags)
        if wanted is not None and not _fits(entry, wanted, context):
            noted.append("unit_not_of_header")
        return unit
    if entry.prefix is not None:
        if headed is not None and headed.factor != 1:
            # `6k` under `Ron (kΩ)`: 6 kΩ or 6000 kΩ.
            noted.append("prefix_twice")
            value = entry.value or Decimal(0)
            entry.readings = (value, value * headed.factor)
        return _prefixed(entry.prefix, wanted, noted)
    if headed is not None:
        unit = _as_asked(headed, context)
        noted.extend(("unit_from_header", *unit.flags))
        return unit
    return _implied_unit(context, noted)


def _implied_unit(context: Context, noted: list[str]) -> Unit | None:
    """The unit of a number where neither it nor its header has one: of a count that of the count, else none."""
    if context.implied is not None:
        if context.implied != "1":
            noted.append("unit_from_header")
        return unit_table().get(context.implied, _ONE)
    if context.known and context.dimension is not None:
        noted.append("unit_missing")
        return None
    noted.append("no_unit")
    return _ONE


def _fits(entry: QuantityEntry, wanted: str, context: Context) -> bool:
    """Whether the printed unit is of the kind that the header requires, or another way to print the same thing."""
    unit = entry.unit
    if unit is None or wanted.split("/")[0] == unit.si.split("/")[0] or (unit.log is not None and context.decibel):
        return True
    if wanted == "m^2":
        return unit.si == "F^2" or (unit.si == "m" and "dimensions" in entry.flags)
    # `45 µS / 1.2 µS` under `Gmax/Gmin`: the pair itself, not its ratio.
    return wanted == "1" and bool(context.roles) and unit.si in ("S", "ohm", "A")


def _as_asked(unit: Unit, context: Context) -> Unit:
    """The unit as the named parameter counts it: squares of the feature size are a number, energies per bit or not."""
    if unit.si == "F^2" and context.parameter.endswith("_f2"):
        return Unit("F^2", Decimal(1), "1")
    if unit.si == "J" and context.parameter == "energy_per_bit":
        return replace(unit, si="J/bit")
    if unit.si == "J/bit" and context.parameter.endswith("_energy"):
        return replace(unit, si="J")
    return unit


def _prefixed(prefix: int, wanted: str | None, noted: list[str]) -> Unit | None:
    """`20 k` under a resistance is 20 kΩ; without a header it is undecided."""
    if wanted not in ("ohm", "Hz", "V", "A", "S", "W", "J", "F", "s", "cycle", "1", "state", "bit"):
        noted.append("bare_prefix")
        return None
    noted.append("unit_from_header")
    letter = next(letter for letter in ALONE if prefix_power(letter) == prefix)
    counted = wanted in ("1", "cycle", "state", "bit")
    return Unit(letter if counted else letter + {"ohm": "Ω"}.get(wanted, wanted), Decimal(f"1e{prefix}"), wanted)


def si_rule(unit: Unit | None, context: Context, scale: Decimal, noted: list[str]) -> NumberRule | None:
    """How a printed number is converted to SI; None if that needs something that is not printed."""
    if unit is None or any(flag in unit.flags for flag in _NO_SI):
        return None
    if unit.log == "dB":
        divisor = {"power": 10, "amplitude": 20}.get(context.decibel or "")
        if divisor is None:
            noted.append("decibel_rule_unknown")
            return None
        return lambda value: _power_of_ten(float(value) / divisor)
    if unit.log == "dBm":
        return lambda value: 1e-3 * _power_of_ten(float(value) / 10)
    if context.logarithmic:
        noted.append("logarithm_in_header")
        return lambda value: _power_of_ten(float(value))
    return lambda value: float(unit.to_si(value * scale))


def _power_of_ten(exponent: float) -> float:
    return float(10**exponent) if abs(exponent) < LARGEST_EXPONENT else float("nan")


def unit_factor(printed: str, wanted: str) -> float | None:
    """Factor from a printed unit to the SI unit `wanted`; None if the text is not such a unit, or the conversion is not
    a plain factor.

    An empty text is the unit "1".
    """
    text = normalise(printed)[0].strip()
    if not text:
        return 1.0 if wanted == "1" else None
    found = unit_at(text, 0)
    if found is None or found[1] != len(text) or found[0].si != wanted or found[0].offset or found[0].log:
        return None
    return float(found[0].factor)


def may_have_lost_exponent(entry: QuantityEntry, unit: Unit | None, context: Context, seen: bool) -> bool:
    """True for 102 to 1020 where a power of ten is as likely as the plain number.

    A unit with a prefix, a voltage, a temperature or a number of states favours the plain number; `seen` says that the
    raised characters of this text are known, which decides it.
    """
    if seen or entry.prefix is not None or entry.readings or "array_size" in entry.flags:
        return False
    if LOST.fullmatch(entry.text) is None and LOST.fullmatch(entry.upper_text) is None:
        return False
    if entry.unit is not None and unit is not None:
        return "/" in unit.si or (unit.factor == 1 and unit.si in _OF_MANY_DECADES)
    if not context.known or context.wide:
        return True
    if unit is None:
        return False
    is_bare = context.dimension is None and unit.name == "1"
    return is_bare or unit.si not in _OF_FEW_DECADES


def is_power_or_citation(entry: QuantityEntry, unit: Unit | None, context: Context) -> bool:
    """True where 10 with a raised number cannot be that power: 10^12 V is 10 V of reference 12."""
    if entry.power is None or entry.power < 1 or entry.mantissa is not None or entry.value is None or unit is None:
        return False
    if entry.is_range or entry.readings:
        return False
    if unit.si in ("V", "degC") and entry.power > LARGEST_POWER_OF_VOLTS:
        return True
    if context.limits is None:
        return False
    low, high = context.limits
    power, plain = (float(unit.to_si(number * context.multiplier)) for number in (entry.value, Decimal(10)))
    return not low <= power <= high and low <= plain <= high


def lost_readings(entry: QuantityEntry, sign: Decimal) -> list[Decimal]:
    """Both readings of each bound that looks like a power of ten whose exponent is not raised."""
    readings: list[Decimal] = []
    for printed, meant in ((entry.text, sign), (entry.upper_text, Decimal(1))):
        if LOST.fullmatch(printed) is not None:
            readings += [meant * Decimal(f"1e{printed[2:]}"), meant * Decimal(printed)]
    return readings


def possible_values(
    readings: Sequence[Decimal], rule: NumberRule | None, context: Context, entry: QuantityEntry, unit: Unit | None
) -> tuple[float, ...]:
    """SI values of all readings; those inside the parameter's plausible range come first."""
    if unit is not None and unit.log == "dB" and rule is None and entry.value is not None:
        level = -float(entry.value) if entry.sign == "-" else float(entry.value)
        return tuple(_power_of_ten(level / divisor) for divisor in (10, 20))
    if unit is not None and "binary_prefix" in unit.flags and entry.value is not None:
        steps = unit.factor.adjusted() // 3
        return float(entry.value * unit.factor), float(entry.value * 1024**steps)
    if rule is None:
        return ()
    found = [rule(reading) for reading in readings]
    if context.limits is not None:
        low, high = context.limits
        found.sort(key=lambda value: not low <= value <= high)
    return tuple(found)
