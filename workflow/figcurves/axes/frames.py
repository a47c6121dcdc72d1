"""Panels of a page: long level and upright strokes that share a corner, filled areas, axes without a frame; ticks."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import product

import numpy as np

from figcurves.paths.drawing import Drawing, DrawnPath, is_rectangle
from figcurves.settings import AXES
from printed.geometry import Box, farthest_apart

_MOST_PAIRS = 4_000_000
"""Pairs of long strokes of a page beyond which it is a map."""
MOST_FRAMES = 400


SIDES = ("left", "bottom", "right", "top")
"""The sides of a box in the order of its four numbers."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A level (`axis` 0) or upright (`axis` 1) stroke: `at` across, from `low` to `high` along."""

    axis: int
    at: float
    low: float
    high: float
    path: DrawnPath
    width: float

    @property
    def length(self) -> float:
        """Length of the line [points]."""
        return self.high - self.low


@dataclass(slots=True)
class Strokes:
    """All axis-parallel strokes of a page as segments and as arrays for search."""

    segments: tuple[list[Segment], list[Segment]]
    at: tuple[np.ndarray, np.ndarray]
    low: tuple[np.ndarray, np.ndarray]
    high: tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True, slots=True)
class Tick:
    """One tick mark: its place along the axis, its length, and whether it points out of the frame."""

    at: float
    length: float
    outward: bool
    path: DrawnPath


def strokes(drawing: Drawing) -> Strokes:
    """Axis-parallel strokes: straight parts of stroked paths, and filled rectangles thin enough to be lines."""
    found: tuple[list[Segment], list[Segment]] = ([], [])
    for path in drawing.paths:
        if path.curves:
            continue
        if path.stroke is not None:
            for part in path.parts:
                _part_segments(part, path, found)
        elif path.fill is not None:
            for part in path.parts:
                _thin_rectangle(part, path, found)
    arrays = [
        tuple(np.array([getattr(segment, name) for segment in found[axis]], dtype=float) for axis in (0, 1))
        for name in ("at", "low", "high")
    ]
    return Strokes(found, arrays[0], arrays[1], arrays[2])  # type: ignore[arg-type]


def _part_segments(part: np.ndarray, path: DrawnPath, found: tuple[list[Segment], list[Segment]]) -> None:
    if not 2 <= len(part) <= 60:
        return
    steps = np.abs(np.diff(part, axis=0))
    for axis in (0, 1):
        along, across = steps[:, axis], steps[:, 1 - axis]
        for index in np.flatnonzero((across <= AXES.level + AXES.level_slope * along) & (along > AXES.stroke)):
            a, b = part[index], part[index + 1]
            at = float(a[1 - axis] + b[1 - axis]) / 2.0
            low, high = sorted((float(a[axis]), float(b[axis])))
            found[axis].append(Segment(axis, at, low, high, path, path.width))


def _thin_rectangle(part: np.ndarray, path: DrawnPath, found: tuple[list[Segment], list[Segment]]) -> None:
    if not 4 <= len(part) <= 5:
        return
    low, high = part.min(axis=0), part.max(axis=0)
    thin, long = sorted((high - low).tolist())
    if thin > AXES.thin or long < max(AXES.thin_ratio * thin, 1.0):
        return
    axis = 0 if high[0] - low[0] > high[1] - low[1] else 1
    at = float(low[1 - axis] + high[1 - axis]) / 2.0
    found[axis].append(Segment(axis, at, float(low[axis]), float(high[axis]), path, thin))


