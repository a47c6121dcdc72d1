"""Put tokens together: ranges, uncertainties, pairs, lists, conditions, roles and shared units."""

import re
from decimal import Decimal

from memlit.field.citation_marks import RAISED_IN_BRACKETS
from memlit.field.roles import role_of_word
from memlit.field.words import RANGES, REMARKS, STATISTICS, is_formula
from memlit.quantities.context import Context
from memlit.quantities.cut.token import Token
from memlit.quantities.joined.conditions import (
    ConditionPlace,
    condition_end,
    condition_in_words,
    condition_marker,
    measures,
)
from memlit.quantities.joined.entry import Joint, QuantityEntry, entry_of
from memlit.quantities.joined.joints import joint_of
from memlit.quantities.joined.remarks import read_glue, read_tail
from memlit.quantities.joined.shared import absent_partners, assign_roles, mark_array, share_units
from printed.units import Unit

_RANGE_AFTER = re.compile(r"\s?(?:[-−–—~±]|to\b)\s?[-−–+]?\d")
_UNREAD_NUMBER = re.compile(r"\d+\.\d+[A-Za-z]")
_MULTIPLIED = re.compile(r"(?P<first>\d{1,2})10(?P<exponent>[2-9]|1\d)")
"""`5108` for 5 × 10^8, whose sign and raised digits are lost."""
_JOINING = frozenset((*RANGES, "and", "or", "x", "by", "vs", "versus", "for", "of", "from", "between"))
"""Words between the numbers of one list."""
_BEFORE_NUMBERS = frozenset((*RANGES, "and", "or", "of", "is", "x", "between", "from", "than", "for", "by"))
"""Words that no number behind them belongs to, unlike a name such as `IEDM 20`."""


def assemble(text: str, tokens: list[Token], context: Context) -> tuple[list[QuantityEntry], str]:
    """Return the entries in order, and the reason if there are none."""
    work = _Assembly(text, tokens, context)
    for token in tokens:
        work.take(token)
    return work.finished()


class _Assembly:
    """The entries so far, and what waits for the number that it belongs to.

    glue: the tokens since the last number. read_to: the place up to which a condition was taken.
    early: a condition that stands before the first number.
    """

    def __init__(self, text: str, tokens: list[Token], context: Context) -> None:
        self.text, self.tokens, self.context = text, tokens, context
        self.entries: list[QuantityEntry] = []
        self.glue: list[Token] = []
        self.reason = "text"
        self.read_to = -1
        self.early: str | None = None

    def take(self, token: Token) -> None:
        """Take on the next token."""
        if token.start < self.read_to:
            return
        if token.kind != "num":
            self._wait_with(token)
        elif not self._is_condition(token) and not self._is_name(token):
            self._join(token)
            self.glue = []

    def finished(self) -> tuple[list[QuantityEntry], str]:
        """The entries with what is behind the last number, and what several share; the reason if there are none."""
        entries = self.entries
        if not entries:
            return [], self.reason
        if _is_layer(entries, self.tokens, self.context):
            return [], "stack"
        if any(token.kind == "word" and _UNREAD_NUMBER.match(token.text) for token in self.tokens):
            for entry in entries:
                entry.flags.append("unread_number")
        if entries[-1].condition is None:
            entries[-1].condition = condition_in_words(self.glue, self.text)
        read_tail(self.glue, entries)
        entries = absent_partners(self.text, entries)
        share_units(entries, self.context)
        assign_roles(entries, self.context)
        mark_array(self.text, entries)
        return entries, self.reason

    def _wait_with(self, token: Token) -> None:
        self.glue.append(token)
        if token.kind == "cite":
            self.reason = "citation"
        elif token.kind == "word" and is_formula(token.text):
            self.reason = "formula"

    def _is_condition(self, token: Token) -> bool:
        """Take the condition that a number belongs to, if it is one."""
        marker = condition_marker(ConditionPlace(self.glue, token, self.entries, self.text))
        if marker is None:
            return False
        self.read_to = condition_end(self.text, token, self.tokens, early=not self.entries)
        condition = RAISED_IN_BRACKETS.sub("", self.text[marker : self.read_to]).strip(" ,;()")
        if self.entries:
            before = [item for item in self.glue if item.start < marker and not measures(item, self.glue)]
            read_glue(before, self.entries, None)
            self.entries[-1].condition = condition
        else:
            self.early = condition
        self.glue = []
        return True

    def _is_name(self, token: Token) -> bool:
        """Take a number that is part of a name as a word."""
        if not _is_label(self.glue, token) or _RANGE_AFTER.match(self.text, token.end):
            return False
        self.glue.append(Token("word", token.text, token.start, token.end))
        if self.reason == "text":
            self.reason = "label"
        return True

    def _join(self, token: Token) -> None:
        joint = joint_of(self.glue, token, self.entries)
        if joint is Joint.RANGE:
            _close_range(self.entries[-1], token)
        elif joint is Joint.UNCERTAINTY:
            _add_uncertainty(self.entries[-1], token, self.context)
        elif joint is Joint.LOST_POWER:
            _lost_power(self.entries[-1], token)
        else:
            self._begin_entry(token, joint)

    def _begin_entry(self, token: Token, joint: Joint) -> None:
        entry = entry_of(token)
        entry.joined = joint
        entry.words = " ".join(item.text for item in self.glue if item.kind in ("word", "sep")).lower()
        entry.apart = any(_parts(item) for item in self.glue)
        if self.early:
            entry.condition, self.early = self.early, None
        read_glue(self.glue, self.entries, entry)
        self.entries.append(entry)


