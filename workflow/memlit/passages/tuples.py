"""Values of one sentence that belong to one pulse on one device: a proposed tuple, which a person signs as a whole.

A voltage and a width are joined where they stand beside each other (`4.5 V for 500 ns`, `an amplitude of −5 V and a
width of 10 ms`), or where the sentence has one of each in one clause. The two states, their ratio and what they were
read at join the one pulse of their sentence. Where two joins are possible none is proposed.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, product

from memlit.passages.model import Find
from memlit.passages.said import kind_said, whose_said

_VOLTAGES = frozenset(
    ("set_voltage", "reset_voltage", "programming_voltage", "write_voltage", "erase_voltage", "forming_voltage")
)
_COMMON_VOLTAGE = "operating_voltage"
_WIDTHS = frozenset(("set_pulse_width", "reset_pulse_width", "pulse_width", "write_latency", "erase_latency"))
_READ_VOLTAGE, _READ_WIDTH = "read_voltage", "read_pulse_width"
_STATES = frozenset(("g_on", "g_off", "r_on", "r_off", "on_off_ratio", "on_off_ratio_dc", "on_current", "off_current"))
_TRANSITIONS = {
    "set_voltage": "set",
    "set_pulse_width": "set",
    "reset_voltage": "reset",
    "reset_pulse_width": "reset",
    "erase_voltage": "reset",
    "erase_latency": "reset",
    "forming_voltage": "forming",
    _READ_VOLTAGE: "read",
    _READ_WIDTH: "read",
}
_TAG = re.compile(r"</?su[bp]>")
_BESIDE = re.compile(
    r"\s?(?:[,/(]|for|with|at|and|of|\band\b)?\s?(?:(?:an?|the|its|pulse|pulses|each|with|of|and|at|for|is|was|were|fixed|"
    r"identical|constant|short|width|widths|duration|durations|amplitude|amplitudes|wide|long|lasting|voltage|voltages|"
    r"pulse-width|respectively|[,:=]|t_?\w{1,5}|V_?\w{1,5})[\s,]*){0,7}[=:~(]?\s?"
)
"""What may stand between amplitude and width of one pulse: no words of another thing, and no number."""
_LISTED = re.compile(r"\W?[^;:V]{0,60}[;,] ?(?:pulse )?(?:widths?|durations?) ?[:=] ?")
"""`amplitude: from 1.4 to 2 V in increments of 50 mV; width: 0.05 s`: parts of one pulse, each with its name."""
_PARTS_CLAUSES = re.compile(
    r"[;:]|\.\s|, (?:while|whereas|followed by|then|but|and then)\b|"
    r"\b(?:while|whereas|followed by|compared (?:to|with)|instead of|before|after|then|than|vs\.?)\b"
)


@dataclass(frozen=True, slots=True)
class ProposedTuple:
    """Values of one sentence for one device and one transition.

    transition: set, reset, forming or read; None where the words leave it open, to be asked. whose: `own`, `cited` with
    its marks, or `general`; kind: measured, simulated, assumed or extrapolated; None where it is not said.
    """

    finds: tuple[Find, ...]
    transition: str | None
    whose: str | None
    kind: str | None

    @property
    def places(self) -> tuple[str, ...]:
        """Where its values stand, in order."""
        return tuple(find.place for find in self.finds)


def proposed_tuples(finds: Iterable[Find]) -> tuple[ProposedTuple, ...]:
    """The tuples of all sentences, in the order in which they are read; a value is of one tuple at most."""
    proposed: list[ProposedTuple] = []
    for _, group in groupby(finds, key=lambda find: (find.kind, find.sentence)):
        proposed += _of_sentence([find for find in group if find.is_proposed])
    return tuple(proposed)


def _of_sentence(finds: Sequence[Find]) -> list[ProposedTuple]:
    pulses = _pairs(finds, _VOLTAGES, _WIDTHS)
    if not pulses:
        pulses = _pairs(finds, frozenset((_COMMON_VOLTAGE,)), _WIDTHS)
    reads = _pairs(finds, frozenset((_READ_VOLTAGE,)), frozenset((_READ_WIDTH,)))
    states = _states(finds)
    voltages = [find for find in finds if find.parameter in _VOLTAGES]
    groups = [*pulses, *reads]
    if states and len(pulses) == 1 and len(voltages) == 1:
        groups = [(*pulses[0], *states), *reads]
    elif states and not voltages and len(states) > 1:
        groups.append(tuple(states))
    return [_tuple(group) for group in groups]


def _tuple(finds: Iterable[Find]) -> ProposedTuple:
    ordered = tuple(sorted(finds, key=lambda find: find.offset))
    said = {_TRANSITIONS[find.parameter] for find in ordered if find.parameter in _TRANSITIONS}
    if len(said) > 1:
        said.discard("read")
    transition = next(iter(said)) if len(said) == 1 else None
    return ProposedTuple(ordered, transition, whose_said(ordered), kind_said(ordered[0].sentence))


def _states(finds: Sequence[Find]) -> list[Find]:
    """The states of a sentence, each named once, and the one voltage at which they were read."""
    states = [find for find in finds if find.parameter in _STATES]
    if len({find.parameter for find in states}) != len(states):
        return []
    reads = [find for find in finds if find.parameter == _READ_VOLTAGE]
    return states + reads if states and len(reads) == 1 else states


def _pairs(finds: Sequence[Find], voltages: frozenset[str], widths: frozenset[str]) -> list[tuple[Find, ...]]:
    """Voltages with the width that stands beside each; the only two of a sentence where one clause has both."""
    # `5 –2.5 V/2 ms write pulses`: five pulses, not a range that falls.
    first = [find for find in finds if find.parameter in voltages and _is_plain(find)]
    second = [find for find in finds if find.parameter in widths]
    beside = [pair for pair in product(first, second) if _are_beside(*pair, finds)]
    single = [pair for pair in beside if _is_only_partner(pair, beside)]
    if not beside and len(first) == len(second) == 1 and _share_a_clause(first[0], second[0]):
        single = [(first[0], second[0])]
    return [pair for pair in single if _may_be_of_one_pulse(*pair)]


def _is_plain(find: Find) -> bool:
    return "descending" not in find.flags or find.printed.startswith("from")


def _is_only_partner(pair: tuple[Find, Find], pairs: Sequence[tuple[Find, Find]]) -> bool:
    return sum(pair[0] is one or pair[1] is other for one, other in pairs) == 1


def _may_be_of_one_pulse(voltage: Find, width: Find) -> bool:
    """Whether both are of one transition, as far as their names say it."""
    said = {_TRANSITIONS[find.parameter] for find in (voltage, width) if find.parameter in _TRANSITIONS}
    return len(said) < 2


def _between(one: Find, other: Find) -> str:
    first, second = sorted((one, other), key=lambda find: find.offset)
    return _TAG.sub("", one.sentence[first.offset + len(_printed(first)) : second.offset])


def _printed(find: Find) -> str:
    """The value with its tags, as the sentence has it."""
    rest, length = find.printed.replace(" ", ""), 0
    place = find.offset
    while length < len(rest) and place < len(find.sentence):
        tag = _TAG.match(find.sentence, place)
        if tag is not None:
            place = tag.end()
            continue
        length += not find.sentence[place].isspace()
        place += 1
    return find.sentence[find.offset : place]


def _are_beside(one: Find, other: Find, finds: Sequence[Find]) -> bool:
    between = _between(one, other).strip(" )")
    first, second = sorted((one.offset, other.offset))
    is_next = not any(first < find.offset < second for find in finds)
    is_joined = _BESIDE.fullmatch(f" {between} ") or _LISTED.fullmatch(_between(one, other).replace("mV", ""))
    return is_next and is_joined is not None


def _share_a_clause(one: Find, other: Find) -> bool:
    return _PARTS_CLAUSES.search(_between(one, other)) is None
