"""Digitizations as projects of the tools people know: WebPlotDigitizer v4 .tar and svgdigitizer SVG."""

import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import numpy as np

from figcurves.errors import FigureError
from figcurves.model import Axis, Digitization, Pixel, Series
from figcurves.projects.carried import CARRIED, carried_state

IMAGE_DPI = 300.0
ToPixel = Callable[[Pixel], Pixel]


def export_wpd(digitization: Digitization, path: str | Path, image: bytes | None = None) -> None:
    """Write a WebPlotDigitizer v4 .tar; `image` is a PNG of the source (page at 300 dpi for a PDF).

    Without an image a blank canvas with the points stands in. Raises FigureError without a calibration.
    """
    scale, to_pixel, (width, height) = _canvas(digitization)
    axes: dict[str, dict[str, Any]] = {}
    datasets = []
    exported: dict[str, list[Series]] = {}
    for series in digitization.series:
        x, y = _pair(digitization, series)
        name = f"{digitization.panel or 'XY'} {series.x_axis} {series.y_axis}".strip()
        axes.setdefault(name, _wpd_axes(name, x, y, to_pixel))
        datasets.append(_wpd_dataset(series, name, to_pixel))
        exported.setdefault(name, []).append(series)
    project = {
        "version": [4, 2],
        "axesColl": list(axes.values()),
        "datasetColl": datasets,
        "measurementColl": [],
        CARRIED: {name: carried_state(digitization, series) for name, series in exported.items()},
    }
    picture = image if image is not None else _blank(digitization, to_pixel, width, height, scale)
    files = {
        "info.json": _json({"version": [4, 0], "json": "wpd.json", "images": ["image.png"]}),
        "image.png": picture,
        "wpd.json": _json(project),
    }
    target = Path(path)
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(f"{_safe(target.stem)}/{name}")
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    target.write_bytes(out.getvalue())


def export_svgdigitizer(
    digitization: Digitization, path: str | Path, series_id: str | None = None, image: str = ""
) -> None:
    """Write one series as an annotated SVG; log axes as `y1: log 1e-9 A`, which memlit reads back.

    `series_id` may be left out when there is one series; `image` is a file name or data URI shown beneath.
    Raises FigureError without a calibration, or when the series is not named.
    """
    series = _one_series(digitization, series_id)
    _, to_pixel, (width, height) = _canvas(digitization)
    x, y = _pair(digitization, series)
    if x.scale == "category":
        raise FigureError(digitization.source, "svgdigitizer has no bar axes", "export it for WebPlotDigitizer")
    nodes = [to_pixel(_pixel(digitization.source, point.pixel)) for point in series.points]
    d = "M " + " L ".join(f"{px!r},{py!r}" for px, py in nodes)
    at = min(nodes)
    groups = [_svg_group(f"curve: {series.name or series.id}", (at[0], at[1] - 20.0), d)]
    for name, (pixel, *values) in zip(("x1", "x2", "y1", "y2"), _marks(x, y, to_pixel), strict=True):
        axis, value = (x, values[0]) if name[0] == "x" else (y, values[1])
        away = (pixel[0], pixel[1] + 30.0) if name[0] == "x" else (pixel[0] - 60.0, pixel[1])
        word = f"{name}: {'log ' if axis.scale == 'log' else ''}{value!r} {axis.unit}".strip()
        groups.append(_svg_group(word, away, f"M {away[0]!r},{away[1]!r} L {pixel[0]!r},{pixel[1]!r}"))
    words = [f"figure: {digitization.panel}", f"comment: {digitization.sha256[:16]}"]
    loose = [f'<text x="0" y="{12 * i + 12}">{escape(word)}</text>' for i, word in enumerate(words)]
    picture = f'<image href="{escape(image)}" width="{width!r}" height="{height!r}"/>' if image else ""
    state = escape(json.dumps(carried_state(digitization, [series]), ensure_ascii=False))
    metadata = f'<metadata id="{CARRIED}">{state}</metadata>'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width!r} {height!r}">'
    Path(path).write_text("\n".join([head, metadata, picture, *groups, *loose, "</svg>", ""]), encoding="utf-8")


def _canvas(digitization: Digitization) -> tuple[float, ToPixel, tuple[float, float]]:
    if digitization.method == "vector-figure":
        width, height = digitization.size or (612.0, 792.0)
        scale = IMAGE_DPI / 72.0
        return scale, lambda p: (p[0] * scale, (height - p[1]) * scale), (width * scale, height * scale)
    pixels = [point.pixel for series in digitization.series for point in series.points if point.pixel]
    size = digitization.size or tuple(max((p[i] for p in pixels), default=99.0) + 50.0 for i in (0, 1))
    return 1.0, lambda p: p, (float(size[0]), float(size[1]))


