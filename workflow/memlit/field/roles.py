"""Roles of a value: what raises the conductance, what lowers it, what reads it, and which state it is of.

`potentiation` and `set` raise, `depression` and `reset` lower. The same words stand in a head, in brackets behind it,
beside a number and as the index of a symbol. Where one place takes fewer of them than another, it says why.
"""

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from memlit.field.header import words_of


class Direction(IntEnum):
    """What a pulse does to the conductance, which is also the place of its parameter in a pair of `OF_ROLE`."""

    RAISES = 0
    LOWERS = 1


RAISING_ROLES = frozenset({"potentiation", "set"})
LOWERING_ROLES = frozenset({"depression", "reset"})
_EVERYWHERE = {
    "potentiation": ("potentiation", "ltp", "p"),
    "depression": ("depression", "ltd", "d"),
    **{role: (role,) for role in ("set", "reset", "read", "write", "erase", "forming")},
}
"""The words that say a role wherever they stand alone."""
_IN_HEADS = {"potentiation": ("pot",), "depression": ("dep",), "spike": ("spike",)}
"""Beside a number `spike` is what is counted, and `dep.` an abbreviation of anything."""
_BESIDE_NUMBERS = {
    "potentiation": ("increase",),
    "depression": ("decrease",),
    "set": ("vset", "v_set"),
    "reset": ("vreset", "v_reset"),
    "write": ("program", "programming", "wt"),
    "erase": ("ers",),
    "hold": ("hold",),
    "on": ("on",),
    "off": ("off",),
    "lrs": ("lrs", "ron", "r_on"),
    "hrs": ("hrs", "roff", "r_off"),
    "max": ("gmax", "g_max"),
    "min": ("gmin", "g_min"),
}
"""In a head these are words of the parameter: `Programming voltage`, `R_on`."""


