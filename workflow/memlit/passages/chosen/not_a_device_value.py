"""Values of a sentence that are of something else than a device: a process step, a lamp, a picture, a program."""

import re

from memlit.field import Parameter
from memlit.field.not_a_device import (
    AMPLIFIERS,
    BITS_OF_OTHERS,
    BREAKDOWN_TESTS,
    FILM_STEPS,
    GOALS,
    NEEDED,
    QUALIFICATION_TESTS,
    TOOL_SOURCES,
)
from memlit.field.trade_rules import TradeRule, first_that_holds
from memlit.passages.chosen.sentence_place import SentencePlace, words_before, words_behind, words_near
from memlit.passages.sentences.numbers import NumberGroup
from memlit.quantities import Quantity

FEWEST_PULSES = 3
FEWEST_STATES = 2
MOST_NONLINEAR = 1000
_MADE = re.compile(r"\b(?:deposited|deposition|grown|sputtered|evaporated|cured|synthesi[sz]ed)\b[^.;,]{0,30}$", re.I)
_MADE_AFTER = re.compile(r"\s(?:BEOL|FEOL|back-end|process|flow|thermal budget|fabrication)\b", re.IGNORECASE)
_LIGHT = re.compile(
    rf"\b(?:{TOOL_SOURCES}|LED|lamp|light|illuminat\w+|optical (?:power|pulses?)|wavelength|radio[- ]frequency|"
    r"sputter\w*)\b"
)
_PROCESS = re.compile(
    rf"\b(?:{FILM_STEPS}|spin[- ]?\w*|rpm|coat(?:ed|ing)|(?:pre|soft|hard)?-?bak(?:ed?|ing)|hot ?plate|rins\w*|"
    r"sputter\w*|evaporat\w*|etch\w*|stabili[sz]ation|lithograph\w*|cur(?:ed|ing)|soak\w*|immers\w*|sonicat\w*|"
    r"stirr\w*|dried)\b",
    re.IGNORECASE,
)
_TESTED = re.compile(r"\b(?:retention|endurance|data loss|bake tests?)\b", re.IGNORECASE)
_NO_DEVICE = re.compile(
    rf"\b(?:{AMPLIFIERS}|{BREAKDOWN_TESTS}|diodes?|pixels?|overflow|limits? (?:for|of) (?:the )?voltages?)\b",
    re.IGNORECASE,
)
_SPREAD_OF = re.compile(
    r"(?:σ|\bSDs?\b|\bstandard deviations?\b|\bvariances?\b)[^.;,\d]{0,20}(?:[\d.]+ ?[mµ]?V and )?$"
)
_SPREAD_IN = re.compile(
    r"(?:σ|\b(?:SDs?|standard deviations?|variances?|spreads?)) (?:of|in) (?:the )?$", re.IGNORECASE
)
_OTHER_TIME = re.compile(
    r"\b(?:(?:rise|fall|settling|sampling|delay|measurement) times?|total (?:length|duration)|bins?|binning)\b"
    r"[^.;,]{0,20}$",
    re.IGNORECASE,
)
_EVERY = re.compile(r"\bevery(?: about| ~)? ?$", re.IGNORECASE)
_QUALIFIED = re.compile(
    rf"\b(?:{QUALIFICATION_TESTS}|HTSL|HAST|THB|(?:temperature|thermal) cycl(?:es|ing)|qualification|JEDEC)\b",
    re.IGNORECASE,
)
_OTHER_VOLTAGE = re.compile(
    r"\b(?:coercive|breakdown|built-in|flat-?band|imprint)\b[^.;,\d]{0,25}$|\bV_?DS ?[=≈] ?$|\bsteps? of [^;,]{0,14}$",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"\b(?:total|overall|network|chip|system)(?: \w+)? energ(?:y|ies)\b[^.;,]{0,40}$", re.IGNORECASE)
_OF_READS = re.compile(r"\bread(?:ing|out)?\b", re.IGNORECASE)
_OF_PULSES = re.compile(
    r"s?[ -](?:widths?|amplitudes?|durations?|heights?|voltages?|trains?|shapes?|schemes?|intervals?)\b"
)
_A_DECADE = re.compile(r"(?: ?/ ?| per | )dec(?:ade)?\b")
_CHANGE = re.compile(
    r"\b(?:separat|differ|shift|increas|decreas|drop|fall|fell|reduc|lower|rais|shrink|shrunk|degrad|improv|apart)"
    r"\w*(?: (?:the|its)(?: \w+){1,3})? by (?:about |only |up to |over |more than |~ ?)*$",
    re.IGNORECASE,
)
_MORE_THAN = re.compile(r"\s(?:less|more|fewer|lower|higher|larger|smaller|shorter|longer) than\b", re.IGNORECASE)
_OTHER_CURRENT = re.compile(
    r"\b(?:gate|drain|constant|dark|photo|tail|bias|supply|collector|base|quiescent|inrush)[ -]?currents?\b"
    r"(?! (?:density|compliance))[^.;,\d]{0,30}$",
    re.IGNORECASE,
)
_WANTED = re.compile(
    rf"\b(?:(?:{GOALS})(?! (?:V_?th |conductance |resistance |threshold )?(?:levels?|states?)\b)"
    rf"|ideal(?:ly)?|should be)\b[^.;,\d]{{0,20}}$",
    re.IGNORECASE,
)
_WANTED_AFTER = re.compile(rf"[^.;,]{{0,12}}\b(?:is|are|would be) (?:{GOALS}|{NEEDED}|desirable|necessary)\b")
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