def _pair(digitization: Digitization, series: Series) -> tuple[Axis, Axis]:
    x, y = digitization.axis(series.x_axis), digitization.axis(series.y_axis)
    if y.coefficients is None or (x.coefficients is None and x.scale != "category"):
        raise FigureError(digitization.source, "no calibration to export", "export needs digitized pixels")
    return x, y


def _pixel(where: str, pixel: Pixel | None) -> Pixel:
    if pixel is None:
        raise FigureError(where, "a point without a pixel cannot be exported", "digitize it again")
    return pixel


def _ends(axis: Axis) -> tuple[float, float]:
    """The lowest and the highest axis coordinate of its calibration points."""
    known = sorted(t for point in axis.points if (t := axis.coordinate(point.value)) is not None)
    return (known[0], known[-1]) if len(known) > 1 else (0.0, 1.0)


def _place(x: Axis, y: Axis, t: tuple[float, float]) -> Pixel:
    rows = [axis.coefficients or (0.0, 0.0, 0.0) for axis in (x, y)]
    matrix = np.array([row[:2] for row in rows])
    solved = np.linalg.solve(matrix, np.array([t[0] - rows[0][2], t[1] - rows[1][2]]))
    return float(solved[0]), float(solved[1])


def _marks(x: Axis, y: Axis, to_pixel: ToPixel) -> list[tuple[Pixel, float, float]]:
    """Pixel, x and y value of two marks on x and of two on y."""
    (x1, x2), (y1, y2) = _ends(x), _ends(y)
    found = []
    for corner in ((x1, y1), (x2, y1), (x1, y1), (x1, y2)):
        at_x, at_y = (axis.sign * 10.0**t if axis.scale == "log" else t for axis, t in zip((x, y), corner, strict=True))
        found.append((to_pixel(_place(x, y, corner)), at_x, at_y))
    return found


def _wpd_axes(name: str, x: Axis, y: Axis, to_pixel: ToPixel) -> dict[str, Any]:
    if x.scale == "category":
        known = sorted(y.points, key=lambda point: point.value)
        bars = [(to_pixel(point.pixel), None, y.value(point.pixel)) for point in (known[0], known[-1])]
        kind = {"type": "BarAxes", "isLog": y.scale == "log", "isRotated": True}
        return {"name": name, **kind, "calibrationPoints": [_wpd_mark(*mark) for mark in bars]}
    kind = {"type": "XYAxes", "isLogX": x.scale == "log", "isLogY": y.scale == "log", "noRotation": False}
    return {"name": name, **kind, "calibrationPoints": [_wpd_mark(*mark) for mark in _marks(x, y, to_pixel)]}


def _wpd_mark(pixel: Pixel, dx: float | None, dy: float) -> dict[str, Any]:
    text = [None if value is None else repr(float(value)) for value in (dx, dy)]
    return {"px": pixel[0], "py": pixel[1], "dx": text[0], "dy": text[1], "dz": None}


def _wpd_dataset(series: Series, axes: str, to_pixel: ToPixel) -> dict[str, Any]:
    data = []
    for point in series.points:
        px, py = to_pixel(_pixel(series.id, point.pixel))
        label = next((flag[6:] for flag in point.flags if flag.startswith("label=")), None)
        item: dict[str, Any] = {"x": px, "y": py, "value": [point.x, point.y] if label is None else [point.y]}
        if label is not None:
            item["metadata"] = {"label": label}
        data.append(item)
    return {
        "name": series.name or series.id,
        "axesName": axes,
        "colorRGB": [*(series.color or (200, 0, 0)), 255],
        "metadataKeys": ["label"] if any("metadata" in item for item in data) else [],
        "data": data,
        "autoDetectionData": None,
    }


def _blank(digitization: Digitization, to_pixel: ToPixel, width: float, height: float, scale: float) -> bytes:
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (max(1, round(width)), max(1, round(height))), "white")
    draw = ImageDraw.Draw(picture)
    for series in digitization.series:
        for point in series.points:
            if point.pixel:
                px, py = to_pixel(point.pixel)
                draw.ellipse([px - scale, py - scale, px + scale, py + scale], fill=series.color or (200, 0, 0))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _one_series(digitization: Digitization, series_id: str | None) -> Series:
    chosen = [item for item in digitization.series if series_id is None or item.id == series_id]
    if len(chosen) != 1 or not chosen[0].points:
        known = ", ".join(item.id for item in digitization.series)
        raise FigureError(digitization.source, f"series {series_id!r} is not one of {known}", "name one with points")
    return chosen[0]


def _svg_group(word: str, at: Pixel, d: str) -> str:
    style = "fill:none;stroke:#ff0000;stroke-width:1"
    return f'<g><text x="{at[0]!r}" y="{at[1]!r}">{escape(word)}</text><path style="{style}" d="{d}"/></g>'


def _safe(name: str) -> str:
    return "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in name) or "project"


def _json(record: Any) -> bytes:
    return (json.dumps(record, indent=1, allow_nan=False) + "\n").encode()
