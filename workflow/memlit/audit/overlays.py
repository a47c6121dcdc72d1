"""Overlays: the source picture of a digitized panel with its series and calibration points drawn over it."""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from figcurves.model import Axis, CalibrationPoint, CurveTrust, Digitization, DigitizingMethod, Scale, Series
from figcurves.overlays import DPI, MARGIN, cropped, source_picture
from memlit.datum import Datum, FigureAxis
from memlit.errors import FigureError, certain
from memlit.files import sha256_of
from memlit.grouping import grouped
from memlit.sources.figures_yaml import overlay_path
from memlit.sources.points import points_of
from memlit.worker import read_safely

SHEET = 600.0
"""Pixels of the longer side of a panel that is drawn from its record."""
RECORD_ONLY = "Drawn from the record: calibration points and series as digitized. The source is not at hand."
NO_PLACES = "Drawn from the values: the source holds numbers and no picture of this panel."
GONE = "the source is not at hand as it was digitized"


def panels(data: Iterable[Datum]) -> dict[Path, list[Datum]]:
    """Digitized series by the overlay they share, sorted."""
    found = grouped((datum for datum in data if datum.figure is not None), overlay_path)
    return {path: sorted(found[path], key=lambda item: item.id) for path in sorted(found)}


def draw_overlay(sources: Path, data: Sequence[Datum], rows: Mapping[str, str]) -> bytes:
    """The overlay of one panel as PNG. rows: points of its series by id.

    Raises FigureError when the source is absent or another file than was digitized, or holds no picture.
    """
    place = data[0].locator
    path = sources / place.document / place.file
    if not path.is_file() or place.sha256 not in (None, sha256_of(path)):
        raise FigureError(f"{path}", GONE, "supply the file again, or digitize anew")
    plain = [datum.model_dump(mode="json") for datum in data]
    return read_safely(path, overlay_of_plain, path, plain, {datum.id: rows.get(datum.id, "") for datum in data})


def from_record(data: Sequence[Datum], rows: Mapping[str, str]) -> bytes:
    """The panel as PNG from its record alone, where there is no picture of it: calibration points and series."""
    from PIL import Image, ImageDraw

    from figcurves.check.redraw import overlay_png

    item = _digitization(data, rows)
    has_places = any(point.pixel is not None for one in item.series for point in one.points)
    item = item if has_places else _placed(item)
    upwards = -1.0 if item.method == "vector-figure" else 1.0
    ticks = [mark.pixel for axis in item.axes for mark in axis.points]
    places = [*ticks, *(point.pixel for one in item.series for point in one.points if point.pixel is not None)]
    xs, ys = [x for x, _ in places], [upwards * y for _, y in places]
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    scale = SHEET / max(right - left, bottom - top, 1.0)

    def moved(pixel: tuple[float, float]) -> tuple[float, float]:
        return (pixel[0] - left) * scale + 2 * MARGIN, (upwards * pixel[1] - top) * scale + MARGIN

    size = round((right - left) * scale + 3 * MARGIN), round((bottom - top) * scale + 2 * MARGIN)
    sheet = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(sheet)
    across, down = zip(*map(moved, ticks), strict=True)
    frame = [min(across), min(down), max(across), max(down)]
    draw.rectangle(frame, outline="black")
    draw.text((MARGIN / 2, MARGIN / 4), RECORD_ONLY if has_places else NO_PLACES, fill="black")
    for name, axis in zip("xy", item.axes, strict=False):
        for mark in axis.points:
            x, y = moved(mark.pixel)
            label = mark.label or f"{mark.value:g}"
            at, anchor = ((x, frame[3] + 8), "mt") if name == "x" else ((frame[0] - 10, y), "rm")
            draw.text(at, label, fill="black", anchor=anchor)
    stored = io.BytesIO()
    sheet.save(stored, "PNG")
    axes = tuple(
        replace(axis, points=tuple(replace(mark, pixel=moved(mark.pixel)) for mark in axis.points))
        for axis in item.axes
    )
    series = tuple(
        replace(one, points=tuple(replace(p, pixel=None if p.pixel is None else moved(p.pixel)) for p in one.points))
        for one in item.series
    )
    return overlay_png(stored.getvalue(), replace(item, method="raster-figure", axes=axes, series=series), 1.0)


def _placed(item: Digitization) -> Digitization:
    """A panel of values alone with a place for each, and a mark at both ends of the values of an axis."""
    points = [point for one in item.series for point in one.points]
    ends = [(min(values), max(values)) for values in ([p.x for p in points], [p.y for p in points])]

    def share(value: float, name: int) -> float:
        low, high = ends[name]
        return SHEET * ((value - low) / (high - low) if high > low else 0.5)

    def place(x: float, y: float) -> tuple[float, float]:
        return share(x, 0), SHEET - share(y, 1)

    (left, right), (low, high) = ends
    marks = [[(left, (left, low)), (right, (right, low))], [(low, (left, low)), (high, (left, high))]]
    axes = tuple(
        Axis(name, "linear", None, tuple(CalibrationPoint(place(*at), value) for value, at in own))
        for name, own in zip("xy", marks, strict=True)
    )
    series = tuple(
        replace(one, points=tuple(replace(p, pixel=place(p.x, p.y)) for p in one.points)) for one in item.series
    )
    return replace(item, axes=axes, series=series)


def overlay_of_plain(path: Path, data: list[dict[str, Any]], rows: dict[str, str]) -> bytes:
    """The overlay from plain values, for the reader process."""
    from figcurves.check.redraw import overlay_png

    found = [Datum.model_validate(datum) for datum in data]
    digitization = _digitization(found, rows)
    place = found[0].locator
    picture, scale = source_picture(path, digitization.method, place.page, place.panel or "", DPI)
    return cropped(overlay_png(picture, digitization, scale), digitization.method, place.bbox, scale)


def _digitization(data: Sequence[Datum], rows: Mapping[str, str]) -> Digitization:
    first = data[0]
    axes: dict[FigureAxis, Axis] = {}
    series = []
    for datum in data:
        assert datum.figure is not None
        for name, axis in (("x", datum.figure.x), ("y", datum.figure.y)):
            axes.setdefault(axis, _axis(name, axis))
        series.append(Series(datum.id, datum.printed.text, datum.figure.kind, points_of(rows[datum.id])))
    return Digitization(
        source=first.locator.file,
        sha256=first.locator.sha256 or "",
        method=cast("DigitizingMethod", first.method),
        tier=cast("CurveTrust", certain(first.figure).trust),
        axes=tuple(axes.values()),
        series=tuple(series),
        page=first.locator.page,
    )


def _axis(name: str, axis: FigureAxis) -> Axis:
    marks = tuple(CalibrationPoint(mark.pixel, mark.value, mark.label, mark.residual) for mark in axis.marks)
    return Axis(name, cast("Scale", axis.scale), axis.coefficients, marks)
