"""Shapes put in order: letters dropped, outlines joined to fills, low bars, strokes that continue."""

import math
from dataclasses import replace
from itertools import combinations

import numpy as np

from figcurves.model import runs_of
from figcurves.paths.drawing import DrawnPath, is_rectangle
from figcurves.settings import AXES, SERIES, SHAPES
from figcurves.shapes.model import Bar, DataMark, MarkGroup, Polyline, Shapes, stroke_of
from printed.geometry import edges_of, sides_of

MOST_MARKS = 25_000_000
_MOST_PAIRS = 2500
"""Pairs of strokes of one look beyond which none of them is sought for boxes: a map or a hatching."""


def drop_letters(found: Shapes) -> None:
    """Many different grey filled shapes of few copies are letters drawn as outlines, not series."""
    letters = [
        group
        for group in found.groups
        if group.fill is not None and group.fill.is_grey and not group.is_white and group.stroke is None
        if len(group.marks) <= 6 and group.n_vertices > 4
    ]
    if len(letters) >= 4:
        found.letters = sum(len(group.marks) for group in letters)
        found.groups = [group for group in found.groups if group not in letters]


def join_crosses(found: Shapes) -> None:
    """Strokes drawn one after the other through one centre are one mark: plus, cross, asterisk."""
    strokes = [
        (mark, group) for group in found.groups if group.fill is None and group.n_vertices == 2 for mark in group.marks
    ]
    strokes.sort(key=lambda item: (item[0].order, item[0].locator))
    runs = runs_of(strokes, lambda last, item: _one_cross(last[0], item[0]))
    made: list[tuple[MarkGroup, list[tuple[DataMark, MarkGroup]]]] = []
    for run in runs:
        if len(run) < 2:
            continue
        boxes = np.array([mark.box for mark, _ in run])
        (x0, y0), (x1, y1) = boxes[:, :2].min(axis=0).tolist(), boxes[:, 2:].max(axis=0).tolist()
        first, stroke = run[0][0], run[0][1].stroke
        cross = MarkGroup(None, stroke, x1 - x0, y1 - y0, 2 * len(run), True, (0.0, 0.0))
        group, parts = next((item for item in made if _alike(item[0], cross)), (cross, []))
        if group is cross:
            made.append((group, parts))
        group.marks.append(replace(first, box=(x0, y0, x1, y1), anchor_doubt=0.0))
        parts += run
    repeated = [(group, parts) for group, parts in made if len(group.marks) >= 2]
    for _, parts in repeated:
        for mark, of in parts:
            of.marks.remove(mark)
    found.groups = [group for group in found.groups if group.marks] + [group for group, _ in repeated]


def _alike(first: MarkGroup, second: MarkGroup) -> bool:
    same = first.stroke == second.stroke and first.n_vertices == second.n_vertices
    return same and max(abs(first.width - second.width), abs(first.height - second.height)) < AXES.same_place


def _one_cross(first: DataMark, second: DataMark) -> bool:
    sizes = [max(sides_of(mark.box)) for mark in (first, second)]
    centred = max(abs(first.x - second.x), abs(first.y - second.y)) < SHAPES.crossed
    if not centred or second.order - first.order > 1 or max(sizes) >= SHAPES.cross_sides * min(sizes):
        return False
    if first.path is None or second.path is None:
        return False
    (ax, ay), (bx, by) = (mark.path.parts[0][-1] - mark.path.parts[0][0] for mark in (first, second) if mark.path)
    return bool(abs(ax * by - ay * bx) > SHAPES.cross_turn * math.hypot(ax, ay) * math.hypot(bx, by))


def dissolve(found: Shapes) -> None:
    """Open strokes that do not repeat are short lines, not marks."""
    kept = []
    for group in found.groups:
        open_stroke = not group.closed and group.fill is None and not _returns(group)
        if open_stroke and len(group.marks) < 3:
            for mark in group.marks:
                path = mark.path
                if path is None or path.stroke is None:
                    continue
                found.lines += [
                    stroke_of(path, path.stroke, index, part, bool(path.curves))
                    for index, part in enumerate(path.parts)
                    if len(part) >= 2
                ]
        else:
            kept.append(group)
    found.groups = kept
    found.lines.sort(key=lambda line: (line.order, line.locator))


def _returns(group: MarkGroup) -> bool:
    """Curves that end where they begin, as R draws its circles without closing them."""
    return all(
        mark.path is not None
        and bool(mark.path.curves)
        and bool(np.abs(mark.path.parts[0][0] - mark.path.parts[0][-1]).max() < SHAPES.box_meets)
        for mark in group.marks
    )


def merge_outlines(groups: list[MarkGroup]) -> list[MarkGroup]:
    """A fill and a stroke of the same shapes, painted by two operators each, are one series of marks.

    Outlines of one colour may belong to several fills (open and filled marks of one series colour).
    """
    fills = sorted((group for group in groups if group.fill is not None), key=lambda group: group.is_white)
    sizes = np.array([[group.width, group.height] for group in fills]).reshape(-1, 2)
    for outline in [group for group in groups if group.fill is None]:
        off = np.abs(sizes - np.array([outline.width, outline.height])).max(axis=1)
        for number in np.flatnonzero(off <= SHAPES.outline_size * sizes.max(axis=1)).tolist():
            filled = fills[number]
            if not 0 < len(outline.marks) * len(filled.marks) <= MOST_MARKS:
                continue
            partner = _partners(outline, filled, SHAPES.outline_off * max(filled.width, filled.height))
            if len(partner) < SHAPES.outlined * len(filled.marks):
                continue
            outline.marks = [mark for index, mark in enumerate(outline.marks) if index not in partner]
            filled.stroke = filled.stroke or outline.stroke
    return [group for group in groups if group.marks]


