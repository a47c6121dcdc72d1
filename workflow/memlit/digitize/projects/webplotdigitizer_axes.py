"""Axes of WebPlotDigitizer projects: the program's formulas for XY and bar axes, its numbers and dates."""

import math
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from memlit.digitize.model import Axis, CalibrationPoint, Pixel, Scale
from memlit.digitize.projects.affine import Marked, Row, rows_from_pairs, rows_without_rotation
from memlit.digitize.settings import PROJECTS
from memlit.errors import FigureError

Axes = tuple[Axis, Axis]

TIME_OF_DAY = "time of day in ms"
LOOSE = "calibration text"
"""Flags of an axis that begin so need a person: the program took only the start of the text for a number."""
LEADING_NUMBER = re.compile(r"^\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)")


def xy_axes(where: str, axes: dict[str, Any]) -> tuple[Axes, ...]:
    """The calibrations the stored flags allow: one, or two where `noRotation` was applied in two ways."""
    marks = [_mark(where, mark) for mark in axes.get("calibrationPoints", [])]
    if len(marks) < 4:
        raise FigureError(where, f"{len(marks)} calibration marks, XY axes need 4", "calibrate the axes again")
    x = _marked(where, "x", [(pixel, text) for pixel, text, _ in marks[:2]], bool(axes.get("isLogX")))
    y = _marked(where, "y", [(pixel, text) for pixel, _, text in marks[2:4]], bool(axes.get("isLogY")))
    full = rows_from_pairs(where, x, y)
    rows = [rows_without_rotation(where, x, y), _diagonal(full, x, y)] if axes.get("noRotation") else [full]
    return tuple((x.axis(row_x), y.axis(row_y)) for row_x, row_y in rows)


def _diagonal(full: tuple[Row, Row], x: Marked, y: Marked) -> tuple[Row, Row]:
    """Older `noRotation`: the matrix of the rotated fit with its smaller pair of entries set to zero."""
    (a, b, _), (c, d, _) = full
    a, b, c, d = (a, 0.0, 0.0, d) if abs(a * d) > abs(b * c) else (0.0, b, c, 0.0)
    (x0, y0), (x2, y2) = x.points[0].pixel, y.points[0].pixel
    return (a, b, x.t[0] - a * x0 - b * y0), (c, d, y.t[0] - c * x2 - d * y2)


def bar_axes(where: str, axes: dict[str, Any]) -> tuple[Axis, ...]:
    """The value axis of a bar chart, as newer and as older versions of the program computed it.

    Newer ones force the line between the two marks upright or level unless `isRotated`; older ones project on it.
    """
    marks = [_mark(where, mark) for mark in axes.get("calibrationPoints", [])]
    if len(marks) < 2:
        raise FigureError(where, f"{len(marks)} calibration marks, bar axes need 2", "calibrate the axes again")
    y = _marked(where, "y", [(pixel, text) for pixel, _, text in marks[:2]], bool(axes.get("isLog")))
    t1, t2 = y.t
    (x1, y1), (x2, y2) = (point.pixel for point in y.points)
    ends = [(x2, y2)]
    if not axes.get("isRotated"):
        ends.insert(0, (x1, y2) if _is_upright(x2 - x1, y2 - y1) else (x2, y1))
    built = []
    for px, py in ends:
        length = (px - x1) ** 2 + (py - y1) ** 2
        if not length:
            raise FigureError(where, "the two calibration marks coincide", "calibrate the axes again")
        a, b = (t2 - t1) * (px - x1) / length, (t2 - t1) * (py - y1) / length
        built.append(y.axis((a, b, t1 - a * x1 - b * y1)))
    return tuple(built)


def _is_upright(dx: float, dy: float) -> bool:
    """The program calls a bar axis horizontal within 30 degrees of the pixel rows, else vertical."""
    angle = math.degrees(math.atan2(-dy, dx)) % 360.0
    return min(angle, 360.0 - angle, abs(angle - 180.0)) >= PROJECTS.bar_level


def _mark(where: str, mark: Any) -> tuple[Pixel, Any, Any]:
    try:
        return (float(mark["px"]), float(mark["py"])), mark.get("dx"), mark.get("dy")
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise FigureError(where, f"calibration mark {mark!r} has no pixel", "calibrate the axes again") from error


def _marked(where: str, name: str, marks: Sequence[tuple[Pixel, Any]], log: bool) -> Marked:
    raw = [text for _, text in marks]
    flags: tuple[str, ...] = ()
    scale: Scale = "log" if log else "linear"
    if any(isinstance(text, str) and ("/" in text or ":" in text) for text in raw):
        if log:
            raise FigureError(where, "a date axis cannot be logarithmic", "calibrate the axis again")
        values, scale = [_date(where, str(text)) for text in raw], "date"
        flags = (TIME_OF_DAY,) if all("/" not in str(text) for text in raw) else ("ms since 1970 UTC",)
    else:
        read = [_number(where, text) for text in raw]
        values, flags = [value for value, _ in read], tuple(flag for _, flag in read if flag)
    points = tuple(CalibrationPoint(pixel, one, str(text)) for (pixel, text), one in zip(marks, values, strict=True))
    return Marked(where, name, scale, points, flags=flags)


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
