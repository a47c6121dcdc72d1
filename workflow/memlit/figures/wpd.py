"""WebPlotDigitizer projects (JSON of version 3 and 4, .tar): values recomputed from pixels and calibration.

The formulas are those of the program's axes: x from the first two calibration marks, y from the last two.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from memlit.errors import FigureError
from memlit.figures.calibration import (
    CLICK_PIXELS,
    Row,
    click_uncertainty,
    log_sign,
    make_axis,
    rows_from_pairs,
    rows_without_rotation,
    to_linear,
)
from memlit.figures.model import Axis, CalibrationPoint, Digitization, Pixel, Point, Scale, Series

TOLERANCE = 1e-9
REFUSED = {
    "PolarAxes": "polar axes",
    "TernaryAxes": "ternary axes",
    "MapAxes": "a map with a scale bar",
    "ImageAxes": "plain image pixels",
    "CircularChartRecorderAxes": "a circular chart recorder",
}
DAY = 86_400_000.0

Axes = tuple[Axis, ...]


def read_wpd(where: str, sha256: str, project: dict[str, Any]) -> tuple[Digitization, ...]:
    """One digitization for each calibrated axes that has data.

    Raises FigureError: unknown version, axes of a kind that is not recomputed (named), a dangling or
    repeated axes name, a log axis through zero, a stored value over 1e-9 from the recomputed one.
    """
    axes_list, datasets, tool = _normalised(where, project)
    by_name: dict[str, dict[str, Any]] = {}
    for axes in axes_list:
        name = str(axes.get("name", ""))
        if name in by_name:
            raise FigureError(where, f"axes name {name!r} is repeated", "give each axes its own name")
        by_name[name] = axes
    grouped: dict[str, list[dict[str, Any]]] = {}
    for dataset in datasets:
        name = str(dataset.get("axesName", ""))
        if name not in by_name:
            problem = f"dataset {dataset.get('name')!r} names axes {name!r}, which the project does not have"
            raise FigureError(where, problem, "bind the dataset to one of its axes and save again")
        if dataset.get("data"):
            grouped.setdefault(name, []).append(dataset)
    refused = {name: REFUSED[kind] for name in grouped if (kind := str(by_name[name].get("type"))) in REFUSED}
    if refused and len(refused) == len(grouped):
        named = ", ".join(sorted(f"{name} ({kind})" for name, kind in refused.items()))
        raise FigureError(where, f"axes not recomputed: {named}", "digitize on XY or bar axes, or supply a CSV")
    if not grouped:
        raise FigureError(where, "no dataset has a point", "digitize a curve and save again")
    notes = tuple(sorted(f"not imported: {name}, {kind}" for name, kind in refused.items()))
    return tuple(
        _digitize(where, sha256, by_name[name], sets, tool, notes)
        for name, sets in grouped.items()
        if name not in refused
    )


def _normalised(where: str, project: dict[str, Any]) -> tuple[list[Any], list[Any], str]:
    if isinstance(project.get("wpd"), dict):
        return _version_3(where, project["wpd"])
    version = project.get("version")
    if not isinstance(version, list) or not version or "axesColl" not in project:
        raise FigureError(where, "no WebPlotDigitizer project (no version, no axes)", "supply its JSON or .tar")
    if version[0] not in (4, 5):
        raise FigureError(where, f"WebPlotDigitizer format {version} is not known", "save it with version 4")
    axes = _objects(where, "axesColl", project["axesColl"])
    datasets = _objects(where, "datasetColl", project.get("datasetColl") or [])
    for entry in axes:
        entry.setdefault("calibrationPoints", [])
    return axes, datasets, "WebPlotDigitizer " + ".".join(str(part) for part in version)


def _version_3(where: str, wpd: dict[str, Any]) -> tuple[list[Any], list[Any], str]:
    version = wpd.get("version")
    if not isinstance(version, list) or not version or version[0] != 3:
        raise FigureError(where, f"WebPlotDigitizer format {version} is not known", "save it with version 3 or 4")
    axes = {
        **(wpd.get("axesParameters") or {}),
        "name": "axes",
        "type": wpd.get("axesType"),
        "calibrationPoints": wpd.get("calibration") or [],
    }
    datasets = _objects(where, "dataSeries", wpd.get("dataSeries") or [])
    for dataset in datasets:
        dataset["axesName"] = "axes"
    return [axes], datasets, "WebPlotDigitizer " + ".".join(str(part) for part in version)


def _objects(where: str, name: str, value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise FigureError(where, f"{name} is not a list of objects", "save the project again")
    return [dict(item) for item in value]


def _digitize(
    where: str,
    sha256: str,
    axes: dict[str, Any],
    datasets: list[dict[str, Any]],
    tool: str,
    notes: tuple[str, ...],
) -> Digitization:
    name, kind = str(axes.get("name", "")), str(axes.get("type"))
    place = f"{where}:{name}"
    if kind == "XYAxes":
        variants = xy_axes(place, axes)
        read = [_read_set(place, dataset, variants) for dataset in datasets]
        built = read[0][1]
    elif kind == "BarAxes":
        value_axis = bar_axis(place, axes)
        read = [_read_bars(place, dataset, value_axis) for dataset in datasets]
        built = (_bar_labels(datasets[0]), value_axis)
    else:
        raise FigureError(place, f"axes type {kind!r} is not known", "use XY or bar axes")
    if any(chosen != built for _, chosen in read[1:]) and kind == "XYAxes":
        raise FigureError(place, "datasets fit different calibrations", "recalibrate and save again")
    series = tuple(
        Series(f"{name}/{number}", str(dataset.get("name", "")), "marks", points, _color(dataset))
        for number, (dataset, (points, _)) in enumerate(zip(datasets, read, strict=True))
    )
    page = axes.get("page")
    return Digitization(
        source=where,
        sha256=sha256,
        method="imported-digitization",
        tier="import_recomputed",
        axes=built,
        series=series,
        page=page if isinstance(page, int) else None,
        panel=name,
        tool=tool,
        notes=notes,
    )


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


def bar_axis(where: str, axes: dict[str, Any]) -> Axis:
    """The value axis of a bar chart: the projection on the line between its two marks."""
    marks = [_mark(where, mark) for mark in axes.get("calibrationPoints", [])]
    if len(marks) < 2:
        raise FigureError(where, f"{len(marks)} calibration marks, bar axes need 2", "calibrate the axes again")
    (x1, y1), (x2, y2) = marks[0][0], marks[1][0]
    values, scale, sign, flags = _values(where, [marks[0][2], marks[1][2]], bool(axes.get("isLog")))
    if not axes.get("isRotated"):
        upright = _is_upright(x2 - x1, y2 - y1)
        x2, y2 = (x1, y2) if upright else (x2, y1)
    length = (x2 - x1) ** 2 + (y2 - y1) ** 2
    if not length:
        raise FigureError(where, "the two calibration marks coincide", "calibrate the axes again")
    t1, t2 = (to_linear(where, value, scale, sign) for value in values)
    a, b = (t2 - t1) * (x2 - x1) / length, (t2 - t1) * (y2 - y1) / length
    points = tuple(CalibrationPoint(marks[i][0], values[i], str(marks[i][2])) for i in (0, 1))
    return make_axis("y", scale, (a, b, t1 - a * x1 - b * y1), points, sign=sign, flags=flags)


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
        return dates, "date", 1.0, ("time of day in ms",) if time_only else ("ms since 1970 UTC",)
    values = [_number(where, text) for text in raw]
    return values, "log" if log else "linear", log_sign(tuple(values)) if log else 1.0, ()


def _number(where: str, text: Any) -> float:
    try:
        return float(text)
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


def _read_set(where: str, dataset: dict[str, Any], variants: tuple[Axes, ...]) -> tuple[tuple[Point, ...], Axes]:
    problem = ""
    for axes in variants:
        points = tuple(_point(where, dataset, index, item, axes) for index, item in enumerate(dataset["data"]))
        found = _mismatch(dataset, points, axes)
        if not found:
            return points, axes
        problem = problem or found
    raise FigureError(f"{where}:{dataset.get('name')}", problem, "recalibrate in the program, or use the pixels only")


def _point(where: str, dataset: dict[str, Any], index: int, item: Any, axes: Axes) -> Point:
    pixel = _pixel(where, item, index)
    x, y = axes[0].value(pixel), axes[1].value(pixel)
    return Point(
        x,
        y,
        click_uncertainty(axes[0], pixel),
        click_uncertainty(axes[1], pixel),
        f"px={pixel[0]!r},{pixel[1]!r}",
        pixel,
        flags=_group(dataset, item),
    )


def _pixel(where: str, item: Any, index: int) -> Pixel:
    try:
        return float(item["x"]), float(item["y"])
    except (KeyError, TypeError, ValueError) as error:
        raise FigureError(where, f"point {index} has no pixel", "save the project again") from error


def _group(dataset: dict[str, Any], item: dict[str, Any]) -> tuple[str, ...]:
    """Point groups of a dataset, where a person keeps error bars: which tuple, which member."""
    names, group, of = dataset.get("groupNames") or [], item.get("group"), item.get("tuple")
    if not names or not isinstance(group, int) or not 0 <= group < len(names):
        return ()
    return (f"group={names[group]}", f"tuple={of}")


def _mismatch(dataset: dict[str, Any], points: tuple[Point, ...], axes: Axes) -> str:
    for index, (item, point) in enumerate(zip(dataset["data"], points, strict=True)):
        stored = item.get("value")
        if stored is None:
            continue
        for axis, got, place in ((axes[0], point.x, 0), (axes[1], point.y, 1)):
            text = _differs(axis, got, stored, place)
            if text:
                return f"point {index}: {text}"
    return ""


def _differs(axis: Axis, got: float, stored: Any, place: int) -> str:
    try:
        kept = float(stored[place])
    except (TypeError, ValueError, IndexError, KeyError):
        return f"stored value {stored!r} is no pair of numbers"
    if axis.flags == ("time of day in ms",):
        kept, got = kept % DAY, got % DAY
    size = max(abs(kept), abs(got))
    if axis.scale != "log" and axis.high is not None and axis.low is not None:
        size = max(size, axis.high - axis.low)
    if math.isfinite(kept) and abs(kept - got) <= TOLERANCE * size:
        return ""
    return f"stored {axis.name} {kept:.10g} differs from {got:.10g} recomputed from its pixel"


def _read_bars(where: str, dataset: dict[str, Any], axis: Axis) -> tuple[tuple[Point, ...], Axes]:
    points = []
    for index, item in enumerate(dataset["data"]):
        pixel = _pixel(where, item, index)
        value = axis.value(pixel)
        stored = item.get("value")
        problem = _differs(axis, value, stored, 0) if stored is not None else ""
        if problem:
            raise FigureError(f"{where}:{dataset.get('name')}", f"point {index}: {problem}", "recalibrate and save")
        label = _label(dataset, item) or f"Bar{index}"
        points.append(
            Point(
                float(index),
                value,
                None,
                axis.spread(pixel, CLICK_PIXELS),
                f"px={pixel[0]!r},{pixel[1]!r}",
                pixel,
                flags=(f"label={label}",),
            )
        )
    return tuple(points), (axis,)


def _label(dataset: dict[str, Any], item: dict[str, Any]) -> str:
    metadata = item.get("metadata")
    if isinstance(metadata, dict):
        return str(metadata.get("label", metadata.get("Label", "")))
    keys = [str(key).lower() for key in dataset.get("metadataKeys") or []]
    if isinstance(metadata, list) and "label" in keys and keys.index("label") < len(metadata):
        return str(metadata[keys.index("label")])
    return ""


def _bar_labels(dataset: dict[str, Any]) -> Axis:
    points = tuple(
        CalibrationPoint((float(item["x"]), float(item["y"])), float(index), _label(dataset, item) or f"Bar{index}")
        for index, item in enumerate(dataset["data"])
    )
    return Axis("x", "category", None, points)


def _color(dataset: dict[str, Any]) -> tuple[int, int, int] | None:
    color = dataset.get("colorRGB")
    if isinstance(color, list) and len(color) >= 3 and all(isinstance(part, int) for part in color[:3]):
        return color[0], color[1], color[2]
    return None
