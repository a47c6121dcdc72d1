"""Verification: every series is drawn again from its values and compared with the ink of the source.

Precision is the share of the redrawn series that meets ink; recall the share of the ink of its colour that the
redrawn panel covers. Places come from the values through the axes, so a wrong scale or a lost mark shows.
"""

import io
import math
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from figcurves.axes.panels import Panel
from figcurves.model import Axis, Digitization, Pixel, Point, Series, with_tier
from figcurves.paths.drawing import Drawing
from figcurves.paths.words import PlacedChar
from figcurves.settings import CHECK, SERIES, SHAPES
from figcurves.shapes.model import Shapes
from figcurves.shapes.shaded import ground, outside
from printed.geometry import Box, Matrix, apply, area


@dataclass(eq=False)
class Canvas:
    """The pixels of a panel, as masks (rows, columns).

    `valid` are those that are judged, `open_view` those that no opaque box covers, `drawn` those that its series cover;
    `local` takes points of the page to pixels, of which `scale` are a point.
    """

    ink: np.ndarray
    valid: np.ndarray
    open_view: np.ndarray
    drawn: np.ndarray
    local: Any
    scale: float

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows."""
        return self.ink.shape[1], self.ink.shape[0]

    @cached_property
    def sums(self) -> tuple[np.ndarray, np.ndarray]:
        """Ink and valid pixels above and left of each place, so that those of a box are four of them."""
        return _table(self.ink), _table(self.valid)


def _table(mask: np.ndarray) -> np.ndarray:
    table = np.zeros((mask.shape[0] + 1, mask.shape[1] + 1), dtype=np.int64)
    table[1:, 1:] = mask.cumsum(axis=0).cumsum(axis=1)
    return table


def pixel_box(box: Box, place: Any) -> Box:
    """Left, top, right, bottom in pixels of a box in points."""
    (x0, x1), (y0, y1) = (sorted(ends) for ends in zip(place(box[0], box[1]), place(box[2], box[3]), strict=True))
    return x0, y0, x1, y1


def fill(mask: np.ndarray, box: Box, margin: float, value: bool = True) -> None:
    """Set the mask to a value in the box, grown by a margin [pixels]."""
    height, width = mask.shape
    x0, y0 = max(0, math.floor(box[0] - margin)), max(0, math.floor(box[1] - margin))
    x1, y1 = min(width, math.ceil(box[2] + margin)), min(height, math.ceil(box[3] + margin))
    if x0 < x1 and y0 < y1:
        mask[y0:y1, x0:x1] = value


def _place_of(axis: Axis, other: Axis, value_x: float, value_y: float) -> Pixel | None:
    """Page point of a pair of values through two separable axes."""
    found = []
    for along, (one, value) in enumerate(((axis, value_x), (other, value_y))):
        t, row = one.coordinate(value), one.coefficients
        if t is None or row is None or not row[along]:
            return None
        found.append((t - row[2]) / row[along])
    return found[0], found[1]


def _draw(series: Series, item: Digitization, canvas: Canvas) -> float | None:
    """Draw one series from its values; the share of it that meets ink, None where none could be seen.

    A line is judged where no opaque box covers it, when most of it is there.
    """
    x, y = item.axis(series.x_axis), item.axis(series.y_axis)
    places = [point.pixel if x.coefficients is None else _place_of(x, y, point.x, point.y) for point in series.points]
    at = [(canvas.local(*place), point) for place, point in zip(places, series.points, strict=True) if place]
    if series.kind == "bars":
        return _draw_bars(series, places, item, canvas)
    share = _draw_marks(series, at, canvas) if series.kind == "marks" else _draw_line(series, at, canvas)
    for pixel, point in at:
        _draw_errors(point, pixel, canvas, x, y)
    return share


def _draw_marks(series: Series, at: list[tuple[Pixel, Point]], canvas: Canvas) -> float | None:
    if series.mark_size is None:
        raise ValueError(f"the marks of {series.id} have no size")
    total, seen = canvas.sums
    hits = shown = 0
    cols, rows = canvas.size
    under = sum("hidden" in point.flags for point in series.points)
    # A legend covers a few marks; where a box covers most of a series, nothing proves it.
    unseen = {"clipped", "hidden"} if 2 * under < len(series.points) else {"clipped"}
    half_w, half_h = (max(0.5 * side * canvas.scale, CHECK.mark_half) for side in series.mark_size)
    for (px, py), point in at:
        a, b = max(0, math.floor(px - half_w)), min(cols, math.ceil(px + half_w) + 1)
        c, d = max(0, math.floor(py - half_h)), min(rows, math.ceil(py + half_h) + 1)
        if a >= b or c >= d:
            continue
        canvas.drawn[c:d, a:b] = True
        area = seen[d, b] - seen[c, b] - seen[d, a] + seen[c, a]
        if area > CHECK.seen * (b - a) * (d - c) and not unseen & set(point.flags):
            shown += 1
            hits += int(total[d, b] - total[c, b] - total[d, a] + total[c, a] > CHECK.mark_ink * area)
    return hits / shown if shown else None


def _draw_errors(point: Point, at: Pixel, canvas: Canvas, x: Axis, y: Axis) -> None:
    """The error bars of a point that stands at a pixel, with their caps."""
    for ends, vertical in ((point.y_error, True), (point.x_error, False)):
        for end in ends or ():
            far = _place_of(x, y, point.x, end) if vertical else _place_of(x, y, end, point.y)
            if far is not None:
                qx, qy = canvas.local(*far)
                bar = (min(at[0], qx), min(at[1], qy), max(at[0], qx), max(at[1], qy))
                fill(canvas.drawn, bar, CHECK.error_bar)
                fill(canvas.drawn, (qx, qy, qx, qy), CHECK.cap)


def _draw_line(series: Series, at: list[tuple[Pixel, Point]], canvas: Canvas) -> float | None:
    from PIL import Image, ImageDraw

    if len(at) < 2:
        return None
    if series.width is None:
        raise ValueError(f"the line {series.id} has no width")
    masks = []
    for thick in (1, max(3, round(series.width * canvas.scale) + 2)):
        picture = Image.new("1", canvas.size)
        ImageDraw.Draw(picture).line([pixel for pixel, _ in at], fill=1, width=thick, joint="curve")
        masks.append(np.asarray(picture))
    canvas.drawn |= masks[1]
    thin = masks[0] & canvas.valid
    uncovered = thin & canvas.open_view
    thin = uncovered if 2 * uncovered.sum() > thin.sum() else thin
    if not thin.any():
        return None
    share = float((thin & grow(canvas.ink)).sum() / thin.sum())
    return min(1.0, share / CHECK.dashed) if series.is_dashed else share


def draw_notes(shapes: Shapes, canvas: Canvas) -> None:
    """Arrows, rings and strokes from mark to mark, which no series explains."""
    from PIL import Image, ImageDraw

    picture = Image.new("1", canvas.size)
    pen = ImageDraw.Draw(picture)
    local = canvas.local
    for course in [*(arrow.shaft for arrow in shapes.arrows), *shapes.rings, *shapes.links]:
        pen.line([local(x, y) for x, y in course.tolist()], fill=1, width=round(2 * canvas.scale) + 1)
    for arrow in shapes.arrows:
        pen.polygon([local(x, y) for x, y in arrow.head.tolist()], fill=1, outline=1)
    canvas.drawn |= np.asarray(picture)


def _draw_bars(series: Series, places: list[Pixel | None], item: Digitization, canvas: Canvas) -> float | None:
    frame = item.frame or (0.0, 0.0, 0.0, 0.0)
    x = item.axis(series.x_axis)
    ink, valid = canvas.ink, canvas.valid
    hits = shown = 0
    for place, point in zip(places, series.points, strict=True):
        if place is None:
            continue
        half = CHECK.bar_half
        if point.x_error is not None and x.coefficients is not None:
            if x.scale == "linear":
                half = abs(point.x_error[1] - point.x_error[0]) / abs(x.coefficients[0]) / 2.0
        elif len(series.points) > 1:
            half = 0.5 * (frame[2] - frame[0]) / len(series.points)
        fill(canvas.drawn, pixel_box((place[0] - half, frame[1], place[0] + half, place[1]), canvas.local), 1)
        column, top = canvas.local(*place)
        row, column = round(top) + 1, round(column)
        if 0 <= row < ink.shape[0] - 1 and 0 <= column < ink.shape[1] and valid[row, column]:
            shown += 1
            hits += bool(ink[max(0, row - 1) : row + 2, column].any())
    return hits / shown if shown else None


def grow(mask: np.ndarray) -> np.ndarray:
    """The mask with its neighbours on all four sides and corners."""
    grown = mask.copy()
    grown[1:] |= mask[:-1]
    grown[:-1] |= mask[1:]
    wide = grown.copy()
    wide[:, 1:] |= grown[:, :-1]
    wide[:, :-1] |= grown[:, 1:]
    return wide


_LARGEST = 3000.0
"""Pixels of the longer side of a page's picture."""
OVERLAY = (255, 0, 255)
CROWDED = 500
"""More marks than this are drawn small over their source, so that the picture stays readable."""


