"""WebPlotDigitizer projects (JSON of version 3 and 4, .tar): values recomputed from pixels and calibration.

The formulas are those of the program: its XY and bar axes, its numbers and dates; x from the first two calibration
marks, y from the last two.
"""

import math
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from figcurves.errors import FigureError
from figcurves.model import Axis, CalibrationPoint, Digitization, Pixel, Point, Scale, Series
from figcurves.projects.affine import Marked, MatrixRow, clicked, implausible, rows_from_pairs, rows_without_rotation
from figcurves.projects.files import ProjectFile, parse_json, read_project_tar
from figcurves.settings import PROJECTS

WpdAxes = tuple[Axis, Axis]

TIME_OF_DAY = "time of day in ms"
LOOSE = "calibration text"
"""Flags of an axis that begin so need a person: the program took only the start of the text for a number."""
LEADING_NUMBER = re.compile(r"^\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)")


def xy_axes(where: str, axes: dict[str, Any]) -> tuple[WpdAxes, ...]:
    """The calibrations the stored flags allow: one, or two where `noRotation` was applied in two ways."""
    marks = [_mark(where, mark) for mark in axes.get("calibrationPoints", [])]
    if len(marks) < 4:
        raise FigureError(where, f"{len(marks)} calibration marks, XY axes need 4", "calibrate the axes again")
    x = _marked(where, "x", [(pixel, text) for pixel, text, _ in marks[:2]], bool(axes.get("isLogX")))
    y = _marked(where, "y", [(pixel, text) for pixel, _, text in marks[2:4]], bool(axes.get("isLogY")))
    full = rows_from_pairs(where, x, y)
    rows = [rows_without_rotation(where, x, y), _diagonal(full, x, y)] if axes.get("noRotation") else [full]
    return tuple((x.axis(row_x), y.axis(row_y)) for row_x, row_y in rows)


def _diagonal(full: tuple[MatrixRow, MatrixRow], x: Marked, y: Marked) -> tuple[MatrixRow, MatrixRow]:
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


REFUSED = {
    "PolarAxes": "polar axes",
    "TernaryAxes": "ternary axes",
    "MapAxes": "a map with a scale bar",
    "ImageAxes": "plain image pixels",
    "CircularChartRecorderAxes": "a circular chart recorder",
}
DAY = 86_400_000.0
OVERRIDE = "override:"


def read_project(file: ProjectFile) -> tuple[Digitization, ...]:
    """One digitization for each calibrated axes that has data.

    Raises FigureError: unknown version, axes of a kind that is not recomputed (named), a dangling or
    repeated axes name, a log axis through zero, a stored value over 1e-9 from the recomputed one.
    """
    where = file.where
    project = read_project_tar(file)[0] if file.is_packed else parse_json(where, file.data)
    axes_list, datasets, tool = _normalised(where, project)
    by_name, grouped, unbound = _bound(where, axes_list, datasets)
    refused = _refused(where, by_name, grouped)
    if not grouped:
        problem = "no dataset with points is bound to axes" if unbound else "no dataset has a point"
        raise FigureError(where, problem, "digitize a curve and save again")
    notes = (*sorted(f"not imported: {name}, {kind}" for name, kind in refused.items()), *unbound)
    return tuple(
        _digitize(file, by_name[name], sets, tool=tool, notes=notes)
        for name, sets in grouped.items()
        if name not in refused
    )


_Object = dict[str, Any]


