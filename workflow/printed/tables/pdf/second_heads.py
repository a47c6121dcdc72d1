"""Several tables in one frame: a second row of heads begins another table."""

import re
from dataclasses import replace
from functools import reduce
from itertools import pairwise

from printed.geometry import union
from printed.header_units import read_header_unit
from printed.tables.model import Cell, Table
from printed.tables.pdf.grid.numeric import is_numeric

_UNIT = re.compile(r"[(\[]([^()\[\]]{1,16})[)\]]$")
_VALUE = re.compile(r"[<>~≈±+–−-]?\s*\d")
_FIRST_PLACE = 2
"""A second head stands below a first one and a row of values at least."""


def part_at_heads(table: Table) -> list[Table]:
    """The table as one, or as the tables that further rows of heads begin; all have its label, caption and notes.

    A row of heads fills every column with words, and half of those right of the first name a unit in brackets:
    `Device`, `R_on (kΩ)`, `R_off (kΩ)`. Values stand above and below it. A title over all columns, right above it,
    goes with it.
    """
    starts = [0, *(_with_title(table, row) for row in range(_FIRST_PLACE, table.n_rows - 1) if _is_head(table, row))]
    if len(starts) == 1:
        return [table]
    return [_part(table, first, end) for first, end in pairwise([*starts, table.n_rows])]


def _is_head(table: Table, row: int) -> bool:
    """Whether a row holds the heads of what stands below it."""
    view = table.view
    texts = view.row(row)
    if texts == view.row(0) or not all(texts) or any(map(_is_value, texts)) or _is_cut(table, row):
        return False
    units = filter(None, map(_UNIT.search, texts[1:]))
    n_units = sum(read_header_unit(unit.group(1)) is not None for unit in units)
    above = _with_title(table, row) - 1
    has_values = any(map(_is_value, view.row(row + 1)[1:])) and any(map(_is_value, view.row(above)[1:]))
    return n_units > 0 and 2 * n_units >= len(texts) - 1 and has_values


def _is_value(text: str) -> bool:
    return is_numeric(text) or _VALUE.match(text) is not None


def _is_cut(table: Table, row: int) -> bool:
    """Whether a cell reaches into a row from above, or out of it to the rows below."""
    return any(cell.rowspan > 1 and cell.row <= row < cell.row + cell.rowspan for cell in table.cells)


def _with_title(table: Table, row: int) -> int:
    """The row, or the one above it where that is one text over all columns."""
    above = [cell for cell in table.cells if cell.row == row - 1 and cell.text]
    return row - 1 if len(above) == 1 and above[0].colspan == table.n_cols and row > _FIRST_PLACE else row


def _part(table: Table, first: int, end: int) -> Table:
    """The rows from `first` to before `end` as a table of their own."""
    own = [cell for cell in table.cells if first <= cell.row < end]
    page = min((cell.page for cell in own if cell.page is not None), default=table.page)
    page = table.page if any(cell.page is None for cell in own) else page
    box = reduce(union, (cell.bbox for cell in own if cell.bbox is not None and (cell.page or table.page) == page))
    return replace(table, cells=tuple(_moved(cell, first, page) for cell in own), page=page, bbox=box)


def _moved(cell: Cell, first: int, page: int | None) -> Cell:
    """A cell of a part that begins in the row `first` of its table and on that page."""
    return replace(cell, row=cell.row - first, page=None if cell.page == page else cell.page)