def verify_panels(
    page: Any, drawing: Drawing, read: list[tuple[Digitization, Panel, Shapes]], chars: list[PlacedChar]
) -> list[Digitization]:
    """The digitizations with ink precision and recall of every series; below the threshold they need review."""
    scale = min(CHECK.scale, _LARGEST / max(drawing.width, drawing.height))
    rendered = page.render(scale=scale, draw_annots=False).to_numpy()
    image = np.ascontiguousarray(rendered[..., 2::-1].transpose(2, 0, 1)).astype(np.int16)
    place = _placer(drawing, image.shape[1], scale)
    text = np.zeros(image.shape[1:], dtype=bool)
    for char in chars:
        if "ingbat" not in char.font:
            fill(text, pixel_box(char.box, place), 1)
    return [_verify(item, panel, shapes, image, text, place, scale) for item, panel, shapes in read]


def _placer(drawing: Drawing, height: int, scale: float) -> Any:
    """Displayed page points to pixels of pdfium's picture, which is drawn without /Rotate."""
    a, b, c, d, e, f = drawing.matrix
    det = a * d - b * c
    inverse: Matrix = (d / det, -b / det, -c / det, a / det, (c * f - d * e) / det, (b * e - a * f) / det)
    corners = [apply(inverse, x, y) for x in (0.0, drawing.width) for y in (0.0, drawing.height)]
    left, bottom = min(p[0] for p in corners), min(p[1] for p in corners)

    def place(x: float, y: float) -> tuple[float, float]:
        ux, uy = apply(inverse, x, y)
        return (ux - left) * scale, height - (uy - bottom) * scale

    return place


