"""An entry under assembly, and what the words and marks between numbers say about it."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from memlit.quantities.cut.tokens import Token
from printedpages.units import Unit

ROLE_WORDS = {
    "lrs": "lrs", "hrs": "hrs", "set": "set", "reset": "reset", "ltp": "potentiation", "ltd": "depression",
    "potentiation": "potentiation", "depression": "depression", "p": "potentiation", "d": "depression",
    "on": "on", "off": "off", "write": "write", "erase": "erase", "read": "read", "increase": "potentiation",
    "decrease": "depression", "forming": "forming", "program": "write", "programming": "write", "hold": "hold",
    "ron": "lrs", "roff": "hrs", "r_on": "lrs", "r_off": "hrs", "vset": "set", "vreset": "reset", "v_set": "set",
    "v_reset": "reset", "gmax": "max", "gmin": "min", "g_max": "max", "g_min": "min", "wt": "write", "ers": "erase",
}  # fmt: skip
STAT_WORDS = {
    "avg": "mean", "average": "mean", "mean": "mean", "median": "median", "max": "max", "maximum": "max", "min": "min",
    "minimum": "min", "typ": "typical", "typical": "typical", "typically": "typical", "peak": "peak", "maximal": "max",
    "minimal": "min",
    "best": "best", "σ": "sd", "std": "sd", "sd": "sd", "stdev": "sd", "sigma": "sd", "µ": "mean", "mu": "mean",
    "averaged": "mean", "averaging": "mean", "rms": "rms", "med": "median", "worst": "worst",
}  # fmt: skip
NOTE_WORDS = {
    "simulation": "simulated", "simulated": "simulated", "sim": "simulated", "calculated": "estimated",
    "estimated": "estimated", "extrapolated": "extrapolated", "projected": "estimated", "predicted": "estimated",
    "dc": "dc", "d.c": "dc", "ac": "ac", "dev": "device", "cct": "circuit", "theoretical": "estimated",
    "extrapolation": "extrapolated", "est": "estimated", "meas": "measured", "exp": "measured",
}  # fmt: skip


@dataclass(slots=True)
class Entry:
    """One quantity while it is assembled; numbers are unsigned, with their signs kept separately."""

    kind: str = "value"
    value: Decimal | None = None
    upper: Decimal | None = None
    is_range: bool = False
    sign: str = ""
    upper_sign: str = ""
    text: str = ""
    upper_text: str = ""
    unit: Unit | None = None
    lower_unit: Unit | None = None
    prefix: int | None = None
    comparator: str = "="
    uncertainty: Decimal | None = None
    uncertainty_percent: bool = False
    role: str | None = None
    stat: str | None = None
    condition: str | None = None
    flags: list[str] = field(default_factory=list)
    readings: tuple[Decimal, ...] = ()
    joined: str = ""
    power: int | None = None
    pair: tuple[str, ...] = ()
    words: str = ""
    """The words before the number, in lower case."""
    apart: bool = False
    """Whether other words separate this number from the previous one; a unit is then not shared."""
    mantissa: Decimal | None = None


MOST_ORDERS = 40
"""More orders of magnitude than any ratio of two quantities of devices."""
_SYMBOL_ROLE = re.compile(
    r"([rgivtejp])_?\{?(set|reset|rst|on|off|lrs|hrs|max|min|write|erase|read|prog(?:ram)?|hold|form(?:ing)?|th(?:reshold)?)\}?"
)
_ROLE_OF_INDEX = {"rst": "reset", "prog": "write", "program": "write", "form": "forming", "th": "threshold"}


def role_of(word: str) -> str | None:
    """The role that a word in lower case names, alone (`set`) or as the index of a symbol (`v_reset`)."""
    if word in ROLE_WORDS:
        return ROLE_WORDS[word]
    symbol = _SYMBOL_ROLE.fullmatch(word)
    if symbol is None:
        return None
    index = _ROLE_OF_INDEX.get(symbol.group(2), symbol.group(2))
    return {"on": "lrs", "off": "hrs"}.get(index, index) if symbol.group(1) == "r" else index


def is_inner_bar(glue: list[Token], place: int) -> bool:
    """Whether a bar is part of the words, as in `ON/OFF ratio` or `σ/µ`, and does not separate numbers."""
    if not 0 < place < len(glue) - 1 or glue[place].text != "/":
        return False
    before, bar, after = glue[place - 1 : place + 2]
    return before.kind == after.kind == "word" and before.end == bar.start and bar.end == after.start


def read_glue(glue: list[Token], entries: list[Entry], entry: Entry | None) -> None:
    """Read comparators, roles, statistics and remarks between the previous entry and this one."""
    bars = (i for i, item in enumerate(glue) if item.kind == "sep" and item.text in "/,;|\n")
    cut = max((i for i in bars if not is_inner_bar(glue, i)), default=-1)
    closed = max((i for i, item in enumerate(glue) if item.kind == "close"), default=-1)
    if entry is not None:
        entry.pair = _roles_of_pair(glue)
        if entry.pair:
            glue = [item for item in glue if item.kind == "cmp"]
            cut = closed = -1
    if entries:
        _remark(glue[: max(cut, closed) + 1] if max(cut, closed) >= 0 else [], entries, None)
    _remark(glue[max(cut, closed) + 1 :], entries, entry)
    if entries and entry is not None and glue and glue[0].kind == "word":
        _orders(glue[0].text, entries[-1])


def _roles_of_pair(glue: list[Token]) -> tuple[str, ...]:
    """`on/off times`, `SET/RESET voltages`: the roles of the two numbers that follow; none for their ratio."""
    if any(item.text.lower() in ("ratio", "window", ">", "<") for item in glue):
        return ()
    for first, bar, second in zip(glue, glue[1:], glue[2:], strict=False):
        roles = role_of(first.text.lower().rstrip(".:")), role_of(second.text.lower().rstrip(".:"))
        if bar.kind == "sep" and bar.text == "/" and None not in roles and roles[0] != roles[1]:
            return tuple(role for role in roles if role is not None)
    return ()


def _remark(glue: list[Token], entries: list[Entry], entry: Entry | None) -> None:
    target = entry or (entries[-1] if entries else None)
    if target is None:
        return
    roles: list[str] = []
    for item in glue:
        word = item.text.lower().rstrip(".:")
        if item.kind == "cmp":
            if item.text == "=":
                target.flags.extend(flag for flag in item.flags if flag == "direction_unknown")
                continue
            if entry is None:
                target.flags.append("comparator_after_number")
            if not (item.text == "~" and target.comparator != "="):
                target.comparator = item.text
            target.flags.extend(flag for flag in item.flags if flag in ("much", "approximate_bound"))
        elif item.kind == "word":
            if word in STAT_WORDS and (word != "µ" or _is_defined(glue, item)):
                target.stat = STAT_WORDS[word]
            elif word in NOTE_WORDS:
                target.flags.append(NOTE_WORDS[word])
            elif word in ("between", "from"):
                target.flags.append("between")
            elif (role := role_of(word)) is not None:
                roles.append(role)
    if len(roles) == 1:
        target.role = roles[0]
    elif entry is None and len(roles) == len(entries):
        for one, role in zip(entries, roles, strict=True):
            one.role = role


def _is_defined(glue: list[Token], item: Token) -> bool:
    after = glue[glue.index(item) + 1 :]
    return bool(after) and after[0].text in ("=", "~", ":")


def read_tail(glue: list[Token], entries: list[Entry]) -> None:
    """Read what follows the last number: `or more`, a statistic, a remark."""
    tail = " ".join(item.text for item in glue)
    last = entries[-1]
    if re.match(r"(?:or|and) (?:more|above|longer|higher|greater)|\+$", tail):
        last.comparator = ">="
    elif re.match(r"or (?:less|below|fewer|lower|shorter)", tail):
        last.comparator = "<="
    _remark(glue, entries, None)
    unknown = [
        item.text
        for item in glue
        if item.kind == "word"
        and item.text.lower().rstrip(".") not in {**ROLE_WORDS, **STAT_WORDS, **NOTE_WORDS}
        and role_of(item.text.lower().rstrip(".:")) is None
    ]
    if unknown and glue[0].kind == "word" and _orders(unknown[0], last):
        return
    if unknown and last.unit is None and glue[0].kind == "word":
        last.flags.append("words_after")


def _orders(word: str, entry: Entry) -> bool:
    """`3 orders of magnitude`: a power of ten, as a candidate."""
    if entry.unit is not None or re.match(r"(?:orders?|decades?)$", word, re.IGNORECASE) is None:
        return False
    entry.flags.append("orders_of_magnitude")
    ends = (entry.value, entry.upper) if entry.is_range else (entry.value,)
    entry.readings = tuple(Decimal(10) ** end for end in ends if end is not None and abs(end) < MOST_ORDERS)
    return True