def _by_word(*words_of_roles: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Each word with its role."""
    found: dict[str, str] = {}
    for words in words_of_roles:
        for role, spelt in words.items():
            found |= dict.fromkeys(spelt, role)
    return found


ROLE_OF_WORD: Mapping[str, str] = _by_word(_EVERYWHERE, _IN_HEADS)
"""What brackets behind a head say of it: `Pulse (P)`, `Voltage (SET)`."""
SWITCHING_WORD = re.compile(
    rf"\b({'|'.join(word for word, role in ROLE_OF_WORD.items() if role in RAISING_ROLES | LOWERING_ROLES)})\b\.?",
    re.IGNORECASE,
)
"""A word in a cell that says which switching its value is of: `1.5 (SET) / 2.0 (RESET)`."""
OPERATION = re.compile(
    r"(?:electro-?)?form(?:ing)?|set|reset|read(?:ing|out)?|writ(?:e|ing)|eras(?:e|ing)|program(?:ming)?",
    re.IGNORECASE,
)
"""What a label says is done to a device, in any form of the verb."""
RAISING = (
    r"[Pp]otentiat\w*|LTP|[Ll]ong-term potentiation|SET|(?<=\()set(?=\))|"
    r"(?:(?<=\d [Vs] )|(?<=\d [nµum][Vs] ))set(?! (?:the|an?|to|by)\b)|"
    r"set(?=[ -](?:pulses?|process|operations?|voltages?|transitions?|amplitudes?|spikes?|switching)\b)|"
    r"set(?= (?:by|with|using) (?:an? )?(?:\w+ )?(?:pulses?|voltages?|amplitudes?|spikes?)\b)"
)
LOWERING = r"[Dd]epress(?:ed|ing|ion|ive)|LTD|[Ll]ong-term depression|RESET|[Rr]eset"
"""The same in a sentence, as patterns between word boundaries; there `set` is mostly another verb, so its neighbours
must say what it is.
"""
ROLE_WORDS: Mapping[str, str] = _by_word(_EVERYWHERE, _BESIDE_NUMBERS)
"""What a word beside a number says of it: `1.5 V (set)`, `LRS: 10 kΩ`."""
OF_ROLE: Mapping[str, tuple[str, str]] = {
    "programming_voltage": ("set_voltage", "reset_voltage"),
    "write_voltage": ("set_voltage", "reset_voltage"),
    "pulse_width": ("set_pulse_width", "reset_pulse_width"),
    "write_latency": ("set_pulse_width", "reset_pulse_width"),
    "nonlinearity": ("nonlinearity_potentiation", "nonlinearity_depression"),
    "switching_energy": ("set_energy", "reset_energy"),
}
"""Parameters whose role words beside them may say, with those of the two roles: what raises, what lowers."""
_OF_A_PULSE = frozenset({"process", "pulse", "pulses", "operation", "scheme", "programming"})
"""Words beside a role that say no more than that a pulse is meant."""

_SYMBOL = re.compile(
    r"(?P<quantity>[rgivtejp])_?\{?(?P<index>"
    r"set|reset|rst|on|off|lrs|hrs|max|min|write|erase|read|prog(?:ram)?|hold|form(?:ing)?|th(?:reshold)?)\}?"
)
_ROLE_OF_INDEX = {"rst": "reset", "prog": "write", "program": "write", "form": "forming", "th": "threshold"}
_STATE_OF_INDEX = {"on": "lrs", "off": "hrs"}
"""The on and off of a resistance are its two states."""


@dataclass(frozen=True, slots=True)
class RolePair:
    """Two roles that a head names beside each other (`LTP/LTD`), by patterns of their words, in either order.

    case_counts: whether a small letter is another symbol. example: a head that the row decides.
    """

    first: str
    second: str
    roles: tuple[str, str]
    example: str
    case_counts: bool = False


ROLE_PAIRS = (
    RolePair("increase", "decrease", ("potentiation", "depression"), "Weight increase/decrease"),
    RolePair("potentiation", "depression", ("potentiation", "depression"), "Potentiation / depression pulse"),
    RolePair(r"\bLTP", r"\bLTD", ("potentiation", "depression"), "LTP/LTD"),
    RolePair(r"(?:α|alpha|NL)_?\{?[pP]", r"(?:α|alpha|NL)_?\{?[dD]", ("potentiation", "depression"), "alpha_P/alpha_D"),
    RolePair(r"\bP", r"\bD\b", ("potentiation", "depression"), "Nonlinearity (P/D)", case_counts=True),
    RolePair(r"\bpos(?:itive)?", r"\bneg(?:ative)?", ("positive", "negative"), "Positive/negative pulse"),
    RolePair(r"\b[VtEIP]?_?\{?set", r"\b[VtEIP]?_?\{?re?se?t", ("set", "reset"), "V_set/V_reset"),
    RolePair(r"\b[R]?_?\{?LRS|\bR?_?\{?low", r"\b[R]?_?\{?HRS|\bR?_?\{?high", ("lrs", "hrs"), "LRS/HRS"),
    RolePair(r"\b[RGIV]_?\{?on\b|\bt_?on", r"[RGIV]_?\{?off\b|\bt_?off", ("on", "off"), "R_on/R_off"),
    RolePair(r"\bwrite|\bprogram\w*", r"\berase", ("write", "erase"), "Program/erase voltage"),
    RolePair(r"\bread", r"\bwrite", ("read", "write"), "Read/write latency"),
    RolePair(r"[GRC]_?\{?min", r"[GRC]_?\{?max", ("min", "max"), "G_min/G_max"),
)
"""The first that a head names is used."""
_PAIR_IS_ONE_NUMBER = re.compile(r"ratio|dynamic range|window", re.IGNORECASE)


def _pattern_of_pair(first: str, second: str, *, case_counts: bool) -> re.Pattern[str]:
    """Two roles with a bar, a comma or `and` between them, and few words more."""
    pattern = rf"(?:{first})[^/,|&]{{0,14}}(?:\s?[/,|&]\s?|\sand\s)[^/,|&]{{0,12}}?(?:{second})"
    return re.compile(pattern, 0 if case_counts else re.IGNORECASE)


@functools.cache
def _both_orders(pair: RolePair) -> tuple[tuple[re.Pattern[str], tuple[str, str]], ...]:
    one, other = pair.roles
    return (
        (_pattern_of_pair(pair.first, pair.second, case_counts=pair.case_counts), (one, other)),
        (_pattern_of_pair(pair.second, pair.first, case_counts=pair.case_counts), (other, one)),
    )


ROLES_OF_HEADS = (
    (re.compile(r"weight increase|potentiation|\bLTP\b|increments?", re.IGNORECASE), "potentiation"),
    (re.compile(r"weight decrease|depression|\bLTD\b|decrements?", re.IGNORECASE), "depression"),
    (re.compile(r"\breset\b|[VtIE]_?\{?(?:reset|rst)", re.IGNORECASE), "reset"),
    (re.compile(r"\bset\b|[VtIE]_?\{?set", re.IGNORECASE), "set"),
)
"""The one role of a head that names no pair."""


def role_of(text: str) -> Direction | None:
    """What a text says that says no more than that the conductance is raised (`LTP`, `SET pulse`) or lowered."""
    roles = {ROLE_OF_WORD.get(word, word) for word in words_of(text)} - _OF_A_PULSE
    if roles and roles <= RAISING_ROLES:
        return Direction.RAISES
    return Direction.LOWERS if roles and roles <= LOWERING_ROLES else None


def role_of_word(word: str) -> str | None:
    """The role that a word in lower case names, alone (`set`) or as the index of a symbol (`v_reset`)."""
    if word in ROLE_WORDS:
        return ROLE_WORDS[word]
    symbol = _SYMBOL.fullmatch(word)
    if symbol is None:
        return None
    role = _ROLE_OF_INDEX.get(symbol["index"], symbol["index"])
    return _STATE_OF_INDEX.get(role, role) if symbol["quantity"] == "r" else role


def roles_of_pair(head: str, pairs: Iterable[RolePair] = ROLE_PAIRS) -> tuple[str, ...]:
    """The two roles of `V_set/V_reset (V)` in the order of print; empty for other heads, and for a ratio."""
    if _PAIR_IS_ONE_NUMBER.search(head):
        return ()
    for pair in pairs:
        for pattern, roles in _both_orders(pair):
            if pattern.search(head):
                return roles
    return ()


def role_of_head(head: str) -> str | None:
    """The one role that the words of a head name."""
    return next((role for pattern, role in ROLES_OF_HEADS if pattern.search(head)), None)
