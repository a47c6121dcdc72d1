"""Areas that horizontal rules of one extent close off, as of a table with rules above, below and under its head."""

from itertools import pairwise

from memlit.documents.pdf.characters import Rule
from memlit.tables.pdf.grid.columns import column_span, find_columns
from memlit.tables.pdf.grid.numeric import is_numeric
from memlit.tables.pdf.grid.printed_rows import Row, make_row
from memlit.tables.pdf.page.text_columns import are_alike
from memlit.tables.pdf.unframed.first_and_last_lines import extent, is_prose, reach_up
from memlit.tables.pdf.unframed.verdict import Run
from memlit.tables.settings import SETTINGS


def closed_runs(rows: list[Row], rules: list[Rule], captions: set[int]) -> list[Run]:
    """Runs of the lines between three or more rules of one extent, from top to bottom; none shares a line.

    No caption, prose or line that juts out may stand between the rules.
    """
    runs: list[Run] = []
    used: set[int] = set()
    width = extent(rows)[1] - extent(rows)[0] if rows else 0.0
    for stack in _stacks(rules):
        slack = SETTINGS.same_extent
        wider = [r.at for r in rules if r.lo < stack[0].lo - slack and r.hi > stack[0].hi + slack]
        for part in _unbroken(stack, rows, captions, wider):
            inside = _between(rows, part[0].at, part[-1].at)
            _refine(inside)
            several = sum(len(r.bits) > 1 for r in inside)
            if len(inside) < 2 or several < 2 or any(id(r) in used for r in inside):
                continue
            run = Run(inside, part[0], part[-1], closed=True)
            stops = captions | used | {id(r) for r in rows if is_prose(r, width)} - {id(r) for r in inside}
            if _lacks_head(inside):
                reach_up(run, rows, rules, stops)
            run.rows = run.rows + _last_rows(run.rows, rows, stops, words=len(part) >= len(inside))
            used |= {id(r) for r in run.rows}
            runs.append(run)
    return sorted(runs, key=lambda run: run.rows[0].top)


def _refine(rows: list[Row]) -> None:
    """Part the bits of lines between rules at narrow gaps where nearly all lines then have one number of bits."""
    if sum(len(row.bits) > 1 for row in rows) > 1:
        return
    fine = [make_row([p for bit in row.bits for p in bit.words]) for row in rows]
    count = len(find_columns(fine))
    if count > 1 and sum(len(row.bits) == count for row in fine) >= SETTINGS.most * len(rows):
        for row, parted in zip(rows, fine, strict=True):
            row.bits = parted.bits


def _last_rows(body: list[Row], page: list[Row], stops: set[int], *, words: bool) -> list[Row]:
    """Rows under the last rule that go on the columns: of numbers, as a total; mostly numbers in every
    column; one of words where rules part rows."""
    columns = find_columns(body)
    out: list[Row] = []
    for row in page[page.index(body[-1]) + 1 :]:
        spans = [column_span(b.x0, b.x1, columns) for b in row.bits]
        fits = (
            len(spans) >= 2 and spans[0] == (0, 0) and all(a == b for a, b in spans) and len(set(spans)) == len(spans)
        )
        numbers = sum(is_numeric(b.text) for b in row.bits[1:])
        is_full = len(spans) == len(columns)
        likely = numbers == len(row.bits) - 1 or (is_full and (2 * numbers >= len(columns) or (words and not out)))
        if (
            id(row) in stops
            or not fits
            or not likely
            or row.top - (out or body)[-1].bottom > SETTINGS.block_gap * row.size
        ):
            break
        out.append(row)
    return out


def _lacks_head(rows: list[Row]) -> bool:
    """Whether numbers come before any line that could head two columns."""
    for row in rows:
        if any(is_numeric(b.text) for b in row.bits[1:]):
            return True
        if len(row.bits) > 1:
            return False
    return False


def _stacks(rules: list[Rule]) -> list[list[Rule]]:
    """Rules of one extent, at least three, from top to bottom; the stacks of most rules first."""
    stacks: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda r: (r.at, r.lo)):
        for stack in stacks:
            if are_alike(stack[0], rule):
                stack.append(rule)
                break
        else:
            stacks.append([rule])
    return sorted((s for s in stacks if len(s) >= SETTINGS.fewest_rules), key=lambda s: (-len(s), s[0].at))


def _between(rows: list[Row], top: float, bottom: float) -> list[Row]:
    return [r for r in rows if top < r.middle < bottom]


def _unbroken(stack: list[Rule], rows: list[Row], captions: set[int], wider: list[float]) -> list[list[Rule]]:
    """The stack cut where what stands between two of its rules belongs to no table.

    wider: heights of rules that reach over both ends of the stack; they part it too.
    Nothing is kept next to a line that juts out between rules that stand near each other: the rules close off less
    than the table there.
    """
    parts: list[list[Rule]] = [[stack[0]]]
    pitch = _pitch(stack, rows)
    sizes = sorted(r.size for r in _between(rows, stack[0].at, stack[-1].at))
    usual = sizes[len(sizes) // 2] if sizes else 0.0
    doubtful: set[int] = set()
    for above, below in pairwise(stack):
        between = _between(rows, above.at, below.at)
        near = bool(between) and below.at - above.at < SETTINGS.rule_reach * between[0].size
        if near and _juts_out(between, above):
            doubtful |= {len(parts) - 1, len(parts)}
        if any(above.at < y < below.at for y in wider) or not _hangs_together(
            above, below, between, captions, (pitch, usual)
        ):
            parts.append([])
        parts[-1].append(below)
    return [part for i, part in enumerate(parts) if len(part) >= SETTINGS.fewest_rules and i not in doubtful]


def _pitch(stack: list[Rule], rows: list[Row]) -> float:
    """The most that two rules around a blank row stand apart: a little over the usual height of a row; 0 if none is."""
    single = sorted(b.at - a.at for a, b in pairwise(stack) if len(_between(rows, a.at, b.at)) == 1)
    return SETTINGS.apart_pitch * single[len(single) // 2] if len(single) > SETTINGS.fewest_rows else 0.0


def _juts_out(between: list[Row], rule: Rule) -> bool:
    lo, hi = extent(between)
    return lo < rule.lo - SETTINGS.same_extent or hi > rule.hi + SETTINGS.same_extent


def _hangs_together(
    above: Rule, below: Rule, between: list[Row], captions: set[int], usual: tuple[float, float]
) -> bool:
    """Whether what stands between two rules may belong to one table; usual: height of a blank row, type size."""
    pitch, usual_size = usual
    if not between:
        return below.at - above.at < max(SETTINGS.double_rule, pitch)
    size = between[0].size
    if _juts_out(between, above) or any(id(r) in captions for r in between):
        return False
    edges = [above.at, *(y for r in between for y in (r.top, r.bottom)), below.at]
    if any(b - a > SETTINGS.caption_reach * size for a, b in list(pairwise(edges))[::2]):
        return False
    if len(between) >= 2 and all(len(r.bits) == 1 for r in between):
        return False
    if len(between) == 1 and len(between[0].bits) == 1 and size > SETTINGS.larger * usual_size:
        return False
    flush = [r for r in between if is_prose(r, above.hi - above.lo) and r.bits[0].x0 < above.lo + 2 * size]
    return len(flush) < 2
