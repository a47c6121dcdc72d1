"""Rows of a table without rules between them: header levels, wrapped lines, section rows."""

from __future__ import annotations

import re
from itertools import pairwise

from memlit.tables.pdf_columns import Bit, Row, assign, find_columns, straddling
from memlit.tables.pdf_grid import Grid, GridCell
from memlit.tables.pdf_lattice import is_numeric
from memlit.tables.pdf_page import Rule

_YEAR = re.compile(r"^(1[89]|20)\d\d([/\-–]\d{2,4})?\*{0,3}[a-z]?$")
_BROKEN_OFF = re.compile(r"([,&/-]|\b(?:and|or|of|the|for|in|to|with|by|a|an|on))$")
_GOES_ON = re.compile(r"^[a-z(&]|^(and|or|of|to|in|for|per)\b")


def text_grid(rows: list[Row], rules: list[Rule], columns: list[tuple[float, float]] | None = None) -> Grid | None:
    """A grid from printed rows (top to bottom) and the horizontal rules among them."""
    columns = columns if columns is not None else find_columns(rows)
    if len(columns) < 2:
        return None
    assign(rows, columns)
    full = _full_rules(rules, columns)
    n_head = header_rows(rows, full)
    groups = _header_groups(rows[:n_head], rules, columns) if n_head else []
    n_levels = len(groups)
    _span_units(rows[n_head:], columns)
    groups += _body_groups(rows[n_head:], full, len(columns))
    grid = _grid(groups, columns, rules, straddling(rows[n_head:], len(columns)))
    _join_levels(grid, n_levels, rules)
    return grid


def _join_levels(grid: Grid, n_levels: int, rules: list[Rule]) -> None:
    """Head cells of one column below each other with no rule between them are one wrapped head."""
    for level in range(n_levels - 1):
        for cell in [c for c in grid.cells if c.row + c.rowspan - 1 == level and c.colspan == 1]:
            below = next((c for c in grid.cells if c.row == level + 1 and c.col == cell.col), None)
            if below is None or below.colspan > 1:
                continue
            mid = (cell.box[0] + cell.box[2]) / 2
            upper, lower = max(p.word.base for p in cell.words), min(p.word.base for p in below.words)
            size = max(p.word.size for p in below.words)
            ruled = any(r.lo < mid < r.hi and upper < r.at < lower - 0.3 * size for r in rules)
            if not ruled and lower - upper < 1.8 * size:
                cell.words += below.words
                cell.rowspan += below.rowspan
                cell.box = (cell.box[0], cell.box[1], cell.box[2], below.box[3])
                grid.cells.remove(below)


def _full_rules(rules: list[Rule], columns: list[tuple[float, float]]) -> list[float]:
    """Heights of rules that run under most of the columns."""
    width = columns[-1][1] - columns[0][0]
    heights: dict[float, float] = {}
    for rule in rules:
        reach = min(rule.hi, columns[-1][1]) - max(rule.lo, columns[0][0])
        key = round(rule.at / 3)
        heights[key] = heights.get(key, 0.0) + max(reach, 0.0)
    kept = {key for key, reach in heights.items() if reach > 0.85 * width}
    return sorted({rule.at for rule in rules if round(rule.at / 3) in kept})


def _row_numeric(row: Row) -> float:
    values = [b.text for b, s in zip(row.bits, row.cols, strict=True) if s[0] > 0]
    return sum(is_numeric(v) for v in values) / len(values) if values else 0.0


def _only_years(row: Row) -> bool:
    values = [b.text for b, s in zip(row.bits, row.cols, strict=True) if s[0] > 0]
    years = sum(bool(_YEAR.match(v.replace(" ", ""))) for v in values)
    others = any(is_numeric(v) and not _YEAR.match(v.replace(" ", "")) for v in values)
    return bool(values) and years >= 0.5 * len(values) and not others


