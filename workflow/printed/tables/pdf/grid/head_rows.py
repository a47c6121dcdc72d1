"""Head rows of tables without vertical rules: levels, spanning heads, wrapped heads."""

import re
from collections.abc import Iterable
from itertools import chain, pairwise

from printed.pdf.rules import Rule
from printed.tables.pdf.grid.grid import GridCell, PlacedGrid, Span
from printed.tables.pdf.grid.numeric import is_numeric
from printed.tables.pdf.grid.printed_rows import CellFragment, PrintedRow
from printed.tables.settings import TABLE_SETTINGS

_YEAR = re.compile(r"^(1[89]|20)\d\d([/\-–]\d{2,4})?\*{0,3}[a-z]?$")
_REST_OF_A_WORK = re.compile(r"(?:et\s+al\b|(?:and|&)(?:\s|$)|\(?(?:19|20)\d\d[a-z]?\)?$)")
"""The next line of a head that names a work: `et al., 2016` below `Tuma`."""
_ColumnRange = tuple[int, int]
"""The first and the last of neighbouring columns."""


def join_levels(grid: PlacedGrid, n_levels: int, rules: list[Rule]) -> None:
    """Head cells of one column below each other with no rule between them are one wrapped head."""
    for level in range(n_levels - 1):
        for cell in list(grid.cells):
            if cell.row + cell.rowspan - 1 != level or cell.colspan > 1:
                continue
            below = next((other for other in grid.cells if (other.row, other.col) == (level + 1, cell.col)), None)
            if below is not None and below.colspan == 1 and _is_one_head(cell, below, rules):
                cell.words += below.words
                cell.rowspan += below.rowspan
                cell.box = (*cell.box[:3], below.box[3])
                grid.cells.remove(below)


def _is_one_head(cell: GridCell, below: GridCell, rules: list[Rule]) -> bool:
    """Whether two cells are near each other, and no rule stands between them."""
    middle = (cell.box[0] + cell.box[2]) / 2
    upper, lower = max(word.base for word in cell.words), min(word.base for word in below.words)
    size = max(word.size for word in below.words)
    if lower - upper >= TABLE_SETTINGS.row_gap * size:
        return False
    top_of_lower = lower - TABLE_SETTINGS.half_letter * size
    return not any(rule.lo < middle < rule.hi and upper < rule.at < top_of_lower for rule in rules)


def full_rules(rules: list[Rule], columns: list[Span]) -> list[float]:
    """Heights of rules that run under most of the columns, the first among them."""
    left, right = columns[0][0], columns[-1][1]
    kept = set()
    for height in {round(rule.at / 3) for rule in rules}:
        pieces = [rule for rule in rules if round(rule.at / 3) == height]
        reach = sum(max(min(rule.hi, right) - max(rule.lo, left), 0.0) for rule in pieces)
        if reach > TABLE_SETTINGS.nearly_all * (right - left) and any(r.lo < sum(columns[0]) / 2 for r in pieces):
            kept |= {rule.at for rule in pieces}
    return sorted(kept)


def _holds_numbers(row: PrintedRow) -> bool:
    """Whether at least half of what stands right of the first column are numbers, not all of them years of a head."""
    values = [fragment.text.replace(" ", "") for fragment, span in row.placed if span[0] > 0]
    numbers = [value for value in values if is_numeric(value)]
    years = sum(_YEAR.match(value) is not None for value in values)
    is_of_years = 2 * years >= len(values) and all(map(_YEAR.match, numbers))
    return bool(values) and 2 * len(numbers) >= len(values) and not is_of_years


def header_rows(rows: list[PrintedRow], full: list[float]) -> int:
    """How many leading rows are header: above the first inner rule, else above the first row of numbers."""
    inner = [y for y in full if rows[0].base < y < rows[-1].middle]
    above = sum(row.base < inner[0] for row in rows) if inner else 1
    numeric = [_holds_numbers(row) for row in rows]
    most = max(TABLE_SETTINGS.head_rows, len(rows) / 2)
    if inner and above <= most and sum(numeric[:above]) <= (above >= TABLE_SETTINGS.fewest_rows):
        return above
    first = next((i for i, yes in enumerate(numeric) if yes), None)
    if first is None or first > most:
        return min(above, TABLE_SETTINGS.head_rows)
    is_of_words = 2 * sum(numeric) < len(rows) - 1
    if first > 1 and not inner and is_of_words and len(rows[0].cols) > 2:
        return 1
    return _without_sections(rows, first)


def _without_sections(rows: list[PrintedRow], count: int) -> int:
    """How many of the leading rows are left without the last ones that are labels alone and stand below heads."""
    while count > 0 and only_row_label(rows[count - 1]) and any(len(row.fragments) > 1 for row in rows[: count - 1]):
        count -= 1
    return count


