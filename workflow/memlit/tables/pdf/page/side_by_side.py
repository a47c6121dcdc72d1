"""Tables that stand side by side: where the page is cut between them."""

from dataclasses import dataclass
from itertools import pairwise

from memlit.documents.pdf.characters import Rule
from memlit.documents.pdf.lines import Line
from memlit.tables.pdf.grid.grid import Placed
from memlit.tables.pdf.grid.numeric import is_numeric
from memlit.tables.pdf.grid.printed_rows import make_row
from memlit.tables.pdf.page.captions import LABEL, chunks
from memlit.tables.pdf.page.text_columns import are_alike
from memlit.tables.settings import SETTINGS

Strip = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Cut:
    """A height at x between y0 and y1 that parts what stands left and right of it."""

    y0: float
    y1: float
    x: float


def find_cuts(lines: list[Line], rules: list[Rule]) -> list[Cut]:
    """Cuts between two captions on one line, and where the rules of two tables break; none overlaps another."""
    cuts: list[Cut] = []
    found = _between_captions(lines, rules) + _between_rules(lines, rules)
    for cut in found:
        if not any(c.y0 < cut.y1 and cut.y0 < c.y1 and abs(c.x - cut.x) < SETTINGS.same_extent for c in cuts):
            cuts.append(cut)
    return sorted(cuts, key=lambda c: (c.y0, c.x))


def _between_captions(lines: list[Line], rules: list[Rule]) -> list[Cut]:
    out = []
    for i, line in enumerate(lines):
        parts = chunks(line)
        labelled = [p for p in parts if LABEL.match(" ".join(w.text for w in p))]
        for left, right in pairwise(labelled):
            white = max(w.x1 for p in parts for w in p if w.x0 < right[0].x0), right[0].x0
            if white[1] - white[0] < SETTINGS.search_gap * line.size or left is right:
                continue
            below, strips = _while_white(lines[i + 1 :], [white], line)
            above, strips = _while_white(lines[:i][::-1], strips, line)
            if below + above < 2:
                continue
            x = _best(
                strips,
                [r for r in rules if lines[i - above].top - line.size <= r.at <= lines[i + below].bottom + line.size],
            )
            out.append(Cut(lines[i - above].top - 1, lines[i + below].bottom + 1, x))
    return out


def _while_white(lines: list[Line], strips: list[Strip], first: Line) -> tuple[int, list[Strip]]:
    """How many lines leave a strip white, and what is then left of the strips."""
    last = first.base
    for n, line in enumerate(lines):
        left = _without_words(strips, line, SETTINGS.search_gap * first.size)
        if not left or abs(line.base - last) > SETTINGS.caption_reach * first.size:
            return n, strips
        strips, last = left, line.base
    return len(lines), strips


def _without_words(strips: list[Strip], line: Line, least: float) -> list[Strip]:
    """Strips less the words of the line, those at least so wide."""
    out = []
    for lo, hi in strips:
        at = lo
        for word in sorted(line.words, key=lambda w: w.x0):
            if word.x1 <= at or word.x0 >= hi:
                continue
            if word.x0 - at >= least:
                out.append((at, word.x0))
            at = max(at, word.x1)
        if hi - at >= least:
            out.append((at, hi))
    return out


def _best(strips: list[Strip], rules: list[Rule]) -> float:
    """The middle of the strip that fewest rules cross, the widest among them."""
    lo, hi = min(strips, key=lambda s: (sum(r.lo < (s[0] + s[1]) / 2 < r.hi for r in rules), s[0] - s[1]))
    return (lo + hi) / 2


def _between_rules(lines: list[Line], rules: list[Rule]) -> list[Cut]:
    """Where at two heights or more rules break at one strip, no rule between crosses it, and words head both sides."""
    breaks: list[tuple[float, Strip]] = []
    closed: dict[float, list[float]] = {}
    ordered = sorted(rules, key=lambda r: (round(r.at / 2), r.lo))
    for a, b in pairwise(ordered):
        if (
            abs(a.at - b.at) < SETTINGS.same_extent
            and b.lo - a.hi > SETTINGS.double_rule
            and min(a.hi - a.lo, b.hi - b.lo) > SETTINGS.table_width
        ):
            breaks.append((a.at, (a.hi, b.lo)))
            closing = [[r.at for r in rules if _under(r, top)] for top in (a, b)]
            if all(closing):
                closed[a.at] = sorted(min(heights) for heights in closing)
    out = []
    for at, (lo, hi) in breaks:
        x = (lo + hi) / 2
        if any(r.lo < x < r.hi and abs(r.at - at) < SETTINGS.table_width for r in rules):
            continue
        again = sorted(
            [y for y, (u, v) in breaks if at < y < at + SETTINGS.table_height and u < x < v] + closed.get(at, [])
        )
        crossed = [r.at for r in rules if r.lo < x < r.hi and r.at > at]
        again = [y for y in again if not any(at < c < y for c in crossed)]
        if not again:
            continue
        inside = [line for line in lines if at - 1 < line.base < again[-1] + 1]
        if (
            len(inside) >= SETTINGS.fewest_rows
            and not any(w.x0 < x < w.x1 for line in inside for w in line.words)
            and _both(inside, x)
        ):
            below = _while_white([w for w in lines if w.base > again[-1]], [(lo, hi)], inside[-1])[0]
            above = _while_white([w for w in lines if w.base < at][::-1], [(lo, hi)], inside[0])[0]
            ends = [i for i, line in enumerate(lines) if line in (inside[0], inside[-1])]
            first, last = lines[max(ends[0] - above, 0)], lines[min(ends[-1] + below, len(lines) - 1)]
            out.append(
                Cut(min(at - SETTINGS.touch, first.top - 1), max(again[-1] + SETTINGS.touch, last.bottom + 1), x)
            )
    return out


def _under(rule: Rule, top: Rule) -> bool:
    """Whether a rule closes below what another opens above: the same extent, some lines down."""
    return top.at + SETTINGS.rule_length < rule.at < top.at + SETTINGS.table_height and are_alike(rule, top)


def _both(lines: list[Line], x: float) -> bool:
    """Whether both sides hold several columns whose first is words."""
    for side in (False, True):
        rows = [[w for w in line.words if (w.x0 > x) is side] for line in lines]
        bits = [make_row([Placed(w, 0) for w in row]).bits for row in rows if row]
        several = [b for b in bits if len(b) >= 2]
        words = sum(not is_numeric(b[0].text) for b in several)
        if len(several) < 2 or words < SETTINGS.most * len(several):
            return False
    return True


def parted(words: list[Placed], cuts: list[Cut]) -> tuple[list[Placed], list[list[Placed]]]:
    """The words beside no cut, and those beside one by their side of it, from top to bottom."""
    groups: dict[tuple[int, int], list[Placed]] = {}
    for placed in words:
        key = (-1, 0)
        for i, cut in enumerate(cuts):
            if cut.y0 <= placed.mid_y <= cut.y1:
                side = key[1] * 2 + (placed.mid_x > cut.x)
                key = (i if key[0] < 0 else key[0], side + (2 if key[0] < 0 else 0))
        groups.setdefault(key, []).append(placed)
    return groups.pop((-1, 0), []), [groups[k] for k in sorted(groups)]
