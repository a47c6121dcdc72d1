"""Rows of a table without rules between them: header levels, wrapped lines, section rows."""

import re
from itertools import pairwise

from memlit.tables.pdf.grid.columns import assign, straddling
from memlit.tables.pdf.grid.grid import Grid, GridCell, Span
from memlit.tables.pdf.grid.head_rows import (
    full_rules,
    header_groups,
    header_rows,
    join_levels,
    only_stub,
)
from memlit.tables.pdf.grid.numeric import is_numeric
from memlit.tables.pdf.grid.printed_rows import Bit, Row
from memlit.tables.pdf.grid.wrapped_lines import in_bracket, wrapped_lines
from memlit.tables.settings import SETTINGS
from printedpages.pdf.rules import Rule

_BROKEN_OFF = re.compile(r"([,&/-]|\b(?:and|or|of|the|for|in|to|with|by|a|an|on))$")
_GOES_ON = re.compile(r"^[a-z(&].")


def text_grid(rows: list[Row], rules: list[Rule], columns: list[Span]) -> Grid:
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


def _body_groups(rows: list[Row], full: list[float], columns: list[Span]) -> list[list[Row]]:
    """Printed lines gathered into the rows of the table."""
    ruled = [False, *(any(a.middle < y < b.middle for y in full) for a, b in pairwise(rows))]
    if sum(ruled) >= (len(rows) - 1) / 2 > 0:
        return _by_rules(rows, ruled)
    joined, closed = [False] * len(rows), [False] * len(rows)
    taken = rows[0].columns
    for i in range(1, len(rows)):
        own = rows[i].columns
        is_inside = _near(rows, i) or _is_centre(rows, i) or (i > 1 and _is_centre(rows, i - 1))
        is_near = is_inside and not ruled[i]
        closed[i] = is_near and joined[i - 1] and _closes_centred(rows, i)
        joined[i] = (is_near and not own & taken) or closed[i] or _overlaps(rows, i)
        taken = taken | own if joined[i] else own
    opens = [i > 0 and _opens_centred(rows, i) and not only_stub(rows[i - 1]) for i in range(len(rows))]
    barred = [i > 0 and (ruled[i] or closed[i - 1] or opens[i]) for i in range(len(rows))]
    if sum(len(row.cols) >= SETTINGS.over_half * len(columns) for row in rows) < SETTINGS.over_half * len(rows):
        _join_by_spacing(rows, joined, barred)
    _join_wrapped(rows, joined, barred)
    wrapped = wrapped_lines(rows, columns, barred)
    groups: list[list[Row]] = []
    for i, row in enumerate(rows):
        more = joined[i] or wrapped[i] or (not ruled[i] and in_bracket(rows, i, columns))
        if more and groups and not _number_columns(row) & {c for r in groups[-1] for c in _number_columns(r)}:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _by_rules(rows: list[Row], ruled: list[bool]) -> list[list[Row]]:
    """One row between each two rules, unless lines of numbers are stacked there."""
    groups = [rows[:1]]
    for above, row, is_ruled in zip(rows, rows[1:], ruled[1:], strict=False):
        is_stacked = sum(is_numeric(b.text) for b in row.bits) >= 2 and any(is_numeric(b.text) for b in above.bits)
        if is_ruled or is_stacked:
            groups.append([row])
        else:
            groups[-1].append(row)
    return groups


def _number_columns(row: Row) -> set[int]:
    """Columns in which the line has a number: two numbers of one column are never one cell."""
    return {span[0] for bit, span in zip(row.bits, row.cols, strict=True) if span[0] > 0 and is_numeric(bit.text)}


def _near(rows: list[Row], i: int) -> bool:
    """Lines too near to stand below each other: cells centred on one row, if in different columns."""
    return rows[i].base - rows[i - 1].base < SETTINGS.one_line * rows[i].size


def _overlaps(rows: list[Row], i: int) -> bool:
    """Whether a line of words lies on the one above, as where cells of two and three lines are centred on one row."""
    return _near(rows, i) and not _number_columns(rows[i]) & _number_columns(rows[i - 1])


def _is_centre(rows: list[Row], i: int) -> bool:
    """Whether a line stands in the middle of two others that hold the two lines of cells it does not fill."""
    if not 0 < i < len(rows) - 1:
        return False
    above, own, below = (row.columns for row in rows[i - 1 : i + 2])
    is_step = rows[i + 1].base - rows[i - 1].base < SETTINGS.block_gap * rows[i].size
    return is_step and not own & (above | below) and below <= above


def _closes_centred(rows: list[Row], i: int) -> bool:
    """Whether a line and the one before the last are the lines of cells that are centred on the row between them."""
    own = rows[i].columns
    return i > 1 and not own & rows[i - 1].columns and own <= rows[i - 2].columns


