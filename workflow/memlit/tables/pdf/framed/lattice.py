"""Ruled tables: the cells that crossing rules draw."""

import bisect
from itertools import pairwise

from memlit.documents.pdf.characters import Rule
from memlit.documents.pdf.frames import TOUCH, Frame, positions
from memlit.tables.pdf.grid.grid import Grid, GridCell, Placed
from memlit.tables.pdf.grid.numeric import is_numeric
from memlit.tables.settings import SETTINGS


def lattice_grid(frame: Frame, words: list[Placed]) -> Grid | None:
    """The grid a frame draws around the words inside it; None where it draws no table."""
    inside = _inside(frame, words)
    if not inside:
        return None
    xs, ys = _borders(frame, inside)
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > SETTINGS.squares:
        return None
    cells = _merge(frame, xs, ys)
    lookup = {
        (r, c): cell
        for cell in cells
        for r in range(cell.row, cell.row + cell.rowspan)
        for c in range(cell.col, cell.col + cell.colspan)
    }
    for placed in inside:
        row = min(max(bisect.bisect_right(ys, placed.mid_y) - 1, 0), len(ys) - 2)
        col = min(max(bisect.bisect_right(xs, placed.mid_x) - 1, 0), len(xs) - 2)
        lookup[row, col].words.append(placed)
    return Grid(cells, (xs[0], ys[0], xs[-1], ys[-1]), "ruled")


def _inside(frame: Frame, words: list[Placed]) -> list[Placed]:
    x0, y0, x1, y1 = frame.box
    return [p for p in words if x0 - 1 <= p.mid_x <= x1 + 1 and y0 - 1 <= p.mid_y <= y1 + 1]


def _borders(frame: Frame, inside: list[Placed]) -> tuple[list[float], list[float]]:
    """Column and row borders; an open side gets the frame's edge as a border where words lie beyond."""
    x0, y0, x1, y1 = frame.box
    xs, ys = positions(frame.vertical), positions(frame.horizontal)
    if not xs or (xs[0] - x0 > TOUCH and any(p.mid_x < xs[0] for p in inside)):
        xs.insert(0, x0)
    if x1 - xs[-1] > TOUCH and any(p.mid_x > xs[-1] for p in inside):
        xs.append(x1)
    if not ys or (ys[0] - y0 > TOUCH and any(p.mid_y < ys[0] for p in inside)):
        ys.insert(0, y0)
    if y1 - ys[-1] > TOUCH and any(p.mid_y > ys[-1] for p in inside):
        ys.append(y1)
    return xs, ys


def _covered(rules: list[Rule], at: float, lo: float, hi: float) -> bool:
    """Whether rules at this position cover most of lo..hi."""
    length = 0.0
    for rule in rules:
        if abs(rule.at - at) <= TOUCH + SETTINGS.same_start:
            length += max(0.0, min(hi, rule.hi) - max(lo, rule.lo))
    return length > SETTINGS.over_half * (hi - lo)


def _merge(frame: Frame, xs: list[float], ys: list[float]) -> list[GridCell]:
    """Grid squares joined over missing borders, kept to rectangles."""
    n_rows, n_cols = len(ys) - 1, len(xs) - 1
    wall_right = [
        [c + 1 == n_cols or _covered(frame.vertical, xs[c + 1], ys[r], ys[r + 1]) for c in range(n_cols)]
        for r in range(n_rows)
    ]
    wall_below = [
        [r + 1 == n_rows or _covered(frame.horizontal, ys[r + 1], xs[c], xs[c + 1]) for c in range(n_cols)]
        for r in range(n_rows)
    ]
    done = [[False] * n_cols for _ in range(n_rows)]
    cells = []
    for r in range(n_rows):
        for c in range(n_cols):
            if done[r][c]:
                continue
            right = c
            while right + 1 < n_cols and not wall_right[r][right] and not done[r][right + 1]:
                right += 1
            below = r
            while (
                below + 1 < n_rows
                and not any(wall_below[below][k] for k in range(c, right + 1))
                and not any(done[below + 1][k] for k in range(c, right + 1))
                and not any(wall_right[below + 1][k] for k in range(c, right))
                and (right + 1 == n_cols or wall_right[below + 1][right])
                and (c == 0 or wall_right[below + 1][c - 1])
            ):
                below += 1
            for i in range(r, below + 1):
                for j in range(c, right + 1):
                    done[i][j] = True
            box = (xs[c], ys[r], xs[right + 1], ys[below + 1])
            cells.append(GridCell(r, c, below - r + 1, right - c + 1, box))
    return cells


