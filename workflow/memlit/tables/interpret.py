"""What the cells of a printed table mean: device, parameter, unit and notes of each; nothing is converted here."""

from __future__ import annotations

from memlit.tables.interpret_columns import read_columns
from memlit.tables.interpret_model import CellReading, Interpretation, UnmappedHeader, Work
from memlit.tables.interpret_rows import read_long, read_rows
from memlit.tables.model import Table
from memlit.tables.orientation import Heads, grid_of, layout_of
from memlit.vocabulary import Vocabulary

__all__ = ["CellReading", "Interpretation", "UnmappedHeader", "interpret"]


def interpret(table: Table, vocabulary: Vocabulary) -> Interpretation:
    """Give each cell of a table its device, parameter, header unit and notes."""
    heads = Heads(vocabulary)
    grid = grid_of(table)
    layout = layout_of(grid, heads)
    work = Work(table, grid, heads, vocabulary)
    if layout.orientation == "devices_as_columns":
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
