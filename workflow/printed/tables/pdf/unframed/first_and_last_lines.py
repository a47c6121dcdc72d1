"""Where an unframed table begins and ends: rules above and below, heads over it, last lines, notes."""

from itertools import pairwise
from statistics import median_high

from printed.pdf.rules import Rule
from printed.tables.pdf.grid.columns import column_span, find_columns, parted_fragment
from printed.tables.pdf.grid.grid import Span
from printed.tables.pdf.grid.printed_rows import PrintedRow
from printed.tables.pdf.grid.wrapped_lines import fragment_widths, goes_on
from printed.tables.pdf.page.captions import LABEL, NOTE
from printed.tables.pdf.page.text_columns import are_alike
from printed.tables.pdf.unframed.verdict import RowBlock
from printed.tables.settings import TABLE_SETTINGS

_MOST_ABOVE = 6
"""Lines above a block in which its label may stand."""


def extent(rows: list[PrintedRow]) -> Span:
    """The left end and the right end of the rows together [points]; nothing for none."""
    ends = [(row.fragments[0].x0, max(fragment.x1 for fragment in row.fragments)) for row in rows]
    return min((x0 for x0, _ in ends), default=0.0), max((x1 for _, x1 in ends), default=0.0)


def is_prose(row: PrintedRow, width: float) -> bool:
    """A line of running text: one fragment that is long and mostly words."""
    text = row.fragments[0]
    if len(row.fragments) > 1 or text.x1 - text.x0 <= TABLE_SETTINGS.over_half * width:
        return False
    words = text.text.split()
    letters = sum(any(map(str.isalpha, word)) for word in words)
    return len(words) >= TABLE_SETTINGS.words_of_line and letters >= TABLE_SETTINGS.over_half * len(words)


def with_edge_lines(
    rows: list[PrintedRow], page: list[PrintedRow], rules: list[Rule], used: set[PrintedRow], width: float
) -> RowBlock:
    """The block with the lines up to a rule above or below it, header lines over it, and whether captioned."""
    block = RowBlock(list(rows))
    stops = {row for row in page if row in used or is_prose(row, width)}.difference(rows)
    reach_up(block, page, rules, stops)
    _reach_down(block, page, rules, stops)
    _reach_wrapped(block, page, stops)
    _drop_notes(block)
    used.update(block.rows)
    block.caption = captioned(block, page)
    return block


def captioned(block: RowBlock, page: list[PrintedRow]) -> bool:
    """Whether a table's label stands close above a block, or next below it."""
    first, last = block.rows[0], block.rows[-1]
    reach = TABLE_SETTINGS.heads_reach * first.size
    above = [row for row in page if row.base < first.base and first.top - row.bottom < reach]
    for row in above[-_MOST_ABOVE:]:
        if any(LABEL.match(fragment.text) for fragment in row.fragments):
            return True
    below = [row for row in page if last.base < row.base < last.base + TABLE_SETTINGS.caption_depth * first.size]
    if len(block.rows) < TABLE_SETTINGS.fewest_rows or not below:
        return False
    caption, *others = below
    is_near = caption.top - last.bottom <= TABLE_SETTINGS.rule_reach * first.size
    if not is_near or any(len(row.fragments) > 2 for row in others):
        return False
    return LABEL.match(caption.fragments[0].text) is not None


def _spans(rule: Rule, rows: list[PrintedRow]) -> bool:
    """Whether a rule is as wide as the lines it would close off."""
    lo, hi = extent(rows)
    return min(hi, rule.hi) - max(lo, rule.lo) > TABLE_SETTINGS.most * (hi - lo)


def reach_up(block: RowBlock, page: list[PrintedRow], rules: list[Rule], stops: set[PrintedRow]) -> None:
    """Take the lines up to a rule over the block into it, or those that head its columns."""
    first, head = page.index(block.rows[0]), block.rows[0]
    tops = [r for r in rules if r.at <= head.top + TABLE_SETTINGS.strip * head.size and _spans(r, block.rows)]
    top = max(tops, key=lambda r: r.at, default=None)
    taken: list[PrintedRow] = []
    for row in reversed(page[max(0, first - TABLE_SETTINGS.head_rows) : first]):
        below = taken[0] if taken else head
        is_over = top is not None and row.base < top.at
        if is_over or below.top - row.bottom > TABLE_SETTINGS.block_gap * row.size or row in stops:
            break
        taken.insert(0, row)
    upper = taken[0] if taken else head
    start = first - len(taken)
    is_closed = top is not None and (start == 0 or not taken or page[start - 1].base < top.at)
    if top is not None and is_closed and upper.top - top.at < TABLE_SETTINGS.rule_reach * upper.size:
        block.rows, block.top_rule = taken + block.rows, top
        _through_rules(block, page, rules, stops)
    else:
        block.rows = _aligned_heads(taken, block) + block.rows


