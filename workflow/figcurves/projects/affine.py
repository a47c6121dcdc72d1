"""Affine calibrations from marks set by a person: two pairs, or three points; axis by axis, linear or log."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from figcurves.errors import FigureError
from figcurves.model import Axis, CalibrationPoint, Pixel, Point, Scale, axis_coordinate
from figcurves.settings import PROJECTS

MatrixRow = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Marked:
    """The marks that a person set on one axis, in order; `where` names the axis in errors."""

    where: str
    name: str
    scale: Scale
    points: tuple[CalibrationPoint, ...]
    unit: str = ""
    label: str = ""
    flags: tuple[str, ...] = ()

    @property
    def sign(self) -> float:
        """-1 where every value of a log axis is negative, else 1."""
        return -1.0 if self.scale == "log" and all(point.value < 0 for point in self.points) else 1.0

    @property
    def t(self) -> tuple[float, ...]:
        """Axis coordinates of the marks: values, log10 of their magnitudes on a log axis.

        Raises FigureError when a log axis is calibrated at zero or across it, or a value is not finite.
        """
        for value in (point.value for point in self.points):
            if not math.isfinite(value):
                problem = f"calibration value {value} is not a finite number"
                raise FigureError(self.where, problem, "calibrate the axis again")
            if self.scale == "log" and value * self.sign <= 0:
                remedy = "calibrate it at values of one sign, not zero"
                raise FigureError(self.where, f"log axis calibrated at {value:g}", remedy)
        return tuple(axis_coordinate(point.value, self.scale, self.sign) for point in self.points)

    def axis(self, row: MatrixRow) -> Axis:
        """The axis of a row, whose calibration points carry their residual in pixels."""
        slope = math.hypot(row[0], row[1])
        bare = Axis(self.name, self.scale, row, sign=self.sign)
        off = (abs(bare.position(point.pixel) - t) for point, t in zip(self.points, self.t, strict=True))
        residuals = [one / slope if slope else math.inf for one in off]
        values = [point.value for point in self.points]
        return replace(
            bare,
            points=tuple(replace(point, residual=one) for point, one in zip(self.points, residuals, strict=True)),
            label=self.label,
            unit=self.unit,
            low=min(values, default=None),
            high=max(values, default=None),
            residual=max(residuals, default=None),
            flags=self.flags,
        )


def rows_from_pairs(where: str, x: Marked, y: Marked) -> tuple[MatrixRow, MatrixRow]:
    """Rows of the affine map from two marks on x and two on y.

    The x value is constant along the direction of the y marks and the reverse.
    """
    t = (*x.t[:2], *y.t[:2])
    _check_values(where, t[:2], t[2:])
    (x1, y1), (x2, y2), (x3, y3), (x4, y4) = (point.pixel for axis in (x, y) for point in axis.points[:2])
    matrix = np.array([[x1 - x2, x3 - x4], [y1 - y2, y3 - y4]])
    a = np.diag([t[0] - t[1], t[2] - t[3]]) @ _inverse(where, matrix)
    row_x = (float(a[0, 0]), float(a[0, 1]), float(t[0] - a[0, 0] * x1 - a[0, 1] * y1))
    row_y = (float(a[1, 0]), float(a[1, 1]), float(t[2] - a[1, 0] * x3 - a[1, 1] * y3))
    return row_x, row_y


def rows_without_rotation(where: str, x: Marked, y: Marked) -> tuple[MatrixRow, MatrixRow]:
    """As `rows_from_pairs`, each axis forced to run along the pixel columns or rows it is nearer to."""
    (ax, bx, _), (ay, by, _) = rows_from_pairs(where, x, y)
    upright = abs(ax * by) > abs(bx * ay)
    return _one_direction(where, x, 0 if upright else 1), _one_direction(where, y, 1 if upright else 0)


def rows_from_three(
    where: str, pixels: Sequence[Pixel], t: Sequence[tuple[float, float]]
) -> tuple[MatrixRow, MatrixRow]:
    """Rows of the affine map through three marks whose x and y values are both known."""
    _check_values(where, *zip(*t, strict=True))
    screen = np.array([[px, py, 1.0] for px, py in pixels])
    solved = _inverse(where, screen) @ np.array(t)
    return (
        (float(solved[0, 0]), float(solved[1, 0]), float(solved[2, 0])),
        (float(solved[0, 1]), float(solved[1, 1]), float(solved[2, 1])),
    )


def implausible(x: Axis, y: Axis) -> tuple[str, ...]:
    """What a calibration without a second check must be asked about: falling, turned or skewed axes, decades on a
    linear scale. Pixels run right and down.
    """
    reasons = []
    turned, skewed = math.tan(math.radians(PROJECTS.turned)), math.sin(math.radians(PROJECTS.skewed))
    rows = [axis.coefficients or (0.0, 0.0, 0.0) for axis in (x, y)]
    for axis, row, along, up in ((x, rows[0], 0, 1.0), (y, rows[1], 1, -1.0)):
        if abs(row[1 - along]) > turned * abs(row[along]):
            reasons.append(f"{axis.name} axis: turned against the picture by over {PROJECTS.turned:g} degrees")
        elif row[along] * up * (axis.sign if axis.scale == "log" else 1.0) < 0:
            reasons.append(f"{axis.name} axis: values fall along the axis: a swapped mark or a reversed axis")
        values = [abs(point.value) for point in axis.points if point.value]
        if axis.scale == "linear" and len(values) >= 2 and max(values) >= PROJECTS.decades * min(values):
            reasons.append(f"{axis.name} axis: its marks span three decades on a linear scale")
    dot = rows[0][0] * rows[1][0] + rows[0][1] * rows[1][1]
    lengths = math.hypot(*rows[0][:2]) * math.hypot(*rows[1][:2])
    if lengths and abs(dot) > skewed * lengths:
        reasons.append("the two axes do not stand at a right angle")
    return tuple(reasons)


def clicked(axes: tuple[Axis, Axis], pixel: Pixel, kind: str = "data", flags: tuple[str, ...] = ()) -> Point:
    """The point that a person clicked, by an x and a y axis."""
    x, y = axes
    u_x, u_y = (click_uncertainty(axis, pixel) for axis in axes)
    place = f"px={pixel[0]!r},{pixel[1]!r}"
    return Point(x.value(pixel), y.value(pixel), u_x, u_y, place, pixel, kind, flags)


def click_uncertainty(axis: Axis, pixel: Pixel) -> float:
    """Standard uncertainty of a value read with a click on an axis calibrated by two clicks."""
    click = PROJECTS.click
    if len(axis.points) < 2:
        return axis.spread(pixel, click)
    t = [axis_coordinate(point.value, axis.scale, axis.sign) for point in axis.points]
    low, high = min(t), max(t)
    share = (axis.position(pixel) - low) / (high - low) if high > low else 0.0
    return axis.spread(pixel, click * math.sqrt(1.0 + (1.0 - share) ** 2 + share**2))


def _one_direction(where: str, marked: Marked, axis: int) -> MatrixRow:
    first, second = (point.pixel[axis] for point in marked.points[:2])
    if first == second:
        raise FigureError(where, "the two calibration marks of an axis coincide", "calibrate the axis again")
    t = marked.t
    slope = (t[1] - t[0]) / (second - first)
    rest = t[0] - slope * first
    return (slope, 0.0, rest) if axis == 0 else (0.0, slope, rest)


def _check_values(where: str, *axes: tuple[float, ...]) -> None:
    """Raises FigureError for an axis whose marks all have one value: what lies between them is rounding."""
    if any(len(set(values)) == 1 for values in axes):
        raise FigureError(where, "all calibration marks of an axis have one value", "calibrate the axis again")


def _inverse(where: str, matrix: np.ndarray) -> np.ndarray:
    scale = float(np.abs(matrix).max())
    if scale == 0 or abs(np.linalg.det(matrix / scale)) < 1e-9:
        raise FigureError(where, "calibration marks coincide or lie on one line", "calibrate the axes again")
    return np.asarray(np.linalg.inv(matrix))