_STEP = re.compile(
    r"\b(?:steps?|increments?|intervals?)\b(?: \w+){0,5} (?:of|is|was|are|were) ?(?:[-−–~] ?)?$", re.IGNORECASE
)
_STEP_BEHIND = re.compile(r"[ -](?:voltage )?(?:steps?|increments?)\b")
_OF_A_CIRCUIT = re.compile(
    r"\boutput (?:node )?voltages?\b|\bV_?(?:out|OUT|SS|ss)\b|\bsmall[- ]signal\b|\broot[- ]mean[- ]square\b|"
    r"\bpeak[- ]to[- ]peak\b|\bsaw-?tooth\b|\brectifiers?\b|\bring oscillators?\b|\binverters?\b|\bdriving voltages?\b"
)
_OF_A_PROBE = re.compile(r"\b(?:PFM|piezo-?response|AFM|KPFM|tip voltages?|domains? written|written domains?)\b")
_BESIDE_THE_FILM = re.compile(
    r"\b(?:wafers?|substrates?|roughness|displacement|wavelengths?|R_?a|probe spacing|domain walls?|step height|"
    r"d-?spacings?)\b",
    re.IGNORECASE,
)
_NODE = re.compile(r"\b(?:nodes?|process|technolog\w+|CMOS)\b")
_OTHER_TEMPERATURE = re.compile(
    r"\b(?:Curie|substrate|wafer|stage|chamber|reaction|glass transition|heated|calculations?|T_?c|phase transition|"
    r"growth|grown|mixture|circuit|steps?|intervals?)\b",
    re.IGNORECASE,
)
_NOT_WRITTEN = re.compile(
    r"\b(?:\w*-?inhibit\w*|pass voltages?|V_?PASS|V_?pass|unselected|half-selected)\b", re.IGNORECASE
)
_OF_A_MODEL_NEURON = re.compile(
    r"\b(?:membrane|resting potential|reset potential|refractory|inhibitory|excitatory|leak(?:y|age) integrate)\b",
    re.IGNORECASE,
)
_SPREAD_BEHIND = re.compile(r"\s?(?:\(?σ|(?:variations?|spreads?|deviations?) (?:in|of)\b)")
_CYCLES_OF_OTHERS = re.compile(
    r"\b(?:CPU|GPU|clock cycles?|(?:bit|bits) per cycle|precondition\w*|complement format|pipeline)\b", re.IGNORECASE
)
_OF_TRANSISTORS = re.compile(r"\b(?:SRAM|FinFETs?|leading-edge|transistor models?|layout rules?)\b")
_BOUND_OF_A_SIGNAL = re.compile(r"\s?[≤<]=? ?V_?(?:i|in|IN|out|OUT)\d?\b")
_BOUND_OF_A_SIGNAL_BEFORE = re.compile(r"\bV_?(?:i|in|IN|out|OUT)\d? ?(?:[≤<]=? ?)?$")
_PERIOD = re.compile(r"[ -](?:time )?(?:periods?|spans?|windows?)\b")
_FIRST_OR_LAST = re.compile(r"\bthe (?:first(?: and last)?|last) $", re.IGNORECASE)
_MOST_OF_A_DEVICE = {"W": 10.0, "J": 1e-3}
"""More of it is of a lamp, a plasma or a computer."""
_KNOWN_STATES = re.compile(r"\b(?:the|other|these|those|both|all|between|its|only)(?: other)? $", re.IGNORECASE)
"""`the two states` were counted before, or are those that every memory has."""
_FEW_STATES = 3
_OTHER_LEVELS = re.compile(
    r"\b(?:pixels?|brightness|gr[ae]y|logic|level shifters?|the output|output voltages?|voltage output)\b|"
    r"\bquanti[sz]\w+|\d-level output",
    re.IGNORECASE,
)
_AREA_OF_OTHERS = re.compile(
    r"\b(?:circuit|chip|die|layout|core) area\b|\barea of (?:one|an?|the|each) (?:\w+ )?(?:resistors?|MOSFETs?|"
    r"circuits?|chips?|macros?|ADCs?|drivers?)\b|\bto (?:implement|design) the (?:circuit|pulse generation)\b",
    re.IGNORECASE,
)


