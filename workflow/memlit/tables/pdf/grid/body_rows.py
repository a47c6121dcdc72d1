"""Rows of a table without rules between them: header levels, wrapped lines, section rows."""

import re
from itertools import pairwise

from memlit.documents.pdf.characters import Rule
from memlit.tables.pdf.grid.columns import assign, find_columns, straddling
from memlit.tables.pdf.grid.grid import Grid, GridCell
from memlit.tables.pdf.grid.head_rows import (
    full_rules,
    header_groups,
    header_rows,
    join_levels,
    only_stub,
    span_units,
)
from memlit.tables.pdf.grid.numeric import is_numeric
from memlit.tables.pdf.grid.printed_rows import Row
from memlit.tables.pdf.grid.wrapped_lines import in_bracket, wrapped_lines
from memlit.tables.settings import SETTINGS

_BROKEN_OFF = re.compile(r"([,&/-]|\b(?:and|or|of|the|for|in|to|with|by|a|an|on))$")
_GOES_ON = re.compile(r"^[a-z(&]|^(and|or|of|to|in|for|per)\b")


def text_grid(rows: list[Row], rules: list[Rule], columns: list[tuple[float, float]] | None = None) -> Grid | None:
    """A grid from printed rows (top to bottom) and the horizontal rules among them."""
    columns = columns if columns is not None else find_columns(rows)
    if len(columns) < 2:
        return None
    assign(rows, columns)
    full = full_rules(rules, columns)
    n_head = header_rows(rows, full)
    groups = header_groups(rows[:n_head], rules, columns) if n_head else []
    n_levels = len(groups)
    span_units(rows[n_head:], columns)
    groups += _body_groups(rows[n_head:], full, columns)
    grid = _grid(groups, columns, rules, straddling(rows[n_head:], len(columns)))
    join_levels(grid, n_levels, rules)
    return grid


def _body_groups(rows: list[Row], full: list[float], columns: list[tuple[float, float]]) -> list[list[Row]]:
    """Printed lines gathered into the rows of the table."""
    if not rows:
        return []
    joined = [False] * len(rows)
    closed = [False] * len(rows)
    n_cols = len(columns)
    if sum(_ruled_off(a, b, full) for a, b in pairwise(rows)) >= (len(rows) - 1) / 2 > 0:
        return _by_rules(rows, full)
    taken = set(_columns(rows[0]))
    for i in range(1, len(rows)):
        own = set(_columns(rows[i]))
        is_inside = _near(rows, i) or _is_centre(rows, i) or (i > 1 and _is_centre(rows, i - 1))
        is_near = not _ruled_off(rows[i - 1], rows[i], full) and is_inside
        closed[i] = is_near and joined[i - 1] and _closes_centred(rows, i)
        joined[i] = (is_near and not own & taken) or closed[i] or _overlaps(rows, i)
        taken = taken | own if joined[i] else own
    dense = sum(len(row.cols) >= SETTINGS.over_half * n_cols for row in rows)
    opens = [i > 0 and _opens_centred(rows, i) and not only_stub(rows[i - 1]) for i in range(len(rows))]
    ruled = [i > 0 and _ruled_off(rows[i - 1], row, full) for i, row in enumerate(rows)]
    barred = [i > 0 and (ruled[i] or closed[i - 1] or opens[i]) for i in range(len(rows))]
    if dense < SETTINGS.over_half * len(rows):
        _join_by_spacing(rows, joined, barred)
    _join_wrapped(rows, joined, barred)
    joined = [a or b for a, b in zip(joined, wrapped_lines(rows, columns, barred), strict=True)]
    joined = [one or (not ruled[i] and in_bracket(rows, i, columns)) for i, one in enumerate(joined)]
    groups: list[list[Row]] = []
    for row, more in zip(rows, joined, strict=True):
        if more and groups and not _number_columns(row) & {c for r in groups[-1] for c in _number_columns(r)}:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _by_rules(rows: list[Row], full: list[float]) -> list[list[Row]]:
    """One row between each two rules, unless lines of numbers are stacked there."""
    groups: list[list[Row]] = []
    for row in rows:
        values = [b for b in row.bits if is_numeric(b.text)]
        stacked = bool(groups) and len(values) >= 2 and any(is_numeric(b.text) for b in groups[-1][-1].bits)
        if groups and not _ruled_off(groups[-1][-1], row, full) and not stacked:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _ruled_off(above: Row, below: Row, full: list[float]) -> bool:
    return any(above.middle < y < below.middle for y in full)


