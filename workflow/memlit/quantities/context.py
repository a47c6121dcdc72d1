"""What a header or a parameter says about the bare numbers under it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from memlit.field.header import quantity_over_unit
from memlit.quantities.concepts import dimension_of_words, spans_many_decades
from memlit.quantities.spelling.normalise import normalise
from printedpages.symbols import UNREADABLE
from printedpages.units import Unit, unit_at

if TYPE_CHECKING:
    from memlit.field import Parameter

_ROLES: tuple[tuple[str, str, str, str], ...] = (
    (r"increase", r"decrease", "potentiation", "depression"),
    (r"potentiation", r"depression", "potentiation", "depression"),
    (r"\bLTP", r"\bLTD", "potentiation", "depression"),
    (r"(?:α|alpha|NL)_?\{?[pP]", r"(?:α|alpha|NL)_?\{?[dD]", "potentiation", "depression"),
    (r"\bP", r"\bD\b", "potentiation", "depression"),
    (r"\bpos(?:itive)?", r"\bneg(?:ative)?", "positive", "negative"),
    (r"\b[VtEIP]?_?\{?set", r"\b[VtEIP]?_?\{?re?se?t", "set", "reset"),
    (r"\b[R]?_?\{?LRS|\bR?_?\{?low", r"\b[R]?_?\{?HRS|\bR?_?\{?high", "lrs", "hrs"),
    (r"\b[RGIV]_?\{?on\b|\bt_?on", r"[RGIV]_?\{?off\b|\bt_?off", "on", "off"),
    (r"\bwrite|\bprogram\w*", r"\berase", "write", "erase"),
    (r"\bread", r"\bwrite", "read", "write"),
    (r"[GRC]_?\{?min", r"[GRC]_?\{?max", "min", "max"),
)
_SINGLE = (
    (r"weight increase|potentiation|\bLTP\b|increments?", "potentiation"),
    (r"weight decrease|depression|\bLTD\b|decrements?", "depression"),
    (r"\breset\b|[VtIE]_?\{?(?:reset|rst)", "reset"),
    (r"\bset\b|[VtIE]_?\{?set", "set"),
)
_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_POWER_HEAD = re.compile(
    r"^(?:in )?[×x*·]?\s*10\^\{?\s*([-−–+]?\d{1,2})\s*\}?\s*"
    r"|^[×x*·]\s*10([-−–]?\d{1,2})\s*|^(?:in )?10([-−–]\d{1,2})\s*(?=[A-Za-zµΩ])|^(?:in )?(10+)\s+(?=\S)"
)
_LOST_POWER_HEAD = re.compile(r"^(?:in )?10([2-9]|1\d)\s+(?=[A-Za-zµΩ])")


@dataclass(frozen=True, slots=True)
class Context:
    """`units` are those of the header (several for a paired header); `implied` is the unit of a count, which is not
    printed.

    `lost_multiplier` is the power of ten of a header such as `Endurance (106 cycles)`, where 106 may be 10⁶ or a
    number. `unreadable`: a letter of the header, which may be its unit, cannot be read.
    """

    units: tuple[Unit, ...] = ()
    multiplier: Decimal = Decimal(1)
    lost_multiplier: Decimal | None = None
    logarithmic: bool = False
    decibel: str | None = None
    dimension: str | None = None
    implied: str | None = None
    wide: bool = False
    roles: tuple[str, ...] = ()
    role: str | None = None
    condition: str | None = None
    limits: tuple[float, float] | None = None
    words: str = ""
    known: bool = False
    parameter: str = ""
    unreadable: bool = False


def context_of(header: str | None, parameter: Parameter | str | None) -> Context:
    """Read a header, and a parameter (by name, or with its unit and range) when it is known."""
    name = "" if parameter is None else parameter if isinstance(parameter, str) else parameter.name
    if not header and not name:
        return Context()
    plain, _ = normalise((header or "")[:400])
    words = re.sub(r"(?<=[a-z]{2})(?=[A-Z][a-z])", " ", f"{plain} {name.replace('_', ' ')}").strip()
    low = re.sub(r"[{}]", "", words.lower())
    dimension, implied = dimension_of_words(low)
    units, multiplier, condition, lost = _units(plain, dimension)
    limits = None
    if parameter is not None and not isinstance(parameter, str):
        limits = parameter.range
        dimension = parameter.unit or dimension
        implied = dimension if dimension in ("cycle", "state", "bit", "1") else None
    first = _pair_of_roles(words)
    return Context(
        units=units,
        multiplier=multiplier,
        lost_multiplier=lost,
        logarithmic=bool(re.search(r"\blog(?:_?\{?10\}?)?\s*[\[(]|\blog(?:_?10)?\b", low)),
        decibel="power"
        if "power" in low
        else "amplitude"
        if re.search(r"amplitude|voltage|current|field", low)
        else None,
        dimension=dimension,
        implied=implied,
        wide=spans_many_decades(low) and dimension not in ("state", "bit", "V", "degC"),
        roles=first,
        role=None
        if first
        else next((role for words_, role in _SINGLE if re.search(words_, words, re.IGNORECASE)), None),
        condition=condition,
        limits=limits,
        words=low,
        known=True,
        parameter=name,
        unreadable=UNREADABLE in plain,
    )


def _units(plain: str, dimension: str | None) -> tuple[tuple[Unit, ...], Decimal, str | None, Decimal | None]:
    units: tuple[Unit, ...] = ()
    multiplier = Decimal(1)
    condition = None
    lost: Decimal | None = None
    before = 0
    inner: list[str] = []
    second: list[bool] = []
    for bracket in _BRACKETS.finditer(plain):
        inner.append(bracket.group(1) or bracket.group(2) or "")
        # `V_set (V) / t_set (ns)`: a pair of headers, each with its unit.
        second.append(re.match(r"\s*(?:[/|,&;]|and\b)", plain[before : bracket.start()]) is not None)
        before = bracket.end()
    tail = re.search(r"(?:,\s*(?:in\s+)?| / | in )([^,/()]+)$", plain)
    over = quantity_over_unit(plain.strip())
    last = tail.group(1) if tail else over[1] if over else None
    texts = [*inner, *([last] if last and not inner else [])]
    for text, paired in zip(texts, [*second, False] if len(texts) > len(second) else second, strict=True):
        stripped = text.strip()
        guessed = _LOST_POWER_HEAD.match(stripped)
        if guessed is not None and (headed := _whole_unit(stripped[guessed.end() :])):
            lost, units = Decimal(f"1e{guessed.group(1)}"), units or headed
            continue
        head = _POWER_HEAD.match(stripped)
        if head is not None:
            number = head.group(1) or head.group(2) or head.group(3)
            power = Decimal(f"1e{number.replace('−', '-').replace('–', '-')}") if number else Decimal(head.group(4))
            rest = stripped[head.end() :].strip()
            if not number and not _same_kind(rest, dimension):
                condition = condition or stripped
                continue
            if not rest or _whole_unit(rest):
                multiplier *= power
                units = units or _whole_unit(rest)
                continue
        found = _whole_unit(re.sub(r"^(?:in |# ?|no\. of )", "", stripped))
        if found and not units:
            units = found
        elif found and paired and len(units) == 1 and found != units:
            units = (*units, *found)
        elif (at := re.match(r"(?:@|at|under|for)\s*(.+)$", stripped)) is not None:
            condition = at.group(1)
    last = plain.rsplit(" ", 1)[-1]
    if not units and any(unit.si == dimension for unit in _whole_unit(last)):
        # `Pulse width ns`: a unit without brackets, recognised because the words require that kind.
        units = _whole_unit(last)
    return units, multiplier, condition, lost


def _same_kind(text: str, dimension: str | None) -> bool:
    """Whether `text` is a unit of the header's dimension: `Conductance (10 µS)` has a factor, `Energy (10 ns)` none."""
    return any(unit.si == dimension for unit in _whole_unit(text))


