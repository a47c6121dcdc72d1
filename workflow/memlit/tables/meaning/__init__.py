"""What the cells of a printed table mean: device, parameter, unit and notes of each; nothing is converted here.

looks: what a text is by its looks; prints: what the texts of one table say, each read once.
partners: heads that tell each other's meaning; heads: the parameter that the heads over a column name.
lines: what a row or a column holds; dimensions: along which lines one dimension stands; orientation: which axis of the
table carries the parameter words.
devices_in_rows, devices_in_columns, lists: its cells by device; operations: its cells by what is done to one device.
cells: from one cell to its readings; cell_parts: several values in a cell; notes: footnotes.
"""

from memlit.field import Vocabulary
from memlit.tables.meaning.devices_in_columns import read_columns
from memlit.tables.meaning.devices_in_rows import read_rows
from memlit.tables.meaning.lists import read_long
from memlit.tables.meaning.model import (
    CellReading,
    Interpretation,
    TableLine,
    TableUnderReading,
    UnmappedHeader,
    is_said,
)
from memlit.tables.meaning.operations import are_operations, read_operations
from memlit.tables.meaning.orientation import Layout, layout_of
from memlit.tables.meaning.partners import with_partners, with_states
from memlit.tables.meaning.prints import Prints
from printed.tables.model import Table, TableView

OPERATIONS = "operations"
EDGE = 2
"""Rows and columns from the edge that may hold heads which tell each other's meaning."""


def interpret(table: Table, vocabulary: Vocabulary) -> Interpretation:
    """Give each cell of a table its device, parameter, header unit and notes."""
    view = table.view
    told = with_states(with_partners(vocabulary, sorted(_heads_at_edges(view))), view)
    prints = Prints(told)
    layout = Layout(OPERATIONS) if are_operations(view, prints) else layout_of(view, prints)
    reading = TableUnderReading(table, prints)
    if layout.orientation == OPERATIONS:
        read_operations(reading)
    elif layout.orientation == "devices_as_columns":
        read_columns(reading, layout)
    elif layout.orientation == "devices_as_rows":
        read_rows(reading, layout)
    elif layout.orientation == "long":
        read_long(reading)
    else:
        _miss_all_heads(reading)
    readings = sorted(reading.readings, key=lambda each: (each.row, each.col, each.part or 0))
    return Interpretation(layout.orientation, tuple(readings), tuple(reading.unmapped), reading.blank)


def _heads_at_edges(view: TableView) -> set[str]:
    """The texts of the rows and columns at the top and at the left."""
    places = ((row, col) for row in range(view.n_rows) for col in range(view.n_cols))
    return {view.head(row, col) for row, col in places if min(row, col) < EDGE}


def _miss_all_heads(table: TableUnderReading) -> None:
    """Note what stands in the first row and in the first column of a table that cannot be read."""
    for row in range(table.view.n_rows):
        for col in range(table.view.n_cols if row == 0 else 1):
            table.miss(row, col, table.view.text(row, col))
