"""Strokes that make one curve, or join its marks.

Pieces: MATLAB cuts curves every 100 vertices and Origin every 700. Dashes: separate strokes of one dashed curve.
Connectors: strokes from mark to mark that stop short of both, as Origin and R (`type = "b"`) draw them; no data.
"""

import math
from collections import defaultdict
from dataclasses import replace
from itertools import product

import numpy as np

from figcurves.model import runs_of
from figcurves.paths.drawing import DrawnPath
from figcurves.settings import SHAPES
from figcurves.shapes.model import DataMark, MarkGroup, Polyline, Shapes, stroke_of

LEAST_STROKES = 3
MOST_STROKES = 3000
MARK_STROKES = 8
"""A closed run of no more strokes may be a mark drawn side by side."""
_Place = tuple[int, int]


def continued(paths: list[DrawnPath]) -> set[int]:
    """Ids of open strokes that go on from one another: pieces of a curve, even where they are small and alike."""
    strokes = [
        path
        for path in paths
        if path.fill is None and path.stroke is not None and path.origin is None
        if len(path.parts) == 1 and not path.closed[0] and len(path.parts[0]) >= 2
    ]
    found = set()
    for run in runs_of(strokes, _goes_on):
        closed = bool(np.abs(run[-1].parts[0][-1] - run[0].parts[0][0]).max() < SHAPES.meets)
        if len(run) >= LEAST_STROKES and not (closed and len(run) <= MARK_STROKES):
            found |= {id(path) for path in run}
    return found


def _goes_on(last: DrawnPath, path: DrawnPath) -> bool:
    alike = last.stroke == path.stroke and last.dash == path.dash and abs(last.width - path.width) < SHAPES.same_width
    return alike and bool(np.abs(last.parts[0][-1] - path.parts[0][0]).max() < SHAPES.meets)


def join_pieces(lines: list[Polyline]) -> list[Polyline]:
    """Strokes of one style are one line where one ends and a later one starts.

    Where several end or start at that place only the stroke painted next goes on.
    """
    chains: list[list[Polyline]] = []
    ends: dict[tuple[object, _Place], list[int]] = defaultdict(list)
    starts: dict[tuple[object, _Place], list[np.ndarray]] = defaultdict(list)
    for line in lines:
        starts[_look(line), _cell(line.points[0])].append(line.points[0])
    for line in lines:
        start, look = line.points[0], _look(line)
        near = [n for cell in _around(start) for n in ends[look, cell] if _meets(chains[n][-1].points[-1], start)]
        begun = sum(_meets(other, start) for cell in _around(start) for other in starts[look, cell])
        recent = [n for n in near if n >= len(chains) - 3]
        number = near[0] if len(near) == 1 and begun == 1 else max(recent, default=-1)
        if number < 0:
            number = len(chains)
            chains.append([])
        else:
            ends[look, _cell(chains[number][-1].points[-1])].remove(number)
        chains[number].append(line)
        ends[look, _cell(line.points[-1])].append(number)
    return [_joined(chain) for chain in chains]


def _joined(chain: list[Polyline]) -> Polyline:
    if len(chain) == 1:
        return chain[0]
    points = np.vstack([chain[0].points, *(line.points[1:] for line in chain[1:])])
    return replace(chain[0], points=points, pieces=sum(line.pieces for line in chain))


def _look(line: Polyline) -> tuple[object, ...]:
    return (*line.style, line.curved)


def _meets(first: np.ndarray, second: np.ndarray) -> bool:
    return bool(np.abs(first - second).max() < SHAPES.meets)


