"""Read every quantity of a printed string, in order, without guessing.

Off the shelf, the parsers of the field return a wrong number for a third of such strings without a word; here what is
not certain has no SI value, only candidates and a flag.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from memlit.quantities.assemble import Entry, assemble
from memlit.quantities.context import Context, context_of
from memlit.quantities.model import Quantity
from memlit.quantities.normalise import normalise
from memlit.quantities.numbers import LOST
from memlit.quantities.refuse import refusal
from memlit.quantities.tokens import tokenise
from memlit.quantities.units import Unit, unit_table

if TYPE_CHECKING:
    from memlit.vocabulary import Parameter

MAX_LENGTH = 600
_BOUNDS = ("<", "<=", ">", ">=", "up_to", "down_to")


def read_quantities(
    text: str,
    *,
    header: str | None = None,
    origin: str | None = None,
    superscripts: Sequence[int] = (),
    parameter: Parameter | str | None = None,
) -> tuple[Quantity, ...]:
    """The quantities printed in `text`, in order; one of kind none where it holds no number.

    text: plain, or with <sup>, <sub>, LaTeX or siunitx markup. header: the header chain the text stands under; it
    gives units, powers of ten, roles and the meaning of bare counts. origin: "html" or "pdf", where the text came
    from. superscripts: indices from 0 of the characters of `text` that are raised in print. parameter: canonical name,
    or the vocabulary's entry, whose plausible range then ranks (never decides) what is ambiguous.
    """
    if len(text) > MAX_LENGTH:
        return (Quantity("none", flags=("too_long",)),)
    raised = [place for place in superscripts if 0 <= place < len(text)]
    plain, flags = normalise(text, raised)
    context = context_of(header, parameter)
    refused = refusal(plain, context)
    if refused is not None:
        return (Quantity("none", flags=(refused,)),)
    tokens = tokenise(plain, context)
    entries, reason = assemble(plain, tokens, context)
    if not entries:
        return (Quantity("none", flags=(reason,)),)
    seen = bool(raised) or "^{" in plain
    if origin is not None and origin not in ("html", "pdf"):
        flags = (*flags, "unknown_origin")
    return tuple(_quantity(entry, context, number, flags, seen) for number, entry in enumerate(entries))


def _quantity(entry: Entry, context: Context, number: int, flags: Sequence[str], seen: bool) -> Quantity:
    if entry.kind == "none":
        return Quantity("none", role=entry.role, flags=("not_available",))
    noted = [*flags, *entry.flags]
    unit = _unit_of(entry, context, number, noted)
    scale = context.multiplier if entry.unit is None and entry.prefix is None else Decimal(1)
    if scale != 1:
        noted.append("multiplier_from_header")
    sign = Decimal(-1) if entry.sign == "-" else Decimal(1)
    low = _signed(entry.value, sign)
    high = (
        _signed(entry.upper, Decimal(-1) if entry.upper_sign == "-" else Decimal(1))
        if entry.is_range
        else None
    )
    readings = [sign * reading for reading in entry.readings]
    if (
        not entry.is_range
        and low is not None
        and not readings
        and _may_have_lost_exponent(entry, unit, context, seen)
    ):
        exponent = int(entry.text[2:])
        readings = [sign * Decimal(f"1e{exponent}"), low]
        low = None
        noted.append("lost_exponent")
    to_si = _si_rule(unit, context, scale, noted)
    kind = "range" if entry.is_range else "bound" if entry.comparator in _BOUNDS else "value"
    values: dict[str, float | None] = {}
    if entry.is_range:
        first, second = low, high
        first_unit = entry.lower_unit or unit
        if (
            first is not None
            and second is not None
            and unit is not None
            and first_unit is not unit
            and first_unit
        ):
            first = (first_unit.to_si(first) - unit.offset) / unit.factor
            noted.append("units_of_bounds_differ")
        ambiguous = first is None or second is None or bool(entry.readings)
        if first is not None and second is not None and first > second:
            first, second = second, first
            noted.append("descending")
        values = {"lower": _float(first), "upper": _float(second)}
        if to_si is not None and not ambiguous and first is not None and second is not None:
            values |= {"si_lower": to_si(first), "si_upper": to_si(second)}
    else:
        values = {"value": _float(low)}
        if to_si is not None and low is not None and not readings:
            values["si_value"] = to_si(low)
    candidates = _candidates(readings, to_si, context, entry, unit, scale)
    uncertainty = entry.uncertainty
    if uncertainty is not None and entry.uncertainty_percent and low is not None:
        uncertainty = abs(low) * uncertainty / 100
    return Quantity(
        kind=kind,
        unit=_name(unit, scale),
        si_unit=_si_name(unit, to_si is not None or bool(candidates)),
        comparator=entry.comparator,
        uncertainty=_float(uncertainty),
        si_uncertainty=_float(uncertainty * unit.factor * scale)
        if uncertainty is not None and unit
        else None,
        sign=entry.sign or None,
        role=entry.role,
        stat=entry.stat,
        condition=entry.condition or context.condition,
        flags=tuple(dict.fromkeys(noted)),
        candidates_si=candidates,
        **values,
    )


def _signed(value: Decimal | None, sign: Decimal) -> Decimal | None:
    return None if value is None else value * sign


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _unit_of(entry: Entry, context: Context, number: int, noted: list[str]) -> Unit | None:
    """The unit of an entry: its own, a bare prefix with the header's, the header's, or the one a count implies."""
    headed = context.units[min(number, len(context.units) - 1)] if context.units else None
    if entry.unit is not None:
        noted.extend(entry.unit.flags)
        wanted = headed.si if headed else context.dimension
        if wanted is not None and wanted.split("/")[0] != entry.unit.si.split("/")[0]:
            noted.append("unit_not_of_header")
        return entry.unit
    if entry.prefix is not None:
        base = headed.si if headed else context.dimension
        if base not in ("ohm", "Hz", "V", "A", "S", "W", "J", "s", "cycle", "1", "state", "F"):
            noted.append("bare_prefix")
            return None
        noted.append("unit_from_header")
        letter = {3: "k", 6: "M", 9: "G", 12: "T"}[entry.prefix]
        symbol = {"ohm": "Ω"}.get(base, base)
        return Unit(
            letter + symbol if base not in ("1", "cycle", "state") else letter,
            Decimal(f"1e{entry.prefix}"),
            base,
        )
    if headed is not None:
        noted.append("unit_from_header")
        noted.extend(headed.flags)
        return headed
    if context.implied is not None:
        if context.implied != "1":
            noted.append("unit_from_header")
        return unit_table().get(context.implied) or Unit("1", Decimal(1), "1")
    if context.known and context.dimension is not None:
        noted.append("unit_missing")
        return None
    noted.append("no_unit")
    return Unit("1", Decimal(1), "1")


def _si_rule(unit: Unit | None, context: Context, scale: Decimal, noted: list[str]):  # type: ignore[no-untyped-def]
    if (
        unit is None
        or "unknown_unit" in unit.flags
        or "needs_node" in unit.flags
        or "binary_prefix" in unit.flags
    ):
        return None
    if unit.log == "dB":
        divisor = {"power": 10, "amplitude": 20}.get(context.decibel or "")
        if divisor is None:
            noted.append("decibel_rule_unknown")
            return None
        return lambda value: float(10 ** (float(value) / divisor))
    if unit.log == "dBm":
        return lambda value: float(1e-3 * 10 ** (float(value) / 10))
    if context.logarithmic:
        noted.append("logarithm_in_header")
        return lambda value: float(10 ** float(value))
    return lambda value: float(unit.to_si(value * scale))


def _may_have_lost_exponent(entry: Entry, unit: Unit | None, context: Context, seen: bool) -> bool:
    if seen or LOST.fullmatch(entry.text) is None or entry.prefix is not None:
        return False
    if entry.unit is not None:
        plain_unit = (
            unit is not None
            and unit.factor == 1
            and unit.si in ("s", "cycle", "ohm", "Hz", "W", "J", "S", "A")
        )
        return plain_unit or (unit is not None and "/" in unit.si)
    if not context.known:
        return True
    return context.wide or (context.dimension is None and unit is not None and unit.name == "1")


def _candidates(readings, to_si, context, entry, unit, scale):  # type: ignore[no-untyped-def]
    if unit is not None and unit.log == "dB" and to_si is None and entry.value is not None:
        return tuple(float(10 ** (float(entry.value) / divisor)) for divisor in (10, 20))
    if unit is not None and "binary_prefix" in unit.flags and entry.value is not None:
        power = len(str(unit.factor.to_integral_value())) // 3
        return (float(entry.value * unit.factor), float(entry.value * 1024**power))
    if to_si is None:
        return ()
    found = [to_si(reading) for reading in readings]
    if context.limits is not None:
        low, high = context.limits
        found.sort(key=lambda value: not low <= value <= high)
    return tuple(found)


def _name(unit: Unit | None, scale: Decimal) -> str | None:
    if unit is None:
        return None
    name = None if unit.name == "1" else unit.name
    if scale == 1:
        return name
    exponent = scale.adjusted()
    return f"10^{exponent}" + (f" {name}" if name else "")


def _si_name(unit: Unit | None, known: bool) -> str | None:
    return unit.si if unit is not None and (known or unit.si != "F^2") else None
