"""Where an unframed table begins and ends: rules above and below, heads over it, last lines, notes."""

from itertools import pairwise

from memlit.documents.pdf.characters import Rule
from memlit.tables.pdf.grid.columns import column_span, find_columns, parted_bit
from memlit.tables.pdf.grid.numeric import is_numeric
from memlit.tables.pdf.grid.printed_rows import Row
from memlit.tables.pdf.grid.wrapped_lines import bit_widths, goes_on
from memlit.tables.pdf.page.captions import LABEL, NOTE
from memlit.tables.pdf.page.text_columns import are_alike
from memlit.tables.pdf.unframed.verdict import Run
from memlit.tables.settings import SETTINGS


def extent(rows: list[Row]) -> tuple[float, float]:
    """The left end and the right end of the rows together [points]."""
    return min(b.x0 for r in rows for b in r.bits), max(b.x1 for r in rows for b in r.bits)


def is_prose(row: Row, width: float) -> bool:
    """A line of running text: one bit that is long and mostly words."""
    if len(row.bits) != 1:
        return False
    bit = row.bits[0]
    words = bit.text.split()
    letters = sum(any(c.isalpha() for c in w) for w in words)
    is_long = bit.x1 - bit.x0 > SETTINGS.over_half * width and len(words) >= SETTINGS.words_of_line
    return is_long and letters >= SETTINGS.over_half * len(words)


def with_edges(rows: list[Row], page: list[Row], rules: list[Rule], used: set[int], width: float) -> Run:
    """The run with the lines up to a rule above or below it, header lines over it, and whether captioned."""
    run = Run(list(rows))
    stops = {id(row) for row in page if id(row) in used or is_prose(row, width)} - {id(r) for r in rows}
    reach_up(run, page, rules, stops)
    _reach_down(run, page, rules, stops)
    _reach_wrapped(run, page, stops)
    _drop_notes(run)
    used |= {id(row) for row in run.rows}
    run.caption = captioned(run, page)
    return run


def captioned(run: Run, page: list[Row]) -> bool:
    """Whether a table's label stands close above a run, or next below it."""
    top, size, last = run.rows[0].top, run.rows[0].size, run.rows[-1]
    above = [r for r in page if r.base < run.rows[0].base and top - r.bottom < SETTINGS.heads_reach * size]
    if any(LABEL.match(b.text) for r in above[-6:] for b in r.bits):
        return True
    below = [r for r in page if last.base < r.base < last.base + SETTINGS.caption_depth * size]
    if (
        len(run.rows) < SETTINGS.fewest_rows
        or not below
        or below[0].top - last.bottom > SETTINGS.rule_reach * size
        or not LABEL.match(below[0].bits[0].text)
    ):
        return False
    return not any(len(r.bits) > 2 for r in below[1:])


def _spans(rule: Rule, rows: list[Row]) -> bool:
    """Whether a rule is as wide as the lines it would close off."""
    lo, hi = extent(rows)
    return min(hi, rule.hi) - max(lo, rule.lo) > SETTINGS.most * (hi - lo)


def reach_up(run: Run, page: list[Row], rules: list[Rule], stops: set[int]) -> None:
    """Take the lines up to a rule over the run into it, or those that head its columns."""
    first = page.index(run.rows[0])
    tops = [r for r in rules if r.at <= run.rows[0].top + SETTINGS.strip * run.rows[0].size and _spans(r, run.rows)]
    top = max(tops, key=lambda r: r.at, default=None)
    taken: list[Row] = []
    for row in reversed(page[max(0, first - SETTINGS.head_rows) : first]):
        below = (taken or run.rows)[0 if not taken else -1]
        if top is not None and row.base < top.at:
            break
        if below.top - row.bottom > SETTINGS.block_gap * row.size or id(row) in stops:
            break
        taken.append(row)
    taken.reverse()
    if top is not None and taken and page[first - len(taken)] is taken[0]:
        closed = first - len(taken) == 0 or page[first - len(taken) - 1].base < top.at
        reached = top.at > taken[0].top - SETTINGS.rule_reach * taken[0].size
        if closed and reached:
            run.rows = taken + run.rows
            run.top_rule = top
            _through_rules(run, page, rules, stops)
            return
    if top is not None and not taken and run.rows[0].top - top.at < SETTINGS.rule_reach * run.rows[0].size:
        run.top_rule = top
        _through_rules(run, page, rules, stops)
        return
    run.rows = _aligned_heads(taken, run) + run.rows


def _through_rules(run: Run, page: list[Row], rules: list[Rule], stops: set[int]) -> None:
    """Header lines over the rule above the run, when another such rule closes them off from above."""
    if run.top_rule is None:
        return
    at = run.top_rule.at
    reach = SETTINGS.heads_reach * run.rows[0].size
    above = [
        r
        for r in rules
        if at - reach < r.at < at - SETTINGS.touch and _spans(r, run.rows) and are_alike(r, run.top_rule)
    ]
    if not above:
        return
    upper = max(above, key=lambda r: r.at)
    between = [row for row in page if upper.at < row.base <= at + 1 and row not in run.rows]
    if not between or len(between) > SETTINGS.head_rows or any(id(row) in stops for row in between):
        return
    run.rows = between + run.rows
    run.top_rule = upper
    _through_rules(run, page, rules, stops)


