"""Tables that run over pages, joined into one."""

import re
from dataclasses import dataclass, replace

from memlit.tables.model import PageSeen, Table, ToLookAt
from memlit.tables.settings import TABLE_SETTINGS
from printedpages.pdf.lines import PageText

_CONTINUED = re.compile(r"\bcont(?:inued|'d|d\.|\.)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageTables:
    """Tables of one page; open_top and open_bottom: no text stands between them and that margin.

    extents: left and right end (pt) of each table on the page turned upright; sides: left sides (pt) of the columns of
    each ruled table, none for another. is_spared: no table was looked for, because none can be there. orphan_captions:
    labels of captions without a table, each with a line for a person; warnings: further lines; seen: what else the page
    shows, None where it could not be looked at; unseen: what OCR was not asked to read.
    """

    number: int
    tables: list[Table]
    open_top: bool = False
    open_bottom: bool = False
    extents: tuple[tuple[float, float], ...] = ()
    sides: tuple[tuple[float, ...], ...] = ()
    is_spared: bool = False
    orphan_captions: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
    seen: PageSeen | None = None
    unseen: tuple[ToLookAt, ...] = ()


def open_ends(tables: list[Table], text: PageText, height: float) -> tuple[bool, bool]:
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
class _Part:
    """A table, or all parts of one so far; page: that of its last part, which is `last`.

    extent: left and right end of the last part; sides: of its columns.
    """

    table: Table
    page: PageTables
    last: Table
    extent: tuple[float, float] | None
    sides: tuple[float, ...]


def join_continued(pages: list[PageTables]) -> list[Table]:
    """All tables in reading order, each part that continues a table appended to it.

    The parts have the same sides and as many columns, or one part divides a ruled column of the other. A part is
    continued where only margins lie between them, or its caption repeats the label with "continued". A repeated
    head is left out; without one the head of the first part stands for all. Cells of later pages carry their page,
    the table the flag `continued-on-page:N`.
    """
    out: list[_Part] = []
    for page in pages:
        for k, table in enumerate(page.tables):
            extent = page.extents[k] if page.extents else None
            part = _Part(table, page, table, extent, page.sides[k] if page.sides else ())
            joined = _joined(out[-1], part) if out and k == 0 else None
            if joined is not None:
                out[-1] = joined
            else:
                out.append(part)
    return [part.table for part in out]


def _joined(whole: _Part, part: _Part) -> _Part | None:
    """The whole with its next part, None where `part` does not continue it."""
    before, table = whole.last, part.table
    if part.page.number != whole.page.number + 1 or whole.extent is None or part.extent is None:
        return None
    aligned = all(abs(a - b) < TABLE_SETTINGS.part_sides for a, b in zip(whole.extent, part.extent, strict=True))
    if table.label:
        if table.label != whole.table.label or _CONTINUED.search(table.caption or "") is None:
            return None
    elif not (aligned and whole.page.open_bottom and part.page.open_top and not before.notes):
        return None
    sides = max(whole.sides, part.sides, key=len)
    first = _divided(whole.table, whole.sides, sides) if whole.table.n_cols < table.n_cols else whole.table
    second = _divided(table, part.sides, sides) if table.n_cols < whole.table.n_cols else table
    if first is None or second is None:
        return None
    return _Part(_append(first, second, part.page.number), part.page, table, part.extent, sides)


def _divided(table: Table, sides: tuple[float, ...], finer: tuple[float, ...]) -> Table | None:
    """The table on the columns of a finer one, None where a column of it begins within one of these."""
    if len(sides) != table.n_cols or len(finer) <= len(sides):
        return None
    starts = [min(range(len(finer)), key=lambda k: abs(finer[k] - side)) for side in sides]
    apart = max(abs(finer[k] - side) for k, side in zip(starts, sides, strict=True))
    if apart > TABLE_SETTINGS.part_sides or starts[0] != 0 or len(set(starts)) < len(starts):
        return None
    ends = [*starts[1:], len(finer)]
    cells = tuple(
        replace(cell, col=starts[cell.col], colspan=ends[cell.col + cell.colspan - 1] - starts[cell.col])
        for cell in table.cells
    )
    return replace(table, cells=cells)


def _row_texts(table: Table, row: int) -> list[str]:
    return [cell.text for cell in table.cells if cell.row == row]


def _append(whole: Table, part: Table, number: int) -> Table:
    repeated = 0
    while repeated < min(whole.n_rows, part.n_rows - 1, TABLE_SETTINGS.head_rows) and any(_row_texts(part, repeated)):
        if _row_texts(whole, repeated) != _row_texts(part, repeated):
            break
        repeated += 1
    if any(c.row < repeated < c.row + c.rowspan for c in part.cells):
        repeated = 0
    shift = whole.n_rows - repeated
    moved = tuple(replace(cell, row=cell.row + shift, page=number) for cell in part.cells if cell.row >= repeated)
    flags = (*whole.flags, f"continued-on-page:{number}")
    return replace(whole, cells=whole.cells + moved, notes=whole.notes + part.notes, flags=flags)