def _cell(place: np.ndarray) -> _Place:
    return int(place[0] // 0.1), int(place[1] // 0.1)


def _around(place: np.ndarray) -> list[_Place]:
    """The cells that hold every place within reach."""
    corners = product((-SHAPES.meets, SHAPES.meets), (-SHAPES.meets, SHAPES.meets))
    return list(dict.fromkeys(_cell(place + np.array(corner)) for corner in corners))


def join_dashes(found: Shapes) -> None:
    """Short strokes of one style, painted one after the other and each ahead of the last, become one polyline."""
    runs = runs_of(_strokes(found), lambda last, item: _dash_follows(last[0], item[0]))
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
                strokes.append((stroke_of(path, path.stroke, 0, path.parts[0], False), group))
    return sorted(strokes, key=lambda item: (item[0].order, item[0].locator))


def _length(line: Polyline) -> float:
    return float(np.hypot(*(line.points[-1] - line.points[0])))


def _dash_follows(last: Polyline, line: Polyline) -> bool:
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


def take_connectors(found: Shapes) -> None:
    """Strokes that lie on the straight line between two marks of a group and end before both leave the shapes.

    Strokes that reach the marks' centres are a line's own pieces and stay.
    """
    strokes = _of_two_points(found)
    if not LEAST_STROKES <= len(strokes) <= MOST_STROKES:
        return
    ends = np.array([points for points, _ in strokes])
    taken: set[int] = set()
    for group in found.groups:
        if not LEAST_STROKES < len(group.marks) <= MOST_STROKES or (not group.closed and group.fill is None):
            continue
        own = _between(ends, group) - taken
        if len(own) >= max(LEAST_STROKES, SHAPES.connector_share * (len(group.marks) - 1)):
            taken |= own
    _take_out(found, [strokes[index] for index in sorted(taken)])


_Stroke = tuple[np.ndarray, Polyline | tuple[MarkGroup, DataMark]]
"""The ends of a stroke (2, 2), and the line or the mark of a group that it is."""


def _of_two_points(found: Shapes) -> list[_Stroke]:
    """Straight strokes among the lines and the marks."""
    strokes: list[_Stroke] = [(line.points, line) for line in found.lines if len(line.points) == 2 and not line.curved]
    for group in found.groups:
        if group.fill is None and not group.closed and group.n_vertices == 2:
            strokes += [(mark.path.parts[0], (group, mark)) for mark in group.marks if mark.path is not None]
    return strokes


def _take_out(found: Shapes, links: list[_Stroke]) -> None:
    """The strokes leave the lines and groups and are links."""
    gone = {id(item) for _, item in links}
    found.links += [points for points, _ in links]
    found.lines = [line for line in found.lines if id(line) not in gone]
    for _, item in links:
        if isinstance(item, tuple):
            group, mark = item
            group.marks.remove(mark)
    found.without_empty()


def _between(ends: np.ndarray, group: MarkGroup) -> set[int]:
    """Indices of the strokes, ends (n, 2, 2), that join two marks of the group."""
    places = group.places
    size = max(group.width, group.height)
    reach, least = SHAPES.connector_reach * size + 4.0, SHAPES.connector_clear * size
    found = set()
    for index, (p, q) in enumerate(ends):
        step = q - p
        length = float(np.hypot(*step))
        if length < SHAPES.connector_short:
            if _on_a_step(places, (p + q) / 2.0, least):
                found.add(index)
            continue
        unit = step / length
        across = np.abs((places - p) @ np.array([-unit[1], unit[0]])) < SHAPES.connector_off
        before, after = (p - places) @ unit, (places - q) @ unit
        starts = across & (before > least) & (before < reach)
        stops = across & (after > least) & (after < reach)
        if starts.any() and stops.any():
            found.add(index)
    return found


def _on_a_step(places: np.ndarray, middle: np.ndarray, least: float) -> bool:
    """The place lies between two marks that follow one another, clear of both."""
    starts, steps = places[:-1], np.diff(places, axis=0)
    length = np.maximum(np.hypot(steps[:, 0], steps[:, 1]), 1e-9)
    along = ((middle - starts) * steps).sum(axis=1) / length
    across = np.abs((middle - starts)[:, 0] * steps[:, 1] - (middle - starts)[:, 1] * steps[:, 0]) / length
    return bool(((across < SHAPES.connector_off) & (along > least) & (along < length - least)).any())
