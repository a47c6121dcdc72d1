"""Rules of a page joined into long lines, and lines that cross gathered into frames."""

import bisect
from dataclasses import dataclass

from printed.geometry import Box, around
from printed.pdf.rules import Fill, PageDrawing, Rule
from printed.pdf.settings import PAGES

MAX_RULES = 1500


@dataclass(slots=True)
class Frame:
    """Rules that hang together. box: their extent, x0, y0, x1, y1 in points."""

    horizontal: list[Rule]
    vertical: list[Rule]
    box: Box


def _joined(rules: list[Rule]) -> list[Rule]:
    """Collinear pieces joined to rules of some length; dashes and dots join over their gaps."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda r: (r.at, r.lo)):
        if groups and rule.at - groups[-1][0].at <= PAGES.one_rule:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return [rule for group in groups for rule in map(_settled, _pieces(group)) if rule.hi - rule.lo >= PAGES.short_rule]


def _pieces(rules: list[Rule]) -> list[list[Rule]]:
    """Rules at one height or side, parted where white stands between them."""
    pieces: list[list[Rule]] = []
    end = 0.0
    for rule in sorted(rules, key=lambda r: r.lo):
        is_short = bool(pieces) and min(rule.hi - rule.lo, end - pieces[-1][0].lo) < PAGES.short_rule
        if pieces and rule.lo - end <= (PAGES.dash_gap if is_short else PAGES.piece_gap):
            pieces[-1].append(rule)
            end = max(end, rule.hi)
        else:
            pieces.append([rule])
            end = rule.hi
    return pieces


def _settled(pieces: list[Rule]) -> Rule:
    """One rule of its pieces, at their mean by length."""
    weights = [max(rule.hi - rule.lo, 0.1) for rule in pieces]
    at = sum(rule.at * weight for rule, weight in zip(pieces, weights, strict=True)) / sum(weights)
    return Rule(at, pieces[0].lo, max(rule.hi for rule in pieces))


def _shared_edges(fills: list[Fill], axis: int) -> list[Rule]:
    """Edges that two filled boxes share where their colours differ or a gap shows between them.

    axis: 0 for the edges between boxes side by side, 1 for those between boxes below each other.
    """
    rules = []
    fills = fills[:MAX_RULES]
    ordered = sorted(fills, key=lambda fill: fill.box[axis])
    for fill in fills:
        end = fill.box[axis + 2]
        for other in _beginning(ordered, end, axis):
            lo, hi = max(fill.box[1 - axis], other.box[1 - axis]), min(fill.box[3 - axis], other.box[3 - axis])
            if hi - lo > PAGES.shared_edge and _told_apart(fill, other, other.box[axis] - end):
                rules.append(Rule((other.box[axis] + end) / 2, lo, hi))
    return rules


def _told_apart(a: Fill, b: Fill, gap: float) -> bool:
    difference = max(abs(p - q) for p, q in zip(a.color, b.color, strict=True))
    return PAGES.cell_gap <= gap <= PAGES.touch or difference > PAGES.other_ink


def _beginning(fills: list[Fill], value: float, axis: int) -> list[Fill]:
    """Fills whose left (axis 0) or upper (axis 1) edge is near the value; `fills` sorted by that edge."""
    lo = bisect.bisect_left(fills, value - PAGES.touch, key=lambda f: f.box[axis])
    hi = bisect.bisect_right(fills, value + PAGES.touch, key=lambda f: f.box[axis])
    return fills[lo:hi]


def frames(drawing: PageDrawing) -> tuple[list[Frame], list[Rule]]:
    """Frames with crossing rules, and the horizontal rules that cross no vertical one."""
    horizontal = _longest(_joined(drawing.horizontal + _shared_edges(drawing.fills, 1)))
    vertical = _longest(_joined(drawing.vertical + _shared_edges(drawing.fills, 0)))
    parent = list(range(len(horizontal) + len(vertical)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for j, v in enumerate(vertical):
        for i, h in enumerate(horizontal):
            if v.lo - PAGES.touch <= h.at <= v.hi + PAGES.touch and h.lo - PAGES.touch <= v.at <= h.hi + PAGES.touch:
                parent[root(i)] = root(len(horizontal) + j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate(horizontal + vertical):
        pair = groups.setdefault(root(i), ([], []))
        pair[0 if i < len(horizontal) else 1].append(rule)
    found, loose = [], []
    for hs, vs in groups.values():
        if hs and vs:
            ends = [(x, h.at) for h in hs for x in (h.lo, h.hi)] + [(v.at, y) for v in vs for y in (v.lo, v.hi)]
            found.append(Frame(hs, vs, around(ends)))
        elif hs:
            loose.extend(hs)
    return sorted(found, key=lambda f: (f.box[1], f.box[0])), sorted(loose, key=lambda r: (r.at, r.lo))


def _longest(rules: list[Rule]) -> list[Rule]:
    """At most MAX_RULES rules, the longest; no printed table has more."""
    if len(rules) <= MAX_RULES:
        return rules
    return sorted(rules, key=lambda r: (r.lo - r.hi, r.at, r.lo))[:MAX_RULES]


def positions(rules: list[Rule]) -> list[float]:
    """Distinct positions of parallel rules, those that touch taken as one."""
    out: list[list[float]] = []
    for at in sorted(r.at for r in rules):
        if out and at - out[-1][-1] <= PAGES.touch:
            out[-1].append(at)
        else:
            out.append([at])
    return [sum(group) / len(group) for group in out]