def header_rows(rows: list[Row], full: list[float]) -> int:
    """How many leading rows are header: above the first inner rule, else above the first row of numbers."""
    inner = [y for y in full if rows[0].base < y < rows[-1].base - 0.5 * rows[-1].size]
    numeric = [_row_numeric(row) >= 0.5 and not _only_years(row) for row in rows]
    if inner:
        above = sum(1 for row in rows if row.base < inner[0])
        if above <= max(8, 0.5 * len(rows)) and sum(numeric[:above]) <= (1 if above >= 3 else 0):
            return above
    first = next((i for i, yes in enumerate(numeric) if yes), None)
    if first is None or first > max(8, 0.5 * len(rows)):
        return 1 if not inner else min(sum(1 for row in rows if row.base < inner[0]), 8)
    if first > 1 and not inner and sum(numeric) < 0.5 * (len(rows) - 1) and len(rows[0].cols) > 2:
        return 1
    while first > 0 and _only_stub(rows[first - 1]) and any(len(r.bits) > 1 for r in rows[: first - 1]):
        first -= 1
    return first


def _only_stub(row: Row) -> bool:
    return len(row.cols) == 1 and row.cols[0] == (0, 0)


def _header_groups(rows: list[Row], rules: list[Rule], columns: list[tuple[float, float]]) -> list[list[Row]]:
    """Header lines gathered into levels: a spanner, or a rule under it, ends a level."""
    _widen_spanners(rows, rules, columns)
    groups: list[list[Row]] = []
    for row in rows:
        if groups and not _level_ends(groups[-1], row, rules):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _level_ends(group: list[Row], row: Row, rules: list[Rule]) -> bool:
    last = group[-1]
    if any(last.base < rule.at < row.base - 0.3 * row.size for rule in rules):
        return True
    above = {s for r in group for s in r.cols}
    spanners = [s for s in above if s[1] > s[0]]
    for span in row.cols:
        wide = [s for s in spanners if s[0] <= span[0] and span[1] <= s[1]]
        if wide and (span not in wide):
            return True
        if span[1] > span[0] and span not in above and any(s[0] <= span[1] and span[0] <= s[1] for s in above):
            return True
    return False


def _widen_spanners(rows: list[Row], rules: list[Rule], columns: list[tuple[float, float]]) -> None:
    """Header bits over several columns get all of them: by the rule below, else by where they are centred."""
    for i, row in enumerate(rows):
        below = rows[i + 1 :]
        ruled_spans = [_underlined(row, bit, rules, columns, below) for bit in row.bits]
        for k, span in enumerate(ruled_spans):
            if span and any(
                (o is not span and o == span) or _meets(span, row.cols[j]) for j, o in enumerate(ruled_spans) if j != k
            ):
                ruled_spans[k] = None
        if below and not any(ruled_spans) and _share_out(row, columns, below):
            continue
        for k, bit in enumerate(row.bits):
            left = row.cols[k - 1][1] + 1 if k else 0
            right = row.cols[k + 1][0] - 1 if k + 1 < len(row.cols) else len(columns) - 1
            span = ruled_spans[k] or (_centred(bit, row.cols[k], (left, right), columns, below) if below else None)
            if span and left <= span[0] and span[1] <= right:
                row.cols[k] = (min(span[0], row.cols[k][0]), max(span[1], row.cols[k][1]))
    for upper, lower in reversed(list(pairwise(rows))):
        _take_over(upper, lower, rules)


def _meets(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] <= b[1] and b[0] <= a[1]


def _take_over(upper: Row, lower: Row, rules: list[Rule]) -> None:
    """The upper line of a wrapped spanning head spans what its lower line spans."""
    for k, (bit, span) in enumerate(zip(upper.bits, upper.cols, strict=True)):
        for other, wide in zip(lower.bits, lower.cols, strict=True):
            inside = wide[1] > wide[0] and wide[0] <= span[0] and span[1] <= wide[1]
            centred = abs(bit.x0 + bit.x1 - other.x0 - other.x1) < 4 or abs(bit.x0 - other.x0) < 2
            free = not any(_meets(wide, s) for j, s in enumerate(upper.cols) if j != k)
            ruled = any(
                upper.base < r.at < lower.base - 0.3 * lower.size and r.lo < bit.x1 and r.hi > bit.x0 for r in rules
            )
            if inside and centred and free and not ruled:
                upper.cols[k] = wide


