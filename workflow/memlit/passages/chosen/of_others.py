"""Whether a value of a sentence is of something that is no device: a process step, a lamp, a picture, a program."""

from __future__ import annotations

import re

from memlit.passages.sentences.numbers import Group
from memlit.quantities import Quantity
from memlit.vocabulary import Parameter

NEAR = 40
"""Characters beside a value in which words say that it is of something else."""
FEWEST_PULSES = 3
FEWEST_STATES = 2
_MADE = re.compile(r"\b(?:deposited|deposition|grown|sputtered|evaporated|cured|synthesi[sz]ed)\b[^.;,]{0,30}$", re.I)
"""A temperature at which the device was made says nothing of its use."""
_LIGHT = re.compile(
    r"\b(?:laser|LED|lamp|light|illuminat\w+|optical (?:power|pulses?)|wavelength|"
    r"radio[- ]frequency|RF|plasma|sputter\w*)\b"
)
"""Power of what shines on a device, or of the tool that makes its layers."""
_PROCESS = re.compile(
    r"\b(?:spin[- ]?\w*|rpm|coat(?:ed|ing)|(?:pre|soft|hard)?-?bak(?:ed?|ing)|hot ?plate|anneal\w*|rins\w*|sputter\w*|"
    r"deposit\w*|evaporat\w*|etch\w*|lithograph\w*|cur(?:ed|ing)|soak\w*|immers\w*|sonicat\w*|stirr\w*|dried)\b",
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
_OTHER_TIME = re.compile(r"\b(?:rise|fall|settling|sampling|delay|measurement) times?\b[^.;,]{0,20}$", re.IGNORECASE)
"""Times of the instrument or of a wave's edges."""
_COUNTED_ELSEWHERE = re.compile(
    r"[- ](?:\d+ ?[×x] ?\d+ )?(?:matri(?:x|ces)|FP\d*|float\w*|fixed|integers?|inputs?|ADCs?|DACs?|outputs?|images?|"
    r"quanti[sz]\w+|weight matri\w+)\b"
)
"""What stands behind bits that are none of a cell: `8-bit 4608×512 matrix`."""


def is_of_no_device(text: str, group: Group, quantity: Quantity) -> bool:
    """Whether the words beside a value, or its unit, say that it is of no device, whatever it would be called."""
    unit = quantity.si_unit or "1"
    few = quantity.unit in ("pulse", "spike") and quantity.si_value is not None and quantity.si_value < FEWEST_PULSES
    if few or (quantity.unit or "").endswith("eV"):
        return True
    before, near = text[: group.start], text[max(0, group.start - NEAR) : group.end + NEAR]
    return (
        (unit != "1" and _SPREAD_OF.search(before) is not None)
        or (unit == "degC" and _MADE.search(before) is not None)
        or (unit == "s" and _OTHER_TIME.search(before) is not None)
        or (unit == "W" and _LIGHT.search(near) is not None)
        or (unit == "V" and _NO_DEVICE.search(near) is not None)
        or (unit == "bit" and _COUNTED_ELSEWHERE.match(text, group.end) is not None)
        or (unit in ("s", "degC", "W") and _PROCESS.search(near) is not None and _TESTED.search(text) is None)
    )


def says_nothing(quantity: Quantity, parameter: Parameter) -> bool:
    """Whether a count is none: a bare 1 (the number of a step, the end of a scale), `between two states`."""
    low = quantity.si_value if quantity.si_value is not None else quantity.si_lower
    is_bare_one = parameter.unit == "1" and quantity.unit is None and quantity.si_value == 1
    is_between = "between" in quantity.flags or (low is not None and low < FEWEST_STATES)
    return is_bare_one or (parameter.name == "n_states" and is_between)
