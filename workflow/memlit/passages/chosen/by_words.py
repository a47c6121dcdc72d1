"""Which parameter of the vocabulary a value in a sentence belongs to, by the words around it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from memlit.field import OF_ROLE, Parameter
from memlit.field.roles import LOWERING, RAISING
from memlit.passages.chosen.sentence_place import si_unit_of
from memlit.passages.sentences.numbers import NumberGroup
from memlit.passages.sentences.terms import Term
from memlit.quantities import Quantity

MAX_COST = 12.0
MAX_COST_BARE = 5.5
"""A number without a unit needs its word close by."""
RIVAL = 0.5
"""A word that costs so little more than the nearest may be meant as well."""
REACH = 250
"""Characters on each side of a value in which its words are looked for."""
_COUNTS = ("n_pulses", "array_size")
"""What these count stands behind the number: `50 pulses`."""
_OWNED = re.compile(
    r"\s+|\s[A-Za-z]\w{0,8} ?= |"
    r"\s*[)\]|]*\s*(?:\([^()]{1,12}\)\s*)?(?:of|is|was|are|were|=|:|~|as|up to|<|>|reaches|to)\s",
    re.IGNORECASE,
)
"""What stands between words and the value behind them that they name: `hold voltage 1.05 V`, `is at`, `RESET at`."""
_STATES_ITS_OWN = re.compile(
    r": ?|\s(?:(?:conditions?|amplitudes?|widths?|durations?|values?)\s)?(?:of|is|was|are|were|=) ?"
)
"""`the read pulse condition is 2 V`, `width: 2 ms, interval: 3 ms`: the words behind a value are those of the next."""
_OWNER = re.compile(r"\s(?:in|for|during)\s(?:(?:the|its)\s)?", re.IGNORECASE)
"""`12 kΩ in the low state`: these words are that value's, not the next one's."""
_MAY = re.compile(r"\s*(?:(?:can|could|may|would|will|is|was|remains?|remained|stays?|stayed) )?")
_STATED = re.compile(
    r"(?:\b(?:of|is|was|are|were|to|as|by|than|reach(?:es|ing)?|exceed(?:s|ing)?|about|~|up to)|[=:(~<>≥≤]|"
    r"\bapproximately)\s*$",
    re.IGNORECASE,
)
_NEXT = re.compile(r"\b(?:followed by|before|after|then|until|prior to|respectively,? (?:while|whereas|but|and))\b")
"""`pulses of 1 V, each followed by a read pulse`: what comes next in time, or behind a whole list, is another's."""
_CLAUSE = re.compile(r"[;:]|, (?:and|but|while|where|which|whereas|with)\b|\b(?:while|whereas|whose|which)\b")
LIST = re.compile(
    r"\s*(?:,|and|or|to|,\s*and|/|\(|\))?\s*|"
    r"\s*[,;]?\s*(?:and|or)?\s*\([a-z]\)\s*|"
    r"\s?(?:[,(/]|for|at) ?[-+−±~]?\d[\d.]* ?(?:[fpnµum]?s|m?V)\)? ?(?:,|and|or|, ?and|;)? ?\(?|"
    rf"\s?\((?!{RAISING}|{LOWERING}|for |in |during )[A-Za-z][A-Za-z ]{{0,20}}\) ?(?:,|;|and|or|, ?and) ?|"
    rf"\s(?:for|in) (?!{RAISING}|{LOWERING})[A-Z][\w-]{{0,12}} ?(?:,|;|and|or|, ?and) ?|\sagainst (?:about |~ ?)?|"
    r"\s?(?:,|and|, ?and|;) (?:an?|the)(?: (?:median|mean|average|best|worst)(?: value)? of)? "
)
"""What stands between the values of a list; each may have its partner: `6 V, 20 ms and −4.5 V, 20 ms`, or its letter:
`(a) 6 V, (b) 7 V, and (c) 8 V`."""
_LIST_OF_ROLES = re.compile(
    rf"{LIST.pattern}|\s?\(?(?:(?:for|in|during) )?(?:the )?(?:{RAISING}|{LOWERING})"
    r"(?: (?:process|operation|phase|pulses?))?\)? ?(?:,|and|or|, ?and|;) ?"
)
"""Each value may have its role as well: `nonlinearity of 1.1 for potentiation and 1.9 for the depression process`."""
OF_A_ROLE = frozenset(name for both in OF_ROLE.values() for name in both)
_STATISTIC = re.compile(
    r"(?:σ|\bSD\b)|"
    r"(?:, with| (?:has|had|shows?|gives)) (?:an?|the) (?:median|mean|average|maximum|minimum|peak)(?: value)? of\b"
    r"| at [-+−]?[\d.]+ m?V\b"
)
"""`C2C σ ~2 %`: what kind of number a value is stands for no word between a name and it."""
_OF_HEAD = re.compile(r"\s(?:for|of|during|under)\s(?:[\w-]+\s){0,3}")
"""`read voltage for the optical pulses`: the voltage is what is meant, the pulses say when."""
_BETWEEN_TWO = re.compile(r"\sbetween\s(?:[\w-]+\s){0,4}")
"""`the interval between these input pulses`: a common word is as clear here."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The word that names a number's parameter, at what cost (lower is nearer), and the word that came second."""

    term: Term
    cost: float
    rival: Term | None = None


