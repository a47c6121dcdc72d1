"""Which paths belong to a panel: frame, ticks and grid told from data, insets from what lies under them."""

from figcurves.axes.frames import Segment, Strokes, grid_lines, is_boxed, is_crossed
from figcurves.axes.panels import Panel
from figcurves.paths.drawing import Drawing, Path
from figcurves.settings import AXES, SHAPES
from printedpages.geometry import Box, holds, middle_of

Start = tuple[int, Box | None]
"""Paint order and clip of a frame's first path."""


def furniture(lines: Strokes, panel: Panel) -> set[int]:
    """Paths that make the frame, its ticks and its grid."""
    box = panel.box
    paints = [tick.path.stroke or tick.path.fill for side in panel.sides.values() for tick in side.tick_paths]
    keys = {paint.key for paint in paints if paint is not None}
    places = [place for side in panel.sides.values() for place in side.ticks]
    skip = {id(tick.path) for side in panel.sides.values() for tick in side.tick_paths}
    for axis in (0, 1):
        side_length = box[2] - box[0] if axis == 0 else box[3] - box[1]
        along = (box[1], box[3]) if axis == 0 else (box[0], box[2])
        across = (box[0], box[2]) if axis == 0 else (box[1], box[3])
        grid = [s for s in grid_lines(lines, box, axis) if s.path.n_vertices <= 2 and _at_any(s.at, places)]
        skip |= {id(segment.path) for segment in grid} | _cut_grid(lines, axis, grid, across, places)
        names = ("bottom", "top") if axis == 0 else ("left", "right")
        spines = (*along, *(panel.sides[name].edge for name in names if name in panel.sides))
        for segment in lines.segments[axis]:
            simple = segment.path.n_vertices <= 5 * len(segment.path.parts)
            on_edge = min(abs(segment.at - edge) for edge in spines) < SHAPES.spine
            if simple and on_edge and segment.length > SHAPES.spine_share * side_length:
                skip.add(id(segment.path))
                continue
            paint = segment.path.stroke or segment.path.fill
            row = len(segment.path.parts) > 1
            if segment.length > AXES.tick_longest or (segment.path.n_vertices > 5 and not row) or paint is None:
                continue
            gap = min(abs(end - edge) for end in (segment.low, segment.high) for edge in across)
            inside = along[0] - AXES.on_edge <= segment.at <= along[1] + AXES.on_edge
            middle = (segment.low + segment.high) / 2.0
            outside = middle < across[0] - AXES.outward or middle > across[1] + AXES.outward
            thin = segment.path.n_vertices <= 2 or (segment.path.fill is not None and not is_boxed(segment))
            thin = thin or _row_of_ticks(segment.path, axis, across)
            mark = is_crossed(lines, segment, middle)
            if gap < AXES.on_edge and inside and thin and not mark and (outside or paint.key in keys):
                skip.add(id(segment.path))
    return skip


def _row_of_ticks(path: Path, axis: int, across: tuple[float, float]) -> bool:
    """Several short strokes as one path, each of which stands on an edge of the frame."""
    ends = [(float(part[:, axis].min()), float(part[:, axis].max())) for part in path.parts]
    short = all(len(part) == 2 for part in path.parts) and all(high - low <= AXES.tick_longest for low, high in ends)
    return short and all(min(abs(end - edge) for end in pair for edge in across) < AXES.on_edge for pair in ends)


def _at_any(at: float, places: list[float]) -> bool:
    return any(abs(at - place) < SHAPES.at_tick for place in places)


def _cut_grid(
    lines: Strokes, axis: int, grid: list[Segment], edges: tuple[float, float], places: list[float]
) -> set[int]:
    """Grid lines that end at a legend: at a tick, from one edge on, drawn as those that cross the whole frame."""
    styles = {_style(segment.path) for segment in grid}
    found = set()
    for segment in lines.segments[axis] if styles else []:
        on_edge = min(abs(end - edge) for end in (segment.low, segment.high) for edge in edges) < AXES.on_edge
        long = segment.path.n_vertices <= 2 and segment.length > AXES.tick_longest
        if long and on_edge and _at_any(segment.at, places) and _style(segment.path) in styles:
            found.add(id(segment.path))
    return found


def _style(path: Path) -> tuple[str, float, tuple[float, ...]]:
    paint = path.stroke or path.fill
    return paint.key if paint else "", round(path.width, 3), tuple(path.dash)


def start(drawing: Drawing, box: Box) -> Start:
    """Paint order and clip of the first path that fills or strokes the frame; what an inset holds comes after it."""
    drawn = [path for path in drawing.paths if path.n_vertices <= 8 and close(path.box, box, AXES.same_frame)]
    first = min(drawn, key=lambda path: path.order, default=None)
    return (first.order, first.clip) if first is not None else (len(drawing.paths), None)


def belongs(at: Box, path: Path, panel: Panel, starts: dict[Box, Start]) -> bool:
    """True for what stands in the panel, or is clipped to it, and is no inset's; `starts` as `start` gives them.

    What surrounds the panel on all sides, as the border of a chart does, is not in it.
    """
    cx, cy = middle_of(at)
    box = panel.box
    slack = SHAPES.slack * max(box[2] - box[0], box[3] - box[1])
    if not holds(box, cx, cy, slack) and (path.clip is None or not close(path.clip, box, SHAPES.clip)):
        return False
    if at[0] < box[0] - slack and at[1] < box[1] - slack and at[2] > box[2] + slack and at[3] > box[3] + slack:
        return path.clip is not None and close(path.clip, box, 2.0)
    loose = not holds(box, cx, cy) and (path.clip is None or not close(path.clip, box, SHAPES.clip))
    if loose and any(holds(other, cx, cy) for other in panel.beside):
        return False
    if panel.around and not _held(path, box, panel.around, starts[box]):
        return False
    for inset in panel.insets:
        left, right = SHAPES.inset_left, SHAPES.inset_right
        near = inset[0] - left <= cx <= inset[2] + right and inset[1] - left <= cy <= inset[3] + right
        if near and _held(path, inset, [box], starts[inset]):
            return False
    wide = at[2] - at[0] > AXES.page * (box[2] - box[0]) and at[3] - at[1] > AXES.page * (box[3] - box[1])
    return not (wide and path.fill)


def _held(path: Path, inset: Box, around: list[Box], start: Start) -> bool:
    """What stands in an inset is the inset's when it is clipped to it, or painted after its frame and not clipped.

    Where the inset's own frame is clipped to the panel around it, a clip to that panel says nothing.
    """
    order, frame_clip = start
    if path.clip is not None:
        if close(path.clip, inset, SHAPES.clip):
            return True
        if path.clip != frame_clip and any(close(path.clip, outer, SHAPES.clip) for outer in around):
            return False
    return path.order >= order


def close(first: Box, second: Box, tolerance: float) -> bool:
    """All four edges within the tolerance."""
    return max(abs(a - b) for a, b in zip(first, second, strict=True)) <= tolerance
