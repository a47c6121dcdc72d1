"""Ruled tables: the cells that crossing rules draw."""

from bisect import bisect_right
from dataclasses import replace
from itertools import accumulate, pairwise, product

from memlit.tables.pdf.grid.columns import nearest_column
from memlit.tables.pdf.grid.grid import GridCell, PlacedGrid, Span, left_sides, mid_y, parted_across
from memlit.tables.pdf.grid.numeric import is_numeric
from memlit.tables.settings import TABLE_SETTINGS
from printedpages.geometry import holds
from printedpages.pdf.frames import Frame, positions
from printedpages.pdf.lines import Word
from printedpages.pdf.rules import Rule
from printedpages.pdf.settings import PAGES


def lattice_grid(frame: Frame, words: list[Word]) -> PlacedGrid | None:
    """The grid a frame draws around the words inside it; None where it draws no table."""
    inside = [word for word in words if holds(frame.box, word.mid_x, mid_y(word), 1.0)]
    if not inside:
        return None
    xs, ys = _borders(frame, inside)
    if not 1 <= (len(xs) - 1) * (len(ys) - 1) <= TABLE_SETTINGS.squares:
        return None
    cells = _merge(frame, xs, ys)
    lookup = {place: cell for cell in cells for place in cell.places()}
    for word in inside:
        # What stands on an outer border is of the cell within it.
        row = bisect_right(ys[1:-1], mid_y(word))
        lookup[row, bisect_right(xs[1:-1], word.mid_x)].words.append(word)
    return PlacedGrid(cells, (xs[0], ys[0], xs[-1], ys[-1]), "ruled")


def _borders(frame: Frame, inside: list[Word]) -> tuple[list[float], list[float]]:
    """Column and row borders; an open side gets the frame's edge as a border where words lie beyond."""
    x0, y0, x1, y1 = frame.box
    xs, ys = [word.mid_x for word in inside], [mid_y(word) for word in inside]
    return _closed(positions(frame.vertical), x0, x1, xs), _closed(positions(frame.horizontal), y0, y1, ys)


def _closed(borders: list[float], first: float, last: float, middles: list[float]) -> list[float]:
    """Borders with an end of the frame that lies beyond them, where words do too."""
    before = [first] if borders[0] - first > PAGES.touch and min(middles) < borders[0] else []
    behind = [last] if last - borders[-1] > PAGES.touch and max(middles) > borders[-1] else []
    return [*before, *borders, *behind]


def _covered(rules: list[Rule], at: float, lo: float, hi: float) -> bool:
    """Whether rules at this position cover most of lo..hi."""
    here = (rule for rule in rules if abs(rule.at - at) <= PAGES.touch + TABLE_SETTINGS.same_start)
    return sum(max(0.0, min(hi, rule.hi) - max(lo, rule.lo)) for rule in here) > TABLE_SETTINGS.over_half * (hi - lo)


def _merge(frame: Frame, xs: list[float], ys: list[float]) -> list[GridCell]:
    """PlacedGrid squares joined over missing borders, kept to rectangles; nothing goes on beyond the outer borders."""
    n_rows, n_cols = len(ys) - 1, len(xs) - 1
    walls = [
        [x in (0, n_cols) or _covered(frame.vertical, xs[x], ys[row], ys[row + 1]) for x in range(n_cols + 1)]
        for row in range(n_rows)
    ]
    floors = [
        [y == n_rows or _covered(frame.horizontal, ys[y], xs[col], xs[col + 1]) for col in range(n_cols)]
        for y in range(n_rows + 1)
    ]
    cells: list[GridCell] = []
    taken: set[tuple[int, int]] = set()
    for row, col in product(range(n_rows), range(n_cols)):
        if (row, col) in taken:
            continue
        end = walls[row].index(True, col + 1)
        below = row + 1
        while not any(floors[below][col:end]) and [x for x in range(col, end + 1) if walls[below][x]] == [col, end]:
            below += 1
        cells.append(GridCell(row, col, below - row, end - col, (xs[col], ys[row], xs[end], ys[below])))
        taken.update(cells[-1].places())
    return cells


def is_diagram(frame: Frame, grid: PlacedGrid) -> bool:
    """Whether rules join boxes of a drawing, as of classes or of a circuit, rather than draw the cells of a table.

    A table's cells are closed on all sides, but for sides of the frame on which no rule stands at all, and they
    fill its grid; between the boxes of a drawing the grid is open, or blank for the most part. The lines of a
    drawing end at each other, those of a table without side rules do not.
    """
    ends = [(h.at, x) for h in frame.horizontal for x in (h.lo, h.hi)]
    open_ends = (
        not any(abs(v.at - x) <= PAGES.touch and v.lo - PAGES.touch <= y <= v.hi + PAGES.touch for v in frame.vertical)
        for y, x in ends
    )
    if 2 * sum(open_ends) > len(ends):
        return False
    filled = grid.filled
    fill = len(filled) / (grid.n_rows * grid.n_cols)
    unclosed = sum(not _is_closed(frame, cell) for cell in filled)
    return fill < TABLE_SETTINGS.stray or (
        unclosed > 0 and (2 * fill < 1 or unclosed >= TABLE_SETTINGS.few * len(filled))
    )


