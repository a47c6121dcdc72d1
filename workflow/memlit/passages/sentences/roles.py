"""Whether a pulse raises or lowers the conductance: set or reset, potentiation or depression, said beside its value.

Set pulses of 2.5 V and reset pulses of −2.8 V      set_voltage 2.5 V, reset_voltage −2.8 V
switched at 1.1 V (set) and −0.9 V (reset)          the bracket behind the value
1.2 and −1.9 for potentiation and depression        in their order
for LTP (LTD) pulses of 0.8 V (−0.9 V)              both in brackets
"""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from memlit.field import OF_ROLE, Parameter
from memlit.field.roles import LOWERING, RAISING, Direction
from memlit.passages.sentences.numbers import NumberGroup

_WITHOUT_ROLE = {name: generic for generic, both in OF_ROLE.items() for name in both}
_ROLE = re.compile(rf"\b(?:(?P<raises>{RAISING})|(?P<lowers>{LOWERING}))\b")
_CLAUSE = re.compile(
    r"[;:]|\.\s|, (?:while|whereas|which|where)\b|\b(?:while|whereas)\b|"
    r",? (?:and|then|but) (?:(?!\band\b)[^,;]){0,80}\b(?:is|are|was|were) (?:then |again )?"
    r"(?:(?:re)?written|(?:re)?programmed|erased|read)\b"
)
"""Where another clause begins; `both are reset, and one is rewritten at 4 V` resets nothing at 4 V."""
_TOGETHER = re.compile(r"\s?(?:\([^()\d]{3,60}\)\s?)?(?:,|/|and|or|\(|, and)\s?(?:the )?")
"""`potentiation and depression`, each with what it means: `potentiation (a rise) and depression (a fall)`."""
BEHIND = re.compile(
    rf"(?:\s?[/,]\s?[\d.]+ ?[fpnµum]?s)?\s?\((?:(?:for|in|during) )?"
    rf"(?:(?P<raises>set|potentiat\w*|LTP|SET)|(?P<lowers>{LOWERING}))\b[^()]{{0,20}}\)"
)
"""The role of a value in brackets behind it: `1.1 V (set)`."""
_RIGHT_BEHIND = re.compile(
    rf"(?:\s?[/,]\s?[\d.]+ ?[fpnµum]?s)?\s(?:(?P<raises>{RAISING})|(?P<lowers>{LOWERING}))\b"
    rf"(?!(?: and | or |/)(?:the )?(?:{RAISING}|{LOWERING})\b)"
)
"""`3.1 V/200 µs set and −2.9 V/150 µs reset pulses`: the role right behind a pulse is its own."""
ROLE_HEAD = re.compile(rf"\b(?:(?P<raises>{RAISING})|(?P<lowers>{LOWERING})): ?$")
"""`SET: ~1-2 V`."""
_IN_ORDER = re.compile(r"\s?(?:for|in|during|of)\s(?:the\s)?")
_OWNED = re.compile(r"(\d|\d ?[fpnµumkM]?[VsJ])\s(?:for|in|during)\s(?:the\s)?$")
"""A role that is said of the value right before it: `1.2 for potentiation`."""
_OPENS = re.compile(r"\s?\(\s?")


RoleWord = re.Match[str]
_RolePair = tuple[RoleWord, RoleWord]
"""Two words that stand together, one for each role: `potentiation and depression`."""


def with_role(
    text: str, group: NumberGroup, groups: Sequence[NumberGroup], parameter: Parameter, known: Mapping[str, Parameter]
) -> Parameter:
    """The parameter of the role that the sentence gives a value, else the parameter itself.

    groups: all values of its unit in the sentence.
    """
    beside = (
        BEHIND.match(text, group.end) or _RIGHT_BEHIND.match(text, group.end) or ROLE_HEAD.search(text[: group.start])
    )
    generic = _WITHOUT_ROLE.get(parameter.name, parameter.name) if beside else parameter.name
    both = OF_ROLE.get(generic)
    if both is None:
        return parameter
    role = _role_of(beside) if beside else _role_in(text, group, groups)
    return parameter if role is None else known.get(both[role], parameter)


def _role_of(word: RoleWord) -> Direction:
    return Direction.LOWERS if word["lowers"] else Direction.RAISES


def _role_in(text: str, group: NumberGroup, groups: Sequence[NumberGroup]) -> Direction | None:
    """The role of a value by the words of its sentence: of a pair in its order, its own, or the nearest free one."""
    words = list(_ROLE.finditer(text))
    pairs = [pair for pair in pairwise(words) if _are_together(text, *pair)]
    for pair in pairs:
        word = _word_of_pair(text, pair, group, groups)
        if word is not None:
            return _role_of(word)
    free = []
    for word in words:
        if any(word in pair for pair in pairs):
            continue
        owned = _OWNED.search(text, 0, word.start())
        if owned is None:
            free.append(word)
        elif owned.end(1) == group.end:
            return _role_of(word)
    if pairs or len(set(map(_role_of, free))) > 1:
        free = [word for word in free if word.end() <= group.start][-1:]
    return _nearest_role(text, group, free)


def _are_together(text: str, one: RoleWord, other: RoleWord) -> bool:
    between = text[one.end() : other.start()]
    return _role_of(one) != _role_of(other) and _TOGETHER.fullmatch(between) is not None


def _word_of_pair(text: str, pair: _RolePair, group: NumberGroup, groups: Sequence[NumberGroup]) -> RoleWord | None:
    """The word of a pair that stands for a value: `LTP (LTD) pulses of 0.8 V (−0.9 V)`, `1 V and 2 V for A and B`."""
    one, other = pair
    after = [value for value in groups if value.start >= other.end()][:2]
    is_opened = len(after) == 2 and text[one.end() : other.start()].strip() == "("
    if is_opened and group in after and _OPENS.fullmatch(text[after[0].end : after[1].start]):
        return one if group is after[0] else other
    before = [value for value in groups if value.end <= one.start()][-2:]
    if len(before) == 2 and group in before and _IN_ORDER.fullmatch(text[before[1].end : one.start()]):
        return one if group is before[0] else other
    return None


def _nearest_role(text: str, group: NumberGroup, words: Sequence[RoleWord]) -> Direction | None:
    """The role of the nearest word, if it stands in the clause of the value."""
    if not words:
        return None
    near = min(words, key=lambda word: max(word.start() - group.end, group.start - word.end()))
    between = text[near.end() : group.start] if near.end() <= group.start else text[group.end : near.start()]
    return None if _CLAUSE.search(between) else _role_of(near)
