"""Powers of ten beside ink that the text layer does not name: flagged, for a lost minus turns 10^-9 into 10^9."""

import re
from collections.abc import Sequence
from dataclasses import replace

from memlit.datum import LettersUnsure, note_text
from memlit.tables.model import Cell, Table
from printedpages.pdf.document import Page
from printedpages.pdf.uncovered_ink import has_uncovered_ink

WHY = "there is ink beside its letters that the text layer does not name"
_POWER = re.compile(r"10\s*<sup>|(?<![\d.])10\s?[−–-]?\s?\d{1,2}(?![\d.])")
"""A power of ten in the markup of a cell, or what may be one whose raised figures stand in line."""


def with_unread_ink(tables: Sequence[Table], page: Page) -> list[Table]:
    """The tables of a page as displayed; a cell with a power of ten and such ink says that its letters are unsure."""
    cells = [cell for table in tables for cell in table.cells if _has_power(cell)]
    boxes = [cell.bbox for cell in cells if cell.bbox]
    doubted = {id(cell) for cell, is_doubted in zip(cells, has_uncovered_ink(page, boxes), strict=True) if is_doubted}
    if not doubted:
        return list(tables)
    return [
        replace(table, cells=tuple(_doubted(cell) if id(cell) in doubted else cell for cell in table.cells))
        for table in tables
    ]


def _has_power(cell: Cell) -> bool:
    return cell.bbox is not None and _POWER.search(cell.markup or cell.text) is not None


def _doubted(cell: Cell) -> Cell:
    return replace(cell, flags=(*cell.flags, note_text(LettersUnsure(cell.text, WHY))))