def _aligned_heads(taken: list[Row], run: Run) -> list[Row]:
    """Single bits just above that stand over columns right of the first, as a spanning head does."""
    columns = find_columns(run.rows)
    if len(columns) < 2:
        return []
    first = len(taken)
    for i in range(len(taken) - 1, -1, -1):
        row = taken[i]
        if len(row.bits) == 1 and len(parted_bit(row.bits[0], columns)) == len(columns):
            first = i
            continue
        over_stub = row.bits[0].x0 < columns[0][1]
        beyond_stub = row.bits[0].x1 > columns[0][1] + 1
        if len(row.bits) == 1 and beyond_stub and _is_title(row, columns):
            break
        if over_stub and len(row.bits) == 1 and row.bits[0].x1 > columns[1][0]:
            break
        if not over_stub:
            first = i
    return taken[first:]


def _is_title(row: Row, columns: list[tuple[float, float]]) -> bool:
    """A line centred over the whole table rather than over its columns right of the first."""
    middle = row.bits[0].x0 + row.bits[0].x1
    whole = abs(middle - columns[0][0] - columns[-1][1])
    return whole < abs(middle - columns[1][0] - columns[-1][1])


def _reach_down(run: Run, page: list[Row], rules: list[Rule], stops: set[int]) -> None:
    last = page.index(run.rows[-1])
    bottoms = [r for r in rules if r.at >= run.rows[-1].base and _spans(r, run.rows)]
    bottom = min(bottoms, key=lambda r: r.at, default=None)
    if bottom is None:
        return
    between = [row for row in page[last + 1 : last + 2 + SETTINGS.lines_of_cell] if row.base < bottom.at]
    if len(between) > SETTINGS.lines_of_cell or any(id(row) in stops for row in between):
        return
    edge = run.rows[-1]
    for row in between:
        if row.top - edge.bottom > SETTINGS.block_gap * row.size:
            return
        edge = row
    if bottom.at - edge.bottom < SETTINGS.rule_reach * edge.size:
        run.rows = run.rows + between
        run.bottom_rule = bottom


def _reach_wrapped(run: Run, page: list[Row], stops: set[int]) -> None:
    """The last lines of a last cell that is longer than the others of its row."""
    columns = find_columns(run.rows)
    if len(columns) < 2 or len(run.rows) < SETTINGS.fewest_rows or run.bottom_rule is not None:
        return
    step = min(b.base - a.base for a, b in pairwise(run.rows))
    widths = bit_widths(run.rows, columns)
    for row in page[page.index(run.rows[-1]) + 1 :]:
        last = run.rows[-1]
        is_next = row.base - last.base <= (1 + SETTINGS.rounded) * step
        if id(row) in stops or not is_next or abs(row.size - last.size) > SETTINGS.same_size * last.size:
            return
        spans = [column_span(b.x0, b.x1, columns) for b in row.bits]
        stub = any(a == 0 for a, _ in spans) and not row.bits[0].text[:1].islower()
        if stub or any(a != b for a, b in spans) or not goes_on(last, row, columns, widths):
            return
        run.rows.append(row)


def _drop_notes(run: Run) -> None:
    """Take off last lines that are notes: opened like one or set smaller, and holding no column of numbers."""
    sizes = sorted(row.size for row in run.rows)
    usual = sizes[len(sizes) // 2]
    kept = len(run.rows)
    for i in range(len(run.rows) - 1, 0, -1):
        row = run.rows[i]
        numbers = sum(is_numeric(b.text) for b in row.bits[1:])
        small = row.size < (1 - SETTINGS.same_size) * usual
        if numbers >= 1 and not (small and 2 * numbers < len(row.bits)):
            break
        opened = NOTE.match(row.bits[0].text) and (len(row.bits) <= 2)
        if opened or small:
            kept = i
    run.rows = run.rows[:kept]
    _drop_apart(run)


def _drop_apart(run: Run) -> None:
    """Take off last lines without numbers that stand apart from a body of numbers."""
    gaps = sorted(b.base - a.base for a, b in pairwise(run.rows))
    if len(gaps) <= SETTINGS.fewest_rows:
        return
    usual = gaps[len(gaps) // 2]
    for i in range(len(run.rows) - 1, 2, -1):
        row = run.rows[i]
        if any(is_numeric(b.text) for b in row.bits[1:]):
            return
        if row.base - run.rows[i - 1].base > SETTINGS.apart_pitch * usual:
            run.rows = run.rows[:i]
            return
