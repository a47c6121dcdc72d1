"""Columns inside a drawn column: cells of which many hold two or more values side by side, with no rule between."""

from itertools import pairwise

from memlit.tables.pdf.grid.grid import Grid, GridCell, Placed
from memlit.tables.pdf.grid.numeric import is_numeric
from memlit.tables.pdf.grid.printed_rows import Bit, make_row
from memlit.tables.settings import SETTINGS


def part_columns(grid: Grid) -> Grid:
    """The grid with each drawn column parted whose cells show inner columns of numbers; other cells there span them."""
    cuts = {col: at for col in range(grid.n_cols) if (at := _cuts(grid, col))}
    if not cuts:
        return grid
    first = [col + sum(len(cuts[c]) for c in cuts if c < col) for col in range(grid.n_cols + 1)]
    cells: list[GridCell] = []
    for cell in grid.cells:
        at = cuts.get(cell.col, [])
        bits = _bits(cell) if cell.colspan == 1 and at else None
        if bits is None or len(bits) < 2 or any(b.x0 < x < b.x1 for b in bits for x in at):
            span = first[cell.col + cell.colspan] - first[cell.col]
            cells.append(GridCell(cell.row, first[cell.col], cell.rowspan, span, cell.box, cell.words, cell.flags))
            continue
        edges = [cell.box[0], *at, cell.box[2]]
        for k, (lo, hi) in enumerate(pairwise(edges)):
            words = [p for b in bits if lo <= (b.x0 + b.x1) / 2 < hi for p in b.words]
            box = (lo, cell.box[1], hi, cell.box[3])
            cells.append(GridCell(cell.row, first[cell.col] + k, cell.rowspan, 1, box, words, cell.flags))
    return Grid(cells, grid.box, grid.kind, grid.flags)


def _bits(cell: GridCell) -> list[Bit] | None:
    """The values side by side in a cell of one line, None for other cells."""
    upright = [p for p in cell.words if not p.word.box_turned]
    if not upright or len({p.line for p in upright}) != 1 or len(upright) < len(cell.words):
        return None
    return make_row(upright, gap=SETTINGS.search_gap).bits


def _cuts(grid: Grid, col: int) -> list[float]:
    """Where the cells of a column part: as many values in at least three cells and a quarter, most of them numbers."""
    filled = [c for c in grid.filled if c.col == col and c.colspan == 1]
    several = [bits for c in filled if (bits := _bits(c)) and len(bits) >= 2]
    if (
        len(several) < max(SETTINGS.fewest_rows, SETTINGS.some * len(filled))
        or len({len(bits) for bits in several}) != 1
    ):
        return []
    numbers = sum(all(is_numeric(b.text) for b in bits[1:]) for bits in several)
    if 2 * numbers < len(several):
        return []
    size = several[0][0].words[0].word.size
    cuts = []
    for k in range(1, len(several[0])):
        lo, hi = max(bits[k - 1].x1 for bits in several), min(bits[k].x0 for bits in several)
        if hi - lo < SETTINGS.strip * size:
            return []
        cuts.append((lo + hi) / 2)
    return cuts


def part_groups(grid: Grid) -> Grid:
    """The first row as two where its cells hold a head centred over the heads of their columns."""
    borders = {c.col + c.colspan: c.box[2] for c in grid.cells if c.colspan == 1}
    parts = {id(c): found for c in grid.cells if c.row == 0 and c.rowspan == 1 and (found := _grouped(c, borders))}
    if not parts:
        return grid
    cells: list[GridCell] = []
    for cell in grid.cells:
        found = parts.get(id(cell))
        if found is None:
            row, rowspan = (0, cell.rowspan + 1) if cell.row == 0 else (cell.row + 1, cell.rowspan)
            cells.append(GridCell(row, cell.col, rowspan, cell.colspan, cell.box, cell.words, cell.flags))
            continue
        above, below = found
        middle = min(p.word.top for words in below for p in words)
        x0, y0, x1, y1 = cell.box
        cells.append(GridCell(0, cell.col, 1, cell.colspan, (x0, y0, x1, middle), above))
        edges = [x0, *(borders[col] for col in range(cell.col + 1, cell.col + cell.colspan)), x1]
        for k, words in enumerate(below):
            cells.append(GridCell(1, cell.col + k, 1, 1, (edges[k], middle, edges[k + 1], y1), words))
    return Grid(cells, grid.box, grid.kind, grid.flags)


def _grouped(cell: GridCell, borders: dict[int, float]) -> tuple[list[Placed], list[list[Placed]]] | None:
    """Words of the head over a group and of the heads of its columns; None for any other cell."""
    inner = [borders.get(col) for col in range(cell.col + 1, cell.col + cell.colspan)]
    lines = sorted({p.line for p in cell.words})
    if not inner or None in inner or len(lines) < 2:
        return None
    above = [p for p in cell.words if p.line < lines[-1]]
    edges = [cell.box[0], *(x for x in inner if x is not None), cell.box[2]]
    below = [[p for p in cell.words if p.line == lines[-1] and lo <= p.mid_x < hi] for lo, hi in pairwise(edges)]
    middle = (min(p.word.x0 for p in above) + max(p.word.x1 for p in above)) / 2
    width = cell.box[2] - cell.box[0]
    is_centred = abs(middle - (cell.box[0] + cell.box[2]) / 2) < SETTINGS.off_centre * width
    return (above, below) if all(below) and is_centred and not any(is_numeric(p.word.text) for p in above) else None


def part_heads(grid: Grid) -> Grid:
    """Spanning cells of two lines or more parted where each of their columns has words of its own beside white."""
    borders = {c.col + c.colspan: c.box[2] for c in grid.cells if c.colspan == 1}
    cells: list[GridCell] = []
    for cell in grid.cells:
        inner = [borders.get(c) for c in range(cell.col + 1, cell.col + cell.colspan)]
        at = [_white_near(cell, x) for x in inner if x is not None]
        if not inner or None in inner or None in at or len({p.line for p in cell.words}) < 2:
            cells.append(cell)
            continue
        edges = [cell.box[0], *(x for x in at if x is not None), cell.box[2]]
        words = [[p for p in cell.words if lo <= p.mid_x < hi] for lo, hi in pairwise(edges)]
        if not all(words):
            cells.append(cell)
            continue
        for k, own in enumerate(words):
            box = (edges[k], cell.box[1], edges[k + 1], cell.box[3])
            cells.append(GridCell(cell.row, cell.col + k, cell.rowspan, 1, box, own))
    return Grid(cells, grid.box, grid.kind, grid.flags)


def _white_near(cell: GridCell, x: float) -> float | None:
    """The middle of the white strip nearest to x that no word of a cell touches; None where none is near."""
    spans = sorted((p.word.x0, p.word.x1) for p in cell.words)
    if not spans:
        return None
    size, edge = cell.words[0].word.size, spans[0][1]
    strips = []
    for lo, hi in spans[1:]:
        if lo - edge > SETTINGS.strip * size:
            strips.append((edge, lo))
        edge = max(edge, hi)
    near = [(max(lo - x, x - hi, 0.0), (lo + hi) / 2) for lo, hi in strips]
    away, middle = min(near, default=(size, x))
    return middle if away < SETTINGS.column_gap * size else None