def _verify(
    item: Digitization, panel: Panel, shapes: Shapes, image: np.ndarray, text: np.ndarray, place: Any, scale: float
) -> Digitization:
    if not item.series:
        return with_tier(item, False)
    inside = np.zeros(image.shape[1:], dtype=bool)
    fill(inside, pixel_box(panel.box, place), -CHECK.edge)
    room, right = SERIES.inset_labels, SHAPES.inset_right
    for left, bottom, end, top in panel.insets:
        fill(inside, pixel_box((left - room, bottom - room, end + right, top + right), place), 0, False)
    inside &= ~text
    for key in shapes.keys:
        fill(inside, pixel_box(key, place), CHECK.error_bar, False)
    x0, y0, x1, y1 = (round(v) for v in pixel_box(panel.box, place))
    x0, y0 = max(0, x0), max(0, y0)
    window = (slice(y0, y1 + 1), slice(x0, x1 + 1))
    colors = np.ascontiguousarray(image[:, window[0], window[1]])
    valid = inside[window]
    background = _background(colors, valid, item)

    def local(x: float, y: float) -> tuple[float, float]:
        px, py = place(x, y)
        return px - x0, py - y0

    low, high = ground(background, shapes.filled, valid.shape, local)
    ink = (outside(colors, low, high) > CHECK.ink) & valid
    open_view = np.ones(ink.shape, dtype=bool)
    for box, _ in shapes.covers:
        if area(box) <= CHECK.cover * area(panel.box):
            fill(open_view, pixel_box(box, local), 1, False)
    canvas = Canvas(ink, valid, open_view, np.zeros(ink.shape, dtype=bool), local, scale)
    precisions = [_draw(series, item, canvas) for series in item.series]
    draw_notes(shapes, canvas)
    drawn = grow(canvas.drawn)
    checked = [
        _judged(series, precision, _recall(series, colors, ink, drawn))
        for series, precision in zip(item.series, precisions, strict=True)
    ]
    grey = _furniture_ink(colors, item)
    rest = ink & ~grey
    explained = float((rest & drawn).sum()) / max(1, int(rest.sum()))
    reasons = list(item.review_required)
    if explained < CHECK.recall and not panel.is_picture:
        reasons.append(f"redrawn series explain {100 * explained:.0f} % of the ink in the frame")
    return with_tier(replace(item, series=tuple(checked), review_required=tuple(dict.fromkeys(reasons))), True)


