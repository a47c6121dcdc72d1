"""Read every quantity of a printed string, in order, without guessing.

General-purpose parsers silently return a wrong number for a third of this field's strings. Here a quantity that is not
certain has no SI value, only candidates and a flag.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from memlit.field.citation_marks import BEHIND_A_VALUE
from memlit.field.doubts import RATIO_ABOVE_ONE
from memlit.quantities.context import Context, context_of
from memlit.quantities.convert import (
    NumberRule,
    is_power_or_citation,
    lost_readings,
    may_have_lost_exponent,
    possible_values,
    si_rule,
    unit_of_entry,
)
from memlit.quantities.cut.numbers import COMPARE_SIGN
from memlit.quantities.cut.tokens import tokenise
from memlit.quantities.cut.words import words_to_digits
from memlit.quantities.joined.assemble import assemble
from memlit.quantities.joined.entry import QuantityEntry
from memlit.quantities.joined.refuse import refusal
from memlit.quantities.model import Quantity
from memlit.quantities.spelling.normalise import normalise
from printed.symbols import UNREADABLE, UNREADABLE_FLAG
from printed.units import Unit, unit_at

if TYPE_CHECKING:
    from memlit.field import Parameter

_MAX_LENGTH = 600
_TERM = r"(\d+(?:\.\d+)?(?:\^\{?\d{1,2}\}?)?)"
_RATIO = re.compile(rf"(?:([<>~≥≤])|(up to))?\s?{_TERM}\s?:\s?{_TERM}", re.IGNORECASE)
_OR_MORE = re.compile(
    r"(?<![\w.,^{}<>~≤≥–−-])(?<![<>~≤≥–−-]\s)((?:\d[\d.,]*(?:\^\{?\d{1,2}\}?)?\s?[–−-]\s?)?\d[\d.,]*(?:\^\{?\d{1,2}\}?)?)\+"
    r"(?=\s?(?:years?|yrs?|cycles?|hours?|h|days?|states?|levels?|bits?)\b)"
)
"""`10+ years`, `2–4+ bits`: as many or more."""
_TYPED_POWER = re.compile("10[⁰¹²³⁴⁵⁶⁷⁸⁹]")
"""A power whose raised digits are letters of their own; citations are marked up or set raised."""
_RELATIVE_ERROR = re.compile(r"±\s?\d+(?:\.\d+)?\s?%\s(?=\S)")
_POWER_IN_BRACKETS = re.compile(r"^([\d.,\s±]{1,30}?)\s?\(\s?([×x*·]\s?10\^[^()]{1,20})\)$")
_END_OF_SENTENCE = re.compile(r"(?<=\S)\s?[.,;:]+$")
_POWERS_IN_A_BRACE = re.compile(
    r"(?P<ten>(?<![\d.,])(?:\d[\d.]*\s?[×xX*·]\s?)?10)"
    r"\^\{\s?(?:(?P<low>\d{1,3})\s?[-−–]\s?(?P<high>\d{1,3})"
    r"|(?P<small>[-−–]\s?\d{1,3})\s?(?:[-−–]|to)\s?(?P<smaller>[-−–]\s?\d{1,3}))\s?\}"
)
"""`10<sup>7-8</sup>`: the ends of a range of powers are raised together. Both have a sign, or neither."""
_POWERS_AFTER_A_CARET = re.compile(
    r"(?<![\d.])10\^(\d{1,2})(?=\s?[-−–]\s?(\d{1,2})(?![\d.,^]|\s?[×x·*]))\s?[-−–]\s?\d{1,2}"
)
"""`10^7-8` as it is typed: a caret raises what stands behind it, and a range goes up."""
_UNEVEN_ERROR = re.compile(
    r"(?<=\d)(?:\s?\+\s?\d[\d.]*\s?[/,]?\s?[-−–]\s?\d[\d.]*(?=\s?[A-Za-zµΩ%]|$)|\s?\(\s*\+\s?\d[\d.]*\s?[/,;]?\s?[-−–]\s?\d[\d.]*\s*\)|\^\{?\+\s?\d[\d.]*\}?\s?_?\{?[-−–]\s?\d[\d.]*\}?)"
)
_POINT_BEFORE_THREE = re.compile(r"\d{1,3}\.\d{3}")
_BOUNDS = ("<", "<=", ">", ">=", "up_to", "down_to")


def read_quantities(
    text: str,
    *,
    header: str | None = None,
    origin: str | None = None,
    superscripts: Sequence[int] = (),
    parameter: Parameter | str | None = None,
    is_typed: bool = False,
) -> tuple[Quantity, ...]:
    """The quantities printed in `text`, in order; a single one of kind none if it holds no number.

    text: plain, or with <sup>, <sub>, LaTeX or siunitx markup. header: the chain of headers above the text; it gives
    units, powers of ten, roles and the meaning of bare counts. origin: "html" or "pdf", where the text came from.
    superscripts: indices from 0 of the characters of `text` that are raised in print. parameter: canonical name, or the
    vocabulary's entry, whose plausible range then ranks (never decides) what is ambiguous. is_typed: a person typed the
    text, as into a table of CSV, so that 106 is a number and no power whose digits are raised in print.
    """
    if len(text) > _MAX_LENGTH:
        return (Quantity("none", flags=("too_long",)),)
    raised = [place for place in superscripts if 0 <= place < len(text)]
    printed, plain, flags = _spelt(text, raised, is_of_pdf=origin == "pdf")
    context = context_of(header, parameter)
    against = _RATIO.fullmatch(plain)
    if against is not None:
        return (_ratio(against, context),)
    refused = refusal(plain, context)
    if refused is not None:
        return (Quantity("none", flags=(refused,)),)
    if UNREADABLE in plain:
        return (Quantity("none", flags=(UNREADABLE_FLAG,)),)
    entries, reason = assemble(plain, tokenise(plain, context), context)
    if not entries:
        return (Quantity("none", flags=(reason,)),)
    if _TYPED_POWER.search(text):
        context = replace(context, limits=None)
    are_raised_known = is_typed or bool(raised) or "^{" in plain
    found: list[Quantity] = []
    for number, entry in enumerate(entries):
        # A number in words has no exponent to lose.
        seen = are_raised_known or entry.text not in printed
        found.append(_quantity(entry, context, number, flags, seen))
    return tuple(found)


def _spelt(text: str, raised: Sequence[int], *, is_of_pdf: bool) -> tuple[str, str, tuple[str, ...]]:
    """The text in one spelling as printed, the same with its errors, powers and words moved, and flags."""
    plain, flags = normalise(text if raised else _POWERS_AFTER_A_CARET.sub(_in_a_brace, text), raised)
    plain = _POWERS_IN_A_BRACE.sub(_as_two_powers, plain)
    printed = BEHIND_A_VALUE.sub("", _END_OF_SENTENCE.sub("", plain))
    plain, uneven = _without_uneven_error(_POWER_IN_BRACKETS.sub(r"(\1)\2", printed))
    plain, spelt = words_to_digits(_unit_before_error(plain))
    uncertain = ("comparator_uncertain",) if is_of_pdf and "»" in text else ()
    return printed, _OR_MORE.sub(r"≥\1", plain), (*flags, *uneven, *spelt, *uncertain)


def _in_a_brace(powers: re.Match[str]) -> str:
    """`10^{7-8}` for `10^7-8`; a range that would go down is left as it is."""
    low, high = powers.groups()
    return f"10^{{{low}-{high}}}" if int(high) > int(low) else powers.group()


def _as_two_powers(powers: re.Match[str]) -> str:
    """`10^{7}–10^{8}` for `10^{7-8}`."""
    low, high = powers["low"] or powers["small"], powers["high"] or powers["smaller"]
    return f"{powers['ten']}^{{{low}}} – {powers['ten']}^{{{high}}}"


def _unit_before_error(text: str) -> str:
    """`3.3 ± 5 % V` is read as `3.3 V ± 5 %`: the unit at the end belongs to the number, the percent to the error."""
    error = _RELATIVE_ERROR.search(text)
    unit = unit_at(text, error.end()) if error is not None else None
    if error is None or unit is None or unit[1] != len(text):
        return text
    return f"{text[: error.start()]}{text[error.end() :]} {error.group().strip()}"


def _without_uneven_error(text: str) -> tuple[str, tuple[str, ...]]:
    """`1.5 (+0.2/−0.1) V`, `1.5^{+0.2}_{−0.1} V`: only the number, with a flag: a record has one uncertainty."""
    shorter = _UNEVEN_ERROR.sub("", text)
    return shorter, ("asymmetric_uncertainty",) if shorter != text else ()


def _ratio(against: re.Match[str], context: Context) -> Quantity:
    """`100:1`: a hundred where the parameter is a ratio of one or more, else undecided."""
    sign, words, *terms = against.groups()
    first, second = map(_term, terms)
    comparator = "up_to" if words else COMPARE_SIGN.get(sign or "=", "=")
    if second == 1 < first and RATIO_ABOVE_ONE.search(context.parameter):
        kind = "bound" if comparator in _BOUNDS else "value"
        flags = ("ratio_notation",)
        return Quantity(kind, value=first, si_value=first, si_unit="1", comparator=comparator, flags=flags)
    found = (second / first, first / second) if first and second else ()
    return Quantity("value", si_unit="1", comparator=comparator, flags=("ratio_notation",), candidates_si=found)


def _term(text: str) -> float:
    base, _, exponent = text.replace("{", "").replace("}", "").partition("^")
    return float(base) ** int(exponent or 1)


def _quantity(entry: QuantityEntry, context: Context, number: int, flags: Sequence[str], seen: bool) -> Quantity:
    """An entry in SI. number: its place among those of the text; seen: what is raised in the text is known."""
    if entry.kind == "none":
        return Quantity("none", role=entry.role, flags=("not_available",))
    noted = [*flags, *entry.flags]
    if context.unreadable and not entry.bears_unit:
        return Quantity("none", role=entry.role, flags=(UNREADABLE_FLAG, *noted))
    unit = unit_of_entry(entry, context, number, noted)
    scale = Decimal(1) if entry.bears_unit else context.multiplier
    if scale != 1:
        noted.append("multiplier_from_header")
    rule = si_rule(unit, context, scale, noted)
    readings = _readings(entry, context, unit, seen, noted)
    uncertainty = _uncertainty(entry)
    in_si = None
    if uncertainty is not None and unit is not None and rule is not None and unit.log is None:
        in_si = uncertainty * unit.factor * scale
    values = _range(entry, unit, rule, readings, noted) if entry.is_range else _single(entry, rule, readings)
    return Quantity(
        kind=_kind(entry),
        unit=_name(unit, scale),
        si_unit=_si_unit(unit),
        comparator=entry.comparator,
        uncertainty=_float(uncertainty),
        si_uncertainty=_float(in_si),
        sign=_shown_sign(entry),
        role=entry.role,
        stat=entry.stat,
        condition=entry.condition or context.condition,
        flags=tuple(dict.fromkeys(noted)),
        candidates_si=possible_values(readings, rule, context, entry, unit),
        **values,
    )


def _kind(entry: QuantityEntry) -> str:
    if entry.is_range:
        return "range"
    return "bound" if entry.comparator in _BOUNDS else "value"


def _si_unit(unit: Unit | None) -> str | None:
    """The SI unit; None where the printed one is not known, or is a number of squares of an unknown size."""
    if unit is None or "unknown_unit" in unit.flags or "needs_node" in unit.flags:
        return None
    return unit.si


def _uncertainty(entry: QuantityEntry) -> Decimal | None:
    """The uncertainty in the unit of the value."""
    if entry.uncertainty is None or not entry.uncertainty_percent or entry.value is None:
        return entry.uncertainty
    return entry.value * entry.uncertainty / 100


def _readings(entry: QuantityEntry, context: Context, unit: Unit | None, seen: bool, noted: list[str]) -> list[Decimal]:
    """All readings of an entry that has several, signs included; empty if there is only one."""
    sign = Decimal(-1) if entry.sign == "-" else Decimal(1)
    signed = [] if entry.value is None else [sign * entry.value]
    if context.lost_multiplier is not None and entry.unit is None and signed and not entry.is_range:
        noted.append("lost_exponent")
        return [signed[0] * context.lost_multiplier, *signed]
    if may_have_lost_exponent(entry, unit, context, seen):
        noted.append("lost_exponent")
        return lost_readings(entry, sign)
    if is_power_or_citation(entry, unit, context):
        noted.append("power_or_citation")
        return [*signed, sign * 10] if signed else []
    if signed and _may_be_grouped(entry, unit):
        noted.append("point_or_thousands_mark")
        return [signed[0] * 1000, *signed]
    if unit is not None and "unit_not_of_header" in noted and {unit.si, context.dimension} == {"s", "S"}:
        noted.append("unit_case")
        return signed
    return [sign * reading for reading in entry.readings]


def _may_be_grouped(entry: QuantityEntry, unit: Unit | None) -> bool:
    """`1.000 cycles`: one or a thousand."""
    is_count = unit is not None and unit.si in ("cycle", "state")
    return is_count and not entry.is_range and _POINT_BEFORE_THREE.fullmatch(entry.text) is not None


def _single(entry: QuantityEntry, rule: NumberRule | None, readings: list[Decimal]) -> dict[str, float | None]:
    if entry.value is None or readings:
        return {}
    value = -entry.value if entry.sign == "-" else entry.value
    return {"value": float(value), "si_value": rule(value) if rule is not None else None}


def _range(
    entry: QuantityEntry, unit: Unit | None, rule: NumberRule | None, readings: list[Decimal], noted: list[str]
) -> dict[str, float | None]:
    if entry.value is None or entry.upper is None or readings:
        return {}
    low = -entry.value if entry.sign == "-" else entry.value
    high = -entry.upper if entry.upper_sign == "-" else entry.upper
    if entry.lower_unit is not None and unit is not None and entry.lower_unit != unit:
        if entry.lower_unit.si != unit.si:
            noted.append("bounds_of_two_kinds")
            return {}
        low = (entry.lower_unit.to_si(low) - unit.offset) / unit.factor
        noted.append("units_of_bounds_differ")
    if low > high:
        low, high = high, low
        noted.append("descending")
    values: dict[str, float | None] = {"lower": float(low), "upper": float(high)}
    if rule is not None:
        values |= {"si_lower": rule(low), "si_upper": rule(high)}
    return values


def _shown_sign(entry: QuantityEntry) -> str | None:
    """The printed sign; for a range only the polarity mark, because its bounds have their own signs."""
    if entry.is_range and entry.sign != "±":
        return None
    return entry.sign or None


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _name(unit: Unit | None, scale: Decimal) -> str | None:
    if unit is None:
        return None
    name = None if unit.name == "1" else unit.name
    if scale == 1:
        return name
    return f"10^{scale.adjusted()}" + (f" {name}" if name else "")
