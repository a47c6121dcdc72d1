"""Axes of WebPlotDigitizer projects: the program's formulas for XY and bar axes, its numbers and dates."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from memlit.digitize.model import Axis, CalibrationPoint, Pixel, Scale
from memlit.digitize.projects.affine import (
    Row,
    log_sign,
    make_axis,
    rows_from_pairs,
    rows_without_rotation,
    to_linear,
)
from memlit.errors import FigureError

Axes = tuple[Axis, ...]

TIME_OF_DAY = "time of day in ms"
LOOSE = "calibration text"
"""Flags of an axis that begin so need a person: the program took only the start of the text for a number."""
LEADING_NUMBER = re.compile(r"^\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)")


def xy_axes(where: str, axes: dict[str, Any]) -> tuple[Axes, ...]:
    """The calibrations the stored flags allow: one, or two where `noRotation` was applied in two ways."""
    marks = [_mark(where, mark) for mark in axes.get("calibrationPoints", [])]
    if len(marks) < 4:
        raise FigureError(where, f"{len(marks)} calibration marks, XY axes need 4", "calibrate the axes again")
    pixels = [pixel for pixel, _, _ in marks[:4]]
    xs, x_scale, x_sign, x_flags = _values(where, [marks[0][1], marks[1][1]], bool(axes.get("isLogX")))
    ys, y_scale, y_sign, y_flags = _values(where, [marks[2][2], marks[3][2]], bool(axes.get("isLogY")))
    t = tuple(to_linear(where, value, x_scale, x_sign) for value in xs) + tuple(
        to_linear(where, value, y_scale, y_sign) for value in ys
    )
    pairs = ((pixels[0], pixels[1]), (pixels[2], pixels[3]))
    full = rows_from_pairs(where, *pairs, (t[0], t[1], t[2], t[3]))
    rows: list[tuple[Row, Row]] = [full]
    if axes.get("noRotation"):
        rows = [rows_without_rotation(where, *pairs, (t[0], t[1], t[2], t[3])), _diagonal(full, pixels, t)]

    def built(pair: tuple[Row, Row]) -> Axes:
        x_points = tuple(CalibrationPoint(pixels[i], xs[i], str(marks[i][1])) for i in (0, 1))
        y_points = tuple(CalibrationPoint(pixels[i + 2], ys[i], str(marks[i + 2][2])) for i in (0, 1))
        return (
            make_axis("x", x_scale, pair[0], x_points, sign=x_sign, flags=x_flags),
            make_axis("y", y_scale, pair[1], y_points, sign=y_sign, flags=y_flags),
        )

    return tuple(built(pair) for pair in rows)


def _diagonal(full: tuple[Row, Row], pixels: Sequence[Pixel], t: Sequence[float]) -> tuple[Row, Row]:
    """Older `noRotation`: the matrix of the rotated fit with its smaller pair of entries set to zero."""
    (a, b, _), (c, d, _) = full
    a, b, c, d = (a, 0.0, 0.0, d) if abs(a * d) > abs(b * c) else (0.0, b, c, 0.0)
    (x0, y0), (x2, y2) = pixels[0], pixels[2]
    return (a, b, t[0] - a * x0 - b * y0), (c, d, t[2] - c * x2 - d * y2)


def bar_axes(where: str, axes: dict[str, Any]) -> tuple[Axis, ...]:
    """The value axis of a bar chart, as newer and as older versions of the program computed it.

    Newer ones force the line between the two marks upright or level unless `isRotated`; older ones project on it.
    """
    marks = [_mark(where, mark) for mark in axes.get("calibrationPoints", [])]
    if len(marks) < 2:
        raise FigureError(where, f"{len(marks)} calibration marks, bar axes need 2", "calibrate the axes again")
    values, scale, sign, flags = _values(where, [marks[0][2], marks[1][2]], bool(axes.get("isLog")))
    t1, t2 = (to_linear(where, value, scale, sign) for value in values)
    (x1, y1), (x2, y2) = marks[0][0], marks[1][0]
    points = tuple(CalibrationPoint(marks[i][0], values[i], str(marks[i][2])) for i in (0, 1))
    ends = [(x2, y2)]
    if not axes.get("isRotated"):
        ends.insert(0, (x1, y2) if _is_upright(x2 - x1, y2 - y1) else (x2, y1))
    built = []
    for px, py in ends:
        length = (px - x1) ** 2 + (py - y1) ** 2
        if not length:
            raise FigureError(where, "the two calibration marks coincide", "calibrate the axes again")
        a, b = (t2 - t1) * (px - x1) / length, (t2 - t1) * (py - y1) / length
        built.append(make_axis("y", scale, (a, b, t1 - a * x1 - b * y1), points, sign=sign, flags=flags))
    return tuple(built)


def _is_upright(dx: float, dy: float) -> bool:
    """The program calls a bar axis horizontal within 30 degrees of the pixel rows, else vertical."""
    angle = math.degrees(math.atan2(-dy, dx)) % 360.0
    return not (angle < 30.0 or angle > 330.0 or abs(angle - 180.0) < 30.0)


def _mark(where: str, mark: Any) -> tuple[Pixel, Any, Any]:
    try:
        return (float(mark["px"]), float(mark["py"])), mark.get("dx"), mark.get("dy")
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise FigureError(where, f"calibration mark {mark!r} has no pixel", "calibrate the axes again") from error


def _values(where: str, raw: list[Any], log: bool) -> tuple[list[float], Scale, float, tuple[str, ...]]:
    if any(isinstance(text, str) and ("/" in text or ":" in text) for text in raw):
        if log:
            raise FigureError(where, "a date axis cannot be logarithmic", "calibrate the axis again")
        dates = [_date(where, str(text)) for text in raw]
        time_only = all("/" not in str(text) for text in raw)
        return dates, "date", 1.0, (TIME_OF_DAY,) if time_only else ("ms since 1970 UTC",)
    read = [_number(where, text) for text in raw]
    values = [value for value, _ in read]
    flags = tuple(flag for _, flag in read if flag)
    return values, "log" if log else "linear", log_sign(tuple(values)) if log else 1.0, flags


def _number(where: str, text: Any) -> tuple[float, str]:
    """The number the program takes from a typed value: its leading part; the rest of the text is reported."""
    if isinstance(text, str):
        found = LEADING_NUMBER.match(text)
        if found is None or "^" in text:
            raise FigureError(where, f"calibration value {text!r} is not a number", "type plain numbers, as 1e-9")
        value = float(found[1])
        return value, "" if not text[found.end() :].strip() else f"{LOOSE} {text!r} was read as {value:g}"
    try:
        return float(text), ""
    except (TypeError, ValueError) as error:
        raise FigureError(where, f"calibration value {text!r} is not a number", "type plain numbers") from error


def _date(where: str, text: str) -> float:
    """Milliseconds since 1970 UTC of `yyyy/mm/dd hh:ii:ss`, or since midnight for a time alone."""
    day, _, clock = text.strip().partition(" ")
    if ":" in day:
        day, clock = "", day
    try:
        parts = [int(part) for part in day.split("/")] if day else [1970, 1, 1]
        year, month, date = (*parts, 1, 1)[:3]
        hours, minutes, seconds = (*[float(part) for part in clock.split(":") if part], 0.0, 0.0, 0.0)[:3]
        start = datetime(year, month, date, tzinfo=UTC).timestamp() * 1000.0
    except ValueError as error:
        raise FigureError(where, f"date {text!r} is not yyyy/mm/dd hh:ii:ss", "type the date so") from error
    return start + 1000.0 * (3600.0 * hours + 60.0 * minutes + seconds)