def _number_columns(row: Row) -> set[int]:
    """Columns in which the line has a number: two numbers of one column are never one cell."""
    return {s[0] for b, s in zip(row.bits, row.cols, strict=True) if s[0] > 0 and is_numeric(b.text)}


def _near(rows: list[Row], i: int) -> bool:
    """Lines too near to stand below each other: cells centred on one row, if in different columns."""
    return rows[i].base - rows[i - 1].base < SETTINGS.one_line * rows[i].size


def _overlaps(rows: list[Row], i: int) -> bool:
    """Whether a line of words lies on the one above, as where cells of two and three lines are centred on one row."""
    apart = rows[i].base - rows[i - 1].base
    return apart < SETTINGS.one_line * rows[i].size and not _number_columns(rows[i]) & _number_columns(rows[i - 1])


def _is_centre(rows: list[Row], i: int) -> bool:
    """Whether a line stands in the middle of two others that hold the two lines of cells it does not fill."""
    if not 0 < i < len(rows) - 1:
        return False
    own, above, below = (set(_columns(row)) for row in (rows[i], rows[i - 1], rows[i + 1]))
    is_step = rows[i + 1].base - rows[i - 1].base < SETTINGS.block_gap * rows[i].size
    return is_step and not own & (above | below) and below <= above


def _closes_centred(rows: list[Row], i: int) -> bool:
    """Whether a line and the one before the last are the lines of cells that are centred on the row between them."""
    own = set(_columns(rows[i]))
    return i > 1 and not own & set(_columns(rows[i - 1])) and own <= set(_columns(rows[i - 2]))


def _columns(row: Row) -> list[int]:
    return [c for first, last in row.cols for c in range(first, last + 1)]


def _join_by_spacing(rows: list[Row], joined: list[bool], barred: list[bool]) -> None:
    """Multi-line cells: where line gaps are of two kinds the wide ones part rows; else a filled stub does."""
    gaps = [b.base - a.base for a, b in pairwise(rows)]
    if not gaps:
        return
    low, high = min(gaps), max(gaps)
    if high > SETTINGS.wider_pitch * low:
        cut = min((low + high) / 2, SETTINGS.apart_pitch * low)
        wide = sum(g > cut for g in gaps)
        if 0 < wide < len(gaps):
            starts = [i for i, g in enumerate(gaps, 1) if g > cut]
            filled = sum(len(rows[i].cols) >= 2 for i in starts)
            if 2 * filled >= len(starts):
                for i, gap in enumerate(gaps, 1):
                    if gap <= cut and not barred[i]:
                        joined[i] = True
                return
    stub_first = sum(0 in _columns(row) for row in rows)
    if stub_first < SETTINGS.most * len(rows):
        for i in range(1, len(rows)):
            numbers = any(is_numeric(b.text) for b in rows[i].bits)
            if _opens_centred(rows, i):
                continue
            if 0 not in _columns(rows[i]) and not numbers and not barred[i]:
                joined[i] = True


def _opens_centred(rows: list[Row], i: int) -> bool:
    """Whether a line is the first of a cell that is centred on the next line."""
    return i + 1 < len(rows) and (_near(rows, i + 1) or _is_centre(rows, i + 1)) and not _near(rows, i)


def _join_wrapped(rows: list[Row], joined: list[bool], barred: list[bool]) -> None:
    """Stub lines that wrap: told by a small first letter where labels have capitals, or by an indent taken back.

    barred: a rule, or the end of a cell over it, parts a line from the one above.
    """
    labels = [row.bits[0].text for row in rows if len(row.cols) > 1 and row.cols[0][0] == 0]
    is_small = 2 * sum(label[:1].islower() for label in labels) > len(labels)
    for i in range(1, len(rows)):
        row, above = rows[i], rows[i - 1]
        goes_on = _goes_on(row) and not (is_small and row.bits[0].text[:1].islower())
        if joined[i] or barred[i] or row.base - above.base > SETTINGS.row_gap * row.size:
            continue
        if 0 in _columns(row) and only_stub(above) and not _ends(above):
            if goes_on or _hangs(rows, i) or _unfinished(above):
                joined[i] = True
        elif only_stub(row) and 0 in _columns(above):
            if goes_on or _unfinished(above) or (_hangs(rows, i) and not _ends(above)):
                joined[i] = True
        elif not any(is_numeric(b.text) for b in row.bits) and 0 not in _columns(row) and _text_below(row, above):
            joined[i] = True


