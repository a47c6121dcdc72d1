"""Units, signs and roles that are printed once and apply to several numbers."""

import re
from decimal import Decimal
from itertools import pairwise

from memlit.field.head_meanings import dimension_of_words
from memlit.field.words import ARRAYS
from memlit.quantities.context import Context
from memlit.quantities.joined.entry import Joint, QuantityEntry
from printed.units import Unit, unit_at, unit_table

_ABSENT_LAST = re.compile(r"[\w%)]\s?/\s?(?:-{1,2}|–|—|n/?a)(?:\s*$|\s+(?=\S+$))", re.IGNORECASE)
_ABSENT_FIRST = re.compile(r"\s*(?:-{1,2}|–|—|n/?a)\s?/\s?[\d<>~+]", re.IGNORECASE)
_BESIDE = (Joint.SLASH, Joint.LIST)
_IN_ONE_LIST = (Joint.FIRST, *_BESIDE)


def absent_partners(text: str, entries: list[QuantityEntry]) -> list[QuantityEntry]:
    """`1.3/-`, `1.3/- V`: keep the place of the value that is not given."""
    absent = _ABSENT_LAST.search(text)
    unit = unit_at(text, absent.end()) if absent is not None else None
    if absent is not None and (unit[1] if unit is not None else absent.end()) == len(text):
        if unit is not None and entries[-1].unit is None:
            entries[-1].unit = unit[0]
        return [*entries, QuantityEntry(kind="none")]
    if _ABSENT_FIRST.match(text):
        return [QuantityEntry(kind="none"), *entries]
    return entries


def share_units(entries: list[QuantityEntry], context: Context) -> None:
    """Give a unit printed once, after the last of several numbers, to those before it."""
    for this, after in reversed(list(pairwise(entries))):
        _take_unit_of_next(this, after, context)
    for before, this in pairwise(entries):
        _take_unit_of_partner(before, this)
    for before, this in pairwise(entries):
        if this.joined is Joint.TIMES:
            _mark_sides(before, this)


def _take_unit_of_next(this: QuantityEntry, after: QuantityEntry, context: Context) -> None:
    """`1.2, 1.5 V`, `10k/20k`: the unit or the prefix behind the next number is of this one too."""
    if this.bears_unit or "none" in (this.kind, after.kind):
        return
    if after.unit is not None:
        if after.joined is Joint.TIMES and after.unit.si == "m^2":
            # `10 × 20 µm²`: the sides are in µm.
            after.unit = unit_table()[after.unit.name.split("^")[0]]
        if after.apart or _of_another_kind(this, after.unit):
            return
        if _is_of_both(after, after.unit, context):
            this.unit = after.unit
    if after.joined in _BESIDE and after.prefix is not None:
        this.prefix = after.prefix


def _is_of_both(after: QuantityEntry, unit: Unit, context: Context) -> bool:
    """Whether the unit behind the second of two numbers is of the kind that the header asks of the first."""
    if len(context.units) > 1:
        return False
    if after.joined not in _BESIDE:
        return after.joined is Joint.TIMES
    is_pair = context.wanted == "1" and bool(context.roles) and after.joined is Joint.SLASH
    return is_pair or context.wanted in (None, unit.si)


def _take_unit_of_partner(before: QuantityEntry, this: QuantityEntry) -> None:
    """`1.2 V/1.5`: the unit behind the first number is of the second too."""
    if this.joined is Joint.SLASH and not this.bears_unit and before.unit is not None:
        this.unit = before.unit
        this.flags.append("unit_from_partner")


def _mark_sides(before: QuantityEntry, this: QuantityEntry) -> None:
    """`64 × 32`, `10 × 20 µm`: two sides; an amplitude and a time, or a number of times, are none."""
    kinds = {one.unit.si if one.unit is not None else None for one in (before, this)}
    if kinds == {"V", "s"} or kinds >= {None, "1"}:
        return
    for one in (before, this):
        if "dimensions" not in one.flags:
            one.flags.append("dimensions")


def _of_another_kind(entry: QuantityEntry, unit: Unit) -> bool:
    """`on/off ratio > 10⁷; 3 V`: the words before the number require another kind of unit."""
    wanted = dimension_of_words(entry.words)[0] if entry.words else None
    return wanted is not None and wanted != unit.si


def mark_array(text: str, entries: list[QuantityEntry]) -> None:
    """`128 × 64 array`: rows and columns of an array, counts without a unit."""
    sides = [entry for entry in entries if "dimensions" in entry.flags]
    if len(sides) < 2 or len(sides) != len(entries) or any(entry.unit is not None for entry in sides):
        return
    if not ARRAYS.search(text):
        return
    for entry in sides:
        if entry.prefix is not None and entry.value is not None:
            entry.value *= Decimal(f"1e{entry.prefix}")
            entry.prefix = None
        entry.unit = Unit("1", Decimal(1), "1")
        entry.flags = [flag for flag in entry.flags if flag != "words_after"] + ["array_size"]


def assign_roles(entries: list[QuantityEntry], context: Context) -> None:
    """Give each entry that has no role of its own that of the header, or that of a pair such as `on/off`."""
    for entry, role in zip(entries, _roles_of_header(entries, context), strict=True):
        entry.role = entry.role or role
    for first, second in pairwise(entries):
        _take_roles_of_pair(first, second)
        _share_role_of_pulse(first, second)


def _roles_of_header(entries: list[QuantityEntry], context: Context) -> list[str | None]:
    """What the header says of each entry: `V_set/V_reset` of two values, or of two pulses; one role is of all."""
    roles = context.roles
    units = {entry.unit.si for entry in entries if entry.unit is not None}
    are_beside = all(entry.joined in _IN_ONE_LIST for entry in entries)
    if roles and len(roles) == len(entries) and are_beside and len(units) <= 1:
        return list(roles)
    if len(roles) * 2 == len(entries) and _are_pulses(entries):
        return [roles[place // 2] for place in range(len(entries))]
    return [context.role] * len(entries)


def _are_pulses(entries: list[QuantityEntry]) -> bool:
    """Whether amplitudes and widths alternate: `1.8 V (5 ns) / −2.1 V (10 ns)`."""
    kinds = [entry.unit.si if entry.unit is not None else None for entry in entries]
    return kinds in (["V", "s"] * (len(kinds) // 2), ["A", "s"] * (len(kinds) // 2))


def _take_roles_of_pair(first: QuantityEntry, second: QuantityEntry) -> None:
    """`on/off times 10 ns, 20 ns`: the words before the first are of both."""
    if first.pair and second.joined in _BESIDE and not second.pair:
        first.role = first.role or first.pair[0]
        second.role = second.role or first.pair[1]


def _share_role_of_pulse(first: QuantityEntry, second: QuantityEntry) -> None:
    """`1.8 V / 5 ns (set)`: the role is of the amplitude and of the width."""
    if second.joined not in _BESIDE or second.apart or first.unit is None or second.unit is None:
        return
    if {first.unit.si, second.unit.si} != {"V", "s"}:
        return
    first.role = first.role or second.role
    if first.unit.si == "V":
        second.role = second.role or first.role
