"""Overlays: the source picture of a digitized panel with its series and calibration points drawn over it."""

import base64
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from memlit.datum import Datum, FigureAxis
from memlit.digitize.model import Axis, CalibrationPoint, Digitization, Method, Scale, Series, Tier
from memlit.documents.pdf.opened import POINTS_AN_INCH, drawn, opened
from memlit.errors import FigureError, certain
from memlit.files import sha256_of
from memlit.grouping import grouped
from memlit.sources.figures_yaml import PICTURES, overlay_path
from memlit.sources.points import points_of
from memlit.worker import read_safely

DPI = 150.0
PNG = b"\x89PNG"
MARGIN = 48.0
"""Points around the frame of a vector panel, for its labels."""
SHEET = 600.0
"""Pixels of the longer side of a panel that is drawn from its record."""
RECORD_ONLY = "Drawn from the record: calibration points and series as digitized. The source is not at hand."
NO_PLACES = "Drawn from the values: the source holds numbers and no picture of this panel."
GONE = "the source is not at hand as it was digitized"


def panels(data: Iterable[Datum]) -> dict[Path, list[Datum]]:
    """Digitized series by the overlay they share, sorted."""
    found = grouped((datum for datum in data if datum.figure is not None), overlay_path)
    return {path: sorted(found[path], key=lambda item: item.id) for path in sorted(found)}


def draw_panel(sources: Path, data: Sequence[Datum], rows: Mapping[str, str]) -> bytes:
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

    from memlit.digitize.check.redraw import overlay_png

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
    from memlit.digitize.check.redraw import overlay_png

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
        method=cast("Method", first.method),
        tier=cast("Tier", certain(first.figure).trust),
        axes=tuple(axes.values()),
        series=tuple(series),
        page=first.locator.page,
    )


def _axis(name: str, axis: FigureAxis) -> Axis:
    marks = tuple(CalibrationPoint(mark.pixel, mark.value, mark.label, mark.residual) for mark in axis.marks)
    return Axis(name, cast("Scale", axis.scale), axis.coefficients, marks)


def source_picture(path: Path, method: str, page: int | None, panel: str, dpi: float) -> tuple[bytes, float]:
    """A PNG of the source, and its pixels for each unit of the digitization's places; `dpi` is for a vector page.

    Raises FigureError when the source holds no picture.
    """
    if method == "vector-figure":
        return _page(path, page or 1, dpi), dpi / POINTS_AN_INCH
    if path.suffix.lower() == ".pdf":
        from memlit.digitize.pageimage import IMAGE, page_image_png

        return page_image_png(path, page or 1, int(panel.removeprefix(IMAGE))), 1.0
    beside = [path] if path.suffix.lower() in PICTURES else [path.with_suffix(suffix) for suffix in PICTURES]
    found = next((file for file in beside if file.is_file()), None)
    content = found.read_bytes() if found else _inside(path)
    if content is None:
        raise FigureError(path.name, "holds no picture", f"put the digitized picture beside it as {path.stem}.png")
    return content, 1.0


def _page(path: Path, number: int, dpi: float) -> bytes:
    out = io.BytesIO()
    with opened(path) as document:
        drawn(document[number - 1], dpi / POINTS_AN_INCH).save(out, "PNG")
    return out.getvalue()


def _inside(path: Path) -> bytes | None:
    """The picture in a project of WebPlotDigitizer or Engauge, None where it holds none."""
    from memlit.digitize.projects.files import ProjectFile, parse_xml, read_project_tar

    file = ProjectFile(path, path.read_bytes(), "")
    if file.suffix == ".tar":
        return read_project_tar(file)[1]
    if file.suffix != ".dig":
        return None
    # Engauge writes base64 of a length and a PNG.
    stored = base64.b64decode(parse_xml(path.name, file.data).findtext("Image") or "")
    start = stored.find(PNG)
    return stored[start:] if start >= 0 else None


def cropped(png: bytes, method: str, box: tuple[float, float, float, float] | None, scale: float) -> bytes:
    """The panel with its labels, where a vector panel is a part of its page; box: left, top, right, bottom [pt]."""
    if method != "vector-figure" or box is None:
        return png
    from PIL import Image

    picture = Image.open(io.BytesIO(png))
    left, top = ((end - MARGIN) * scale for end in box[:2])
    right, bottom = ((end + MARGIN) * scale for end in box[2:])
    out = io.BytesIO()
    edges = (max(0, round(left)), max(0, round(top)), min(picture.width, round(right)), round(bottom))
    picture.crop((*edges[:3], min(picture.height, edges[3]))).save(out, "PNG")
    return out.getvalue()