def _is_zero_pulse(place: SentencePlace) -> bool:
    is_zero = place.unit == "V" and place.quantity.si_value == 0
    return is_zero and _OF_READS.search(place.near) is None


def _is_beside_the_film(place: SentencePlace) -> bool:
    is_beside = place.unit == "m" and _BESIDE_THE_FILM.search(place.near) is not None
    return is_beside and _NODE.search(place.near) is None


def _are_known_states(place: SentencePlace) -> bool:
    count = place.quantity.si_value
    is_few = place.unit == "state" and count is not None and count < _FEW_STATES
    return is_few and _KNOWN_STATES.search(place.before) is not None


def _are_few_pulses(place: SentencePlace) -> bool:
    count = place.quantity.si_value
    return place.is_count_of_pulses and count is not None and count < FEWEST_PULSES


def _is_too_much(place: SentencePlace) -> bool:
    values = (place.quantity.si_value, place.quantity.si_upper)
    most = _MOST_OF_A_DEVICE.get(place.unit)
    return most is not None and any(value is not None and value >= most for value in values)


def _is_difference(place: SentencePlace) -> bool:
    has_unit = place.unit != "1" or place.quantity.unit == "%"
    return has_unit and (_CHANGE.search(place.before) is not None or place.goes_on(_MORE_THAN))


def _is_of_a_process(place: SentencePlace) -> bool:
    is_near = place.unit in ("s", "degC", "W") and _PROCESS.search(place.near) is not None
    return is_near and _TESTED.search(place.text) is None


def _is_picked_sweep(place: SentencePlace) -> bool:
    return place.unit == "cycle" and place.holds(_IN_A_ROW) and WORN.search(place.text) is None


def _is_slope(place: SentencePlace) -> bool:
    # A slope is named where it is meant, and is then read as one.
    return place.unit == "V" and place.goes_on(_A_DECADE) and "slope" not in place.text


