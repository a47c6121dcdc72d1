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

from memlit.quantities.context import Context, context_of
from memlit.quantities.convert import (
    Rule,
    candidates,
    is_power_or_citation,
    lost_readings,
    may_have_lost_exponent,
    si_rule,
    unit_of,
)
from memlit.quantities.cut.numbers import COMPARE_SIGN
from memlit.quantities.cut.tokens import tokenise
from memlit.quantities.cut.words import words_to_digits
from memlit.quantities.joined.assemble import assemble
from memlit.quantities.joined.entry import Entry
from memlit.quantities.joined.refuse import refusal
from memlit.quantities.model import Quantity
from memlit.quantities.spelling.normalise import normalise
from printedpages.symbols import UNREADABLE, UNREADABLE_FLAG
from printedpages.units import Unit, unit_at

if TYPE_CHECKING:
    from memlit.field import Parameter

MAX_LENGTH = 600
_TERM = r"(\d+(?:\.\d+)?(?:\^\{?\d{1,2}\}?)?)"
_RATIO = re.compile(rf"(?:([<>~≥≤])|(up to))?\s?{_TERM}\s?:\s?{_TERM}", re.IGNORECASE)
_OF_STATES = re.compile(r"(?:_ratio|^dynamic_range|^memory_window|^selectivity|_ratio_dc)$")
"""Ratios that are one or more by what they mean: `100:1` is a hundred."""
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
_CITED_AT_END = re.compile(r"(?<=[\w%)+*°-])\s\[\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\]$")
_UNEVEN_ERROR = re.compile(
    r"(?<=\d)(?:\s?\+\s?\d[\d.]*\s?[/,]?\s?[-−–]\s?\d[\d.]*(?=\s?[A-Za-zµΩ%]|$)|\s?\(\s*\+\s?\d[\d.]*\s?[/,;]?\s?[-−–]\s?\d[\d.]*\s*\)|\^\{?\+\s?\d[\d.]*\}?\s?_?\{?[-−–]\s?\d[\d.]*\}?)"
)
_BOUNDS = ("<", "<=", ">", ">=", "up_to", "down_to")


def read_quantities(
    text: str,
    *,
    header: str | None = None,
    origin: str | None = None,
    superscripts: Sequence[int] = (),
    parameter: Parameter | str | None = None,
) -> tuple[Quantity, ...]:
    """The quantities printed in `text`, in order; a single one of kind none if it holds no number.

    text: plain, or with <sup>, <sub>, LaTeX or siunitx markup. header: the chain of headers above the text; it gives
    units, powers of ten, roles and the meaning of bare counts. origin: "html" or "pdf", where the text came from.
    superscripts: indices from 0 of the characters of `text` that are raised in print. parameter: canonical name, or the
    vocabulary's entry, whose plausible range then ranks (never decides) what is ambiguous.
    """
    if len(text) > MAX_LENGTH:
        return (Quantity("none", flags=("too_long",)),)
    raised = [place for place in superscripts if 0 <= place < len(text)]
    plain, flags = normalise(text, raised)
    plain = _CITED_AT_END.sub("", _END_OF_SENTENCE.sub("", plain))
    printed = plain
    plain = _POWER_IN_BRACKETS.sub(r"(\1)\2", plain)
    plain, uneven = _without_uneven_error(plain)
    plain, spelt = words_to_digits(_unit_before_error(plain))
    flags = (*flags, *uneven, *spelt)
    if origin == "pdf" and "»" in text:
        flags = (*flags, "comparator_uncertain")
    plain = _OR_MORE.sub(r"≥\1", plain)
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
    seen = bool(raised) or "^{" in plain
    if _TYPED_POWER.search(text):
        context = replace(context, limits=None)
    # A number in words has no exponent to lose.
    return tuple(
        _quantity(entry, context, number, flags, seen or entry.text not in printed)
        for number, entry in enumerate(entries)
    )


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
    if second == 1 < first and _OF_STATES.search(context.parameter):
        kind = "bound" if comparator in _BOUNDS else "value"
        flags = ("ratio_notation",)
        return Quantity(kind, value=first, si_value=first, si_unit="1", comparator=comparator, flags=flags)
    found = (second / first, first / second) if first and second else ()
    return Quantity("value", si_unit="1", comparator=comparator, flags=("ratio_notation",), candidates_si=found)


