"""Which paths belong to a panel: frame, ticks and grid told from data, insets from what lies under them."""

from dataclasses import dataclass
from itertools import product

from figcurves.axes.frames import Segment, Strokes, grid_lines, is_boxed, is_crossed
from figcurves.axes.panels import Panel
from figcurves.paths.drawing import Drawing, DrawnPath
from figcurves.settings import AXES, SHAPES
from printed.geometry import Box, farthest_apart, holds, middle_of, sides_of

Start = tuple[int, Box | None]
"""Paint order and clip of a frame's first path."""


@dataclass(frozen=True, slots=True)
class _Along:
    """One direction of a panel (0 level, 1 upright) with what its furniture is told by.

    edges: places of the two edges that run along it; across: those of the two others; spines: edges and where axes
    stand off from them; side: length of an edge; keys: colours of the ticks that have labels.
    """

    lines: Strokes
    axis: int
    edges: tuple[float, float]
    across: tuple[float, float]
    spines: tuple[float, ...]
    side: float
    keys: frozenset[str]


def _is_spine(along: _Along, segment: Segment) -> bool:
    """A stroke of the frame, or of an axis that stands off from it."""
    simple = segment.path.n_vertices <= 5 * len(segment.path.parts)
    on_edge = min(abs(segment.at - edge) for edge in along.spines) < SHAPES.spine
    return simple and on_edge and segment.length > SHAPES.spine_share * along.side


def _is_tick(along: _Along, segment: Segment) -> bool:
    """A short stroke that ends on an edge: outside the frame, or of the colour of the ticks with labels."""
    path = segment.path
    paint = path.stroke or path.fill
    row = len(path.parts) > 1
    if segment.length > AXES.tick_longest or (path.n_vertices > 5 and not row) or paint is None:
        return False
    if not _is_on_edge((segment.low, segment.high), along.across):
        return False
    if not along.edges[0] - AXES.on_edge <= segment.at <= along.edges[1] + AXES.on_edge:
        return False
    thin = path.n_vertices <= 2 or (path.fill is not None and not is_boxed(segment))
    if not (thin or _row_of_ticks(path, along.axis, along.across)):
        return False
    middle = (segment.low + segment.high) / 2.0
    outside = middle < along.across[0] - AXES.outward or middle > along.across[1] + AXES.outward
    return (outside or paint.key in along.keys) and not is_crossed(along.lines, segment, middle)


FURNITURE = (_is_spine, _is_tick)
"""What a segment of the frame's furniture may be, apart from the grid."""


def furniture(lines: Strokes, panel: Panel) -> set[int]:
    """Paths that make the frame, its ticks and its grid."""
    x0, y0, x1, y1 = panel.box
    paints = [path.stroke or path.fill for path in panel.tick_paths]
    keys = frozenset(paint.key for paint in paints if paint is not None)
    places = [place for side in panel.sides.values() for place in side.ticks]
    skip = set(map(id, panel.tick_paths))
    for axis, edges, across, names in (
        (0, (y0, y1), (x0, x1), ("bottom", "top")),
        (1, (x0, x1), (y0, y1), ("left", "right")),
    ):
        spines = (*edges, *(panel.sides[name].edge for name in names if name in panel.sides))
        along = _Along(lines, axis, edges, across, spines, across[1] - across[0], keys)
        skip |= _grid(along, panel.box, places)
        skip |= {id(one.path) for one in lines.segments[axis] if any(kind(along, one) for kind in FURNITURE)}
    return skip


def _grid(along: _Along, box: Box, places: list[float]) -> set[int]:
    """Lines at ticks that cross the frame, and those drawn alike that end at a legend."""
    crossing = grid_lines(along.lines, box, along.axis)
    grid = [one for one in crossing if one.path.n_vertices <= 2 and _at_any(one.at, places)]
    return {id(one.path) for one in grid} | _cut_grid(along.lines, along.axis, grid, along.across, places)


def _row_of_ticks(path: DrawnPath, axis: int, across: tuple[float, float]) -> bool:
    """Several short strokes as one path, each of which stands on an edge of the frame."""
    ends = [(float(part[:, axis].min()), float(part[:, axis].max())) for part in path.parts]
    short = all(len(part) == 2 for part in path.parts) and all(high - low <= AXES.tick_longest for low, high in ends)
    return short and all(_is_on_edge(pair, across) for pair in ends)


