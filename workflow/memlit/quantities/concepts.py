"""The dimension that the words of a header mean, and the unit of a number printed without one."""

import re

_STATE = r"(?:on|off|max|min|high|low|hrs|lrs)"
_RATIO_WORDS = (
    r"on-?/? ?off (?:current )?ratio|\bratio\b|selectivity|dynamic range|window \(?(?:hrs|on)|resistance window"
    r"|\br_?\{?(?:off|hrs|high)\}? ?/ ?r_?\{?(?:on|lrs|low)|\bg_?\{?(?:on|max|lrs)\}? ?/ ?g_?\{?(?:off|min|hrs)"
    r"|^(?:hrs ?/ ?lrs|on ?/ ?off|i_?on ?/ ?i_?off)\b"
)
_RESISTANCES_IN_OHM = rf"\b[rg]_?\{{?{_STATE}\}}? ?/ ?[rg]_?\{{?{_STATE}\}}?[^\w]*(?:ω|[kmg]?ohm|s\b)"
_SPREAD_WORDS = (
    r"variation|variability|\bc2c|\bd2d|cycle[ -]to[ -]?[ -]?cycle|device[ -]to[ -]device|noise|\berror\b|accuracy"
)
_FIT_WORDS = (
    r"(?:synapse|tuning|programming) precision|recognition rate|non-?linear|linearity|asymmetr|\bnl\b|\bnl_|α|\balpha"
)
_PULSE_COUNT = (
    r"(?:number|no\.?|#) ?(?:of )?(?:identical )?pulses|pulse (?:number|count|#)|n_pulses|^n pulses|^pulses$"
    r"|^# of pulses"
)
_LENGTH_WORDS = (
    r"line ?width|electrode (?:size|width|diameter)|thickness|\bnode\b|diameter|feature size|\bprocess\b"
    r"|critical dimension"
)
_CONCEPTS: tuple[tuple[str, str | None, str | None], ...] = (
    # Words, SI dimension, unit of a bare number. The first that fits is used, so specific rules precede general ones.
    (r"retention[ -]temp|temp\b|temperature", "degC", None),
    (r"state retention|retention time", "s", None),
    (r"efficiency|tops ?/ ?w", None, None),
    (r"energy", "J", None),
    (r"\bpower(?! (?:ratio|gain))", "W", None),
    (r"current density|\bj_max\b", "A/m^2", None),
    (_RESISTANCES_IN_OHM, None, None),
    (_RATIO_WORDS, "1", "1"),
    (r"tolerance|slope|\bmemory window", None, None),
    (_SPREAD_WORDS, "1", "1"),
    (_FIT_WORDS, "1", "1"),
    (rf"\b[rg]_?\{{?{_STATE}\b|\b[rg] (?:on|off)\b", None, None),
    (r"(?:high|low)[ -]conductance state\b", "S", None),
    (r"conductance(?! states?| levels?)", "S", None),
    (r"resistance(?! states?$| levels?| states? \()|\blrs\b|\bhrs\b", "ohm", None),
    (r"endurance|cycling|cyclab|\bcycles?\b", "cycle", "cycle"),
    (r"mlc level|\bbits?\b|n_bits|precision|resolution", "bit", "bit"),
    (r"(?:high|low|on|off)[ -](?:resistance )?state\b", "ohm", None),
    (r"\bstates?\b|\blevels?\b|multi-?level|number of steps|n_states", "state", "state"),
    (r"frequency|\brate\b", "Hz", None),
    (_PULSE_COUNT, "1", "1"),
    (_LENGTH_WORDS, "m", None),
    (r"retention", "s", None),
    (r"compliance|\bcurrent\b", "A", None),
    (r"\bf2\b|\bf\^\{?2", None, None),
    (r"array (?:size|scale|dimension)|crossbar size|array_size", "1", "1"),
    (r"\barea\b|cell size|device size|memristor size", "m^2", None),
    (r"width|duration|\btime\b|speed|latency|delay|period|length", "s", None),
    (r"voltage|amplitude|\bbias\b|\bv_?\{?(?:set|reset|read|write|th|hold|form)\b", "V", None),
)
_OF_STATES = (
    (rf"\br_?\{{?{_STATE}\b|\br (?:on|off)\b", "ohm"),
    (rf"\bg_?\{{?{_STATE}\b|\bg (?:on|off)\b", "S"),
)
_WIDE = re.compile(
    r"endurance|\bcycles?\b|cycling|retention|\bratio\b|selectivity|dynamic range|resist|conduct|\b[rg]_?o|density"
    r"|frequency|on ?/ ?off|pulses|linear"
)


def dimension_of_words(words: str) -> tuple[str | None, str | None]:
    """Return the SI dimension of a header in lower case, and the unit of a number printed without one."""
    for pattern, dimension, implied in _CONCEPTS:
        if re.search(pattern, words):
            if dimension is None:
                dimension = next((unit for state, unit in _OF_STATES if re.search(state, words)), None)
            return dimension, implied
    return None, None


def spans_many_decades(words: str) -> bool:
    """True where values are often printed as powers of ten (endurance, retention, ratios, resistances)."""
    return _WIDE.search(words) is not None
