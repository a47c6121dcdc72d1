"""Parameters of values that no word names: sides of an array or a cell, units of one parameter, pulses, layers."""

import re
from collections.abc import Mapping, Sequence

from memlit.field.not_a_device import BITS_OF_OTHERS
from memlit.field.roles import LOWERING, RAISING
from memlit.passages.chosen.no_device.counts import WORN
from memlit.passages.chosen.sentence_place import NEAR, SentencePlace, words_before, words_behind
from memlit.passages.sentences.numbers import NumberGroup
from memlit.passages.sentences.roles import BEHIND, ROLE_HEAD
from memlit.quantities import Quantity
from printed.ordered_rules import TradeRule, first_that_holds

_ELEMENT = r"(?:arrays?|crossbars?|cross-?points?|synapses|neurons|memristors|devices|cells|sub-?arrays?)\b"
_ONE_DEVICE = (
    r"(?:\w*FETs?|\w*RAMs?|FTJs?|MTJs?|FCMs?|memristors?|synapse|transistors?|(?:tunnel )?junctions?|capacitors?|"
    r"crosspoints?|cells?|devices?)\b"
)
_SIDES = r"[\d.]+(?: ?[nµu]?m)? ?× ?[\d.]+ ?[nµu]?m(?:\^\{2\})?"
_OF_SIDES = re.compile(rf"(?: ?(?:,|and|or|, and) {_SIDES})*[\s-](?:[\w/-]+\s){{0,2}}{_ONE_DEVICE}", re.IGNORECASE)
"""What stands behind the sides of a device, or of the first of several: `50 nm × 50 nm and 40 nm × 40 nm devices`."""
SIDES_OF = re.compile(rf"\)?[\s-](?:[\w/-]+\s){{0,4}}{_ELEMENT}", re.IGNORECASE)
_SIDES_AFTER = re.compile(
    rf"\b{_ELEMENT}(?: \w+){{0,2}} ?(?:[(=:,]|of|with|is|to|as large as|sized?) ?$", re.IGNORECASE
)
_AREA_BEFORE = re.compile(
    r"\b(?:areas?|sizes?|footprints?|dimensions|ellipses?|elliptic\w*|squares?|rectang\w*)"
    r"(?:(?: \w+){0,3} ?(?:[(=:,]|of|is|was|are|were|to)(?: about| ~)?)? ?$",
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
_OF_LAYER = re.compile(
    r" (?:of |(?:[A-Z][a-z]?[:-])?doped |(?=[A-Za-z]*\d))(?:[A-Z][a-z]?(?:_\{[\w.]+\}|[\d.]+|x)?){1,4}\b"
)
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
_MADE_IN = re.compile(
    r"[ -](?:\w*RAM|FinFETs?|CMOS|FD-?SOI|[Ff]ully[ -][Dd]epleted|logic|eNVMs?)\b(?! cells?| devices?)"
)
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
_A_DELAY = r"(?:delays?|wait(?:s|ing)?|pauses?|(?:dead|idle|rest|resting|base)(?= (?:times?|periods?)\b))"
_DELAY = re.compile(
    rf"(?<!propagation )(?<!sensing )(?<!switching )(?<!gate )(?<!read )(?<!write )\b{_A_DELAY}"
    r"(?: (?:times?|periods?))?(?: (?:of|is|was|for|to|set|kept|about)| ?[=≈~])* ?$",
    re.IGNORECASE,
)
_DELAY_BEHIND = re.compile(rf"[ -](?:long )?{_A_DELAY}\b(?! lines?\b)")
_PULSED = re.compile(r"\b(?:pulses?|spikes?|programm\w+|writ(?:e|es|ing|ten)|eras\w+)\b")
_OF_PULSES = re.compile(r"\b(?:pulses?|spikes?) (?:of|with|at) $", re.IGNORECASE)
_OF_OTHERS = re.compile(
    rf"\b(?:{BITS_OF_OTHERS}|pixels?|digital|activations?|gradients?|errors?|registers?|shift\w*|adders?|"
    r"accumulat\w+)\b"
)
_FEWEST_KEPT = 100.0
"""Seconds from which a time of a stable state is a retention."""
_UP_TO = re.compile(
    r"\b(?:up to|after|beyond|for|over|until|exceed(?:s|ing)?|span(?: of)?|than) ?(?:[(~] ?|about |more than )?$"
)
_KEPT_YEARS_OR_STABLE = re.compile(
    r"\b(?:retention|retain\w*|retentivity|stable|stability|(?:no|without|minimal|negligible)(?: \w+)? (?:degradation|"
    r"loss|change|changes|drift|overlap)|non-?volatil\w+)\b",
    re.IGNORECASE,
)
_DRAIN_AT = re.compile(
    r"(?:\bV_?D\b|\bV_?DS\b|\bdrain(?:[ -]?terminal| voltage| bias)?)"
    r"(?: (?:is|was|were))?(?: (?:kept|fixed|set|biased|held|swept))?(?: to be| to| at| of)? (?:~ ?)?$"
)
"""`biasing the drain-terminal at 0.1 V`, `V_D was set to be 120 mV`."""
_MEASURED = re.compile(
    r"\b(?:measur\w+|monitor\w+|swept|sweep\w*|read\w*|sens\w+|curves?|characteri\w+|distributions?|variations?|"
    r"statistic\w*|transfer|stress|sampled|collected|obtained)\b",
    re.IGNORECASE,
)
_DEVICES = re.compile(
    r"[ -](?:(?:distinct|different|individual|fresh|randomly|selected|memory|fabricated|nominally|identical|measured|"
    r"more|independent|\w*FET|\w*RAM|ferroelectric|memristive) ){0,3}"
    r"(?:cells|devices|FeFETs|memristors|FTJs|junctions)\b"
)
_OVER = re.compile(r"\b(?:of|across|over|for|from|in|among|with) (?:the |all |about |~ ?|over |more than )?$")
"""`measured for 100 memory cells`, `across 60 distinct devices`."""
_APART = re.compile(r"[ -](?:distinct|different|individual|independent) (?:cells|devices|memristors)\b")
_OF_ONE_DEVICE = re.compile(rf"[ -](?:[\w-]+ )?{_ONE_DEVICE}(?! array)", re.IGNORECASE)
_SWEEPS = re.compile(r"[ -](?:consecutive |successive )?(?:DC|I ?[-–] ?V) (?:cycles|sweeps)\b")
_OF_STATES = re.compile(r"\b(?:states|levels) \($")
_BITS_OF_CELLS = re.compile(
    r"\b(?:cells?|synap\w+|memristors?|memristive|devices?|states|levels|conductances?|memor(?:y|ies)|"
    r"\w*RAM|transistors?|junctions?|retention|(?:programming|analog(?:ue)?) precision)\b"
)


def of_sides(text: str, group: NumberGroup, quantities: Sequence[Quantity]) -> str | None:
    """array_size or area where the group is the sides of an array or of a device, or counts the synapses of an array.

    `an area of 50 nm × 50 nm`, `2 µm × 2 µm devices`, `a 128 × 64 crossbar`, `4,096 memristors`.
    """
    if len(quantities) > 1 and all("dimensions" in quantity.flags for quantity in quantities):
        if len(quantities) == 2 and {one.si_unit for one in quantities} == {"m"}:
            return "area" if _are_sides_of_a_device(text, group) else None
        return "array_size" if group.is_bare and _are_sides_of_an_array(text, group) else None
    is_counted = group.is_bare and len(quantities) == 1 and (quantities[0].si_value or 0) >= MIN_COUNTED
    return "array_size" if is_counted and _COUNTED_OF.match(text, group.end) else None


def _are_sides_of_a_device(text: str, group: NumberGroup) -> bool:
    is_of_one = SIDES_OF.match(text, group.end) is not None or _OF_SIDES.match(text, group.end) is not None
    return is_of_one or _AREA_BEFORE.search(text[: group.start]) is not None


def _are_sides_of_an_array(text: str, group: NumberGroup) -> bool:
    behind = SIDES_OF.match(text, group.end)
    if behind is not None:
        return _NO_ARRAY.search(behind.group()) is None
    return _SIDES_AFTER.search(text[max(0, group.start - 60) : group.start]) is not None


def by_unit_itself(text: str, quantity: Quantity) -> str | None:
    """What the unit says in words, whatever stands beside it: `40 pulses`, `2 nJ per spike`."""
    if quantity.unit == "F^2":
        return "cell_area_f2"
    if quantity.unit in ("pulse", "spike"):
        is_worn = WORN.search(text) is not None and (quantity.si_value or 0) >= FEWEST_WORN
        return "endurance" if is_worn else "n_pulses"
    per_event = {"per_spike", "per_event", "per_synop", "per_sop"}.intersection(quantity.flags)
    return "energy_per_spike" if quantity.si_unit == "J" and per_event else None


def _is_long_wear(place: SentencePlace) -> bool:
    """Whether cycles are so many, or called such, that they are how long a device lasted."""
    quantity = place.quantity
    ends = (quantity.si_value, quantity.si_lower, quantity.si_upper)
    least = min((end for end in ends if end is not None), default=0.0)
    fewest = FEWEST_POWER if "10^" in place.printed else FEWEST_WORN
    return least >= fewest or _OF_WEAR.search(place.printed) is not None


def _is_of_layer(place: SentencePlace) -> bool:
    is_in_brackets = _LAYER.search(place.before) is not None and place.behind.startswith(")")
    return place.unit == "m" and (is_in_brackets or place.goes_on(_OF_LAYER))


def is_of_cells(place: SentencePlace) -> bool:
    """Whether bits are said to be those of a cell or a weight in one, not of inputs or converters."""
    is_of_a_cell = _OF_STATES.search(place.before) is not None or _BITS_OF_CELLS.search(place.near) is not None
    return is_of_a_cell and _OF_OTHERS.search(place.near) is None


def _is_up_to_a_long_time(place: SentencePlace) -> bool:
    is_long = place.unit == "s" and (place.quantity.si_value or place.quantity.si_lower or 0.0) >= _FEWEST_KEPT
    return (
        is_long
        and _UP_TO.search(place.before_number) is not None
        and _KEPT_YEARS_OR_STABLE.search(place.text) is not None
    )


def _is_bias_of_a_read(place: SentencePlace) -> bool:
    is_drain = place.unit == "V" and _DRAIN_AT.search(place.before) is not None
    return is_drain and _MEASURED.search(place.text) is not None


def _are_measured_devices(place: SentencePlace) -> bool:
    is_counted = place.unit == "1" and place.group.is_bare and place.goes_on(_DEVICES) and "^" not in place.printed
    return is_counted and _OVER.search(place.before) is not None and _MEASURED.search(place.text) is not None


def _are_sweeps(place: SentencePlace) -> bool:
    return place.unit == "1" and place.group.is_bare and place.goes_on(_SWEEPS)


def _are_devices_apart(place: SentencePlace) -> bool:
    is_counted = place.unit == "1" and place.group.is_bare and place.goes_on(_APART)
    return is_counted and _OVER.search(place.before) is not None


def _has_role(place: SentencePlace) -> bool:
    is_named = BEHIND.match(place.text, place.group.end) or ROLE_HEAD.search(place.before)
    return place.unit == "V" and is_named is not None


def _is_of_named_device(place: SentencePlace) -> bool:
    return place.unit == "V" and _A_DEVICE_OF.search(place.before) is not None and place.goes_on(_DEVICE)


def _is_between_pulses(place: SentencePlace) -> bool:
    is_delay = _DELAY.search(place.before) is not None or place.goes_on(_DELAY_BEHIND)
    return place.unit == "s" and is_delay and _PULSED.search(place.before + place.behind[:NEAR]) is not None


BY_NEIGHBOUR: tuple[TradeRule[SentencePlace], ...] = (
    TradeRule(
        "between_pulses", _is_between_pulses, "pulse_interval", "Behind each write pulse a delay of 500 ms is kept."
    ),
    TradeRule("layer", _is_of_layer, "thickness", "It has 80 nm of Pt.", decided=11),
    TradeRule(
        "energy_of_a_role", words_behind(_FOR_A_ROLE, "J"), "switching_energy", "It takes 3 pJ for RESET.", decided=2
    ),
    TradeRule(
        "energy_of_a_bit", lambda place: place.unit == "J/bit", "energy_per_bit", "It takes 3 pJ/bit.", decided=1
    ),
    TradeRule("technology", words_behind(_MADE_IN, "m"), "technology_node", "It is a 40 nm ReRAM macro.", decided=16),
    TradeRule("kept_up_to", _is_up_to_a_long_time, "retention", "The states are stable up to 3000 s."),
    TradeRule("bias_of_a_read", _is_bias_of_a_read, "read_voltage", "The current is measured with V_D fixed at 0.1 V."),
    TradeRule("measured_devices", _are_measured_devices, "n_devices", "It was measured for 100 memory cells."),
    TradeRule("sweeps", _are_sweeps, "n_cycles", "It was measured over 600 DC cycles."),
    TradeRule("devices_apart", _are_devices_apart, "n_devices", "It holds across 60 distinct devices."),
    TradeRule(
        "area_of_a_device", words_behind(_OF_ONE_DEVICE, "m^2"), "area", "It works with 0.01 µm^{2} FET devices."
    ),
    TradeRule("state_measured_at", words_before(_MEASURED_AT, "V"), "read_voltage", "It has 12 kΩ at 0.1 V."),
    TradeRule("voltage_of_a_role", _has_role, "programming_voltage", "It switches at 1.1 V (set).", decided=6),
    TradeRule(
        "temperature_of_years",
        words_before(_YEARS_AT, "degC"),
        "retention_temperature",
        "It lasts 10 years at 85 °C.",
        decided=11,
    ),
    TradeRule(
        "voltage_of_a_device", _is_of_named_device, "operating_voltage", "It is a 1.8 V memory module.", decided=1
    ),
)
"""What the words right beside a value say: the parameter."""


def by_what_is_beside(place: SentencePlace, by_unit: Mapping[str, Sequence[NumberGroup]]) -> str | None:
    """What needs no word by what stands beside it: `80 nm of Pt`, and amplitude and width in `1.5 V, 10 µs`."""
    rule = first_that_holds(BY_NEIGHBOUR, place)
    return _of_a_pulse(place, by_unit) if rule is None else rule.says


def _of_a_pulse(place: SentencePlace, by_unit: Mapping[str, Sequence[NumberGroup]]) -> str | None:
    """Amplitude or width of a pulse whose other part stands beside it."""
    if place.unit not in ("V", "s"):
        return None
    for voltage in by_unit.get("V", ()):
        for width in by_unit.get("s", ()):
            if place.group in (voltage, width) and _are_beside(place.text, voltage, width):
                is_read = _READ_AT.search(place.text[: voltage.start]) or _TO_READ.match(place.text, voltage.end)
                of_voltage, of_width = _READING if is_read else _PROGRAMMING
                return of_voltage if place.unit == "V" else of_width
    return None


def _is_energy_of_a_step(place: SentencePlace) -> bool:
    return place.unit == "J" and any(flag.startswith("per_") for flag in place.quantity.flags)


def _is_wear(place: SentencePlace) -> bool:
    return place.unit == "cycle" and (WORN.search(place.text) is not None or _is_long_wear(place))


def _are_years_kept(place: SentencePlace) -> bool:
    group = place.group
    ends = max(0, group.start - NEAR), group.end + NEAR
    return place.quantity.unit == "year" and _KEPT_YEARS.search(place.text, *ends) is not None


def _is_in_clause_of_a_read(place: SentencePlace) -> bool:
    clause = _READS.search(place.before) if place.unit == "V" else None
    return clause is not None and not any(map(str.isdigit, clause.group()))


def _is_time_kept(place: SentencePlace) -> bool:
    is_after = place.unit == "s" and _AFTER.search(place.before) is not None
    return is_after and _KEPT.search(place.text) is not None


def _is_ratio_of_states(place: SentencePlace) -> bool:
    is_ratio = place.unit == "1" and place.group.is_bare and _RATIO_OF.search(place.before) is not None
    return is_ratio and _STATES.search(place.text) is not None


def _are_many_bits(place: SentencePlace) -> bool:
    unit = place.quantity.unit
    return place.unit == "bit" and unit is not None and unit[0] in "kKMGT"


BY_UNIT: tuple[TradeRule[SentencePlace], ...] = (
    TradeRule(
        "energy_of_a_step", _is_energy_of_a_step, "energy_per_operation", "It takes 3 pJ per operation.", decided=1
    ),
    TradeRule("wear", _is_wear, "endurance", "It survived 2000 cycles.", decided=4),
    TradeRule("years_kept", _are_years_kept, "retention", "A lifetime of 10 years is expected."),
    TradeRule("clause_of_a_read", _is_in_clause_of_a_read, "read_voltage", "Cells were read by biasing BL to 0.1 V."),
    TradeRule("time_kept", _is_time_kept, "retention", "The states stay stable after 3000 s.", decided=1),
    TradeRule("ratio_of_states", _is_ratio_of_states, "on_off_ratio", "HRS and LRS have a ratio of 40.", decided=1),
    TradeRule("many_bits", _are_many_bits, "capacity", "The chip holds 4 Mb.", decided=1),
    TradeRule(
        "bits_of_a_cell",
        lambda place: place.unit == "bit" and is_of_cells(place),
        "n_bits",
        "A cell has 3 bits.",
        decided=24,
    ),
    TradeRule("efficiency", lambda place: place.unit == "1/J", "energy_efficiency", "It reaches 5 TOPS/W.", decided=4),
    TradeRule("density", lambda place: place.unit == "A/m^2", "current_density", "It carries 3 MA/cm^{2}."),
    TradeRule("states", lambda place: place.unit == "state", "n_states", "It has 16 states.", decided=27),
)
"""What a value's unit, with a word or two, says by itself: the parameter."""


def by_unit_alone(place: SentencePlace) -> str | None:
    """Units that only one parameter has need no word."""
    rule = first_that_holds(BY_UNIT, place)
    return None if rule is None else rule.says


def of_purpose(text: str, unit: str) -> str | None:
    """The voltage or time of what a sentence begins with: `For reading, ...`, `To form the cells, ...`."""
    purpose = _PURPOSE.match(text)
    if purpose is None:
        return None
    if purpose["reads"]:
        return _READING[0] if unit == "V" else _READING[1] if unit == "s" else None
    return "forming_voltage" if unit == "V" else None


def of_clause(text: str, group: NumberGroup, name: str) -> str:
    """The parameter of a value whose word names no role, by its clause: that of a read, or an amplitude of pulses."""
    before = text[: group.start]
    if name in _OF_A_READ and _READS.search(before):
        return _OF_A_READ[name]
    if name in ("set_voltage", "reset_voltage") and _RIGHT_BEHIND_READ.search(before):
        return "read_voltage"
    return "programming_voltage" if name == "operating_voltage" and _PULSES_BEHIND.match(text, group.end) else name


def _are_beside(text: str, voltage: NumberGroup, width: NumberGroup) -> bool:
    """Whether a voltage and a time stand together, in one group (`1.5 V/10 µs`) or in two; years are of no pulse."""
    if _LONG_TIME.search(text, width.start, width.end):
        return False
    between = text[voltage.end : width.start]
    if _AT_VOLTAGE.fullmatch(text[width.end : voltage.start]) is not None:
        return True
    is_of_pulses = between == " and " and _OF_PULSES.search(text[: voltage.start]) is not None
    return voltage is width or is_of_pulses or _AMPLITUDE_WIDTH.fullmatch(between) is not None
