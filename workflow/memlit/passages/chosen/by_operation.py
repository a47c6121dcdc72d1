"""What was done when a voltage or a pulse was applied, by the nearest word for it: the specific name of a common word.

were erased by a pulse of −5 V          erase_voltage
program (4 V, 10 µs) and erase (−4 V)   each its own
flash needs high voltages to write      write_voltage
"""

import re
from collections.abc import Mapping, Sequence

from memlit.field.roles import LOWERING, RAISING
from memlit.passages.sentences.numbers import NumberGroup

_NAMES: Mapping[str, Mapping[str, str]] = {
    "operating_voltage": {
        "erase": "erase_voltage",
        "write": "write_voltage",
        "program": "programming_voltage",
        "read": "read_voltage",
        "form": "forming_voltage",
        "raises": "set_voltage",
        "lowers": "reset_voltage",
    },
    "programming_voltage": {"erase": "erase_voltage", "read": "read_voltage", "form": "forming_voltage"},
    "pulse_width": {"read": "read_pulse_width"},
}
"""What a common name becomes in each operation."""
_OPERATIONS = re.compile(
    rf"\b(?:(?P<erase>[Ee]ras(?:e|es|ed|ing|ure))|(?P<write>[Ww]rit(?:e|es|ing|ten))|(?P<program>[Pp]rogram(?:s|med|ming)?)"
    rf"|(?P<read>[Rr]ead(?:s|ing|out)?)|(?P<form>[Ff]ormed|(?:[Ee]lectro)?[Ff]orming)"
    rf"|(?P<raises>{RAISING})|(?P<lowers>{LOWERING}))\b(?! (?:current|margin|disturb|noise|latency|mode)\b|-verify"
    rf"|[- ]free)"
)
_TOGETHER = re.compile(r"\s?(?:/|-|–|and|or|,)\s?(?:the )?")
"""`program and erase voltages` says of neither value which it is."""
_ENDS_CLAUSE = re.compile(
    r"[;.]\s|, (?:while|whereas|and then|followed by|then)\b|\b(?:while|whereas|after which|until)\b"
)
_BEHIND = re.compile(
    r"(?:\s?/ ?\d[\d.]* ?(?:[fpnµum]?s|m?V))?\s(?:for \d[\d.]* ?[fpnµum]?s\s)?(?:\w+ )?"
    r"(?:(?P<erase>eras(?:e|ing))|(?P<read>read(?:ing|out)?))[ -]?(?:pulses?|voltages?|operations?|bias)\b"
)
"""`a −5 V erase pulse`, `1 ms/1.85 V read pulses`."""
_TO_MEASURE = re.compile(
    r" (?:is|are|was|were) (?:used|applied|chosen|sufficient) (?:to|for) (?:the )?"
    r"(?P<read>measur\w+|read\w*|sens(?:e|ing)|determin\w+) (?:of )?(?:the )?(?:\w+ ){0,2}?"
    r"(?:V_?th\b|V_?TH\b|thresholds?|states?|currents?|conductances?|resistances?|cells?|devices?)"
)
"""`a pulse width of 400 ns is used to measure the V_th`."""
_FARTHEST = 90
"""Characters before a value in which the word for its operation stands."""


def measures_a_state(text: str, group: NumberGroup) -> bool:
    """Whether words behind a value say that it measures a state."""
    return _TO_MEASURE.match(text, group.end) is not None


def of_operation(text: str, group: NumberGroup, others: Sequence[NumberGroup], name: str) -> str:
    """The specific name of a value that has a common one, else the name. others: all values of its unit."""
    names = _NAMES.get(name)
    if names is None:
        return name
    behind = _BEHIND.match(text, group.end) or _TO_MEASURE.match(text, group.end)
    operation = _kind(behind) if behind is not None else _before(text, group, others)
    return names.get(operation or "", name)


def _before(text: str, group: NumberGroup, others: Sequence[NumberGroup]) -> str | None:
    """The last operation of the value's clause that no other value took."""
    taken = max((other.end for other in others if other.end <= group.start), default=0)
    start = max(taken, group.start - _FARTHEST)
    found = list(_OPERATIONS.finditer(text, start, group.start))
    if not found or _ENDS_CLAUSE.search(text, found[-1].end(), group.start):
        return None
    if len(found) > 1 and _TOGETHER.fullmatch(text[found[-2].end() : found[-1].start()]):
        return None
    return _kind(found[-1])


def _kind(found: re.Match[str]) -> str | None:
    return next((name for name, word in found.groupdict().items() if word is not None), None)