def _share_out(row: Row, columns: list[tuple[float, float]], below: list[Row]) -> bool:
    """Spread the bits of a spanning head over the columns headed below it, all alike; False where it is none.

    All columns from the first bit's on must be headed below, the bits get equally many, and each stands
    over the middle of its own. One bit must stand over the middle of all columns right of the first.
    """
    headed = {c for r in below for s in r.cols for c in range(s[0], s[1] + 1) if s[0] == s[1]}
    if not row.bits or row.cols[0][0] == 0:
        return False
    n = len(columns)
    for start in range(1, row.cols[0][0] + 1):
        size, rest = divmod(n - start, len(row.bits))
        if rest or size < 2 or not all(c in headed for c in range(start, n)):
            continue
        spans = [(start + k * size, start + (k + 1) * size - 1) for k in range(len(row.bits))]
        over = [_stands_over(bit, columns, a, b) for bit, (a, b) in zip(row.bits, spans, strict=True)]
        if all(over) and not all(_ends_with_one(bit, columns) for bit in row.bits):
            row.cols = spans
            return True
    return False


def _stands_over(bit: Bit, columns: list[tuple[float, float]], first: int, last: int) -> bool:
    """Whether a bit stands over columns first..last, near their middle; numbers leave white at the left."""
    gap = columns[first][0] - columns[first - 1][1] if first else 0.0
    x0, x1 = columns[first][0] - gap, columns[last][1]
    middle = (bit.x0 + bit.x1) / 2
    lowest, highest = (x0 + x1) / 2, (columns[first][0] + x1) / 2
    slack = 0.1 * (x1 - columns[first][0])
    return bit.x0 > x0 and bit.x1 < x1 + 3 + gap / 2 and lowest - slack < middle < highest + slack


def _ends_with_one(bit: Bit, columns: list[tuple[float, float]]) -> bool:
    """Whether a bit is flush right, or left, with one column, as that column's own head is."""
    return any(abs(bit.x1 - hi) < 1.2 or abs(bit.x0 - lo) < 1.2 for lo, hi in columns)


def _span_units(rows: list[Row], columns: list[tuple[float, float]]) -> None:
    """A row with one centred text and no stub, such as a unit, spans the columns it is centred over."""
    for row in rows:
        if len(row.bits) != 1 or row.cols[0][0] == 0 or is_numeric(row.bits[0].text) or len(columns) < 3:
            continue
        bit, n = row.bits[0], len(columns)
        if _stands_over(bit, columns, 1, n - 1) and bit.x1 - bit.x0 > 2.5 * row.size:
            row.cols = [(1, n - 1)]


def _underlined(
    row: Row, bit: Bit, rules: list[Rule], columns: list[tuple[float, float]], below: list[Row]
) -> tuple[int, int] | None:
    limit = below[0].base if below else row.base + 1.5 * row.size
    width = columns[-1][1] - columns[0][0]
    for rule in rules:
        if not row.base - 0.2 * row.size < rule.at < limit or rule.hi - rule.lo > 0.85 * width:
            continue
        if rule.lo - 4 <= bit.x0 and bit.x1 <= rule.hi + 4:
            hit = [i for i, (lo, hi) in enumerate(columns) if min(hi, rule.hi) - max(lo, rule.lo) > 0.4 * (hi - lo)]
            if hit:
                return hit[0], hit[-1]
    return None


def _centred(
    bit: Bit,
    span: tuple[int, int],
    limits: tuple[int, int],
    columns: list[tuple[float, float]],
    below: list[Row],
) -> tuple[int, int] | None:
    """The range of columns whose middle the bit stands over, where the row below heads each of them."""
    headed = {c for row in below for s in row.cols for c in range(s[0], s[1] + 1) if s[0] == s[1]}
    middle = (bit.x0 + bit.x1) / 2

    def error(first: int, last: int) -> float:
        return abs(middle - (columns[first][0] + columns[last][1]) / 2)

    best, best_error = None, error(*span)
    for first in range(limits[0], span[0] + 1):
        for last in range(span[1], limits[1] + 1):
            if last == first or first == 0 or not all(c in headed for c in range(first, last + 1)):
                continue
            if error(first, last) < 0.5 * best_error - 1.0:
                best, best_error = (first, last), error(first, last)
    return best


