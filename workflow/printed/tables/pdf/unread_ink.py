"""Powers of ten beside ink that the text layer does not name: flagged, for a lost minus turns 10^-9 into 10^9."""

import re
from collections.abc import Sequence, Set
from dataclasses import replace

from printed.geometry import Box
from printed.notes import LettersUnsure, cut_note_text
from printed.pdf.document import Page
from printed.pdf.uncovered_ink import has_uncovered_ink
from printed.tables.model import Cell, Table

WHY = "there is ink beside its letters that the text layer does not name"
_POWER = re.compile(r"10\s*<sup>|(?<![\d.])10\s?[−–-]?\s?\d{1,2}(?![\d.])")
"""A power of ten in the markup of a cell, or what may be one whose raised figures stand in line."""


def with_unread_ink(tables: Sequence[Table], page: Page) -> list[Table]:
    """The tables of a page as displayed; a cell with a power of ten and such ink says that its letters are unsure."""
    boxes: list[Box] = []
    for table in tables:
        boxes += [box for box in map(_box_of_power, table.cells) if box is not None]
    inked = {box for box, has_ink in zip(boxes, has_uncovered_ink(page, boxes), strict=True) if has_ink}
    return [replace(table, cells=tuple(_doubted(cell, inked) for cell in table.cells)) for table in tables]


def _box_of_power(cell: Cell) -> Box | None:
    """The box of a cell with a power of ten."""
    return cell.bbox if _POWER.search(cell.markup or cell.text) else None


def _doubted(cell: Cell, inked: Set[Box]) -> Cell:
    """A cell, doubted where it has a power of ten and its box is among those with such ink."""
    if cell.bbox not in inked or _box_of_power(cell) is None:
        return cell
    return replace(cell, flags=(*cell.flags, cut_note_text(LettersUnsure(cell.text, WHY))))
