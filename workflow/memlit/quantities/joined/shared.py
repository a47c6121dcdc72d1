"""Units, signs and roles that are printed once and apply to several numbers."""

import re
from decimal import Decimal
from itertools import pairwise

from memlit.field.head_meanings import dimension_of_words
from memlit.quantities.context import Context
from memlit.quantities.joined.remarks import Entry
from printedpages.units import Unit, unit_at, unit_table

_ARRAY_WORDS = r"\b(?:arrays?|crossbars?|cross-?points?|matrix|synapses|neurons|devices|memristors|cells)\b"


def absent_partners(text: str, entries: list[Entry]) -> list[Entry]:
    """`1.3/-`, `1.3/- V`: keep the place of the value that is not given."""
    absent = re.search(r"[\w%)]\s?/\s?(?:-{1,2}|–|—|n/?a)(?:\s*$|\s+(?=\S+$))", text, re.IGNORECASE)
    unit = unit_at(text, absent.end()) if absent is not None else None
    if absent is not None and (unit[1] if unit is not None else absent.end()) == len(text):
        if unit is not None and entries[-1].unit is None:
            entries[-1].unit = unit[0]
        return [*entries, Entry(kind="none")]
    if re.match(r"\s*(?:-{1,2}|–|—|n/?a)\s?/\s?[\d<>~+]", text, re.IGNORECASE):
        return [Entry(kind="none"), *entries]
    return entries


def share_units(entries: list[Entry], context: Context) -> None:
    """Give a unit printed once, after the last of several numbers, to those before it."""
    for i in range(len(entries) - 2, -1, -1):
        this, after = entries[i], entries[i + 1]
        if this.unit is not None or this.prefix is not None or this.kind == "none" or after.kind == "none":
            continue
        if after.joined == "times" and after.unit is not None and after.unit.si == "m^2":
            after.unit = unit_table()[after.unit.name.split("^")[0]]
        if after.unit is not None and (after.apart or _of_another_kind(this, after.unit)):
            continue
        if after.joined in ("slash", "list", "times") and after.unit is not None and len(context.units) < 2:
            wanted = context.units[0].si if context.units else context.dimension
            of_pair = wanted == "1" and bool(context.roles) and after.joined == "slash"
            if wanted is None or wanted == after.unit.si or after.joined == "times" or of_pair:
                this.unit = after.unit
        if after.joined in ("slash", "list") and after.prefix is not None:
            this.prefix = after.prefix
    for i in range(1, len(entries)):
        this, before = entries[i], entries[i - 1]
        if this.joined in ("slash",) and this.unit is None and this.prefix is None and before.unit is not None:
            this.unit = before.unit
            this.flags.append("unit_from_partner")
        if this.joined == "times":
            kinds = {one.unit.si if one.unit is not None else None for one in (before, this)}
            if kinds == {"V", "s"} or (None in kinds and "1" in kinds):
                continue
            for one in (before, this):
                if "dimensions" not in one.flags:
                    one.flags.append("dimensions")


def _of_another_kind(entry: Entry, unit: Unit) -> bool:
    """`on/off ratio > 10⁷; 3 V`: the words before the number require another kind of unit."""
    wanted = dimension_of_words(entry.words)[0] if entry.words else None
    return wanted is not None and wanted != unit.si


def mark_array(text: str, entries: list[Entry]) -> None:
    """`128 × 64 array`: rows and columns of an array, counts without a unit."""
    sides = [entry for entry in entries if "dimensions" in entry.flags]
    if len(sides) < 2 or len(sides) != len(entries) or any(entry.unit is not None for entry in sides):
        return
    if not re.search(_ARRAY_WORDS, text, re.IGNORECASE):
        return
    for entry in sides:
        if entry.prefix is not None and entry.value is not None:
            entry.value *= Decimal(f"1e{entry.prefix}")
            entry.prefix = None
        entry.unit = Unit("1", Decimal(1), "1")
        entry.flags = [flag for flag in entry.flags if flag != "words_after"] + ["array_size"]


def _are_pulses(entries: list[Entry]) -> bool:
    """Whether amplitudes and widths alternate: `1.8 V (5 ns) / −2.1 V (10 ns)`."""
    kinds = [entry.unit.si if entry.unit is not None else None for entry in entries]
    return kinds in (["V", "s"] * (len(kinds) // 2), ["A", "s"] * (len(kinds) // 2))


def assign_roles(entries: list[Entry], context: Context) -> None:
    """Give each entry that has no role of its own that of the header, or that of a pair such as `on/off`."""
    pair = [entry for entry in entries if entry.joined in ("first", "slash", "list")]
    given = [entry.unit.si for entry in entries if entry.unit is not None]
    same = len(set(given)) <= 1
    if context.roles and len(pair) == len(entries) == len(context.roles) and same:
        for entry, role in zip(entries, context.roles, strict=True):
            entry.role = entry.role or role
    elif len(context.roles) * 2 == len(entries) and _are_pulses(entries):
        for place, entry in enumerate(entries):
            entry.role = entry.role or context.roles[place // 2]
    elif context.role is not None:
        for entry in entries:
            entry.role = entry.role or context.role
    for first, second in pairwise(entries):
        if first.pair and second.joined in ("slash", "list") and not second.pair:
            first.role, second.role = first.role or first.pair[0], second.role or first.pair[1]
        kinds = [one.unit.si if one.unit else None for one in (first, second)]
        if second.joined in ("slash", "list") and not second.apart and sorted(map(str, kinds)) == ["V", "s"]:
            first.role = first.role or second.role
            if kinds == ["V", "s"]:
                second.role = second.role or first.role
