"""Overlays: the source picture of a digitized panel with its series and calibration points drawn over it."""

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from figcurves.errors import FigureError
from figcurves.model import (
    Axis,
    CalibrationPoint,
    CurveTrust,
    Digitization,
    DigitizingMethod,
    Pixel,
    Point,
    Scale,
    Series,
)
from figcurves.overlays import DPI, MARGIN, cropped, source_picture
from memlit.datum import Datum, DocumentReading, FigureAxis, parse_record
from memlit.errors import MemlitError, certain
from memlit.files import read_json_lines, sha256_of, write_bytes
from memlit.grouping import grouped
from memlit.naming import overlay_path
from memlit.sources.points import points_of, read_all_points
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
    from figcurves.check.redraw import overlay_png

    panel = _digitization(data, rows)
    caption = RECORD_ONLY
    if not any(point.pixel is not None for series in panel.series for point in series.points):
        panel, caption = _placed(panel), NO_PLACES
    panel, size = _on_a_sheet(panel)
    return overlay_png(_sheet_with_axes(panel, size, caption), panel, 1.0)


def _on_a_sheet(panel: Digitization) -> tuple[Digitization, tuple[int, int]]:
    """The panel with its places in pixels of a blank sheet, and the size of the sheet."""
    upwards = -1.0 if panel.method == "vector-figure" else 1.0
    ticks = [mark.pixel for axis in panel.axes for mark in axis.points]
    points = [point.pixel for series in panel.series for point in series.points if point.pixel is not None]
    across = [x for x, _ in (*ticks, *points)]
    down = [upwards * y for _, y in (*ticks, *points)]
    left, top = min(across), min(down)
    width, height = max(across) - left, max(down) - top
    scale = SHEET / max(width, height, 1.0)

    def moved(pixel: Pixel) -> Pixel:
        return (pixel[0] - left) * scale + 2 * MARGIN, (upwards * pixel[1] - top) * scale + MARGIN

    size = round(width * scale + 3 * MARGIN), round(height * scale + 2 * MARGIN)
    axes = tuple(
        replace(axis, points=tuple(replace(mark, pixel=moved(mark.pixel)) for mark in axis.points))
        for axis in panel.axes
    )
    series = tuple(_with_places(own, lambda point: moved(point.pixel) if point.pixel else None) for own in panel.series)
    return replace(panel, method="raster-figure", axes=axes, series=series), size


def _sheet_with_axes(panel: Digitization, size: tuple[int, int], caption: str) -> bytes:
    """A white sheet as PNG with the frame of the panel, the labels of its ticks, and a caption."""
    from PIL import Image, ImageDraw

    sheet = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(sheet)
    across, down = zip(*(mark.pixel for axis in panel.axes for mark in axis.points), strict=True)
    left, bottom = min(across), max(down)
    draw.rectangle([left, min(down), max(across), bottom], outline="black")
    draw.text((MARGIN / 2, MARGIN / 4), caption, fill="black")
    for name, axis in zip("xy", panel.axes, strict=False):
        for mark in axis.points:
            x, y = mark.pixel
            label = mark.label or f"{mark.value:g}"
            if name == "x":
                draw.text((x, bottom + 8), label, fill="black", anchor="mt")
            else:
                draw.text((left - 10, y), label, fill="black", anchor="rm")
    stored = io.BytesIO()
    sheet.save(stored, "PNG")
    return stored.getvalue()


def _with_places(series: Series, place_of: Callable[[Point], Pixel | None]) -> Series:
    return replace(series, points=tuple(replace(point, pixel=place_of(point)) for point in series.points))


def _placed(panel: Digitization) -> Digitization:
    """A panel of values alone with a place for each, and a mark at both ends of the values of an axis."""
    points = [point for series in panel.series for point in series.points]
    ends = [(min(values), max(values)) for values in ([p.x for p in points], [p.y for p in points])]

    def share(value: float, axis: int) -> float:
        low, high = ends[axis]
        return SHEET * ((value - low) / (high - low) if high > low else 0.5)

    def place(x: float, y: float) -> Pixel:
        return share(x, 0), SHEET - share(y, 1)

    (left, right), (low, high) = ends
    marks = [[(left, (left, low)), (right, (right, low))], [(low, (left, low)), (high, (left, high))]]
    axes = tuple(
        Axis(name, "linear", None, tuple(CalibrationPoint(place(*at), value) for value, at in own))
        for name, own in zip("xy", marks, strict=True)
    )
    series = tuple(_with_places(own, lambda point: place(point.x, point.y)) for own in panel.series)
    return replace(panel, axes=axes, series=series)


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


def draw_overlays(extracted: Iterable[Path], points: Iterable[Path]) -> dict[str, str | None]:
    """Draw the panels of all digitized series; extracted, points: what was read of each bucket.

    Returns each overlay's path with None, or with why it is not over its source but from the record alone.
    """
    data = [
        datum
        for path in extracted
        for line in read_json_lines(path)
        for datum in parse_record(DocumentReading, line, path.as_posix()).data
        if datum.figure is not None
    ]
    rows = read_all_points(points)
    drawn: dict[str, str | None] = {}
    for path, group in panels(data).items():
        try:
            write_bytes(path, draw_overlay(Path("sources"), group, rows))
            drawn[path.as_posix()] = None
        except MemlitError as error:
            write_bytes(path, from_record(group, rows))
            drawn[path.as_posix()] = str(error)
    return drawn
