"""Where the tables of a PDF page are: framed ones by their rules, the others by their lines."""

from itertools import pairwise

from memlit.documents.geometry import Box
from memlit.documents.pdf.characters import PageContent, Rule
from memlit.documents.pdf.frames import TOUCH, Frame, dividers, frames
from memlit.documents.pdf.lines import Line, PageText
from memlit.documents.trace import mark
from memlit.tables.pdf.framed.inner_columns import part_columns, part_groups, part_heads
from memlit.tables.pdf.framed.lattice import is_diagram, lattice_grid, part_spanning, split_rows
from memlit.tables.pdf.grid.body_rows import text_grid
from memlit.tables.pdf.grid.columns import column_span, find_columns
from memlit.tables.pdf.grid.grid import (
    Grid,
    GridCell,
    Placed,
    compact,
    placed_words,
)
from memlit.tables.pdf.grid.numeric import is_numeric
from memlit.tables.pdf.grid.printed_rows import drop_leaders, make_row
from memlit.tables.pdf.page.captions import FIGURE, LABEL, chunks
from memlit.tables.pdf.page.side_by_side import find_cuts
from memlit.tables.pdf.page.text_columns import are_alike, figure_areas, text_zones
from memlit.tables.pdf.unframed.candidates import find_stream
from memlit.tables.pdf.unframed.verdict import is_drawing
from memlit.tables.settings import SETTINGS


def find_grids(content: PageContent, text: PageText) -> list[Grid]:
    """Grids of all tables of a page, from top to bottom."""
    words = placed_words(text.lines, text.turned)
    grids: list[Grid] = []
    ruled, loose = frames(content)
    areas = figure_areas(content)
    for area in areas:
        mark("figure", area)
    taken: set[int] = set()
    for frame in ruled:
        if _goes_beyond(frame, [*loose, *(r for other in ruled if other is not frame for r in other.horizontal)]):
            mark("frame", frame.box, "dropped", "open at its sides, and rules of its extent go on above or below")
            loose = loose + frame.horizontal
            continue
        free = [p for p in words if id(p) not in taken]
        grid = lattice_grid(frame, free)
        if grid is not None:
            drop_leaders(grid)
        if grid is not None and is_table(grid) and is_diagram(frame, grid):
            mark("frame", frame.box, "dropped", "boxes of a drawing: rules leave its cells open")
            taken.update(id(p) for p in grid.words())
            continue
        grid = _structured(frame, grid) if grid else None
        reason = _why_no_frame(grid, text.lines)
        if grid is None or reason:
            mark("frame", frame.box, "dropped", reason)
            loose = loose + [r for r in frame.horizontal if r.hi - r.lo > SETTINGS.rule_length]
            continue
        if is_drawing(grid, content.graphics, areas):
            mark("frame", frame.box, "dropped", "boxes with labels within a figure")
            continue
        mark("frame", frame.box, "kept", f"{grid.n_rows} rows, {grid.n_cols} columns")
        grids.append(grid)
        taken.update(id(p) for p in grid.words())
    free = [p for p in words if id(p) not in taken and not _in_any(p, areas)]
    loose.sort(key=lambda r: (r.at, r.lo))
    zones = text_zones(text.lines, content.width, loose, dividers(content))
    for zone in zones:
        for lo, hi in zone.bands:
            mark("column of text", (max(lo, 0.0), zone.y0, min(hi, content.width), zone.y1))
    for grid in find_stream(free, loose, zones, find_cuts(text.lines, loose)):
        if _is_figure(grid, text.lines):
            mark("caption", grid.box, "dropped", "the nearest caption is that of a figure")
        else:
            grids.append(grid)
    kept: list[Grid] = []
    for grid in grids:
        if _over_figure_caption(grid, text.lines, [] if _drawn_on(grid, content) else areas):
            mark("caption", grid.box, "dropped", "the caption of a figure stands below it")
        else:
            kept.append(grid)
    return sorted(kept, key=lambda g: (g.box[1], g.box[0]))


def _why_no_frame(grid: Grid | None, lines: list[Line]) -> str:
    """Why the text within a frame is no table, empty where it is one."""
    if grid is None:
        return "its rules part no rows and columns of text"
    if not is_table(grid):
        return "fewer than two rows and columns, or one long text"
    return "the nearest caption is that of a figure" if _is_figure(grid, lines) else ""


def _is_figure(grid: Grid, lines: list[Line]) -> bool:
    """Whether the caption next to a grid is a figure's and none nearer is a table's."""
    x0, y0, x1, y1 = grid.box
    nearest: tuple[float, bool] | None = None
    for line in lines:
        gap = y0 - line.bottom if line.base < y0 + SETTINGS.touch else line.top - y1
        if not -SETTINGS.touch <= gap <= SETTINGS.caption_reach * line.size:
            continue
        for words in chunks(line):
            if min(x1, words[-1].x1) - max(x0, words[0].x0) < 0:
                continue
            text = " ".join(w.text for w in words)
            kind = True if FIGURE.match(text) else False if LABEL.match(text) else None
            if kind is not None and (nearest is None or gap < nearest[0]):
                nearest = (gap, kind)
    return nearest is not None and nearest[1]


