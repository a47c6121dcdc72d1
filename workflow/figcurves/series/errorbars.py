"""Error bars from geometry: an upright or level stroke through a mark, with or without caps, belongs to it."""

from typing import NamedTuple

import numpy as np

from figcurves.paths.colors import Color
from figcurves.settings import AXES, SERIES
from figcurves.shapes.model import DataMark, MarkGroup, Polyline, Shapes, by_fill

BarEnds = tuple[float, float]


Bars = dict[tuple[int, int], dict[int, BarEnds]]
"""By id of a group or line, and axis 0 or 1: for the index of each mark or vertex the two ends of its bar [points]."""


def take_error_bars(shapes: Shapes) -> Bars:
    """Bars through marks.

    A group keeps its bars when at least half of its marks have one; bars and caps leave the shapes.
    """
    bars: Bars = {}
    for axis in (1, 0):
        strokes = _strokes(shapes, axis)
        barred: list[tuple[MarkGroup, dict[int, BarEnds]]] = []
        for group in shapes.groups:
            if group.closed and len(group.marks) >= 2 and (found := _bars_of(shapes, group, axis, strokes)):
                bars[id(group), axis] = found
                barred.append((group, found))
        _remove_caps(shapes, barred, axis)
    return bars


def take_line_errors(shapes: Shapes) -> Bars:
    """Bars of lines without marks.

    Bars have the line's colour and reach to both sides of half of its vertices and more; they and their caps leave the
    shapes.
    """
    bars: Bars = {}
    strokes = {axis: _strokes(shapes, axis) for axis in (1, 0)}
    for line in [line for line in shapes.lines if len(line.points) >= 3 and not line.curved]:
        at = ((x, y, line.order, line.locator, (x, y, x, y), line.clip) for x, y in line.points.tolist())
        group = MarkGroup(None, line.stroke, 0.0, 0.0, 2, True, (0.0, 0.0), marks=[DataMark(*one) for one in at])
        for axis in (1, 0):
            if line in shapes.lines and (found := _bars_of(shapes, group, axis, strokes[axis], line)):
                bars[id(line), axis] = found
                _remove_caps(shapes, [(group, found)], axis)
    return bars


def take_bar_errors(shapes: Shapes) -> dict[int, BarEnds]:
    """Error bars that stand on the upper ends of bars, by the id of the bar; they and their caps leave the shapes."""
    found: dict[int, BarEnds] = {}
    strokes = _strokes(shapes, 1)
    barred: list[tuple[MarkGroup, dict[int, BarEnds]]] = []
    for bars in by_fill(shapes.bars).values():
        group = MarkGroup(bars[0].fill, None, 0.0, 0.0, 4, True, (0.0, 0.0))
        for bar in bars:
            x, y = (bar.box[0] + bar.box[2]) / 2.0, bar.box[3]
            group.marks.append(DataMark(x, y, bar.order, bar.locator, bar.box, None))
        of_group = _bars_of(shapes, group, 1, strokes)
        found |= {id(bars[index]): ends for index, ends in of_group.items()}
        barred.append((group, of_group))
    _remove_caps(shapes, barred, 1)
    return found


class _Stroke(NamedTuple):
    """What may be a bar along one axis: a straight line, or a straight stroke that was taken for a mark.

    `at` is its place across the axis, `low` and `high` are its ends along it [points].
    """

    item: Polyline | DataMark
    color: Color | None
    at: float
    low: float
    high: float


def _strokes(shapes: Shapes, axis: int) -> list[_Stroke]:
    found = [_Stroke(line, line.stroke, *_span(line.points, axis)) for line in shapes.lines if _straight(line, axis)]
    for group in shapes.groups:
        if not group.closed and group.n_vertices == 2 and (group.height, group.width)[axis] <= SERIES.bar_width:
            for mark in group.marks:
                span = (mark.x, mark.box[1], mark.box[3]) if axis == 1 else (mark.y, mark.box[0], mark.box[2])
                found.append(_Stroke(mark, group.stroke, *span))
    return found


def _bars_of(
    shapes: Shapes, group: MarkGroup, axis: int, every: list[_Stroke], through: Polyline | None = None
) -> dict[int, BarEnds]:
    """The bars of one group along one axis; they leave the shapes.

    every: the strokes along the axis, of which some may have left the shapes; through: the line whose vertices the
    marks of the group stand for.
    """
    strokes = _left_of(shapes, every, through)
    if not strokes:
        return {}
    inside = SERIES.bar_inside if through is not None else -SERIES.bar_inside
    ends = np.array([(stroke.at, stroke.low, stroke.high) for stroke in strokes]).T
    found: dict[int, BarEnds] = {}
    used: set[int] = set()
    for index, mark in enumerate(group.marks):
        across, along = (mark.x, mark.y) if axis == 1 else (mark.y, mark.x)
        bar = _bar_at(ends, across, along, inside)
        if bar is not None:
            found[index] = bar[0]
            used |= bar[1]
    if len(found) < max(2, SERIES.bar_share * len(group.marks)):
        return {}
    taken = {id(strokes[index].item) for index in used}
    shapes.lines = [line for line in shapes.lines if id(line) not in taken]
    for other in shapes.groups:
        other.marks = [mark for mark in other.marks if id(mark) not in taken]
    return found


