"""Tables that stand side by side: where the page is cut between them."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from printed.pdf.lines import PageLine, Word
from printed.pdf.rules import Rule
from printed.tables.pdf.grid.grid import Span, by_line, mid_y
from printed.tables.pdf.grid.numeric import is_numeric
from printed.tables.pdf.grid.printed_rows import make_row
from printed.tables.pdf.page.captions import CaptionPiece
from printed.tables.pdf.page.text_columns import Cut, are_alike, crosses, is_like_prose, parted_at
from printed.tables.settings import TABLE_SETTINGS


def find_cuts(
    lines: list[PageLine], pieces: Sequence[Sequence[CaptionPiece]], rules: list[Rule], gutters: Sequence[Cut] = ()
) -> list[Cut]:
    """Cuts between two captions on one line, where the rules of two tables break, and beside captions and prose.

    pieces: of each line, as wide white parts it; gutters: the cuts between columns of text, none of which is given
    again. No cut overlaps another.
    """
    found = [*_between_captions(lines, pieces, rules), *_between_rules(lines, rules)]
    for cut in (*_beside_captions(lines, pieces, rules), *_beside_prose(lines, rules)):
        if not any(abs(gutter.x - cut.x) < TABLE_SETTINGS.across for gutter in gutters):
            found.append(cut)
    cuts: list[Cut] = []
    for cut in found:
        if not any(_overlap(cut, other) for other in cuts):
            cuts.append(cut)
    return sorted(cuts, key=lambda cut: (cut.y0, cut.x))


def _overlap(cut: Cut, other: Cut) -> bool:
    """Whether two cuts stand at one x and some height."""
    is_at_one_x = abs(other.x - cut.x) < TABLE_SETTINGS.same_extent
    return is_at_one_x and other.y0 < cut.y1 and cut.y0 < other.y1


def _between_captions(
    lines: list[PageLine], pieces: Sequence[Sequence[CaptionPiece]], rules: list[Rule]
) -> Iterator[Cut]:
    for i, (line, blocks) in enumerate(zip(lines, pieces, strict=True)):
        for right in [block for block in blocks if block.label][1:]:
            strips = [(max(block.x1 for block in blocks if block.x0 < right.x0), right.x0)]
            below, strips = _while_white(lines[i + 1 :], strips, line)
            above, strips = _while_white(lines[:i][::-1], strips, line)
            top, bottom = lines[i - above].top, lines[i + below].bottom
            near = [rule for rule in rules if top - line.size <= rule.at <= bottom + line.size]
            if below + above >= 2:
                yield Cut(top - 1, bottom + 1, _best(strips, near))


def _while_white(lines: list[PageLine], strips: list[Span], first: PageLine) -> tuple[int, list[Span]]:
    """How many lines leave a strip white, and what is then left of the strips."""
    last = first.base
    for n, line in enumerate(lines):
        left = _without_words(strips, line, TABLE_SETTINGS.search_gap * first.size)
        if not left or abs(line.base - last) > TABLE_SETTINGS.caption_reach * first.size:
            return n, strips
        strips, last = left, line.base
    return len(lines), strips


def _without_words(strips: list[Span], line: PageLine, least: float) -> list[Span]:
    """Strips less the words of the line, those at least so wide."""
    out = []
    for lo, hi in strips:
        at = lo
        for word in sorted(line.words, key=lambda word: word.x0):
            if word.x1 > at and word.x0 < hi:
                out.append((at, word.x0))
                at = max(at, word.x1)
        out.append((at, hi))
    return [(lo, hi) for lo, hi in out if hi - lo >= least]


def _best(strips: list[Span], rules: list[Rule]) -> float:
    """The middle of the strip that fewest rules cross, the widest among them."""

    def worse(strip: Span) -> tuple[int, float]:
        lo, hi = strip
        return sum(rule.lo < (lo + hi) / 2 < rule.hi for rule in rules), lo - hi

    lo, hi = min(strips, key=worse)
    return (lo + hi) / 2


def _beside_captions(
    lines: list[PageLine], pieces: Sequence[Sequence[CaptionPiece]], rules: list[Rule]
) -> Iterator[Cut]:
    """Where a caption stands left of the rules of its table, and nothing but the caption stands there."""
    for i, (line, (label, *_)) in enumerate(zip(lines, pieces, strict=True)):
        if not label.label:
            continue
        right = [rule for rule in rules if rule.lo > label.x0 + TABLE_SETTINGS.table_width]
        tops = [rule for rule in right if abs(rule.at - line.top) < TABLE_SETTINGS.rule_reach * line.size]
        top = min(tops, key=lambda rule: rule.at, default=None)
        if top is None:
            continue
        below = [rule for rule in rules if top.at <= rule.at < top.at + TABLE_SETTINGS.table_height]
        heights = [rule.at for rule in below if are_alike(rule, top)]
        beside = [other for other in lines[i:] if other.base < max(heights)]
        x = top.lo - TABLE_SETTINGS.touch
        if len(heights) >= 2 and _holds_only_caption(label, beside, x):
            yield Cut(min(top.at, line.top) - TABLE_SETTINGS.touch, max(heights) + TABLE_SETTINGS.touch, x)


def _holds_only_caption(label: CaptionPiece, lines: list[PageLine], x: float) -> bool:
    """Whether the lines left of x are one short text that begins with the label, and a table stands right of x."""
    last = label.base
    n_several = 0
    for line in lines:
        if crosses(line, x):
            return False
        left, right = parted_at(line, x)
        if left:
            step = left[0].base - last
            if step > TABLE_SETTINGS.row_gap * label.size or abs(left[0].x0 - label.x0) > TABLE_SETTINGS.flush:
                return False
            last = left[0].base
        if right:
            n_several += len(make_row(right).fragments) > 1
    n_lines = round((last - label.base) / label.size)
    return n_lines <= TABLE_SETTINGS.lines_of_caption and n_several >= 2


def _beside_prose(lines: list[PageLine], rules: list[Rule]) -> Iterator[Cut]:
    """Where a paragraph flows beside a table: lines of prose that end at one x, and rows of several cells."""
    for first, last, x0, x1 in _paragraphs(lines):
        inside = lines[first : last + 1]
        words = list(chain.from_iterable(line.words for line in inside))
        right = [word for word in words if word.mid_x > x1]
        left = [word for word in words if word.mid_x < x0]
        behind = x1, min((word.x0 for word in right), default=x1)
        before = max((word.x1 for word in left), default=x0), x0
        for (lo, hi), beside in ((behind, right), (before, left)):
            if hi - lo >= TABLE_SETTINGS.search_gap * inside[0].size and _has_rows(beside):
                cut = _along(lines, first, last, (lo, hi))
                if not any(rule.lo < cut.x < rule.hi and cut.y0 <= rule.at <= cut.y1 for rule in rules):
                    yield cut


def _has_rows(words: list[Word]) -> bool:
    """Whether several lines of the words have more than one cell."""
    rows = [make_row(line, gap=TABLE_SETTINGS.search_gap) for line in by_line(words)]
    return sum(len(row.fragments) > 1 for row in rows) >= TABLE_SETTINGS.fewest_rows


def _along(lines: list[PageLine], first: int, last: int, strip: Span) -> Cut:
    """The cut through a strip beside the lines first..last, as far up and down as the strip stays white."""
    below, strips = _while_white(lines[last + 1 :], [strip], lines[last])
    above, strips = _while_white(lines[:first][::-1], strips, lines[first])
    lo, hi = strips[0]
    return Cut(lines[first - above].top - 1, lines[last + below].bottom + 1, (lo + hi) / 2)


def _paragraphs(lines: list[PageLine]) -> list[tuple[int, int, float, float]]:
    """Five lines of prose or more that begin at one x and end at one x: their first and last number, and extent."""
    runs: list[list[tuple[int, CaptionPiece]]] = []
    for number, line in enumerate(lines):
        for fragment in make_row(line.words, gap=TABLE_SETTINGS.search_gap).fragments:
            if not is_like_prose(fragment.words):
                continue
            block = CaptionPiece(fragment.words)
            own = next((run for run in reversed(runs) if _flows_on(run[-1][1], block)), None)
            if own is None:
                runs.append([(number, block)])
            else:
                own.append((number, block))
    out = []
    for run in runs:
        end = max(block.x1 for _, block in run)
        full = sum(abs(block.x1 - end) < TABLE_SETTINGS.same_extent for _, block in run)
        if len(run) >= TABLE_SETTINGS.rows_of_words and full >= TABLE_SETTINGS.most * len(run):
            out.append((run[0][0], run[-1][0], min(block.x0 for _, block in run), end))
    return out


def _flows_on(above: CaptionPiece, block: CaptionPiece) -> bool:
    """Whether a line of prose goes on the one above: as large, near, and at the same left edge but for an indent."""
    step = block.base - above.base
    is_near = 0 < step < TABLE_SETTINGS.row_gap * above.size
    is_alike = abs(block.size - above.size) < TABLE_SETTINGS.same_size * above.size
    return is_near and is_alike and abs(block.x0 - above.x0) < TABLE_SETTINGS.indent and block.x1 > above.x0


@dataclass(frozen=True, slots=True)
class _Break:
    """Two rules at one height, the one left and the other right of a strip of white."""

    left: Rule
    right: Rule

    @property
    def at(self) -> float:
        """Height of the rules."""
        return self.left.at

    @property
    def x(self) -> float:
        """The middle of the strip."""
        return (self.left.hi + self.right.lo) / 2

    def is_crossed_at(self, x: float) -> bool:
        """Whether x lies in the strip."""
        return self.left.hi < x < self.right.lo


def _between_rules(lines: list[PageLine], rules: list[Rule]) -> Iterator[Cut]:
    """Where at two heights or more rules break at one strip, no rule between crosses it, and words head both sides."""
    breaks = _breaks(rules)
    for top in breaks:
        bottom = _lowest_break(top, breaks, rules)
        cut = _cut_through(lines, top, bottom) if bottom is not None else None
        if cut is not None:
            yield cut


def _breaks(rules: list[Rule]) -> list[_Break]:
    """The places where two rules of one height leave a strip of white between them."""
    ordered = sorted(rules, key=lambda r: (round(r.at / 2), r.lo))
    breaks = []
    for left, right in pairwise(ordered):
        is_at_one_height = abs(left.at - right.at) < TABLE_SETTINGS.same_extent
        are_long = min(left.hi - left.lo, right.hi - right.lo) > TABLE_SETTINGS.table_width
        if is_at_one_height and are_long and right.lo - left.hi > TABLE_SETTINGS.double_rule:
            breaks.append(_Break(left, right))
    return breaks


def _lowest_break(top: _Break, breaks: list[_Break], rules: list[Rule]) -> float | None:
    """The lowest height at which rules break as at `top`, with no rule across the strip between; None for none."""
    crossed = [rule.at for rule in rules if rule.lo < top.x < rule.hi]
    if any(abs(height - top.at) < TABLE_SETTINGS.table_width for height in crossed):
        return None
    below = [one for one in breaks if top.at < one.at < top.at + TABLE_SETTINGS.table_height]
    again = [one.at for one in below if one.is_crossed_at(top.x)]
    left = [rule.at for rule in rules if _closes(rule, top.left)]
    right = [rule.at for rule in rules if _closes(rule, top.right)]
    if left and right:
        again += [min(left), min(right)]
    first_crossed = min((height for height in crossed if height > top.at), default=math.inf)
    return max((height for height in again if height <= first_crossed), default=None)


def _cut_through(lines: list[PageLine], top: _Break, bottom: float) -> Cut | None:
    """The cut through a strip that rules break at, down to `bottom`, where it parts the lines of two tables."""
    numbers = [n for n, line in enumerate(lines) if top.at - 1 < line.base < bottom + 1]
    inside = [lines[n] for n in numbers]
    is_white = not any(crosses(line, top.x) for line in inside)
    if len(inside) < TABLE_SETTINGS.fewest_rows or not is_white or not _heads_both_sides(inside, top.x):
        return None
    strip = [(top.left.hi, top.right.lo)]
    above = _while_white(lines[: numbers[0]][::-1], strip, inside[0])[0]
    below = _while_white(lines[numbers[-1] + 1 :], strip, inside[-1])[0]
    first, last = lines[numbers[0] - above], lines[numbers[-1] + below]
    y0 = min(top.at - TABLE_SETTINGS.touch, first.top - 1)
    y1 = max(bottom + TABLE_SETTINGS.touch, last.bottom + 1)
    return Cut(y0, y1, top.x)


def _closes(rule: Rule, top: Rule) -> bool:
    """Whether a rule closes below what another opens above: the same extent, some lines down."""
    return top.at + TABLE_SETTINGS.rule_length < rule.at < top.at + TABLE_SETTINGS.table_height and are_alike(rule, top)


def _heads_both_sides(lines: list[PageLine], x: float) -> bool:
    """Whether both sides hold several columns whose first is words."""
    left = [[word for word in line.words if word.x0 <= x] for line in lines]
    right = [[word for word in line.words if word.x0 > x] for line in lines]
    return _are_columns(left) and _are_columns(right)


def _are_columns(lines: list[list[Word]]) -> bool:
    """Whether the words of several lines stand in columns of which the first is words."""
    rows = [make_row(words).fragments for words in lines if words]
    labels = [fragments[0] for fragments in rows if len(fragments) >= 2]
    n_words = sum(not is_numeric(label.text) for label in labels)
    return len(labels) >= 2 and n_words >= TABLE_SETTINGS.most * len(labels)


def parted(words: list[Word], cuts: list[Cut]) -> tuple[list[Word], list[list[Word]]]:
    """The words beside no cut, and those beside one by their side of it, from top to bottom."""
    common: list[Word] = []
    groups: dict[tuple[int, int, tuple[bool, ...]], list[Word]] = {}
    for word in words:
        beside = [i for i, cut in enumerate(cuts) if cut.y0 <= mid_y(word) <= cut.y1]
        sides = tuple(word.mid_x > cuts[i].x for i in beside)
        if beside:
            groups.setdefault((beside[0], len(beside), sides), []).append(word)
        else:
            common.append(word)
    return common, [groups[key] for key in sorted(groups)]
