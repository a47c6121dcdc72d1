"""A table as printed: cells in a grid with spans, markup and boxes; nothing interpreted."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Literal, NamedTuple, TypeVar

from printed.documents.markup.text import without_scripts
from printed.errors import DocumentError
from printed.geometry import Box

MOST_CELLS = 500_000
MAX_SPAN = 1000
"""Rows or columns that a cell of a source may ask for."""
_NOTE_MARKS = re.compile(
    r"\s*<sup>\s*\(?(?:[a-z]|[*†‡§¶#]+)(?:,\s?(?:[a-z]|[*†‡§¶#]+))*\)?\s*</sup>\s*$"
    r"|<sup>\s*(?:[a-h]|[*†‡§¶#]+)\s*</sup>(?=\s*/)"
)
"""Marks of footnotes at the end of a label, or at the end of a layer of a stack."""


class Spanning:
    """What covers some rows and columns of a grid, counted from 0."""

    __slots__ = ()
    row: int
    col: int
    rowspan: int
    colspan: int

    def places(self) -> list[tuple[int, int]]:
        """Each row and column that it covers."""
        rows = range(self.row, self.row + self.rowspan)
        return list(product(rows, range(self.col, self.col + self.colspan)))


C = TypeVar("C", bound=Spanning)


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


def by_place(cells: Iterable[C]) -> dict[tuple[int, int], C]:
    """The cells by row and column; one that spans several stands at each place that it covers."""
    places: dict[tuple[int, int], C] = {}
    for cell in cells:
        places.update(dict.fromkeys(cell.places(), cell))
    return places


def free_places(cells: Iterable[Spanning], n_rows: int, n_cols: int) -> list[tuple[int, int]]:
    """The rows and columns of a grid that no cell covers."""
    taken = by_place(cells)
    return [place for place in product(range(n_rows), range(n_cols)) if place not in taken]


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


def with_blanks(cells: list[Cell], n_rows: int, n_cols: int) -> list[Cell]:
    """The cells in reading order, with blank ones where a grid of this size has none."""
    blanks = [Cell(*place, "") for place in free_places(cells, n_rows, n_cols)]
    return sorted(cells + blanks, key=lambda cell: (cell.row, cell.col))


@dataclass(frozen=True)
class TableView:
    """A table by row and column, counted from 0; a spanning cell stands on each position that it covers."""

    cells: Mapping[tuple[int, int], Cell]
    n_rows: int
    n_cols: int

    def cell(self, row: int, col: int) -> Cell | None:
        """The cell that covers row and column; None where the table has none."""
        return self.cells.get((row, col))

    def text(self, row: int, col: int) -> str:
        """The cell's text with single blanks; empty where there is none."""
        cell = self.cell(row, col)
        return "" if cell is None else " ".join(cell.text.split())

    def head(self, row: int, col: int) -> str:
        """The text with its <sup> marks, for reading a header."""
        cell = self.cell(row, col)
        return "" if cell is None else " ".join((cell.markup or cell.text).split())

    def name(self, row: int, col: int) -> tuple[str, str]:
        """The text and the markup of a label without the marks of footnotes raised at its end or at that of a layer."""
        text, markup = self.text(row, col), self.head(row, col)
        bare = _NOTE_MARKS.sub("", markup)
        if not bare or bare == markup:
            return text, markup
        return " ".join(without_scripts(bare).split()), bare

    def row(self, row: int) -> list[str]:
        """The texts of a row from left to right."""
        return [self.text(row, col) for col in range(self.n_cols)]

    def column(self, col: int) -> list[str]:
        """The texts of a column from top to bottom."""
        return [self.text(row, col) for row in range(self.n_rows)]


@dataclass(frozen=True)
class Table(Gridded):
    """One logical table: every grid position is covered by exactly one cell, blank ones included."""

    cells: tuple[Cell, ...]
    page: int | None = None
    bbox: Box | None = None
    label: str | None = None
    caption: str | None = None
    notes: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()

    @property
    def is_tabular(self) -> bool:
        """Whether it has rows and columns, or a caption over several cells in one of these."""
        has_both = self.n_rows > 1 and self.n_cols > 1
        return has_both or (bool(self.caption) and self.n_rows * self.n_cols >= 2)

    @cached_property
    def view(self) -> TableView:
        """The table by row and column."""
        return TableView(by_place(self.cells), self.n_rows, self.n_cols)


class TableWords(NamedTuple):
    """The words around a table: label, caption and notes, as far as it has them."""

    label: str | None = None
    caption: str | None = None
    notes: tuple[str, ...] = ()

    def around(self, cells: Iterable[Cell]) -> Table:
        """The table of these cells."""
        return Table(tuple(cells), label=self.label, caption=self.caption, notes=self.notes)


WhyLook = Literal["no-text", "picture-at-caption", "large-picture", "caption-alone", "doubtful-cell"]
"""Why a part of a page is to be read by OCR: the page has no text; a picture without text stands at the caption of a
table, or takes much of the page and has no caption of a figure; a caption has no table that could be read; the
characters of a cell are to be compared with its picture."""


@dataclass(frozen=True, slots=True)
class ToLookAt:
    """A part of a page that OCR is to read. box: in points on the page as displayed, None for all of it."""

    page: int
    box: Box | None
    why: WhyLook


CUT = "draws more than is read, and its tables may lack rows or columns; compare them with the page"


@dataclass(frozen=True, slots=True)
class PageSeen:
    """What one page shows beside its text. Boxes are in points from the top left of the page as displayed.

    tables: boxes of those that were read; figures: of plots, drawings and pictures; captions: labels of captions
    without a table; n_grids: ruled grids with numbers of which no table was read. is_picture: the page shows something
    and has no text; is_unreadable: its characters make no words; is_cut: it draws more than is read and holds a table,
    which may lack rules.
    """

    number: int
    tables: tuple[Box, ...] = ()
    figures: tuple[Box, ...] = ()
    captions: tuple[str, ...] = ()
    n_grids: int = 0
    is_picture: bool = False
    is_unreadable: bool = False
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class TableReading:
    """What reading one document gave: its tables in reading order and what could not be read.

    n_spared: pages on which the prefilter saw that no table can be; orphan_captions: labels of captions without a
    table that could be read, each with its line of `warnings`; pages: what each page of a PDF shows; unseen: parts of
    pages of which OCR was not asked.
    """

    tables: tuple[Table, ...]
    n_pages: int | None = None
    warnings: tuple[str, ...] = ()
    n_spared: int = 0
    orphan_captions: tuple[tuple[str, str], ...] = ()
    pages: tuple[PageSeen, ...] = ()
    unseen: tuple[ToLookAt, ...] = ()


def picture_line(name: str, label: str, page: int | None = None) -> str:
    """What a person is told of a table that is a picture: where it stands and what to do."""
    number = label.split()[-1]
    where = f" on page {page}" if page is not None else ""
    problem = f"{label}{where} is a picture, nothing of it is read as text"
    return f"{name}: {problem}; transcribe it as table_{number}.csv where it has values"
