"""Tables that run over pages, joined into one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from memlit.tables.model import Cell, Table
from memlit.tables.pdf_page import PageContent
from memlit.tables.pdf_words import PageText

_CONTINUED = re.compile(r"\bcont(?:inued|'d|d\.|\.)", re.IGNORECASE)
SLACK = 8.0
"""The sides of two parts of one table differ by at most this (pt)."""
MARGIN = 0.09
"""Running heads and page numbers stand in this share of the page height at its top and bottom."""


@dataclass(frozen=True, slots=True)
class PageTables:
    """Tables of one page; open_top and open_bottom: no text stands between them and that margin."""

    number: int
    tables: list[Table]
    open_top: bool
    open_bottom: bool


def page_tables(number: int, tables: list[Table], text: PageText, content: PageContent) -> PageTables:
    """The tables with whether the first could go on from the page before and the last on the next one."""
    boxes = [t.bbox for t in tables if t.bbox]
    if not boxes:
        return PageTables(number, tables, False, False)
    top, bottom = boxes[0][1], max(b[3] for b in boxes)
    lo, hi = MARGIN * content.height, (1 - MARGIN) * content.height
    above = [x for x in text.lines if x.base > lo and x.base < top and not _CONTINUED.search(x.text)]
    below = [x for x in text.lines if x.top > bottom and x.base < hi]
    return PageTables(number, tables, not above, not below)


def join_continued(pages: list[PageTables]) -> list[Table]:
    """All tables in reading order, each part that continues a table appended to it.

    The parts have the same sides and the same columns; one part may divide a column of the other. A part is
    continued where only margins lie between them, or its caption repeats the label with "continued". A repeated
    head is left out; without one the head of the first part stands for all. Cells of later pages carry their page,
    the table the flag `continued-on-page:N`.
    """
    out: list[Table] = []
    last: tuple[PageTables, Table] | None = None
    for page in pages:
        for k, table in enumerate(page.tables):
            parts = _parts(last[0], out[-1], last[1], page, table) if last is not None and k == 0 else None
            if parts is not None:
                out[-1] = _append(*parts, page.number)
            else:
                out.append(table)
            last = (page, table)
    return out


def _parts(before: PageTables, whole: Table, part: Table, page: PageTables, table: Table) -> tuple[Table, Table] | None:
    """The table so far and its next part, with as many columns each; None where `table` does not continue it."""
    if page.number != before.number + 1 or not part.bbox or not table.bbox:
        return None
    aligned = abs(part.bbox[0] - table.bbox[0]) < SLACK and abs(part.bbox[2] - table.bbox[2]) < SLACK
    if table.label:
        said = table.label == whole.label and _CONTINUED.search(table.caption or "") is not None
        return (whole, table) if said and whole.n_cols == table.n_cols else None
    if not (aligned and before.open_bottom and page.open_top and not part.notes):
        return None
    if whole.n_cols == table.n_cols:
        return whole, table
    if whole.n_cols < table.n_cols:
        divided = _divided(whole, table)
        return (divided, table) if divided else None
    divided = _divided(table, whole)
    return (whole, divided) if divided else None


def _divided(coarse: Table, fine: Table) -> Table | None:
    """`coarse` with the columns of `fine`, None where a column of `fine` lies in none or `coarse` has another one.

    A column lies where the words of its cells stand.
    """
    wide, narrow = _extents(coarse), _extents(fine)
    place: list[int] = []
    for column in range(fine.n_cols):
        left, right = narrow.get(column, (0.0, 0.0))
        shared = {k: min(right, end) - max(left, start) for k, (start, end) in wide.items()}
        best = max(shared, key=lambda k: shared[k], default=None)
        if best is None or shared[best] <= 0:
            return None
        place.append(best)
    if place != sorted(place) or set(place) != set(range(coarse.n_cols)):
        return None

    def spread(cell: Cell) -> Cell:
        covered = [k for k, column in enumerate(place) if cell.col <= column < cell.col + cell.colspan]
        return replace(cell, col=covered[0], colspan=len(covered))

    return replace(coarse, cells=tuple(spread(cell) for cell in coarse.cells))


def _extents(table: Table) -> dict[int, tuple[float, float]]:
    """Left and right end (pt) of the words of each column that has a filled cell of its own."""
    found: dict[int, tuple[float, float]] = {}
    for cell in table.cells:
        if cell.colspan == 1 and cell.text and cell.bbox:
            left, right = found.get(cell.col, (cell.bbox[0], cell.bbox[2]))
            found[cell.col] = min(left, cell.bbox[0]), max(right, cell.bbox[2])
    return found


def _row_texts(table: Table, row: int) -> list[str]:
    return [cell.text for cell in table.cells if cell.row == row]


def _append(whole: Table, part: Table, number: int) -> Table:
    repeated = 0
    while repeated < min(whole.n_rows, part.n_rows - 1, 6) and any(_row_texts(part, repeated)):
        if _row_texts(whole, repeated) != _row_texts(part, repeated):
            break
        repeated += 1
    if any(c.row < repeated < c.row + c.rowspan for c in part.cells):
        repeated = 0
    shift = whole.n_rows - repeated
    moved = tuple(replace(cell, row=cell.row + shift, page=number) for cell in part.cells if cell.row >= repeated)
    flags = (*whole.flags, f"continued-on-page:{number}")
    return replace(whole, cells=whole.cells + moved, notes=whole.notes + part.notes, flags=flags)
