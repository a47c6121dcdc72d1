"""Where the tables of a PDF page are: framed ones by their rules, the others by their lines."""

import math
from collections.abc import Sequence
from itertools import chain, pairwise

from printed.geometry import Box, holds
from printed.pdf.document import Page
from printed.pdf.frames import Frame
from printed.pdf.lines import Word
from printed.pdf.rules import Rule
from printed.pdf.settings import PAGES
from printed.tables.pdf.framed.inner_columns import part_columns, part_groups
from printed.tables.pdf.framed.lattice import is_diagram, lattice_grid, part_spanning, split_rows
from printed.tables.pdf.grid.body_rows import text_grid
from printed.tables.pdf.grid.columns import column_span, find_columns
from printed.tables.pdf.grid.grid import GridCell, PlacedGrid, Span, by_line, compact_grid, mid_y, numbered_words
from printed.tables.pdf.grid.printed_rows import make_row, upright_rows
from printed.tables.pdf.page.captions import CaptionPiece, blocks_of, is_at_its_side
from printed.tables.pdf.page.side_by_side import find_cuts
from printed.tables.pdf.page.text_columns import Cut, are_alike, figure_areas, gutters, text_zones
from printed.tables.pdf.unframed.candidates import find_stream
from printed.tables.pdf.unframed.verdict import is_drawing, speaks_for_itself
from printed.tables.settings import TABLE_SETTINGS
from printed.trace import mark


def find_grids(page: Page) -> tuple[list[PlacedGrid], list[Cut]]:
    """Grids of all tables of a page, from top to bottom, and the cuts between what stands side by side."""
    text, width = page.text, page.upright.width
    words = numbered_words(text)
    pieces = [blocks_of([line]) for line in text.lines]
    blocks = list(chain.from_iterable(pieces))
    areas = figure_areas(page)
    for area in areas:
        mark("figure", area)
    grids, loose, taken = _framed(page, words, blocks, areas)
    free = [word for word in words if word not in taken and not _stands_in(word, areas)]
    zones = text_zones(text.lines, width, loose)
    for zone in zones:
        for lo, hi in zone.bands:
            mark("column of text", (max(lo, 0.0), zone.y0, min(hi, width), zone.y1))
    between = gutters(zones)
    cuts = find_cuts(text.lines, pieces, loose, between)
    for grid in find_stream(free, loose, zones, cuts):
        if _is_figure(grid, blocks) and not speaks_for_itself(grid):
            mark("caption", grid.box, "dropped", "the nearest caption is that of a figure")
        else:
            grids.append(grid)
    kept: list[PlacedGrid] = []
    for grid in grids:
        if _over_figure_caption(grid, blocks, areas) and not speaks_for_itself(grid):
            mark("caption", grid.box, "dropped", "the caption of a figure stands below it")
        else:
            kept.append(grid)
    return sorted(kept, key=lambda grid: (grid.box[1], grid.box[0])), [*cuts, *between]


def _stands_in(word: Word, areas: Sequence[Box]) -> bool:
    return any(holds(area, word.mid_x, mid_y(word)) for area in areas)


def _framed(
    page: Page, words: list[Word], blocks: list[CaptionPiece], areas: list[Box]
) -> tuple[list[PlacedGrid], list[Rule], set[Word]]:
    """(tables whose cells rules draw, the horizontal rules that draw none, words of these tables and of drawings)."""
    ruled, loose = page.frames
    grids: list[PlacedGrid] = []
    taken: set[Word] = set()
    for frame in ruled:
        of_others = chain.from_iterable(other.horizontal for other in ruled if other is not frame)
        if _goes_beyond(frame, [*loose, *of_others]):
            mark("frame", frame.box, "dropped", "open at its sides, and rules of its extent go on above or below")
            loose = loose + frame.horizontal
            continue
        grid = lattice_grid(frame, [word for word in words if word not in taken])
        if grid is not None and is_table(grid) and is_diagram(frame, grid):
            mark("frame", frame.box, "dropped", "boxes of a drawing: rules leave its cells open")
            taken.update(grid.words())
            continue
        grid = _structured(frame, grid) if grid else None
        reason = _why_no_frame(grid, blocks)
        if grid is None or reason:
            mark("frame", frame.box, "dropped", reason)
            loose = loose + [r for r in frame.horizontal if r.hi - r.lo > TABLE_SETTINGS.rule_length]
        elif is_drawing(grid, page.upright_drawing.graphics, areas):
            mark("frame", frame.box, "dropped", "boxes with labels within a figure")
        else:
            mark("frame", frame.box, "kept", f"{grid.n_rows} rows, {grid.n_cols} columns")
            grids.append(grid)
            taken.update(grid.words())
    return grids, sorted(loose, key=lambda r: (r.at, r.lo)), taken


def _why_no_frame(grid: PlacedGrid | None, blocks: list[CaptionPiece]) -> str:
    """Why the text within a frame is no table, empty where it is one."""
    if grid is None:
        return "its rules part no rows and columns of text"
    if not is_table(grid):
        return "fewer than two rows and columns, or one long text"
    is_of_figure = _is_figure(grid, blocks) and not speaks_for_itself(grid)
    return "the nearest caption is that of a figure" if is_of_figure else ""