def _background(colors: np.ndarray, valid: np.ndarray, item: Digitization) -> np.ndarray:
    if not valid.any():
        return np.array([255, 255, 255])
    red, green, blue = (plane[valid].astype(np.int32) for plane in colors)
    codes = (red << 16) | (green << 8) | blue
    values, counts = np.unique(codes, return_counts=True)
    series = [np.array(one.color) for one in item.series if one.color is not None]
    white = np.array([255, 255, 255])
    for code in values[np.argsort(-counts)].tolist()[:12]:
        color = np.array([code >> 16, (code >> 8) & 255, code & 255])
        if all(np.abs(color - one).max() > CHECK.colour for one in series):
            return color
    return white


def _furniture_ink(colors: np.ndarray, item: Digitization) -> np.ndarray:
    """Pale greys are grid and legend frames unless a series has that colour."""
    low, high = colors.min(axis=0), colors.max(axis=0)
    pale = (high - low < CHECK.grey) & (low > CHECK.grey_light)
    colours = [series.color for series in item.series if series.color]
    greys = any(max(rgb) - min(rgb) < CHECK.grey and min(rgb) > CHECK.grey_series for rgb in colours)
    return np.zeros_like(pale) if greys else pale


def _recall(series: Series, colors: np.ndarray, ink: np.ndarray, drawn: np.ndarray) -> float | None:
    if series.color is None:
        return None
    far = np.abs(colors - np.array(series.color, dtype=colors.dtype)[:, None, None]).max(axis=0)
    own = ink & (far <= CHECK.colour)
    count = int(own.sum())
    return float((own & drawn).sum()) / count if count >= CHECK.own_ink else None


def _judged(series: Series, precision: float | None, recall: float | None) -> Series:
    reasons = list(series.review_required)
    if precision is not None and precision < CHECK.precision:
        reasons.append(f"only {100 * precision:.0f} % of the redrawn series meets ink")
    if recall is not None and recall < CHECK.recall:
        reasons.append(f"only {100 * recall:.0f} % of the ink of its colour is covered")
    rounded = [None if value is None else round(value, 4) for value in (precision, recall)]
    return replace(series, review_required=tuple(reasons), ink_precision=rounded[0], ink_recall=rounded[1])


def _spacing(places: list[Pixel]) -> float:
    """Median distance from a mark to the next one."""
    if len(places) < 2:
        return math.inf
    at = np.array(places)
    gaps = np.hypot(at[:, None, 0] - at[None, :, 0], at[:, None, 1] - at[None, :, 1])
    np.fill_diagonal(gaps, math.inf)
    return float(np.median(gaps.min(axis=1)))


def overlay_png(image: bytes, digitization: Digitization, scale: float) -> bytes:
    """The source picture with the redrawn series, frame and calibration points over it, for the audit page.

    `image` is a PNG of the page (vector: at `scale` pixels a point) or of the raster figure (scale 1).
    """
    from PIL import Image, ImageDraw

    picture = Image.open(io.BytesIO(image)).convert("RGB")
    draw = ImageDraw.Draw(picture)
    height = picture.height

    def local(pixel: Pixel) -> tuple[float, float]:
        if digitization.method == "vector-figure":
            return pixel[0] * scale, height - pixel[1] * scale
        return pixel[0] * scale, pixel[1] * scale

    arm = max(4.0, min(picture.size) / 80.0)
    if digitization.frame is not None and digitization.method == "vector-figure":
        left, bottom, right, top = digitization.frame
        arm = min(arm, max(3.0, min(right - left, top - bottom) * scale / 45.0))
    for series in digitization.series:
        places = [local(point.pixel) for point in series.points if point.pixel is not None]
        if series.kind in ("line", "steps") and len(places) > 1:
            draw.line(places, fill=OVERLAY, width=1)
            continue
        reach = min(arm, max(2.5, 0.45 * _spacing(places))) if len(places) <= CROWDED else 2.0
        for color, width in (("white", 3), (OVERLAY, 1)) if len(places) <= CROWDED else ((OVERLAY, 1),):
            for x, y in places:
                draw.line([(x - reach, y), (x + reach, y)], fill=color, width=width)
                draw.line([(x, y - reach), (x, y + reach)], fill=color, width=width)
    for axis in digitization.axes:
        for mark in axis.points:
            x, y = local(mark.pixel)
            draw.ellipse([x - arm, y - arm, x + arm, y + arm], outline=(0, 160, 0), width=2)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
