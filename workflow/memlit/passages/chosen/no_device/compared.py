"""Numbers that say something of values and are none: a spread, a difference, a step, an interval, what is wanted."""

import re

from memlit.field.not_a_device import GOALS, NEEDED
from memlit.passages.chosen.no_device.counts import OF_READS
from memlit.passages.chosen.sentence_place import SentencePlace, words_before, words_behind
from printed.ordered_rules import TradeRule

_SPREAD_OF = re.compile(
    r"(?:σ|\bSDs?\b|\bstandard deviations?\b|\bvariances?\b)[^.;,\d]{0,20}(?:[\d.]+ ?[mµ]?V and )?$"
)
_SPREAD_IN = re.compile(
    r"(?:σ|\b(?:SDs?|standard deviations?|variances?|spreads?)) (?:of|in) (?:the )?$", re.IGNORECASE
)
_EVERY = re.compile(r"\bevery(?: about| ~)? ?$", re.IGNORECASE)
_A_DECADE = re.compile(r"(?: ?/ ?| per | )dec(?:ade)?\b")
_CHANGE = re.compile(
    r"\b(?:separat|differ|shift|increas|decreas|drop|fall|fell|reduc|lower|rais|shrink|shrunk|degrad|improv|apart)"
    r"\w*(?: (?:the|its)(?: \w+){1,3})? by (?:about |only |up to |over |more than |~ ?)*$",
    re.IGNORECASE,
)
_MORE_THAN = re.compile(r"\s(?:less|more|fewer|lower|higher|larger|smaller|shorter|longer) than\b", re.IGNORECASE)
_WANTED = re.compile(
    rf"\b(?:(?:{GOALS})(?! (?:V_?th |conductance |resistance |threshold )?(?:levels?|states?)\b)"
    rf"|(?<![-–])ideal(?:ly)?|should be)\b[^.;,\d]{{0,20}}$",
    re.IGNORECASE,
)
_WANTED_AFTER = re.compile(rf"[^.;,]{{0,12}}\b(?:is|are|would be) (?:{GOALS}|{NEEDED}|desirable|necessary)\b")
_STEP = re.compile(
    r"\b(?:steps?|increments?|intervals?)\b(?: \w+){0,5} (?:of|is|was|are|were) ?(?:[-−–~] ?)?$", re.IGNORECASE
)
_STEP_BEHIND = re.compile(r"[ -](?:voltage )?(?:steps?|increments?)\b")
_SPREAD_BEHIND = re.compile(r"\s?(?:\(?σ|(?:variations?|spreads?|deviations?) (?:in|of)\b)")
_OF_KEYS = re.compile(
    r"\b(?:HD_?|HW_?|Hamming|[Uu]niqueness|[Uu]niformity|[Rr]andomness)(?:[^.;]|\.(?=\d))*"
    r"\b(?:mean(?: value)?|average|standard deviation|deviation) of (?:~ ?)?$"
)
_OWN_WORD_OF_A_SHARE = re.compile(
    r" (?:repeatability|reproducibility|reliability|uniformity|uniqueness|randomness|confidence)\b"
)
_PERIOD = re.compile(r"[ -](?:time )?(?:periods?|spans?|windows?)\b")
_FIRST_OR_LAST = re.compile(r"\bthe (?:first(?: and last)?|last) $", re.IGNORECASE)


def _is_zero_pulse(place: SentencePlace) -> bool:
    is_zero = place.unit == "V" and place.quantity.si_value == 0
    return is_zero and OF_READS.search(place.near) is None


def _is_difference(place: SentencePlace) -> bool:
    has_unit = place.unit != "1" or place.quantity.unit == "%"
    return has_unit and (_CHANGE.search(place.before) is not None or place.goes_on(_MORE_THAN))


def _is_slope(place: SentencePlace) -> bool:
    # A slope is named where it is meant, and is then read as one.
    return place.unit == "V" and place.goes_on(_A_DECADE) and "slope" not in place.text


def _is_of_keys(place: SentencePlace) -> bool:
    return place.quantity.unit == "%" and _OF_KEYS.search(place.before) is not None


COMPARED_RULES: tuple[TradeRule[SentencePlace], ...] = (
    TradeRule(
        "spread",
        lambda place: place.unit != "1" and _SPREAD_OF.search(place.before) is not None,
        "a spread of values",
        "The standard deviation is 0.2 V.",
        decided=2,
    ),
    TradeRule(
        "spread_behind",
        words_behind(_SPREAD_BEHIND, "V", "s"),
        "a spread of values",
        "We assume 0.1 V variation in V_th.",
    ),
    TradeRule(
        "spread_of_keys",
        _is_of_keys,
        "how far keys differ, a distance of bits",
        "The Hamming distance has a standard deviation of 7 %.",
    ),
    TradeRule(
        "own_word_of_a_share",
        words_behind(_OWN_WORD_OF_A_SHARE, "1"),
        "the share of what is named behind it",
        "It gives 100 % repeatability.",
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
        "interval", words_before(_EVERY, "s"), "how often something was done", "It was read every 10 s.", decided=1
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
    TradeRule(
        "step_of_a_train", words_before(_STEP, "V"), "the step between two pulses or points", "The step was 0.2 V."
    ),
    TradeRule(
        "step_of_a_train_behind",
        words_behind(_STEP_BEHIND, "V"),
        "the step between two pulses or points",
        "It rose in 0.2 V steps.",
    ),
    TradeRule("slope", _is_slope, "a slope or a drift", "It drifts 30 mV/decade.", decided=1),
    TradeRule("no_voltage", _is_zero_pulse, "no voltage at all", "The gate stays at 0 V."),
)


def is_spread_of(text: str, words: int) -> bool:
    """Whether what is named by the words that begin at that place is only said to spread."""
    return _SPREAD_IN.search(text[:words]) is not None