def _is_figure(grid: PlacedGrid, blocks: list[CaptionPiece]) -> bool:
    """Whether the caption next to a grid is a figure's and none nearer, or at its side, is a table's."""
    x0, y0, x1, y1 = grid.box
    if _is_labelled_at_its_side(grid, blocks):
        return False
    is_figure, least = False, math.inf
    for block in blocks:
        gap = y0 - block.bottom if block.base < y0 + TABLE_SETTINGS.touch else block.top - y1
        is_near = -TABLE_SETTINGS.touch <= gap <= TABLE_SETTINGS.caption_reach * block.size
        is_caption = block.is_figure or block.label
        if is_caption and is_near and gap < least and block.overlaps(x0, x1):
            is_figure, least = block.is_figure, gap
    return is_figure


def _is_labelled_at_its_side(grid: PlacedGrid, blocks: Sequence[CaptionPiece]) -> bool:
    """Whether a table's caption begins left of a grid, at the height of its head, as narrow tables have it."""
    return any(block.label and is_at_its_side(block, grid.box) for block in blocks)


def _over_figure_caption(grid: PlacedGrid, blocks: Sequence[CaptionPiece], areas: list[Box]) -> bool:
    """Whether the first caption or prose below a grid is a figure's caption that no other drawing claims.

    A table's caption close above or at the side, or prose between, frees the grid.
    """
    x0, y0, x1, y1 = grid.box
    if _is_labelled_at_its_side(grid, blocks):
        return False
    over = [block for block in blocks if block.overlaps(x0, x1)]
    if any(block.label and 0 <= y0 - block.bottom < TABLE_SETTINGS.caption_reach * block.size for block in over):
        return False
    below = (block for block in over if block.top >= y1 - 2 and _is_caption_or_prose(block))
    first = next(below, None)
    if first is None or not first.is_figure or first.top - y1 >= TABLE_SETTINGS.table_height:
        return False
    for left, top, right, bottom in areas:
        is_between = top >= y1 - TABLE_SETTINGS.touch and bottom <= first.bottom
        if is_between and right > x0 and left < x1:
            return False
    return True


def _is_caption_or_prose(block: CaptionPiece) -> bool:
    return block.is_figure or bool(block.label) or len(block.words) >= TABLE_SETTINGS.words_of_line


def _structured(frame: Frame, grid: PlacedGrid) -> PlacedGrid | None:
    """The lattice, or where its cells hold several columns of text, these; None where rules and columns disagree."""
    rows = upright_rows(grid.words(), walls=frame.vertical)
    columns = find_columns(rows)
    if not _lacks_columns(grid, columns):
        return compact_grid(part_groups(part_columns(compact_grid(split_rows(grid)))))
    if compact_grid(grid).n_cols == len(columns):
        return part_groups(compact_grid(split_rows(part_spanning(grid, columns))))
    return compact_grid(text_grid(rows, frame.horizontal, columns)) if _boxed(frame) else None


def _goes_beyond(frame: Frame, rules: list[Rule]) -> bool:
    """Whether a frame without sides is a piece of a table whose other rules meet none of its vertical ones."""
    x0, y0, x1, y1 = frame.box
    if any(min(abs(side.at - x0), abs(side.at - x1)) < PAGES.touch for side in frame.vertical):
        return False
    top, reach = Rule(y0, x0, x1), y1 - y0 + TABLE_SETTINGS.table_width
    outside = [rule for rule in rules if rule.at < y0 - 1 or rule.at > y1 + 1]
    near = [rule for rule in outside if min(abs(rule.at - y0), abs(rule.at - y1)) < reach]
    return any(are_alike(rule, top) for rule in near)


def _boxed(frame: Frame) -> bool:
    """Whether rules close a frame off at the left and the right over its whole height."""
    x0, y0, x1, y1 = frame.box
    left = sum(rule.hi - rule.lo for rule in frame.vertical if abs(rule.at - x0) < PAGES.touch)
    right = sum(rule.hi - rule.lo for rule in frame.vertical if abs(rule.at - x1) < PAGES.touch)
    return min(left, right) >= TABLE_SETTINGS.nearly_all * (y1 - y0)


def _lacks_columns(grid: PlacedGrid, columns: list[Span]) -> bool:
    """Whether in many rows one drawn cell holds neighbouring fragments of different text columns."""
    filled = {cell.row for cell in grid.filled}
    lacking = {cell.row for cell in grid.filled if _holds_columns(cell, columns)}
    return len(lacking) >= max(2, TABLE_SETTINGS.over_third * len(filled))


def _holds_columns(cell: GridCell, columns: list[Span]) -> bool:
    """Whether a line of a cell holds two gaps between text columns, or one beside a number."""
    if not columns:
        return False
    for words in by_line(cell.words):
        fragments = make_row(words, gap=TABLE_SETTINGS.search_gap).fragments
        spans = [column_span(fragment, columns) for fragment in fragments]
        parted = sum(a[1] < b[0] for a, b in pairwise(spans))
        if parted >= 2 or (parted and any(fragment.is_number for fragment in fragments)):
            return True
    return False


def is_table(grid: PlacedGrid) -> bool:
    """Enough cells side by side and below each other, filled, and not one text in a box."""
    lengths = [len(cell.text) for cell in grid.filled]
    if grid.n_rows < 2 or grid.n_cols < 2 or len(lengths) < TABLE_SETTINGS.fewest_cells:
        return False
    return max(lengths) <= max(TABLE_SETTINGS.over_half * sum(lengths), TABLE_SETTINGS.long_text)
