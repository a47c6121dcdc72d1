"""Curves that a program drew in pieces, as MATLAB cuts them every 100 vertices and Origin every 700."""

from collections import defaultdict
from dataclasses import replace
from itertools import product

import numpy as np

from memlit.digitize.model import runs_of
from memlit.digitize.paths.drawing import Path
from memlit.digitize.settings import SHAPES
from memlit.digitize.shapes.model import Polyline

LEAST = 3
MARK_STROKES = 8
"""A closed run of no more strokes may be a mark drawn side by side."""
Place = tuple[int, int]


def continued(paths: list[Path]) -> set[int]:
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
        if len(run) >= LEAST and not (closed and len(run) <= MARK_STROKES):
            found |= {id(path) for path in run}
    return found


def _goes_on(last: Path, path: Path) -> bool:
    alike = last.stroke == path.stroke and last.dash == path.dash and abs(last.width - path.width) < SHAPES.same_width
    return alike and bool(np.abs(last.parts[0][-1] - path.parts[0][0]).max() < SHAPES.meets)


def join_pieces(lines: list[Polyline]) -> list[Polyline]:
    """Strokes of one style are one line where one ends and a later one starts.

    Where several end or start at that place only the stroke painted next goes on.
    """
    chains: list[list[Polyline]] = []
    ends: dict[tuple[object, Place], list[int]] = defaultdict(list)
    starts: dict[tuple[object, Place], list[np.ndarray]] = defaultdict(list)
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


def _cell(place: np.ndarray) -> Place:
    return int(place[0] // 0.1), int(place[1] // 0.1)


def _around(place: np.ndarray) -> list[Place]:
    """The cells that hold every place within reach."""
    corners = product((-SHAPES.meets, SHAPES.meets), (-SHAPES.meets, SHAPES.meets))
    return list(dict.fromkeys(_cell(place + np.array(corner)) for corner in corners))
