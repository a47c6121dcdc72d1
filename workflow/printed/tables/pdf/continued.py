"""Tables that run over pages, joined into one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from printed.pdf.lines import PageText
from printed.tables.model import Cell, Table
from printed.tables.pdf.page_tables import PageTables, PlacedTable
from printed.tables.settings import TABLE_SETTINGS

_CONTINUED = re.compile(r"\bcont(?:inued|'d|d\.|\.)", re.IGNORECASE)


def open_ends(tables: Sequence[Table], text: PageText, height: float) -> tuple[bool, bool]:
    """Whether the first table could go on from the page before, and the last one on the next; height of the page."""
    boxes = [table.bbox for table in tables if table.bbox]
    if not boxes:
        return False, False
    top, bottom = boxes[0][1], max(box[3] for box in boxes)
    lo, hi = TABLE_SETTINGS.margin * height, (1 - TABLE_SETTINGS.margin) * height
    above = any(lo < line.base < top and not _CONTINUED.search(line.text) for line in text.lines)
    below = any(line.top > bottom and line.base < hi for line in text.lines)
    return not above, not below


@dataclass(frozen=True, slots=True)
class _Joined:
    """All parts of a table so far; page: that of its last part, which is `last`, on the columns of the whole."""

    table: Table
    page: PageTables
    last: PlacedTable


def join_continued(pages: list[PageTables]) -> list[Table]:
    """All tables in reading order, each part that continues a table appended to it.

    The parts have the same sides and as many columns, or one part divides a ruled column of the other. A part is
    continued where only margins lie between them, or its caption repeats the label with "continued". A repeated
    head is left out; without one the head of the first part stands for all. Cells of later pages carry their page,
    the table the flag `continued-on-page:N`.
    """
    out: list[_Joined] = []
    for page in pages:
        for number, placed in enumerate(page.placed):
            is_first = number == 0
            whole = _with_part(out[-1], page, placed) if is_first and out else None
            if whole is not None:
                out[-1] = whole
            else:
                out.append(_Joined(placed.table, page, placed))
    return [joined.table for joined in out]


def _with_part(whole: _Joined, page: PageTables, part: PlacedTable) -> _Joined | None:
    """The whole with its next part, None where `part` does not continue it."""
    if not _continues(whole, page, part):
        return None
    sides = max(whole.last.sides, part.sides, key=len)
    first = _on_columns(whole.table, whole.last.sides, sides, part.table.n_cols)
    second = _on_columns(part.table, part.sides, sides, whole.table.n_cols)
    if first is None or second is None:
        return None
    return _Joined(_append(first, second, page.number), page, replace(part, sides=sides))


def _continues(whole: _Joined, page: PageTables, part: PlacedTable) -> bool:
    """Whether a part on the next page goes on a table, by its label or because nothing stands between them."""
    before, after = whole.last.extent, part.extent
    if page.number != whole.page.number + 1 or before is None or after is None:
        return False
    if part.table.label:
        says_so = _CONTINUED.search(part.table.caption or "") is not None
        return says_so and part.table.label == whole.table.label
    is_aligned = max(abs(before[0] - after[0]), abs(before[1] - after[1])) < TABLE_SETTINGS.part_sides
    return is_aligned and whole.page.open_bottom and page.open_top and not whole.last.table.notes


def _on_columns(table: Table, sides: Sequence[float], finer: Sequence[float], n_cols: int) -> Table | None:
    """The table, or one with fewer than `n_cols` columns on the sides of a finer one.

    None where a column of it begins within one of these.
    """
    if table.n_cols >= n_cols:
        return table
    if len(sides) != table.n_cols or len(finer) <= len(sides):
        return None
    starts = [_nearest(finer, side) for side in sides]
    apart = max(abs(finer[start] - side) for start, side in zip(starts, sides, strict=True))
    if apart > TABLE_SETTINGS.part_sides or starts[0] != 0 or len(set(starts)) < len(starts):
        return None
    ends = [*starts[1:], len(finer)]
    cells = []
    for cell in table.cells:
        start, end = starts[cell.col], ends[cell.col + cell.colspan - 1]
        cells.append(replace(cell, col=start, colspan=end - start))
    return replace(table, cells=tuple(cells))


def _nearest(sides: Sequence[float], side: float) -> int:
    """The place of the one of the sides that is nearest."""
    return min(range(len(sides)), key=lambda place: abs(sides[place] - side))


def _append(whole: Table, part: Table, page: int) -> Table:
    """A table with the rows of its next part, without the head that this repeats."""
    n_repeated = _rows_repeated(whole, part)
    shift = whole.n_rows - n_repeated
    moved: list[Cell] = []
    for cell in part.cells:
        if cell.row >= n_repeated:
            moved.append(replace(cell, row=cell.row + shift, page=page))
    flags = (*whole.flags, f"continued-on-page:{page}")
    return replace(whole, cells=(*whole.cells, *moved), notes=whole.notes + part.notes, flags=flags)


def _rows_repeated(whole: Table, part: Table) -> int:
    """How many rows of its head a part repeats; none where a cell reaches out of them."""
    most = min(whole.n_rows, part.n_rows - 1, TABLE_SETTINGS.head_rows)
    count = 0
    while count < most:
        texts = _row_texts(part, count)
        if not any(texts) or texts != _row_texts(whole, count):
            break
        count += 1
    is_cut = any(cell.row < count < cell.row + cell.rowspan for cell in part.cells)
    return 0 if is_cut else count


def _row_texts(table: Table, row: int) -> list[str]:
    return [cell.text for cell in table.cells if cell.row == row]