def _opens_centred(rows: list[Row], i: int) -> bool:
    """Whether a line is the first of a cell that is centred on the next line."""
    return i + 1 < len(rows) and (_near(rows, i + 1) or _is_centre(rows, i + 1)) and not _near(rows, i)


def _join_by_spacing(rows: list[Row], joined: list[bool], barred: list[bool]) -> None:
    """Multi-line cells: where line gaps are of two kinds the wide ones part rows; else a filled stub does."""
    gaps = [0.0, *(b.base - a.base for a, b in pairwise(rows))]
    low, high = min(gaps[1:], default=0.0), max(gaps)
    cut = min((low + high) / 2, SETTINGS.apart_pitch * low)
    starts = [row for row, gap in zip(rows, gaps, strict=True) if gap > cut]
    is_of_two = high > SETTINGS.wider_pitch * low and 2 * sum(len(row.cols) >= 2 for row in starts) >= len(starts)
    if not is_of_two and sum(0 in row.columns for row in rows) >= SETTINGS.most * len(rows):
        return
    for i in range(1, len(rows)):
        if is_of_two:
            is_line = gaps[i] <= cut
        else:
            is_line = not (0 in rows[i].columns or _holds_number(rows[i]) or _opens_centred(rows, i))
        joined[i] = joined[i] or (is_line and not barred[i])


def _holds_number(row: Row) -> bool:
    return any(is_numeric(bit.text) for bit in row.bits)


def _join_wrapped(rows: list[Row], joined: list[bool], barred: list[bool]) -> None:
    """Stub lines that wrap: told by a small first letter where labels have capitals, or by an indent taken back.

    barred: a rule, or the end of a cell over it, parts a line from the one above.
    """
    labels = [row.bits[0].text for row in rows if len(row.cols) > 1 and row.cols[0][0] == 0]
    is_small = 2 * sum(label[:1].islower() for label in labels) > len(labels)
    for i in range(1, len(rows)):
        row, above = rows[i], rows[i - 1]
        if joined[i] or barred[i] or row.base - above.base > SETTINGS.row_gap * row.size:
            continue
        text, is_ended = row.bits[0].text, above.bits[-1].text.rstrip().endswith((":", "."))
        if 0 not in row.columns:
            joined[i] = not _holds_number(row) and _continues_texts(row, above)
        elif 0 in above.columns and (only_stub(row) or (only_stub(above) and not is_ended)):
            goes_on = _GOES_ON.match(text) is not None and not (is_small and text[:1].islower())
            is_open = _BROKEN_OFF.search(above.bits[0].text) is not None
            joined[i] = goes_on or is_open or (not is_ended and _hangs(rows, i))


def _continues_texts(row: Row, above: Row) -> bool:
    """Whether every bit of the row continues a text cell of the row above."""
    texts = {
        col
        for bit, (first, last) in zip(above.bits, above.cols, strict=True)
        if not is_numeric(bit.text)
        for col in range(first, last + 1)
    }
    return row.columns <= texts


def _hangs(rows: list[Row], i: int) -> bool:
    """The stub is indented below its upper line, and the next row starts at the old indent again."""
    above, own, size = rows[i - 1].bits[0].x0, rows[i].bits[0].x0, rows[i].size
    after = rows[i + 1] if i + 1 < len(rows) else None
    is_indented = SETTINGS.strip * size < own - above < SETTINGS.far_side * size
    return is_indented and after is not None and after.bits[0].x0 <= above + SETTINGS.thin_strip * size


def _grid(groups: list[list[Row]], columns: list[Span], rules: list[Rule], unsure: dict[Bit, str]) -> Grid:
    """The cells of rows, each over the columns that its bits reach into."""
    edges = [columns[0][0], *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), columns[-1][1]]
    cells: list[GridCell] = []
    for r, group in enumerate(groups):
        top, bottom = min(row.top for row in group), max(row.bottom for row in group)
        here: list[GridCell] = []
        for bit, (first, last) in (pair for row in group for pair in zip(row.bits, row.cols, strict=True)):
            met = [c for c in here if c.col <= last and first < c.col + c.colspan]
            low = min([first, *(c.col for c in met)])
            end = max([last + 1, *(c.col + c.colspan for c in met)])
            words = [*(word for c in met for word in c.words), *bit.words]
            flags = (*(flag for c in met for flag in c.flags), *([unsure[bit]] if bit in unsure else []))
            here = [c for c in here if c not in met]
            here.append(GridCell(r, low, 1, end - low, (edges[low], top, edges[end], bottom), words, flags))
        cells += here
    rows = [row for group in groups for row in group]
    x0 = min([columns[0][0], *(row.bits[0].x0 for row in rows)])
    x1 = max([columns[-1][1], *(bit.x1 for row in rows for bit in row.bits)])
    box = (x0, min(row.top for row in rows), x1, max(row.bottom for row in rows))
    return Grid(cells, box, "half-ruled" if rules else "ruleless")
