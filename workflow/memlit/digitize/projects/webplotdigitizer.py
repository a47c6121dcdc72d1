"""WebPlotDigitizer projects (JSON of version 3 and 4, .tar): values recomputed from pixels and calibration.

The formulas are those of the program's axes: x from the first two calibration marks, y from the last two.
"""

import math
from typing import Any

from memlit.digitize.model import Axis, CalibrationPoint, Digitization, Pixel, Point, Series
from memlit.digitize.projects.affine import clicked, implausible
from memlit.digitize.projects.carried import CARRIED, with_carried_state
from memlit.digitize.projects.webplotdigitizer_axes import LOOSE, TIME_OF_DAY, Axes, bar_axes, xy_axes
from memlit.digitize.settings import PROJECTS
from memlit.errors import FigureError

REFUSED = {
    "PolarAxes": "polar axes",
    "TernaryAxes": "ternary axes",
    "MapAxes": "a map with a scale bar",
    "ImageAxes": "plain image pixels",
    "CircularChartRecorderAxes": "a circular chart recorder",
}
DAY = 86_400_000.0
OVERRIDE = "override:"


def read_wpd(where: str, sha256: str, project: dict[str, Any]) -> tuple[Digitization, ...]:
    """One digitization for each calibrated axes that has data.

    Raises FigureError: unknown version, axes of a kind that is not recomputed (named), a dangling or
    repeated axes name, a log axis through zero, a stored value over 1e-9 from the recomputed one.
    """
    axes_list, datasets, tool = _normalised(where, project)
    by_name: dict[str, dict[str, Any]] = {}
    repeated: set[str] = set()
    for axes in axes_list:
        name = str(axes.get("name", ""))
        repeated |= {name} & set(by_name)
        by_name[name] = axes
    grouped: dict[str, list[dict[str, Any]]] = {}
    unbound: list[str] = []
    for dataset in datasets:
        name = str(dataset.get("axesName") or "")
        if not dataset.get("data"):
            continue
        if not name and name not in by_name:
            unbound.append(f"not imported: dataset {dataset.get('name')!r}, bound to no axes")
            continue
        if name not in by_name:
            problem = f"dataset {dataset.get('name')!r} names axes {name!r}, which the project does not have"
            raise FigureError(where, problem, "bind the dataset to one of its axes and save again")
        if name in repeated:
            raise FigureError(where, f"axes name {name!r} is repeated", "give each axes its own name")
        grouped.setdefault(name, []).append(dataset)
    refused = {name: REFUSED[kind] for name in grouped if (kind := str(by_name[name].get("type"))) in REFUSED}
    if refused and len(refused) == len(grouped):
        named = ", ".join(sorted(f"{name} ({kind})" for name, kind in refused.items()))
        raise FigureError(where, f"axes not recomputed: {named}", "digitize on XY or bar axes, or supply a CSV")
    if not grouped:
        problem = "no dataset with points is bound to axes" if unbound else "no dataset has a point"
        raise FigureError(where, problem, "digitize a curve and save again")
    notes = (*sorted(f"not imported: {name}, {kind}" for name, kind in refused.items()), *unbound)
    states = project.get(CARRIED)
    read = []
    for name, sets in grouped.items():
        if name in refused:
            continue
        item = _digitize(where, sha256, by_name[name], sets, tool, notes)
        if isinstance(states, dict):
            item = with_carried_state(f"{where}:{name}", item, states.get(name))
        read.append(item)
    return tuple(read)


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
    where: str, sha256: str, axes: dict[str, Any], datasets: list[dict[str, Any]], tool: str, notes: tuple[str, ...]
) -> Digitization:
    name, kind = str(axes.get("name", "")), str(axes.get("type"))
    place = f"{where}:{name}"
    if kind == "XYAxes":
        variants = xy_axes(place, axes)
        read = [_read_set(place, dataset, variants) for dataset in datasets]
        built = read[0][1]
    elif kind == "BarAxes":
        read, value_axis = _read_bar_sets(place, datasets, bar_axes(place, axes))
        built = (_bar_labels(place, datasets[0]), value_axis)
    else:
        raise FigureError(place, f"axes type {kind!r} is not known", "use XY or bar axes")
    if any(chosen != built for _, chosen in read[1:]) and kind == "XYAxes":
        raise FigureError(place, "datasets fit different calibrations", "recalibrate and save again")
    series = tuple(
        Series(
            f"{name}/{number}",
            str(dataset.get("name", "")),
            "marks",
            points,
            _color(dataset),
            review_required=_overridden(points),
        )
        for number, (dataset, (points, _)) in enumerate(zip(datasets, read, strict=True))
    )
    loose = [f"{axis.name} axis: {flag}" for axis in built for flag in axis.flags if flag.startswith(LOOSE)]
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
        review_required=tuple(loose) + _unchecked(datasets, built),
        tool=tool,
        notes=notes,
    )


