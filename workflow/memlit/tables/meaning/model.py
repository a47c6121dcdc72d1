"""Readings of table cells, and the state that is kept while a table is interpreted."""

import re
from dataclasses import dataclass, field

from memlit.field import HeaderMatch, Vocabulary
from memlit.tables.meaning.layout import Grid, Heads
from memlit.tables.model import Table
from printedpages.geometry import Box


def is_said(unit: str, head: str) -> bool:
    """Whether a unit stands in a head as a word of its own: the V of `Width (V)`, not that of `V<sub>th</sub>`."""
    return re.search(rf"(?<![\w<]){re.escape(unit)}(?![\w<])", head) is not None


@dataclass(frozen=True, slots=True)
class CellReading:
    """One printed value and what it is of.

    row, col: printed grid, from 0. part: 1, 2, ... for a piece of a split cell, else None. headers: the header chain
    that carried the parameter words, outermost first. stub: the device label as printed, with its raised and lowered
    characters in stub_markup; line: the row (`r5`) or column (`c2`) that the label stands for, blank where a table is
    of one device. text: the whole cell; part_text: the piece meant; part_markup: the same with <sup> and <sub>, the
    text to read quantities from. page: where the cell stands, if not on the first page of its table.
    """

    row: int
    col: int
    part: int | None
    parameter: str
    headers: tuple[str, ...]
    stub: str
    text: str
    part_text: str
    part_markup: str
    stub_markup: str = ""
    line: str = ""
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
    """orientation: devices_as_columns, devices_as_rows, long, operations or unknown; blank: cells without a value."""

    orientation: str
    readings: tuple[CellReading, ...] = ()
    unmapped: tuple[UnmappedHeader, ...] = ()
    blank: int = 0


@dataclass
class Work:
    """A table while it is interpreted: what it is read by, and what was found so far."""

    table: Table
    grid: Grid
    heads: Heads
    vocabulary: Vocabulary
    readings: list[CellReading] = field(default_factory=list)
    unmapped: list[UnmappedHeader] = field(default_factory=list)
    blank: int = 0

    def miss(self, row: int, col: int, text: str) -> None:
        """Note a header that no word of the vocabulary fits, with the parameters that come nearest."""
        if text:
            self.unmapped.append(UnmappedHeader(row, col, text, self.vocabulary.nearest(text)))


@dataclass(frozen=True, slots=True)
class Label:
    """A device label as printed, with its markup, and the row (`r5`) or column (`c2`) that it stands for."""

    text: str = ""
    markup: str = ""
    line: str = ""


@dataclass(frozen=True)
class Head:
    """A matched header: chain, match, unit and where it stands."""

    match: HeaderMatch
    chain: tuple[str, ...]
    unit: str | None
    notes: tuple[str, ...]
