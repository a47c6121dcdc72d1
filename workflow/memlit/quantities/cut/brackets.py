"""What stands behind a closing bracket and belongs to the numbers in it or before it."""

import re
from dataclasses import replace
from decimal import Decimal

from memlit.quantities.cut.numbers import power_after
from memlit.quantities.cut.token import Token
from printed.units import Unit, unit_at

_ENDED = re.compile(r"\s*(?:$|[/,;|)\]])")


def spread_over_bracket(text: str, close: Token, tokens: list[Token]) -> Token:
    """`(3.5 ± 0.2) × 10^4 Ω`: give the power and the unit after the bracket to the numbers inside."""
    opened = max((i for i, token in enumerate(tokens) if token.kind == "open"), default=None)
    if opened is None:
        return close
    if opened and tokens[opened - 1].kind == "num":
        return _unit_after_error(text, close, tokens, opened)
    inside = range(opened + 1, len(tokens))
    kinds = {tokens[i].kind for i in inside}
    if "num" not in kinds or kinds & {"word", "cite"}:
        return close
    power = power_after(text, close.end)
    end = close.end if power is None else power[1]
    unit = _unit_behind(text, end)
    for i in inside:
        if tokens[i].kind == "num":
            tokens[i] = _with_power_and_unit(tokens[i], power[0] if power else None, unit[0] if unit else None)
    return replace(close, end=end if unit is None else unit[1])


def _unit_behind(text: str, end: int) -> tuple[Unit, int] | None:
    """The unit at a place, or behind one blank there, with its end."""
    return unit_at(text, end + 1 if text[end : end + 1] == " " else end)


def _with_power_and_unit(token: Token, power: int | None, unit: Unit | None) -> Token:
    """The number times a power of ten and with a unit, where it has none of its own."""
    number = token.number
    if number is not None and power is not None and number.power is None and number.value is not None:
        number = replace(number, value=number.value * Decimal(f"1e{power}"), power=power)
    return replace(token, number=number, unit=token.unit or unit)


def _unit_after_error(text: str, close: Token, tokens: list[Token], opened: int) -> Token:
    """`3.3 (±0.2) V`, `1.5 (reset) V`: the unit after the bracket is that of the number before it."""
    inside = tokens[opened + 1 :]
    before = tokens[opened - 1]
    unit = _unit_behind(text, close.end)
    if unit is None or before.unit is not None or before.prefix is not None:
        return close
    is_error = len(inside) == 1 and inside[0].sign == "±" and inside[0].unit is None
    is_remark = _is_remark(text, inside) and _ENDED.match(text, unit[1]) is not None
    if not (is_error or is_remark):
        return close
    tokens[opened - 1] = replace(before, unit=unit[0])
    return replace(close, end=unit[1])


def _is_remark(text: str, inside: list[Token]) -> bool:
    """Words and the bars between them, none of them a unit: `(set/reset)`, not `(V)`."""
    words = [token for token in inside if token.kind == "word"]
    bars = [token for token in inside if token.kind == "sep" and token.text == "/"]
    if not words or len(words) + len(bars) != len(inside):
        return False
    return all(unit_at(text, word.start) is None for word in words)