def _is_closed(frame: Frame, cell: GridCell) -> bool:
    x0, y0, x1, y1 = cell.box
    left, top, right, bottom = frame.box
    sides = [
        (frame.horizontal, y0, x0, x1, top), (frame.horizontal, y1, x0, x1, bottom),
        (frame.vertical, x0, y0, y1, left), (frame.vertical, x1, y0, y1, right),
    ]  # fmt: skip
    return all(
        _covered(rules, at, lo, hi)
        or (abs(at - edge) <= PAGES.touch and not any(abs(r.at - at) <= PAGES.touch for r in rules))
        for rules, at, lo, hi, edge in sides
    )


def part_spanning(grid: PlacedGrid, columns: list[Span]) -> PlacedGrid:
    """Cells over several columns that hold neighbouring numbers or words are parted at the columns' borders."""
    lefts = left_sides(grid)
    cells: list[GridCell] = []
    for cell in grid.cells:
        reach = {nearest_column(word.mid_x, columns) for word in cell.words}
        inner = range(cell.col + 1, cell.col + cell.colspan)
        is_of_several = len(reach) >= 2 and 2 * len(reach) >= cell.colspan
        if is_of_several and inner and all(col in lefts for col in inner):
            cells += parted_across(cell, [lefts[col] for col in inner], cell.col)
        else:
            cells.append(cell)
    return replace(grid, cells=cells)


def split_rows(grid: PlacedGrid) -> PlacedGrid:
    """Split grid rows that hold several printed rows with no rule between them."""
    cuts = [_cuts([c for c in grid.cells if (c.row, c.rowspan) == (row, 1)]) for row in range(grid.n_rows)]
    starts = list(accumulate((len(at) + 1 for at in cuts), initial=0))
    cells: list[GridCell] = []
    for cell in grid.cells:
        start, end = starts[cell.row], starts[cell.row + cell.rowspan]
        if cell.rowspan > 1 or not cuts[cell.row]:
            cells.append(replace(cell, row=start, rowspan=end - start))
        else:
            cells += _parted_down(cell, cuts[cell.row], start)
    return replace(grid, cells=cells)


def _parted_down(cell: GridCell, at: list[float], row: int) -> list[GridCell]:
    """A cell parted at heights into cells of one row each, from `row` on."""
    x0, y0, x1, y1 = cell.box
    parts = [
        GridCell(row + i, cell.col, 1, cell.colspan, (x0, top, x1, bottom))
        for i, (top, bottom) in enumerate(pairwise([y0, *at, y1]))
    ]
    for word in cell.words:
        parts[bisect_right(at, mid_y(word))].words.append(word)
    return parts


def _baselines(words: list[Word]) -> list[float]:
    """Distinct baselines of upright words, from the top."""
    out: list[float] = []
    for word in sorted((word for word in words if not word.box_turned), key=lambda word: word.base):
        if not out or word.base - out[-1] > TABLE_SETTINGS.strip * word.size:
            out.append(word.base)
    return out


def _cuts(cells: list[GridCell]) -> list[float]:
    """Heights at which a ruled row parts into printed rows: numbers stacked line by line in its columns."""
    filled = [cell for cell in cells if cell.words and cell.colspan == 1]
    stacked = [bases for cell in filled if (bases := _stacked_numbers(cell))]
    if not stacked or len(filled) < 2 or (len(stacked) < 2 and len(filled) > TABLE_SETTINGS.fewest_rows):
        return []
    longest = max(stacked, key=len)
    first = filled[0]
    if first.col == 0 and not is_numeric(first.text) and not _has_a_label_each(first, longest):
        return []
    size = max(word.size for cell in filled for word in cell.words)
    opening = _opening(first, longest, TABLE_SETTINGS.strip * size) if first.col == 0 else set()
    middle = TABLE_SETTINGS.half_letter * size
    return [a + middle if b in opening else (a + b) / 2 - middle for a, b in pairwise(longest)]


def _stacked_numbers(cell: GridCell) -> list[float]:
    """Baselines of a cell most of whose lines, at least two, are numbers; none for any other cell."""
    bases = _baselines(cell.words)
    if len(bases) < 2:
        return []
    texts = dict.fromkeys(bases, "")
    for word in cell.words:
        texts[_nearest(bases, word.base)] += word.text
    return bases if sum(map(is_numeric, texts.values())) >= TABLE_SETTINGS.most * len(bases) else []


def _nearest(bases: list[float], height: float) -> float:
    """The baseline that a height is nearest to."""
    return min(bases, key=lambda base: abs(base - height))


def _has_a_label_each(label: GridCell, bases: list[float]) -> bool:
    """Whether a cell of words has about as many lines as there are rows."""
    share = len(_baselines(label.words)) / len(bases)
    return TABLE_SETTINGS.over_half <= share <= 1 / TABLE_SETTINGS.over_half


def _opening(label: GridCell, bases: list[float], near: float) -> set[float]:
    """Baselines of rows whose label starts a line higher, where its last line is indented or in small letters."""
    own = _baselines(label.words)
    lines: dict[float, Word] = {}
    for word in sorted(label.words, key=lambda word: -word.x0):
        lines[_nearest(own, word.base)] = word
    out = set()
    for (upper, first), (lower, last) in pairwise(sorted(lines.items())):
        base = _nearest(bases, lower)
        is_between = abs(base - lower) < near and all(abs(b - upper) > near for b in bases)
        hangs = last.x0 > first.x0 + near or last.text[:1].islower()
        if is_between and hangs and not first.text[:1].islower():
            out.add(base)
    return out
