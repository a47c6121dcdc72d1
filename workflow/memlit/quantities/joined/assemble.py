"""Put tokens together: ranges, uncertainties, pairs, lists, conditions, roles and shared units."""

import re
from decimal import Decimal

from memlit.quantities.context import Context
from memlit.quantities.cut.tokens import Token
from memlit.quantities.joined.conditions import condition_end, condition_in_words, condition_marker, measures
from memlit.quantities.joined.refuse import is_formula
from memlit.quantities.joined.remarks import NOTE_WORDS, STAT_WORDS, Entry, is_inner_bar, read_glue, read_tail, role_of
from memlit.quantities.joined.shared import absent_partners, assign_roles, mark_array, share_units

_RANGE_AFTER = re.compile(r"\s?(?:[-−–—~±]|to\b)\s?[-−–+]?\d")
_CITED_MARK = re.compile(r"\^\{\s*\[?\d{1,3}(?:\s*[,–-]\s*\d{1,3})*\]\s*\}")
_SPREAD = ("σ", "sigma", "sd", "s.d", "std", "stdev")
_RANGE_WORDS = ("to", "through", "till", "until")


def assemble(text: str, tokens: list[Token], context: Context) -> tuple[list[Entry], str]:
    """Return the entries in order, and the reason if there are none."""
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
        marker = condition_marker(glue, token, entries, text)
        if marker is not None:
            end = condition_end(text, token, tokens, early=not entries)
            condition = _CITED_MARK.sub("", text[marker:end]).strip(" ,;()")
            skip_to = end
            if entries:
                said = [item for item in glue if item.start < marker and not measures(item, glue)]
                read_glue(said, entries, None)
                entries[-1].condition = condition
            else:
                early = condition
            glue = []
            continue
        if _is_label(glue, token) and not _RANGE_AFTER.match(text, token.end):
            glue.append(Token("word", token.text, token.start, token.end))
            reason = "label" if reason == "text" else reason
            continue
        how = _join(glue, token, entries)
        if how == "range":
            _close_range(entries[-1], token)
        elif how == "uncertainty":
            _add_uncertainty(entries[-1], token, context)
        elif how == "lost_power":
            _lost_power(entries[-1], token)
        else:
            entry = _entry(token)
            entry.joined = how
            entry.words = " ".join(item.text for item in glue if item.kind in ("word", "sep")).lower()
            entry.apart = any(_parts(item) for item in glue)
            if early:
                entry.condition, early = early, None
            read_glue(glue, entries, entry)
            entries.append(entry)
        glue = []
    if entries and _is_layer(entries, tokens, context):
        return [], "stack"
    if any(token.kind == "word" and re.match(r"\d+\.\d+[A-Za-z]", token.text) for token in tokens):
        for entry in entries:
            entry.flags.append("unread_number")
    if entries and entries[-1].condition is None:
        entries[-1].condition = condition_in_words(glue, text)
    if entries:
        read_tail(glue, entries)
        entries = absent_partners(text, entries)
        share_units(entries, context)
        assign_roles(entries, context)
        mark_array(text, entries)
    return entries, reason


def _parts(item: Token) -> bool:
    """A word other than `and`, a role, a statistic or a remark separates a list: `10⁷; write voltage 3 V`."""
    word = item.text.lower().rstrip(".:")
    if item.kind != "word":
        return item.text == ";"
    joins = word in (*_RANGE_WORDS, "and", "or", "x", "by", "vs", "versus", "for", "of", "from", "between")
    return not (joins or word in STAT_WORDS or word in NOTE_WORDS or role_of(word) is not None)


def _is_layer(entries: list[Entry], tokens: list[Token], context: Context) -> bool:
    """`5 nm HfO2`: a thickness that belongs to a layer, where no header asks for a length."""
    lengths = all(entry.unit is not None and entry.unit.si == "m" for entry in entries)
    named = any(token.kind == "word" and len(token.text) > 1 and is_formula(token.text) for token in tokens)
    return lengths and named and context.dimension not in ("m", "m^2")


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


def _is_label(glue: list[Token], token: Token) -> bool:
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
        role_of(word) is not None
        or word in STAT_WORDS
        or word in _RANGE_WORDS
        or word in ("and", "or", "of", "is", "x", "between", "from", "than", "for", "by")
    )
    return not known


def _join(glue: list[Token], token: Token, entries: list[Entry]) -> str:
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
    if kinds[:2] == ["open", "word"] and glue[1].text.lower().rstrip(".") in _SPREAD and not last.is_range:
        same = token.unit is None or (last.unit is not None and token.unit.si == last.unit.si != "1")
        if same and all(item.kind == "cmp" for item in glue[2:]):
            return "uncertainty"
    plain = [item for item in glue if item.kind != "close"]
    if not last.is_range and len(plain) == 1:
        only = plain[0]
        kinds_differ = last.unit is not None and token.unit is not None and last.unit.si != token.unit.si
        if only.kind == "word" and kinds_differ:
            return "list"
        word = only.text.lower() if only.kind == "word" else ""
        tilde = only.text == "~" and "in_words" not in only.flags
        if (
            only.kind == "dash"
            or (only.kind, only.text) == ("sep", "÷")
            or (only.kind == "cmp" and (only.text in ("up_to", "down_to") or tilde))
            or word in _RANGE_WORDS
            or (word == "and" and "between" in last.flags)
        ):
            return "range"
    seps = {item.text for i, item in enumerate(glue) if item.kind == "sep" and not is_inner_bar(glue, i)}
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
    if number.power is not None and entry.power is None and entry.value is not None and number.mantissa is not None:
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


def _add_uncertainty(entry: Entry, token: Token, context: Context) -> None:
    number = token.number
    assert number is not None
    entry.uncertainty = number.value
    own, other = entry.unit, token.unit
    headed = context.units[0].name if context.units else context.dimension
    of_header = own is None and headed not in (None, "1", "%")
    if other is not None and other.name == "%" and (of_header or (own is not None and own.name != "%")):
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
    entry.readings = (Decimal(f"1e{number.text}"),)
    entry.value = None
    entry.unit = token.unit
    entry.prefix = token.prefix
    entry.flags.append("lost_exponent")
