"""Areas that horizontal rules of one extent close off, as of a table with rules above, below and under its head."""

from itertools import pairwise
from statistics import median_high

from printed.pdf.rules import Rule
from printed.tables.pdf.grid.columns import column_span, find_columns
from printed.tables.pdf.grid.grid import Span
from printed.tables.pdf.grid.printed_rows import PrintedRow, make_row
from printed.tables.pdf.page.text_columns import are_alike
from printed.tables.pdf.unframed.first_and_last_lines import extent, is_prose, reach_up
from printed.tables.pdf.unframed.verdict import RowBlock
from printed.tables.settings import TABLE_SETTINGS


def closed_blocks(rows: list[PrintedRow], rules: list[Rule], captions: set[PrintedRow]) -> list[RowBlock]:
    """Blocks of the lines between three or more rules of one extent, from top to bottom; none shares a line.

    No caption, prose or line that juts out may stand between the rules.
    """
    blocks: list[RowBlock] = []
    used: set[PrintedRow] = set()
    lo, hi = extent(rows)
    prose = {row for row in rows if is_prose(row, hi - lo)}
    for stack in _stacks(rules):
        slack = TABLE_SETTINGS.same_extent
        wider = [r.at for r in rules if r.lo < stack[0].lo - slack and r.hi > stack[0].hi + slack]
        for part in _unbroken(stack, rows, captions, wider):
            inside = _between(rows, part[0].at, part[-1].at)
            _refine(inside)
            if sum(len(row.fragments) > 1 for row in inside) < 2 or used.intersection(inside):
                continue
            block = RowBlock(inside, part[0], part[-1], closed=True)
            stops = captions | used | prose.difference(inside)
            if _lacks_head(inside):
                reach_up(block, rows, rules, stops)
            block.rows = block.rows + _last_rows(block.rows, rows, stops, words=len(part) >= len(inside))
            used.update(block.rows)
            blocks.append(block)
    return sorted(blocks, key=lambda block: block.rows[0].top)


def _refine(rows: list[PrintedRow]) -> None:
    """Part the lines between rules at narrow gaps where nearly all of them then have one number of fragments."""
    if sum(len(row.fragments) > 1 for row in rows) > 1:
        return
    fine = [make_row(row.words) for row in rows]
    count = len(find_columns(fine))
    if count > 1 and sum(len(row.fragments) == count for row in fine) >= TABLE_SETTINGS.most * len(rows):
        for row, parted in zip(rows, fine, strict=True):
            row.fragments = parted.fragments


def _last_rows(
    body: list[PrintedRow], page: list[PrintedRow], stops: set[PrintedRow], *, words: bool
) -> list[PrintedRow]:
    """Rows under the last rule that go on the columns: of numbers, as a total; mostly numbers in every
    column; one of words where rules part rows."""
    columns = find_columns(body)
    out: list[PrintedRow] = []
    for row in page[page.index(body[-1]) + 1 :]:
        is_near = row.top - (out or body)[-1].bottom <= TABLE_SETTINGS.block_gap * row.size
        if row in stops or not is_near or not _fits_columns(row, columns):
            break
        numbers = sum(fragment.is_number for fragment in row.fragments[1:])
        is_of_numbers = numbers == len(row.fragments) - 1
        may_be_of_words = words and not out
        is_full = len(row.fragments) == len(columns) and (2 * numbers >= len(columns) or may_be_of_words)
        if not is_of_numbers and not is_full:
            break
        out.append(row)
    return out


def _fits_columns(row: PrintedRow, columns: list[Span]) -> bool:
    """Whether a row has a label and values, each in a column of its own."""
    spans = [column_span(fragment, columns) for fragment in row.fragments]
    if len(spans) < 2 or spans[0] != (0, 0) or len(set(spans)) < len(spans):
        return False
    return all(first == last for first, last in spans)


def _lacks_head(rows: list[PrintedRow]) -> bool:
    """Whether numbers come before any line that could head two columns."""
    first = next(row for row in rows if len(row.fragments) > 1)
    return any(fragment.is_number for fragment in first.fragments[1:])


def _stacks(rules: list[Rule]) -> list[list[Rule]]:
    """Rules of one extent, at least three, from top to bottom; the stacks of most rules first."""
    stacks: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda r: (r.at, r.lo)):
        same = next((stack for stack in stacks if are_alike(stack[0], rule)), None)
        if same is None:
            stacks.append([rule])
        else:
            same.append(rule)
    of_tables = [stack for stack in stacks if len(stack) >= TABLE_SETTINGS.fewest_rules]
    return sorted(of_tables, key=lambda stack: (-len(stack), stack[0].at))


def _between(rows: list[PrintedRow], top: float, bottom: float) -> list[PrintedRow]:
    return [row for row in rows if top < row.middle < bottom]


def _unbroken(
    stack: list[Rule], rows: list[PrintedRow], captions: set[PrintedRow], wider: list[float]
) -> list[list[Rule]]:
    """The stack cut where what stands between two of its rules belongs to no table.

    wider: heights of rules that reach over both ends of the stack; they part it too.
    Nothing is kept next to a line that juts out between rules that stand near each other: the rules close off less
    than the table there.
    """
    parts: list[list[Rule]] = [[stack[0]]]
    pitch = _pitch(stack, rows)
    # Numbers of the parts next to a line that juts out.
    doubtful: set[int] = set()
    for above, below in pairwise(stack):
        between = _between(rows, above.at, below.at)
        near = bool(between) and below.at - above.at < TABLE_SETTINGS.rule_reach * between[0].size
        if near and _juts_out(between, above):
            doubtful |= {len(parts) - 1, len(parts)}
        is_one = _hangs_together(above, below, between, captions, pitch)
        if not is_one or any(above.at < y < below.at for y in wider):
            parts.append([])
        parts[-1].append(below)
    return [part for i, part in enumerate(parts) if len(part) >= TABLE_SETTINGS.fewest_rules and i not in doubtful]


def _pitch(stack: list[Rule], rows: list[PrintedRow]) -> float:
    """The most that two rules around a blank row stand apart: a little over the usual height of a row; 0 if none is."""
    single = [b.at - a.at for a, b in pairwise(stack) if len(_between(rows, a.at, b.at)) == 1]
    return TABLE_SETTINGS.apart_pitch * median_high(single) if len(single) > TABLE_SETTINGS.fewest_rows else 0.0


def _juts_out(between: list[PrintedRow], rule: Rule) -> bool:
    lo, hi = extent(between)
    return lo < rule.lo - TABLE_SETTINGS.same_extent or hi > rule.hi + TABLE_SETTINGS.same_extent


def _hangs_together(
    above: Rule, below: Rule, between: list[PrintedRow], captions: set[PrintedRow], pitch: float
) -> bool:
    """Whether what stands between two rules may belong to one table; pitch: the most for a blank row."""
    if not between:
        return below.at - above.at < max(TABLE_SETTINGS.double_rule, pitch)
    size = between[0].size
    if _juts_out(between, above) or captions.intersection(between):
        return False
    bottoms = [above.at, *(row.bottom for row in between)]
    tops = [*(row.top for row in between), below.at]
    if any(top - bottom > TABLE_SETTINGS.caption_reach * size for bottom, top in zip(bottoms, tops, strict=True)):
        return False
    if len(between) >= 2 and all(len(row.fragments) == 1 for row in between):
        return False
    prose = [row for row in between if is_prose(row, above.hi - above.lo)]
    return sum(row.fragments[0].x0 < above.lo + 2 * size for row in prose) < 2
