"""Tables without a frame: blocks of lines that share white strips, with the rules above and below as help."""

from dataclasses import dataclass, field
from itertools import chain, pairwise, product
from statistics import median_high

from printed.geometry import Box
from printed.pdf.lines import Word
from printed.pdf.rules import Rule
from printed.tables.pdf.grid.body_rows import text_grid
from printed.tables.pdf.grid.columns import find_columns, part_under_rules
from printed.tables.pdf.grid.grid import PlacedGrid, Span, compact_grid, words_box
from printed.tables.pdf.grid.numeric import is_numeric
from printed.tables.pdf.grid.printed_rows import PrintedRow, make_row, part_at_strips, upright_rows
from printed.tables.pdf.page.captions import FIGURE, LABEL
from printed.tables.pdf.page.side_by_side import parted
from printed.tables.pdf.page.text_columns import ColumnZone, Cut
from printed.tables.pdf.unframed.between_rules import closed_blocks
from printed.tables.pdf.unframed.first_and_last_lines import captioned, extent, is_prose, with_edge_lines
from printed.tables.pdf.unframed.verdict import RowBlock, why_no_table
from printed.tables.settings import TABLE_SETTINGS
from printed.trace import mark


def find_stream(words: list[Word], rules: list[Rule], zones: list[ColumnZone], cuts: list[Cut]) -> list[PlacedGrid]:
    """Grids of the unframed tables among free words.

    zones: the columns of text of the page; cuts: where tables stand side by side.
    """
    common, beside = parted(words, cuts)
    grids = []
    for zone in zones:
        inside = [word for word in common if zone.y0 - 2 <= word.base <= zone.y1 + 2]
        for lo, hi in zone.bands:
            here = [word for word in inside if lo <= word.mid_x < hi]
            grids += _find_in_band(here, _rules_over(rules, (lo, zone.y0, hi, zone.y1)))
    for part in beside:
        grids += _find_in_band(part, _rules_over(rules, words_box(part)))
    return grids


def _rules_over(rules: list[Rule], box: Box) -> list[Rule]:
    """Rules over a part of the page, and not over what stands beside it."""
    lo, top, hi, bottom = box
    slack = TABLE_SETTINGS.rule_length
    near = [r for r in rules if top - slack <= r.at <= bottom + slack and r.hi > lo and r.lo < hi]
    return [r for r in near if r.hi - r.lo < TABLE_SETTINGS.larger * (hi - lo) + slack]


def _find_in_band(words: list[Word], rules: list[Rule]) -> list[PlacedGrid]:
    rows = upright_rows(words, gap=TABLE_SETTINGS.search_gap)
    captions = _caption_rows(rows, rules)
    grids, parts = [], [rows]
    for block in closed_blocks(rows, rules, captions):
        block.caption = captioned(block, rows)
        grid = _grid_of(block, rules)
        if grid is not None:
            grids.append(grid)
            last = parts.pop()
            parts.append([row for row in last if row.base < block.rows[0].base])
            parts.append([row for row in last if row.base > block.rows[-1].base])
    lo, hi = extent(rows)
    for part in filter(None, parts):
        top, bottom = part[0].top - TABLE_SETTINGS.across, part[-1].bottom + TABLE_SETTINGS.across
        inner = [rule for rule in rules if top < rule.at < bottom]
        for block in _blocks(part, inner, captions, hi - lo):
            grid = _grid_of(block, rules)
            if grid is not None:
                grids.append(grid)
    return grids


def _caption_rows(rows: list[PrintedRow], rules: list[Rule]) -> set[PrintedRow]:
    """The rows that are captions: a labelled line, and the next ones while each line is full, up to a rule."""
    lo, hi = extent(rows)
    full = hi - TABLE_SETTINGS.few * (hi - lo)
    out: set[PrintedRow] = set()
    for i, row in enumerate(rows):
        if not (LABEL.match(row.fragments[0].text) or FIGURE.match(row.fragments[0].text)):
            continue
        out.add(row)
        is_label_alone = len(" ".join(fragment.text for fragment in row.fragments)) <= TABLE_SETTINGS.label_length
        for above, below in pairwise(rows[i : i + TABLE_SETTINGS.lines_of_caption]):
            is_full = above.fragments[-1].x1 > full or (is_label_alone and above is row)
            is_alike = abs(below.size - row.size) <= TABLE_SETTINGS.same_size * row.size
            if not is_full or not is_alike or not _is_next_line(above, below, rules):
                break
            out.add(below)
    return out


