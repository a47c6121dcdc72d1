"""Which numbers of a sentence belong together: ranges, pairs, lists that share a unit, sides of an array."""

import re
from dataclasses import dataclass

from memlit.quantities.context import Context
from memlit.quantities.cut.token import Token
from memlit.quantities.cut.tokens import tokenise

_JOINING_WORDS = {"to", "by", "x", "through"}
_BOUND_WORDS = {"between", "from"}
_NAMED = re.compile(
    r"\b(?:[Ff]igs?|[Rr]efs?|[Tt]ables?|[Ee]qn?s?|[Ss]ections?|[Cc]hapters?|[Nn]o|[Ss]teps?|[Cc]ase)\.? ?\(?$"
)

LONGEST_JOINT = 2
"""So many tokens may stand between two numbers that belong together."""
_SEPARATORS = (["and"], [","], ["or"], [",", "and"])
_AND_MORE = re.compile(r"\+(?=[\s,.;)]|$)")
"""`10^9+` is at least that."""
_RATIO_OF = re.compile(r"\bratios? (?:of|is|was) (?:about |~ ?)?$")
_OPERATOR = re.compile(r"[\w)}\]] ?[-−–+*] ?\d?$")


@dataclass(frozen=True, slots=True)
class NumberGroup:
    """Numbers read together; `start` includes a comparator before them, `numbers` are their tokens."""

    start: int
    end: int
    numbers: tuple[Token, ...]
    tail: int
    """Where the text read ends: the end of a condition such as `at 85 °C` behind the numbers."""

    @property
    def is_bare(self) -> bool:
        """Whether no unit stands at any of the numbers."""
        return all(token.unit is None for token in self.numbers)


def groups_of(text: str) -> list[NumberGroup]:
    """The groups of numbers in a sentence, in order; numbers of figures, references and names are none."""
    tokens = tokenise(text, Context())
    places = [i for i, token in enumerate(tokens) if token.kind == "num"]
    groups: list[NumberGroup] = []
    taken = -1
    for order, place in enumerate(places):
        before = text[max(0, tokens[place].start - 20) : tokens[place].start]
        if place <= taken or _NAMED.search(before) or _in_raised(before) or _is_numbering(text, tokens[place]):
            continue
        members = [place]
        for after in places[order + 1 :]:
            if not _belong_together(text, tokens, members, after):
                break
            members.append(after)
        taken = members[-1]
        groups.append(_group(text, tokens, members))
    return groups


def _in_raised(before: str) -> bool:
    """True within ^{..}: a citation mark, or the power of something that is no number."""
    return before.rfind("^{") > before.rfind("}")


def _is_numbering(text: str, token: Token) -> bool:
    """True for parts of `7.2.1` and for the number of a heading."""
    if token.unit is not None:
        # `2^N - 1 levels` is a formula.
        return token.unit.si in ("state", "bit", "cycle") and _OPERATOR.search(text[: token.start + 1]) is not None
    if re.fullmatch(r"\d{1,2}", token.text) and text[: token.start].endswith("(") and text[token.end :].startswith(")"):
        return True
    if re.match(r"\.\d", text[token.end :]) or re.search(r"[\w.]$", text[: token.start]) or token.text.startswith("."):
        return True
    return token.start == 0 and re.match(r"\.? [A-Z]", text[token.end :]) is not None


def _belong_together(text: str, tokens: list[Token], members: list[int], after: int) -> bool:
    """Whether the number at `after` is read together with those before it."""
    last = members[-1]
    between = tokens[last + 1 : after]
    if not 1 <= len(between) <= LONGEST_JOINT:
        return False
    one, other = tokens[last], tokens[after]
    texts = [token.text.lower() for token in between]
    if _joins_ends(between, texts):
        return one.unit is None or other.unit is None or one.unit.si == other.unit.si
    if texts == ["×"]:
        return True
    if texts == ["/"]:
        return one.unit is None or other.unit is not None
    if texts == ["and"] and members[0] and tokens[members[0] - 1].text.lower() == "between":
        return True
    return texts in _SEPARATORS and _is_next_of_list(text, tokens, members, after)


def _joins_ends(between: list[Token], texts: list[str]) -> bool:
    """Whether a dash, a word or `±` joins the two ends of a range, or a value and its uncertainty."""
    if len(between) != 1:
        return False
    kind = between[0].kind
    return kind in ("dash", "pm") or texts[0] == "~" or (kind == "word" and texts[0] in _JOINING_WORDS)


def _is_next_of_list(text: str, tokens: list[Token], members: list[int], after: int) -> bool:
    """Whether a number goes on a list that shares the unit behind its last number; sides of an array are no list, and
    neither is `a ratio of 100, and 128 states`.
    """
    one, other = tokens[members[-1]], tokens[after]
    if one.unit is not None or one.number is None or other.number is None:
        return False
    is_power_alone = one.number.power is not None and other.number.power is None
    has_sides = any(token.text == "×" for token in tokens[members[0] : members[-1]])
    is_ratio = _RATIO_OF.search(text[: tokens[members[0]].start]) is not None
    return not is_power_alone and not has_sides and not is_ratio and _ends_with_unit(tokens, after)


def _ends_with_unit(tokens: list[Token], place: int) -> bool:
    """Whether a number has a unit, or is one of a list whose last number has: `4, 5, and 6 V`."""
    while tokens[place].unit is None:
        step = next((n for n in (3, 2) if [one.text for one in tokens[place + 1 : place + n]] in _SEPARATORS), None)
        if step is None or place + step >= len(tokens) or tokens[place + step].kind != "num":
            return False
        place += step
    return True


def _group(text: str, tokens: list[Token], members: list[int]) -> NumberGroup:
    first, last = members[0], members[-1]
    start = _with_bound(tokens, first)
    end = tokens[last].end
    if re.search(r"(?:^|[\s(])[-−–]$", text[:start]) and text[start : start + 1].isdigit():
        start -= 1
    opened = text[start:end].count("(") - text[start:end].count(")")
    if opened < 0 and text[:start].endswith("("):
        start -= 1
    end += _AND_MORE.match(text, end) is not None
    return NumberGroup(start, end, tuple(tokens[i] for i in members), _tail(text, tokens, last, end))


def _with_bound(tokens: list[Token], first: int) -> int:
    """Where a group begins whose first number has a comparator or a word of a bound before it: `between`, `<`."""
    start = tokens[first].start
    for before in reversed(tokens[max(0, first - 2) : first]):
        is_comparator = before.kind == "cmp" and before.text != "="
        is_word = before.kind == "word" and before.text.lower() in _BOUND_WORDS
        if not is_comparator and not is_word:
            break
        start = before.start
    return start


def _tail(text: str, tokens: list[Token], last: int, end: int) -> int:
    """The end of a condition behind the numbers: `at 85 °C`, `@ 0.1 V`."""
    orders = re.match(r" orders? of magnitude| decades?\b", text[end:])
    if orders is not None:
        return end + orders.end()
    after = tokens[last + 1 : last + 4]
    number = next((token for token in after if token.kind == "num"), None)
    if number is None or number.unit is None or number.unit.si not in ("degC", "V"):
        return end
    return number.end if re.fullmatch(r"\s*\(?(?:@|at|under)\s*[~<>]?", text[end : number.start]) else end
