"""How a number is joined to the one before it: ordered rules on what stands between the two."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from memlit.field.words import RANGES, SPREADS
from memlit.quantities.cut.token import Token
from memlit.quantities.joined.entry import Joint, QuantityEntry
from memlit.quantities.joined.remarks import is_inner_bar
from printed.ordered_rules import TradeRule, first_that_holds


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between an entry and the number that follows it."""

    glue: list[Token]
    token: Token
    last: QuantityEntry

    @property
    def kinds(self) -> list[str]:
        """The kinds of the tokens between."""
        return [item.kind for item in self.glue]

    @property
    def only(self) -> Token | None:
        """The one token between, closing brackets aside; None where there are more."""
        plain = [item for item in self.glue if item.kind != "close"]
        return plain[0] if len(plain) == 1 else None

    @property
    def separators(self) -> set[str]:
        """The marks that separate numbers."""
        return {item.text for i, item in enumerate(self.glue) if item.kind == "sep" and not is_inner_bar(self.glue, i)}

    @property
    def words(self) -> set[str]:
        """The words between, in lower case."""
        return {item.text.lower() for item in self.glue if item.kind == "word"}


def _is_lost_exponent(gap: Gap) -> bool:
    last, number = gap.last, gap.token.printed_number
    is_bare_ten = last.text == "10" and last.unit is None and not last.is_range
    return not gap.glue and is_bare_ten and re.fullmatch(r"\d{1,2}", number.text) is not None


def _is_bracketed_error(gap: Gap) -> bool:
    return gap.kinds == ["open"] and gap.token.sign == "±" and not gap.last.is_range


def _is_named_spread(gap: Gap) -> bool:
    if gap.kinds[:2] != ["open", "word"] or gap.last.is_range:
        return False
    word, *behind = gap.glue[1:]
    if word.text.lower().rstrip(".") not in SPREADS or any(item.kind != "cmp" for item in behind):
        return False
    own, other = gap.last.unit, gap.token.unit
    return other is None or (own is not None and other.si == own.si != "1")


def _is_word_between_kinds(gap: Gap) -> bool:
    own, other = gap.last.unit, gap.token.unit
    differ = own is not None and other is not None and own.si != other.si
    return differ and not gap.last.is_range and gap.only is not None and gap.only.kind == "word"


def _before_upper_end(is_of_range: Callable[[Token, QuantityEntry], bool]) -> Callable[[Gap], bool]:
    """Whether one token alone stands between, after a single number, and is of a range."""

    def holds(gap: Gap) -> bool:
        only = gap.only
        return only is not None and not gap.last.is_range and is_of_range(only, gap.last)

    return holds


def _is_comparator_of_range(only: Token, _: QuantityEntry) -> bool:
    is_sign = "in_words" not in only.flags
    return only.kind == "cmp" and (only.text in ("up_to", "down_to") or (only.text == "~" and is_sign))


def _is_word(only: Token, *words: str) -> bool:
    return only.kind == "word" and only.text.lower() in words


JOINTS: tuple[TradeRule[Gap], ...] = (
    TradeRule("ten whose exponent is not raised", _is_lost_exponent, Joint.LOST_POWER, "10 6", decided=2),
    TradeRule("nothing between", lambda gap: not gap.glue, Joint.LIST, "3.1 V 20 ns", decided=1),
    TradeRule(
        "plus or minus",
        lambda gap: gap.kinds == ["pm"] and not gap.token.sign,
        Joint.UNCERTAINTY,
        "3.2 V ± 0.1 V",
        decided=45,
    ),
    TradeRule("error in brackets", _is_bracketed_error, Joint.UNCERTAINTY, "3.2 (±0.1) V", decided=2),
    TradeRule("spread by name in brackets", _is_named_spread, Joint.UNCERTAINTY, "3.2 V (σ = 0.1 V)", decided=1),
    TradeRule("a word between two kinds", _is_word_between_kinds, Joint.LIST, "3 V to 20 ns", decided=9),
    TradeRule("dash", _before_upper_end(lambda only, _: only.kind == "dash"), Joint.RANGE, "1–3 V", decided=86),
    TradeRule(
        "obelus", _before_upper_end(lambda only, _: (only.kind, only.text) == ("sep", "÷")), Joint.RANGE, "1 ÷ 3 V"
    ),
    TradeRule("tilde or up to", _before_upper_end(_is_comparator_of_range), Joint.RANGE, "1~3 V", decided=8),
    TradeRule("to", _before_upper_end(lambda only, _: _is_word(only, *RANGES)), Joint.RANGE, "1 to 3 V", decided=34),
    TradeRule(
        "and after between",
        _before_upper_end(lambda only, last: _is_word(only, "and") and "between" in last.flags),
        Joint.RANGE,
        "between 1 and 3 V",
        decided=4,
    ),
    TradeRule(
        "bracket that stays open",
        lambda gap: "open" in gap.kinds and "close" not in gap.kinds,
        Joint.BRACKET,
        "3 V (20 ns)",
        decided=30,
    ),
    TradeRule(
        "times", lambda gap: "×" in gap.separators or gap.words in ({"x"}, {"by"}), Joint.TIMES, "64 × 32", decided=30
    ),
    TradeRule("bar", lambda gap: bool(gap.separators & {"/", "|"}), Joint.SLASH, "3 V / 20 ns", decided=130),
    TradeRule("anything else", lambda _: True, Joint.LIST, "3 V, 20 ns", decided=143),
)


def joint_rule(glue: list[Token], token: Token, last: QuantityEntry) -> TradeRule[Gap]:
    """The rule that decides what a number is to the last entry, with `glue` between them."""
    rule = first_that_holds(JOINTS, Gap(glue, token, last))
    assert rule is not None
    return rule


def joint_of(glue: list[Token], token: Token, entries: list[QuantityEntry]) -> Joint:
    """What a number is to the last of the entries, with `glue` between them."""
    return Joint(joint_rule(glue, token, entries[-1]).says) if entries else Joint.FIRST