def _is_next_line(above: PrintedRow, below: PrintedRow, rules: list[Rule]) -> bool:
    """Whether a line of text stands right below another, and no rule between them."""
    if below.base - above.base >= TABLE_SETTINGS.block_gap * max(below.size, above.size) or not _is_sentence(below):
        return False
    left, right = below.fragments[0].x0, below.fragments[-1].x1
    return not any(above.base < rule.at < below.base and rule.lo < right and rule.hi > left for rule in rules)


def _is_sentence(row: PrintedRow) -> bool:
    """One fragment, or several so near to each other that they may be words of one justified line."""
    gaps = [hi - lo for lo, hi in _strips(row)]
    is_of_numbers = bool(gaps) and all(fragment.is_number for fragment in row.fragments[1:])
    return max(gaps, default=0.0) < TABLE_SETTINGS.sentence_gap * row.size and not is_of_numbers


def _strips(row: PrintedRow) -> list[Span]:
    return [(a.x1, b.x0) for a, b in pairwise(row.fragments)]


def _common(a: list[Span], b: list[Span], least: float) -> list[Span]:
    """What each strip of the one shares with each of the other, where it is wide enough."""
    shared = [(max(one[0], other[0]), min(one[1], other[1])) for one, other in product(a, b)]
    return [(lo, hi) for lo, hi in shared if hi - lo >= least]


@dataclass
class _Gathering:
    """Blocks of lines in which neighbours share a strip of white.

    current: the lines of the last block; pending: lines of one fragment below it; strips: white that its lines share.
    """

    blocks: list[list[PrintedRow]] = field(default_factory=list)
    current: list[PrintedRow] = field(default_factory=list)
    pending: list[PrintedRow] = field(default_factory=list)
    strips: list[Span] = field(default_factory=list)

    def end_block(self) -> None:
        """The next line begins another block; what is pending is left out."""
        self.blocks.append(self.current)
        self.current, self.pending = [], []

    def is_far(self, row: PrintedRow) -> bool:
        """Whether a line stands far below the last one."""
        last = (self.pending or self.current or [row])[-1]
        return row.top - last.bottom > TABLE_SETTINGS.far_line * max(row.size, last.size)

    def let_in(self, row: PrintedRow) -> None:
        """Keep a line of one fragment between lines of several; too many of them end the block."""
        self.pending.append(row)
        fragments = list(chain.from_iterable(pending.fragments for pending in self.pending))
        middles = [(lo + hi) / 2 for lo, hi in self.strips]
        is_crossed = any(fragment.x0 < middle < fragment.x1 for fragment, middle in product(fragments, middles))
        most = TABLE_SETTINGS.fewest_rows if is_crossed else TABLE_SETTINGS.lines_without_gap
        if len(self.pending) > most:
            self.end_block()

    def add(self, row: PrintedRow) -> None:
        """Add a line of several fragments to the block whose white it shares, else to another block."""
        shared = self._shared(row) if self.current else []
        if not shared:
            self.end_block()
            shared = _strips(row)
        self.current += [*self.pending, row]
        self.pending, self.strips = [], shared

    def _shared(self, row: PrintedRow) -> list[Span]:
        """The white that a line shares with all lines of the block, else with the last of several fragments."""
        least = TABLE_SETTINGS.strip * row.size
        recent = next(r for r in reversed(self.current) if len(r.fragments) > 1)
        with_all = _common(self.strips, _open_strips(row, self.strips), least)
        return with_all or _common(_strips(recent), _strips(row), least)


