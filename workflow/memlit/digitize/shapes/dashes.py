"""Dashed curves that a program drew as separate strokes, joined to one line each."""

import math
from dataclasses import replace

import numpy as np

from memlit.digitize.model import runs_of
from memlit.digitize.settings import SHAPES
from memlit.digitize.shapes.model import MarkGroup, Polyline, Shapes


def join_dashes(found: Shapes) -> None:
    """Short strokes of one style, painted one after the other and each ahead of the last, become one polyline."""
    runs = runs_of(_strokes(found), lambda last, item: _goes_on(last[0], item[0]))
    curves = {run[0][0].stroke for run in runs if len(run) >= SHAPES.dashes}
    for run in runs:
        # Fewer dashes in the colour of a dashed curve are its key.
        if len(run) < (2 if run[0][0].stroke in curves else SHAPES.dashes):
            continue
        lines = [line for line, _ in run]
        for line, group in run:
            if group is None:
                found.lines = [other for other in found.lines if other is not line]
            else:
                group.marks = [mark for mark in group.marks if mark.locator != line.locator]
        gap = float(np.hypot(*(lines[1].points[0] - lines[0].points[-1])))
        points = np.vstack([line.points for line in lines])
        found.lines.append(replace(lines[0], points=points, dash=(_length(lines[0]), gap), pieces=len(lines)))
    found.without_empty()


def _strokes(found: Shapes) -> list[tuple[Polyline, MarkGroup | None]]:
    """Open strokes, those taken for marks too, in paint order."""
    strokes: list[tuple[Polyline, MarkGroup | None]] = [(line, None) for line in found.lines if not line.curved]
    for group in found.groups:
        if group.closed or group.fill is not None:
            continue
        for mark in group.marks:
            path = mark.path
            if path is not None and path.stroke is not None and len(path.parts) == 1:
                line = Polyline(path.parts[0], path.stroke, path.width, path.dash, path.order, mark.locator, path.clip)
                strokes.append((line, group))
    return sorted(strokes, key=lambda item: (item[0].order, item[0].locator))


def _length(line: Polyline) -> float:
    return float(np.hypot(*(line.points[-1] - line.points[0])))


def _goes_on(last: Polyline, line: Polyline) -> bool:
    if last.stroke != line.stroke or abs(last.width - line.width) > SHAPES.dash_width or line.order - last.order > 1:
        return False
    step = line.points[0] - last.points[-1]
    gap = float(np.hypot(*step))
    longest = max(_length(last), _length(line))
    if not SHAPES.dash_width < gap <= SHAPES.dash_gap * longest:
        return False
    ways = (last.points[-1] - last.points[-2], step, line.points[1] - line.points[0])
    turn = math.cos(math.radians(SHAPES.dash_turn))
    return all(
        float(first @ second) >= turn * float(np.hypot(*first) * np.hypot(*second))
        for first, second in ((ways[0], ways[1]), (ways[1], ways[2]))
    )