def _read_set(where: str, dataset: dict[str, Any], variants: tuple[Axes, ...]) -> tuple[tuple[Point, ...], Axes]:
    problem = ""
    for axes in variants:
        points = tuple(
            clicked(axes, _pixel(where, item, index), flags=_point_flags(dataset, item))
            for index, item in enumerate(dataset["data"])
        )
        found = _mismatch(dataset, points, axes)
        if not found:
            return points, axes
        problem = problem or found
    raise FigureError(f"{where}:{dataset.get('name')}", problem, "recalibrate in the program, or use the pixels only")


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
    if TIME_OF_DAY in axis.flags:
        kept, got = kept % DAY, got % DAY
    size = max(abs(kept), abs(got))
    if axis.scale != "log" and axis.high is not None and axis.low is not None:
        size = max(size, axis.high - axis.low)
    if math.isfinite(kept) and abs(kept - got) <= PROJECTS.value * size:
        return ""
    return f"stored {axis.name} {kept:.10g} differs from {got:.10g} recomputed from its pixel"


def _unchecked(datasets: list[dict[str, Any]], axes: Axes) -> tuple[str, ...]:
    """Reasons for a project whose points carry no stored values: its calibration has no second check."""
    if any(item.get("value") is not None for dataset in datasets for item in dataset["data"]):
        return ()
    return implausible(*axes) if len(axes) == 2 and axes[0].coefficients is not None else ()


Read = tuple[tuple[Point, ...], Axes]


def _read_bar_sets(where: str, datasets: list[dict[str, Any]], variants: tuple[Axis, ...]) -> tuple[list[Read], Axis]:
    """All bars by the first variant of the axis that gives the stored values."""
    first: FigureError | None = None
    for axis in variants:
        try:
            return [_read_bars(where, dataset, axis) for dataset in datasets], axis
        except FigureError as error:
            first = first or error
    raise first or FigureError(where, "no value axis", "calibrate the axes again")


def _read_bars(where: str, dataset: dict[str, Any], axis: Axis) -> Read:
    points = []
    for index, item in enumerate(dataset["data"]):
        pixel = _pixel(where, item, index)
        value = axis.value(pixel)
        stored = item.get("value")
        last = len(stored) - 1 if isinstance(stored, list) and stored else 0
        problem = _differs(axis, value, stored, last) if stored is not None else ""
        if problem:
            raise FigureError(f"{where}:{dataset.get('name')}", f"point {index}: {problem}", "recalibrate and save")
        flags = _point_flags(dataset, item)
        if not any(flag.startswith("label=") for flag in flags):
            flags = (f"label=Bar{index}", *flags)
        u_y = axis.spread(pixel, PROJECTS.click)
        locator = f"px={pixel[0]!r},{pixel[1]!r}"
        points.append(Point(float(index), value, None, u_y, locator, pixel, flags=flags))
    return tuple(points), (axis,)


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
