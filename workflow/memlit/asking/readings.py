"""Readings of table cells, and the state that is kept while a table is interpreted."""

import re
from dataclasses import dataclass, field

from memlit.asking.lines import TableLine
from memlit.asking.prints import Prints
from memlit.field import HeaderMatch, Vocabulary
from printed.geometry import Box
from printed.tables.model import Table, TableView


def is_said(unit: str, head: str) -> bool:
    """Whether a unit stands in a head as a word of its own: the V of `Width (V)`, not that of `V<sub>th</sub>`."""
    return re.search(rf"(?<![\w<]){re.escape(unit)}(?![\w<])", head) is not None


@dataclass(frozen=True, slots=True)
class CellReading:
    """One printed value and what it is of.

    row, col: printed grid, from 0. part: 1, 2, ... for a piece of a split cell, else None. headers: the header chain
    that carried the parameter words, outermost first. device_label: the label of the device as printed, in its row or
    over its column, with its raised and lowered characters in device_markup; line: the row or column that the label
    stands for, None where a table is of one device. text: the whole cell; part_text: the piece meant; part_markup: the
    same with <sup> and <sub>, the text to read quantities from. page: where the cell stands, if not on the first page
    of its table.
    """

    row: int
    col: int
    part: int | None
    parameter: str
    headers: tuple[str, ...]
    device_label: str
    text: str
    part_text: str
    part_markup: str
    device_markup: str = ""
    line: TableLine | None = None
    header_unit: str | None = None
    notes: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    bbox: Box | None = None
    page: int | None = None

    @property
    def header(self) -> str:
        """The header chain as one text, with the unit of a units row or column: what read_quantities is given."""
        words = " ".join(self.headers)
        unit = self.header_unit
        return words if not unit or (unit != words and is_said(unit, words)) else f"{words} ({unit})"


@dataclass(frozen=True, slots=True)
class UnmappedHeader:
    """A header whose words are not in the vocabulary, with the parameters that look most like it."""

    row: int
    col: int
    text: str
    nearest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Interpretation:
    """orientation: how the devices lie, or `answered`, or `unknown`; blank: cells without a value."""

    orientation: str
    readings: tuple[CellReading, ...] = ()
    unmapped: tuple[UnmappedHeader, ...] = ()
    blank: int = 0


@dataclass
class TableUnderReading:
    """A table while it is interpreted: what it is read by, and what was found so far."""

    printed: Table
    prints: Prints
    readings: list[CellReading] = field(default_factory=list)
    blank: int = 0

    @property
    def view(self) -> TableView:
        """The table by row and column."""
        return self.printed.view

    @property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary that its heads are read by."""
        return self.prints.vocabulary

    @property
    def around(self) -> str:
        """The texts over and under the table."""
        return " ".join((self.printed.caption or "", *self.printed.notes))


@dataclass(frozen=True, slots=True)
class Label:
    """A device label as printed, with its markup, and the row or column that it stands for."""

    text: str = ""
    markup: str = ""
    line: TableLine | None = None


@dataclass(frozen=True)
class Head:
    """A matched header: chain, match, unit and notes."""

    match: HeaderMatch
    chain: tuple[str, ...]
    unit: str | None
    notes: tuple[str, ...]
