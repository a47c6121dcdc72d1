"""Numbers of the material and of how it was made or tested: a process step, a lamp, a film, a wafer."""

import re

from memlit.field.not_a_device import FILM_STEPS, QUALIFICATION_TESTS, TOOL_SOURCES
from memlit.passages.chosen.sentence_place import SentencePlace, words_before, words_behind, words_near
from printed.ordered_rules import TradeRule

_MADE = re.compile(r"\b(?:deposited|deposition|grown|sputtered|evaporated|cured|synthesi[sz]ed)\b[^.;,]{0,30}$", re.I)
_MADE_AFTER = re.compile(r"\s(?:BEOL|FEOL|back-end|process|flow|thermal budget|fabrication)\b", re.IGNORECASE)
_LIGHT = re.compile(
    rf"\b(?:{TOOL_SOURCES}|LED|lamp|light|illuminat\w+|optical (?:power|pulses?)|wavelength|radio[- ]frequency|"
    r"sputter\w*)\b"
)
_PROCESS = re.compile(
    rf"\b(?:{FILM_STEPS}|spin[- ]?\w*|rpm|coat(?:ed|ing)|(?:pre|soft|hard)?-?bak(?:ed?|ing)|hot ?plate|rins\w*|"
    r"sputter\w*|evaporat\w*|etch\w*|stabili[sz]ation|lithograph\w*|cur(?:ed|ing)|soak\w*|immers\w*|sonicat\w*|"
    r"stirr\w*|dried|precursors?|purg\w+|sccm|flow rates?)\b",
    re.IGNORECASE,
)
_DOSE = re.compile(r"\b[Dd]os(?:es?|ing)(?: times?)? (?:of|was|were|and)\b|\bALD (?:cycles?|pulses?)\b")
_TESTED = re.compile(r"\b(?:retention|endurance|data loss|bake tests?)\b", re.IGNORECASE)
_QUALIFIED = re.compile(
    rf"\b(?:{QUALIFICATION_TESTS}|HTSL|HAST|THB|(?:temperature|thermal) cycl(?:es|ing)|qualification|JEDEC)\b",
    re.IGNORECASE,
)
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


def _is_beside_the_film(place: SentencePlace) -> bool:
    is_beside = place.unit == "m" and _BESIDE_THE_FILM.search(place.near) is not None
    return is_beside and _NODE.search(place.near) is None


def _is_of_a_process(place: SentencePlace) -> bool:
    is_near = place.unit in ("s", "degC", "W") and _PROCESS.search(place.near) is not None
    return is_near and _TESTED.search(place.text) is None


MAKING_RULES: tuple[TradeRule[SentencePlace], ...] = (
    TradeRule(
        "energy_of_an_electron",
        lambda place: (place.quantity.unit or "").endswith("eV"),
        "an energy of a barrier or a gap",
        "The barrier is 0.6 eV high.",
        decided=7,
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
        "process",
        _is_of_a_process,
        "a time, temperature or power of a step by which something was made",
        "It was annealed for 60 s.",
        decided=20,
    ),
    TradeRule(
        "dose_of_a_precursor",
        words_near(_DOSE, "s"),
        "how long a precursor or a purge lasts",
        "Each dose of water lasts 2 s.",
    ),
    TradeRule(
        "power_of_light_or_tool",
        words_near(_LIGHT, "W"),
        "the power of what shines on a device, or of a tool that makes its layers",
        "The laser gives 5 mW.",
        decided=3,
    ),
    TradeRule(
        "temperature_of_a_material",
        words_near(_OTHER_TEMPERATURE, "degC"),
        "a temperature of a material or a step of making",
        "The Curie temperature is 350 °C.",
    ),
    TradeRule(
        "length_beside_the_film",
        _is_beside_the_film,
        "a length of a wafer, a surface or a wave",
        "The roughness is 0.5 nm.",
    ),
    TradeRule(
        "qualification",
        lambda place: place.unit in ("s", "degC", "cycle") and _QUALIFIED.search(place.text) is not None,
        "a condition of a qualification test",
        "It passed HTOL at 125 °C.",
        decided=4,
    ),
)