SENTENCE_RULES: tuple[TradeRule[SentencePlace], ...] = (
    TradeRule("few_pulses", _are_few_pulses, "fewer pulses than a train has", "It fires after 2 spikes.", decided=6),
    TradeRule(
        "energy_of_an_electron",
        lambda place: (place.quantity.unit or "").endswith("eV"),
        "an energy of a barrier or a gap",
        "The barrier is 0.6 eV high.",
        decided=7,
    ),
    TradeRule(
        "shape_of_pulses",
        lambda place: place.is_count_of_pulses and place.goes_on(_OF_PULSES),
        "counts widths or shapes, no pulses",
        "We tried 5 pulse widths.",
        decided=1,
    ),
    TradeRule(
        "pulses_of_a_read",
        lambda place: place.is_count_of_pulses and place.holds(_OF_READS),
        "counts reads",
        "It was probed with 100 read pulses.",
        decided=1,
    ),
    TradeRule(
        "spread",
        lambda place: place.unit != "1" and _SPREAD_OF.search(place.before) is not None,
        "a spread of values",
        "The standard deviation is 0.2 V.",
        decided=2,
    ),
    TradeRule(
        "difference",
        _is_difference,
        "a difference between two values is neither of them",
        "The threshold shifts by 0.3 V.",
        decided=7,
    ),
    TradeRule(
        "wanted",
        lambda place: _WANTED.search(place.before) is not None,
        "what is wanted is not had",
        "The target voltage is 1 V.",
        decided=20,
    ),
    TradeRule(
        "wanted_behind",
        words_behind(_WANTED_AFTER, "1"),
        "what is wanted is not had",
        "A ratio of 10 is required.",
        decided=2,
    ),
    TradeRule(
        "made",
        words_before(_MADE, "degC"),
        "a temperature at which the device was made",
        "The layer was grown at 300 °C.",
        decided=4,
    ),
    TradeRule(
        "budget_of_a_process",
        words_behind(_MADE_AFTER, "degC"),
        "a temperature that a process allows",
        "It suits a 400 °C BEOL flow.",
        decided=1,
    ),
    TradeRule(
        "time_of_an_instrument",
        words_before(_OTHER_TIME, "s"),
        "a time of the instrument or of a wave's edges",
        "The rise time is 5 ns.",
        decided=1,
    ),
    TradeRule(
        "interval", words_before(_EVERY, "s"), "how often something was done", "It was read every 10 s.", decided=1
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
        "qualification",
        lambda place: place.unit in ("s", "degC", "cycle") and _QUALIFIED.search(place.text) is not None,
        "a condition of a qualification test",
        "It passed HTOL at 125 °C.",
        decided=4,
    ),
    TradeRule(
        "power_of_light_or_tool",
        words_near(_LIGHT, "W"),
        "the power of what shines on a device, or of a tool that makes its layers",
        "The laser gives 5 mW.",
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
        "step_of_a_train", words_before(_STEP, "V"), "the step between two pulses or points", "The step was 0.2 V."
    ),
    TradeRule(
        "step_of_a_train_behind",
        words_behind(_STEP_BEHIND, "V"),
        "the step between two pulses or points",
        "It rose in 0.2 V steps.",
    ),
    TradeRule(
        "signal_of_a_circuit",
        words_near(_OF_A_CIRCUIT, "V"),
        "a signal of a circuit or an instrument",
        "The output voltage is 0.7 V.",
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
        "model_neuron",
        words_near(_OF_A_MODEL_NEURON, "V", "s"),
        "of a neuron in a program",
        "The membrane rests at 0.07 V.",
    ),
    TradeRule(
        "spread_behind",
        words_behind(_SPREAD_BEHIND, "V", "s"),
        "a spread of values",
        "We assume 0.1 V variation in V_th.",
    ),
    TradeRule(
        "cycles_elsewhere",
        words_near(_CYCLES_OF_OTHERS, "cycle"),
        "cycles of a clock, or before the test",
        "A CPU needs 9000 cycles.",
    ),
    TradeRule(
        "transistors", words_near(_OF_TRANSISTORS, "m"), "of transistors of a circuit", "The SRAM is made at 7 nm."
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
        "period", words_behind(_PERIOD, "s"), "over which something was done", "It was read over a 20 ms period."
    ),
    TradeRule(
        "first_or_last",
        words_before(_FIRST_OR_LAST, "s"),
        "a part of the time of a test or a run",
        "It spikes in the last 100 ms.",
    ),
    TradeRule("too_much", _is_too_much, "a power or an energy of no single device", "The power is 75 W."),
    TradeRule("no_voltage", _is_zero_pulse, "no voltage at all", "The gate stays at 0 V."),
    TradeRule(
        "length_beside_the_film",
        _is_beside_the_film,
        "a length of a wafer, a surface or a wave",
        "The roughness is 0.5 nm.",
    ),
    TradeRule(
        "temperature_of_a_material",
        words_near(_OTHER_TEMPERATURE, "degC"),
        "a temperature of a material or a step of making",
        "The Curie temperature is 350 °C.",
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
        "area_elsewhere", words_near(_AREA_OF_OTHERS, "m^2", "m"), "the area of a circuit", "The chip area is 3 mm^{2}."
    ),
    TradeRule("slope", _is_slope, "a slope or a drift", "It drifts 30 mV/decade.", decided=1),
    TradeRule(
        "bits_elsewhere",
        words_behind(_COUNTED_ELSEWHERE, "bit"),
        "bits of a converter, an input or a processor",
        "It has an 8-bit ADC.",
        decided=23,
    ),
    TradeRule(
        "process",
        _is_of_a_process,
        "a time, temperature or power of a step by which something was made",
        "It was annealed for 60 s.",
        decided=20,
    ),
)
"""None looks at what a value would be called. The unit comes first, then what is wanted or differs, then the rest."""


def is_no_device_value(text: str, group: NumberGroup, quantity: Quantity) -> bool:
    """Whether the words beside a value, or its unit, say that it is of no device, whatever it would be called."""
    return first_that_holds(SENTENCE_RULES, SentencePlace(text, group, quantity)) is not None


def is_spread_of(text: str, words: int) -> bool:
    """Whether what is named by the words that begin at that place is only said to spread."""
    return _SPREAD_IN.search(text[:words]) is not None


def says_nothing(quantity: Quantity, parameter: Parameter) -> bool:
    """Whether a number says nothing of a device: a bare 1 (the number of a step, the end of a scale), `between two
    states`; `a linearity of 97 %` is praise, and one of a thousand that of a selector.
    """
    low = quantity.si_value if quantity.si_value is not None else quantity.si_lower
    is_bare_one = parameter.unit == "1" and quantity.unit is None and quantity.si_value == 1
    is_between = "between" in quantity.flags or (low is not None and low < FEWEST_STATES)
    is_of_update = low is None or abs(low) < MOST_NONLINEAR
    is_other = parameter.name == "nonlinearity" and (quantity.unit == "%" or not is_of_update)
    is_share = quantity.unit == "%" and parameter.name.startswith("n_")
    return is_bare_one or is_other or is_share or (parameter.name == "n_states" and is_between)
