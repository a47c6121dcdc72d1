"""What the cells of a printed table mean: device, parameter, unit and notes of each; nothing is converted here.

partners: heads that tell each other's meaning.
layout: which axis of the table carries the parameter words.
devices_in_rows, devices_in_columns: its cells by device; operations: its cells by what is done to one device.
cells: from one cell to its readings; cell_parts: several values in a cell, footnotes.
"""

from memlit.field import Vocabulary
from memlit.tables.meaning.devices_in_columns import read_columns
from memlit.tables.meaning.devices_in_rows import read_long, read_rows
from memlit.tables.meaning.layout import Heads, Layout, grid_of, layout_of
from memlit.tables.meaning.model import (
    CellReading,
    Interpretation,
    UnmappedHeader,
    Work,
    is_said,
)
from memlit.tables.meaning.operations import are_operations, read_operations
from memlit.tables.meaning.partners import with_partners
from memlit.tables.model import Table

OPERATIONS = "operations"
EDGE = 2
"""Rows and columns from the edge that may hold heads which tell each other's meaning."""


def interpret(table: Table, vocabulary: Vocabulary) -> Interpretation:
    """Give each cell of a table its device, parameter, header unit and notes."""
    grid = grid_of(table)
    edges = {(row, col) for row in range(grid.n_rows) for col in range(grid.n_cols) if min(row, col) < EDGE}
    vocabulary = with_partners(vocabulary, sorted({grid.head(*place) for place in edges}))
    heads = Heads(vocabulary)
    layout = Layout(OPERATIONS) if are_operations(grid, heads) else layout_of(grid, heads)
    work = Work(table, grid, heads, vocabulary)
    if layout.orientation == OPERATIONS:
        read_operations(work)
    elif layout.orientation == "devices_as_columns":
        read_columns(work, layout)
    elif layout.orientation == "devices_as_rows":
        read_rows(work, layout)
    elif layout.orientation == "long":
        read_long(work)
    else:
        for row, col in ((r, c) for r in range(grid.n_rows) for c in range(grid.n_cols)):
            if row == 0 or col == 0:
                work.miss(row, col, grid.text(row, col))
    readings = tuple(sorted(work.readings, key=lambda one: (one.row, one.col, one.part or 0)))
    return Interpretation(layout.orientation, readings, tuple(work.unmapped), work.blank)