def _is_on_edge(ends: tuple[float, float], edges: tuple[float, float]) -> bool:
    """Whether a stroke along an axis ends on an edge of the frame."""
    return any(abs(end - edge) < AXES.on_edge for end, edge in product(ends, edges))


def _at_any(at: float, places: list[float]) -> bool:
    return any(abs(at - place) < SHAPES.at_tick for place in places)


def _cut_grid(
    lines: Strokes, axis: int, grid: list[Segment], edges: tuple[float, float], places: list[float]
) -> set[int]:
    """Grid lines that end at a legend: at a tick, from one edge on, drawn as those that cross the whole frame."""
    styles = {_style(segment.path) for segment in grid}
    found = set()
    for segment in lines.segments[axis] if styles else []:
        on_edge = _is_on_edge((segment.low, segment.high), edges)
        long = segment.path.n_vertices <= 2 and segment.length > AXES.tick_longest
        if long and on_edge and _at_any(segment.at, places) and _style(segment.path) in styles:
            found.add(id(segment.path))
    return found


def _style(path: DrawnPath) -> tuple[str, float, tuple[float, ...]]:
    paint = path.stroke or path.fill
    return paint.key if paint else "", round(path.width, 3), tuple(path.dash)


def paint_start(drawing: Drawing, box: Box) -> Start:
    """Paint order and clip of the first path that fills or strokes the frame; what an inset holds comes after it."""
    simple = (path for path in drawing.paths if path.n_vertices <= 8)
    drawn = (path for path in simple if farthest_apart(path.box, box) <= AXES.same_frame)
    first = min(drawn, key=lambda path: path.order, default=None)
    return (first.order, first.clip) if first is not None else (len(drawing.paths), None)


def belongs(at: Box, path: DrawnPath, panel: Panel, starts: dict[Box, Start]) -> bool:
    """True for what stands in the panel, or is clipped to it, and is no inset's; `starts` as `start` gives them.

    What surrounds the panel on all sides, as the border of a chart does, is not in it.
    """
    box = panel.box
    place = middle_of(at)
    slack = SHAPES.slack * max(sides_of(box))
    if not holds(box, *place, slack) and not _is_clipped_to(path, box):
        return False
    if at[0] < box[0] - slack and at[1] < box[1] - slack and at[2] > box[2] + slack and at[3] > box[3] + slack:
        return path.clip is not None and farthest_apart(path.clip, box) <= 2.0
    loose = not holds(box, *place) and not _is_clipped_to(path, box)
    if loose and any(holds(other, *place) for other in panel.beside):
        return False
    if panel.around and not _held(path, box, panel.around, starts[box]):
        return False
    if any(_is_of_inset(path, place, inset, box, starts[inset]) for inset in panel.insets):
        return False
    wide = at[2] - at[0] > AXES.page * (box[2] - box[0]) and at[3] - at[1] > AXES.page * (box[3] - box[1])
    return not (wide and path.fill)


def _is_clipped_to(path: DrawnPath, box: Box) -> bool:
    return path.clip is not None and farthest_apart(path.clip, box) <= SHAPES.clip


def _is_of_inset(path: DrawnPath, place: tuple[float, float], inset: Box, box: Box, start: Start) -> bool:
    """Whether a path near an inset of the panel is the inset's."""
    left, right = SHAPES.inset_left, SHAPES.inset_right
    level = inset[0] - left <= place[0] <= inset[2] + right
    return level and inset[1] - left <= place[1] <= inset[3] + right and _held(path, inset, [box], start)


def _held(path: DrawnPath, inset: Box, around: list[Box], start: Start) -> bool:
    """What stands in an inset is the inset's when it is clipped to it, or painted after its frame and not clipped.

    Where the inset's own frame is clipped to the panel around it, a clip to that panel says nothing.
    """
    order, frame_clip = start
    if path.clip is not None:
        if farthest_apart(path.clip, inset) <= SHAPES.clip:
            return True
        if path.clip != frame_clip and any(farthest_apart(path.clip, outer) <= SHAPES.clip for outer in around):
            return False
    return path.order >= order
