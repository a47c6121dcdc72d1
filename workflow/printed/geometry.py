"""Where something stands on a page: boxes, and the matrices that place them.

Readers of words and tables measure heights from the top of the page as displayed, those of figures from its bottom, as
PDF does. What is here holds for both.
"""

from collections.abc import Iterable
from dataclasses import dataclass

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in PDF points, the lower values first."""
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Rule:
    """An axis-parallel line: at `at` (y of a horizontal, x of a vertical), from `lo` to `hi`."""

    at: float
    lo: float
    hi: float


def multiply(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that applies `first`, then `second` (row vectors, as in PDF)."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """The point after the matrix."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def around(points: Iterable[tuple[float, float]]) -> Box:
    """The box around points."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def box_of(matrix: Matrix, box: Box) -> Box:
    """The box around the four corners of a box after the matrix."""
    return around(apply(matrix, x, y) for x in box[::2] for y in box[1::2])


def union(first: Box, second: Box) -> Box:
    """The box around two boxes."""
    return min(first[0], second[0]), min(first[1], second[1]), max(first[2], second[2]), max(first[3], second[3])


def intersect(first: Box | None, second: Box) -> Box:
    """What two boxes share, its ends crossed where they share nothing; None is the whole plane."""
    if first is None:
        return second
    return max(first[0], second[0]), max(first[1], second[1]), min(first[2], second[2]), min(first[3], second[3])


def area(box: Box) -> float:
    """Width times height, 0 where the ends are crossed."""
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def sides_of(box: Box) -> tuple[float, float]:
    """Width and height of a box."""
    return box[2] - box[0], box[3] - box[1]


def farthest_apart(first: Iterable[float], second: Iterable[float]) -> float:
    """The largest difference of two boxes, or two rows of numbers, place by place."""
    return max(abs(a - b) for a, b in zip(first, second, strict=True))


def middle_of(box: Box) -> tuple[float, float]:
    """The middle of a box."""
    return (box[0] + box[2]) / 2.0, (box[1] + box[3]) / 2.0


def edges_of(box: Box) -> tuple[Box, Box, Box, Box]:
    """The lower, the upper, the left and the right edge of a box, as boxes without a width or a height."""
    x0, y0, x1, y1 = box
    return (x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)


def overlap(box: Box, other: Box, share: float) -> bool:
    """Whether more than a share of the smaller of two boxes lies in both."""
    return area(intersect(box, other)) > share * min(area(box), area(other))


def come_near(box: Box, other: Box, gap: float) -> bool:
    """Whether two boxes touch, or lie no farther from each other than the gap."""
    across = box[0] - gap <= other[2] and other[0] - gap <= box[2]
    return across and box[1] - gap <= other[3] and other[1] - gap <= box[3]


def holds(box: Box, x: float, y: float, slack: float = 0.0) -> bool:
    """Whether a place lies in the box, or within the slack of it."""
    return box[0] - slack <= x <= box[2] + slack and box[1] - slack <= y <= box[3] + slack