def drop_halos(found: Shapes) -> None:
    """White marks, each on the place of a mark that can be seen, only keep lines away from it: no series.

    gnuplot draws them larger than the marks that they surround.
    """
    plain = [group for group in found.groups if group.is_white and (group.stroke is None or group.stroke.is_white)]
    seen = [group.places for group in found.groups if group not in plain]
    places = np.concatenate(seen) if seen else np.zeros((0, 2))
    for group in plain if len(places) else ():
        reach = SHAPES.outline_off * max(group.width, group.height)
        if all(np.abs(places - place).max(axis=1).min() < reach for place in group.places):
            found.groups.remove(group)


def _partners(outline: MarkGroup, filled: MarkGroup, reach: float) -> set[int]:
    """Indices of outlines that stand on a filled mark, at most one for each."""
    places = outline.places
    partner: set[int] = set()
    for place in filled.places:
        off = np.abs(places - place).max(axis=1)
        for index in np.argsort(off)[:3].tolist():
            if off[index] < reach and index not in partner:
                partner.add(index)
                break
    return partner


def small_bars(found: Shapes) -> None:
    """Low rectangles of a bar's fill on a bar's base are bars too."""
    for group in found.groups:
        if group.fill is None or group.n_vertices > 5:
            continue
        bases = [bar.box[1] for bar in found.bars if bar.fill.key == group.fill.key]
        paths = [mark.path for mark in group.marks]
        if (
            bases
            and all(path is not None and (is_rectangle(path.parts[0]) or _is_flat(path.parts[0])) for path in paths)
            and all(min(abs(mark.box[1] - base) for base in bases) < SERIES.bar_off for mark in group.marks)
        ):
            found.bars += [Bar(mark.box, group.fill, mark.order, mark.locator) for mark in group.marks]
            group.marks = []
    found.without_empty()


def _is_flat(part: np.ndarray) -> bool:
    """The rectangle of an empty bin: corners, and no height."""
    return 4 <= len(part) <= 5 and float(np.ptp(part[:, 1])) < AXES.level


def place_dots(found: Shapes) -> None:
    """Strokes without length: the centre of a drawn mark, or marks of their own where three and more are alike."""
    places = np.concatenate([np.zeros((0, 2)), *(group.places for group in found.groups)])
    alone: dict[str, list[DrawnPath]] = {}
    for path in found.dots:
        x, y = path.parts[0].mean(axis=0).tolist()
        near = len(places) and float(np.abs(places - np.array([x, y])).max(axis=1).min()) < SHAPES.dot_off
        if not near and path.stroke is not None:
            alone.setdefault(f"{path.stroke.key} {path.width:.2f}", []).append(path)
    for paths in alone.values():
        if len(paths) < 3:
            continue
        width = paths[0].width
        group = MarkGroup(paths[0].stroke, None, width, width, 1, True, (0.0, 0.0))
        for path in paths:
            x, y = path.parts[0].mean(axis=0).tolist()
            box = (x - width / 2.0, y - width / 2.0, x + width / 2.0, y + width / 2.0)
            group.marks.append(DataMark(x, y, path.order, path.locator, box, path.clip, 0.0, path))
        found.groups.append(group)


def take_boxes(found: Shapes) -> None:
    """Four straight strokes of one look that close a rectangle are a box, as some programs draw that of a legend."""
    for lines in _straight_by_look(found.lines):
        level = [line for line in lines if np.ptp(line.points[:, 0]) > np.ptp(line.points[:, 1])]
        upright = [line for line in lines if np.ptp(line.points[:, 0]) <= np.ptp(line.points[:, 1])]
        if len(level) * len(upright) > _MOST_PAIRS:
            continue
        for bottom, top in combinations(sorted(level, key=lambda line: float(line.points[0, 1])), 2):
            sides = _closed_by(bottom, top, upright)
            if sides is None or any(line not in found.lines for line in sides):
                continue
            box = (bottom.box[0], bottom.box[1], bottom.box[2], top.box[1])
            found.lines = [line for line in found.lines if not any(line is side for side in sides)]
            found.frames.append((box, min(line.order for line in sides)))
            found.drop("box of four strokes", *edges_of(box))


def _straight_by_look(lines: list[Polyline]) -> list[list[Polyline]]:
    """Level and upright strokes of two points, those of one paint and width together."""
    by_look: dict[tuple[object, ...], list[Polyline]] = {}
    for line in lines:
        if len(line.points) != 2 or line.curved:
            continue
        x0, y0, x1, y1 = line.box
        if min(x1 - x0, y1 - y0) < SHAPES.box_meets < max(x1 - x0, y1 - y0):
            by_look.setdefault((line.stroke, round(line.width, 2)), []).append(line)
    return list(by_look.values())


def _closed_by(bottom: Polyline, top: Polyline, upright: list[Polyline]) -> tuple[Polyline, ...] | None:
    """Bottom, top, left and right of a box where two of the upright strokes join the two level ones."""
    x0, y0, x1, _ = bottom.box
    u0, y1, u1, _ = top.box
    if abs(x0 - u0) > SHAPES.box_meets or abs(x1 - u1) > SHAPES.box_meets or y1 - y0 < SHAPES.box_meets:
        return None
    ends = [line for line in upright if _spans(line, y0, y1)]
    left = next((line for line in ends if abs(float(line.points[0, 0]) - x0) <= SHAPES.box_meets), None)
    right = next((line for line in ends if abs(float(line.points[0, 0]) - x1) <= SHAPES.box_meets), None)
    return None if left is None or right is None else (bottom, top, left, right)


def _spans(line: Polyline, low: float, high: float) -> bool:
    _, y0, _, y1 = line.box
    return abs(y0 - low) <= SHAPES.box_meets and abs(y1 - high) <= SHAPES.box_meets
