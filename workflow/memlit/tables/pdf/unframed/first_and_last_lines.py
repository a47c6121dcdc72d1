"""Where an unframed table begins and ends: rules above and below, heads over it, last lines, notes."""

from itertools import pairwise
from statistics import median_high

from memlit.tables.pdf.grid.columns import column_span, find_columns, parted_bit
from memlit.tables.pdf.grid.grid import Span
from memlit.tables.pdf.grid.numeric import is_numeric
from memlit.tables.pdf.grid.printed_rows import Row
from memlit.tables.pdf.grid.wrapped_lines import bit_widths, goes_on
from memlit.tables.pdf.page.captions import LABEL, NOTE
from memlit.tables.pdf.page.text_columns import are_alike
from memlit.tables.pdf.unframed.verdict import Run
from memlit.tables.settings import SETTINGS
from printedpages.pdf.rules import Rule


def extent(rows: list[Row]) -> Span:
    """The left end and the right end of the rows together [points]; nothing for none."""
    ends = [(row.bits[0].x0, max(bit.x1 for bit in row.bits)) for row in rows]
    return min((x0 for x0, _ in ends), default=0.0), max((x1 for _, x1 in ends), default=0.0)


def is_prose(row: Row, width: float) -> bool:
    """A line of running text: one bit that is long and mostly words."""
    words = row.bits[0].text.split()
    is_long = row.bits[0].x1 - row.bits[0].x0 > SETTINGS.over_half * width and len(words) >= SETTINGS.words_of_line
    letters = sum(any(map(str.isalpha, word)) for word in words)
    return len(row.bits) == 1 and is_long and letters >= SETTINGS.over_half * len(words)


def with_edges(rows: list[Row], page: list[Row], rules: list[Rule], used: set[Row], width: float) -> Run:
    """The run with the lines up to a rule above or below it, header lines over it, and whether captioned."""
    run = Run(list(rows))
    stops = {row for row in page if row in used or is_prose(row, width)}.difference(rows)
    reach_up(run, page, rules, stops)
    _reach_down(run, page, rules, stops)
    _reach_wrapped(run, page, stops)
    _drop_notes(run)
    used.update(run.rows)
    run.caption = captioned(run, page)
    return run


def captioned(run: Run, page: list[Row]) -> bool:
    """Whether a table's label stands close above a run, or next below it."""
    top, size, last = run.rows[0].top, run.rows[0].size, run.rows[-1]
    above = [r for r in page if r.base < run.rows[0].base and top - r.bottom < SETTINGS.heads_reach * size]
    if any(LABEL.match(bit.text) for row in above[-6:] for bit in row.bits):
        return True
    below = [r for r in page if last.base < r.base < last.base + SETTINGS.caption_depth * size]
    return (
        len(run.rows) >= SETTINGS.fewest_rows
        and bool(below)
        and below[0].top - last.bottom <= SETTINGS.rule_reach * size
        and LABEL.match(below[0].bits[0].text) is not None
        and not any(len(row.bits) > 2 for row in below[1:])
    )


def _spans(rule: Rule, rows: list[Row]) -> bool:
    """Whether a rule is as wide as the lines it would close off."""
    lo, hi = extent(rows)
    return min(hi, rule.hi) - max(lo, rule.lo) > SETTINGS.most * (hi - lo)


def reach_up(run: Run, page: list[Row], rules: list[Rule], stops: set[Row]) -> None:
    """Take the lines up to a rule over the run into it, or those that head its columns."""
    first, head = page.index(run.rows[0]), run.rows[0]
    tops = [r for r in rules if r.at <= head.top + SETTINGS.strip * head.size and _spans(r, run.rows)]
    top = max(tops, key=lambda r: r.at, default=None)
    taken: list[Row] = []
    for row in reversed(page[max(0, first - SETTINGS.head_rows) : first]):
        below = taken[0] if taken else head
        is_over = top is not None and row.base < top.at
        if is_over or below.top - row.bottom > SETTINGS.block_gap * row.size or row in stops:
            break
        taken.insert(0, row)
    upper = taken[0] if taken else head
    start = first - len(taken)
    is_closed = top is not None and (start == 0 or not taken or page[start - 1].base < top.at)
    if top is not None and is_closed and upper.top - top.at < SETTINGS.rule_reach * upper.size:
        run.rows, run.top_rule = taken + run.rows, top
        _through_rules(run, page, rules, stops)
    else:
        run.rows = _aligned_heads(taken, run) + run.rows


