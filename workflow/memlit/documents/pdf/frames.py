"""Rules of a page joined into long lines, and lines that cross gathered into frames."""

import bisect
from dataclasses import dataclass

from memlit.documents.geometry import Box
from memlit.documents.pdf.characters import Fill, PageContent, Rule

MERGE = 2.6
"""Parallel rules closer than this (pt) are one: double rules, and the two edges of a drawn box."""
MAX_RULES = 1500
TOUCH = 3.0
"""Rules that come this near (pt) meet."""


@dataclass(slots=True)
class Frame:
    """Rules that hang together. box: their extent, x0, y0, x1, y1 in points."""

    horizontal: list[Rule]
    vertical: list[Rule]
    box: Box


def joined(rules: list[Rule], *, least: float = 4.0) -> list[Rule]:
    """Collinear pieces joined to rules at least `least` points long; dashes and dots join over their gaps."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda r: (r.at, r.lo)):
        if groups and rule.at - groups[-1][0].at <= MERGE:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    out = []
    for group in groups:
        group.sort(key=lambda r: r.lo)
        current = Rule(group[0].at, group[0].lo, group[0].hi, group[0].thick)
        weight = [(group[0].at, max(group[0].hi - group[0].lo, 0.1))]
        for rule in group[1:]:
            short = min(rule.hi - rule.lo, current.hi - current.lo) < 4
            if rule.lo - current.hi <= (4.5 if short else 1.5):
                current.hi = max(current.hi, rule.hi)
                current.thick = max(current.thick, rule.thick)
                weight.append((rule.at, max(rule.hi - rule.lo, 0.1)))
            else:
                out.append(_settled(current, weight))
                current = Rule(rule.at, rule.lo, rule.hi, rule.thick)
                weight = [(rule.at, max(rule.hi - rule.lo, 0.1))]
        out.append(_settled(current, weight))
    return [rule for rule in out if rule.hi - rule.lo >= least]


def _settled(rule: Rule, weight: list[tuple[float, float]]) -> Rule:
    rule.at = sum(at * w for at, w in weight) / sum(w for _, w in weight)
    return rule


def fill_edges(fills: list[Fill]) -> tuple[list[Rule], list[Rule]]:
    """Edges that two filled boxes share where their colours differ or a gap shows between them."""
    horizontal, vertical = [], []
    fills = fills[:1500]
    by_left = sorted(fills, key=lambda f: f.box[0])
    by_top = sorted(fills, key=lambda f: f.box[1])
    for fill in fills:
        x0, y0, x1, y1 = fill.box
        for other in _beginning(by_left, x1, 0):
            u0, v0, _, v1 = other.box
            if min(y1, v1) - max(y0, v0) > 5 and _told_apart(fill, other, u0 - x1):
                vertical.append(Rule((u0 + x1) / 2, max(y0, v0), min(y1, v1)))
        for other in _beginning(by_top, y1, 1):
            u0, v0, u1, _ = other.box
            if min(x1, u1) - max(x0, u0) > 5 and _told_apart(fill, other, v0 - y1):
                horizontal.append(Rule((v0 + y1) / 2, max(x0, u0), min(x1, u1)))
    return horizontal, vertical


def _told_apart(a: Fill, b: Fill, gap: float) -> bool:
    return 0.7 <= gap <= TOUCH or max(abs(p - q) for p, q in zip(a.color, b.color, strict=True)) > 8


def _beginning(fills: list[Fill], value: float, axis: int) -> list[Fill]:
    """Fills whose left (axis 0) or upper (axis 1) edge is near the value; `fills` sorted by that edge."""
    lo = bisect.bisect_left(fills, value - TOUCH, key=lambda f: f.box[axis])
    hi = bisect.bisect_right(fills, value + TOUCH, key=lambda f: f.box[axis])
    return fills[lo:hi]


def frames(content: PageContent) -> tuple[list[Frame], list[Rule]]:
    """Frames with crossing rules, and the horizontal rules that cross no vertical one."""
    shared_h, shared_v = fill_edges(content.fills)
    horizontal = _longest(joined(content.horizontal + shared_h))
    vertical = _longest(joined(content.vertical + shared_v))
    parent = list(range(len(horizontal) + len(vertical)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for j, v in enumerate(vertical):
        for i, h in enumerate(horizontal):
            if v.lo - TOUCH <= h.at <= v.hi + TOUCH and h.lo - TOUCH <= v.at <= h.hi + TOUCH:
                parent[root(i)] = root(len(horizontal) + j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate(horizontal + vertical):
        pair = groups.setdefault(root(i), ([], []))
        pair[0 if i < len(horizontal) else 1].append(rule)
    found, loose = [], []
    for hs, vs in groups.values():
        if hs and vs:
            box = (
                min([h.lo for h in hs] + [v.at for v in vs]),
                min([h.at for h in hs] + [v.lo for v in vs]),
                max([h.hi for h in hs] + [v.at for v in vs]),
                max([h.at for h in hs] + [v.hi for v in vs]),
            )
            found.append(Frame(hs, vs, box))
        elif hs:
            loose.extend(hs)
    return sorted(found, key=lambda f: (f.box[1], f.box[0])), sorted(loose, key=lambda r: (r.at, r.lo))


def dividers(content: PageContent) -> list[Rule]:
    """Vertical rules near the middle of a page, over half its height, that meet no horizontal rule."""
    horizontal = joined(content.horizontal)
    return [
        v
        for v in joined(content.vertical)
        if v.hi - v.lo > 0.5 * content.height
        and 0.3 * content.width < v.at < 0.7 * content.width
        and not any(v.lo - TOUCH <= h.at <= v.hi + TOUCH and h.lo - 1 <= v.at <= h.hi + 1 for h in horizontal)
    ]


def _longest(rules: list[Rule]) -> list[Rule]:
    """At most MAX_RULES rules, the longest; no printed table has more."""
    if len(rules) <= MAX_RULES:
        return rules
    return sorted(rules, key=lambda r: (r.lo - r.hi, r.at, r.lo))[:MAX_RULES]


def positions(rules: list[Rule], *, tolerance: float = TOUCH) -> list[float]:
    """Distinct positions of parallel rules, those within the tolerance taken as one."""
    out: list[list[float]] = []
    for at in sorted(r.at for r in rules):
        if out and at - out[-1][-1] <= tolerance:
            out[-1].append(at)
        else:
            out.append([at])
    return [sum(group) / len(group) for group in out]