def only_row_label(row: PrintedRow) -> bool:
    """Whether the row has text in its first column alone."""
    return row.cols == [(0, 0)]


def header_groups(rows: list[PrintedRow], rules: list[Rule], columns: list[Span]) -> list[list[PrintedRow]]:
    """Header lines gathered into levels: a spanner, or a rule under it, ends a level."""
    _widen_spanners(rows, rules, columns)
    groups: list[list[PrintedRow]] = []
    for row in rows:
        if groups and not _level_ends(groups[-1], row, rules):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _level_ends(group: list[PrintedRow], row: PrintedRow, rules: list[Rule]) -> bool:
    if any(group[-1].base < rule.at < row.middle for rule in rules):
        return True
    above = set(chain.from_iterable(upper.cols for upper in group))
    for span in row.cols:
        wide = [s for s in above if s[1] > s[0] and s[0] <= span[0] and span[1] <= s[1]]
        if wide and span not in wide:
            return True
        if span[1] > span[0] and span not in above and any(_meets(s, span) for s in above):
            return True
    return False


def _meets(a: _ColumnRange, b: _ColumnRange) -> bool:
    return a[0] <= b[1] and b[0] <= a[1]


def _widen_spanners(rows: list[PrintedRow], rules: list[Rule], columns: list[Span]) -> None:
    """Header fragments over several columns get all of them: by the rule below, else by where they are centred."""
    for i, row in enumerate(rows):
        below = rows[i + 1 :]
        headed = _headed_apart(row, below)
        _join_underlined(row, rules, columns, below)
        ruled = _spans_of_rules(row, rules, columns, below)
        if not below or any(ruled) or not _share_out(row, columns, headed):
            _widen_each(row, ruled, columns, headed)
    for upper, lower in reversed(list(pairwise(rows))):
        _take_over(upper, lower, rules)


def _headed_apart(row: PrintedRow, below: list[PrintedRow]) -> set[int]:
    """The columns that a head of a row may be over: headed below it, and not by a line that reaches into the row.

    None where a head goes on in its own column as the name of a work does.
    """
    own = {first for first, last in row.cols if first == last}
    heads = [(lower, fragment, span[0]) for lower in below for fragment, span in lower.placed if span[0] == span[1]]
    first_below: dict[int, CellFragment] = {}
    for _, fragment, col in heads:
        first_below.setdefault(col, fragment)
    if any(_REST_OF_A_WORK.match(first_below[col].text) for col in own & first_below.keys()):
        return set()
    near = {col for lower, _, col in heads if lower.base - row.base < row.size}
    return {col for _, _, col in heads} - near


def _spans_of_rules(
    row: PrintedRow, rules: list[Rule], columns: list[Span], below: list[PrintedRow]
) -> list[_ColumnRange | None]:
    """The columns under the rule below each fragment, none where another fragment of the row stands over them."""
    ruled = [_underlined(row, fragment, rules, columns, below) for fragment in row.fragments]
    for k, span in enumerate(ruled):
        others = [(other, row.cols[j]) for j, other in enumerate(ruled) if j != k]
        if span and any(other == span or _meets(span, own) for other, own in others):
            ruled[k] = None
    return ruled


def _widen_each(row: PrintedRow, ruled: list[_ColumnRange | None], columns: list[Span], headed: set[int]) -> None:
    """Each fragment gets the columns of its rule, else those it is centred over, where its neighbours leave them."""
    for k, fragment in enumerate(row.fragments):
        left = row.cols[k - 1][1] + 1 if k else 0
        right = row.cols[k + 1][0] - 1 if k + 1 < len(row.cols) else len(columns) - 1
        span = ruled[k] or _centred(fragment, row.cols[k], (left, right), columns, headed)
        if span and left <= span[0] and span[1] <= right:
            row.cols[k] = (min(span[0], row.cols[k][0]), max(span[1], row.cols[k][1]))


def _take_over(upper: PrintedRow, lower: PrintedRow, rules: list[Rule]) -> None:
    """The upper line of a wrapped spanning head spans what its lower line spans."""
    between = [rule for rule in rules if upper.base < rule.at < lower.middle]
    for k, (fragment, span) in enumerate(upper.placed):
        if any(rule.lo < fragment.x1 and rule.hi > fragment.x0 for rule in between):
            continue
        for other, wide in lower.placed:
            is_inside = wide[1] > wide[0] and wide[0] <= span[0] and span[1] <= wide[1]
            apart = min(abs(fragment.x0 + fragment.x1 - other.x0 - other.x1) / 2, abs(fragment.x0 - other.x0))
            beside = upper.cols[:k] + upper.cols[k + 1 :]
            if is_inside and apart < TABLE_SETTINGS.flush and not any(_meets(wide, own) for own in beside):
                upper.cols[k] = wide


