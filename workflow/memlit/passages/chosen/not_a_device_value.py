"""Whether a value of a sentence is of something that is no device: a process step, a lamp, a picture, a program."""

import re

from memlit.field import Parameter
from memlit.passages.sentences.numbers import Group
from memlit.quantities import Quantity

NEAR = 40
"""Characters beside a value in which words say that it is of something else."""
FEWEST_PULSES = 3
FEWEST_STATES = 2
MOST_NONLINEAR = 1000
_MADE = re.compile(r"\b(?:deposited|deposition|grown|sputtered|evaporated|cured|synthesi[sz]ed)\b[^.;,]{0,30}$", re.I)
"""A temperature at which the device was made says nothing of its use."""
_LIGHT = re.compile(
    r"\b(?:laser|LED|lamp|light|illuminat\w+|optical (?:power|pulses?)|wavelength|"
    r"radio[- ]frequency|RF|plasma|sputter\w*)\b"
)
"""Power of what shines on a device, or of the tool that makes its layers."""
_PROCESS = re.compile(
    r"\b(?:spin[- ]?\w*|rpm|coat(?:ed|ing)|(?:pre|soft|hard)?-?bak(?:ed?|ing)|hot ?plate|anneal\w*|rins\w*|sputter\w*|"
    r"deposit\w*|evaporat\w*|etch\w*|stabili[sz]ation|lithograph\w*|cur(?:ed|ing)|soak\w*|immers\w*|sonicat\w*|stirr\w*|dried)\b",
    re.IGNORECASE,
)
"""Times, temperatures and powers beside these are those of a step by which something was made."""
_TESTED = re.compile(r"\b(?:retention|endurance|data loss|bake tests?)\b", re.IGNORECASE)
_NO_DEVICE = re.compile(
    r"\b(?:diodes?|pixels?|op-?amps?|comparators?|overflow|TDDB|TZDB|"
    r"(?:voltage )?stress(?:es)?|limits? (?:for|of) (?:the )?voltages?)\b",
    re.IGNORECASE,
)
_SPREAD_OF = re.compile(r"(?:σ|\bSDs?\b|\bstandard deviations?\b|\bvariances?\b)[^.;,\d]{0,20}$")
_SPREAD_IN = re.compile(
    r"(?:σ|\b(?:SDs?|standard deviations?|variances?|spreads?)) (?:of|in) (?:the )?$", re.IGNORECASE
)
_OTHER_TIME = re.compile(r"\b(?:rise|fall|settling|sampling|delay|measurement) times?\b[^.;,]{0,20}$", re.IGNORECASE)
"""Times of the instrument or of a wave's edges."""
_MADE_AFTER = re.compile(r"\s(?:BEOL|FEOL|back-end|process|flow|thermal budget|fabrication)\b", re.IGNORECASE)
"""`a ≤ 300 °C BEOL flow`."""
_QUALIFIED = re.compile(
    r"\b(?:HTOL|HTSL|HAST|THB|(?:temperature|thermal) cycl(?:es|ing)|burn-?in|qualification|JEDEC)\b", re.IGNORECASE
)
"""Conditions of a qualification test, not what a device showed."""
_OTHER_VOLTAGE = re.compile(
    r"\b(?:coercive|breakdown|built-in|flat-?band|imprint)\b[^.;,\d]{0,25}$|\bV_?DS ?[=≈] ?$|\bsteps? of [^;,]{0,14}$",
    re.IGNORECASE,
)
"""Of a film or a channel, or the step between two pulses."""
_TOTAL = re.compile(r"\b(?:total|overall|network|chip|system)(?: \w+)? energ(?:y|ies)\b[^.;,]{0,40}$", re.IGNORECASE)
_OF_READS = re.compile(r"\bread(?:ing|out)?\b", re.IGNORECASE)
_OF_PULSES = re.compile(
    r"s?[ -](?:widths?|amplitudes?|durations?|heights?|voltages?|trains?|shapes?|schemes?|intervals?)\b"
)
"""`three pulse widths` counts no pulses."""
_A_DECADE = re.compile(r"(?: ?/ ?| per | )dec(?:ade)?\b")
"""`30 mV/decade`: a slope or a drift."""
_EVERY = re.compile(r"\bevery(?: about| ~)? ?$", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:separat|differ|shift|increas|decreas|drop|fall|fell|reduc|lower|rais|shrink|shrunk|degrad|improv|apart)"
    r"\w*(?: (?:the|its)(?: \w+){1,3})? by (?:about |only |up to |over |more than |~ ?)*$",
    re.IGNORECASE,
)
"""A difference between two values is neither of them."""
_MORE_THAN = re.compile(r"\s(?:less|more|fewer|lower|higher|larger|smaller|shorter|longer) than\b", re.IGNORECASE)
_OTHER_CURRENT = re.compile(
    r"\b(?:gate|drain|constant|dark|photo|tail|bias|supply|collector|base|quiescent|inrush)[ -]?currents?\b"
    r"(?! (?:density|compliance))[^.;,\d]{0,30}$",
    re.IGNORECASE,
)
_WANTED = re.compile(r"\b(?:ideal(?:ly)?|targets?|targeted|desired|goal|should be)\b[^.;,\d]{0,20}$", re.IGNORECASE)
_WANTED_AFTER = re.compile(
    r"[^.;,]{0,12}\b(?:is|are|would be) (?:required|needed|desired|desirable|necessary|targeted)\b"
)
"""What is wanted is not had."""
_SELECTED = re.compile(
    r"\b(?:best|first|last|next|every|each|runs? of|sweeps? of|averaged over)(?: the)? $", re.IGNORECASE
)
"""`the first 40 cycles` are picked out of more."""
WORN = re.compile(
    r"\b(?:endur\w+|degrad\w+|fail\w*|fatigue\w*|breakdown|broke|surviv\w+|withst\w+|wear|worn|reliab\w+)\b",
    re.IGNORECASE,
)
"""Words that say of a number of cycles that it is how long a device lasts."""
_IN_A_ROW = re.compile(r"\b(?:consecutive|successive)\b")
"""Sweeps of one figure, unless the sentence speaks of wear."""
_COUNTED_ELSEWHERE = re.compile(
    r"[- ](?:\d+ ?[×x] ?\d+ )?(?:matri(?:x|ces)|FP\d*|float\w*|fixed|integers?|inputs?|ADCs?|DACs?|outputs?|images?|"
    r"quanti[sz]\w+|weight matri\w+|SRAM|DRAM|processors?|microcontrollers?|counters?)\b"
)
"""What stands behind bits that are none of a cell: `8-bit 4608×512 matrix`."""


