"""Head rows of tables without vertical rules: levels, spanning heads, wrapped heads."""

import re
from itertools import pairwise

from memlit.documents.pdf.characters import Rule
from memlit.tables.pdf.grid.grid import Grid
from memlit.tables.pdf.grid.numeric import is_numeric
from memlit.tables.pdf.grid.printed_rows import Bit, Row
from memlit.tables.settings import SETTINGS

_YEAR = re.compile(r"^(1[89]|20)\d\d([/\-–]\d{2,4})?\*{0,3}[a-z]?$")


def join_levels(grid: Grid, n_levels: int, rules: list[Rule]) -> None:
    """Head cells of one column below each other with no rule between them are one wrapped head."""
    for level in range(n_levels - 1):
        for cell in [c for c in grid.cells if c.row + c.rowspan - 1 == level and c.colspan == 1]:
            below = next((c for c in grid.cells if c.row == level + 1 and c.col == cell.col), None)
            if below is None or below.colspan > 1:
                continue
            mid = (cell.box[0] + cell.box[2]) / 2
            upper, lower = max(p.word.base for p in cell.words), min(p.word.base for p in below.words)
            size = max(p.word.size for p in below.words)
            ruled = any(r.lo < mid < r.hi and upper < r.at < lower - SETTINGS.half_letter * size for r in rules)
            if not ruled and lower - upper < SETTINGS.row_gap * size:
                cell.words += below.words
                cell.rowspan += below.rowspan
                cell.box = (cell.box[0], cell.box[1], cell.box[2], below.box[3])
                grid.cells.remove(below)


def full_rules(rules: list[Rule], columns: list[tuple[float, float]]) -> list[float]:
    """Heights of rules that run under most of the columns, the first among them."""
    width = columns[-1][1] - columns[0][0]
    heights: dict[float, float] = {}
    for rule in rules:
        reach = min(rule.hi, columns[-1][1]) - max(rule.lo, columns[0][0])
        key = round(rule.at / 3)
        heights[key] = heights.get(key, 0.0) + max(reach, 0.0)
    stub = {round(r.at / 3) for r in rules if r.lo < (columns[0][0] + columns[0][1]) / 2}
    kept = {key for key, reach in heights.items() if reach > SETTINGS.nearly_all * width and key in stub}
    return sorted({rule.at for rule in rules if round(rule.at / 3) in kept})


def _row_numeric(row: Row) -> float:
    values = [b.text for b, s in zip(row.bits, row.cols, strict=True) if s[0] > 0]
    return sum(is_numeric(v) for v in values) / len(values) if values else 0.0


def _only_years(row: Row) -> bool:
    values = [b.text for b, s in zip(row.bits, row.cols, strict=True) if s[0] > 0]
    years = sum(bool(_YEAR.match(v.replace(" ", ""))) for v in values)
    others = any(is_numeric(v) and not _YEAR.match(v.replace(" ", "")) for v in values)
    return bool(values) and 2 * years >= len(values) and not others


def header_rows(rows: list[Row], full: list[float]) -> int:
    """How many leading rows are header: above the first inner rule, else above the first row of numbers."""
    inner = [y for y in full if rows[0].base < y < rows[-1].middle]
    numeric = [2 * _row_numeric(row) >= 1 and not _only_years(row) for row in rows]
    most = max(SETTINGS.head_rows, len(rows) / 2)
    if inner:
        above = sum(1 for row in rows if row.base < inner[0])
        if above <= most and sum(numeric[:above]) <= (1 if above >= SETTINGS.fewest_rows else 0):
            return above
    first = next((i for i, yes in enumerate(numeric) if yes), None)
    if first is None or first > most:
        return 1 if not inner else min(sum(1 for row in rows if row.base < inner[0]), SETTINGS.head_rows)
    if first > 1 and not inner and 2 * sum(numeric) < len(rows) - 1 and len(rows[0].cols) > 2:
        return 1
    while first > 0 and only_stub(rows[first - 1]) and any(len(r.bits) > 1 for r in rows[: first - 1]):
        first -= 1
    return first


