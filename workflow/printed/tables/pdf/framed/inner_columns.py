"""Columns inside a drawn column: cells of which many hold two or more values side by side, with no rule between."""

from dataclasses import replace
from itertools import pairwise

from printed.tables.pdf.grid.grid import GridCell, PlacedGrid, left_sides, parted_across, starts_of_parts
from printed.tables.pdf.grid.numeric import is_numeric
from printed.tables.pdf.grid.printed_rows import CellFragment, make_row
from printed.tables.settings import TABLE_SETTINGS


def part_columns(grid: PlacedGrid) -> PlacedGrid:
    """The grid with each drawn column parted whose cells show inner columns of numbers; other cells there span them."""
    cuts = [_cuts(grid, col) for col in range(grid.n_cols)]
    first = starts_of_parts(cuts)
    cells: list[GridCell] = []
    for cell in grid.cells:
        at, col = cuts[cell.col], first[cell.col]
        fragments = _fragments(cell) if cell.colspan == 1 and at else []
        if len(fragments) < 2 or any(fragment.x0 < x < fragment.x1 for fragment in fragments for x in at):
            cells.append(replace(cell, col=col, colspan=first[cell.col + cell.colspan] - col))
        else:
            cells += parted_across(cell, at, col)
    return replace(grid, cells=cells)


def _fragments(cell: GridCell) -> list[CellFragment]:
    """The values side by side in a cell of one line, none for other cells."""
    is_line = len({word.line for word in cell.words}) == 1 and not any(word.box_turned for word in cell.words)
    return make_row(cell.words, gap=TABLE_SETTINGS.search_gap).fragments if is_line else []


def _cuts(grid: PlacedGrid, col: int) -> list[float]:
    """Where the cells of a column part: as many values in at least three cells and a quarter, most of them numbers."""
    filled = [cell for cell in grid.filled if (cell.col, cell.colspan) == (col, 1)]
    several = [fragments for fragments in map(_fragments, filled) if len(fragments) >= 2]
    is_usual = len(several) >= max(TABLE_SETTINGS.fewest_rows, TABLE_SETTINGS.some * len(filled))
    if not is_usual or len(set(map(len, several))) != 1:
        return []
    n_of_numbers = sum(all(fragment.is_number for fragment in fragments[1:]) for fragments in several)
    if 2 * n_of_numbers < len(several):
        return []
    cuts = []
    size = several[0][0].words[0].size
    for left, right in pairwise(zip(*several, strict=True)):
        end, start = max(fragment.x1 for fragment in left), min(fragment.x0 for fragment in right)
        if start - end < TABLE_SETTINGS.strip * size:
            return []
        cuts.append((end + start) / 2)
    return cuts


def part_groups(grid: PlacedGrid) -> PlacedGrid:
    """The first row as two where its cells hold a head centred over the heads of their columns."""
    lefts = left_sides(grid)
    parts = {cell: _grouped(cell, lefts) for cell in grid.cells if (cell.row, cell.rowspan) == (0, 1)}
    if not any(parts.values()):
        return grid
    cells: list[GridCell] = []
    for cell in grid.cells:
        if parts.get(cell):
            cells += parts[cell]
        elif cell.row == 0:
            cells.append(replace(cell, rowspan=cell.rowspan + 1))
        else:
            cells.append(replace(cell, row=cell.row + 1))
    return replace(grid, cells=cells)


def _grouped(cell: GridCell, lefts: dict[int, float]) -> list[GridCell]:
    """The head over a group and the heads of its columns; none for any other cell."""
    inner = range(cell.col + 1, cell.col + cell.colspan)
    last = max((word.line for word in cell.words), default=0)
    above = [word for word in cell.words if word.line < last]
    if not inner or not above or not lefts.keys() >= set(inner):
        return []
    x0, y0, x1, y1 = cell.box
    middle = (min(word.x0 for word in above) + max(word.x1 for word in above)) / 2
    is_centred = abs(middle - (x0 + x1) / 2) < TABLE_SETTINGS.off_centre * (x1 - x0)
    if not is_centred or any(is_numeric(word.text) for word in above):
        return []
    below = [word for word in cell.words if word.line == last]
    top = min(word.top for word in below)
    over = replace(cell, box=(x0, y0, x1, top), words=above)
    whole = replace(cell, row=1, box=(x0, top, x1, y1), words=below)
    heads = parted_across(whole, [lefts[col] for col in inner], cell.col)
    return [over, *heads] if all(head.words for head in heads) else []
