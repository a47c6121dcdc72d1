"""Tables that stand side by side: where the page is cut between them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from memlit.tables.pdf.grid.grid import Span, mid_y
from memlit.tables.pdf.grid.numeric import is_numeric
from memlit.tables.pdf.grid.printed_rows import make_row
from memlit.tables.pdf.page.captions import blocks_of
from memlit.tables.pdf.page.text_columns import are_alike
from memlit.tables.settings import TABLE_SETTINGS
from printedpages.pdf.lines import PageLine, Word
from printedpages.pdf.rules import Rule


@dataclass(frozen=True, slots=True)
class Cut:
    """A height at x between y0 and y1 that parts what stands left and right of it."""

    y0: float
    y1: float
    x: float


def find_cuts(lines: list[PageLine], rules: list[Rule]) -> list[Cut]:
    """Cuts between two captions on one line, and where the rules of two tables break; none overlaps another."""
    cuts: list[Cut] = []
    for cut in (*_between_captions(lines, rules), *_between_rules(lines, rules)):
        if not any(c.y0 < cut.y1 and cut.y0 < c.y1 and abs(c.x - cut.x) < TABLE_SETTINGS.same_extent for c in cuts):
            cuts.append(cut)
    return sorted(cuts, key=lambda cut: (cut.y0, cut.x))


def _between_captions(lines: list[PageLine], rules: list[Rule]) -> Iterator[Cut]:
    for i, line in enumerate(lines):
        blocks = blocks_of([line])
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
    lo, hi = min(strips, key=lambda s: (sum(r.lo < (s[0] + s[1]) / 2 < r.hi for r in rules), s[0] - s[1]))
    return (lo + hi) / 2


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
    return [
        _Break(left, right)
        for left, right in pairwise(ordered)
        if abs(left.at - right.at) < TABLE_SETTINGS.same_extent
        and right.lo - left.hi > TABLE_SETTINGS.double_rule
        and min(left.hi - left.lo, right.hi - right.lo) > TABLE_SETTINGS.table_width
    ]


def _lowest_break(top: _Break, breaks: list[_Break], rules: list[Rule]) -> float | None:
    """The lowest height at which rules break as at `top`, with no rule across the strip between; None for none."""
    crossed = [rule.at for rule in rules if rule.lo < top.x < rule.hi]
    if any(abs(height - top.at) < TABLE_SETTINGS.table_width for height in crossed):
        return None
    again = [
        one.at for one in breaks if top.at < one.at < top.at + TABLE_SETTINGS.table_height and one.is_crossed_at(top.x)
    ]
    closing = [[rule.at for rule in rules if _closes(rule, side)] for side in (top.left, top.right)]
    if all(closing):
        again += [min(heights) for heights in closing]
    return max((y for y in again if not any(top.at < height < y for height in crossed)), default=None)


def _cut_through(lines: list[PageLine], top: _Break, bottom: float) -> Cut | None:
    """The cut through a strip that rules break at, down to `bottom`, where it parts the lines of two tables."""
    numbers = [n for n, line in enumerate(lines) if top.at - 1 < line.base < bottom + 1]
    inside = [lines[n] for n in numbers]
    is_white = not any(word.x0 < top.x < word.x1 for line in inside for word in line.words)
    if len(inside) < TABLE_SETTINGS.fewest_rows or not is_white or not _heads_both_sides(inside, top.x):
        return None
    strip = [(top.left.hi, top.right.lo)]
    above = _while_white(lines[: numbers[0]][::-1], strip, inside[0])[0]
    below = _while_white(lines[numbers[-1] + 1 :], strip, inside[-1])[0]
    first, last = lines[numbers[0] - above], lines[numbers[-1] + below]
    return Cut(
        min(top.at - TABLE_SETTINGS.touch, first.top - 1), max(bottom + TABLE_SETTINGS.touch, last.bottom + 1), top.x
    )


def _closes(rule: Rule, top: Rule) -> bool:
    """Whether a rule closes below what another opens above: the same extent, some lines down."""
    return top.at + TABLE_SETTINGS.rule_length < rule.at < top.at + TABLE_SETTINGS.table_height and are_alike(rule, top)


def _heads_both_sides(lines: list[PageLine], x: float) -> bool:
    """Whether both sides hold several columns whose first is words."""
    for side in (False, True):
        rows = [[word for word in line.words if (word.x0 > x) is side] for line in lines]
        several = [fragments for row in rows if row and len(fragments := make_row(row).fragments) >= 2]
        words = sum(not is_numeric(fragments[0].text) for fragments in several)
        if len(several) < 2 or words < TABLE_SETTINGS.most * len(several):
            return False
    return True


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
