"""Tables drawn for the terminal."""

from typing import TYPE_CHECKING

from printed.documents.markup.text import levels
from printed.tables.model import Table, TableReading

if TYPE_CHECKING:
    from rich.console import RenderableType


def render_tables(reading: TableReading) -> "RenderableType":
    """All tables of a reading as one renderable for a rich Console; warnings close it."""
    from rich.console import Group
    from rich.text import Text

    parts: list[RenderableType] = []
    for number, table in enumerate(reading.tables, start=1):
        parts.extend(_one(number, table))
    if not reading.tables:
        parts.append(Text("no table found"))
    parts.extend(Text(f"warning: {warning}", style="yellow") for warning in reading.warnings)
    return Group(*parts)


def _one(number: int, table: Table) -> "list[RenderableType]":
    from rich import box
    from rich.table import Table as Drawn
    from rich.text import Text

    place = f"page {table.page}, " if table.page else ""
    name = table.caption or table.label or "no caption"
    drawn = Drawn(box=box.SQUARE, show_header=False, show_lines=True)
    grid = [["" for _ in range(table.n_cols)] for _ in range(table.n_rows)]
    for cell in table.cells:
        spanned = f" [{cell.rowspan}x{cell.colspan}]" if cell.text and cell.rowspan * cell.colspan > 1 else ""
        grid[cell.row][cell.col] = levels(cell.markup or cell.text) + spanned
    for _ in range(table.n_cols):
        drawn.add_column(overflow="fold")
    for row in grid:
        drawn.add_row(*(Text(value) for value in row))
    heading = Text(f"{number}. {place}{table.n_rows} x {table.n_cols}: {levels(name)}", style="bold")
    return [heading, drawn, *(Text(f"note: {levels(note)}") for note in table.notes), Text("")]