def _parts(item: Token) -> bool:
    """A word other than `and`, a role, a statistic or a remark separates a list: `10⁷; write voltage 3 V`."""
    if item.kind != "word":
        return item.text == ";"
    word = item.text.lower().rstrip(".:")
    return not (word in _JOINING or word in STATISTICS or word in REMARKS or role_of_word(word) is not None)


def _is_layer(entries: list[QuantityEntry], tokens: list[Token], context: Context) -> bool:
    """`5 nm HfO2`: a thickness that belongs to a layer, where no header asks for a length."""
    lengths = all(entry.unit is not None and entry.unit.si == "m" for entry in entries)
    named = any(token.kind == "word" and len(token.text) > 1 and is_formula(token.text) for token in tokens)
    return lengths and named and context.dimension not in ("m", "m^2")


def _is_label(glue: list[Token], token: Token) -> bool:
    """A bare number right after an unknown word (`IEDM 20`, `Chip#1`) names something."""
    if token.unit is not None or token.prefix is not None or token.sign or not glue:
        return False
    last = glue[-1]
    if last.kind != "word":
        return (last.kind, last.text) == ("sep", "#")
    word = last.text.lower().rstrip(".")
    return word not in _BEFORE_NUMBERS and word not in STATISTICS and role_of_word(word) is None


def _close_range(entry: QuantityEntry, token: Token) -> None:
    """Make a number the upper end of an entry: `1–3 V`, `0.1 to 1.2 × 10^5`."""
    number = token.printed_number
    entry.is_range = True
    entry.upper = number.value
    entry.upper_text = number.text
    entry.upper_sign = token.sign
    if "±" in (entry.sign, token.sign):
        entry.flags.append("polarity_in_range")
    if token.unit is not None:
        entry.lower_unit, entry.unit = entry.unit, token.unit
    elif entry.unit is not None:
        entry.lower_unit = None
    if token.prefix is not None or entry.prefix is not None:
        _prefixed_range(entry, token)
    entry.flags.extend((*number.flags, *token.flags))
    entry.readings = (*entry.readings, *number.readings)
    _share_power(entry, token)
    _multiply_again(entry, token)


def _share_power(entry: QuantityEntry, token: Token) -> None:
    """`1–3 × 10^5`: the power is of both ends, where the lower is else no lower."""
    number = token.printed_number
    if number.power is None or number.mantissa is None or entry.power is not None or entry.value is None:
        return
    if entry.value < number.mantissa or (number.value is not None and entry.value > number.value):
        entry.value *= Decimal(f"1e{number.power}")
        entry.flags.append("power_shared")


def _multiply_again(entry: QuantityEntry, token: Token) -> None:
    """`1–5108`: the upper end may be 5 × 10^8."""
    number = token.printed_number
    multiplied = _MULTIPLIED.fullmatch(number.text)
    if multiplied is None or number.power is not None or entry.value is None:
        return
    first = int(multiplied["first"])
    if entry.value <= first:
        scale = Decimal(f"1e{multiplied['exponent']}")
        entry.readings = (entry.value * scale, first * scale, entry.value, number.value or Decimal(0))
        entry.flags.append("lost_multiplication")


def _prefixed_range(entry: QuantityEntry, token: Token) -> None:
    """`1k–3k`, `10–20 k`: a prefix at the end is of both, one at the beginning alone is in doubt."""
    low, high = entry.prefix, token.prefix
    if high is None:
        entry.flags.append("bare_prefix")
    elif low is None:
        entry.prefix = high
    elif low != high and entry.value is not None:
        entry.value *= Decimal(f"1e{low - high}")
        entry.prefix = high


def _add_uncertainty(entry: QuantityEntry, token: Token, context: Context) -> None:
    """Make a number the uncertainty of an entry, in its unit or in percent of it."""
    number = token.printed_number
    own, other = entry.unit, token.unit
    entry.uncertainty = number.value
    if other is not None and other.name == "%" and _is_not_in_percent(own, context):
        entry.uncertainty_percent = True
    elif own is None:
        entry.unit = other
    elif other is not None and number.value is not None:
        entry.uncertainty = number.value * other.factor / own.factor
    if number.power is not None and entry.power is None and entry.value is not None:
        entry.value *= Decimal(f"1e{number.power}")
    entry.flags.extend((*number.flags, *token.flags))


def _is_not_in_percent(own: Unit | None, context: Context) -> bool:
    """Whether a number, by its unit or its header, is no percentage itself."""
    if own is not None:
        return own.name != "%"
    headed = context.units[0].name if context.units else context.dimension
    return headed not in (None, "1", "%")


def _lost_power(entry: QuantityEntry, token: Token) -> None:
    """`10 6`: perhaps 10^6."""
    entry.readings = (Decimal(f"1e{token.printed_number.text}"),)
    entry.value = None
    entry.unit = token.unit
    entry.prefix = token.prefix
    entry.flags.append("lost_exponent")