def _drawn_on(grid: Grid, content: PageContent) -> bool:
    """Whether a line that starts beside the words of a grid runs on below it, as in a drawing that holds both."""
    x0, _, x1, y1 = grid.box
    return any(
        x0 < r.at < x1 and r.lo < y1 - SETTINGS.figure_gap and r.hi > y1 + SETTINGS.rule_length
        for r in content.vertical
    )


def _over_figure_caption(grid: Grid, lines: list[Line], areas: list[Box]) -> bool:
    """Whether the first caption or prose below a grid is a figure's caption that no other drawing claims.

    A table's caption close above, or prose between, frees the grid.
    """
    x0, y0, x1, y1 = grid.box
    above = [c for line in lines if 0 <= y0 - line.bottom < SETTINGS.caption_reach * line.size for c in chunks(line)]
    if any(LABEL.match(" ".join(w.text for w in c)) for c in above if c[-1].x1 > x0 and c[0].x0 < x1):
        return False
    for line in lines:
        if line.top < y1 - 2:
            continue
        for words in chunks(line):
            if words[-1].x1 < x0 or words[0].x0 > x1:
                continue
            text = " ".join(w.text for w in words)
            if FIGURE.match(text):
                claimed = any(
                    a[1] >= y1 - SETTINGS.touch and a[3] <= line.bottom and a[2] > x0 and a[0] < x1 for a in areas
                )
                return not claimed and line.top - y1 < SETTINGS.table_height
            if LABEL.match(text) or len(words) >= SETTINGS.words_of_line:
                return False
    return False


def _structured(frame: Frame, grid: Grid) -> Grid | None:
    """The lattice, or where its cells hold several columns of text, a grid by rows and white strips.

    None where the frame does not even close off its sides: then its rules are as good as loose ones.
    """
    by_line: dict[int, list[Placed]] = {}
    for placed in grid.words():
        if not placed.word.box_turned:
            by_line.setdefault(placed.line, []).append(placed)
    rows = sorted((make_row(line, walls=frame.vertical) for line in by_line.values()), key=lambda r: r.base)
    rows = [row for row in rows if row.bits]
    columns = find_columns(rows)
    if len(columns) < 2 or not _lacks_columns(grid, columns):
        return compact(part_heads(part_groups(part_columns(compact(split_rows(grid))))))
    if compact(grid).n_cols == len(columns):
        return part_heads(part_groups(compact(split_rows(part_spanning(grid, columns)))))
    by_text = text_grid(rows, frame.horizontal, columns) if _boxed(frame) else None
    return compact(by_text) if by_text is not None else None


def _goes_beyond(frame: Frame, rules: list[Rule]) -> bool:
    """Whether a frame without sides is a piece of a table whose other rules meet none of its vertical ones."""
    x0, y0, x1, y1 = frame.box
    if any(min(abs(r.at - x0), abs(r.at - x1)) < TOUCH for r in frame.vertical):
        return False
    near = (
        r
        for r in rules
        if not y0 - 1 <= r.at <= y1 + 1 and min(abs(r.at - y0), abs(r.at - y1)) < y1 - y0 + SETTINGS.table_width
    )
    return any(are_alike(r, Rule(y0, x0, x1)) for r in near)


def _boxed(frame: Frame) -> bool:
    """Whether rules close a frame off at the left and the right over its whole height."""
    x0, y0, x1, y1 = frame.box
    for x in (x0, x1):
        length = sum(r.hi - r.lo for r in frame.vertical if abs(r.at - x) < TOUCH)
        if length < SETTINGS.nearly_all * (y1 - y0):
            return False
    return True


def _lacks_columns(grid: Grid, columns: list[tuple[float, float]]) -> bool:
    """Whether in many rows one drawn cell holds neighbouring bits of different text columns."""
    lacking = total = 0
    for row in range(grid.n_rows):
        cells = [c for c in grid.cells if c.row == row and c.words]
        total += bool(cells)
        lacking += any(_holds_columns(cell, columns) for cell in cells)
    return lacking >= max(2, SETTINGS.over_third * total)


def _holds_columns(cell: GridCell, columns: list[tuple[float, float]]) -> bool:
    lines: dict[int, list[Placed]] = {}
    for placed in cell.words:
        lines.setdefault(placed.line, []).append(placed)
    for words in lines.values():
        bits = make_row(words, gap=SETTINGS.search_gap).bits
        spans = [column_span(b.x0, b.x1, columns) for b in bits]
        parted = sum(a[1] < b[0] for a, b in pairwise(spans))
        if parted >= 2 or (parted and any(is_numeric(b.text) for b in bits)):
            return True
    return False


def _in_any(placed: Placed, areas: list[Box]) -> bool:
    return any(a[0] <= placed.mid_x <= a[2] and a[1] <= placed.mid_y <= a[3] for a in areas)


def is_table(grid: Grid) -> bool:
    """Enough cells side by side and below each other, filled, and not one text in a box."""
    if grid.n_rows < 2 or grid.n_cols < 2:
        return False
    filled = grid.filled
    if len(filled) < SETTINGS.fewest_cells:
        return False
    total = sum(len(c.text) for c in filled)
    longest = max(len(c.text) for c in filled)
    return not (longest > SETTINGS.over_half * total and longest > SETTINGS.long_text)
