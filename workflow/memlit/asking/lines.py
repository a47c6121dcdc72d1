"""Rows and columns of a printed grid: where they stand, what heads them, which rows head a section of others."""

from dataclasses import dataclass
from typing import Literal

from memlit.asking.looks import is_unit
from printed.tables.model import TableView

LineAxis = Literal["row", "column"]


@dataclass(frozen=True, slots=True)
class TableLine:
    """A row or a column of a table, counted from 0; its text is `r5` or `c2`."""

    axis: LineAxis
    number: int

    def __str__(self) -> str:
        return f"{self.axis[0]}{self.number}"

    def places(self, view: TableView) -> list[tuple[int, int]]:
        """Its places, from left to right or from top to bottom."""
        if self.axis == "row":
            return [(self.number, column) for column in range(view.n_cols)]
        return [(row, self.number) for row in range(view.n_rows)]

    def texts(self, view: TableView) -> list[str]:
        """The texts of the cells that stand in it."""
        return view.row(self.number) if self.axis == "row" else view.column(self.number)

    def crossed_at(self, place: tuple[int, int]) -> "TableLine":
        """The column that crosses a row at one of its places, or the row that crosses a column."""
        return TableLine("column", place[1]) if self.axis == "row" else TableLine("row", place[0])


def across(axis: LineAxis) -> LineAxis:
    """The other axis."""
    return "row" if axis == "column" else "column"


def lines_along(view: TableView, axis: LineAxis) -> list[TableLine]:
    """All rows from the top, or all columns from the left."""
    count = view.n_rows if axis == "row" else view.n_cols
    return [TableLine(axis, number) for number in range(count)]


def is_section(view: TableView, row: int) -> bool:
    """Whether a row is one text over all its columns, which heads the rows below it."""
    first = view.text(row, 0)
    others = [view.text(row, column) for column in range(1, view.n_cols)]
    return view.n_cols > 1 and bool(first) and all(text in ("", first) for text in others)


def sections(view: TableView) -> list[str | None]:
    """For each row the text of the section that it stands in, None where it stands in none; the first row heads none.

    A row that heads a section stands in that before it.
    """
    found: list[str | None] = []
    now = None
    for row in range(view.n_rows):
        found.append(now)
        if row > 0 and is_section(view, row):
            now = view.text(row, 0)
    return found


def head_texts(view: TableView, head: TableLine, depth: int) -> tuple[str, ...]:
    """What heads a line, in its first `depth` cells, the outermost first.

    Each text once, without units that stand alone and without sections of other rows.
    """
    texts = [
        view.head(*place)
        for place in head.places(view)[:depth]
        if head.axis == "row" or place[0] == 0 or not is_section(view, place[0])
    ]
    return tuple(dict.fromkeys(text for text in texts if text and not is_unit(text)))
