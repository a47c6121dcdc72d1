"""Names beside their marks, each where it covers least of what is there already."""

from collections.abc import Iterable, Sequence

from memlit.plots.look.style import INK, Axes, words_at

_LETTER, _LINE = 0.58, 1.15
"""Width of a letter and height of a line, in sizes of the type."""
_MARK = 5.0
"""Half of a mark in points."""
_AROUND = (
    (7.0, 0.0, "left", "center"),
    (-7.0, 0.0, "right", "center"),
    (0.0, 7.0, "center", "bottom"),
    (0.0, -7.0, "center", "top"),
    (5.0, 5.0, "left", "bottom"),
    (-5.0, 5.0, "right", "bottom"),
    (5.0, -5.0, "left", "top"),
    (-5.0, -5.0, "right", "top"),
    (14.0, 10.0, "left", "bottom"),
    (-14.0, 10.0, "right", "bottom"),
    (14.0, -10.0, "left", "top"),
    (-14.0, -10.0, "right", "top"),
    (0.0, 18.0, "center", "bottom"),
    (0.0, -18.0, "center", "top"),
)
"""Shifts from the mark in points with the alignments of the words, the preferred ones first."""
_Box = tuple[float, float, float, float]


def placed_words(
    axes: Axes, words: Iterable[tuple[str, tuple[float, float]]], marks: Sequence[tuple[float, float]], size: float
) -> None:
    """Write words beside their places; marks: all places that a word should not cover; size: of the type in points."""
    figure = axes.get_figure(root=True)
    assert figure is not None
    to_points = 72.0 / figure.dpi
    frame = axes.get_window_extent()
    inside = (frame.x0 * to_points, frame.y0 * to_points, frame.x1 * to_points, frame.y1 * to_points)
    taken = [_around(*(axes.transData.transform(mark) * to_points)) for mark in marks]
    for text, place in words:
        at_x, at_y = axes.transData.transform(place) * to_points
        width, height = _LETTER * size * len(text), _LINE * size
        boxes = [_box(at_x, at_y, shift, width, height) for shift in _AROUND]
        own = _around(at_x, at_y)
        costs = [
            sum(_common(box, other) for other in taken if other != own) + 3 * _outside(box, inside) for box in boxes
        ]
        best = costs.index(min(costs))
        taken.append(boxes[best])
        across, up, horizontal, vertical = _AROUND[best]
        words_at(axes, text, place, size, INK, shift=(across, up), ha=horizontal, va=vertical, zorder=6)


def _around(x: float, y: float) -> _Box:
    return x - _MARK, y - _MARK, x + _MARK, y + _MARK


def _box(x: float, y: float, shift: tuple[float, float, str, str], width: float, height: float) -> _Box:
    across, up, horizontal, vertical = shift
    left = x + across - {"left": 0.0, "center": width / 2, "right": width}[horizontal]
    bottom = y + up - {"bottom": 0.0, "center": height / 2, "top": height}[vertical]
    return left, bottom, left + width, bottom + height


def _common(first: _Box, second: _Box) -> float:
    """Common area of two boxes in square points."""
    width = min(first[2], second[2]) - max(first[0], second[0])
    height = min(first[3], second[3]) - max(first[1], second[1])
    return max(width, 0.0) * max(height, 0.0)


def _outside(box: _Box, frame: _Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1]) - _common(box, frame)
