"""Parameters of values that no word names: sides of an array or a cell, units of one parameter, pulses, layers."""

import re
from collections.abc import Mapping, Sequence

from memlit.field.not_a_device import BITS_OF_OTHERS
from memlit.passages.chosen.by_words import unit_of
from memlit.passages.chosen.not_a_device_value import NEAR, WORN
from memlit.passages.sentences.numbers import Group
from memlit.passages.sentences.roles import BEHIND, LOWERING, RAISING, ROLE_HEAD
from memlit.quantities import Quantity

_ELEMENT = r"(?:arrays?|crossbars?|cross-?points?|synapses|neurons|memristors|devices|cells|sub-?arrays?)\b"
SIDES_OF = re.compile(rf"\)?[\s-](?:[\w/-]+\s){{0,4}}{_ELEMENT}", re.IGNORECASE)
_SIDES_AFTER = re.compile(
    rf"\b{_ELEMENT}(?: \w+){{0,2}} ?(?:[(=:,]|of|with|is|to|as large as|sized?) ?$", re.IGNORECASE
)
_AREA_BEFORE = re.compile(
    r"\b(?:areas?|sizes?|footprints?|dimensions)(?:(?: \w+){0,3} ?(?:[(=:,]|of|is|was|are|were|to)(?: about| ~)?)? ?$",
    re.IGNORECASE,
)
_COUNTED_OF = re.compile(
    r"\s(?:(?:active|passive|packed|memristive|memristor|artificial|device|[A-Z]\w{1,5})\s){0,2}"
    r"(?:array|crossbar|synapses|memristors)\b(?!-)"
)
_NO_ARRAY = re.compile(r"\b(?:units?|tiles?|pixels?|gates?|neurons|processing|sensors?)\b", re.IGNORECASE)
FEWEST_WORN = 1e5
"""So many pulses in a sentence of wear are what a device lasted; fewer are a train."""
FEWEST_POWER = 1e4
"""So many cycles printed as a power of ten are an endurance."""
_OF_WEAR = re.compile(
    r"(?:program\w*|write|P|W|set|switching)(?:[/ -](?:and )?(?:eras\w*|E|reset))? cycles", re.IGNORECASE
)
_KEPT_YEARS = re.compile(r"\b(?:retention|retain\w*|lifetimes?)\b", re.IGNORECASE)
"""Words that say of years that a state lasts as long."""
_YEARS_AT = re.compile(
    r"\b(?:years?|yrs?)(?: [a-z]+){0,4} (?:at|@|above|up to|of)(?: (?:a )?temperatures?(?: (?:above|of|up to))?)? $"
)
_READS = re.compile(
    r"\b(?:[Rr]ead(?:ing|out|-out|s)?|READ|[Rr]eadable|[Ss]ensed|monitored|probed)\b"
    r"(?! from| off|[- ](?:pulses? )?disturb)"
    r"(?:(?!\b(?:[Ww]rit\w*|[Pp]rogram\w*|[Ee]ras\w*|set|reset|SET|RESET|[Pp]otentiat\w*|[Dd]epress\w*|[Ss]timul\w*|"
    r"after|before|then|noise margins?)\b)[^.;]){0,70}$"
)
"""What begins the clause of a read: `read operations were conducted by biasing BL to 0.1 V`."""
_RIGHT_BEHIND_READ = re.compile(r"\b[Rr]ead \(?$")
_LONG_TIME = re.compile(r"\b(?:years?|yrs?|months?|weeks?|days?)\b")
_PULSES_BEHIND = re.compile(r"\)? (?:\w+ )?(?:pulses?|spikes?)\b")
_OF_A_READ = {
    "operating_voltage": "read_voltage",
    "programming_voltage": "read_voltage",
    "operating_current": "read_current",
}
MIN_COUNTED = 16
"""Fewer synapses than this are a circuit, not an array whose size is counted."""
_OF_LAYER = re.compile(r" (?:of |(?=[A-Za-z]*\d))(?:[A-Z][a-z]?(?:_\{[\w.]+\}|[\d.]+|x)?){1,4}\b")
"""`80 nm of Pt`, `4 nm Al2O3`."""
_LAYER = re.compile(r"\b(?:[A-Z][a-z]?(?:_\{[\w.]+\}|[\d.]+|x)?){1,4} \($")
"""A formula that a length in brackets follows: `HfO2 (8 nm)`."""
_A_DEVICE_OF = re.compile(r"\b(?:an?|the|our|this) $", re.IGNORECASE)
_DEVICE = re.compile(r"[ -](?:[\w-]+ )?(?:\w*FETs?|\w*RAM|memristors?|synapses?|macros?|modules?|cells?|devices?)\b")
"""`a 1.8 V FeFET module`."""
_AMPLITUDE_WIDTH = re.compile(r"\s?(?:[,/]|for)\s?")
_AT_VOLTAGE = re.compile(r" (?:at|with an amplitude of) ")
_READ_AT = re.compile(
    r"\b(?:[Rr]ead(?:s|ing|out)?|READ|sensed|monitored|probed)\b"
    r"(?: (?:out|back|pulses?|voltages?|at|with|of|using|by|an?|the|was|is|only|small|low))* $"
)
"""What stands before the voltage of a read: `read at 0.1 V for 1 µs`."""
_TO_READ = re.compile(r"[^.;]{0,40}\b(?:for (?:sensing|reading|read-?out)|to read)\b")
_READING, _PROGRAMMING = ("read_voltage", "read_pulse_width"), ("programming_voltage", "pulse_width")
_MADE_IN = re.compile(r"[ -](?:\w*RAM|FinFETs?|CMOS|FD-?SOI|logic|eNVMs?)\b(?! cells?| devices?)")
"""`a 40 nm RRAM macro`: its technology."""
_AFTER = re.compile(r"\bafter (?:about |~ ?)?$")
_KEPT = re.compile(r"\b(?:remain|retain|maintain|stay|unchanged|stable|degrad)\w*\b", re.IGNORECASE)
_RATIO_OF = re.compile(r"\bratio of (?:about |approximately |up to |more than |over |~ ?)?$")
_STATES = re.compile(r"\b(?:ON|OFF|HRS|LRS|on/off|G_?max|conductances?|window)\b")
_FOR_A_ROLE = re.compile(rf" (?:for|in|during) (?:the )?(?:{RAISING}|{LOWERING})\b")
_PURPOSE = re.compile(
    r"(?:[-•–] ?)?(?:For|During|To|In)?\s?(?:the )?(?:(?P<reads>[Rr]ead(?:ing|out|-out)?)|(?:electro)?form(?:ing)?)"
    r"(?:[,:]| (?:the|these|is|was|all|our|out)\b)",
    re.IGNORECASE,
)
_MEASURED_AT = re.compile(r"(?:Ω|\dS|[nµumk]S) ?\(?(?:at|@) $")
"""A state measured at a voltage: `12 kΩ at 0.1 V`."""
_OF_PULSES = re.compile(r"\b(?:pulses?|spikes?) (?:of|with|at) $", re.IGNORECASE)
_OF_OTHERS = re.compile(
    rf"\b(?:{BITS_OF_OTHERS}|pixels?|digital|activations?|gradients?|errors?|registers?|shift\w*|adders?|"
    r"accumulat\w+)\b"
)
_BITS_OF_CELLS = re.compile(
    r"\b(?:cells?|synap\w+|memristors?|memristive|devices?|states|levels|conductances?|memor(?:y|ies)|"
    r"\w*RAM|transistors?|junctions?|retention|(?:programming|analog(?:ue)?) precision)\b"
)


