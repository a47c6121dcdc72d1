"""The words that published tables use as codes, once: sets, roles, classes, whose number, cells of arrays."""

from collections.abc import Mapping
from typing import Literal, get_args

SURVEY = "survey"
"""The set of what a survey prints of memory cells, and the kind of such a document."""
UNPAIRED_SET = "survey-unpaired"
NAMED_SET = "synapses"
"""The named synapses of any paper."""
LEAST_LINEAGES = 10
"""Lineages that a share of the spread of the energy takes."""
NOT_STATED = "not_stated"
"""The class of a device whose class nobody names."""
MEMORY = "memory"
SYNAPSE_ROLES = ("synapse", "array")
DIAGRAM = ("action_energy", "standby_power")
"""The axes of Fig. 11a: what their joint bounds are drawn over."""
Whose = Literal["measured by the paper", "restated", "with reservations", "simulator", "cited"]
WHOSE: tuple[Whose, ...] = get_args(Whose)
"""Whose a number is, nearest to the paper first."""
OWN, RESTATED, WITH_RESERVATIONS, SIMULATOR, CITED = WHOSE
OF_NO_DEVICE: tuple[Whose, ...] = (WITH_RESERVATIONS, SIMULATOR)
"""Numbers that, where a paper itself prints them, say nothing of one device of it."""
WHY_BESIDE: Mapping[str, str] = {
    RESTATED: "printed by another document",
    WITH_RESERVATIONS: "of grade C: not shown to be of one experiment on the device",
    SIMULATOR: "a setting of a simulator or program",
    CITED: "of a work that is only cited",
}
"""Why a number that is known stands in no headline median, by whose it is."""
_WORDS: Mapping[Whose, str] = {RESTATED: WHY_BESIDE[RESTATED], CITED: "of a cited work"}
EVIDENCE = ("A+B", "A", "A+B+restated")
"""Choices of evidence: what a paper itself prints of grade A or B, which is the headline; of grade A alone; and both
with what other documents restate. What is of grade C, or a simulator sets, stands in none."""
HEADLINE_EVIDENCE, BEST_EVIDENCE, WIDEST_EVIDENCE = EVIDENCE
OTHER_PULSE = "pulse"
"""The convention that conventions.csv changes where the other pulse is the headline."""
ALL_ROUTES = "all"
"""The line of reading_errors.csv for values of any route."""
ALL_SETS = "all"
"""The set of lineages.csv that holds those of every set but surveys."""
KNOWN_AS = ("point", "bounds", "not counted")
"""What is known of a paper in a metric: a point, bounds, or what enters no median."""
KNOWN_AS_POINT, _, NOT_COUNTED = KNOWN_AS
ENERGY_READ_TWICE = ("r_on", "set_pulse_width")
"""What an action energy is computed from and two curators read: the mean conductance is half of G_on where the window
is wide, and the width enters as it is."""
PairDecision = Literal["differs", "not shown to differ", "not tested"]
PAIR_DECISIONS: tuple[PairDecision, ...] = get_args(PairDecision)
"""The decisions on a pair of classes."""
SHOWN_TO_DIFFER, NOT_SHOWN_TO_DIFFER, NOT_TESTED = PAIR_DECISIONS
TUPLE_PARAMETERS: Mapping[str, Mapping[str, str]] = {
    "set": {"v_spike": "set_voltage", "tau": "set_pulse_width"},
    "reset": {"v_spike": "reset_voltage", "tau": "reset_pulse_width"},
    "unpaired": {"v_spike": "programming_voltage", "tau": "switching_time"},
}
"""The parameter that each part of a tuple is, by pulse; those below are of any."""
STATES: Mapping[str, str] = {"g_on": "g_on", "g_off": "g_off", "ratio": "on_off_ratio"}
CIRCUIT: Mapping[str, str] = {"source_resistance": "source_resistance", "load_resistance": "load_resistance"}
"""Resistors of a circuit: the first takes the place of a neuron's off state, the second shares the pulse."""
SYMBOL_OF_PART: Mapping[str, str] = {"v_spike": "V", "tau": "tau", "g_on": "G_on", "g_off": "G_off", "ratio": "r"}
"""What stands for a part in a formula."""
CHOSEN_PARTS = "parts"
"""The column of devices.parquet that holds the parts of which `readings` are, which devices.csv has not."""
AT_SOURCE: Mapping[str, str] = {
    "checked_at_source": "count/source#checked",
    "not_verified_at_source": "count/source#not_opened",
}
"""Flags of values that came by way of a collection, with the id of their count."""
FULL_TEXT, ABSTRACT_OR_CAPTION, NOT_JUDGED, NOT_SEEN = "full text", "abstract or caption", "not judged", "not seen"
HOW_READ = (FULL_TEXT, ABSTRACT_OR_CAPTION, NOT_JUDGED, NOT_SEEN)
"""How far a paper itself was read, in the column `read` of coverage.csv."""
USED_COUNT, CHECKED_COUNT, DISPUTED_COUNT = "count/checks#used", "count/checks#checked", "count/checks#disputed"
"""Ids of the counts of printed readings in use, of those that a person looked at again, and of those in dispute."""
PRINTED_AS_POWERS = ("r_on", "r_off", "endurance")
"""Parameters that surveys often print as whole powers of ten."""
WRITTEN = "written"
"""The cells of a read without those never written to the lowest level; every number with them stands beside."""
TRAIN = " train"
"""Ends the quantity of a train, behind its direction: `decades spanned, set train`."""
SLOPES = ("change of ln CV a decade", "its lower end", "its upper end")
"""The slope of a spread along a train, with its ends, as quantities of a train."""


def whose_words(whose: Whose) -> str:
    """Whose number it is, as a reader reads it."""
    return _WORDS.get(whose, whose)


def count_name(read: str) -> str:
    """The name of the count of papers that were read so far: `full_text` of FULL_TEXT."""
    return read.replace(" ", "_")


def count_base(set_name: str, role: str) -> str:
    """What the ids of the counts of a set's papers of a role begin with: `count/review-fig11/synapse`."""
    return f"count/{set_name}/{role}"


def class_middle(n_bounded: float) -> tuple[str, str]:
    """What a compared class has as its middle, and that in words: where papers are only bounded, that of the known."""
    return ("middle_of_known", "middle of the known") if n_bounded else ("median", "median")
