"""What reading one page of a PDF gave: its tables with their places, and what could not be read."""

from dataclasses import dataclass

from printed.tables.model import PageSeen, Table, ToLookAt
from printed.tables.pdf.grid.grid import PlacedGrid, Span, column_sides


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table and its place on the page turned upright, in points.

    extent: its left and right end, None where it is not known; sides: left sides of its columns, if it is ruled.
    """

    table: Table
    extent: Span | None = None
    sides: tuple[float, ...] = ()


def placed_table(table: Table, grid: PlacedGrid) -> PlacedTable:
    """A table at the place of its grid."""
    return PlacedTable(table, (grid.box[0], grid.box[2]), column_sides(grid))


@dataclass(frozen=True, slots=True)
class PageTables:
    """Tables of one page; open_top and open_bottom: no text stands between them and that margin.

    is_spared: no table was looked for, because none can be there. orphan_captions: labels of captions without a table,
    each with a line for a person; warnings: further lines; seen: what else the page shows, None where it could not be
    looked at; unseen: what OCR was not asked to read.
    """

    number: int
    placed: tuple[PlacedTable, ...] = ()
    open_top: bool = False
    open_bottom: bool = False
    is_spared: bool = False
    orphan_captions: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
    seen: PageSeen | None = None
    unseen: tuple[ToLookAt, ...] = ()

    @property
    def tables(self) -> list[Table]:
        """The tables without their places."""
        return [one.table for one in self.placed]
