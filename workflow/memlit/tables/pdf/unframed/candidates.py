"""Tables without a frame: runs of lines that share white strips, with the rules above and below as help."""

from itertools import pairwise

from memlit.documents.geometry import Box
from memlit.documents.pdf.characters import Rule
from memlit.documents.trace import mark
from memlit.tables.pdf.grid.body_rows import text_grid
from memlit.tables.pdf.grid.cells import words_box
from memlit.tables.pdf.grid.columns import find_columns
from memlit.tables.pdf.grid.grid import Grid, Placed, compact
from memlit.tables.pdf.grid.numeric import is_numeric
from memlit.tables.pdf.grid.printed_rows import Row, make_row, part_at_strips
from memlit.tables.pdf.page.captions import FIGURE, LABEL
from memlit.tables.pdf.page.side_by_side import Cut, parted
from memlit.tables.pdf.page.text_columns import Zone
from memlit.tables.pdf.unframed.between_rules import closed_runs
from memlit.tables.pdf.unframed.first_and_last_lines import captioned, extent, is_prose, with_edges
from memlit.tables.pdf.unframed.verdict import Run, why_no_table
from memlit.tables.settings import SETTINGS


def find_stream(words: list[Placed], rules: list[Rule], zones: list[Zone], cuts: list[Cut]) -> list[Grid]:
    """Grids of the unframed tables among free words.

    zones: the columns of text of the page; cuts: where tables stand side by side.
    """
    if cuts:
        common, beside = parted(words, cuts)
        grids = find_stream(common, rules, zones, [])
        for part in beside:
            box = words_box(part)
            grids.extend(_find_in_band(part, _rules_over(rules, box)) if box else ())
        return grids
    grids = []
    for zone in zones:
        inside = [p for p in words if zone.y0 - 2 <= p.word.base <= zone.y1 + 2]
        for lo, hi in zone.bands:
            here = [p for p in inside if lo <= p.mid_x < hi]
            grids.extend(_find_in_band(here, _rules_over(rules, (lo, zone.y0, hi, zone.y1))))
    return grids


def _rules_over(rules: list[Rule], box: Box) -> list[Rule]:
    """Rules over a part of the page, and not over what stands beside it."""
    lo, top, hi, bottom = box
    slack = SETTINGS.rule_length
    near = [r for r in rules if top - slack <= r.at <= bottom + slack and r.hi > lo and r.lo < hi]
    return [r for r in near if r.hi - r.lo < SETTINGS.larger * (hi - lo) + slack]


def _find_in_band(words: list[Placed], rules: list[Rule]) -> list[Grid]:
    lines: dict[int, list[Placed]] = {}
    for placed in words:
        if not placed.word.box_turned:
            lines.setdefault(placed.line, []).append(placed)
    rows = sorted((make_row(line, gap=SETTINGS.search_gap) for line in lines.values()), key=lambda r: r.base)
    rows = [row for row in rows if row.bits]
    captions = caption_rows(rows, rules)
    grids = []
    parts = [rows]
    for run in closed_runs(rows, rules, captions):
        run.caption = captioned(run, rows)
        grid = _grid_of(run, rules)
        if grid is not None:
            grids.append(grid)
            last = parts.pop()
            parts.append([r for r in last if r.base < run.rows[0].base])
            parts.append([r for r in last if r.base > run.rows[-1].base])
    width = extent(rows)[1] - extent(rows)[0] if rows else 0.0
    for part in parts:
        inner = [r for r in rules if part and part[0].top - SETTINGS.across < r.at < part[-1].bottom + SETTINGS.across]
        for run in _runs(part, inner, captions, width):
            grid = _grid_of(run, rules)
            if grid is not None:
                grids.append(grid)
    return grids


def _grid_of(run: Run, rules: list[Rule]) -> Grid | None:
    fine = [make_row([p for b in row.bits for p in b.words]) for row in run.rows]
    own = _rules_of(run, rules)
    run.n_inner = _between(own, run.rows)
    return _judge(run, fine, own)


