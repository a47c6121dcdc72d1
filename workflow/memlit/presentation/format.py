"""Numbers as a reader sees them: three significant digits, SI prefixes, bounds in words of signs.

A reading as its source prints it: with the sign of a bound, in percent, TOPS/W or years where it does.
"""

import math
import re

from memlit.datum import Reading, Result, p_of
from memlit.errors import certain
from memlit.quantities.array_size import array_size
from printed.units import LONG_UNITS, unit_at

PREFIXES = {
    -18: "a",
    -15: "f",
    -12: "p",
    -9: "n",
    -6: "µ",
    -3: "m",
    0: "",
    3: "k",
    6: "M",
    9: "G",
    12: "T",
}
PREFIXED_UNITS = frozenset({"J", "W", "s", "V", "A", "S", "ohm", "Hz", "F", "m"})
UNIT_SIGNS = {"ohm": "Ω", "1": "", "cycle": "cycles", "state": "states", "degC": "°C", "m^2": "m²"}
DIGITS = 3
P_DIGITS = 2
FAR = 3
"""Powers of ten between two prefixes from which each end of a range has its own."""
_MINUS = "−"
THIN_SPACE = "\u202f"
"""Between groups of three digits."""


def _scale(value: float, unit: str) -> int:
    """The power of ten of the prefix for `value`: thousands, 0 where the unit takes none."""
    if unit not in PREFIXED_UNITS or value == 0 or not math.isfinite(value):
        return 0
    # Rounding first, so that 999.9 nJ becomes 1 µJ and not 1000 nJ.
    rounded = float(f"{abs(value):.{DIGITS}g}")
    power = 3 * math.floor(math.log10(rounded) / 3 + 1e-9)
    # Nobody writes kiloseconds.
    largest = 0 if unit == "s" else max(PREFIXES)
    return min(max(power, min(PREFIXES)), largest)


def _number(value: float, digits: int = DIGITS) -> str:
    """At most `digits` significant digits, plain where short, a power of ten where not; whole numbers in full."""
    if value == 0:
        return "0"
    magnitude = abs(value)
    sign = _MINUS if value < 0 else ""
    if 1e-3 <= magnitude < 1e5:
        places = max(0, digits - 1 - math.floor(math.log10(magnitude)))
        rounded = magnitude if magnitude.is_integer() else float(f"{magnitude:.{digits}g}")
        text = f"{rounded:,.{places}f}".replace(",", THIN_SPACE)
        return sign + (text.rstrip("0").rstrip(".") if "." in text else text)
    mantissa, exponent = f"{magnitude:.{digits - 1}e}".split("e")
    mantissa = mantissa.rstrip("0").rstrip(".")
    power = superscript(int(exponent))
    return f"{sign}{mantissa} × 10{power}" if mantissa != "1" else f"{sign}10{power}"


def superscript(number: int) -> str:
    """The whole number in raised digits: -3 as `⁻³`."""
    return str(number).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))


def raised_powers(unit: str) -> str:
    """`W/m/K^2` as `W/m/K²`."""
    for power, raised in _POWERS.items():
        unit = unit.replace(power, raised)
    return unit


def _with_unit(text: str, unit: str, scale: int) -> str:
    sign = UNIT_SIGNS.get(unit, raised_powers(unit) if "/" in unit else unit)
    return f"{text}\u00a0{PREFIXES[scale]}{sign}" if sign else text


def format_value(value: float, unit: str) -> str:
    """`2.94e-9, "J"` as `2.94 nJ`; counts as whole numbers."""
    if unit == "1" and float(value).is_integer() and abs(value) < 1e6:
        return f"{int(value):,}".replace(",", THIN_SPACE).replace("-", _MINUS)
    scale = _scale(value, unit)
    return _with_unit(_number(value / 10**scale), unit, scale)


def format_p(p: float, *, is_limit: bool = False) -> str:
    """A p-value with two significant digits; an upper limit with its sign."""
    # Rounding first, so that 0.0998 becomes 0.1 and not 0.10.
    return ("≤\u00a0" if is_limit else "") + _number(float(f"{p:.{P_DIGITS}g}"), P_DIGITS)


def _to(high: float) -> str:
    """What joins the ends of a range: a dash before a minus is not seen."""
    return "–" if high >= 0 else " to "


