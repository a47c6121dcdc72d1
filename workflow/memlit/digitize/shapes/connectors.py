"""Strokes that join the marks of a series and stop short of them, as Origin and R (`type = "b"`) draw them: no data."""

import numpy as np

from memlit.digitize.settings import SHAPES
from memlit.digitize.shapes.model import Mark, MarkGroup, Polyline, Shapes

LEAST = 3
MOST = 3000


def take_connectors(found: Shapes) -> None:
    """Strokes that lie on the straight line between two marks of a group and end before both leave the shapes.

    Strokes that reach the marks' centres are a line's own pieces and stay.
    """
    strokes: list[tuple[np.ndarray, Polyline | tuple[MarkGroup, Mark]]] = [
        (line.points, line) for line in found.lines if len(line.points) == 2 and not line.curved
    ]
    for group in found.groups:
        if group.fill is None and not group.closed and group.n_vertices == 2:
            strokes += [(mark.path.parts[0], (group, mark)) for mark in group.marks if mark.path is not None]
    if not LEAST <= len(strokes) <= MOST:
        return
    ends = np.array([points for points, _ in strokes])
    taken: set[int] = set()
    for group in found.groups:
        if not LEAST < len(group.marks) <= MOST or (not group.closed and group.fill is None):
            continue
        own = _between(ends, group) - taken
        if len(own) >= max(LEAST, SHAPES.connector_share * (len(group.marks) - 1)):
            taken |= own
    gone = {id(strokes[index][1]) for index in taken}
    found.links += [strokes[index][0] for index in sorted(taken)]
    found.lines = [line for line in found.lines if id(line) not in gone]
    for index in sorted(taken):
        item = strokes[index][1]
        if isinstance(item, tuple):
            item[0].marks.remove(item[1])
    found.without_empty()


def _between(ends: np.ndarray, group: MarkGroup) -> set[int]:
    """Indices of the strokes, ends (n, 2, 2), that join two marks of the group."""
    places = np.array([[mark.x, mark.y] for mark in group.marks])
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
