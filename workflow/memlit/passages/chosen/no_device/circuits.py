"""Numbers of what stands around a device: a circuit, an instrument, a probe, a cell kept as it is, a model neuron."""

import re

from memlit.field.not_a_device import AMPLIFIERS, BREAKDOWN_TESTS
from memlit.passages.chosen.sentence_place import SentencePlace, words_before, words_behind, words_near
from printed.ordered_rules import TradeRule

_NO_DEVICE = re.compile(
    rf"\b(?:{AMPLIFIERS}|{BREAKDOWN_TESTS}|diodes?|pixels?|overflow|limits? (?:for|of) (?:the )?voltages?)\b",
    re.IGNORECASE,
)
_OTHER_TIME = re.compile(
    r"\b(?:(?:rise|fall|settling|sampling|delay|measurement) times?|total (?:length|duration)|bins?|binning)\b"
    r"[^.;,]{0,20}$",
    re.IGNORECASE,
)
_OTHER_VOLTAGE = re.compile(
    r"\b(?:coercive|breakdown|built-in|flat-?band|imprint)\b[^.;,\d]{0,25}$|\bV_?DS ?[=≈] ?$|\bsteps? of [^;,]{0,14}$",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"\b(?:total|overall|network|chip|system)(?: \w+)? energ(?:y|ies)\b[^.;,]{0,40}$", re.IGNORECASE)
_OTHER_CURRENT = re.compile(
    r"\b(?:gate|drain|constant|dark|photo|tail|bias|supply|collector|base|quiescent|inrush)[ -]?currents?\b"
    r"(?! (?:density|compliance))[^.;,\d]{0,30}$",
    re.IGNORECASE,
)
_OF_A_CIRCUIT = re.compile(
    r"\boutput (?:node )?voltages?\b|\bV_?(?:out|OUT|SS|ss)\b|\bsmall[- ]signal\b|\broot[- ]mean[- ]square\b|"
    r"\bpeak[- ]to[- ]peak\b|\bsaw-?tooth\b|\brectifiers?\b|\bring oscillators?\b|\binverters?\b|\bdriving voltages?\b"
)
_OF_A_PROBE = re.compile(r"\b(?:PFM|piezo-?response|AFM|KPFM|tip voltages?|domains? written|written domains?)\b")
_NOT_WRITTEN = re.compile(
    r"\b(?:\w*-?inhibit\w*|pass voltages?|V_?PASS|V_?pass|unselected|half-selected)\b", re.IGNORECASE
)
_OF_AN_INHIBITION = re.compile(
    r"\b(?:\w*-)?(?:program|write|erase)?-?inhibit\w*(?: (?:voltage|bias))? pulses?\b"
    r"(?:(?!\b(?:while|whereas|then|read|but)\b|\binhibit)(?:[^.;]|\.(?=\d))){0,80}$",
    re.IGNORECASE,
)
_LATENCY = re.compile(
    r"\b(?:overall|total|end-to-end|inference|computing|computation|processing|generation|system|designs?|engine|"
    r"accelerators?|network|processors?|frame)\b[^.;,]{0,60}?(?<!read )(?<!write )(?<!switching )(?<!programming )"
    r"\b[Ll]atency(?: of the \w+)?(?: of| is| was| ~| about| only)* ?$",
    re.IGNORECASE,
)
_OF_A_MODEL_NEURON = re.compile(
    r"\b(?:membrane|resting potential|reset potential|refractory|inhibitory|excitatory|leak(?:y|age) integrate)\b",
    re.IGNORECASE,
)
_OF_TRANSISTORS = re.compile(r"\b(?:SRAM|FinFETs?|leading-edge|transistor models?|layout rules?)\b")
_BOUND_OF_A_SIGNAL = re.compile(r"\s?[≤<]=? ?V_?(?:i|in|IN|out|OUT)\d?\b")
_BOUND_OF_A_SIGNAL_BEFORE = re.compile(r"\bV_?(?:i|in|IN|out|OUT)\d? ?(?:[≤<]=? ?)?$")
_AREA_OF_OTHERS = re.compile(
    r"\b(?:circuit|chip|die|layout|core) area\b|\barea of (?:one|an?|the|each) (?:\w+ )?(?:resistors?|MOSFETs?|"
    r"circuits?|chips?|macros?|ADCs?|drivers?)\b|\bto (?:implement|design) the (?:circuit|pulse generation)\b",
    re.IGNORECASE,
)
_MOST_OF_A_DEVICE = {"W": 10.0, "J": 1e-3}
"""More of it is of a lamp, a plasma or a computer."""