def of_sides(text: str, group: Group, quantities: Sequence[Quantity]) -> str | None:
    """array_size or area where the group is the sides of an array or of a device, or counts the synapses of an array.

    `an area of 50 nm × 50 nm`, `2 µm × 2 µm devices`, `a 128 × 64 crossbar`, `4,096 memristors`.
    """
    behind = SIDES_OF.match(text, group.end)
    if len(quantities) > 1 and all("dimensions" in quantity.flags for quantity in quantities):
        if len(quantities) == 2 and {one.si_unit for one in quantities} == {"m"}:
            return "area" if behind or _AREA_BEFORE.search(text[: group.start]) else None
        if not group.is_bare or (behind is not None and _NO_ARRAY.search(behind.group())):
            return None
        return "array_size" if behind or _SIDES_AFTER.search(text[max(0, group.start - 60) : group.start]) else None
    is_counted = group.is_bare and len(quantities) == 1 and (quantities[0].si_value or 0) >= MIN_COUNTED
    return "array_size" if is_counted and _COUNTED_OF.match(text, group.end) else None


def by_unit_itself(text: str, quantity: Quantity) -> str | None:
    """What the unit says in words, whatever stands beside it: `40 pulses`, `2 nJ per spike`."""
    if quantity.unit == "F^2":
        return "cell_area_f2"
    if quantity.unit in ("pulse", "spike"):
        is_worn = WORN.search(text) is not None and (quantity.si_value or 0) >= FEWEST_WORN
        return "endurance" if is_worn else "n_pulses"
    per_event = {"per_spike", "per_event", "per_synop", "per_sop"}.intersection(quantity.flags)
    return "energy_per_spike" if quantity.si_unit == "J" and per_event else None