def _bound(
    where: str, axes_list: list[Any], datasets: list[Any]
) -> tuple[dict[str, _Object], dict[str, list[_Object]], list[str]]:
    """WpdAxes by name, the datasets with points by the name of their axes, and a note for each that is bound to none.

    Raises FigureError for a dangling or a repeated name.
    """
    by_name: dict[str, _Object] = {}
    repeated: set[str] = set()
    for axes in axes_list:
        name = str(axes.get("name", ""))
        repeated |= {name} & set(by_name)
        by_name[name] = axes
    grouped: dict[str, list[_Object]] = {}
    unbound: list[str] = []
    for dataset in (dataset for dataset in datasets if dataset.get("data")):
        name = str(dataset.get("axesName") or "")
        if not name and name not in by_name:
            unbound.append(f"not imported: dataset {dataset.get('name')!r}, bound to no axes")
            continue
        if name not in by_name:
            problem = f"dataset {dataset.get('name')!r} names axes {name!r}, which the project does not have"
            raise FigureError(where, problem, "bind the dataset to one of its axes and save again")
        if name in repeated:
            raise FigureError(where, f"axes name {name!r} is repeated", "give each axes its own name")
        grouped.setdefault(name, []).append(dataset)
    return by_name, grouped, unbound


def _refused(where: str, by_name: dict[str, _Object], grouped: dict[str, list[_Object]]) -> dict[str, str]:
    """WpdAxes that are not recomputed, with their kind. Raises FigureError where all are."""
    refused = {name: REFUSED[kind] for name in grouped if (kind := str(by_name[name].get("type"))) in REFUSED}
    if refused and len(refused) == len(grouped):
        named = ", ".join(sorted(f"{name} ({kind})" for name, kind in refused.items()))
        raise FigureError(where, f"axes not recomputed: {named}", "digitize on XY or bar axes, or supply a CSV")
    return refused


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


def _digitize(file: ProjectFile, axes: dict[str, Any], datasets: list[dict[str, Any]], **told: Any) -> Digitization:
    name, kind = str(axes.get("name", "")), str(axes.get("type"))
    place = f"{file.where}:{name}"
    if kind == "XYAxes":
        variants = xy_axes(place, axes)
    elif kind == "BarAxes":
        words = _bar_labels(place, datasets[0])
        variants = tuple((words, heights) for heights in bar_axes(place, axes))
    else:
        raise FigureError(place, f"axes type {kind!r} is not known", "use XY or bar axes")
    read, built = _read_sets(place, datasets, variants)
    series = (
        Series(
            f"{name}/{number}",
            str(dataset.get("name", "")),
            "marks",
            points,
            _color(dataset),
            review_required=_overridden(points),
        )
        for number, (dataset, points) in enumerate(zip(datasets, read, strict=True))
    )
    loose = [f"{axis.name} axis: {flag}" for axis in built for flag in axis.flags if flag.startswith(LOOSE)]
    page = axes.get("page") if isinstance(axes.get("page"), int) else None
    reasons = (*loose, *_unchecked(datasets, built))
    return file.digitized(built, series, page=page, panel=name, review_required=reasons, **told)


def _read_sets(
    where: str, datasets: list[dict[str, Any]], variants: tuple[WpdAxes, ...]
) -> tuple[list[tuple[Point, ...]], WpdAxes]:
    """The points of all datasets by the first calibration that gives their stored values."""
    first: FigureError | None = None
    for axes in variants:
        try:
            return [_points(f"{where}:{dataset.get('name')}", dataset, axes) for dataset in datasets], axes
        except FigureError as error:
            first = first or error
    raise first or FigureError(where, "no calibration", "calibrate the axes again")


def _points(where: str, dataset: dict[str, Any], axes: WpdAxes) -> tuple[Point, ...]:
    """The points by these axes. Raises FigureError where a stored value differs from that of its pixel."""
    x, y = axes
    points = []
    for index, item in enumerate(dataset["data"]):
        pixel, flags, stored = _pixel(where, item, index), _point_flags(dataset, item), item.get("value")
        if x.coefficients is None:
            if not any(flag.startswith("label=") for flag in flags):
                flags = (f"label=Bar{index}", *flags)
            locator = f"px={pixel[0]!r},{pixel[1]!r}"
            u_y = y.spread(pixel, PROJECTS.click)
            point = Point(float(index), y.value(pixel), None, u_y, locator, pixel, flags=flags)
            told = [(y, point.y, len(stored) - 1 if isinstance(stored, list) and stored else 0)]
        else:
            point = clicked(axes, pixel, flags=flags)
            told = [(x, point.x, 0), (y, point.y, 1)]
        problems = (_differs(axis, got, stored, at) for axis, got, at in told if stored is not None)
        if problem := next(filter(None, problems), ""):
            remedy = "recalibrate in the program, or use the pixels only"
            raise FigureError(where, f"point {index}: {problem}", remedy)
        points.append(point)
    return tuple(points)