def caption_rows(rows: list[Row], rules: list[Rule]) -> set[int]:
    """Ids of the rows that are captions: a labelled line, and the next ones while each line is full, up to a rule."""
    if not rows:
        return set()
    lo, hi = extent(rows)
    out: set[int] = set()
    for i, row in enumerate(rows):
        if not (LABEL.match(row.bits[0].text) or FIGURE.match(row.bits[0].text)):
            continue
        out.add(id(row))
        text = " ".join(b.text for b in row.bits)
        full = row.bits[-1].x1 > hi - SETTINGS.few * (hi - lo) or len(text) <= SETTINGS.label_length
        for above, below in pairwise(rows[i : i + SETTINGS.lines_of_caption]):
            gap = below.base - above.base
            tight = gap < SETTINGS.block_gap * max(below.size, above.size)
            if not full or not tight or abs(below.size - row.size) > SETTINGS.same_size * row.size:
                break
            if any(
                above.base < r.at < below.base and r.lo < below.bits[-1].x1 and r.hi > below.bits[0].x0 for r in rules
            ):
                break
            if len(below.bits) > 1 and not _is_sentence(below):
                break
            out.add(id(below))
            full = below.bits[-1].x1 > hi - SETTINGS.few * (hi - lo)
    return out


def _is_sentence(row: Row) -> bool:
    """Bits so near to each other that they may be words of one justified line."""
    gaps = [b.x0 - a.x1 for a, b in pairwise(row.bits)]
    return max(gaps) < SETTINGS.sentence_gap * row.size and not all(is_numeric(b.text) for b in row.bits[1:])


def _strips(row: Row) -> list[tuple[float, float]]:
    return [(a.x1, b.x0) for a, b in pairwise(row.bits)]


def _common(a: list[tuple[float, float]], b: list[tuple[float, float]], least: float) -> list[tuple[float, float]]:
    out = []
    for lo, hi in a:
        for u, v in b:
            if min(hi, v) - max(lo, u) >= least:
                out.append((max(lo, u), min(hi, v)))
    return out


def _runs(rows: list[Row], rules: list[Rule], captions: set[int], width: float) -> list[Run]:
    """Maximal runs of lines in which neighbours share a strip; single bits are let in between them.

    width: of the text column, in points.
    """
    runs: list[list[Row]] = []
    current: list[Row] = []
    pending: list[Row] = []
    strips: list[tuple[float, float]] = []
    for row in rows:
        if len(current) > 1:
            part_at_strips(row, strips, current)
        last = (pending or current or [row])[-1]
        far = row.top - last.bottom > SETTINGS.far_line * max(row.size, last.size)
        barrier = is_prose(row, width) or id(row) in captions or _is_title(row, current)
        again = len(current) > 2 and _same_text(row, current[0]) and not all(is_numeric(b.text) for b in row.bits)
        again = again or _heads_anew(row, current, pending)
        if far or barrier or again:
            if current:
                runs.append(current)
            current, pending, strips = [], [], []
            if barrier or len(row.bits) < 2:
                continue
        if len(row.bits) < 2:
            if current:
                pending.append(row)
                crossing = any(b.x0 < (lo + hi) / 2 < b.x1 for r in pending for b in r.bits for lo, hi in strips)
                if len(pending) > (SETTINGS.fewest_rows if crossing else SETTINGS.lines_without_gap):
                    runs.append(current)
                    current, pending, strips = [], [], []
            continue
        shared = _common(strips, _open_strips(row, strips), SETTINGS.strip * row.size) if current else _strips(row)
        if current and not shared:
            joint = _common(_recent(current), _strips(row), SETTINGS.strip * row.size)
            if not joint:
                runs.append(current)
                current, pending = [], []
                shared = _strips(row)
            else:
                shared = joint
        current += [*pending, row]
        pending = []
        strips = shared
    if current:
        runs.append(current)
    used = {id(row) for run in runs for row in run} | captions
    return [with_edges(run, rows, rules, used, width) for run in runs]