def is_of_no_device(text: str, group: Group, quantity: Quantity) -> bool:
    """Whether the words beside a value, or its unit, say that it is of no device, whatever it would be called."""
    unit = quantity.si_unit or "1"
    few = quantity.unit in ("pulse", "spike") and quantity.si_value is not None and quantity.si_value < FEWEST_PULSES
    if few or (quantity.unit or "").endswith("eV"):
        return True
    if quantity.unit in ("pulse", "spike") and (
        _OF_PULSES.match(text, group.end) or _OF_READS.search(text, group.start, group.end)
    ):
        return True
    before, near = text[: group.start], text[max(0, group.start - NEAR) : group.end + NEAR]
    return (
        (unit != "1" and _SPREAD_OF.search(before) is not None)
        or (
            (unit != "1" or quantity.unit == "%")
            and (_CHANGE.search(before) or _MORE_THAN.match(text, group.end)) is not None
        )
        or _WANTED.search(before) is not None
        or (unit == "1" and _WANTED_AFTER.match(text, group.end) is not None)
        or (unit == "degC" and (_MADE.search(before) or _MADE_AFTER.match(text, group.end)) is not None)
        or (unit == "s" and (_OTHER_TIME.search(before) or _EVERY.search(before)) is not None)
        or (unit == "J" and _TOTAL.search(before) is not None)
        or (unit == "A" and _OTHER_CURRENT.search(before) is not None)
        or (unit == "cycle" and _SELECTED.search(before) is not None)
        or (unit == "cycle" and _IN_A_ROW.search(text, group.start, group.end) is not None and not WORN.search(text))
        or (unit in ("s", "degC", "cycle") and _QUALIFIED.search(text) is not None)
        or (unit == "W" and _LIGHT.search(near) is not None)
        or (unit == "V" and _OTHER_VOLTAGE.search(before) is not None)
        or (unit == "V" and _NO_DEVICE.search(near) is not None)
        or (unit == "V" and _A_DECADE.match(text, group.end) is not None and "slope" not in text)
        or (unit == "bit" and _COUNTED_ELSEWHERE.match(text, group.end) is not None)
        or (unit in ("s", "degC", "W") and _PROCESS.search(near) is not None and _TESTED.search(text) is None)
    )


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