def plot_areas(drawing: Drawing, lines: Strokes) -> list[Box]:
    """Rectangles that may be plot areas, largest first: two axes that share a corner, or a filled area."""
    boxes: list[Box] = []
    level = [s for s in lines.segments[0] if s.length >= AXES.side]
    upright = [s for s in lines.segments[1] if s.length >= AXES.side]
    if len(level) * len(upright) <= _MOST_PAIRS:
        for low, side in product(level, upright):
            near_x = min(abs(side.at - low.low), abs(side.at - low.high))
            near_y = min(abs(low.at - side.low), abs(low.at - side.high))
            if near_x <= AXES.corner and near_y <= AXES.corner:
                boxes.append((low.low, side.low, low.high, side.high))
        boxes += _apart(lines, level, upright, boxes)
        boxes += _of_grids(level, upright)
    for path in drawing.paths:
        if path.fill is not None and len(path.parts) == 1 and len(path.parts[0]) <= 5 and not path.curves:
            x0, y0, x1, y1 = path.box
            whole = x1 - x0 > AXES.page * drawing.width and y1 - y0 > AXES.page * drawing.height
            if x1 - x0 >= AXES.side and y1 - y0 >= AXES.side and not whole:
                boxes.append((x0, y0, x1, y1))
    return _distinct(boxes)


def _of_grids(level: list[Segment], upright: list[Segment]) -> list[Box]:
    """Plot areas that only a grid spans, as Plotly draws them: level lines of one length across upright ones of one."""
    rows, columns = _same_ends(level), _same_ends(upright)
    return [
        (x0, y0, x1, y1)
        for (x0, x1), heights in rows
        for (y0, y1), places in columns
        if min(heights) > y0 - AXES.corner and max(heights) < y1 + AXES.corner
        if min(places) > x0 - AXES.corner and max(places) < x1 + AXES.corner
    ]


def _same_ends(lines: list[Segment]) -> list[tuple[tuple[float, float], list[float]]]:
    """Ends and places of three lines and more that begin and end together."""
    ends: dict[tuple[float, float], list[Segment]] = defaultdict(list)
    for line in lines:
        ends[round(line.low, 1), round(line.high, 1)].append(line)
    groups = [(group[0], [line.at for line in group]) for group in ends.values()]
    return [((first.low, first.high), places) for first, places in groups if len({round(at, 1) for at in places}) >= 3]


def _apart(lines: Strokes, level: list[Segment], upright: list[Segment], whole: list[Box]) -> list[Box]:
    """Plot areas whose two axes stand off from their corner, as R and seaborn set them; each must carry ticks.

    Such axes end at their last tick while the data go on, so the area reaches a tick's step beyond it, or to the next
    axis. Where a whole frame has the same corner, it is the plot area.
    """

    def widest_step(axis: Segment) -> float:
        places = ticks_on(lines, axis, outwards=True)
        return float(np.diff(places).max()) if len(places) >= 3 else 0.0

    bottoms = [(segment, step) for segment in level if (step := widest_step(segment))]
    lefts = [(segment, step) for segment in upright if (step := widest_step(segment))] if bottoms else []
    found = []
    for (low, step_x), (side, step_y) in product(bottoms, lefts):
        gap_x, gap_y = low.low - side.at, side.low - low.at
        if not (_stands_off_by(gap_x, step_x) and _stands_off_by(gap_y, step_y)):
            continue
        if any(max(abs(box[0] - side.at), abs(box[1] - low.at)) < AXES.corner for box in whole):
            continue
        x1 = _end_of_area(low, low.high + gap_x + step_x, [axis for axis, _ in lefts], side)
        y1 = _end_of_area(side, side.high + gap_y + step_y, [axis for axis, _ in bottoms], low)
        found.append((side.at, low.at, x1, y1))
    return found


def _stands_off_by(gap: float, step: float) -> bool:
    """Whether an axis may stand off from the corner by this gap. step: between its ticks."""
    return AXES.corner < gap <= max(AXES.apart, AXES.apart_steps * step)


def _end_of_area(axis: Segment, end: float, others: list[Segment], own: Segment) -> float:
    """Where the plot area over an axis ends: at `end`, or before the next axis across it, beside its `own`."""
    beyond = [other.at for other in others if other.at > axis.high and other.low < own.high]
    return min([end, *(at - AXES.apart for at in beyond if at - AXES.apart > axis.high)])


