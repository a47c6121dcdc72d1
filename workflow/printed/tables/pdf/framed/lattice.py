"""Ruled tables: the cells that crossing rules draw."""

from bisect import bisect_right
from dataclasses import replace
from itertools import chain, pairwise, product

from printed.geometry import holds
from printed.pdf.frames import Frame, positions
from printed.pdf.lines import Word
from printed.pdf.rules import Rule
from printed.pdf.settings import PAGES
from printed.tables.model import by_place
from printed.tables.pdf.grid.columns import nearest_column
from printed.tables.pdf.grid.grid import (
    GridCell,
    PlacedGrid,
    Span,
    by_line,
    left_sides,
    mid_y,
    parted_across,
    starts_of_parts,
)
from printed.tables.pdf.grid.numeric import is_numeric
from printed.tables.pdf.grid.wrapped_lines import is_broken_off, is_left_open
from printed.tables.settings import TABLE_SETTINGS


def lattice_grid(frame: Frame, words: list[Word]) -> PlacedGrid | None:
    """The grid a frame draws around the words inside it; None where it draws no table."""
    inside = [word for word in words if holds(frame.box, word.mid_x, mid_y(word), 1.0)]
    if not inside:
        return None
    xs, ys = _borders(frame, inside)
    if not 1 <= (len(xs) - 1) * (len(ys) - 1) <= TABLE_SETTINGS.squares:
        return None
    cells = _merge(frame, xs, ys)
    lookup = by_place(cells)
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
    closed = list(borders)
    if borders[0] - first > PAGES.touch and min(middles) < borders[0]:
        closed.insert(0, first)
    if last - borders[-1] > PAGES.touch and max(middles) > borders[-1]:
        closed.append(last)
    return closed


def _covered(rules: list[Rule], at: float, lo: float, hi: float) -> bool:
    """Whether rules at this position cover most of lo..hi."""
    here = (rule for rule in rules if abs(rule.at - at) <= PAGES.touch + TABLE_SETTINGS.same_start)
    return sum(max(0.0, min(hi, rule.hi) - max(lo, rule.lo)) for rule in here) > TABLE_SETTINGS.over_half * (hi - lo)


def _merge(frame: Frame, xs: list[float], ys: list[float]) -> list[GridCell]:
    """Squares of the grid joined over missing borders, kept to rectangles; the outer borders are closed."""
    n_rows, n_cols = len(ys) - 1, len(xs) - 1
    # By row, the numbers of the column borders on which a rule stands; by row border, the columns that have one.
    walls: list[list[int]] = []
    for top, bottom in pairwise(ys):
        inner = [x for x in range(1, n_cols) if _covered(frame.vertical, xs[x], top, bottom)]
        walls.append([0, *inner, n_cols])
    floors: list[set[int]] = []
    for y in ys[:-1]:
        floors.append({col for col in range(n_cols) if _covered(frame.horizontal, y, xs[col], xs[col + 1])})
    floors.append(set(range(n_cols)))
    cells: list[GridCell] = []
    taken: set[tuple[int, int]] = set()
    for row, col in product(range(n_rows), range(n_cols)):
        if (row, col) in taken:
            continue
        end = next(x for x in walls[row] if x > col)
        below = row + 1
        while floors[below].isdisjoint(range(col, end)) and _are_neighbours(col, end, walls[below]):
            below += 1
        cells.append(GridCell(row, col, below - row, end - col, (xs[col], ys[row], xs[end], ys[below])))
        taken.update(cells[-1].places())
    return cells


def _are_neighbours(first: int, second: int, borders: list[int]) -> bool:
    """Whether two borders are among these with none between."""
    return (first, second) in pairwise(borders)


def is_diagram(frame: Frame, grid: PlacedGrid) -> bool:
    """Whether rules join boxes of a drawing, as of classes or of a circuit, rather than draw the cells of a table.

    A table's cells are closed on all sides, but for sides of the frame on which no rule stands at all, and they
    fill its grid; between the boxes of a drawing the grid is open, or blank for the most part. The lines of a
    drawing end at each other, those of a table without side rules do not.
    """
    n_open = 0
    for rule in frame.horizontal:
        n_open += not _meets_vertical(frame, rule.lo, rule.at)
        n_open += not _meets_vertical(frame, rule.hi, rule.at)
    if n_open > len(frame.horizontal):
        return False
    filled = grid.filled
    fill = len(filled) / (grid.n_rows * grid.n_cols)
    if fill < TABLE_SETTINGS.stray:
        return True
    unclosed = sum(not _is_closed(frame, cell) for cell in filled)
    return unclosed > 0 and (2 * fill < 1 or unclosed >= TABLE_SETTINGS.few * len(filled))


