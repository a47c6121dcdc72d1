"""What a page, turned upright, shows that no table was read from: ruled grids with text in them, and figures."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from printed.geometry import Box, area, come_near, holds, overlap, union
from printed.pdf.document import Page
from printed.pdf.lines import Word
from printed.pdf.rules import Rule
from printed.tables.pdf.framed.lattice import is_diagram, lattice_grid
from printed.tables.pdf.grid.grid import PlacedGrid, mid_y, numbered_words
from printed.tables.pdf.page.text_columns import are_alike, figure_areas
from printed.tables.settings import TABLE_SETTINGS

_EDGE = 0.1
"""Part of the height at the top and at the foot of a page where a small picture is a letterhead."""
_CUT_BY_EDGE = 3.0
"""Points; what begins further outside a page is cut by its edge, as a button of the publisher's."""
_LETTERHEAD = 12_000.0
"""Square points; a picture of less at an edge of the page is the logo of a journal, a licence or a link."""


def grids_left(page: Page, read: Sequence[Box]) -> list[Box]:
    """Boxes of what rules draw like a table around text and numbers, and of which no table was read.

    read: the boxes of the tables of the page.
    """
    framed, loose = page.frames
    taken = (*read, *figure_areas(page))
    frames = [frame for frame in framed if _is_free(frame.box, page, taken)]
    boxes = [box for box in _between_rules(loose) if _is_free(box, page, taken)]
    if not frames and not boxes:
        return []
    words = numbered_words(page.text)
    found = []
    for frame in frames:
        grid = lattice_grid(frame, words)
        if grid is not None and _is_like_table(grid) and not is_diagram(frame, grid):
            found.append(grid.box)
    for box in boxes:
        inside = [word for word in words if holds(box, word.mid_x, mid_y(word))]
        if _has_numbers(inside) and len({word.line for word in inside}) >= TABLE_SETTINGS.fewest_rules:
            found.append(box)
    return found


def _is_free(box: Box, page: Page, taken: Sequence[Box]) -> bool:
    """Whether a box begins on the page and is no part of what was read, nor of a figure."""
    begins_on_page = holds((0.0, 0.0, page.upright.width, page.upright.height), *box[:2], _CUT_BY_EDGE)
    return begins_on_page and not is_mostly_in_any(box, taken)


def figures_of(page: Page, read: Sequence[Box]) -> list[Box]:
    """Boxes of the plots, drawings and pictures of a page, but for its ground, letterheads and tables."""
    height = page.upright.height
    areas = [box for box in _with_tiles(page) if not _is_letterhead(box, height)]
    return [box for box in areas if not is_mostly_in_any(box, read)]


def _with_tiles(page: Page) -> list[Box]:
    """The figures of a page, with pictures that it prints in pieces one upon another."""
    areas = list(figure_areas(page))
    whole = page.upright.width * page.upright.height
    for picture in page.upright_drawing.images:
        is_sizeable = TABLE_SETTINGS.figure_area < area(picture) < TABLE_SETTINGS.figure_share * whole
        if not is_sizeable or is_mostly_in_any(picture, areas):
            continue
        near = (k for k, other in enumerate(areas) if come_near(other, picture, TABLE_SETTINGS.figure_gap))
        beside = next(near, None)
        if beside is None:
            areas.append(picture)
        else:
            areas[beside] = union(areas[beside], picture)
    return areas


def _is_letterhead(box: Box, height: float) -> bool:
    at_edge = box[3] < _EDGE * height or box[1] > (1 - _EDGE) * height
    return area(box) < _LETTERHEAD and at_edge


def _is_like_table(grid: PlacedGrid) -> bool:
    """Whether the cells of a grid are two by two and filled, some with numbers."""
    filled = grid.filled
    if grid.n_rows < 2 or grid.n_cols < 2 or len(filled) < TABLE_SETTINGS.fewest_cells:
        return False
    return _has_numbers([word for cell in filled for word in cell.words])


def _has_numbers(words: Sequence[Word]) -> bool:
    """Whether a part of the words of a table holds numbers, as in no list of words."""
    n_numbers = sum(any(map(str.isdigit, word.text)) for word in words)
    return n_numbers >= TABLE_SETTINGS.fewest_cells and n_numbers > TABLE_SETTINGS.some * len(words)


def _between_rules(loose: Sequence[Rule]) -> list[Box]:
    """Boxes between the first and the last of three or more rules of one extent."""
    boxes = []
    left = sorted(loose, key=lambda rule: (rule.lo, rule.hi, rule.at))
    while left:
        first = left[0]
        alike = [rule for rule in left if are_alike(rule, first)]
        left = [rule for rule in left if rule not in alike]
        heights = sorted(rule.at for rule in alike)
        parts = [list(part) for _, part in groupby(heights, key=lambda at: round(at, 1))]
        if len(parts) >= TABLE_SETTINGS.fewest_rules:
            boxes.append((first.lo, heights[0], first.hi, heights[-1]))
    return boxes


def is_mostly_in_any(box: Box, others: Iterable[Box]) -> bool:
    """Whether over half of a box, or of one of the others, lies in both."""
    return any(overlap(box, other, TABLE_SETTINGS.over_half) for other in others)
