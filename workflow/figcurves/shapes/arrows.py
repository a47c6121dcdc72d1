"""Arrows of a panel: no data; where two y scales stand side by side they say which one a series belongs to."""

import math
from dataclasses import replace

import numpy as np

from figcurves.paths.drawing import flattened
from figcurves.settings import AXES, SHAPES
from figcurves.shapes.model import Arrow, MarkGroup, Polyline, Shapes, off_line


def take_arrows(found: Shapes) -> None:
    """Short strokes that end in a head leave the shapes; heads are filled triangles or open angles."""
    shafts = [line for line in found.lines if _is_shaft(line)]
    for group in list(found.groups):
        if group.fill is None or len(group.marks) > 6 or not 3 <= group.n_vertices <= 8:
            continue
        for mark in list(group.marks):
            corners = mark.path.parts[0] if mark.path is not None else np.zeros((0, 2))
            _take(found, shafts, corners, group, mark)
    for line in [line for line in found.lines if len(line.points) == 3 and line not in shafts]:
        if np.ptp(line.points, axis=0).max() <= SHAPES.head[1]:
            _take(found, shafts, line.points, line, None)
    found.without_empty()


def take_rings(found: Shapes) -> None:
    """Ellipses of a stroke alone, larger than a mark or longer than wide, leave the shapes."""
    for line in list(found.lines):
        if line.curved and len(line.points) > 8 and _is_ellipse(line.points):
            found.rings.append(line.points)
            found.lines.remove(line)
    for group in list(found.groups):
        path = group.marks[0].path
        long = max(group.width, group.height) > SHAPES.ring_long * min(group.width, group.height)
        few = len(group.marks) <= 2 and group.fill is None and long
        if few and path is not None and path.curves and _is_ellipse(flattened(path, 0)):
            found.rings += [flattened(mark.path, 0) for mark in group.marks if mark.path is not None]
            found.groups.remove(group)


def _is_ellipse(points: np.ndarray) -> bool:
    """Closed, and every vertex on the upright ellipse of its box."""
    if np.abs(points[0] - points[-1]).max() > SHAPES.ring_closed:
        return False
    low, high = points.min(axis=0), points.max(axis=0)
    half = (high - low) / 2.0
    if half.min() < SHAPES.ring[0] or half.max() > SHAPES.ring[1]:
        return False
    radius = np.hypot(*((points - (low + high) / 2.0) / half).T)
    return bool(np.abs(radius - 1.0).max() < SHAPES.ring_off)


def _is_shaft(line: Polyline) -> bool:
    length = float(np.hypot(*(line.points[-1] - line.points[0])))
    return (len(line.points) == 2 or line.curved) and SHAPES.shaft[0] < length < SHAPES.shaft[1]


def _take(found: Shapes, shafts: list[Polyline], corners: np.ndarray, head: MarkGroup | Polyline, mark: object) -> None:
    if len(corners) < 3:
        return
    for shaft in shafts:
        headed = [number for number, arrow in enumerate(found.arrows) if arrow.shaft is shaft.points]
        if len(headed) > 1 or not (headed or shaft in found.lines):
            continue
        for end, before, tail in ((-1, -2, 0), (0, 1, -1)):
            tip = _tip(corners, shaft.points[end], shaft.points[before])
            if tip is None:
                continue
            found.arrows.append(Arrow(tuple(shaft.points[tail].tolist()), tip, shaft.points, corners, bool(headed)))
            for number in headed:
                found.arrows[number] = replace(found.arrows[number], second=True)
            if not headed:
                found.lines.remove(shaft)
            if isinstance(head, MarkGroup):
                head.marks = [other for other in head.marks if other is not mark]
            elif head in found.lines:
                found.lines.remove(head)
            return


