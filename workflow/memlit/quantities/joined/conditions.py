"""Where the condition of a quantity begins and ends: `@ 0.1 V`, `at 85 °C`, `(T = 300 K)`, `under +2 V/−3 V`."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from memlit.field.words import CONDITIONS, REMARKS, SETTING, SURROUNDINGS
from memlit.quantities.cut.token import Token
from memlit.quantities.joined.entry import QuantityEntry
from printed.ordered_rules import first_answer
from printed.units import Unit

_PULSE_WORDS = ("with", "during")
"""Before a time they join an amplitude and a width: `1.2 V with 50 ns`."""


@dataclass(frozen=True, slots=True)
class ConditionPlace:
    """A number that may begin a condition: what stands before it since the last number, and the entries so far."""

    glue: list[Token]
    token: Token
    entries: list[QuantityEntry]
    text: str

    @property
    def last_unit(self) -> Unit | None:
        """The unit of the last entry."""
        return self.entries[-1].unit if self.entries else None

    @property
    def is_time(self) -> bool:
        """Whether the number has a unit of time."""
        return self.token.unit is not None and self.token.unit.si == "s"

    @property
    def is_pulse_width(self) -> bool:
        """Whether the number is a time that may be the width of the amplitude before it."""
        last = self.last_unit
        return self.is_time and (last is None or last.si in ("V", "A"))


def condition_marker(place: ConditionPlace) -> int | None:
    """Where a condition begins in the text, when the number after the glue is one."""
    return first_answer(_MARKERS, place)


def _behind_at_sign(place: ConditionPlace) -> int | None:
    """`22 kΩ @ 0.1 V`."""
    return next((item.end for item in place.glue if (item.kind, item.text) == ("sep", "@")), None)


def _behind_word(place: ConditionPlace) -> int | None:
    """`22 kΩ at 0.1 V`, `1 MΩ after 10^4 cycles`, `1 V for 50 cycles`, in the clause of the number."""
    breaks = [i for i, item in enumerate(place.glue) if item.kind == "sep" and item.text in ",;\n"]
    first = breaks[-1] + 1 if breaks else 0
    for number, item in enumerate(place.glue[first:], start=first):
        if item.kind != "word":
            continue
        word = place.text[item.start : item.end].lower()
        if word == "for" and place.entries and not place.is_pulse_width:
            return place.token.start
        if _opens_condition(word, place):
            behind = place.glue[number + 1 :]
            if not behind:
                return place.token.start
            if behind[0].kind != "close":
                return behind[0].start
    return None


def _opens_condition(word: str, place: ConditionPlace) -> bool:
    """Whether a word begins a condition; before any value `at` alone does."""
    if word not in CONDITIONS or (place.is_time and word in _PULSE_WORDS):
        return False
    return bool(place.entries) or word == "at"


def _temperature(place: ConditionPlace) -> int | None:
    """`1 MΩ, 85 °C`, `10 years (85 °C)`: a temperature behind a value that is none, with marks alone between."""
    unit, last = place.token.unit, place.last_unit
    if not place.entries or unit is None or unit.si != "degC":
        return None
    if any(not _is_before_temperature(item) for item in place.glue):
        return None
    is_bracketed = any(item.kind == "open" for item in place.glue)
    is_apart = is_bracketed if last is None else last.si != "degC"
    return place.token.start if is_apart else None


def _is_before_temperature(item: Token) -> bool:
    is_mark = item.kind in ("sep", "open") and item.text != ";"
    is_name = item.text.lower().rstrip(".") in ("t", "temp", "temperature")
    return is_mark or is_name or (item.kind, item.text) == ("cmp", "=")


def _bracketed_setting(place: ConditionPlace) -> int | None:
    """`22 kΩ (V_read = 0.2 V)`: a setting of the measurement; the width of a pulse is a value of its own."""
    kinds = [item.kind for item in place.glue]
    if not place.entries or kinds != ["open", "word", "cmp"] or place.glue[2].text != "=":
        return None
    name = place.glue[1]
    if name.text.lower() == "n":
        return name.start
    if place.token.unit is None or place.is_pulse_width:
        return None
    symbol = re.sub(r"[_{}\s]", "", name.text.lower())
    return name.start if SETTING.match(symbol) else None


_MARKERS: tuple[Callable[[ConditionPlace], int | None], ...] = (
    _behind_at_sign,
    _behind_word,
    _temperature,
    _bracketed_setting,
)
"""The ways to mark a condition; the first that finds one says where it begins."""


def measures(item: Token, glue: list[Token]) -> bool:
    """`22 kΩ, read at 0.2 V`: the verb belongs to the condition and names no role."""
    place = glue.index(item) + 1
    behind = glue[place].text.lower() if place < len(glue) else None
    return item.text.lower() == "read" and behind in (*CONDITIONS, "@")


def condition_end(text: str, token: Token, tokens: list[Token], *, early: bool) -> int:
    """The place in `text` where the condition that `token` begins ends; early: a colon ends it too."""
    depth = 0
    ends = ",;\n/:" if early else ",;\n/"
    for item in tokens:
        if item.start < token.end:
            continue
        is_end = item.kind == "sep" and item.text in ends and not _is_pulse(token, item, tokens)
        is_note = item.kind == "open" and _is_note(item, tokens)
        is_closed = item.kind == "close" and depth == 0
        if item.kind == "cite" or is_closed or (depth == 0 and (is_end or is_note)):
            return item.start
        depth += {"open": 1, "close": -1}.get(item.kind, 0)
    return len(text)


def _is_note(bracket: Token, tokens: list[Token]) -> bool:
    """`at 125 °C (extrapolated)`: the remark is about the value."""
    inside = next((item for item in tokens if item.start >= bracket.end), None)
    return inside is not None and inside.text.lower().rstrip(".") in REMARKS


def _is_pulse(token: Token, slash: Token, tokens: list[Token]) -> bool:
    """`at 1.2 V/50 ns`, `at +2 V/−3 V`: one condition, a pulse or a pair, not a condition and a second value."""
    behind = next((item for item in tokens if item.start >= slash.end), None)
    if slash.text != "/" or behind is None or behind.unit is None or token.unit is None:
        return False
    kinds = (token.unit.si, behind.unit.si)
    return kinds in (("V", "s"), ("A", "s")) or (kinds == ("V", "V") and behind.sign != "")


def condition_in_words(glue: list[Token], text: str) -> str | None:
    """The condition in `@ RT`, `at room temperature` after the last number; None if there is none."""
    if not glue:
        return None
    found = SURROUNDINGS.search(text[glue[0].start : glue[-1].end])
    return found.group(1) if found is not None else None