def _left_of(shapes: Shapes, every: list[_Stroke], through: Polyline | None) -> list[_Stroke]:
    """The strokes that are still among the shapes; of a line's bars those of its colour."""
    left = {id(line) for line in shapes.lines if line is not through}
    left |= {id(mark) for other in shapes.groups if not other.closed for mark in other.marks}
    strokes = [stroke for stroke in every if id(stroke.item) in left]
    if through is None:
        return strokes
    rgb = through.stroke.rgb
    return [stroke for stroke in strokes if stroke.color is not None and stroke.color.rgb == rgb]


def _bar_at(ends: np.ndarray, across: float, along: float, inside: float) -> tuple[BarEnds, set[int]] | None:
    """The ends of the bar through a mark, and the indices of the strokes that make it; None where there is none.

    ends: place, low and high end of each stroke (3, n); across, along: where the mark stands; inside: by how much a
    bar must pass it. Two strokes that end at the mark, one on each side, are one bar.
    """
    at, low, high = ends
    half = SERIES.bar_half
    on = np.abs(at - across) < SERIES.bar_off
    hit = np.flatnonzero(on & (low <= along - inside) & (high >= along + inside))
    beside = np.flatnonzero(on & ((np.abs(low - along) < half) | (np.abs(high - along) < half)))
    down, up = (beside[end[beside]] for end in (low < along - half, high > along + half))
    if len(down) and len(up) and not set(hit.tolist()) - set(beside.tolist()):
        return (float(low[down].min()), float(high[up].max())), {*down.tolist(), *up.tolist()}
    if not len(hit):
        return None
    off = np.abs((low[hit] + high[hit]) / 2.0 - along)
    best = int(hit[off.argmin()])
    return (float(low[best]), float(high[best])), {best, *hit[off < SERIES.bar_same].tolist()}


def _straight(line: Polyline, axis: int) -> bool:
    if len(line.points) > 12 or line.curved:
        return False
    extent = line.points.max(axis=0) - line.points.min(axis=0)
    return bool(extent[axis] > AXES.level and (extent[1 - axis] < SERIES.bar_width or _capped(line, axis)))


def _capped(line: Polyline, axis: int) -> bool:
    """One path that draws cap, bar, cap: its long part runs along the axis at one place."""
    points = line.points
    if not 4 <= len(points) <= 12:
        return False
    middle = (points[:, 1 - axis].max() + points[:, 1 - axis].min()) / 2.0
    steps = np.abs(np.diff(points, axis=0))
    level = (steps.min(axis=1) < SERIES.bar_width).all()
    on_line = np.abs(points[:, 1 - axis] - middle) < SERIES.bar_inside
    ends = points[on_line][:, axis] if on_line.any() else points[:0, axis]
    return bool(level and len(ends) >= 2 and np.ptp(ends) > SERIES.bar_ends * np.ptp(points[:, axis]))


def _span(points: np.ndarray, axis: int) -> tuple[float, float, float]:
    across = points[:, 1 - axis]
    at = float(across.max() + across.min()) / 2.0
    return at, float(points[:, axis].min()), float(points[:, axis].max())


def _remove_caps(shapes: Shapes, barred: list[tuple[MarkGroup, dict[int, BarEnds]]], axis: int) -> None:
    """Strokes across the bars' ends, as short lines or as repeated marks; a bar to one side begins at its mark.

    barred: groups with the ends of their bars; bars of several groups may have caps of one look.
    """
    points = np.array([end for group, found in barred for end in _far_ends(group, found, axis)])
    if not len(points):
        return
    shapes.lines = [line for line in shapes.lines if not _is_cap(line, points, axis)]
    for other in shapes.groups:
        if other.marks and not any(other is group for group, _ in barred) and _are_caps(other, points, axis):
            other.marks = []


def _far_ends(group: MarkGroup, found: dict[int, BarEnds], axis: int) -> list[tuple[float, float]]:
    """The ends (x, y) of a group's bars, without those at their mark."""
    ends = []
    for index, pair in found.items():
        mark = group.marks[index]
        along = mark.y if axis == 1 else mark.x
        away = [end for end in pair if abs(end - along) > SERIES.bar_half]
        ends += [(mark.x, end) if axis == 1 else (end, mark.y) for end in away]
    return ends


def _is_cap(line: Polyline, ends: np.ndarray, axis: int) -> bool:
    """Whether a line is short, lies across the axis and meets the end of a bar; ends: x and y of each (n, 2)."""
    extent = line.points.max(axis=0) - line.points.min(axis=0)
    if len(line.points) != 2 or extent[axis] >= SERIES.bar_width or extent[1 - axis] >= SERIES.cap:
        return False
    x, y = line.points.mean(axis=0).tolist()
    return _at_end(ends, (x, y), float(extent[1 - axis]) / 2.0, axis)


def _are_caps(group: MarkGroup, ends: np.ndarray, axis: int) -> bool:
    """Whether most marks of a group are thin and stand at ends of bars; ends: x and y of each (n, 2)."""
    width, height = (group.width, group.height) if axis == 1 else (group.height, group.width)
    if height >= SERIES.bar_width:
        return False
    at_ends = sum(_at_end(ends, (mark.x, mark.y), width / 2.0, axis) for mark in group.marks)
    return at_ends >= SERIES.cap_share * len(group.marks)


def _at_end(ends: np.ndarray, middle: tuple[float, float], half: float, axis: int) -> bool:
    """Whether a stroke across the axis, of this middle (x, y) and half its length, meets one of the ends."""
    gaps = np.abs(ends - np.array(middle))
    across, along = gaps[:, 1 - axis], gaps[:, axis]
    return bool(((along < SERIES.cap_off) & (across < half + SERIES.cap_off)).any())
