"""Put tokens together: ranges, uncertainties, pairs, lists, conditions, roles and shared units."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from memlit.quantities.context import Context
from memlit.quantities.refuse import is_formula
from memlit.quantities.tokens import Token
from memlit.quantities.units import Unit, unit_table

_RANGE_WORDS = ("to", "through", "till", "until")
_CONDITION_WORDS = ("at", "under", "after", "with", "when", "during", "measured", "using")
_ROLE_WORDS = {
    "lrs": "lrs", "hrs": "hrs", "set": "set", "reset": "reset", "ltp": "potentiation", "ltd": "depression",
    "potentiation": "potentiation", "depression": "depression", "p": "potentiation", "d": "depression",
    "on": "on", "off": "off", "write": "write", "erase": "erase", "read": "read", "increase": "potentiation",
    "decrease": "depression", "forming": "forming", "program": "write", "programming": "write", "hold": "hold",
    "ron": "lrs", "roff": "hrs", "r_on": "lrs", "r_off": "hrs", "vset": "set", "vreset": "reset", "v_set": "set",
    "v_reset": "reset", "gmax": "max", "gmin": "min", "g_max": "max", "g_min": "min", "wt": "write", "ers": "erase",
}  # fmt: skip
_STAT_WORDS = {
    "avg": "mean", "average": "mean", "mean": "mean", "median": "median", "max": "max", "maximum": "max", "min": "min",
    "minimum": "min", "typ": "typical", "typical": "typical", "typically": "typical", "peak": "peak", "rms": "rms",
    "best": "best", "σ": "sd", "std": "sd", "sd": "sd",
}  # fmt: skip
_NOTE_WORDS = {
    "simulation": "simulated", "simulated": "simulated", "sim": "simulated", "calculated": "estimated",
    "estimated": "estimated", "extrapolated": "extrapolated", "projected": "estimated", "predicted": "estimated",
    "dc": "dc", "d.c": "dc", "ac": "ac", "dev": "device", "cct": "circuit", "theoretical": "estimated",
    "extrapolation": "extrapolated", "est": "estimated", "meas": "measured", "exp": "measured",
}  # fmt: skip


@dataclass(slots=True)
class Entry:
    """One quantity while it is put together; numbers are unsigned, signs apart."""

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
    mantissa: Decimal | None = None


def assemble(text: str, tokens: list[Token], context: Context) -> tuple[list[Entry], str]:
    """(entries in order, reason where there is none)."""
    entries: list[Entry] = []
    glue: list[Token] = []
    reason = "text"
    skip_to = -1
    early: str | None = None
    for token in tokens:
        if token.start < skip_to:
            continue
        if token.kind != "num":
            glue.append(token)
            if token.kind == "cite":
                reason = "citation"
            elif token.kind == "word" and is_formula(token.text):
                reason = "formula"
            continue
        marker = _condition_marker(glue, token, entries, text)
        if marker is not None:
            end = _condition_end(text, token, tokens)
            condition = text[marker:end].strip(" ,;()")
            skip_to = end
            if entries:
                _read_glue(glue, entries, None)
                entries[-1].condition = condition
            else:
                early = condition
            glue = []
            continue
        if _is_label(glue, token, entries, context):
            glue.append(Token("word", token.text, token.start, token.end))
            reason = "label" if reason == "text" else reason
            continue
        how = _join(glue, token, entries, text)
        if how == "range":
            _close_range(entries[-1], token)
        elif how == "uncertainty":
            _add_uncertainty(entries[-1], token)
        elif how == "lost_power":
            _lost_power(entries[-1], token)
        else:
            entry = _entry(token)
            entry.joined = how
            if early:
                entry.condition, early = early, None
            _read_glue(glue, entries, entry)
            entries.append(entry)
        glue = []
    if entries:
        _read_tail(glue, entries)
        entries = _absent_partners(text, entries)
        _share_units(entries, context)
        _assign_roles(entries, context)
    return entries, reason


def _entry(token: Token) -> Entry:
    number = token.number
    assert number is not None
    return Entry(
        value=number.value,
        sign=token.sign,
        text=number.text,
        unit=token.unit,
        prefix=token.prefix,
        uncertainty=number.uncertainty,
        flags=[*number.flags, *token.flags],
        readings=number.readings,
        power=number.power,
        mantissa=number.mantissa,
    )


def _condition_marker(glue: list[Token], token: Token, entries: list[Entry], text: str) -> int | None:
    """Where a condition begins in `text`, when the number after `glue` is one."""
    for item in glue:
        if item.kind == "sep" and item.text == "@":
            return item.end
    words = [item for item in glue if item.kind in ("word", "cmp")]
    for item in words:
        printed = text[item.start : item.end].lower()
        if item.kind == "word" and printed in _CONDITION_WORDS and (entries or printed == "at"):
            after = glue[glue.index(item) + 1 :]
            return after[0].start if after else token.start
        if item.kind == "word" and printed == "for" and entries:
            last = entries[-1].unit
            pulse = (
                token.unit is not None and token.unit.si == "s" and (last is None or last.si in ("V", "A"))
            )
            if not pulse:
                return token.start
    if entries and token.unit is not None and token.unit.si == "degC":
        last = entries[-1].unit
        separated = all(item.kind in ("sep", "open") for item in glue)
        if last is not None and last.si != "degC" and separated:
            return token.start
    return None


def _condition_end(text: str, token: Token, tokens: list[Token]) -> int:
    depth = 0
    for item in tokens:
        if item.start < token.end:
            continue
        if item.kind == "open":
            depth += 1
        if item.kind == "close":
            depth -= 1
            if depth < 0:
                return item.start
        if item.kind == "sep" and item.text in ",;\n/" and depth == 0:
            return item.start
    return len(text)


def _is_label(glue: list[Token], token: Token, entries: list[Entry], context: Context) -> bool:
    """A bare number right after an unknown word (`IEDM 20`, `Chip#1`) names something."""
    if token.unit is not None or token.prefix is not None or token.sign or not glue:
        return False
    last = glue[-1]
    if last.kind == "sep" and last.text == "#":
        return True
    if last.kind != "word":
        return False
    word = last.text.lower().rstrip(".")
    known = (
        word in _ROLE_WORDS
        or word in _STAT_WORDS
        or word in _RANGE_WORDS
        or word in ("and", "or", "of", "is", "x", "between", "from", "than", "for", "by")
    )
    return not known


def _join(glue: list[Token], token: Token, entries: list[Entry], text: str) -> str:
    if not entries:
        return "first"
    last = entries[-1]
    kinds = [item.kind for item in glue]
    if not glue:
        bare_ten = last.text == "10" and last.unit is None and not last.is_range
        digits = token.number.text if token.number else ""
        if bare_ten and re.fullmatch(r"\d{1,2}", digits):
            return "lost_power"
        return "list"
    if (kinds == ["pm"] and not token.sign) or (kinds == ["open"] and token.sign == "±" and not last.is_range):
        return "uncertainty"
    plain = [item for item in glue if item.kind != "close"]
    if not last.is_range and len(plain) == 1:
        only = plain[0]
        if only.kind == "dash" or (only.kind == "word" and only.text.lower() in _RANGE_WORDS):
            return "range"
        if only.kind == "cmp" and only.text == "~" and "in_words" not in only.flags:
            return "range"
        if only.kind == "word" and only.text.lower() == "and" and "between" in last.flags:
            return "range"
        if only.kind == "sep" and only.text == "÷":
            return "range"
    seps = {item.text for item in glue if item.kind == "sep"}
    words = {item.text.lower() for item in glue if item.kind == "word"}
    if "open" in kinds and "close" not in kinds:
        return "bracket"
    if seps & {"×"} or words == {"x"} or words == {"by"}:
        return "times"
    if seps & {"/", "|"}:
        return "slash"
    return "list"


def _close_range(entry: Entry, token: Token) -> None:
    number = token.number
    assert number is not None
    entry.is_range = True
    entry.upper = number.value
    entry.upper_text = number.text
    entry.upper_sign = token.sign
    if entry.sign == "±" or token.sign == "±":
        entry.flags.append("polarity_in_range")
    if token.unit is not None:
        entry.lower_unit, entry.unit = entry.unit, token.unit
    elif entry.unit is not None:
        entry.lower_unit = None
    if token.prefix is not None or entry.prefix is not None:
        _prefixed_range(entry, token)
    entry.flags.extend((*number.flags, *token.flags))
    entry.readings = (*entry.readings, *number.readings)
    if (
        number.power is not None
        and entry.power is None
        and entry.value is not None
        and number.mantissa is not None
    ):
        scale = Decimal(f"1e{number.power}")
        if entry.value < number.mantissa or (number.value is not None and entry.value > number.value):
            entry.value *= scale
            entry.flags.append("power_shared")
    glued = re.fullmatch(r"(\d{1,2})10([2-9]|1\d)", number.text)
    if glued and number.power is None and entry.value is not None and entry.value <= int(glued.group(1)):
        scale = Decimal(f"1e{glued.group(2)}")
        entry.readings = (
            entry.value * scale,
            int(glued.group(1)) * scale,
            entry.value,
            number.value or Decimal(0),
        )
        entry.flags.append("lost_multiplication")


def _prefixed_range(entry: Entry, token: Token) -> None:
    low, high = entry.prefix, token.prefix
    if high is None:
        entry.flags.append("bare_prefix")
    elif low is None:
        entry.prefix = high
    elif low != high and entry.value is not None:
        entry.value *= Decimal(f"1e{low - high}")
        entry.prefix = high


def _add_uncertainty(entry: Entry, token: Token) -> None:
    number = token.number
    assert number is not None
    entry.uncertainty = number.value
    own, other = entry.unit, token.unit
    if other is not None and other.name == "%" and own is not None and own.name != "%":
        entry.uncertainty_percent = True
    elif other is not None and own is not None and number.value is not None and own is not other:
        entry.uncertainty = number.value * other.factor / own.factor
    elif own is None:
        entry.unit = other
    if number.power is not None and entry.power is None and entry.value is not None:
        entry.value *= Decimal(f"1e{number.power}")
    entry.flags.extend((*number.flags, *token.flags))


def _lost_power(entry: Entry, token: Token) -> None:
    number = token.number
    assert number is not None
    entry.readings = (Decimal(f"1e{'-' if token.sign == '-' else ''}{number.text}"),)
    entry.value = None
    entry.unit = token.unit
    entry.prefix = token.prefix
    entry.flags.append("lost_exponent")


def _read_glue(glue: list[Token], entries: list[Entry], entry: Entry | None) -> None:
    """Comparators, roles, statistics and remarks between the entry before and this one."""
    cut = max((i for i, item in enumerate(glue) if item.kind == "sep" and item.text in "/,;|\n"), default=-1)
    closed = max((i for i, item in enumerate(glue) if item.kind == "close"), default=-1)
    if entries:
        _remark(glue[: max(cut, closed) + 1] if max(cut, closed) >= 0 else [], entries, None)
    _remark(glue[max(cut, closed) + 1 :], entries, entry)


def _remark(glue: list[Token], entries: list[Entry], entry: Entry | None) -> None:
    target = entry or (entries[-1] if entries else None)
    if target is None:
        return
    roles: list[str] = []
    for item in glue:
        word = item.text.lower().rstrip(".:")
        if item.kind == "cmp":
            if item.text == "=":
                continue
            if entry is None:
                target.flags.append("comparator_after_number")
            if not (item.text == "~" and target.comparator != "="):
                target.comparator = item.text
            target.flags.extend(flag for flag in item.flags if flag in ("much", "approximate_bound"))
        elif item.kind == "word":
            if word in _STAT_WORDS:
                target.stat = _STAT_WORDS[word]
            elif word in _NOTE_WORDS:
                target.flags.append(_NOTE_WORDS[word])
            elif word in ("between", "from"):
                target.flags.append("between")
            elif word in _ROLE_WORDS:
                roles.append(_ROLE_WORDS[word])
    if len(roles) == 1:
        target.role = roles[0]
    elif entry is None and len(roles) == len(entries):
        for one, role in zip(entries, roles, strict=True):
            one.role = role


def _read_tail(glue: list[Token], entries: list[Entry]) -> None:
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
        and item.text.lower().rstrip(".") not in {**_ROLE_WORDS, **_STAT_WORDS, **_NOTE_WORDS}
    ]
    if unknown and glue[0].kind == "word" and re.match(r"orders?|decades?", unknown[0], re.IGNORECASE):
        last.flags.append("orders_of_magnitude")
        if last.value is not None and not last.is_range and abs(last.value) < 40:
            last.readings = (Decimal(10) ** last.value,)
    elif unknown and last.unit is None and glue[0].kind == "word":
        last.flags.append("words_after")


def _absent_partners(text: str, entries: list[Entry]) -> list[Entry]:
    """`1.3/-`: keep the place of the partner that is not given."""
    if re.search(r"[\w%)]\s?/\s?(?:-{1,2}|–|—|n/?a)\s*$", text, re.IGNORECASE):
        return [*entries, Entry(kind="none")]
    if re.match(r"\s*(?:-{1,2}|–|—|n/?a)\s?/\s?[\d<>~+]", text, re.IGNORECASE):
        return [Entry(kind="none"), *entries]
    return entries


def _share_units(entries: list[Entry], context: Context) -> None:
    """Give a unit printed once, after the last of several numbers, to those before it."""
    for i in range(len(entries) - 2, -1, -1):
        this, after = entries[i], entries[i + 1]
        if this.unit is not None or this.prefix is not None or this.kind == "none" or after.kind == "none":
            continue
        if after.joined == "times" and after.unit is not None and after.unit.si == "m^2":
            after.unit = unit_table()[after.unit.name.split("^")[0]]
        if after.joined in ("slash", "list", "times") and after.unit is not None and len(context.units) < 2:
            wanted = context.units[0].si if context.units else context.dimension
            if wanted is None or wanted == after.unit.si or after.joined == "times":
                this.unit = after.unit
        if after.joined in ("slash", "list") and after.prefix is not None:
            this.prefix = after.prefix
    for i in range(1, len(entries)):
        this, before = entries[i], entries[i - 1]
        if (
            this.joined in ("slash",)
            and this.unit is None
            and this.prefix is None
            and before.unit is not None
        ):
            this.unit = before.unit
            this.flags.append("unit_from_partner")
        if this.joined == "times":
            for one in (before, this):
                if "dimensions" not in one.flags:
                    one.flags.append("dimensions")


def _assign_roles(entries: list[Entry], context: Context) -> None:
    pair = [entry for entry in entries if entry.joined in ("first", "slash", "list")]
    given = [entry.unit.si for entry in entries if entry.unit is not None]
    same = len(set(given)) <= 1
    if context.roles and len(pair) == len(entries) == len(context.roles) and same:
        for entry, role in zip(entries, context.roles, strict=True):
            entry.role = entry.role or role
    elif context.role is not None:
        for entry in entries:
            entry.role = entry.role or context.role
    for first, second in zip(entries, entries[1:], strict=False):
        kinds = [one.unit.si if one.unit else None for one in (first, second)]
        if second.joined in ("slash", "list") and sorted(map(str, kinds)) == ["V", "s"]:
            first.role = first.role or second.role
            if kinds == ["V", "s"]:
                second.role = second.role or first.role