def _whole_unit(text: str) -> tuple[Unit, ...]:
    """The units that make up the whole text: one, or two for `V/ns`, `V, s` (an amplitude and a time)."""
    if not text:
        return ()
    text = re.sub(r"^C$", "°C", re.sub(r"^deg\.? ?C$", "°C", text))
    for split in re.split(r"(?<=[VA])\s*[/,]\s*(?=[fpnµum]?s\b)", text, maxsplit=1), [text]:
        found = [unit_at(piece.strip(), 0) for piece in split]
        if all(item is not None and item[1] == len(piece.strip()) for item, piece in zip(found, split, strict=True)):
            return tuple(item[0] for item in found if item is not None)
    return ()


def _pair_of_roles(words: str) -> tuple[str, ...]:
    if re.search(r"ratio|dynamic range|window", words, re.IGNORECASE):
        return ()
    for one, other, name, opposite in _ROLES:
        case = re.IGNORECASE if len(one) > 4 else 0
        for first, second, roles in ((one, other, (name, opposite)), (other, one, (opposite, name))):
            if re.search(
                rf"(?:{first})[^/,|&]{{0,14}}(?:\s?[/,|&]\s?|\sand\s)[^/,|&]{{0,12}}?(?:{second})",
                words,
                case,
            ):
                return roles
    return ()