def format_bounds(low: float | None, high: float | None, unit: str) -> str:
    """`0.35–0.70 pJ`, `10 Hz–10 MHz`, `≥ 12 nJ`, `≤ 3 µW`, `not bounded`."""
    has_low = low is not None and low != 0
    has_high = high is not None and math.isfinite(high)
    if has_low and has_high:
        assert low is not None
        assert high is not None
        if low == high:
            return format_value(low, unit)
        scale = _scale(high, unit)
        if scale - _scale(low, unit) > FAR:
            return f"{format_value(low, unit)}{_to(high)}{format_value(high, unit)}"
        lower = _number(low / 10**scale)
        return _with_unit(f"{lower}{_to(high)}{_number(high / 10**scale)}", unit, scale)
    if has_low:
        return f"≥\u00a0{format_value(certain(low), unit)}"
    if has_high:
        return f"≤\u00a0{format_value(certain(high), unit)}"
    return "not bounded"


def result_text(result: Result) -> str:
    """A computed number as a point or between its bounds; a p-value with its digits and, of a limit, its sign."""
    if result.kind == "p_value":
        return format_p(p_of(result), is_limit=result.value is None)
    if result.value is not None:
        return format_value(result.value, result.unit)
    return format_bounds(result.low, result.high, result.unit)


NO_VALUE = "no value"
_COUNTED = re.compile(r"\d[\d,]* [a-z]+")
"""A number and what is counted: `1000 synapses`."""
_SIGNS = {"<=": "≤", ">=": "≥", "up_to": "up to", "down_to": "down to"}
_POWERS = {"^2": "²", "^3": "³"}
_UPPER = {"<": "<", ">": "<", "up_to": "up to", "down_to": "up to"}
_LOWER = {"<": ">", ">": ">", "up_to": "down to", "down_to": "down to"}
"""Signs of an upper and a lower bound by the printed comparator, whose side a derived value may have changed."""


def reading_text(reading: Reading) -> str:
    """`2.94 nJ`, `< 1 pJ`, `up to 10`, `3.5 %`, `11.91 to 195.7 TOPS/W`, `512 × 2048` of an array."""
    if layout := array_layout(reading):
        return layout
    if reading.low is None and reading.high is None:
        return NO_VALUE
    kept = _in_its_own_unit(reading)
    if kept:
        return kept
    unit = reading.unit or "1"
    if reading.value is not None:
        about = "~" if reading.comparator == "~" else ""
        return about + format_value(reading.value, unit)
    text = format_bounds(reading.low, reading.high, unit)
    for sign, signs in (("≤", _UPPER), ("≥", _LOWER)):
        if text.startswith(sign):
            return signs.get(reading.comparator, sign) + text.removeprefix(sign)
    return text


def array_layout(reading: Reading) -> str:
    """The size of an array as it is printed, where that is no bare number of cells: `5 × 5`, `1000 synapses`."""
    if reading.parameter != "array_size":
        return ""
    text = (reading.datum.printed.piece or reading.datum.printed.text).strip()
    size = array_size(text)
    if size and size.layout:
        return "{} × {}".format(*size.layout)
    return text if _COUNTED.fullmatch(text) else ""


def _in_its_own_unit(reading: Reading) -> str:
    """The value in the printed unit where its SI unit would take no prefix or would be seconds for years."""
    converted = [step.before for step in reading.steps if step.op == "convert"]
    if not converted or reading.is_derived or reading.steps[-1].op == "correct":
        return ""
    words = converted[-1].split(" ")
    found = unit_at(words[-1], 0)
    if found is None or found[1] != len(words[-1]) or found[0].log:
        return ""
    unit = found[0]
    is_own = unit.name in LONG_UNITS or (reading.unit not in PREFIXED_UNITS and (unit.factor != 1 or bool(unit.offset)))
    if not is_own:
        return ""
    sign = raised_powers(unit.name)
    numbers = [_SIGNS.get(word, word) for word in words[:-1]]
    sign_said = _SIGNS.get(reading.comparator or "=", reading.comparator or "=")
    if sign_said != "=" and sign_said not in numbers:
        # A person who lists a value may write its sign beside it.
        numbers.insert(0, sign_said)
    return f"{' '.join(numbers)}\u00a0{sign}".replace("~ ", "~").replace("-", "−")