def choose_term(
    text: str, group: NumberGroup, terms: Sequence[Term], others: Sequence[NumberGroup], quantity: Quantity
) -> Choice | None:
    """The nearest term whose unit and range fit the quantity; `others` are all groups of its unit in the sentence."""
    terms = [term for term in terms if term.start < group.end + REACH and term.end > group.start - REACH]
    others = [other for other in others if other.start < group.end + REACH and other.end > group.start - REACH]
    most = MAX_COST_BARE if group.is_bare else MAX_COST
    best: list[tuple[float, Term]] = []
    for term in terms:
        if not _may_name(text, group, term, others, quantity):
            continue
        cost = _cost(text, group, term, others)
        if _is_of_another(text, term, terms):
            cost += MAX_COST
        if cost <= most:
            best.append((cost, term))
    best.sort(key=lambda pair: (pair[0], pair[1].start, pair[1].parameter.name))
    if not best:
        return None
    (cost, term), *later = best
    rivals = (other for near, other in later if near - cost < RIVAL and other.parameter.name != term.parameter.name)
    return Choice(term, cost, next(rivals, None))


def _may_name(text: str, group: NumberGroup, term: Term, others: Sequence[NumberGroup], quantity: Quantity) -> bool:
    """Whether a term may name a value: unit and range fit, and it stands beside the number, not in it."""
    is_in_number = term.start < group.end and term.end > _first_number(group)
    if is_in_number or not fits(term, si_unit_of(quantity)) or not is_plausible(quantity, term.parameter):
        return False
    return not group.is_bare or _may_be_bare(text, group, term, others)


def _first_number(group: NumberGroup) -> int:
    """Where the number of a group begins, behind its comparator: words may share that, as in `switches within 5 ns`."""
    return max(group.start, group.numbers[0].start) if group.numbers else group.start


def _is_of_another(text: str, term: Term, terms: Sequence[Term]) -> bool:
    """Whether a common word only says of what, when or between what a quantity of the same unit is."""
    heads = [head for head in terms if head.end <= term.start and head.parameter.unit == term.parameter.unit]
    return term.weak and any(_is_head(head, text[head.end : term.start]) for head in heads)


def _is_head(head: Term, between: str) -> bool:
    """Whether words are what is meant, by what stands between them and a common word behind."""
    is_of = not head.weak and _OF_HEAD.fullmatch(between) is not None
    return is_of or _BETWEEN_TWO.fullmatch(between) is not None


def _may_be_bare(text: str, group: NumberGroup, term: Term, others: Sequence[NumberGroup]) -> bool:
    """A number without a unit is a count with its word behind it, or stands right after `of`, `is`, `=`, `(`."""
    if term.parameter.name in _COUNTS:
        return term.start >= group.end and "orders" not in text[group.end : group.tail]
    is_power = "^" in text[group.start : group.end]
    if term.end > group.start:
        return is_power or (not term.weak and not text[group.end : term.start].strip(" -"))
    head = _head_of_list(text, group, others, _between(term))
    between = text[term.end : head]
    if _STATED.search(between) is not None:
        return True
    if _MAY.fullmatch(between) and re.match(r"[\d.+−–-]", text[head:]) is None:
        return True
    is_right_before = not term.weak and not between.strip()
    return is_right_before and (is_power or term.n_words > 1)


