"""Names beside their marks, each where it covers least of what is there already."""

from collections.abc import Iterable, Sequence

from memlit.plots.look.style import Axes, words_at
from memlit.presentation.pages import INK
from printed.geometry import Box, area, intersect

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
_SHARES = {"left": 0.0, "center": 0.5, "right": 1.0, "bottom": 0.0, "middle": 0.5, "top": 1.0}
"""Of the width or the height of words, what lies before the place at which they are aligned."""
_FAR = 40.0
"""What a place far from its mark costs, as square points that are covered."""
_OUTSIDE = 3.0
"""How much worse it is to leave the frame than to cover something, by area."""


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
        boxes = [box_of_words(at_x + across, at_y + up, ha, va, width, height) for across, up, ha, va in _AROUND]
        best = least_covering(boxes, taken, inside, _around(at_x, at_y))
        taken.append(boxes[best])
        across, up, horizontal, vertical = _AROUND[best]
        words_at(axes, text, place, size, INK, shift=(across, up), ha=horizontal, va=vertical, zorder=6)


def least_covering(boxes: Sequence[Box], taken: Iterable[Box], frame: Box, own: Box | None = None, far: int = 0) -> int:
    """The number (from 0) of the first box that covers least of what is taken and of what lies outside of the frame.

    own: the mark that is named, which does not mind; far: how many of the last boxes are so far from it that they are
    taken only where they save much.
    """
    others = [other for other in taken if other != own]
    costs = []
    for place, box in enumerate(boxes):
        away = _FAR if place >= len(boxes) - far else 0.0
        outside = area(box) - area(intersect(box, frame))
        costs.append(sum(area(intersect(box, other)) for other in others) + _OUTSIDE * outside + away)
    return costs.index(min(costs))


def _around(x: float, y: float) -> Box:
    return x - _MARK, y - _MARK, x + _MARK, y + _MARK


def box_of_words(x: float, y: float, horizontal: str, vertical: str, width: float, height: float) -> Box:
    """What words cover that stand at a place with these alignments."""
    left, bottom = x - _SHARES[horizontal] * width, y - _SHARES[vertical] * height
    return left, bottom, left + width, bottom + height