def _through_rules(block: RowBlock, page: list[PrintedRow], rules: list[Rule], stops: set[PrintedRow]) -> None:
    """Header lines over the rule above the block, as often as another such rule closes them off from above."""
    while (top := block.top_rule) is not None:
        reach = TABLE_SETTINGS.heads_reach * block.rows[0].size
        above = [r for r in rules if top.at - reach < r.at < top.at - TABLE_SETTINGS.touch and are_alike(r, top)]
        upper = max(above, key=lambda r: r.at, default=top)
        between = [row for row in page if upper.at < row.base <= top.at + 1 and row not in block.rows]
        if not between or len(between) > TABLE_SETTINGS.head_rows or stops.intersection(between):
            return
        block.rows, block.top_rule = between + block.rows, upper


def _aligned_heads(taken: list[PrintedRow], block: RowBlock) -> list[PrintedRow]:
    """Single fragments just above that stand over columns right of the first, as a spanning head does."""
    columns = find_columns(block.rows)
    if len(columns) < 2:
        return []
    first = len(taken)
    for i, row in reversed(list(enumerate(taken))):
        fragment, is_single = row.fragments[0], len(row.fragments) == 1
        if is_single and len(parted_fragment(fragment, columns)) == len(columns):
            first = i
            continue
        is_over_labels = fragment.x0 < columns[0][1]
        goes_beyond = is_single and fragment.x1 > columns[0][1] + 1
        if goes_beyond and (_is_title(row, columns) or (is_over_labels and fragment.x1 > columns[1][0])):
            break
        if not is_over_labels:
            first = i
    return taken[first:]


def _is_title(row: PrintedRow, columns: list[Span]) -> bool:
    """A line centred over the whole table rather than over its columns right of the first."""
    middle = row.fragments[0].x0 + row.fragments[0].x1
    whole = abs(middle - columns[0][0] - columns[-1][1])
    return whole < abs(middle - columns[1][0] - columns[-1][1])


def _reach_down(block: RowBlock, page: list[PrintedRow], rules: list[Rule], stops: set[PrintedRow]) -> None:
    """Take the few lines down to a rule below the block into it."""
    last = page.index(block.rows[-1])
    bottoms = [r for r in rules if r.at >= block.rows[-1].base and _spans(r, block.rows)]
    bottom = min(bottoms, key=lambda r: r.at, default=None)
    if bottom is None:
        return
    between = [row for row in page[last + 1 : last + 2 + TABLE_SETTINGS.lines_of_cell] if row.base < bottom.at]
    is_far = any(b.top - a.bottom > TABLE_SETTINGS.block_gap * b.size for a, b in pairwise([block.rows[-1], *between]))
    if len(between) > TABLE_SETTINGS.lines_of_cell or stops.intersection(between) or is_far:
        return
    edge = (between or block.rows)[-1]
    if bottom.at - edge.bottom < TABLE_SETTINGS.rule_reach * edge.size:
        block.rows, block.bottom_rule = block.rows + between, bottom


def _reach_wrapped(block: RowBlock, page: list[PrintedRow], stops: set[PrintedRow]) -> None:
    """The last lines of a last cell that is longer than the others of its row."""
    columns = find_columns(block.rows)
    if len(columns) < 2 or len(block.rows) < TABLE_SETTINGS.fewest_rows or block.bottom_rule is not None:
        return
    step = min(b.base - a.base for a, b in pairwise(block.rows))
    widths = fragment_widths(block.rows, columns)
    for row in page[page.index(block.rows[-1]) + 1 :]:
        last = block.rows[-1]
        is_next = row.base - last.base <= (1 + TABLE_SETTINGS.rounded) * step
        if row in stops or not is_next or abs(row.size - last.size) > TABLE_SETTINGS.same_size * last.size:
            return
        spans = [column_span(fragment, columns) for fragment in row.fragments]
        is_row = spans[0][0] == 0 and not row.fragments[0].text[:1].islower()
        if is_row or any(a != b for a, b in spans) or not goes_on(last, row, columns, widths):
            return
        block.rows.append(row)


def _drop_notes(block: RowBlock) -> None:
    """Take off last lines that are notes: opened like one or set smaller, and holding no column of numbers.

    So are those without numbers that stand apart from a body of numbers.
    """
    usual = median_high(row.size for row in block.rows)
    kept = len(block.rows)
    for i in range(len(block.rows) - 1, 0, -1):
        row = block.rows[i]
        numbers = sum(fragment.is_number for fragment in row.fragments[1:])
        small = row.size < (1 - TABLE_SETTINGS.same_size) * usual
        if numbers >= 1 and not (small and 2 * numbers < len(row.fragments)):
            break
        if small or (len(row.fragments) <= 2 and NOTE.match(row.fragments[0].text)):
            kept = i
    block.rows = block.rows[:kept]
    gaps = [b.base - a.base for a, b in pairwise(block.rows)]
    if len(gaps) <= TABLE_SETTINGS.fewest_rows:
        return
    for i in range(len(gaps), 2, -1):
        if any(fragment.is_number for fragment in block.rows[i].fragments[1:]):
            return
        if gaps[i - 1] > TABLE_SETTINGS.apart_pitch * median_high(gaps):
            block.rows = block.rows[:i]
            return
