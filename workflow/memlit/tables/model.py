"""A table as printed: cells in a grid with spans, markup and boxes; nothing interpreted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from memlit.errors import DocumentError
from printedpages.geometry import Box

MOST_CELLS = 500_000


class Spanning:
    """What covers some rows and columns of a grid, counted from 0."""

    __slots__ = ()
    row: int
    col: int
    rowspan: int
    colspan: int

    def places(self) -> list[tuple[int, int]]:
        """Each row and column that it covers."""
        columns = range(self.col, self.col + self.colspan)
        return [(row, col) for row in range(self.row, self.row + self.rowspan) for col in columns]


class Gridded:
    """Cells in rows and columns."""

    cells: Sequence[Spanning]

    @property
    def n_rows(self) -> int:
        """Rows of the grid, spanned ones counted."""
        return max((cell.row + cell.rowspan for cell in self.cells), default=0)

    @property
    def n_cols(self) -> int:
        """Columns of the grid, spanned ones counted."""
        return max((cell.col + cell.colspan for cell in self.cells), default=0)


def free_places(cells: Iterable[Spanning], n_rows: int, n_cols: int) -> list[tuple[int, int]]:
    """The rows and columns of a grid that no cell covers."""
    taken = {place for cell in cells for place in cell.places()}
    return [(row, col) for row in range(n_rows) for col in range(n_cols) if (row, col) not in taken]


def check_size(name: str, n_cells: int) -> None:
    """Raises DocumentError where a table of the file of that name has too many cells."""
    if n_cells > MOST_CELLS:
        raise DocumentError(name, f"has a table of over {MOST_CELLS} cells", "split the table")


@dataclass(frozen=True, slots=True)
class Cell(Spanning):
    """One printed cell. `row`, `col` count from 0; `markup` keeps <sup> and <sub>, `text` is plain.

    page: where it stands, if not on the first page of its table.
    """

    row: int
    col: int
    text: str
    markup: str = ""
    rowspan: int = 1
    colspan: int = 1
    bbox: Box | None = None
    flags: tuple[str, ...] = ()
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Table(Gridded):
    """One logical table: every grid position is covered by exactly one cell, blank ones included."""

    cells: tuple[Cell, ...]
    page: int | None = None
    bbox: Box | None = None
    label: str | None = None
    caption: str | None = None
    notes: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableReading:
    """What reading one document gave: its tables in reading order and what could not be read.

    n_spared: pages on which the prefilter saw that no table can be; orphan_captions: labels of captions without a
    table that could be read, each with its line of `warnings`.
    """

    tables: tuple[Table, ...]
    n_pages: int | None = None
    warnings: tuple[str, ...] = ()
    n_spared: int = 0
    orphan_captions: tuple[tuple[str, str], ...] = ()


def picture_line(name: str, label: str, page: int | None = None) -> str:
    """What a person is told of a table that is a picture: where it stands and what to do."""
    number = label.split()[-1]
    where = f" on page {page}" if page is not None else ""
    problem = f"{label}{where} is a picture, nothing of it is read as text"
    return f"{name}: {problem}; transcribe it as table_{number}.csv where it has values"
