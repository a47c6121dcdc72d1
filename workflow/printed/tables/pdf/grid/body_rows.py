"""Rows of a table without rules between them: header levels, wrapped lines, section rows."""

import re
from itertools import chain, pairwise

from printed.pdf.lines import Word
from printed.pdf.rules import Rule
from printed.tables.pdf.grid.columns import assign, straddling
from printed.tables.pdf.grid.grid import GridCell, PlacedGrid, Span
from printed.tables.pdf.grid.head_rows import (
    full_rules,
    header_groups,
    header_rows,
    join_levels,
    only_row_label,
)
from printed.tables.pdf.grid.printed_rows import CellFragment, PrintedRow
from printed.tables.pdf.grid.wrapped_lines import in_bracket, is_broken_off, is_left_open, wrapped_lines
from printed.tables.settings import TABLE_SETTINGS

_GOES_ON = re.compile(r"^[a-z(&].")


def text_grid(rows: list[PrintedRow], rules: list[Rule], columns: list[Span]) -> PlacedGrid:
    """A grid from printed rows (top to bottom), the horizontal rules among them and at least two columns."""
    assign(rows, columns)
    full = full_rules(rules, columns)
    n_head = header_rows(rows, full)
    groups = header_groups(rows[:n_head], rules, columns)
    n_levels = len(groups)
    groups += _body_groups(rows[n_head:], full, columns)
    grid = _grid(groups, columns, rules, straddling(rows[n_head:], len(columns)))
    join_levels(grid, n_levels, rules)
    return grid


def _body_groups(rows: list[PrintedRow], full: list[float], columns: list[Span]) -> list[list[PrintedRow]]:
    """Printed lines gathered into the rows of the table."""
    ruled = [False, *(any(a.middle < y < b.middle for y in full) for a, b in pairwise(rows))]
    if sum(ruled) >= (len(rows) - 1) / 2 > 0:
        return _by_rules(rows, ruled)
    joined, closed = _centred_cells(rows, ruled)
    barred = _barred(rows, ruled, closed)
    wide = [row for row in rows if len(row.cols) >= TABLE_SETTINGS.over_half * len(columns)]
    if len(wide) < TABLE_SETTINGS.over_half * len(rows):
        _join_by_spacing(rows, joined, barred)
    _join_wrapped(rows, joined, barred)
    goes_on = wrapped_lines(rows, columns, barred)
    for i, is_ruled in enumerate(ruled):
        goes_on[i] = goes_on[i] or joined[i] or (not is_ruled and in_bracket(rows, i, columns))
    return _gathered(rows, goes_on)


def _centred_cells(rows: list[PrintedRow], ruled: list[bool]) -> tuple[list[bool], list[bool]]:
    """By line, whether it is of a cell centred on the row of the line above, and whether it is the last such line."""
    joined, closed = [False] * len(rows), [False] * len(rows)
    taken = rows[0].columns
    for i in range(1, len(rows)):
        own = rows[i].columns
        is_inside = not ruled[i] and _is_within_row(rows, i)
        closed[i] = is_inside and joined[i - 1] and _closes_centred(rows, i)
        is_beside = is_inside and not own & taken
        joined[i] = is_beside or closed[i] or _overlaps(rows, i)
        taken = taken | own if joined[i] else own
    return joined, closed


def _is_within_row(rows: list[PrintedRow], i: int) -> bool:
    """Whether a line stands as near to the one above as lines of cells that are centred on one row."""
    return _near(rows, i) or _is_centre(rows, i) or (i > 1 and _is_centre(rows, i - 1))


def _barred(rows: list[PrintedRow], ruled: list[bool], closed: list[bool]) -> list[bool]:
    """By line, whether a rule, or the end or the beginning of a centred cell, parts it from the line above."""
    barred = [False]
    for i in range(1, len(rows)):
        opens = _opens_centred(rows, i) and not only_row_label(rows[i - 1])
        barred.append(ruled[i] or closed[i - 1] or opens)
    return barred


def _gathered(rows: list[PrintedRow], goes_on: list[bool]) -> list[list[PrintedRow]]:
    """The lines of each row; a line whose numbers stand under whole numbers of its row begins another."""
    groups: list[list[PrintedRow]] = []
    whole: set[int] = set()
    for row, more in zip(rows, goes_on, strict=True):
        if more and groups and not _number_columns(row) & whole:
            groups[-1].append(row)
        else:
            groups.append([row])
            whole = set()
        whole = (whole - row.columns) | (_number_columns(row) - _open_columns(row))
    return groups


