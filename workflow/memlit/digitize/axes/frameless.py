"""Plot areas without a frame: axes that cross in the middle, and an upright axis beside bars that stand over words."""

import numpy as np

from memlit.digitize.axes.frames import Segment, Strokes
from memlit.digitize.paths.drawing import Drawing, is_rectangle
from memlit.digitize.settings import AXES
from memlit.documents.geometry import Box

Edges = tuple[float, float]
"""Where the y axis stands on x, and the x axis on y."""
MOST_CROSSINGS = 40


def crossings(lines: Strokes) -> list[tuple[Box, Edges]]:
    """Areas that two axes with ticks span by crossing inside each other."""
    level = [s for s in lines.segments[0] if s.length >= AXES.side and _ticks_on(lines, s) >= 3]
    upright = [s for s in lines.segments[1] if s.length >= AXES.side and _ticks_on(lines, s) >= 3] if level else []
    found: list[tuple[Box, Edges]] = []
    for low in level:
        for side in upright:
            inside_x = low.low + AXES.corner < side.at < low.high - AXES.corner
            inside_y = side.low + AXES.corner < low.at < side.high - AXES.corner
            box = (low.low, side.low, low.high, side.high)
            if inside_x and inside_y and len(found) < MOST_CROSSINGS:
                found.append((box, (side.at, low.at)))
    return found


def stands_off(lines: Strokes, box: Box, others: list[Box]) -> bool:
    """An upright axis with ticks, as high as the frame, stands beside it and is no other panel's: a third scale."""
    for axis in lines.segments[1]:
        alone = axis.path.n_vertices == 2 and max(abs(axis.low - box[1]), abs(axis.high - box[3])) < AXES.beside
        off = max(axis.at - box[2], box[0] - axis.at)
        least = AXES.beside_least
        if not alone or not least < off < AXES.beside_most * (box[2] - box[0]):
            continue
        taken = any(other[0] - least <= axis.at <= other[2] + least for other in others if other != box)
        if not taken and _ticks_on(lines, axis) >= 3:
            return True
    return False


def _ticks_on(lines: Strokes, axis: Segment) -> int:
    """Places of short strokes that start at an axis or stand across it."""
    other = 1 - axis.axis
    low, high, at = lines.low[other], lines.high[other], lines.at[other]
    length = high - low
    touches = (np.abs(high - axis.at) < AXES.corner / 2) | (np.abs(low - axis.at) < AXES.corner / 2)
    touches |= np.abs((low + high) / 2.0 - axis.at) < AXES.corner / 2
    sized = (length >= AXES.tick_shortest) & (length <= AXES.tick_longest)
    along = at[touches & sized & (at >= axis.low - AXES.corner) & (at <= axis.high + AXES.corner)]
    return len(np.unique(np.round(along, 1)))


def beside_bars(drawing: Drawing, lines: Strokes) -> list[Box]:
    """Areas of bars that stand side by side on one base, from an upright axis with ticks to their last edge."""
    bars = [
        path.box
        for path in drawing.paths
        if path.fill is not None
        and not path.fill.is_white
        and len(path.parts) == 1
        and is_rectangle(path.parts[0])
        and path.box[2] - path.box[0] >= AXES.bar
    ]
    found = []
    for axis in lines.segments[1]:
        if axis.length < AXES.side or not bars or _ticks_on(lines, axis) < 3:
            continue
        near = [box for box in bars if axis.at < box[0] < axis.at + AXES.bars_reach and _within(axis, box)]
        bases = [round(box[1], 1) for box in near]
        base = max(set(bases), key=bases.count, default=0.0)
        standing = [box for box in near if abs(box[1] - base) < AXES.bar_base]
        if len(standing) >= 2 and abs(base - axis.low) < AXES.bar_rise * axis.length:
            gap = min(box[0] for box in standing) - axis.at
            right = max(box[2] for box in standing) + gap
            found.append((axis.at, min(base, axis.low), right, max(axis.high, *(box[3] for box in standing))))
    return found


def _within(axis: Segment, box: Box) -> bool:
    return axis.low - AXES.corner <= box[1] and box[3] <= axis.high + AXES.bar_rise * axis.length