def ticks_on(lines: Strokes, axis: Segment, *, outwards: bool = False) -> np.ndarray:
    """Places (n) of short strokes that start at an axis or stand across it; or only of those that leave it downwards
    or to the left.
    """
    other = 1 - axis.axis
    low, high, at = lines.low[other], lines.high[other], lines.at[other]
    touches = np.abs(high - axis.at) < AXES.corner / 2
    if not outwards:
        middle = np.abs((low + high) / 2.0 - axis.at)
        touches |= (np.abs(low - axis.at) < AXES.corner / 2) | (middle < AXES.corner / 2)
    sized = (high - low >= AXES.tick_shortest) & (high - low <= AXES.tick_longest)
    beside = (at >= axis.low - AXES.corner) & (at <= axis.high + AXES.corner)
    places: np.ndarray = np.unique(at[touches & sized & beside])
    return places


def _distinct(boxes: list[Box]) -> list[Box]:
    kept: list[Box] = []
    for box in sorted(boxes, key=lambda b: (-(b[2] - b[0]) * (b[3] - b[1]), b)):
        if all(farthest_apart(box, other) > AXES.same_frame for other in kept):
            kept.append(box)
        if len(kept) >= MOST_FRAMES:
            break
    return kept


def ticks(lines: Strokes, box: Box, side: str) -> list[Tick]:
    """Short strokes that stand on one edge of the frame (`bottom`, `top`, `left`, `right`), by place."""
    axis = 1 if side in ("bottom", "top") else 0
    edge = box[SIDES.index(side)]
    start, stop = box[1 - axis], box[3 - axis]
    depth = box[axis + 2] - box[axis]
    at, low, high = lines.at[axis], lines.low[axis], lines.high[axis]
    if not len(at):
        return []
    length = high - low
    reach = AXES.on_edge
    on_edge = (np.abs(low - edge) <= reach) | (np.abs(high - edge) <= reach)
    across = (low < edge - reach) & (high > edge + reach)
    across &= (np.abs(low + high - 2 * edge) < 1.0) | _one_of_a_row(low, high, across)
    inside = (at >= start - reach) & (at <= stop + reach)
    sized = (length >= AXES.tick_shortest) & (length <= min(AXES.tick_longest, AXES.tick_depth * depth + 2.0))
    outward_is_low = side in ("bottom", "left")
    kept: dict[tuple[int, int], Tick] = {}
    for index in np.flatnonzero((on_edge | across) & inside & sized):
        segment = lines.segments[axis][index]
        middle = (segment.low + segment.high) / 2.0
        if is_boxed(segment) or is_crossed(lines, segment, middle):
            continue
        outward = middle < edge - AXES.outward if outward_is_low else middle > edge + AXES.outward
        tick = Tick(segment.at, float(length[index]), outward, segment.path)
        key = (round(segment.at * 20), outward)
        if key not in kept or kept[key].length < tick.length:
            kept[key] = tick
    return sorted(kept.values(), key=lambda tick: (tick.at, tick.outward))


def _one_of_a_row(low: np.ndarray, high: np.ndarray, across: np.ndarray) -> np.ndarray:
    """Which strokes are among three and more of those that cross an edge, with the same two ends."""
    ends = np.round(np.column_stack([low, high]), 1)
    _, which, counts = np.unique(ends[across], axis=0, return_inverse=True, return_counts=True)
    found = np.zeros(len(low), dtype=bool)
    found[across] = counts[which.ravel()] >= 3
    return found


def is_boxed(segment: Segment) -> bool:
    """A side of a rectangle that is wide across it, as of a low bar: no tick."""
    path = segment.path
    if len(path.parts) != 1 or not 4 <= path.n_vertices <= 5:
        return False
    x0, y0, x1, y1 = path.box
    across = y1 - y0 if segment.axis == 0 else x1 - x0
    return across > min(AXES.thin, segment.length)