def _by_rules(rows: list[PrintedRow], ruled: list[bool]) -> list[list[PrintedRow]]:
    """One row between each two rules, unless lines of numbers are stacked there."""
    groups = [rows[:1]]
    for above, row, is_ruled in zip(rows, rows[1:], ruled[1:], strict=False):
        begun = _open_columns(above)
        numbers = [fragment for fragment, span in row.placed if fragment.is_number and span[0] not in begun]
        is_stacked = len(numbers) >= 2 and _holds_number(above)
        if is_ruled or is_stacked:
            groups.append([row])
        else:
            groups[-1].append(row)
    return groups


def _number_columns(row: PrintedRow) -> set[int]:
    """Columns in which the line has a number: two numbers of one column are never one cell."""
    return {span[0] for fragment, span in row.placed if span[0] > 0 and fragment.is_number}


def _open_columns(row: PrintedRow) -> set[int]:
    """Columns in which what the line has goes on in the next one: a sign, a bound, the first end of a range."""
    return {span[0] for fragment, span in row.placed if is_left_open(fragment.text)}


def _near(rows: list[PrintedRow], i: int) -> bool:
    """Lines too near to stand below each other: cells centred on one row, if in different columns."""
    return rows[i].base - rows[i - 1].base < TABLE_SETTINGS.one_line * rows[i].size


def _overlaps(rows: list[PrintedRow], i: int) -> bool:
    """Whether a line of words lies on the one above, as where cells of two and three lines are centred on one row."""
    return _near(rows, i) and not _number_columns(rows[i]) & _number_columns(rows[i - 1])


def _is_centre(rows: list[PrintedRow], i: int) -> bool:
    """Whether a line stands in the middle of two others that hold the two lines of cells it does not fill."""
    if not 0 < i < len(rows) - 1:
        return False
    above, own, below = (row.columns for row in rows[i - 1 : i + 2])
    is_step = rows[i + 1].base - rows[i - 1].base < TABLE_SETTINGS.block_gap * rows[i].size
    return is_step and not own & (above | below) and below <= above


def _closes_centred(rows: list[PrintedRow], i: int) -> bool:
    """Whether a line and the one before the last are the lines of cells that are centred on the row between them."""
    own = rows[i].columns
    return i > 1 and not own & rows[i - 1].columns and own <= rows[i - 2].columns


def _opens_centred(rows: list[PrintedRow], i: int) -> bool:
    """Whether a line is the first of a cell that is centred on the next line."""
    return i + 1 < len(rows) and (_near(rows, i + 1) or _is_centre(rows, i + 1)) and not _near(rows, i)


def _join_by_spacing(rows: list[PrintedRow], joined: list[bool], barred: list[bool]) -> None:
    """Multi-line cells: where line gaps are of two kinds the wide ones part rows; else a filled label does."""
    gaps = [0.0, *(b.base - a.base for a, b in pairwise(rows))]
    cut = _pitch_of_lines(rows, gaps)
    n_labelled = sum(0 in row.columns for row in rows)
    if cut is None and n_labelled >= TABLE_SETTINGS.most * len(rows):
        return
    for i in range(1, len(rows)):
        if joined[i] or barred[i]:
            continue
        if cut is not None:
            joined[i] = gaps[i] <= cut
        else:
            joined[i] = 0 not in rows[i].columns and not _holds_number(rows[i]) and not _opens_centred(rows, i)


def _pitch_of_lines(rows: list[PrintedRow], gaps: list[float]) -> float | None:
    """The widest gap within a row, where the gaps before the lines are of two kinds and most wide ones begin a row."""
    low, high = min(gaps[1:], default=0.0), max(gaps)
    if high <= TABLE_SETTINGS.wider_pitch * low:
        return None
    cut = min((low + high) / 2, TABLE_SETTINGS.apart_pitch * low)
    starts = [row for row, gap in zip(rows, gaps, strict=True) if gap > cut]
    n_several = sum(len(row.cols) >= 2 for row in starts)
    return cut if 2 * n_several >= len(starts) else None


