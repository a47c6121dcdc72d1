"""Panels of a page: long level and upright strokes that share a corner, or filled plot areas; and their ticks."""

from dataclasses import dataclass

import numpy as np

from memlit.digitize.paths.drawing import Drawing, Path
from memlit.digitize.settings import AXES
from memlit.documents.geometry import Box

MOST_PAIRS = 4_000_000
"""Pairs of long strokes of a page beyond which it is a map."""
MOST_FRAMES = 400


@dataclass(frozen=True, slots=True)
class Segment:
    """A level (`axis` 0) or upright (`axis` 1) stroke: `at` across, from `low` to `high` along."""

    axis: int
    at: float
    low: float
    high: float
    path: Path
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
    path: Path


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


def _part_segments(part: np.ndarray, path: Path, found: tuple[list[Segment], list[Segment]]) -> None:
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


def _thin_rectangle(part: np.ndarray, path: Path, found: tuple[list[Segment], list[Segment]]) -> None:
    if not 4 <= len(part) <= 5:
        return
    (x0, y0), (x1, y1) = part.min(axis=0), part.max(axis=0)
    w, h = float(x1 - x0), float(y1 - y0)
    thin, long = min(w, h), max(w, h)
    if thin > AXES.thin or long < max(AXES.thin_ratio * thin, 1.0):
        return
    axis = 0 if w > h else 1
    at = float(y0 + y1) / 2.0 if axis == 0 else float(x0 + x1) / 2.0
    low, high = (float(x0), float(x1)) if axis == 0 else (float(y0), float(y1))
    found[axis].append(Segment(axis, at, low, high, path, thin))


def frames(drawing: Drawing, lines: Strokes) -> list[Box]:
    """Rectangles that may be plot areas, largest first: two axes that share a corner, or a filled area."""
    boxes: list[Box] = []
    level = [s for s in lines.segments[0] if s.length >= AXES.side]
    upright = [s for s in lines.segments[1] if s.length >= AXES.side]
    if len(level) * len(upright) <= MOST_PAIRS:
        for low in level:
            for side in upright:
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
    ends: dict[tuple[float, float], list[Segment]] = {}
    for line in lines:
        ends.setdefault((round(line.low, 1), round(line.high, 1)), []).append(line)
    groups = [(group[0], [line.at for line in group]) for group in ends.values()]
    return [((first.low, first.high), places) for first, places in groups if len({round(at, 1) for at in places}) >= 3]


def _apart(lines: Strokes, level: list[Segment], upright: list[Segment], whole: list[Box]) -> list[Box]:
    """Plot areas whose two axes stand off from their corner, as R and seaborn set them; each must carry ticks.

    Such axes end at their last tick while the data go on, so the area reaches a tick's step beyond it, or to the next
    axis. Where a whole frame has the same corner, it is the plot area.
    """
    bottoms = [(segment, step) for segment in level if (step := _tick_step(lines, segment))]
    lefts = [(segment, step) for segment in upright if (step := _tick_step(lines, segment))] if bottoms else []
    found = []
    for low, step_x in bottoms:
        for side, step_y in lefts:
            gap_x, gap_y = low.low - side.at, side.low - low.at
            if not all(
                AXES.corner < gap <= max(AXES.apart, AXES.apart_steps * step)
                for gap, step in ((gap_x, step_x), (gap_y, step_y))
            ):
                continue
            if any(max(abs(box[0] - side.at), abs(box[1] - low.at)) < AXES.corner for box in whole):
                continue
            right = [other.at for other, _ in lefts if other.at > low.high and other.low < side.high]
            above = [other.at for other, _ in bottoms if other.at > side.high and other.low < low.high]
            x1 = min([low.high + gap_x + step_x, *(at - AXES.apart for at in right if at - AXES.apart > low.high)])
            y1 = min([side.high + gap_y + step_y, *(at - AXES.apart for at in above if at - AXES.apart > side.high)])
            found.append((side.at, low.at, x1, y1))
    return found


def _tick_step(lines: Strokes, axis: Segment) -> float:
    """The widest step between the short strokes that leave an axis downwards or to the left; 0 for fewer than three."""
    other = 1 - axis.axis
    low, high, at = lines.low[other], lines.high[other], lines.at[other]
    sized = (high - low >= AXES.tick_shortest) & (high - low <= AXES.tick_longest)
    leaves = sized & (np.abs(high - axis.at) < AXES.corner / 2)
    along = np.unique(at[leaves & (at >= axis.low - AXES.corner) & (at <= axis.high + AXES.corner)])
    return float(np.diff(along).max()) if len(along) >= 3 else 0.0


def _distinct(boxes: list[Box]) -> list[Box]:
    kept: list[Box] = []
    for box in sorted(boxes, key=lambda b: (-(b[2] - b[0]) * (b[3] - b[1]), b)):
        if all(max(abs(a - b) for a, b in zip(box, other, strict=True)) > AXES.same_frame for other in kept):
            kept.append(box)
        if len(kept) >= MOST_FRAMES:
            break
    return kept


def ticks(lines: Strokes, box: Box, side: str) -> list[Tick]:
    """Short strokes that stand on one edge of the frame (`bottom`, `top`, `left`, `right`), by place."""
    axis = 1 if side in ("bottom", "top") else 0
    edge = {"bottom": box[1], "top": box[3], "left": box[0], "right": box[2]}[side]
    start, stop = (box[0], box[2]) if axis == 1 else (box[1], box[3])
    depth = (box[3] - box[1]) if axis == 1 else (box[2] - box[0])
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
    start, stop = (box[0], box[2]) if axis == 0 else (box[1], box[3])
    low_edge, high_edge = (box[1], box[3]) if axis == 0 else (box[0], box[2])
    span = stop - start
    found = []
    for segment in lines.segments[axis]:
        reaches = abs(segment.low - start) < AXES.grid_end * span and abs(segment.high - stop) < AXES.grid_end * span
        if reaches and low_edge + AXES.on_edge < segment.at < high_edge - AXES.on_edge:
            found.append(segment)
    return found