def _term(text: str) -> float:
    base, _, exponent = text.replace("{", "").replace("}", "").partition("^")
    return float(base) ** int(exponent or 1)


def _quantity(entry: Entry, context: Context, number: int, flags: Sequence[str], seen: bool) -> Quantity:
    if entry.kind == "none":
        return Quantity("none", role=entry.role, flags=("not_available",))
    noted = [*flags, *entry.flags]
    if context.unreadable and entry.unit is None and entry.prefix is None:
        return Quantity("none", role=entry.role, flags=(UNREADABLE_FLAG, *noted))
    unit = unit_of(entry, context, number, noted)
    scale = context.multiplier if entry.unit is None and entry.prefix is None else Decimal(1)
    if scale != 1:
        noted.append("multiplier_from_header")
    rule = si_rule(unit, context, scale, noted)
    readings = _readings(entry, context, unit, seen, noted)
    uncertainty = entry.uncertainty
    if uncertainty is not None and entry.uncertainty_percent and entry.value is not None:
        uncertainty = entry.value * uncertainty / 100
    values = _range(entry, unit, rule, readings, noted) if entry.is_range else _single(entry, rule, readings)
    found = candidates(readings, rule, context, entry, unit)
    return Quantity(
        kind="range" if entry.is_range else "bound" if entry.comparator in _BOUNDS else "value",
        unit=_name(unit, scale),
        si_unit=unit.si if unit is not None and not {"unknown_unit", "needs_node"} & set(unit.flags) else None,
        comparator=entry.comparator,
        uncertainty=_float(uncertainty),
        si_uncertainty=_float(uncertainty * unit.factor * scale)
        if uncertainty is not None and unit is not None and rule is not None and unit.log is None
        else None,
        sign=_shown_sign(entry),
        role=entry.role,
        stat=entry.stat,
        condition=entry.condition or context.condition,
        flags=tuple(dict.fromkeys(noted)),
        candidates_si=found,
        **values,
    )


def _readings(entry: Entry, context: Context, unit: Unit | None, seen: bool, noted: list[str]) -> list[Decimal]:
    """All readings of an entry that has several, signs included; empty if there is only one."""
    sign = Decimal(-1) if entry.sign == "-" else Decimal(1)
    if context.lost_multiplier is not None and entry.unit is None and entry.value is not None and not entry.is_range:
        noted.append("lost_exponent")
        return [sign * entry.value * context.lost_multiplier, sign * entry.value]
    if may_have_lost_exponent(entry, unit, context, seen):
        noted.append("lost_exponent")
        return lost_readings(entry, sign)
    if is_power_or_citation(entry, unit, context):
        noted.append("power_or_citation")
        return [sign * entry.value, sign * 10] if entry.value is not None else []
    grouped = re.fullmatch(r"\d{1,3}\.\d{3}", entry.text) is not None and not entry.is_range
    if grouped and entry.value is not None and unit is not None and unit.si in ("cycle", "state"):
        noted.append("point_or_thousands_mark")
        return [sign * entry.value * 1000, sign * entry.value]
    if unit is not None and "unit_not_of_header" in noted and {unit.si, context.dimension} == {"s", "S"}:
        noted.append("unit_case")
        return [sign * entry.value] if entry.value is not None else []
    return [sign * reading for reading in entry.readings]


def _single(entry: Entry, rule: Rule | None, readings: list[Decimal]) -> dict[str, float | None]:
    if entry.value is None or readings:
        return {}
    value = -entry.value if entry.sign == "-" else entry.value
    return {"value": float(value), "si_value": rule(value) if rule is not None else None}


def _range(
    entry: Entry, unit: Unit | None, rule: Rule | None, readings: list[Decimal], noted: list[str]
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


def _shown_sign(entry: Entry) -> str | None:
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