def is_crossed(lines: Strokes, segment: Segment, middle: float) -> bool:
    """A stroke of like length crosses it in the middle of both: a plus mark, no tick."""
    other = 1 - segment.axis
    low, high, at = lines.low[other], lines.high[other], lines.at[other]
    if not len(at):
        return False
    centred = (np.abs((low + high) / 2.0 - segment.at) < AXES.same_place) & (np.abs(at - middle) < AXES.same_place)
    return bool((centred & (np.abs(high - low - segment.length) < AXES.crossed * segment.length)).any())


def grid_lines(lines: Strokes, box: Box, axis: int) -> list[Segment]:
    """Strokes from edge to edge of the frame, its own edges left out: `axis` 0 level, 1 upright."""
    start, stop, low, high = box[axis], box[axis + 2], box[1 - axis], box[3 - axis]
    reach = AXES.grid_end * (stop - start)
    return [
        segment
        for segment in lines.segments[axis]
        if abs(segment.low - start) < reach and abs(segment.high - stop) < reach
        if low + AXES.on_edge < segment.at < high - AXES.on_edge
    ]


Edges = tuple[float, float]
"""Where the y axis stands on x, and the x axis on y."""
MOST_CROSSINGS = 40


def crossings(lines: Strokes) -> list[tuple[Box, Edges]]:
    """Areas that two axes with ticks span by crossing inside each other."""
    level, upright = ([s for s in axis if s.length >= AXES.side and _has_ticks(lines, s)] for axis in lines.segments)
    found: list[tuple[Box, Edges]] = []
    for low, side in product(level, upright):
        inside_x = low.low + AXES.corner < side.at < low.high - AXES.corner
        inside_y = side.low + AXES.corner < low.at < side.high - AXES.corner
        if inside_x and inside_y:
            found.append(((low.low, side.low, low.high, side.high), (side.at, low.at)))
    return found[:MOST_CROSSINGS]


def stands_off(lines: Strokes, box: Box, others: list[Box]) -> bool:
    """An upright axis with ticks, as high as the frame, stands beside it and is no other panel's: a third scale."""
    for axis in lines.segments[1]:
        alone = axis.path.n_vertices == 2 and max(abs(axis.low - box[1]), abs(axis.high - box[3])) < AXES.beside
        off = max(axis.at - box[2], box[0] - axis.at)
        least = AXES.beside_least
        if not alone or not least < off < AXES.beside_most * (box[2] - box[0]):
            continue
        taken = any(other[0] - least <= axis.at <= other[2] + least for other in others if other != box)
        if not taken and _has_ticks(lines, axis):
            return True
    return False


def _has_ticks(lines: Strokes, axis: Segment) -> bool:
    return len(np.unique(np.round(ticks_on(lines, axis), 1))) >= 3


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
    axes = (axis for axis in lines.segments[1] if axis.length >= AXES.side and bars and _has_ticks(lines, axis))
    areas = (_area_of_bars(axis, bars) for axis in axes)
    return [area for area in areas if area is not None]


def _area_of_bars(axis: Segment, bars: list[Box]) -> Box | None:
    """The area of the bars on the commonest base beside an upright axis; None for fewer than two, or one above it."""
    near = [box for box in bars if axis.at < box[0] < axis.at + AXES.bars_reach and _within(axis, box)]
    bases = [round(box[1], 1) for box in near]
    base = max(set(bases), key=bases.count, default=0.0)
    standing = [box for box in near if abs(box[1] - base) < AXES.bar_base]
    if len(standing) < 2 or abs(base - axis.low) >= AXES.bar_rise * axis.length:
        return None
    gap = min(box[0] for box in standing) - axis.at
    right = max(box[2] for box in standing) + gap
    return axis.at, min(base, axis.low), right, max(axis.high, *(box[3] for box in standing))


def _within(axis: Segment, box: Box) -> bool:
    return axis.low - AXES.corner <= box[1] and box[3] <= axis.high + AXES.bar_rise * axis.length
