"""A reading as its source prints it: with the sign of a bound, in percent, TOPS/W or years where it does."""

from __future__ import annotations

from memlit.datum import Reading
from memlit.quantities.spelling.units import LONG_UNITS, unit_at
from memlit.report.format import PREFIXED_UNITS, format_bounds, format_value

NO_VALUE = "no value"
_SIGNS = {"<=": "≤", ">=": "≥", "up_to": "up to", "down_to": "down to"}
_POWERS = {"^2": "²", "^3": "³"}
_UPPER = {"<": "<", ">": "<", "up_to": "up to", "down_to": "up to"}
_LOWER = {"<": ">", ">": ">", "up_to": "down to", "down_to": "down to"}
"""Signs of an upper and a lower bound by the printed comparator, whose side a derived value may have changed."""


def reading_text(reading: Reading) -> str:
    """`2.94 nJ`, `< 1 pJ`, `up to 10`, `3.5 %`, `11.91 to 195.7 TOPS/W`."""
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
    sign = unit.name
    for power, raised in _POWERS.items():
        sign = sign.replace(power, raised)
    numbers = [_SIGNS.get(word, word) for word in words[:-1]]
    return f"{' '.join(numbers)}\u00a0{sign}".replace("~ ", "~").replace("-", "−")