def _meets_vertical(frame: Frame, x: float, y: float) -> bool:
    """Whether a vertical rule of the frame passes through, or ends at, a place."""
    near = PAGES.touch
    return any(abs(rule.at - x) <= near and rule.lo - near <= y <= rule.hi + near for rule in frame.vertical)


def _is_closed(frame: Frame, cell: GridCell) -> bool:
    """Whether rules stand on all sides of a cell, but for a side of the frame that has none at all."""
    x0, y0, x1, y1 = cell.box
    left, top, right, bottom = frame.box
    return (
        _is_side_closed(frame.horizontal, y0, (x0, x1), top)
        and _is_side_closed(frame.horizontal, y1, (x0, x1), bottom)
        and _is_side_closed(frame.vertical, x0, (y0, y1), left)
        and _is_side_closed(frame.vertical, x1, (y0, y1), right)
    )


def _is_side_closed(rules: list[Rule], at: float, ends: Span, edge: float) -> bool:
    """Whether rules cover a side of a cell; edge: the side of the frame, on which there may be none at all."""
    if _covered(rules, at, *ends):
        return True
    is_edge = abs(at - edge) <= PAGES.touch
    return is_edge and not any(abs(rule.at - at) <= PAGES.touch for rule in rules)


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
    """Split grid rows that hold several printed rows with no rule between them.

    A label of the whole group, left of the labels of these rows, spans all of them.
    """
    own = [[cell for cell in grid.cells if (cell.row, cell.rowspan) == (row, 1)] for row in range(grid.n_rows)]
    cuts = [_cuts(cells) for cells in own]
    labels = {row: _label_column(cells) for row, cells in enumerate(own)}
    starts = starts_of_parts(cuts)
    cells: list[GridCell] = []
    for cell in grid.cells:
        start, end = starts[cell.row], starts[cell.row + cell.rowspan]
        is_of_group = cell.col < labels.get(cell.row, 0)
        if cell.rowspan > 1 or not cuts[cell.row] or is_of_group:
            cells.append(replace(cell, row=start, rowspan=end - start))
        else:
            cells += _parted_down(cell, cuts[cell.row], start)
    return replace(grid, cells=cells)


def _parted_down(cell: GridCell, at: list[float], row: int) -> list[GridCell]:
    """A cell parted at heights into cells of one row each, from `row` on."""
    x0, y0, x1, y1 = cell.box
    parts = []
    for number, (top, bottom) in enumerate(pairwise([y0, *at, y1]), row):
        parts.append(GridCell(number, cell.col, 1, cell.colspan, (x0, top, x1, bottom)))
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
    """Heights at which a ruled row parts into printed rows: labels and values, or numbers, stacked line by line."""
    first_column = _label_column(cells)
    filled = [cell for cell in cells if cell.words and cell.colspan == 1 and cell.col >= first_column]
    if len(filled) < 2:
        return []
    size = max(word.size for cell in filled for word in cell.words)
    middle = TABLE_SETTINGS.half_letter * size
    paired = _paired(filled)
    if paired:
        return [(a + b) / 2 - middle for a, b in pairwise(paired)]
    longest = _longest_stack(filled)
    if not longest:
        return []
    first = filled[0]
    opening = _opening(first, longest, TABLE_SETTINGS.strip * size) if first.col == 0 else set()
    return [a + middle if b in opening else (a + b) / 2 - middle for a, b in pairwise(longest)]


def _longest_stack(filled: list[GridCell]) -> list[float]:
    """Baselines of the numbers that are stacked in cells of a ruled row; none where the row may be one."""
    stacked = list(filter(None, map(_stacked_numbers, filled)))
    if not stacked or (len(stacked) < 2 and len(filled) > TABLE_SETTINGS.fewest_rows):
        return []
    longest = max(stacked, key=len)
    first = filled[0]
    is_of_words = first.col == 0 and not is_numeric(first.text)
    if is_of_words and (not _has_a_label_each(first, longest) or _may_be_one_row(filled)):
        return []
    return longest


