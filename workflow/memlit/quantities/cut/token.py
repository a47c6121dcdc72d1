"""One token of a text."""

from dataclasses import dataclass

from memlit.errors import certain
from memlit.quantities.cut.numbers import PrintedNumber
from printed.units import Unit


@dataclass(frozen=True, slots=True)
class Token:
    """kind: num, cmp, pm, dash, sep, open, close, word or cite; `text` as in the normalised string."""

    kind: str
    text: str
    start: int
    end: int
    number: PrintedNumber | None = None
    unit: Unit | None = None
    sign: str = ""
    prefix: int | None = None
    flags: tuple[str, ...] = ()

    @property
    def printed_number(self) -> PrintedNumber:
        """The number of a token that is one."""
        return certain(self.number)