def _body_groups(rows: list[Row], full: list[float], n_cols: int) -> list[list[Row]]:
    """Printed lines gathered into the rows of the table."""
    if not rows:
        return []
    joined = [False] * len(rows)
    if sum(_ruled_off(a, b, full) for a, b in pairwise(rows)) >= 0.5 * (len(rows) - 1) > 0:
        return _by_rules(rows, full)
    for i in range(1, len(rows)):
        joined[i] = not _ruled_off(rows[i - 1], rows[i], full) and _same_row(rows, i)
    dense = sum(len(row.cols) >= 0.6 * n_cols for row in rows)
    if dense < 0.55 * len(rows):
        _join_by_spacing(rows, joined, full)
    _join_wrapped(rows, joined, full)
    groups: list[list[Row]] = []
    for row, more in zip(rows, joined, strict=True):
        if more and groups:
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
    return any(above.base - 0.2 * above.size < y < below.base - 0.2 * below.size for y in full)


def _same_row(rows: list[Row], i: int) -> bool:
    """Lines too near to stand below each other, in different columns: cells centred on one row."""
    close = rows[i].base - rows[i - 1].base < 0.72 * rows[i].size
    return close and not set(_columns(rows[i])) & set(_columns(rows[i - 1]))


def _columns(row: Row) -> list[int]:
    return [c for first, last in row.cols for c in range(first, last + 1)]


def _join_by_spacing(rows: list[Row], joined: list[bool], full: list[float]) -> None:
    """Multi-line cells: where line gaps are of two kinds the wide ones part rows; else a filled stub does."""
    gaps = [b.base - a.base for a, b in pairwise(rows)]
    if not gaps:
        return
    low, high = min(gaps), max(gaps)
    if high > 1.25 * low:
        cut = (low + high) / 2 if high < 1.9 * low else 1.35 * low
        wide = sum(g > cut for g in gaps)
        if 0 < wide < len(gaps):
            starts = [i for i, g in enumerate(gaps, 1) if g > cut]
            filled = sum(len(rows[i].cols) >= 2 for i in starts)
            if filled >= 0.5 * len(starts):
                for i, gap in enumerate(gaps, 1):
                    if gap <= cut and not _ruled_off(rows[i - 1], rows[i], full):
                        joined[i] = True
                return
    stub_first = sum(0 in _columns(row) for row in rows)
    if stub_first < 0.7 * len(rows):
        for i in range(1, len(rows)):
            numbers = any(is_numeric(b.text) for b in rows[i].bits)
            if 0 not in _columns(rows[i]) and not numbers and not _ruled_off(rows[i - 1], rows[i], full):
                joined[i] = True


def _join_wrapped(rows: list[Row], joined: list[bool], full: list[float]) -> None:
    """Stub lines that wrap: told by a small first letter, or by an indent that the next row takes back."""
    for i in range(1, len(rows)):
        row, above = rows[i], rows[i - 1]
        if joined[i] or _ruled_off(above, row, full) or row.base - above.base > 1.9 * row.size:
            continue
        if 0 in _columns(row) and _only_stub(above) and not _ends(above):
            if _goes_on(row) or _hangs(rows, i) or _unfinished(above):
                joined[i] = True
        elif _only_stub(row) and 0 in _columns(above):
            if _goes_on(row) or _unfinished(above) or (_hangs(rows, i) and not _ends(above)):
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
    if not 0.4 * rows[i].size < step < 6 * rows[i].size:
        return False
    after = rows[i + 1] if i + 1 < len(rows) else None
    return after is not None and _indent(after) <= _indent(rows[i - 1]) + 0.2 * rows[i].size


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