def _label_column(cells: list[GridCell]) -> int:
    """The column of the labels of a ruled row: the first, or one behind a label of a single line for all of them."""
    ordered = sorted((cell for cell in cells if cell.words), key=lambda cell: cell.col)
    if len(ordered) < TABLE_SETTINGS.fewest_rows or len(_baselines(ordered[0].words)) > 1:
        return 0
    return ordered[1].col if _paired(ordered[1:]) else 0


def _paired(filled: list[GridCell]) -> list[float]:
    """Baselines of labels and values that stand line by line in neighbouring cells; none where they do not.

    All cells have as many lines at the same heights, no line goes on in the next one, and values hold digits. Two
    lines of a label may be one that wraps, unless the second would have fitted behind the first.
    """
    lines = [_lines_of(cell) for cell in filled]
    if not _are_level(lines, TABLE_SETTINGS.strip * max(word.size for word in filled[0].words)):
        return []
    labels, *values = [list(found.values()) for found in lines]
    printed = list(chain.from_iterable(values))
    digits = sum(any(map(str.isdigit, text)) for text in printed)
    if digits < TABLE_SETTINGS.most * len(printed):
        return []
    may_wrap = len(labels) < TABLE_SETTINGS.fewest_rows and _is_wrapped(filled[0])
    begins_small = not all(text[:1].isupper() or text[:1].isdigit() for text in labels[1:])
    if may_wrap or begins_small or any(any(map(is_broken_off, texts[:-1])) for texts in (labels, *values)):
        return []
    return list(lines[0])


def _are_level(cells: list[dict[float, str]], near: float) -> bool:
    """Whether two cells or more have as many lines each, two at least, at the same heights but for `near` points."""
    first, *others = cells
    if not others or len(first) < 2:
        return False
    for lines in others:
        if len(lines) != len(first) or any(abs(a - b) > near for a, b in zip(first, lines, strict=True)):
            return False
    return True


def _is_wrapped(cell: GridCell) -> bool:
    """Whether the first word of a line would not have fitted behind the line above it, within its rules."""
    lines = [sorted(line, key=lambda word: word.x0) for line in by_line(cell.words)]
    room = cell.box[2] - (min(line[0].x0 for line in lines) - cell.box[0])
    for above, below in pairwise(lines):
        last, first = above[-1], below[0]
        if last.x1 + TABLE_SETTINGS.thin_strip * last.size + (first.x1 - first.x0) > room:
            return True
    return False


def _lines_of(cell: GridCell) -> dict[float, str]:
    """The text of each line of a cell by its baseline, from the top."""
    bases = _baselines(cell.words)
    texts = dict.fromkeys(bases, "")
    for word in (word for word in cell.words if not word.box_turned):
        base = _nearest(bases, word.base)
        texts[base] = f"{texts[base]} {word.text}".strip()
    return texts


def _stacked_numbers(cell: GridCell) -> list[float]:
    """Baselines of a cell most of whose lines, at least two, are numbers; none for any other cell."""
    texts = list(_lines_of(cell).values())
    if len(texts) < 2 or any(map(is_left_open, texts[:-1])):
        return []
    return _baselines(cell.words) if sum(map(is_numeric, texts)) >= TABLE_SETTINGS.most * len(texts) else []


def _nearest(bases: list[float], height: float) -> float:
    """The baseline that a height is nearest to."""
    return min(bases, key=lambda base: abs(base - height))


def _has_a_label_each(label: GridCell, bases: list[float]) -> bool:
    """Whether a cell of words has about as many lines as there are rows."""
    share = len(_baselines(label.words)) / len(bases)
    return TABLE_SETTINGS.over_half <= share <= 1 / TABLE_SETTINGS.over_half


def _may_be_one_row(filled: list[GridCell]) -> bool:
    """Whether a label of two lines may be one that wraps, beside a cell of a single line: two values in one cell."""
    counts = {len(_baselines(cell.words)) for cell in filled}
    return counts == {1, 2} and _is_wrapped(filled[0])


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
