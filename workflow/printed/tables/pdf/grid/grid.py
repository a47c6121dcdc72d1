"""The grid between PDF words and a printed table: cells with their words, spans and borders."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sized
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import accumulate, chain, pairwise

from printed.geometry import Box, union
from printed.pdf.lines import PageText, Word
from printed.tables.model import Gridded, Spanning, free_places
from printed.tables.settings import TABLE_SETTINGS
from printed.trace import mark

Span = tuple[float, float]
"""Two ends from left to right or from top to bottom, in points."""


@dataclass(slots=True, eq=False)
class GridCell(Spanning):
    """A cell of a grid: rows and columns counted from 0, box in points."""

    row: int
    col: int
    rowspan: int
    colspan: int
    box: Box
    words: list[Word] = field(default_factory=list)
    flags: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The words in the order of reading, a blank between them."""
        return " ".join(word.text for word in self.words)


@dataclass(eq=False)
class PlacedGrid(Gridded):
    """A found table: its cells, its extent and how it was found (`ruled`, `half-ruled`, `ruleless`)."""

    cells: list[GridCell]
    box: Box
    kind: str

    @property
    def filled(self) -> list[GridCell]:
        """The cells in which a word stands."""
        return [cell for cell in self.cells if cell.words]

    def words(self) -> list[Word]:
        """The words of all cells."""
        return list(chain.from_iterable(cell.words for cell in self.cells))


def mid_y(word: Word) -> float:
    """Height of the middle of a small letter [points from the top]; of turned text that of the box."""
    return (word.top + word.bottom) / 2 if word.box_turned else word.base - TABLE_SETTINGS.half_letter * word.size


def words_box(words: list[Word]) -> Box:
    """The extent of words."""
    return reduce(union, (word.box for word in words))


def by_line(words: Iterable[Word]) -> list[list[Word]]:
    """Words by the line of the page that they stand on, in the order in which the lines are met."""
    lines: dict[int, list[Word]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    return list(lines.values())


def numbered_words(text: PageText) -> list[Word]:
    """All words of a page with the numbers of their lines; turned ones in the reading order of their turn."""
    lines = [list(line.words) for line in text.lines]
    lines += [[word] for word in sorted(text.turned, key=_order_of_turned)]
    for number, words in enumerate(lines):
        for word in words:
            word.line = number
    return list(chain.from_iterable(lines))


def _order_of_turned(word: Word) -> tuple[float, float]:
    """Where a turned word stands in the order of its reading: from left to right, or from right to left."""
    return (round(word.x0), word.bottom) if word.turn == 3 else (-round(word.x0), word.top)


def compact_grid(grid: PlacedGrid) -> PlacedGrid:
    """The grid without the rows and columns in which no cell begins with words and none is cut."""
    rows = _needed([(cell.row, cell.rowspan) for cell in grid.filled])
    cols = _needed([(cell.col, cell.colspan) for cell in grid.filled])
    for col, (left, right) in enumerate(_column_sides(grid)):
        if col not in cols:
            mark("column", (left, grid.box[1], right, grid.box[3]), "dropped", "no text begins in it")
    cells = []
    for cell in grid.cells:
        row, col = bisect_left(rows, cell.row), bisect_left(cols, cell.col)
        rowspan = bisect_left(rows, cell.row + cell.rowspan) - row
        colspan = bisect_left(cols, cell.col + cell.colspan) - col
        if rowspan and colspan:
            cells.append(replace(cell, row=row, col=col, rowspan=rowspan, colspan=colspan))
    return replace(grid, cells=sorted(cells, key=_place))


def _place(cell: GridCell) -> tuple[int, int]:
    return cell.row, cell.col


def _needed(extents: list[tuple[int, int]]) -> list[int]:
    """Of the rows or columns from which filled cells span some, those that hold one alone, or part filled cells."""
    needed = {start for start, span in extents if span == 1}
    for start, span in sorted(extents, key=lambda extent: extent[1]):
        if not needed.intersection(range(start, start + span)):
            needed.add(start)
    return sorted(needed)


def starts_of_parts(cuts: Iterable[Sized]) -> list[int]:
    """The first row, or column, that each one is parted into by its cuts, and the number after the last."""
    return list(accumulate((len(at) + 1 for at in cuts), initial=0))


def left_sides(grid: PlacedGrid) -> dict[int, float]:
    """Left side (pt) of each column in which a cell begins."""
    return {cell.col: cell.box[0] for cell in grid.cells}


def parted_across(cell: GridCell, at: list[float], col: int) -> list[GridCell]:
    """A cell parted at x into cells of one column each from `col` on, with the words whose middle lies there."""
    x0, y0, x1, y1 = cell.box
    parts = []
    for number, (left, right) in enumerate(pairwise([x0, *at, x1]), col):
        parts.append(GridCell(cell.row, number, cell.rowspan, 1, (left, y0, right, y1)))
    for word in cell.words:
        parts[bisect_right(at, word.mid_x)].words.append(word)
    return parts


def cover_grid(grid: PlacedGrid) -> PlacedGrid:
    """Every grid position covered exactly once: blank cells added where none lies."""
    rows, columns = _row_sides(grid), _column_sides(grid)
    cells = list(grid.cells)
    for row, col in free_places(grid.cells, grid.n_rows, grid.n_cols):
        (top, bottom), (left, right) = rows[row], columns[col]
        cells.append(GridCell(row, col, 1, 1, (left, top, right, bottom)))
    return replace(grid, cells=sorted(cells, key=_place))


def column_sides(grid: PlacedGrid) -> tuple[float, ...]:
    """Left side (pt) of each column of a ruled grid; none of another grid, whose boxes are those of words."""
    return tuple(left for left, _ in _column_sides(grid)) if grid.kind == "ruled" else ()


def _column_sides(grid: PlacedGrid) -> list[Span]:
    return _extents([(c.col, c.colspan, c.box[0], c.box[2]) for c in grid.cells], grid.n_cols, grid.box[0])


def _row_sides(grid: PlacedGrid) -> list[Span]:
    return _extents([(c.row, c.rowspan, c.box[1], c.box[3]) for c in grid.cells], grid.n_rows, grid.box[1])


def _extents(cells: list[tuple[int, int, float, float]], count: int, edge: float) -> list[Span]:
    """Extent of each row or column by the cells that lie in it alone, nothing from the edge before where none does."""
    out: list[Span] = []
    for i in range(count):
        alone = [(lo, hi) for start, span, lo, hi in cells if (start, span) == (i, 1)]
        start = min((lo for lo, _ in alone), default=edge)
        edge = max((hi for _, hi in alone), default=edge)
        out.append((start, edge))
    return out
