"""An entry under assembly, and how numbers are joined."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from memlit.quantities.cut.token import Token
from printed.units import Unit


class Joint(StrEnum):
    """What a number is to the one before it; the last three make no entry of their own."""

    FIRST = "first"
    LIST = "list"
    SLASH = "slash"
    TIMES = "times"
    BRACKET = "bracket"
    RANGE = "range"
    UNCERTAINTY = "uncertainty"
    LOST_POWER = "lost_power"


@dataclass(slots=True)
class QuantityEntry:
    """One quantity while it is assembled; numbers are unsigned, with their signs kept separately."""

    kind: str = "value"
    value: Decimal | None = None
    upper: Decimal | None = None
    is_range: bool = False
    sign: str = ""
    upper_sign: str = ""
    text: str = ""
    upper_text: str = ""
    unit: Unit | None = None
    lower_unit: Unit | None = None
    prefix: int | None = None
    comparator: str = "="
    uncertainty: Decimal | None = None
    uncertainty_percent: bool = False
    role: str | None = None
    stat: str | None = None
    condition: str | None = None
    flags: list[str] = field(default_factory=list)
    readings: tuple[Decimal, ...] = ()
    joined: Joint | None = None
    power: int | None = None
    pair: tuple[str, ...] = ()
    words: str = ""
    """The words before the number, in lower case."""
    apart: bool = False
    """Whether other words separate this number from the previous one; a unit is then not shared."""
    mantissa: Decimal | None = None

    @property
    def bears_unit(self) -> bool:
        """Whether a unit or a prefix is printed behind the number, or was given to it."""
        return self.unit is not None or self.prefix is not None


def entry_of(token: Token) -> QuantityEntry:
    """The entry that a number begins."""
    number = token.printed_number
    return QuantityEntry(
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
