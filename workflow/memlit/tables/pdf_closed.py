"""Areas that horizontal rules of one extent close off, as of a table with rules above, below and under its head."""

from __future__ import annotations

from itertools import pairwise

from memlit.tables.pdf_bits import Row
from memlit.tables.pdf_columns import column_span, find_columns
from memlit.tables.pdf_edges import extent, is_prose, reach_up
from memlit.tables.pdf_judge import Run
from memlit.tables.pdf_lattice import is_numeric
from memlit.tables.pdf_page import Rule

ALIKE = 2.5
"""Rules whose ends differ by at most so many points have one extent."""
DOUBLE = 6.0
"""Rules nearer than this (pt) with no line between them are one double rule."""
FAR = 4.0
"""Lines further from each other, or from a rule, than this multiple of the type size stand in no common table."""


def closed_runs(rows: list[Row], rules: list[Rule], captions: set[int]) -> list[Run]:
    """Runs of the lines between three or more rules of one extent, from top to bottom; none shares a line.

    No caption, prose or line that juts out may stand between the rules.
    """
    runs: list[Run] = []
    used: set[int] = set()
    width = extent(rows)[1] - extent(rows)[0] if rows else 0.0
    for stack in _stacks(rules):
        wider = [r.at for r in rules if r.lo < stack[0].lo - ALIKE and r.hi > stack[0].hi + ALIKE]
        for part in _unbroken(stack, rows, captions, wider):
            inside = _between(rows, part[0].at, part[-1].at)
            if len(inside) < 2 or sum(len(r.bits) > 1 for r in inside) < 2 or any(id(r) in used for r in inside):
                continue
            run = Run(inside, part[0], part[-1], closed=True)
            stops = captions | used | {id(r) for r in rows if is_prose(r, width)} - {id(r) for r in inside}
            if _body_at_once(run, part):
                reach_up(run, rows, rules, stops)
                if run.rows == inside:
                    run.rows = heads_over(inside, rows, stops) + inside
            run.rows = run.rows + _last_rows(run.rows, rows, stops)
            used |= {id(r) for r in run.rows}
            runs.append(run)
    return sorted(runs, key=lambda run: run.rows[0].top)


def heads_over(body: list[Row], page: list[Row], stops: set[int]) -> list[Row]:
    """Lines close above that head the columns of `body` one by one, as over the first rule of a table."""
    columns = find_columns(body)
    if len(columns) < 2:
        return []
    taken: list[Row] = []
    below = body[0]
    for row in reversed(page[: page.index(body[0])][-3:]):
        spans = [column_span(b.x0, b.x1, columns) for b in row.bits]
        single = all(a == b for a, b in spans) and len(set(spans)) == len(spans)
        heads = single and (len(spans) >= max(2, 0.5 * (len(columns) - 1)) or (len(columns) == 2 and spans[0][0] == 1))
        if id(row) in stops or below.top - row.bottom > 1.5 * row.size or not heads:
            break
        taken.insert(0, row)
        below = row
    return taken


def _last_rows(body: list[Row], page: list[Row], stops: set[int]) -> list[Row]:
    """Rows of numbers under the last rule that go on the columns, as a total set off by it."""
    columns = find_columns(body)
    out: list[Row] = []
    for row in page[page.index(body[-1]) + 1 :]:
        spans = [column_span(b.x0, b.x1, columns) for b in row.bits]
        fits = len(spans) >= 2 and spans[0] == (0, 0) and all(a == b for a, b in spans) and len(set(spans)) == len(spans)
        numbers = all(is_numeric(b.text) for b in row.bits[1:])
        if id(row) in stops or not fits or not numbers or row.top - (out or body)[-1].bottom > 1.2 * row.size:
            break
        out.append(row)
    return out


def _body_at_once(run: Run, part: list[Rule]) -> bool:
    """Whether numbers follow the first rule with no head between it and the next."""
    first = [r for r in run.rows if r.base < part[1].at]
    return any(is_numeric(b.text) for r in first for b in r.bits[1:])


def _stacks(rules: list[Rule]) -> list[list[Rule]]:
    """Rules of one extent, at least three, from top to bottom; the stacks of most rules first."""
    stacks: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda r: (r.at, r.lo)):
        for stack in stacks:
            if abs(stack[0].lo - rule.lo) < ALIKE and abs(stack[0].hi - rule.hi) < ALIKE:
                stack.append(rule)
                break
        else:
            stacks.append([rule])
    return sorted((s for s in stacks if len(s) >= 3), key=lambda s: (-len(s), s[0].at))


def _between(rows: list[Row], top: float, bottom: float) -> list[Row]:
    return [r for r in rows if top < r.base - 0.25 * r.size < bottom]


def _unbroken(stack: list[Rule], rows: list[Row], captions: set[int], wider: list[float]) -> list[list[Rule]]:
    """The stack cut where what stands between two of its rules belongs to no table, or where a head comes again.

    wider: heights of rules that reach over both ends of the stack; they part it too.
    Nothing is kept next to a line that juts out between rules that stand near each other: the rules close off less
    than the table there.
    """
    parts: list[list[Rule]] = [[stack[0]]]
    doubtful: set[int] = set()
    for above, below in pairwise(stack):
        between = _between(rows, above.at, below.at)
        near = bool(between) and below.at - above.at < 3 * between[0].size
        if near and _juts_out(between, above):
            doubtful |= {len(parts) - 1, len(parts)}
        if _comes_again(parts[-1], between, rows):
            before = _between(rows, parts[-1][-2].at, above.at)
            if sum(len(r.bits) for r in before) == 1:
                parts[-1].pop()
            parts.append([above])
        elif any(above.at < y < below.at for y in wider) or not _hangs_together(above, below, between, captions):
            parts.append([])
        parts[-1].append(below)
    return [part for i, part in enumerate(parts) if len(part) >= 3 and i not in doubtful]


def _comes_again(part: list[Rule], between: list[Row], rows: list[Row]) -> bool:
    """Whether a line without numbers repeats one of the part's head."""
    if len(part) < 3:
        return False
    head: set[str] = set()
    for row in _between(rows, part[0].at, part[-1].at):
        if any(is_numeric(b.text) for b in row.bits):
            break
        head.add(_words(row))
    return any(_words(r) in head for r in between if len(r.bits) > 1)


def _words(row: Row) -> str:
    return " ".join(b.text for b in row.bits if not is_numeric(b.text))


def _juts_out(between: list[Row], rule: Rule) -> bool:
    lo, hi = extent(between)
    return lo < rule.lo - ALIKE or hi > rule.hi + ALIKE


def _hangs_together(above: Rule, below: Rule, between: list[Row], captions: set[int]) -> bool:
    if not between:
        return below.at - above.at < DOUBLE
    size = between[0].size
    if _juts_out(between, above) or any(id(r) in captions for r in between):
        return False
    edges = [above.at, *(y for r in between for y in (r.top, r.bottom)), below.at]
    if any(b - a > FAR * size for a, b in list(pairwise(edges))[::2]):
        return False
    if len(between) >= 2 and all(len(r.bits) == 1 for r in between):
        return False
    flush = [r for r in between if is_prose(r, above.hi - above.lo) and r.bits[0].x0 < above.lo + 2 * size]
    return len(flush) < 2
