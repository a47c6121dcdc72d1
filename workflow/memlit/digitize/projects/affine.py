"""Affine calibrations from marks set by a person: two pairs, or three points; axis by axis, linear or log."""

from __future__ import annotations

import math

import numpy as np

from memlit.digitize.model import Axis, CalibrationPoint, Pixel, Scale
from memlit.errors import FigureError

Row = tuple[float, float, float]

CLICK_PIXELS = 0.5
"""Standard uncertainty assumed for a mark that a person set, in image pixels."""


def to_linear(where: str, value: float, scale: Scale, sign: float = 1.0) -> float:
    """Value to axis coordinate (log10 of the magnitude on a log axis).

    Raises FigureError when a log axis is calibrated at zero or across it, or a value is not finite.
    """
    if not math.isfinite(value):
        raise FigureError(where, f"calibration value {value} is not a finite number", "calibrate the axis again")
    if scale != "log":
        return value
    if value * sign <= 0:
        raise FigureError(where, f"log axis calibrated at {value:g}", "calibrate it at values of one sign, not zero")
    return math.log10(value * sign)


def log_sign(values: tuple[float, ...]) -> float:
    """-1 when every value of a log axis is negative, else 1."""
    return -1.0 if values and all(value < 0 for value in values) else 1.0


def rows_from_pairs(
    where: str,
    x_marks: tuple[Pixel, Pixel],
    y_marks: tuple[Pixel, Pixel],
    t: tuple[float, float, float, float],
) -> tuple[Row, Row]:
    """Rows of the affine map from two marks on x (values t[0], t[1]) and two on y (t[2], t[3]).

    The x value is constant along the direction of the y marks and the reverse.
    """
    _check_values(where, t[:2], t[2:])
    (x1, y1), (x2, y2) = x_marks
    (x3, y3), (x4, y4) = y_marks
    matrix = np.array([[x1 - x2, x3 - x4], [y1 - y2, y3 - y4]])
    a = np.diag([t[0] - t[1], t[2] - t[3]]) @ _inverse(where, matrix)
    row_x = (float(a[0, 0]), float(a[0, 1]), float(t[0] - a[0, 0] * x1 - a[0, 1] * y1))
    row_y = (float(a[1, 0]), float(a[1, 1]), float(t[2] - a[1, 0] * x3 - a[1, 1] * y3))
    return row_x, row_y


def rows_without_rotation(
    where: str,
    x_marks: tuple[Pixel, Pixel],
    y_marks: tuple[Pixel, Pixel],
    t: tuple[float, float, float, float],
) -> tuple[Row, Row]:
    """As `rows_from_pairs`, each axis forced to run along the pixel columns or rows it is nearer to."""
    (ax, bx, _), (ay, by, _) = rows_from_pairs(where, x_marks, y_marks, t)
    upright = abs(ax * by) > abs(bx * ay)
    axis_x, axis_y = (0, 1) if upright else (1, 0)
    return (
        _one_direction(where, x_marks, (t[0], t[1]), axis_x),
        _one_direction(where, y_marks, (t[2], t[3]), axis_y),
    )


def rows_from_three(
    where: str, pixels: tuple[Pixel, Pixel, Pixel], t: tuple[tuple[float, float], ...]
) -> tuple[Row, Row]:
    """Rows of the affine map through three marks whose x and y values are both known."""
    _check_values(where, *zip(*t, strict=True))
    screen = np.array([[px, py, 1.0] for px, py in pixels])
    solved = _inverse(where, screen) @ np.array(t)
    return (
        (float(solved[0, 0]), float(solved[1, 0]), float(solved[2, 0])),
        (float(solved[0, 1]), float(solved[1, 1]), float(solved[2, 1])),
    )


def make_axis(
    name: str,
    scale: Scale,
    row: Row,
    points: tuple[CalibrationPoint, ...],
    *,
    sign: float = 1.0,
    unit: str = "",
    label: str = "",
    flags: tuple[str, ...] = (),
) -> Axis:
    """An Axis whose calibration points carry their residual in pixels."""
    slope = math.hypot(row[0], row[1])
    bare = Axis(name, scale, row, sign=sign)
    kept = []
    for point in points:
        t = math.log10(point.value * sign) if scale == "log" else point.value
        off = abs(bare.position(point.pixel) - t) / slope if slope else math.inf
        kept.append(CalibrationPoint(point.pixel, point.value, point.label, off))
    values = [point.value for point in kept]
    worst = max((point.residual or 0.0 for point in kept), default=None)
    return Axis(
        name,
        scale,
        row,
        tuple(kept),
        sign,
        label,
        unit,
        low=min(values, default=None),
        high=max(values, default=None),
        residual=worst,
        flags=flags,
    )


def implausible(x: Axis, y: Axis) -> tuple[str, ...]:
    """What a calibration without a second check must be asked about: falling, turned or skewed axes, decades on a
    linear scale. Pixels run right and down.
    """
    reasons = []
    rows = [axis.coefficients or (0.0, 0.0, 0.0) for axis in (x, y)]
    for axis, row, along, up in ((x, rows[0], 0, 1.0), (y, rows[1], 1, -1.0)):
        if abs(row[1 - along]) > TURNED * abs(row[along]):
            reasons.append(f"{axis.name} axis: turned against the picture by over {TURNED_DEGREES} degrees")
        elif row[along] * up * (axis.sign if axis.scale == "log" else 1.0) < 0:
            reasons.append(f"{axis.name} axis: values fall along the axis: a swapped mark or a reversed axis")
        values = [abs(point.value) for point in axis.points if point.value]
        if axis.scale == "linear" and len(values) >= 2 and max(values) >= 1000.0 * min(values):
            reasons.append(f"{axis.name} axis: its marks span three decades on a linear scale")
    dot = rows[0][0] * rows[1][0] + rows[0][1] * rows[1][1]
    lengths = math.hypot(*rows[0][:2]) * math.hypot(*rows[1][:2])
    if lengths and abs(dot) > SKEWED * lengths:
        reasons.append("the two axes do not stand at a right angle")
    return tuple(reasons)


TURNED_DEGREES = 10
TURNED = math.tan(math.radians(TURNED_DEGREES))
SKEWED = math.sin(math.radians(5.0))


def click_uncertainty(axis: Axis, pixel: Pixel, click: float = CLICK_PIXELS) -> float:
    """Standard uncertainty of a value read with a click on an axis calibrated by two clicks."""
    if len(axis.points) < 2:
        return axis.spread(pixel, click)
    t = [math.log10(p.value * axis.sign) if axis.scale == "log" else p.value for p in axis.points]
    low, high = min(t), max(t)
    share = (axis.position(pixel) - low) / (high - low) if high > low else 0.0
    return axis.spread(pixel, click * math.sqrt(1.0 + (1.0 - share) ** 2 + share**2))


def _one_direction(where: str, marks: tuple[Pixel, Pixel], t: tuple[float, float], axis: int) -> Row:
    first, second = marks[0][axis], marks[1][axis]
    if first == second:
        raise FigureError(where, "the two calibration marks of an axis coincide", "calibrate the axis again")
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
