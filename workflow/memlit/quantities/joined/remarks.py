"""What the words and marks between numbers say about an entry."""

import re
from decimal import Decimal

from memlit.field.doubts import MOST_ORDERS
from memlit.field.roles import ROLE_WORDS, role_of_word
from memlit.field.words import REMARKS, STATISTICS
from memlit.quantities.cut.token import Token
from memlit.quantities.joined.entry import QuantityEntry

_OR_MORE = re.compile(r"(?:or|and) (?:more|above|longer|higher|greater)|\+$")
_OR_LESS = re.compile(r"or (?:less|below|fewer|lower|shorter)")
_ORDERS = re.compile(r"(?:orders?|decades?)$", re.IGNORECASE)
_KEPT_FLAGS = ("much", "approximate_bound")


def is_inner_bar(glue: list[Token], place: int) -> bool:
    """Whether a bar is part of the words, as in `ON/OFF ratio` or `σ/µ`, and does not separate numbers."""
    if not 0 < place < len(glue) - 1 or glue[place].text != "/":
        return False
    before, bar, after = glue[place - 1 : place + 2]
    return before.kind == after.kind == "word" and before.end == bar.start and bar.end == after.start


def read_glue(glue: list[Token], entries: list[QuantityEntry], entry: QuantityEntry | None) -> None:
    """Read comparators, roles, statistics and remarks between the previous entry and this one."""
    behind = _behind_last_entry(glue)
    if entry is not None:
        entry.pair = _roles_of_pair(glue)
        if entry.pair:
            glue, behind = [item for item in glue if item.kind == "cmp"], 0
    if entries:
        _read_remarks(glue[:behind], entries, None)
    _read_remarks(glue[behind:], entries, entry)
    if entries and entry is not None and glue and glue[0].kind == "word":
        _read_orders(glue[0].text, entries[-1])


def _behind_last_entry(glue: list[Token]) -> int:
    """How many of the tokens belong to the previous entry: those up to the last separator or closing bracket."""
    belonging = 0
    for place, item in enumerate(glue):
        is_separator = item.kind == "sep" and item.text in "/,;|\n" and not is_inner_bar(glue, place)
        if is_separator or item.kind == "close":
            belonging = place + 1
    return belonging


def _roles_of_pair(glue: list[Token]) -> tuple[str, ...]:
    """`on/off times`, `SET/RESET voltages`: the roles of the two numbers that follow; none for their ratio."""
    if any(item.text.lower() in ("ratio", "window", ">", "<") for item in glue):
        return ()
    for first, bar, second in zip(glue, glue[1:], glue[2:], strict=False):
        role, other = role_of_word(_bare(first)), role_of_word(_bare(second))
        is_bar = bar.kind == "sep" and bar.text == "/"
        if is_bar and role is not None and other is not None and role != other:
            return role, other
    return ()


def _bare(item: Token) -> str:
    """A word in lower case without a point or colon behind it."""
    return item.text.lower().rstrip(".:")


def _read_remarks(glue: list[Token], entries: list[QuantityEntry], entry: QuantityEntry | None) -> None:
    """Read what is said of `entry`, or of the last of the entries where it is None."""
    if entry is None and not entries:
        return
    target = entry or entries[-1]
    roles: list[str] = []
    for place, item in enumerate(glue):
        if item.kind == "cmp":
            _read_comparator(item, target, is_behind=entry is None)
        elif item.kind == "word" and not _is_remark(item, glue[place + 1 :], target):
            role = role_of_word(_bare(item))
            roles += [] if role is None else [role]
    if len(roles) == 1:
        target.role = roles[0]
    elif entry is None and len(roles) == len(entries):
        for one, role in zip(entries, roles, strict=True):
            one.role = role


def _read_comparator(item: Token, target: QuantityEntry, *, is_behind: bool) -> None:
    """`<`, `~`, `at least`; behind its number it is in doubt, and `~` takes nothing from a bound."""
    if item.text == "=":
        target.flags.extend(flag for flag in item.flags if flag == "direction_unknown")
        return
    if is_behind:
        target.flags.append("comparator_after_number")
    if item.text != "~" or target.comparator == "=":
        target.comparator = item.text
    target.flags.extend(flag for flag in item.flags if flag in _KEPT_FLAGS)


def _is_remark(item: Token, behind: list[Token], target: QuantityEntry) -> bool:
    """Take a statistic, a remark, or the beginning of a range; False for any other word."""
    word = _bare(item)
    if word in STATISTICS and (word != "µ" or _is_defined(behind)):
        target.stat = STATISTICS[word]
    elif word in REMARKS:
        target.flags.append(REMARKS[word])
    elif word in ("between", "from"):
        target.flags.append("between")
    else:
        return False
    return True


def _is_defined(behind: list[Token]) -> bool:
    """`µ = 3 V`: a mean, and no prefix of a unit."""
    return bool(behind) and behind[0].text in ("=", "~", ":")


def read_tail(glue: list[Token], entries: list[QuantityEntry]) -> None:
    """Read what follows the last number: `or more`, a statistic, a remark."""
    tail = " ".join(item.text for item in glue)
    last = entries[-1]
    if _OR_MORE.match(tail):
        last.comparator = ">="
    elif _OR_LESS.match(tail):
        last.comparator = "<="
    _read_remarks(glue, entries, None)
    unknown = [item.text for item in glue if item.kind == "word" and not _is_known(item)]
    if not unknown or glue[0].kind != "word" or _read_orders(unknown[0], last):
        return
    if last.unit is None:
        last.flags.append("words_after")


def _is_known(item: Token) -> bool:
    word = item.text.lower().rstrip(".")
    return word in ROLE_WORDS or word in STATISTICS or word in REMARKS or role_of_word(_bare(item)) is not None


def _read_orders(word: str, entry: QuantityEntry) -> bool:
    """`3 orders of magnitude`: a power of ten, as a candidate."""
    if entry.unit is not None or _ORDERS.match(word) is None:
        return False
    entry.flags.append("orders_of_magnitude")
    ends = (entry.value, entry.upper) if entry.is_range else (entry.value,)
    entry.readings = tuple(Decimal(10) ** end for end in ends if end is not None and abs(end) < MOST_ORDERS)
    return True
