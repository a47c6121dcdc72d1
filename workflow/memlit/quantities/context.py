"""What a header or a parameter says about the bare numbers under it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from memlit.field.doubts import spans_many_decades
from memlit.field.head_meanings import dimension_of_words
from memlit.field.header import quantity_over_unit
from memlit.field.roles import role_of_head, roles_of_pair
from memlit.quantities.spelling.normalise import normalise
from printed.symbols import UNREADABLE
from printed.units import Unit, unit_at

if TYPE_CHECKING:
    from memlit.field import Parameter

_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_BEHIND_A_BAR = re.compile(r"\s*(?:[/|,&;]|and\b)")
"""What stands before the second of two bracketed units: `V_set (V) / t_set (ns)`."""
_TAIL = re.compile(r"(?:,\s*(?:in\s+)?| / | in )([^,/()]+)$")
"""What may be a unit at the end; `split_header` keeps a unit as printed and takes `A / cm2` whole, this one cannot."""
_POWER_HEAD = re.compile(
    r"^(?:in )?[×x*·]?\s*10\^\{?\s*(?P<raised>[-−–+]?\d{1,2})\s*\}?\s*"
    r"|^[×x*·]\s*10(?P<flat>[-−–]?\d{1,2})\s*|^(?:in )?10(?P<minus>[-−–]\d{1,2})\s*(?=[A-Za-zµΩ])"
    r"|^(?:in )?(?P<factor>10+)\s+(?=\S)"
)
_LOST_POWER_HEAD = re.compile(r"^(?:in )?10([2-9]|1\d)\s+(?=[A-Za-zµΩ])")
_BEFORE_UNIT = re.compile(r"^(?:in |# ?|no\. of )")
_CONDITION = re.compile(r"(?:@|at|under|for)\s*(.+)$")
_AMPLITUDE_AND_TIME = re.compile(r"(?<=[VA])\s*[/,]\s*(?=[fpnµum]?s\b)")
_JOINED_WORDS = re.compile(r"(?<=[a-z]{2})(?=[A-Z][a-z])")
_LOGARITHM = re.compile(r"\blog(?:_?\{?10\}?)?\s*[\[(]|\blog(?:_?10)?\b")
_AMPLITUDE = re.compile(r"amplitude|voltage|current|field")
_LONGEST_HEADER = 400
_COUNTS = ("cycle", "state", "bit", "1")
"""Dimensions of numbers that are printed without a unit."""


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

    @property
    def wanted(self) -> str | None:
        """The SI unit of the header: the printed one, else that of the dimension that its words mean."""
        return self.units[0].si if self.units else self.dimension


def context_of(header: str | None, parameter: Parameter | str | None) -> Context:
    """Read a header, and a parameter (by name, or with its unit and range) when it is known."""
    if parameter is None or isinstance(parameter, str):
        return _read_context(header or "", parameter or "")
    return _read_context(header or "", parameter.name, parameter.unit, parameter.range, is_declared=True)


@lru_cache(maxsize=1024)
def _read_context(
    header: str,
    name: str,
    unit: str | None = None,
    limits: tuple[float, float] | None = None,
    *,
    is_declared: bool = False,
) -> Context:
    """Kept for the cells of a column, which share their header. unit, limits: of a declared parameter."""
    if not header and not name:
        return Context()
    plain, _ = normalise(header[:_LONGEST_HEADER])
    words = _JOINED_WORDS.sub(" ", f"{plain} {name.replace('_', ' ')}").strip()
    low = re.sub(r"[{}]", "", words.lower())
    dimension, implied = dimension_of_words(low)
    units = _units_of(plain, dimension)
    if is_declared:
        dimension = unit or dimension
        implied = dimension if dimension in _COUNTS else None
    roles = roles_of_pair(words)
    return Context(
        units=units.units,
        multiplier=units.multiplier,
        lost_multiplier=units.lost_multiplier,
        logarithmic=_LOGARITHM.search(low) is not None,
        decibel=_decibel_of(low),
        dimension=dimension,
        implied=implied,
        wide=spans_many_decades(low) and dimension not in ("state", "bit", "V", "degC"),
        roles=roles,
        role=None if roles else role_of_head(words),
        condition=units.condition,
        limits=limits,
        words=low,
        known=True,
        parameter=name,
        unreadable=UNREADABLE in plain,
    )


def _decibel_of(words: str) -> str | None:
    """Which ratio a decibel is of: ten of a power or twenty of an amplitude are a factor of ten."""
    if "power" in words:
        return "power"
    return "amplitude" if _AMPLITUDE.search(words) else None


@dataclass(slots=True)
class _HeaderUnits:
    """What the parts of a header that may be units have said so far. dimension: what its words mean."""

    dimension: str | None
    units: tuple[Unit, ...] = ()
    multiplier: Decimal = Decimal(1)
    lost_multiplier: Decimal | None = None
    condition: str | None = None

    def take(self, text: str, *, is_second: bool) -> None:
        """Read one part. is_second: it stands behind a bar, and may be the unit of the second of two quantities."""
        for reads in (self._take_lost_power, self._take_power):
            if reads(text):
                return
        found = _whole_unit(_BEFORE_UNIT.sub("", text))
        at = _CONDITION.match(text)
        if found and not self.units:
            self.units = found
        elif found and is_second and len(self.units) == 1 and found != self.units:
            self.units = (*self.units, *found)
        elif at is not None:
            self.condition = at.group(1)

    def _take_lost_power(self, text: str) -> bool:
        """`106 cycles`: a number, or 10⁶ whose digits are not raised."""
        guessed = _LOST_POWER_HEAD.match(text)
        unit = _whole_unit(text[guessed.end() :]) if guessed is not None else ()
        if guessed is None or not unit:
            return False
        self.lost_multiplier = Decimal(f"1e{guessed.group(1)}")
        self.units = self.units or unit
        return True

    def _take_power(self, text: str) -> bool:
        """`10^-6 S`, `×10-9`, `100 µS`: a power of ten, with a unit or alone."""
        head = _POWER_HEAD.match(text)
        if head is None:
            return False
        exponent = head["raised"] or head["flat"] or head["minus"]
        rest = text[head.end() :].strip()
        unit = _whole_unit(rest)
        if not exponent and not any(one.si == self.dimension for one in unit):
            # `Conductance (10 µS)` has a factor, `Energy (10 ns)` a condition.
            self.condition = self.condition or text
            return True
        if rest and not unit:
            return False
        plain = exponent.replace("−", "-").replace("–", "-") if exponent else ""
        self.multiplier *= Decimal(f"1e{plain}") if exponent else Decimal(head["factor"])
        self.units = self.units or unit
        return True


def _units_of(plain: str, dimension: str | None) -> _HeaderUnits:
    """The units, powers of ten and condition of a header, from its brackets or, where it has none, from its end."""
    said = _HeaderUnits(dimension)
    end = 0
    for bracket in _BRACKETS.finditer(plain):
        is_second = _BEHIND_A_BAR.match(plain[end : bracket.start()]) is not None
        end = bracket.end()
        said.take((bracket.group(1) or bracket.group(2) or "").strip(), is_second=is_second)
    tail = _tail_of(plain)
    if tail and not end:
        said.take(tail.strip(), is_second=False)
    last = _whole_unit(plain.rsplit(" ", 1)[-1])
    if not said.units and any(unit.si == dimension for unit in last):
        # `Pulse width ns`: a unit without brackets, recognised because the words require that kind.
        said.units = last
    return said


def _tail_of(plain: str) -> str | None:
    """What stands behind the last comma, bar or `in`, or under a quantity: `Pulse width/ns`."""
    tail = _TAIL.search(plain)
    if tail is not None:
        return tail.group(1)
    over = quantity_over_unit(plain.strip())
    return over[1] if over is not None else None


def _whole_unit(text: str) -> tuple[Unit, ...]:
    """The units that make up the whole text: one, or two for `V/ns`, `V, s` (an amplitude and a time)."""
    if not text:
        return ()
    text = re.sub(r"^deg\.? ?C$|^C$", "°C", text)
    for pieces in (_AMPLITUDE_AND_TIME.split(text, maxsplit=1), [text]):
        found = [_unit_alone(piece.strip()) for piece in pieces]
        units = tuple(unit for unit in found if unit is not None)
        if len(units) == len(pieces):
            return units
    return ()


def _unit_alone(text: str) -> Unit | None:
    """The unit that is the whole text."""
    found = unit_at(text, 0)
    return found[0] if found is not None and found[1] == len(text) else None