def is_diagram(frame: Frame, grid: Grid) -> bool:
    """Whether rules join boxes of a drawing, as of classes or of a circuit, rather than draw the cells of a table.

    A table's cells are closed on all sides, but for sides of the frame on which no rule stands at all, and they
    fill its grid; between the boxes of a drawing the grid is open, or blank for the most part. The lines of a
    drawing end at each other, those of a table without side rules do not.
    """
    ends = [(h.at, x) for h in frame.horizontal for x in (h.lo, h.hi)]
    if 2 * sum(not _meets_vertical(frame, x, y) for y, x in ends) > len(ends):
        return False
    filled = grid.filled
    fill = len(filled) / (grid.n_rows * grid.n_cols)
    unclosed = sum(not _is_closed(frame, cell) for cell in filled)
    return fill < SETTINGS.stray or (unclosed > 0 and (2 * fill < 1 or unclosed >= SETTINGS.few * len(filled)))


def _meets_vertical(frame: Frame, x: float, y: float) -> bool:
    return any(abs(v.at - x) <= TOUCH and v.lo - TOUCH <= y <= v.hi + TOUCH for v in frame.vertical)


def _is_closed(frame: Frame, cell: GridCell) -> bool:
    x0, y0, x1, y1 = cell.box
    left, top, right, bottom = frame.box
    sides = [
        (frame.horizontal, y0, x0, x1, top), (frame.horizontal, y1, x0, x1, bottom),
        (frame.vertical, x0, y0, y1, left), (frame.vertical, x1, y0, y1, right),
    ]  # fmt: skip
    return all(
        _covered(rules, at, lo, hi) or (abs(at - edge) <= TOUCH and not any(abs(r.at - at) <= TOUCH for r in rules))
        for rules, at, lo, hi, edge in sides
    )


def part_spanning(grid: Grid, columns: list[tuple[float, float]]) -> Grid:
    """Cells over several columns that hold neighbouring numbers or words are parted at the columns' borders."""
    lefts: dict[int, float] = {}
    rights: dict[int, float] = {}
    for cell in grid.cells:
        lefts.setdefault(cell.col, cell.box[0])
        rights.setdefault(cell.col + cell.colspan - 1, cell.box[2])
    cells: list[GridCell] = []
    for cell in grid.cells:
        reach = {_column_of(p, columns) for p in cell.words}
        inner = range(cell.col, cell.col + cell.colspan)
        known = all(c in lefts and c in rights for c in inner)
        if cell.colspan == 1 or len(reach) < 2 or 2 * len(reach) < cell.colspan or not known:
            cells.append(cell)
            continue
        for c in inner:
            words = [p for p in cell.words if lefts[c] <= p.mid_x < rights[c]]
            cells.append(GridCell(cell.row, c, cell.rowspan, 1, (lefts[c], cell.box[1], rights[c], cell.box[3]), words))
    return Grid(cells, grid.box, grid.kind, grid.flags)


def _column_of(placed: Placed, columns: list[tuple[float, float]]) -> int:
    return min(range(len(columns)), key=lambda i: max(columns[i][0] - placed.mid_x, placed.mid_x - columns[i][1]))