def _through_rules(run: Run, page: list[Row], rules: list[Rule], stops: set[Row]) -> None:
    """Header lines over the rule above the run, as often as another such rule closes them off from above."""
    while (top := run.top_rule) is not None:
        reach = SETTINGS.heads_reach * run.rows[0].size
        above = [r for r in rules if top.at - reach < r.at < top.at - SETTINGS.touch and are_alike(r, top)]
        upper = max(above, key=lambda r: r.at, default=top)
        between = [row for row in page if upper.at < row.base <= top.at + 1 and row not in run.rows]
        if not between or len(between) > SETTINGS.head_rows or stops.intersection(between):
            return
        run.rows, run.top_rule = between + run.rows, upper


def _aligned_heads(taken: list[Row], run: Run) -> list[Row]:
    """Single bits just above that stand over columns right of the first, as a spanning head does."""
    columns = find_columns(run.rows)
    if len(columns) < 2:
        return []
    first = len(taken)
    for i, row in reversed(list(enumerate(taken))):
        bit, is_single = row.bits[0], len(row.bits) == 1
        if is_single and len(parted_bit(bit, columns)) == len(columns):
            first = i
            continue
        over_stub = bit.x0 < columns[0][1]
        if (
            is_single
            and bit.x1 > columns[0][1] + 1
            and (_is_title(row, columns) or (over_stub and bit.x1 > columns[1][0]))
        ):
            break
        if not over_stub:
            first = i
    return taken[first:]


def _is_title(row: Row, columns: list[Span]) -> bool:
    """A line centred over the whole table rather than over its columns right of the first."""
    middle = row.bits[0].x0 + row.bits[0].x1
    whole = abs(middle - columns[0][0] - columns[-1][1])
    return whole < abs(middle - columns[1][0] - columns[-1][1])


def _reach_down(run: Run, page: list[Row], rules: list[Rule], stops: set[Row]) -> None:
    """Take the few lines down to a rule below the run into it."""
    last = page.index(run.rows[-1])
    bottoms = [r for r in rules if r.at >= run.rows[-1].base and _spans(r, run.rows)]
    bottom = min(bottoms, key=lambda r: r.at, default=None)
    if bottom is None:
        return
    between = [row for row in page[last + 1 : last + 2 + SETTINGS.lines_of_cell] if row.base < bottom.at]
    is_far = any(b.top - a.bottom > SETTINGS.block_gap * b.size for a, b in pairwise([run.rows[-1], *between]))
    if len(between) > SETTINGS.lines_of_cell or stops.intersection(between) or is_far:
        return
    edge = (between or run.rows)[-1]
    if bottom.at - edge.bottom < SETTINGS.rule_reach * edge.size:
        run.rows, run.bottom_rule = run.rows + between, bottom


def _reach_wrapped(run: Run, page: list[Row], stops: set[Row]) -> None:
    """The last lines of a last cell that is longer than the others of its row."""
    columns = find_columns(run.rows)
    if len(columns) < 2 or len(run.rows) < SETTINGS.fewest_rows or run.bottom_rule is not None:
        return
    step = min(b.base - a.base for a, b in pairwise(run.rows))
    widths = bit_widths(run.rows, columns)
    for row in page[page.index(run.rows[-1]) + 1 :]:
        last = run.rows[-1]
        is_next = row.base - last.base <= (1 + SETTINGS.rounded) * step
        if row in stops or not is_next or abs(row.size - last.size) > SETTINGS.same_size * last.size:
            return
        spans = [column_span(bit, columns) for bit in row.bits]
        is_row = spans[0][0] == 0 and not row.bits[0].text[:1].islower()
        if is_row or any(a != b for a, b in spans) or not goes_on(last, row, columns, widths):
            return
        run.rows.append(row)


def _drop_notes(run: Run) -> None:
    """Take off last lines that are notes: opened like one or set smaller, and holding no column of numbers.

    So are those without numbers that stand apart from a body of numbers.
    """
    usual = median_high(row.size for row in run.rows)
    kept = len(run.rows)
    for i in range(len(run.rows) - 1, 0, -1):
        row = run.rows[i]
        numbers = sum(is_numeric(bit.text) for bit in row.bits[1:])
        small = row.size < (1 - SETTINGS.same_size) * usual
        if numbers >= 1 and not (small and 2 * numbers < len(row.bits)):
            break
        if small or (len(row.bits) <= 2 and NOTE.match(row.bits[0].text)):
            kept = i
    run.rows = run.rows[:kept]
    gaps = [b.base - a.base for a, b in pairwise(run.rows)]
    if len(gaps) <= SETTINGS.fewest_rows:
        return
    for i in range(len(gaps), 2, -1):
        if any(is_numeric(bit.text) for bit in run.rows[i].bits[1:]):
            return
        if gaps[i - 1] > SETTINGS.apart_pitch * median_high(gaps):
            run.rows = run.rows[:i]
            return