def _blocks(rows: list[PrintedRow], rules: list[Rule], captions: set[PrintedRow], width: float) -> list[RowBlock]:
    """Maximal blocks of lines in which neighbours share a strip; single fragments are let in between them.

    width: of the text column, in points.
    """
    found = _Gathering()
    for row in rows:
        if len(found.current) > 1:
            part_at_strips(row, found.strips, found.current)
        is_barrier = is_prose(row, width) or row in captions or _is_title(row, found.current)
        if found.is_far(row) or is_barrier or _begins_again(row, found.current, found.pending):
            found.end_block()
        is_single = len(row.fragments) < 2
        if is_barrier or (is_single and not found.current):
            continue
        if is_single:
            found.let_in(row)
        else:
            found.add(row)
    found.end_block()
    blocks = [block for block in found.blocks if block]
    used = captions.union(*blocks)
    return [with_edge_lines(block, rows, rules, used, width) for block in blocks]


def _is_title(row: PrintedRow, current: list[PrintedRow]) -> bool:
    """Whether a line in larger type at the left edge heads what follows the lines above."""
    usual = max((other.size for other in current), default=row.size)
    is_larger = row.size > TABLE_SETTINGS.larger * usual
    return len(row.fragments) <= 2 and is_larger and row.fragments[0].x0 < extent(current)[0] + row.size


def _begins_again(row: PrintedRow, current: list[PrintedRow], pending: list[PrintedRow]) -> bool:
    """Whether a line repeats the heads of the lines above, or heads new rows after a text that stands apart."""
    if len(current) < TABLE_SETTINGS.fewest_rows or len(row.fragments) < 2:
        return False
    texts = [fragment.text for fragment in row.fragments]
    if texts == [fragment.text for fragment in current[0].fragments] and not all(map(is_numeric, texts)):
        return True
    if not pending or len(current) == TABLE_SETTINGS.fewest_rows or any(map(is_numeric, texts)):
        return False
    numbers = [any(fragment.is_number for fragment in r.fragments[1:]) for r in current]
    usual = median_high(b.base - a.base for a, b in pairwise(current))
    apart = max(b.base - a.base for a, b in pairwise([current[-1], *pending]))
    return all(numbers[-TABLE_SETTINGS.fewest_rows :]) and apart > TABLE_SETTINGS.apart_pitch * usual


def _open_strips(row: PrintedRow, strips: list[Span]) -> list[Span]:
    """White of a row: between its fragments, and left and right of them."""
    edges = [(float("-inf"), row.fragments[0].x0), *_strips(row), (row.fragments[-1].x1, float("inf"))]
    return _common(edges, [(min(lo for lo, _ in strips), max(hi for _, hi in strips))], 0.0)


def _grid_of(block: RowBlock, rules: list[Rule]) -> PlacedGrid | None:
    """The grid of a block that looks like a table, None for lists, contents, equations and prose."""
    rows = [make_row(row.words) for row in block.rows]
    lo, hi = extent(rows)
    top, bottom = rows[0].top, rows[-1].bottom
    own: list[Rule] = []
    wide: set[int] = set()
    for rule in rules:
        over = min(rule.hi, hi) - max(rule.lo, lo)
        is_beside = top - TABLE_SETTINGS.touch <= rule.at <= bottom + TABLE_SETTINGS.touch
        if is_beside and over > TABLE_SETTINGS.double_rule:
            own.append(rule)
            if over > TABLE_SETTINGS.most * (hi - lo):
                wide.add(round(rule.at))
    block.n_inner = sum(rows[0].base < at < rows[-1].base for at in wide)
    columns = part_under_rules(find_columns(rows, traced=True), rows, own)
    grid = compact_grid(text_grid(rows, own, columns)) if len(columns) > 1 and len(rows) > 1 else None
    if len(rows) < 2:
        reason = "a single line"
    elif grid is None or grid.n_cols < 2 or grid.n_rows < 2:
        reason = "no white parts it into rows and columns"
    else:
        reason = why_no_table(grid, block)
    if reason or grid is None:
        mark("lines with gaps", (lo, top, hi, bottom), "dropped", reason)
        return None
    mark("lines with gaps", (lo, top, hi, bottom), "kept", f"{grid.n_rows} rows, {grid.n_cols} columns")
    for x0, x1 in columns:
        mark("column", (x0, top, x1, bottom))
    return grid