def is_plausible(quantity: Quantity, parameter: Parameter) -> bool:
    """False for a value far outside the parameter's range: the nearest word was another's."""
    if parameter.range is None:
        return True
    low, high = parameter.range
    found = (quantity.si_value, quantity.si_lower, quantity.si_upper)
    values = [value for value in found if value is not None] or list(quantity.candidates_si)
    # A sweep or a train that begins at 0 V is as likely as its other end.
    values = [value for value in values if value] if quantity.kind == "range" else values
    likely = [low <= abs(value) <= high or low <= value <= high for value in values]
    return not likely or (all(likely) if not quantity.candidates_si else any(likely))


def fits(term: Term, unit: str) -> bool:
    """Whether a number of this SI unit can be a value of the term's parameter."""
    wanted = term.parameter.unit
    # `an endurance of 10^8`: the word gives the unit.
    counted = wanted in ("cycle", "state") and unit == "1" and not term.weak
    return wanted == unit or {wanted, unit} == {"J", "J/bit"} or (wanted == "1" and unit == "count") or counted


def _cost(text: str, group: NumberGroup, term: Term, others: Sequence[NumberGroup]) -> float:
    """How far a term is from a value, in words; what parts the two or gives the term to another value costs more."""
    is_behind = term.start >= group.end
    start, end = group.end, term.start
    if not is_behind:
        start, end = term.end, _head_of_list(text, group, others, _between(term))
    between = _STATISTIC.sub("", text[start:end])
    cost = (1.0 if is_behind else 0.7) * len(re.findall(r"[^\W_]+", between))
    cost += 3.0 * len(_CLAUSE.findall(between)) + 0.6 * between.count(",") + 0.4 * between.count("(")
    if is_behind:
        cost += 4.0 * between.count(")")
    cost += 6.0 * _crossed(text, group, term, others)
    if is_behind and (";" in between or _NEXT.search(between)):
        cost += MAX_COST
    if is_behind and any(_is_named_by(text, other, term) for other in others):
        cost += MAX_COST
    if term.end <= group.start and any(_owns(text, other, term) for other in others):
        cost += MAX_COST
    cost += (2.0 if term.weak else 0.0) - 0.4 * min(term.n_words, 4)
    return cost


def _is_named_by(text: str, value: NumberGroup, term: Term) -> bool:
    """Whether words stand before a value that they name: `read voltage of 0.1 V`."""
    if value.start < term.end:
        return False
    between = text[term.end : value.start]
    return _OWNED.fullmatch(f"{between} ") is not None or _STATES_ITS_OWN.fullmatch(between) is not None


def _owns(text: str, value: NumberGroup, term: Term) -> bool:
    """Whether words right behind a value are its own: `12 kΩ in the low state`."""
    return value.end <= term.start and _OWNER.fullmatch(text[value.end : term.start]) is not None


def _between(term: Term) -> re.Pattern[str]:
    """What may stand between the values of a list that a term names; words of a role name one value alone."""
    return LIST if term.parameter.name in OF_A_ROLE else _LIST_OF_ROLES


def _head_of_list(text: str, group: NumberGroup, others: Sequence[NumberGroup], between: re.Pattern[str]) -> int:
    """Where the list begins that a value stands in: `1.44 and 2.55` are as near to the word before them."""
    start = group.start
    for other in reversed([other for other in others if other.end <= group.start]):
        if not between.fullmatch(text[other.end : start]):
            break
        start = other.start
    return start


def _crossed(text: str, group: NumberGroup, term: Term, others: Sequence[NumberGroup]) -> int:
    """How many values of the same kind stand between, those of one list with the value not counted."""
    low, high = (group.end, term.start) if term.start >= group.end else (term.end, group.start)
    count = 0
    edge = group
    ordered = [other for other in others if low <= other.start and other.end <= high]
    for other in ordered if term.start >= group.end else reversed(ordered):
        gap = text[edge.end : other.start] if other.start >= edge.end else text[other.end : edge.start]
        if not _between(term).fullmatch(gap):
            count += 1
        edge = other
    return count
