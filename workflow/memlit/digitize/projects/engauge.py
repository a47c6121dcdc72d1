"""Engauge Digitizer documents (.dig from 6.3 on): every coordinate system, from its axis points."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from memlit.digitize.model import (
    Axis,
    CalibrationPoint,
    Digitization,
    Pixel,
    Point,
    Scale,
    Series,
)
from memlit.digitize.projects.affine import (
    Row,
    click_uncertainty,
    implausible,
    log_sign,
    make_axis,
    rows_from_pairs,
    rows_from_three,
    to_linear,
)
from memlit.digitize.projects.xml import parse_xml
from memlit.errors import FigureError

BINARY_5 = b"\x00\x00\xca\xfe"
Mark = tuple[Pixel, float, float, bool]


def read_engauge(where: str, sha256: str, data: bytes) -> tuple[Digitization, ...]:
    """One digitization for each Cartesian coordinate system that has curve points.

    Raises FigureError: binary documents of version 5, error reports, polar systems (named), fewer axis
    points than the document says it needs, a log axis through zero.
    """
    if data.startswith(BINARY_5):
        raise FigureError(where, "an Engauge 5 document (binary)", "open it in Engauge 6.3 or later and save it")
    root = parse_xml(where, data)
    if root.tag == "ErrorReport":
        raise FigureError(where, "an Engauge error report, no document", "save the document from Engauge")
    if root.tag != "Document":
        raise FigureError(where, f"no Engauge document (root {root.tag})", "supply the .dig file")
    systems = root.findall("CoordSystem") or [root]
    required = root.get("AxesPointsRequired", "0")
    tool = "Engauge " + root.get("VersionNumber", "")
    read: list[Digitization] = []
    polar: list[str] = []
    for number, system in enumerate(systems, start=1):
        panel = f"coordinate system {number}"
        curves = _curves(where, system)
        if not curves:
            continue
        coords = system.find("Coords")
        if coords is None or coords.get("TypeString") != "Cartesian":
            polar.append(f"{panel} ({'polar' if coords is not None else 'no coordinates'})")
            continue
        axes = _axes(f"{where}:{panel}", system, coords, required)
        read.append(
            Digitization(
                where,
                sha256,
                "imported-digitization",
                "import_recomputed",
                axes,
                tuple(_series(panel, index, name, pixels, axes) for index, (name, pixels) in enumerate(curves)),
                panel=panel,
                review_required=implausible(*axes),
                tool=tool,
            )
        )
    if not read:
        problem = f"not recomputed: {', '.join(polar)}" if polar else "no curve has a point"
        raise FigureError(where, problem, "digitize on Cartesian axes and save again")
    if not polar:
        return tuple(read)
    return tuple(replace(item, notes=tuple(f"not imported: {name}" for name in polar)) for item in read)


def _curves(where: str, system: Any) -> list[tuple[str, list[Pixel]]]:
    curves = []
    for curve in system.iter("Curve"):
        points = curve.findall("CurvePoints/Point")
        if any(point.get("IsAxisPoint") == "True" for point in points) or curve.get("CurveName") == "Axes":
            continue
        ordered = sorted(points, key=lambda point: float(point.get("Ordinal", "0")))
        pixels = [_xy(where, point.find("PositionScreen")) for point in ordered]
        if pixels:
            curves.append((str(curve.get("CurveName", "")), pixels))
    return curves


def _axes(where: str, system: Any, coords: Any, required: str) -> tuple[Axis, Axis]:
    marks = _marks(where, system)
    x_date, y_date = (coords.get(f"Units{name}String", "") == "Date/Time" for name in "XY")
    x_scale = _scale(coords.get("ScaleXThetaString", "Linear"), x_date)
    y_scale = _scale(coords.get("ScaleYRadiusString", "Linear"), y_date)
    if required == "1" or any(only_x for _, _, _, only_x in marks):
        rows, x_marks, y_marks = _four(where, marks, x_scale, y_scale)
    elif required == "2":
        rows, x_marks, y_marks = _scale_bar(where, marks)
    else:
        rows, x_marks, y_marks = _three(where, marks, x_scale, y_scale)
    x_sign, y_sign = (log_sign(tuple(value for _, value in kept)) for kept in (x_marks, y_marks))

    def build(name: str, scale: Scale, row: Row, kept: list[tuple[Pixel, float]], sign: float, unit: str) -> Axis:
        points = tuple(CalibrationPoint(pixel, value, f"{value:g}") for pixel, value in kept)
        flags = ("seconds since 1970 UTC",) if scale == "date" else ()
        return make_axis(name, scale, row, points, sign=sign if scale == "log" else 1.0, unit=unit, flags=flags)

    units = [coords.get(f"Units{name}String", "") for name in "XY"]
    x_unit, y_unit = ("" if unit == "Number" else unit for unit in units)
    return (
        build("x", x_scale, rows[0], x_marks, x_sign, x_unit),
        build("y", y_scale, rows[1], y_marks, y_sign, y_unit),
    )


def _scale(text: str, date: bool) -> Scale:
    if text == "Log":
        return "log"
    return "date" if date else "linear"


def _marks(where: str, system: Any) -> list[Mark]:
    marks = []
    for point in system.iter("Point"):
        if point.get("IsAxisPoint") == "True":
            x, y = _xy(where, point.find("PositionGraph"))
            marks.append((_xy(where, point.find("PositionScreen")), x, y, point.get("IsXOnly") == "True"))
    return marks


def _xy(where: str, element: Any) -> Pixel:
    try:
        pair = float(element.get("X")), float(element.get("Y"))
    except (AttributeError, TypeError, ValueError) as error:
        raise FigureError(where, "a point without numeric X and Y", "save the document again") from error
    if not all(math.isfinite(value) for value in pair):
        raise FigureError(where, f"a point at {pair}", "save the document again")
    return pair


Fit = tuple[tuple[Row, Row], list[tuple[Pixel, float]], list[tuple[Pixel, float]]]


def _three(where: str, marks: list[Mark], x_scale: Scale, y_scale: Scale) -> Fit:
    if len(marks) < 3:
        raise FigureError(where, f"{len(marks)} axis points, 3 are needed", "set the axis points and save again")
    x_sign, y_sign = _signs(marks, x_scale, y_scale)
    t = tuple((to_linear(where, x, x_scale, x_sign), to_linear(where, y, y_scale, y_sign)) for _, x, y, _ in marks)
    rows = rows_from_three(where, (marks[0][0], marks[1][0], marks[2][0]), t[:3])
    return rows, [(pixel, x) for pixel, x, _, _ in marks], [(pixel, y) for pixel, _, y, _ in marks]


def _four(where: str, marks: list[Mark], x_scale: Scale, y_scale: Scale) -> Fit:
    on_x = [mark for mark in marks if mark[3]]
    on_y = [mark for mark in marks if not mark[3]]
    if len(on_x) != 2 or len(on_y) != 2:
        raise FigureError(where, f"{len(on_x)} x and {len(on_y)} y axis points, 2 and 2 are needed", "set them again")
    x_sign, y_sign = _signs(on_x, x_scale, "linear")[0], _signs(on_y, "linear", y_scale)[1]
    t = (
        to_linear(where, on_x[0][1], x_scale, x_sign),
        to_linear(where, on_x[1][1], x_scale, x_sign),
        to_linear(where, on_y[0][2], y_scale, y_sign),
        to_linear(where, on_y[1][2], y_scale, y_sign),
    )
    rows = rows_from_pairs(where, (on_x[0][0], on_x[1][0]), (on_y[0][0], on_y[1][0]), t)
    return rows, [(mark[0], mark[1]) for mark in on_x], [(mark[0], mark[2]) for mark in on_y]


def _scale_bar(where: str, marks: list[Mark]) -> Fit:
    """Two points and the length between them; y runs up, at the same scale, at a right angle to the bar."""
    if len(marks) < 2:
        raise FigureError(where, f"{len(marks)} points of the scale bar, 2 are needed", "set it and save again")
    (first, x1, y1, _), (second, x2, y2, _) = marks[:2]
    dx, dy = second[0] - first[0], second[1] - first[1]
    third = (first[0] + dy, first[1] - dx)
    gx, gy = x2 - x1, y2 - y1
    t = ((x1, y1), (x2, y2), (x1 - gy, y1 + gx))
    rows = rows_from_three(where, (first, second, third), t)
    return rows, [(first, x1), (second, x2)], [(first, y1), (third, y1 + gx)]


def _signs(marks: list[Mark], x_scale: Scale, y_scale: Scale) -> tuple[float, float]:
    x_sign = log_sign(tuple(mark[1] for mark in marks)) if x_scale == "log" else 1.0
    y_sign = log_sign(tuple(mark[2] for mark in marks)) if y_scale == "log" else 1.0
    return x_sign, y_sign


def _series(panel: str, index: int, name: str, pixels: list[Pixel], axes: tuple[Axis, Axis]) -> Series:
    points = tuple(
        Point(
            axes[0].value(pixel),
            axes[1].value(pixel),
            click_uncertainty(axes[0], pixel),
            click_uncertainty(axes[1], pixel),
            f"px={pixel[0]!r},{pixel[1]!r}",
            pixel,
        )
        for pixel in pixels
    )
    return Series(f"{panel.rpartition(' ')[2]}/{index}", name, "marks", points)