def _text_below(row: Row, above: Row) -> bool:
    """Every bit of the row continues a text cell of the row above."""
    texts = {c: b.text for b, s in zip(above.bits, above.cols, strict=True) for c in range(s[0], s[1] + 1)}
    return all(c in texts and not is_numeric(texts[c]) for c in _columns(row))


def _goes_on(row: Row) -> bool:
    return bool(row.bits) and bool(_GOES_ON.match(row.bits[0].text)) and len(row.bits[0].text) > 1


def _unfinished(row: Row) -> bool:
    """The stub breaks off after a comma, a hyphen or a word that nothing ends with."""
    return row.cols[0][0] == 0 and bool(_BROKEN_OFF.search(row.bits[0].text))


def _ends(row: Row) -> bool:
    return row.bits[-1].text.rstrip().endswith((":", "."))


def _indent(row: Row) -> float:
    return row.bits[0].x0 if row.cols[0][0] == 0 else float("inf")


def _hangs(rows: list[Row], i: int) -> bool:
    """The stub is indented below its upper line, and the next row starts at the old indent again."""
    step = _indent(rows[i]) - _indent(rows[i - 1])
    if not SETTINGS.strip * rows[i].size < step < SETTINGS.far_side * rows[i].size:
        return False
    after = rows[i + 1] if i + 1 < len(rows) else None
    return after is not None and _indent(after) <= _indent(rows[i - 1]) + SETTINGS.thin_strip * rows[i].size


def _grid(
    groups: list[list[Row]],
    columns: list[tuple[float, float]],
    rules: list[Rule],
    unsure: dict[int, str],
) -> Grid:
    edges = [columns[0][0]]
    edges += [(a[1] + b[0]) / 2 for a, b in pairwise(columns)]
    edges.append(columns[-1][1])
    cells: list[GridCell] = []
    for r, group in enumerate(groups):
        top, bottom = min(row.top for row in group), max(row.bottom for row in group)
        for row in group:
            for bit, (first, last) in zip(row.bits, row.cols, strict=True):
                cell = next((c for c in cells if c.row == r and c.col <= last and first < c.col + c.colspan), None)
                if cell is None:
                    cell = GridCell(r, first, 1, last - first + 1, (edges[first], top, edges[last + 1], bottom))
                    cells.append(cell)
                elif cell.col > first or cell.col + cell.colspan - 1 < last:
                    low, high = min(first, cell.col), max(last, cell.col + cell.colspan - 1)
                    _absorb(cells, cell, low, high, r)
                    cell.box = (edges[cell.col], top, edges[cell.col + cell.colspan], bottom)
                cell.words.extend(bit.words)
                if id(bit) in unsure:
                    cell.flags = (*cell.flags, unsure[id(bit)])
    rows = [row for group in groups for row in group]
    x0 = min([columns[0][0], *(b.x0 for row in rows for b in row.bits)])
    x1 = max([columns[-1][1], *(b.x1 for row in rows for b in row.bits)])
    box = (x0, min(row.top for row in rows), x1, max(row.bottom for row in rows))
    return Grid(cells, box, "half-ruled" if rules else "ruleless")


def _absorb(cells: list[GridCell], cell: GridCell, low: int, high: int, r: int) -> None:
    """Widen a cell to columns low..high, taking in the cells of its row that it meets."""
    changed = True
    while changed:
        changed = False
        for other in [c for c in cells if c.row == r and c is not cell]:
            if other.col <= high and low <= other.col + other.colspan - 1:
                low, high = min(low, other.col), max(high, other.col + other.colspan - 1)
                cell.words.extend(other.words)
                cells.remove(other)
                changed = True
    cell.col, cell.colspan = low, high - low + 1
