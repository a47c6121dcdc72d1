"""Engauge Digitizer documents (.dig from 6.3 on): every coordinate system, from its axis points."""

import math
from dataclasses import replace
from typing import Any

from figcurves.errors import FigureError
from figcurves.model import Axis, CalibrationPoint, Digitization, Pixel, Scale, Series
from figcurves.projects.affine import Marked, MatrixRow, clicked, implausible, rows_from_pairs, rows_from_three
from figcurves.projects.files import ProjectFile, parse_xml

BINARY_5 = b"\x00\x00\xca\xfe"
PlacedMark = tuple[Pixel, float, float, bool]
_Place = tuple[Pixel, float]


def read_project(file: ProjectFile) -> tuple[Digitization, ...]:
    """One digitization for each Cartesian coordinate system that has curve points.

    Raises FigureError: binary documents of version 5, error reports, polar systems (named), fewer axis
    points than the document says it needs, a log axis through zero.
    """
    where = file.where
    if file.data.startswith(BINARY_5):
        raise FigureError(where, "an Engauge 5 document (binary)", "open it in Engauge 6.3 or later and save it")
    root = parse_xml(where, file.data)
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
        series = (
            Series(f"{number}/{index}", name, "marks", tuple(clicked(axes, pixel) for pixel in pixels))
            for index, (name, pixels) in enumerate(curves)
        )
        read.append(file.digitized(axes, series, panel=panel, review_required=implausible(*axes), tool=tool))
    if not read:
        problem = f"not recomputed: {', '.join(polar)}" if polar else "no curve has a point"
        raise FigureError(where, problem, "digitize on Cartesian axes and save again")
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
    rows: tuple[MatrixRow, MatrixRow] | None = None
    if required == "1" or any(only_x for _, _, _, only_x in marks):
        x, y = _of_four(where, marks)
    elif required == "2":
        x, y, rows = _of_scale_bar(where, marks)
    elif len(marks) < 3:
        raise FigureError(where, f"{len(marks)} axis points, 3 are needed", "set the axis points and save again")
    else:
        x, y = [(pixel, value) for pixel, value, _, _ in marks], [(pixel, value) for pixel, _, value, _ in marks]
    on_x = _marked(where, "x", x, coords.get("ScaleXThetaString"), coords.get("UnitsXString", ""))
    on_y = _marked(where, "y", y, coords.get("ScaleYRadiusString"), coords.get("UnitsYString", ""))
    if rows is None and len(x) == len(y) == 2:
        rows = rows_from_pairs(where, on_x, on_y)
    elif rows is None:
        rows = rows_from_three(where, [pixel for pixel, _ in x[:3]], list(zip(on_x.t, on_y.t, strict=True))[:3])
    return on_x.axis(rows[0]), on_y.axis(rows[1])


def _marked(where: str, name: str, places: list[_Place], scale: str | None, unit: str) -> Marked:
    date = unit == "Date/Time"
    kind: Scale = "log" if scale == "Log" else "date" if date else "linear"
    points = tuple(CalibrationPoint(pixel, value, f"{value:g}") for pixel, value in places)
    flags = ("seconds since 1970 UTC",) if kind == "date" else ()
    return Marked(where, name, kind, points, "" if unit == "Number" else unit, flags=flags)


def _marks(where: str, system: Any) -> list[PlacedMark]:
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


def _of_four(where: str, marks: list[PlacedMark]) -> tuple[list[_Place], list[_Place]]:
    x = [(pixel, value) for pixel, value, _, only_x in marks if only_x]
    y = [(pixel, value) for pixel, _, value, only_x in marks if not only_x]
    if len(x) != 2 or len(y) != 2:
        raise FigureError(where, f"{len(x)} x and {len(y)} y axis points, 2 and 2 are needed", "set them again")
    return x, y


def _of_scale_bar(
    where: str, marks: list[PlacedMark]
) -> tuple[list[_Place], list[_Place], tuple[MatrixRow, MatrixRow]]:
    """Two points and the length between them; y runs up, at the same scale, at a right angle to the bar."""
    if len(marks) < 2:
        raise FigureError(where, f"{len(marks)} points of the scale bar, 2 are needed", "set it and save again")
    (first, x1, y1, _), (second, x2, y2, _) = marks[:2]
    dx, dy = second[0] - first[0], second[1] - first[1]
    third = (first[0] + dy, first[1] - dx)
    gx, gy = x2 - x1, y2 - y1
    rows = rows_from_three(where, (first, second, third), ((x1, y1), (x2, y2), (x1 - gy, y1 + gx)))
    return [(first, x1), (second, x2)], [(first, y1), (third, y1 + gx)], rows