def _holds_number(row: PrintedRow) -> bool:
    return any(fragment.is_number for fragment in row.fragments)


def _join_wrapped(rows: list[PrintedRow], joined: list[bool], barred: list[bool]) -> None:
    """Row labels that wrap: told by a small first letter where labels have capitals, or by an indent taken back.

    barred: a rule, or the end of a cell over it, parts a line from the one above.
    """
    labels = [row.fragments[0].text for row in rows if len(row.cols) > 1 and row.cols[0][0] == 0]
    are_small = 2 * sum(label[:1].islower() for label in labels) > len(labels)
    for i in range(1, len(rows)):
        row, above = rows[i], rows[i - 1]
        if joined[i] or barred[i] or row.base - above.base > TABLE_SETTINGS.row_gap * row.size:
            continue
        if 0 not in row.columns:
            joined[i] = not _holds_number(row) and _continues_texts(row, above)
        elif 0 in above.columns:
            joined[i] = _continues_label(rows, i, are_small=are_small)


def _continues_label(rows: list[PrintedRow], i: int, *, are_small: bool) -> bool:
    """Whether a label goes on the one above it; are_small: most labels begin with a small letter."""
    row, above = rows[i], rows[i - 1]
    is_ended = above.fragments[-1].text.rstrip().endswith((":", "."))
    if not only_row_label(row) and (is_ended or not only_row_label(above)):
        return False
    text = row.fragments[0].text
    goes_on = _GOES_ON.match(text) is not None and not (are_small and text[:1].islower())
    return goes_on or is_broken_off(above.fragments[0].text) or (not is_ended and _hangs(rows, i))


def _continues_texts(row: PrintedRow, above: PrintedRow) -> bool:
    """Whether every fragment of the row continues a text cell of the row above."""
    texts: set[int] = set()
    for fragment, (first, last) in above.placed:
        if not fragment.is_number:
            texts.update(range(first, last + 1))
    return row.columns <= texts


def _hangs(rows: list[PrintedRow], i: int) -> bool:
    """The row label is indented below its upper line, and the next row starts at the old indent again."""
    above, own, size = rows[i - 1].fragments[0].x0, rows[i].fragments[0].x0, rows[i].size
    after = rows[i + 1] if i + 1 < len(rows) else None
    is_indented = TABLE_SETTINGS.strip * size < own - above < TABLE_SETTINGS.far_side * size
    return is_indented and after is not None and after.fragments[0].x0 <= above + TABLE_SETTINGS.thin_strip * size


def _grid(
    groups: list[list[PrintedRow]], columns: list[Span], rules: list[Rule], unsure: dict[CellFragment, str]
) -> PlacedGrid:
    """The cells of rows, each over the columns that its fragments reach into."""
    edges = [columns[0][0], *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), columns[-1][1]]
    cells: list[GridCell] = []
    for number, group in enumerate(groups):
        cells += _cells_of_row(number, group, edges, unsure)
    rows = list(chain.from_iterable(groups))
    x0 = min(columns[0][0], min(row.fragments[0].x0 for row in rows))
    x1 = max(columns[-1][1], max(max(fragment.x1 for fragment in row.fragments) for row in rows))
    box = (x0, min(row.top for row in rows), x1, max(row.bottom for row in rows))
    return PlacedGrid(cells, box, "half-ruled" if rules else "ruleless")


def _cells_of_row(
    number: int, group: list[PrintedRow], edges: list[float], unsure: dict[CellFragment, str]
) -> list[GridCell]:
    """The cells of one row from its lines; a fragment and the cells that it meets in a column are one cell."""
    top, bottom = min(row.top for row in group), max(row.bottom for row in group)
    cells: list[GridCell] = []
    for fragment, (first, last) in chain.from_iterable(row.placed for row in group):
        start, end = first, last + 1
        words: list[Word] = []
        flags: list[str] = []
        others = []
        for cell in cells:
            if last < cell.col or cell.col + cell.colspan <= first:
                others.append(cell)
                continue
            start, end = min(start, cell.col), max(end, cell.col + cell.colspan)
            words += cell.words
            flags += cell.flags
        words += fragment.words
        if fragment in unsure:
            flags.append(unsure[fragment])
        box = (edges[start], top, edges[end], bottom)
        cells = [*others, GridCell(number, start, 1, end - start, box, words, tuple(flags))]
    return cells