def _tip(corners: np.ndarray, end: np.ndarray, before: np.ndarray) -> tuple[float, float] | None:
    """The corner that a shaft through `before` and `end` points to, when the head lies even on both of its sides."""
    along = end - before
    length = float(np.hypot(*along))
    if length == 0.0:
        return None
    unit = along / length
    across = np.array([-unit[1], unit[0]])
    far = (corners - end) @ unit
    side = (corners - end) @ across
    tip = int(far.argmax())
    depth, width = float(np.ptp(far)), float(np.ptp(side))
    least, most = SHAPES.head
    if not (least <= min(depth, width) and max(depth, width) <= most) or depth < SHAPES.head_ratio * width:
        return None
    even = max(abs(side.max() + side.min()), abs(side[tip])) < SHAPES.head_even * width
    closed = bool(np.abs(corners[0] - corners[-1]).max() < 1e-6)
    single = int((far > far[tip] - SHAPES.head_point * depth).sum()) <= 1 + closed
    meets = far.min() - SHAPES.head_overlap * depth <= 0.0 <= far.max() + AXES.on_edge
    return (float(corners[tip, 0]), float(corners[tip, 1])) if even and single and meets else None


def pointed_axes(found: Shapes) -> dict[int, str]:
    """By id of a group or line: `y` or `y2` as an arrow from it to the left or right says.

    Empty unless arrows point both ways, each starts clearly nearer to one series than to any other, and no two from
    one series disagree.
    """
    items: list[MarkGroup | Polyline] = [group for group in found.groups if len(group.marks) >= 2]
    items += [line for line in found.lines if len(line.points) >= 3]
    courses = [item.points if isinstance(item, Polyline) else np.array(sorted(item.places.tolist())) for item in items]
    series = _one_series(items, courses)
    said: dict[int, set[str]] = {}
    for arrow in found.arrows:
        dx, dy = arrow.tip[0] - arrow.tail[0], arrow.tip[1] - arrow.tail[1]
        if arrow.second or abs(dx) < SHAPES.arrow_clear * abs(dy):
            continue
        start = _series_at(arrow, found.rings, series, courses)
        if start is None:
            return {}
        said.setdefault(start, set()).add("y" if dx < 0 else "y2")
    if any(len(names) > 1 for names in said.values()) or set().union(*said.values()) != {"y", "y2"}:
        return {}
    return {id(item): next(iter(said[number])) for item, number in zip(items, series, strict=True) if number in said}


def _series_at(arrow: Arrow, rings: list[np.ndarray], series: list[int], courses: list[np.ndarray]) -> int | None:
    """The number of the series at which an arrow, or the ring that it starts at, clearly stands; None for none."""
    tail = np.array([arrow.tail])
    ring = next((ring for ring in rings if off_line(tail, ring)[0] < SHAPES.ring_near), None)
    nearest: dict[int, float] = {}
    for number, course in zip(series, courses, strict=True):
        off = float(off_line(tail, course)[0]) if ring is None else _outside(course, ring)
        nearest[number] = min(off, nearest.get(number, math.inf))
    order = sorted(nearest, key=lambda number: nearest[number])
    if not order or nearest[order[0]] > SHAPES.arrow_near:
        return None
    first = nearest[order[0]]
    if len(order) > 1 and nearest[order[1]] < max(SHAPES.arrow_clear * first, first + 4.0):
        return None
    return order[0]


def _one_series(items: list[MarkGroup | Polyline], courses: list[np.ndarray]) -> list[int]:
    """A number for each item; a line that runs through the marks of a group has its number."""
    numbers = list(range(len(items)))
    for i, line in enumerate(items):
        for j, group in enumerate(items):
            if not isinstance(line, Polyline) or isinstance(group, Polyline):
                continue
            if len(courses[i]) * len(courses[j]) > 1_000_000:
                continue
            off = np.abs(courses[j][:, None] - courses[i][None]).max(axis=2).min(axis=1)
            if (off < SHAPES.ring_closed).mean() > SHAPES.through:
                numbers = [numbers[j] if number == numbers[i] else number for number in numbers]
    return numbers


def _outside(course: np.ndarray, ring: np.ndarray) -> float:
    """0 for a course that runs through the ring, else far."""
    low, high = ring.min(axis=0), ring.max(axis=0)
    starts, steps = course[:-1], np.diff(course, axis=0)
    dense = np.vstack([starts + part * steps for part in np.linspace(0.0, 1.0, 9)])
    inside = np.hypot(*((dense - (low + high) / 2.0) / ((high - low) / 2.0)).T) < 1.0
    return 0.0 if inside.any() else 1e6