def _pixel(where: str, item: Any, index: int) -> Pixel:
    try:
        return float(item["x"]), float(item["y"])
    except (KeyError, TypeError, ValueError) as error:
        raise FigureError(where, f"point {index} has no pixel", "save the project again") from error


def _point_flags(dataset: dict[str, Any], item: dict[str, Any]) -> tuple[str, ...]:
    """Label, point group (where a person keeps error bars: which tuple, which member) and typed-over values."""
    flags = [f"label={label}"] if (label := _label(dataset, item)) else []
    names, group = dataset.get("groupNames") or [], item.get("group")
    if names and isinstance(group, int) and 0 <= group < len(names):
        flags += [f"group={names[group] or group}", f"tuple={item.get('tuple')}"]
    metadata = item.get("metadata")
    overrides = metadata.get("overrides") if isinstance(metadata, dict) else None
    if isinstance(overrides, dict):
        flags += [f"{OVERRIDE}{name}={value}" for name, value in sorted(overrides.items()) if value is not None]
    return tuple(flags)


def _overridden(points: tuple[Point, ...]) -> tuple[str, ...]:
    typed = sum(any(flag.startswith(OVERRIDE) for flag in point.flags) for point in points)
    return (f"{typed} points carry a value typed over the one of their pixel",) if typed else ()


def _differs(axis: Axis, got: float, stored: Any, place: int) -> str:
    try:
        kept = float(stored[place])
    except (TypeError, ValueError, IndexError, KeyError):
        return f"stored value {stored!r} is no pair of numbers"
    if TIME_OF_DAY in axis.flags:
        kept, got = kept % DAY, got % DAY
    size = max(abs(kept), abs(got))
    if axis.scale != "log" and axis.high is not None and axis.low is not None:
        size = max(size, axis.high - axis.low)
    if math.isfinite(kept) and abs(kept - got) <= PROJECTS.value * size:
        return ""
    return f"stored {axis.name} {kept:.10g} differs from {got:.10g} recomputed from its pixel"


def _unchecked(datasets: list[dict[str, Any]], axes: WpdAxes) -> tuple[str, ...]:
    """Reasons for a project whose points carry no stored values: its calibration has no second check."""
    if any(item.get("value") is not None for dataset in datasets for item in dataset["data"]):
        return ()
    return implausible(*axes) if axes[0].coefficients is not None else ()


def _label(dataset: dict[str, Any], item: dict[str, Any]) -> str:
    metadata = item.get("metadata")
    if isinstance(metadata, dict):
        return str(metadata.get("label", metadata.get("Label")) or "")
    keys = [str(key).lower() for key in dataset.get("metadataKeys") or []]
    if isinstance(metadata, list) and "label" in keys and keys.index("label") < len(metadata):
        return str(metadata[keys.index("label")])
    return ""


def _bar_labels(where: str, dataset: dict[str, Any]) -> Axis:
    points = tuple(
        CalibrationPoint(_pixel(where, item, index), float(index), _label(dataset, item) or f"Bar{index}")
        for index, item in enumerate(dataset["data"])
    )
    return Axis("x", "category", None, points)


def _color(dataset: dict[str, Any]) -> tuple[int, int, int] | None:
    color = dataset.get("colorRGB")
    if isinstance(color, list) and len(color) >= 3 and all(isinstance(part, int) for part in color[:3]):
        return color[0], color[1], color[2]
    return None