def by_unit_alone(text: str, group: Group, quantity: Quantity) -> str | None:
    """Units that only one parameter has need no word."""
    unit = unit_of(quantity)
    if unit == "J" and any(flag.startswith("per_") for flag in quantity.flags):
        return "energy_per_operation"
    if unit == "cycle" and (WORN.search(text) or _is_long_wear(text, group, quantity)):
        return "endurance"
    if quantity.unit == "year" and _KEPT_YEARS.search(text, max(0, group.start - NEAR), group.end + NEAR):
        return "retention"
    clause = _READS.search(text[: group.start]) if unit == "V" else None
    if clause is not None and not any(map(str.isdigit, clause.group())):
        return "read_voltage"
    if unit == "s" and _AFTER.search(text[: group.start]) and _KEPT.search(text):
        return "retention"
    if unit == "1" and group.is_bare and _RATIO_OF.search(text[: group.start]) and _STATES.search(text):
        return "on_off_ratio"
    if unit == "bit" and quantity.unit is not None and quantity.unit[0] in "kKMGT":
        return "capacity"
    if unit == "bit":
        return "n_bits" if is_of_cells(text, group) else None
    return {"1/J": "energy_efficiency", "A/m^2": "current_density", "state": "n_states"}.get(unit)


def _is_long_wear(text: str, group: Group, quantity: Quantity) -> bool:
    """Whether cycles are so many, or called such, that they are how long a device lasted."""
    ends = (quantity.si_value, quantity.si_lower, quantity.si_upper)
    least = min((end for end in ends if end is not None), default=0.0)
    printed = text[group.start : group.end]
    return least >= (FEWEST_POWER if "10^" in printed else FEWEST_WORN) or _OF_WEAR.search(printed) is not None


def _is_of_layer(text: str, group: Group) -> bool:
    in_brackets = _LAYER.search(text[: group.start]) is not None and text[group.end :].startswith(")")
    return in_brackets or _OF_LAYER.match(text, group.end) is not None


def is_of_cells(text: str, group: Group) -> bool:
    """Whether bits are said to be those of a cell or a weight in one, not of inputs or converters."""
    near = text[max(0, group.start - NEAR) : group.end + NEAR]
    of_states = re.search(r"\b(?:states|levels) \($", text[: group.start])
    return _OF_OTHERS.search(near) is None and (of_states is not None or _BITS_OF_CELLS.search(near) is not None)


def by_what_is_beside(text: str, group: Group, unit: str, by_unit: Mapping[str, Sequence[Group]]) -> str | None:
    """What needs no word by what stands beside it: `80 nm of Pt`, and amplitude and width in `1.5 V, 10 µs`."""
    if unit == "m" and _is_of_layer(text, group):
        return "thickness"
    if unit == "J" and _FOR_A_ROLE.match(text, group.end):
        return "switching_energy"
    if unit == "J/bit":
        return "energy_per_bit"
    if unit == "m" and _MADE_IN.match(text, group.end):
        return "technology_node"
    if unit == "V" and _MEASURED_AT.search(text[: group.start]):
        return "read_voltage"
    if unit == "V" and (BEHIND.match(text, group.end) or ROLE_HEAD.search(text[: group.start])):
        return "programming_voltage"
    if unit == "degC" and _YEARS_AT.search(text[: group.start]):
        return "retention_temperature"
    if unit == "V" and _A_DEVICE_OF.search(text[: group.start]) and _DEVICE.match(text, group.end):
        return "operating_voltage"
    voltages, widths = by_unit.get("V", ()), by_unit.get("s", ())
    beside = [one for one in voltages for other in widths if group in (one, other) and _are_beside(text, one, other)]
    if not beside:
        return None
    reads = _READ_AT.search(text[: beside[0].start]) or _TO_READ.match(text, beside[0].end)
    of_voltage, of_width = _READING if reads else _PROGRAMMING
    return of_voltage if unit == "V" else of_width if unit == "s" else None


def of_purpose(text: str, unit: str) -> str | None:
    """The voltage or time of what a sentence begins with: `For reading, ...`, `To form the cells, ...`."""
    purpose = _PURPOSE.match(text)
    if purpose is None:
        return None
    if purpose["reads"]:
        return _READING[0] if unit == "V" else _READING[1] if unit == "s" else None
    return "forming_voltage" if unit == "V" else None


def of_clause(text: str, group: Group, name: str) -> str:
    """The parameter of a value whose word names no role, by its clause: that of a read, or an amplitude of pulses."""
    before = text[: group.start]
    if name in _OF_A_READ and _READS.search(before):
        return _OF_A_READ[name]
    if name in ("set_voltage", "reset_voltage") and _RIGHT_BEHIND_READ.search(before):
        return "read_voltage"
    return "programming_voltage" if name == "operating_voltage" and _PULSES_BEHIND.match(text, group.end) else name


def _are_beside(text: str, voltage: Group, width: Group) -> bool:
    """Whether a voltage and a time stand together, in one group (`1.5 V/10 µs`) or in two; years are of no pulse."""
    if _LONG_TIME.search(text, width.start, width.end):
        return False
    between = text[voltage.end : width.start]
    if _AT_VOLTAGE.fullmatch(text[width.end : voltage.start]) is not None:
        return True
    is_of_pulses = between == " and " and _OF_PULSES.search(text[: voltage.start]) is not None
    return voltage is width or is_of_pulses or _AMPLITUDE_WIDTH.fullmatch(between) is not None
