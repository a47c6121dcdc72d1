"""Counts of something else: pulses of a read, cycles of a clock, states that every memory has, bits of a converter."""

import re

from memlit.field.not_a_device import BITS_OF_OTHERS
from memlit.passages.chosen.sentence_place import SentencePlace, words_before, words_behind, words_near
from printed.ordered_rules import TradeRule

FEWEST_PULSES = 3
OF_READS = re.compile(r"\bread(?:ing|out)?\b", re.IGNORECASE)
_OF_PULSES = re.compile(
    r"s?[ -](?:widths?|amplitudes?|durations?|heights?|voltages?|trains?|shapes?|schemes?|intervals?)\b"
)
_SELECTED = re.compile(
    r"\b(?:best|first|last|next|every|each|runs? of|sweeps? of|averaged over)(?: the)? $", re.IGNORECASE
)
WORN = re.compile(
    r"\b(?:endur\w+|degrad\w+|fail\w*|fatigue\w*|breakdown|broke|surviv\w+|withst\w+|wear|worn|reliab\w+)\b",
    re.IGNORECASE,
)
"""Words that say of a number of cycles that it is how long a device lasts."""
_IN_A_ROW = re.compile(r"\b(?:consecutive|successive)\b")
_COUNTED_ELSEWHERE = re.compile(
    rf"[- ](?:\d+ ?[×x] ?\d+ )?(?:\w*FE\w* |\w*FCM )?(?:{BITS_OF_OTHERS}|\w*CAMs?|words?|data|"
    rf"vectors?|numbers?|(?:binary )?pulse patterns?|HD|matri(?:x|ces)|FP\d*|quanti[sz]\w+|weight matri\w+|SRAM|DRAM|"
    r"microcontrollers?|counters?)\b"
)
_CYCLES_OF_OTHERS = re.compile(
    r"\b(?:CPU|GPU|clock cycles?|(?:bit|bits) per cycle|precondition\w*|complement format|pipeline)\b", re.IGNORECASE
)
_KNOWN_STATES = re.compile(r"\b(?:the|other|these|those|both|all|between|its|only)(?: other)? $", re.IGNORECASE)
"""`the two states` were counted before, or are those that every memory has."""
_FEW_STATES = 3
_OTHER_LEVELS = re.compile(
    r"\b(?:pixels?|brightness|gr[ae]y|logic|level shifters?|the output|output voltages?|voltage output)\b|"
    r"\bquanti[sz]\w+|\d-level output",
    re.IGNORECASE,
)

_PRECISION_OF_INPUTS = re.compile(
    r"(?: (?:and|or) \d+[- ]bit)? (?:precision|resolution) of (?:the )?(?:inputs?|activations?)\b"
)
_OF_SEVERAL_CELLS = re.compile(
    r"\b(?:two|three|four|several|multiple|many|\d+)(?: [\w-]+){0,2} (?:cells|devices|memristors)\b[^.;,]{0,40}"
    r"\b(?:represent|form|compos|stor|hold|cod|encod)\w* (?:an?|one|each|every) $",
    re.IGNORECASE,
)


def _are_known_states(place: SentencePlace) -> bool:
    count = place.quantity.si_value
    is_few = place.unit == "state" and count is not None and count < _FEW_STATES
    return is_few and _KNOWN_STATES.search(place.before) is not None


def _are_few_pulses(place: SentencePlace) -> bool:
    count = place.quantity.si_value
    return place.is_count_of_pulses and count is not None and count < FEWEST_PULSES


def _is_picked_sweep(place: SentencePlace) -> bool:
    return place.unit == "cycle" and place.holds(_IN_A_ROW) and WORN.search(place.text) is None


COUNTS_RULES: tuple[TradeRule[SentencePlace], ...] = (
    TradeRule("few_pulses", _are_few_pulses, "fewer pulses than a train has", "It fires after 2 spikes.", decided=6),
    TradeRule(
        "shape_of_pulses",
        lambda place: place.is_count_of_pulses and place.goes_on(_OF_PULSES),
        "counts widths or shapes, no pulses",
        "We tried 5 pulse widths.",
        decided=1,
    ),
    TradeRule(
        "pulses_of_a_read",
        lambda place: place.is_count_of_pulses and place.holds(OF_READS),
        "counts reads",
        "It was probed with 100 read pulses.",
        decided=1,
    ),
    TradeRule(
        "picked_cycles",
        words_before(_SELECTED, "cycle"),
        "cycles picked out of more",
        "The first 40 cycles are shown.",
        decided=2,
    ),
    TradeRule(
        "sweeps_of_a_figure",
        _is_picked_sweep,
        "sweeps of one figure, unless the sentence speaks of wear",
        "It shows 50 consecutive cycles.",
        decided=2,
    ),
    TradeRule(
        "cycles_elsewhere",
        words_near(_CYCLES_OF_OTHERS, "cycle"),
        "cycles of a clock, or before the test",
        "A CPU needs 9000 cycles.",
    ),
    TradeRule(
        "known_states", _are_known_states, "states that are named, not counted", "It switches between the 2 states."
    ),
    TradeRule(
        "levels_elsewhere",
        words_near(_OTHER_LEVELS, "state"),
        "levels of a picture, a logic or a converter",
        "Each pixel has 256 levels.",
    ),
    TradeRule(
        "bits_elsewhere",
        words_behind(_COUNTED_ELSEWHERE, "bit"),
        "bits of a converter, an input or a processor",
        "It has an 8-bit ADC.",
        decided=23,
    ),
    TradeRule(
        "precision_of_inputs",
        words_behind(_PRECISION_OF_INPUTS, "bit"),
        "bits of what is fed into an array",
        "The arrays have 3-bit precision of inputs.",
    ),
    TradeRule(
        "bits_of_several_cells",
        words_before(_OF_SEVERAL_CELLS, "bit"),
        "bits that several cells hold together",
        "Two 4-bit cells are used for representing one 8-bit weight.",
    ),
)
