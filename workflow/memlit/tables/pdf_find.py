"""Where the tables of a PDF page are."""

from __future__ import annotations

from memlit.tables.pdf_grid import Grid, compact, placed_words
from memlit.tables.pdf_lattice import lattice_grid, split_rows
from memlit.tables.pdf_page import PageContent
from memlit.tables.pdf_rules import frames
from memlit.tables.pdf_words import PageText


def worth_a_look(text: PageText) -> bool:
    """Whether a page may hold a table."""
    return bool(text.lines)


def find_grids(content: PageContent, text: PageText) -> list[Grid]:
    """Grids of all tables of a page, from top to bottom."""
    words = placed_words(text.lines, text.turned)
    grids: list[Grid] = []
    ruled, _ = frames(content)
    taken: set[int] = set()
    for frame in ruled:
        free = [p for p in words if id(p) not in taken]
        grid = lattice_grid(frame, free)
        if grid is None:
            continue
        grid = compact(split_rows(grid))
        if not _is_table(grid):
            continue
        grids.append(grid)
        taken.update(id(p) for p in grid.words())
    return sorted(grids, key=lambda g: (g.box[1], g.box[0]))


def _is_table(grid: Grid) -> bool:
    """Enough cells side by side and below each other, filled, and not one text in a box."""
    if grid.n_rows < 2 or grid.n_cols < 2:
        return False
    filled = grid.filled
    if len(filled) < 4:
        return False
    total = sum(len(c.text) for c in filled)
    longest = max(len(c.text) for c in filled)
    return not (longest > 0.6 * total and longest > 300)