def _is_title(row: Row, current: list[Row]) -> bool:
    """Whether a line in larger type at the left edge heads what follows the lines above."""
    if not current or len(row.bits) > 2 or row.size <= SETTINGS.larger * max(r.size for r in current):
        return False
    return row.bits[0].x0 < extent(current)[0] + row.size


def _heads_anew(row: Row, current: list[Row], pending: list[Row]) -> bool:
    """Whether a line of heads follows rows of numbers after a text that stands apart from them."""
    if (
        not pending
        or len(current) <= SETTINGS.fewest_rows
        or len(row.bits) < 2
        or any(is_numeric(b.text) for b in row.bits)
    ):
        return False
    numbers = [any(is_numeric(b.text) for b in r.bits[1:]) for r in current]
    steps = sorted(b.base - a.base for a, b in pairwise(current))
    apart = max(b.base - a.base for a, b in pairwise([current[-1], *pending]))
    return all(numbers[-SETTINGS.fewest_rows :]) and apart > SETTINGS.apart_pitch * steps[len(steps) // 2]


def _same_text(a: Row, b: Row) -> bool:
    return len(a.bits) == len(b.bits) and all(p.text == q.text for p, q in zip(a.bits, b.bits, strict=True))


def _open_strips(row: Row, strips: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """White of a row: between its bits, and left and right of them."""
    edges = [(float("-inf"), row.bits[0].x0), *_strips(row), (row.bits[-1].x1, float("inf"))]
    lo = min((s[0] for s in strips), default=0.0)
    hi = max((s[1] for s in strips), default=0.0)
    return [(max(a, lo), min(b, hi)) for a, b in edges if min(b, hi) > max(a, lo)]


def _recent(rows: list[Row]) -> list[tuple[float, float]]:
    several = [row for row in rows if len(row.bits) > 1]
    return _strips(several[-1]) if several else []


def _rules_of(run: Run, rules: list[Rule]) -> list[Rule]:
    top, bottom = run.rows[0].top - SETTINGS.touch, run.rows[-1].bottom + SETTINGS.touch
    lo, hi = extent(run.rows)
    return [r for r in rules if top <= r.at <= bottom and min(r.hi, hi) - max(r.lo, lo) > SETTINGS.double_rule]


def _between(rules: list[Rule], rows: list[Row]) -> int:
    """How many rules as wide as the rows part them."""
    lo, hi = extent(rows)
    wide = {round(r.at) for r in rules if min(hi, r.hi) - max(lo, r.lo) > SETTINGS.most * (hi - lo)}
    return sum(rows[0].base < at < rows[-1].base for at in wide)


def _judge(run: Run, rows: list[Row], rules: list[Rule]) -> Grid | None:
    """The grid of a run that looks like a table, None for lists, contents, equations and prose."""
    columns = find_columns(rows)
    grid = text_grid(rows, rules, columns) if len(columns) > 1 and len(rows) > 1 else None
    grid = compact(grid) if grid is not None else None
    lo, hi = extent(rows)
    box = (lo, rows[0].top, hi, rows[-1].bottom)
    if grid is None or grid.n_cols < 2 or grid.n_rows < 2:
        mark(
            "lines with gaps",
            box,
            "dropped",
            "a single line" if len(rows) < 2 else "no white parts it into rows and columns",
        )
        return None
    reason = why_no_table(grid, run)
    mark(
        "lines with gaps", box, "dropped" if reason else "kept", reason or f"{grid.n_rows} rows, {grid.n_cols} columns"
    )
    if reason:
        return None
    for x0, x1 in columns:
        mark("column", (x0, box[1], x1, box[3]))
    return grid
