"""The grid between PDF words and a printed table: placed words, spans and borders."""

from dataclasses import dataclass, field

from memlit.documents.geometry import Box
from memlit.documents.pdf.lines import Line, Word
from memlit.tables.settings import SETTINGS


@dataclass(slots=True)
class Placed:
    """A word with the number of its line on the page, which orders the words of a cell."""

    word: Word
    line: int

    @property
    def mid_x(self) -> float:
        """Middle of the word [points]."""
        return (self.word.x0 + self.word.x1) / 2

    @property
    def mid_y(self) -> float:
        """Height of the middle of a small letter [points from the top]; of turned text that of the box."""
        return (
            self.word.base - SETTINGS.half_letter * self.word.size
            if not self.word.box_turned
            else (self.word.top + self.word.bottom) / 2
        )


@dataclass(slots=True)
class GridCell:
    """A cell of a grid: rows and columns counted from 0, box in points."""

    row: int
    col: int
    rowspan: int
    colspan: int
    box: Box
    words: list[Placed] = field(default_factory=list)
    flags: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The words in the order of reading, a blank between them."""
        return " ".join(p.word.text for p in self.words)


@dataclass
class Grid:
    """A found table: its cells, its extent and how it was found (`ruled`, `half-ruled`, `ruleless`)."""

    cells: list[GridCell]
    box: Box
    kind: str
    flags: tuple[str, ...] = ()

    @property
    def n_rows(self) -> int:
        """Rows of the grid, spanned ones counted."""
        return max((c.row + c.rowspan for c in self.cells), default=0)

    @property
    def n_cols(self) -> int:
        """Columns of the grid, spanned ones counted."""
        return max((c.col + c.colspan for c in self.cells), default=0)

    @property
    def filled(self) -> list[GridCell]:
        """The cells in which a word stands."""
        return [c for c in self.cells if c.words]

    def words(self) -> list[Placed]:
        """The words of all cells."""
        return [p for c in self.cells for p in c.words]


def placed_words(lines: list[Line], turned: list[Word]) -> list[Placed]:
    """All words of a page; turned words are numbered after the lines, in reading order of their turn."""
    out = [Placed(word, i) for i, line in enumerate(lines) for word in line.words]
    order = sorted(turned, key=lambda w: (round(w.x0), w.bottom) if w.turn == 3 else (-round(w.x0), w.top))
    out.extend(Placed(word, len(lines) + i) for i, word in enumerate(order))
    return out


def compact(grid: Grid) -> Grid:
    """The grid without the rows and columns in which no cell begins with words and none is cut."""
    keep_rows = _needed(grid, axis=0)
    keep_cols = _needed(grid, axis=1)
    row_of = {r: i for i, r in enumerate(keep_rows)}
    col_of = {c: i for i, c in enumerate(keep_cols)}
    cells = []
    for cell in grid.cells:
        rows = [row_of[r] for r in range(cell.row, cell.row + cell.rowspan) if r in row_of]
        cols = [col_of[c] for c in range(cell.col, cell.col + cell.colspan) if c in col_of]
        if rows and cols:
            cells.append(GridCell(rows[0], cols[0], len(rows), len(cols), cell.box, cell.words, cell.flags))
    cells.sort(key=lambda c: (c.row, c.col))
    return Grid(cells, grid.box, grid.kind, grid.flags)


def _needed(grid: Grid, axis: int) -> list[int]:
    """Rows (axis 0) or columns (axis 1) that hold a filled cell of their own, or part filled cells."""
    size = grid.n_rows if axis == 0 else grid.n_cols

    def extent(cell: GridCell) -> tuple[int, int]:
        return (cell.row, cell.rowspan) if axis == 0 else (cell.col, cell.colspan)

    needed = set()
    for cell in grid.filled:
        start, span = extent(cell)
        if span == 1:
            needed.add(start)
    for cell in sorted(grid.filled, key=lambda c: extent(c)[1]):
        start, span = extent(cell)
        if not needed.intersection(range(start, start + span)):
            needed.add(start)
    return [i for i in range(size) if i in needed]


def cover(grid: Grid) -> Grid:
    """Every grid position covered exactly once: blank cells added where none lies."""
    taken: set[tuple[int, int]] = set()
    for cell in grid.cells:
        taken.update(
            (r, c) for r in range(cell.row, cell.row + cell.rowspan) for c in range(cell.col, cell.col + cell.colspan)
        )
    row_y = _edges(grid, 0)
    col_x = _edges(grid, 1)
    cells = list(grid.cells)
    for r in range(grid.n_rows):
        for c in range(grid.n_cols):
            if (r, c) not in taken:
                box = (col_x[c][0], row_y[r][0], col_x[c][1], row_y[r][1])
                cells.append(GridCell(r, c, 1, 1, box))
    cells.sort(key=lambda cell: (cell.row, cell.col))
    return Grid(cells, grid.box, grid.kind, grid.flags)


def column_sides(grid: Grid) -> tuple[float, ...]:
    """Left side (pt) of each column of a ruled grid; none of another grid, whose boxes are those of words."""
    return tuple(left for left, _ in _edges(grid, 1)) if grid.kind == "ruled" else ()


def _edges(grid: Grid, axis: int) -> list[tuple[float, float]]:
    """Extent of each row (axis 0: y) or column (axis 1: x) from the cells that lie in it alone."""
    size = grid.n_rows if axis == 0 else grid.n_cols
    lo_side, hi_side = (1, 3) if axis == 0 else (0, 2)
    out: list[tuple[float, float]] = []
    for i in range(size):
        boxes = [
            c.box for c in grid.cells if (c.row == i and c.rowspan == 1 if axis == 0 else c.col == i and c.colspan == 1)
        ]
        if boxes:
            out.append((min(b[lo_side] for b in boxes), max(b[hi_side] for b in boxes)))
        else:
            edge = out[-1][1] if out else grid.box[lo_side]
            out.append((edge, edge))
    return out
