"""Words of the trade beside numbers, heads and formulas: statistics, remarks, conditions, what is counted, layers.

What raises and lowers is in `roles`, what a head means in `head_meanings`.
"""

import re
from collections.abc import Mapping

STATISTICS: Mapping[str, str] = {
    "avg": "mean", "average": "mean", "averaged": "mean", "averaging": "mean", "mean": "mean", "µ": "mean",
    "mu": "mean", "median": "median", "med": "median", "max": "max", "maximum": "max", "maximal": "max", "min": "min",
    "minimum": "min", "minimal": "min", "typ": "typical", "typical": "typical", "typically": "typical",
    "peak": "peak", "best": "best", "worst": "worst", "rms": "rms", "σ": "sd", "std": "sd", "sd": "sd",
    "stdev": "sd", "sigma": "sd",
}  # fmt: skip
"""Which statistic a word beside a number says that it is."""
SPREADS = ("σ", "sigma", "sd", "s.d", "std", "stdev")
"""A number in brackets behind one of these is the uncertainty of the number before: `3.2 V (σ = 0.1 V)`."""
REMARKS: Mapping[str, str] = {
    "simulation": "simulated", "simulated": "simulated", "sim": "simulated", "calculated": "estimated",
    "estimated": "estimated", "est": "estimated", "projected": "estimated", "predicted": "estimated",
    "theoretical": "estimated", "extrapolated": "extrapolated", "extrapolation": "extrapolated",
    "meas": "measured", "exp": "measured", "dc": "dc", "d.c": "dc", "ac": "ac", "dev": "device", "cct": "circuit",
}  # fmt: skip
"""How a value was found or what it is of, as a flag, by a word beside it."""
RANGES = ("to", "through", "till", "until")
"""Words between the ends of a range."""
CONDITIONS = ("at", "under", "after", "with", "when", "during", "measured", "using")
"""Words behind which a number is the condition of the one before."""
SETTING = re.compile(r"v(?:read|r$|d|g|bg|w)|i(?:cc|comp|c$)|cc$|f$|n$|t")
"""Symbols, in lower case without marks, of settings of a measurement: `22 kΩ (V_read = 0.2 V)`."""
SURROUNDINGS = re.compile(
    r"(?:@|\bat|\bin)\s?(RT\b|room[ -]temp(?:erature|\.)?|ambient(?: conditions)?|vacuum\b|air\b)"
)
"""A condition in words behind the last number."""
ARRAYS = re.compile(
    r"\b(?:arrays?|crossbars?|cross-?points?|matrix|synapses|neurons|devices|memristors|cells)\b", re.IGNORECASE
)
"""What has rows and columns."""
COUNTED_UNITS = ("cycle", "state", "pulse", "spike")
KIND_OF_COUNTED = (
    r"(?:(?:distinct|distinguishable|stable|different|discrete|intermediate|separate|clear|non-?volatile|reliable"
    r"|conductance|resistance|analogu?e|memory|synaptic|weight|programmable|programming|potentiation|depression"
    r"|switching|pulse|set|reset|write|erase|program|read|bending|endurance|P/E|W/E|multi-?level|current|identical"
    r"|consecutive|successive|repeated|equal|voltage|positive|negative|up|down|training|\w+ly"
    r"|programmed|tuned|written|tunable|resolvable|addressable)(?:[ /-]+| and )){1,3}"
)
"""Words before what is counted, as a pattern: `64 distinguishable conductance states`."""
COUNTED_BEHIND = r"(?=(?:state|level|cycle|pulse|spike)s?\b)"
SHORT: Mapping[str, str] = {
    **{"amp": "amplitude", "volt": "voltage", "temp": "temperature", "cond": "conductance", "res": "resistance"},
    **{"prog": "programming", "oper": "operating", "op": "operating", "freq": "frequency", "dur": "duration"},
    **{"sw": "switching", "ener": "energy", "thick": "thickness", "nonlin": "nonlinearity", "retent": "retention"},
    **{"pot": "potentiation", "dep": "depression", "endur": "endurance", "var": "variation", "num": "number"},
}
"""Words that a full stop cuts short in a narrow head, written out."""
ELEMENTS = (
    "He|Li|Be|Ne|Na|Mg|Al|Si|Cl|Ar|Ca|Sc|Ti|Cr|Mn|Fe|Co|Ni|Cu|Zn|Ga|Ge|As|Se|Br|Kr|Rb|Sr|Zr|Nb|Mo|Tc|Ru|Rh|Pd|Ag|Cd"
    "|In|Sn|Sb|Te|Xe|Cs|Ba|La|Ce|Pr|Nd|Sm|Eu|Gd|Tb|Dy|Ho|Er|Tm|Yb|Lu|Hf|Ta|Re|Os|Ir|Pt|Au|Hg|Tl|Pb|Bi|H|B|C|N|O|F|P|S"
    "|K|V|Y|I|W|U"
)
"""Symbols of the chemical elements, as a pattern, those of two letters first."""
FORMULA = re.compile(rf"(?:(?:{ELEMENTS})(?:\d{{1,2}}(?:\.\d+)?|[xyδz])?(?:[-−–+](?:\d?[xyδ]))?)+")
LAYERS = re.compile("PCMO|HZO|GST|PZT|SBT|ITO|FTO|CIPS|PEDOT|PSS|PMMA|PVDF|graphene|Gr|IGZO|LSMO|STO|LNO|BFO|h-BN|W|C")
"""Short names of layers, and two elements that stand as a word."""
JOURNALS = (
    "IEEE|IEDM|VLSI|ISSCC|ESSDERC|IMW|DAC|DATE|ISCAS|Proc|J\\.|Nat|Adv|Nano|ACS|Sci|Appl|Phys|Front|npj|Jpn|arXiv"
)
"""How names of journals and conferences begin, as a pattern."""

DEVICE_UNITS = frozenset(("V", "s", "ohm", "S", "A", "J", "W", "state", "bit", "cycle"))
"""Units in SI by which devices are measured: a number with one of them is told where no word says what it is."""


def is_formula(word: str) -> bool:
    """True for a chemical formula or a layer name, also with a reference number at its end."""
    bare = re.sub(r"\^\{[^}]*\}$", "", word.strip(".,:;"))
    is_known = LAYERS.fullmatch(bare) is not None or FORMULA.fullmatch(bare) is not None
    return is_known and (len(bare) > 1 or bare in "WC")