def split_rows(grid: Grid) -> Grid:
    """Split grid rows that hold several printed rows with no rule between them."""
    bands = _bands(grid)
    extra = 0
    cells: list[GridCell] = []
    row_map: dict[int, tuple[int, int]] = {}
    splits: dict[int, list[float]] = {}
    for row in range(grid.n_rows):
        cuts = _cuts([c for c in grid.cells if c.row == row and c.rowspan == 1]) if row in bands else []
        splits[row] = cuts
        row_map[row] = (row + extra, len(cuts) + 1)
        extra += len(cuts)
    if not extra:
        return grid
    for cell in grid.cells:
        start = row_map[cell.row][0]
        last = row_map[cell.row + cell.rowspan - 1]
        cuts = splits[cell.row]
        if cell.rowspan > 1 or not cuts:
            cells.append(GridCell(start, cell.col, last[0] + last[1] - start, cell.colspan, cell.box, cell.words))
            continue
        edges = [cell.box[1], *cuts, cell.box[3]]
        for i in range(len(edges) - 1):
            words = [
                p
                for p in cell.words
                if edges[i] <= p.mid_y < edges[i + 1]
                or (i == 0 and p.mid_y < edges[0])
                or (i == len(edges) - 2 and p.mid_y >= edges[-1])
            ]
            box = (cell.box[0], edges[i], cell.box[2], edges[i + 1])
            cells.append(GridCell(start + i, cell.col, 1, cell.colspan, box, words))
    return Grid(cells, grid.box, grid.kind, grid.flags)


def _bands(grid: Grid) -> set[int]:
    """Rows in which no spanning cell hides what belongs together."""
    return {cell.row for cell in grid.cells if cell.rowspan == 1}


def baselines(words: list[Placed]) -> list[float]:
    """Distinct baselines of words, from the top."""
    out: list[float] = []
    for placed in sorted(words, key=lambda p: p.word.base):
        if placed.word.box_turned:
            continue
        if not out or placed.word.base - out[-1] > SETTINGS.strip * placed.word.size:
            out.append(placed.word.base)
    return out


def _cuts(cells: list[GridCell]) -> list[float]:
    """Heights at which a ruled row parts into printed rows: numbers stacked line by line in its columns."""
    filled = [c for c in cells if c.words and c.colspan == 1]
    if len(filled) < 2:
        return []
    stacked = []
    for cell in filled:
        lines: dict[float, str] = {}
        bases = baselines(cell.words)
        for placed in cell.words:
            base = min(bases, key=lambda b: abs(b - placed.word.base), default=0.0)
            lines[base] = lines.get(base, "") + " " + placed.word.text
        if len(lines) >= 2 and sum(is_numeric(t) for t in lines.values()) >= SETTINGS.most * len(lines):
            stacked.append(bases)
    if not stacked or (len(stacked) < 2 and len(filled) > SETTINGS.fewest_rows):
        return []
    longest = max(stacked, key=len)
    if any(len(s) > len(longest) for s in stacked) or len(longest) < 2:
        return []
    first = filled[0]
    stub = baselines(first.words)
    is_of_words = first.col == 0 and not is_numeric(first.text)
    if is_of_words and not SETTINGS.over_half <= len(stub) / len(longest) <= 1 / SETTINGS.over_half:
        return []
    size = max(p.word.size for c in filled for p in c.words)
    opening = _opening(first, longest, size) if first.col == 0 else set()
    middle = SETTINGS.half_letter * size
    return [a + middle if b in opening else (a + b) / 2 - middle for a, b in pairwise(longest)]


def _opening(stub: GridCell, bases: list[float], size: float) -> set[float]:
    """Baselines of rows whose label starts a line higher, where its last line is indented or in small letters."""
    lines: dict[float, Placed] = {}
    for placed in sorted(stub.words, key=lambda p: -p.word.x0):
        lines[min(baselines(stub.words), key=lambda b: abs(b - placed.word.base))] = placed
    out = set()
    for (upper, first), (lower, last) in pairwise(sorted(lines.items())):
        base = min(bases, key=lambda b: abs(b - lower))
        between = (
            all(abs(b - upper) > SETTINGS.strip * size for b in bases) and abs(base - lower) < SETTINGS.strip * size
        )
        hangs = last.word.x0 > first.word.x0 + SETTINGS.strip * size or last.word.text[:1].islower()
        if between and hangs and not first.word.text[:1].islower():
            out.add(base)
    return out
