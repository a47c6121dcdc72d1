"""The dimension that the words of a header mean, and the unit of a number printed without one.

These are kinds of quantities, also for heads that name no parameter of the vocabulary: config/vocabulary.yaml says
which parameter a head means.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

_STATE = r"(?:on|off|max|min|high|low|hrs|lrs)"


@dataclass(frozen=True, slots=True)
class HeadMeaning:
    """One kind of quantity.

    words: a pattern of the words of a header in lower case. dimension: SI unit of its values, None where it is not
    known. implied: unit of a number that is printed without one, None where that is not clear. example: a head whose
    meaning this row decides.
    """

    words: str
    dimension: str | None
    implied: str | None
    example: str
    pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "pattern", re.compile(self.words))


HEAD_MEANINGS = (
    HeadMeaning(r"retention[ -]temp|temp\b|temperature", "degC", None, "retention temperature"),
    HeadMeaning(r"state retention|retention time", "s", None, "retention time"),
    HeadMeaning(r"efficiency|tops ?/ ?w", None, None, "energy efficiency"),
    HeadMeaning(r"energy", "J", None, "energy per spike"),
    HeadMeaning(r"\bpower(?! (?:ratio|gain))", "W", None, "power consumption"),
    HeadMeaning(r"current density|\bj_max\b", "A/m^2", None, "current density"),
    HeadMeaning(
        rf"\b[rg]_?\{{?{_STATE}\}}? ?/ ?[rg]_?\{{?{_STATE}\}}?[^\w]*(?:ω|[kmg]?ohm|s\b)", None, None, "r_off/r_on (ω)"
    ),
    HeadMeaning(
        r"on-?/? ?off (?:current )?ratio|\bratio\b|selectivity|dynamic range|window \(?(?:hrs|on)|resistance window"
        r"|\br_?\{?(?:off|hrs|high)\}? ?/ ?r_?\{?(?:on|lrs|low)|\bg_?\{?(?:on|max|lrs)\}? ?/ ?g_?\{?(?:off|min|hrs)"
        r"|^(?:hrs ?/ ?lrs|on ?/ ?off|i_?on ?/ ?i_?off)\b",
        "1",
        "1",
        "on/off ratio",
    ),
    HeadMeaning(r"tolerance|slope|\bmemory window", None, None, "memory window"),
    HeadMeaning(
        r"variation|variability|\bc2c|\bd2d|cycle[ -]to[ -]?[ -]?cycle|device[ -]to[ -]device|noise|\berror\b|accuracy",
        "1",
        "1",
        "cycle-to-cycle variation",
    ),
    HeadMeaning(
        r"(?:synapse|tuning|programming) precision|recognition rate|non-?linear|linearity|asymmetr|\bnl\b|\bnl_|α"
        r"|\balpha",
        "1",
        "1",
        "nonlinearity (p)",
    ),
    HeadMeaning(rf"\b[rg]_?\{{?{_STATE}\b|\b[rg] (?:on|off)\b", None, None, "r_on"),
    HeadMeaning(r"(?:high|low)[ -]conductance state\b", "S", None, "high conductance state"),
    HeadMeaning(r"conductance(?! states?| levels?)", "S", None, "conductance range"),
    HeadMeaning(r"resistance(?! states?$| levels?| states? \()|\blrs\b|\bhrs\b", "ohm", None, "lrs resistance"),
    HeadMeaning(r"endurance|cycling|cyclab|\bcycles?\b", "cycle", "cycle", "endurance"),
    HeadMeaning(r"mlc level|\bbits?\b|n_bits|precision|resolution", "bit", "bit", "weight precision"),
    HeadMeaning(r"(?:high|low|on|off)[ -](?:resistance )?state\b", "ohm", None, "on state"),
    HeadMeaning(r"\bstates?\b|\blevels?\b|multi-?level|number of steps|n_states", "state", "state", "number of states"),
    HeadMeaning(r"frequency|\brate\b", "Hz", None, "spiking frequency"),
    HeadMeaning(
        r"(?:number|no\.?|#) ?(?:of )?(?:identical )?pulses|pulse (?:number|count|#)|n_pulses|^n pulses|^pulses$"
        r"|^# of pulses",
        "1",
        "1",
        "number of pulses",
    ),
    HeadMeaning(
        r"line ?width|electrode (?:size|width|diameter)|thickness|\bnode\b|diameter|feature size|\bprocess\b"
        r"|critical dimension",
        "m",
        None,
        "film thickness",
    ),
    HeadMeaning(r"retention", "s", None, "retention"),
    HeadMeaning(r"compliance|\bcurrent\b", "A", None, "compliance current"),
    HeadMeaning(r"\bf2\b|\bf\^\{?2", None, None, "cell size (f2)"),
    HeadMeaning(r"array (?:size|scale|dimension)|crossbar size|array_size", "1", "1", "array size"),
    HeadMeaning(r"\barea\b|cell size|device size|memristor size", "m^2", None, "device area"),
    HeadMeaning(r"width|duration|\btime\b|speed|latency|delay|period|length", "s", None, "pulse width"),
    HeadMeaning(
        r"voltage|amplitude|\bbias\b|\bv_?\{?(?:set|reset|read|write|th|hold|form)\b", "V", None, "set voltage"
    ),
)
"""The first that holds is used, so what is more special stands before what is more general."""
_STATES = (
    (re.compile(rf"\br_?\{{?{_STATE}\b|\br (?:on|off)\b"), "ohm"),
    (re.compile(rf"\bg_?\{{?{_STATE}\b|\bg (?:on|off)\b"), "S"),
)
"""Symbols of a state: they say the dimension where the row that holds says none."""


def meaning_of(words: str, meanings: Iterable[HeadMeaning] = HEAD_MEANINGS) -> HeadMeaning | None:
    """The row that decides what a header in lower case means."""
    return next((meaning for meaning in meanings if meaning.pattern.search(words)), None)


def dimension_of_words(words: str) -> tuple[str | None, str | None]:
    """The SI dimension of a header in lower case, and the unit of a number printed without one."""
    meaning = meaning_of(words)
    if meaning is None:
        return None, None
    if meaning.dimension is not None:
        return meaning.dimension, meaning.implied
    return next((unit for pattern, unit in _STATES if pattern.search(words)), None), meaning.implied