def _share_out(row: PrintedRow, columns: list[Span], headed: set[int]) -> bool:
    """Spread the fragments of a spanning head over the columns headed below it, all alike; False where it is none.

    All columns from the first fragment's on must be headed below, the fragments get equally many, and each stands
    over the middle of its own. One fragment must stand over the middle of all columns right of the first.
    """
    n = len(columns)
    for start in range(1, row.cols[0][0] + 1):
        size, rest = divmod(n - start, len(row.fragments))
        if rest or size < 2 or not headed.issuperset(range(start, n)):
            continue
        spans = [(start + k * size, start + (k + 1) * size - 1) for k in range(len(row.fragments))]
        over = [_stands_over(fragment, columns, *span) for fragment, span in zip(row.fragments, spans, strict=True)]
        if all(over) and not all(_ends_with_one(fragment, columns) for fragment in row.fragments):
            row.cols = spans
            return True
    return False


def _stands_over(fragment: CellFragment, columns: list[Span], first: int, last: int) -> bool:
    """Whether a fragment stands over columns first..last, near their middle; numbers leave white at the left."""
    gap = columns[first][0] - columns[first - 1][1]
    x0, x1 = columns[first][0] - gap, columns[last][1]
    middle = (fragment.x0 + fragment.x1) / 2
    lowest, highest = (x0 + x1) / 2, (columns[first][0] + x1) / 2
    slack = TABLE_SETTINGS.off_centre * (x1 - columns[first][0])
    return (
        fragment.x0 > x0
        and fragment.x1 < x1 + TABLE_SETTINGS.same_extent + gap / 2
        and lowest - slack < middle < highest + slack
    )


def _ends_with_one(fragment: CellFragment, columns: list[Span]) -> bool:
    """Whether a fragment is flush right, or left, with one column, as that column's own head is."""
    return any(
        abs(fragment.x1 - hi) < TABLE_SETTINGS.flush or abs(fragment.x0 - lo) < TABLE_SETTINGS.flush
        for lo, hi in columns
    )


def _join_underlined(row: PrintedRow, rules: list[Rule], columns: list[Span], below: list[PrintedRow]) -> None:
    """Words of one head over two narrow columns are parted between them: a rule below both makes them one again."""
    k = 0
    while below and k + 1 < len(row.fragments):
        left, right = row.fragments[k : k + 2]
        both = CellFragment([*left.words, *right.words])
        is_word_space = right.x0 - left.x1 < TABLE_SETTINGS.column_gap * row.size
        if is_word_space and _underlined(row, both, rules, columns, below) is not None:
            row.fragments[k : k + 2] = [both]
            row.cols[k : k + 2] = [(row.cols[k][0], row.cols[k + 1][1])]
        else:
            k += 1


def _underlined(
    row: PrintedRow, fragment: CellFragment, rules: Iterable[Rule], columns: list[Span], below: list[PrintedRow]
) -> _ColumnRange | None:
    """The columns under the rule below a head, as long as it does not run under nearly all."""
    limit = below[0].base if below else row.base + TABLE_SETTINGS.block_gap * row.size
    width = columns[-1][1] - columns[0][0]
    slack = TABLE_SETTINGS.same_extent
    for rule in rules:
        is_below = row.middle < rule.at < limit and rule.hi - rule.lo <= TABLE_SETTINGS.nearly_all * width
        if is_below and rule.lo - slack <= fragment.x0 and fragment.x1 <= rule.hi + slack:
            hit = [i for i, (lo, hi) in enumerate(columns) if min(hi, rule.hi) - max(lo, rule.lo) > (hi - lo) / 2]
            if hit:
                return hit[0], hit[-1]
    return None


def _centred(
    fragment: CellFragment, span: _ColumnRange, limits: _ColumnRange, columns: list[Span], headed: set[int]
) -> _ColumnRange | None:
    """The range of columns whose middle the fragment stands over, where the rows below head each of them."""
    middle = (fragment.x0 + fragment.x1) / 2

    def error(first: int, last: int) -> float:
        return abs(middle - (columns[first][0] + columns[last][1]) / 2)

    best, least = None, error(*span)
    for first in range(max(1, limits[0]), span[0] + 1):
        for last in range(max(first + 1, span[1]), limits[1] + 1):
            if headed.issuperset(range(first, last + 1)) and error(first, last) < least / 2 - TABLE_SETTINGS.flush:
                best, least = (first, last), error(first, last)
    return best