def only_stub(row: Row) -> bool:
    """Whether the row has text in its first column alone."""
    return len(row.cols) == 1 and row.cols[0] == (0, 0)


def header_groups(rows: list[Row], rules: list[Rule], columns: list[tuple[float, float]]) -> list[list[Row]]:
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
    if any(last.base < rule.at < row.middle for rule in rules):
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
        _join_underlined(row, rules, columns, below)
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
            centred = (
                abs(bit.x0 + bit.x1 - other.x0 - other.x1) / 2 < SETTINGS.flush
                or abs(bit.x0 - other.x0) < SETTINGS.flush
            )
            free = not any(_meets(wide, s) for j, s in enumerate(upper.cols) if j != k)
            ruled = any(upper.base < r.at < lower.middle and r.lo < bit.x1 and r.hi > bit.x0 for r in rules)
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
    slack = SETTINGS.off_centre * (x1 - columns[first][0])
    return bit.x0 > x0 and bit.x1 < x1 + SETTINGS.same_extent + gap / 2 and lowest - slack < middle < highest + slack


def _ends_with_one(bit: Bit, columns: list[tuple[float, float]]) -> bool:
    """Whether a bit is flush right, or left, with one column, as that column's own head is."""
    return any(abs(bit.x1 - hi) < SETTINGS.flush or abs(bit.x0 - lo) < SETTINGS.flush for lo, hi in columns)


def span_units(rows: list[Row], columns: list[tuple[float, float]]) -> None:
    """A row with one centred text and no stub, such as a unit, spans the columns it is centred over.

    A text flush with one above goes on that cell instead.
    """
    for i, row in enumerate(rows):
        if len(row.bits) != 1 or row.cols[0][0] == 0 or is_numeric(row.bits[0].text) or len(columns) < 3:
            continue
        bit, n = row.bits[0], len(columns)
        if i and any(abs(bit.x0 - b.x0) < SETTINGS.flush for b in rows[i - 1].bits):
            continue
        if _stands_over(bit, columns, 1, n - 1) and bit.x1 - bit.x0 > SETTINGS.sentence_gap * row.size:
            row.cols = [(1, n - 1)]


def _join_underlined(row: Row, rules: list[Rule], columns: list[tuple[float, float]], below: list[Row]) -> None:
    """Words of one head over two narrow columns are parted between them: a rule below both makes them one again."""
    k = 0
    while below and k + 1 < len(row.bits):
        left, right = row.bits[k], row.bits[k + 1]
        both = Bit([*left.words, *right.words], left.x0, right.x1)
        is_word_space = right.x0 - left.x1 < SETTINGS.column_gap * row.size
        if is_word_space and _underlined(row, both, rules, columns, below) is not None:
            row.bits[k : k + 2] = [both]
            row.cols[k : k + 2] = [(row.cols[k][0], row.cols[k + 1][1])]
        else:
            k += 1


def _underlined(
    row: Row, bit: Bit, rules: list[Rule], columns: list[tuple[float, float]], below: list[Row]
) -> tuple[int, int] | None:
    limit = below[0].base if below else row.base + SETTINGS.block_gap * row.size
    width = columns[-1][1] - columns[0][0]
    for rule in rules:
        if not row.middle < rule.at < limit or rule.hi - rule.lo > SETTINGS.nearly_all * width:
            continue
        if rule.lo - SETTINGS.same_extent <= bit.x0 and bit.x1 <= rule.hi + SETTINGS.same_extent:
            hit = [i for i, (lo, hi) in enumerate(columns) if min(hi, rule.hi) - max(lo, rule.lo) > (hi - lo) / 2]
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
            if error(first, last) < best_error / 2 - SETTINGS.flush:
                best, best_error = (first, last), error(first, last)
    return best