def _is_too_much(place: SentencePlace) -> bool:
    values = (place.quantity.si_value, place.quantity.si_upper)
    most = _MOST_OF_A_DEVICE.get(place.unit)
    return most is not None and any(value is not None and value >= most for value in values)


CIRCUITS_RULES: tuple[TradeRule[SentencePlace], ...] = (
    TradeRule(
        "time_of_an_instrument",
        words_before(_OTHER_TIME, "s"),
        "a time of the instrument or of a wave's edges",
        "The rise time is 5 ns.",
        decided=1,
    ),
    TradeRule(
        "total_energy", words_before(_TOTAL, "J"), "an energy of a whole system", "The total energy is 3 µJ.", decided=1
    ),
    TradeRule(
        "other_current",
        words_before(_OTHER_CURRENT, "A"),
        "a current of a transistor, a supply or an instrument",
        "The drain current is 3 µA.",
        decided=3,
    ),
    TradeRule(
        "other_voltage",
        words_before(_OTHER_VOLTAGE, "V"),
        "of a film or a channel, or the step between two pulses",
        "The coercive voltage is 1.1 V.",
        decided=5,
    ),
    TradeRule(
        "voltage_of_a_circuit_or_test",
        words_near(_NO_DEVICE, "V"),
        "of a circuit beside the device, or of a breakdown test",
        "The diode opens at 0.7 V.",
        decided=7,
    ),
    TradeRule(
        "signal_of_a_circuit",
        words_near(_OF_A_CIRCUIT, "V"),
        "a signal of a circuit or an instrument",
        "The output voltage is 0.7 V.",
    ),
    TradeRule(
        "bound_of_a_signal",
        words_behind(_BOUND_OF_A_SIGNAL, "V"),
        "an end of what a circuit is driven with",
        "It holds for 4 V < V_in.",
    ),
    TradeRule(
        "bound_of_a_signal_before",
        words_before(_BOUND_OF_A_SIGNAL_BEFORE, "V"),
        "an end of what a circuit is driven with",
        "It holds for V_in < 6 V.",
    ),
    TradeRule(
        "probe", words_near(_OF_A_PROBE, "V"), "what a probe applies to a film", "A tip voltage of 8 V was applied."
    ),
    TradeRule(
        "not_written",
        words_near(_NOT_WRITTEN, "V", "s"),
        "of cells that are kept as they are",
        "The inhibit voltage is 2 V.",
    ),
    TradeRule(
        "inhibition",
        words_before(_OF_AN_INHIBITION, "V", "s"),
        "of a pulse that keeps cells as they are",
        "Program-inhibit pulses have an amplitude like that of others, and a width of 30 ms.",
    ),
    TradeRule(
        "latency_of_a_system",
        words_before(_LATENCY, "s"),
        "how long a whole circuit or program takes",
        "The accelerator has a latency of 3 ms.",
    ),
    TradeRule(
        "model_neuron",
        words_near(_OF_A_MODEL_NEURON, "V", "s"),
        "of a neuron in a program",
        "The membrane rests at 0.07 V.",
    ),
    TradeRule(
        "transistors", words_near(_OF_TRANSISTORS, "m"), "of transistors of a circuit", "The SRAM is made at 7 nm."
    ),
    TradeRule(
        "area_elsewhere", words_near(_AREA_OF_OTHERS, "m^2", "m"), "the area of a circuit", "The chip area is 3 mm^{2}."
    ),
    TradeRule("too_much", _is_too_much, "a power or an energy of no single device", "The power is 75 W."),
)
