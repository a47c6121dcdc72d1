"""Series drawn again on masks of a page's pixels, and how much of each meets the ink that is there."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from memlit.digitize.model import Axis, Digitization, Pixel, Point, Series
from memlit.digitize.paths.builder import Box
from memlit.digitize.shapes.model import Shapes

SEEN = 0.4
"""Share of a mark's box that must be free of grid lines and text for its ink to be judged."""


def pixel_box(box: Box, place: Any) -> tuple[float, float, float, float]:
    """Left, top, right, bottom in pixels of a box in points."""
    x0, y0 = place(box[0], box[1])
    x1, y1 = place(box[2], box[3])
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def fill(mask: np.ndarray, box: Box, margin: float) -> None:
    """Set the mask in the box, grown by a margin [pixels]."""
    height, width = mask.shape
    x0, y0 = max(0, math.floor(box[0] - margin)), max(0, math.floor(box[1] - margin))
    x1, y1 = min(width, math.ceil(box[2] + margin)), min(height, math.ceil(box[3] + margin))
    if x0 < x1 and y0 < y1:
        mask[y0:y1, x0:x1] = True


def _place_of(axis: Axis, other: Axis, value_x: float, value_y: float) -> Pixel | None:
    """Page point of a pair of values through two separable axes."""
    if axis.coefficients is None or other.coefficients is None:
        return None
    found = []
    for one, value, index in ((axis, value_x, 0), (other, value_y, 1)):
        slope = one.coefficients[index] if one.coefficients else 0.0
        rest = one.coefficients[2] if one.coefficients else 0.0
        if not slope or not math.isfinite(value) or (one.scale == "log" and value * one.sign <= 0):
            return None
        t = math.log10(value * one.sign) if one.scale == "log" else value
        found.append((t - rest) / slope)
    return found[0], found[1]


def draw(
    series: Series,
    item: Digitization,
    drawn: np.ndarray,
    ink: np.ndarray,
    valid: np.ndarray,
    open_view: np.ndarray,
    local: Any,
    scale: float,
) -> float | None:
    """Draw one series from its values on `drawn`; the share of it that meets ink, None where none could be seen.

    open_view: pixels that no opaque box covers; a line is judged there when most of it is.
    """
    x, y = item.axis(series.x_axis), item.axis(series.y_axis)
    places = [point.pixel if x.coefficients is None else _place_of(x, y, point.x, point.y) for point in series.points]
    if series.kind == "marks":
        return _draw_marks(series, places, drawn, ink, valid, local, scale, x, y)
    if series.kind == "bars":
        return _draw_bars(series, places, item, drawn, ink, valid, local)
    share = _draw_line(series, places, drawn, ink, valid, open_view, local, scale)
    for place, point in zip(places, series.points, strict=True):
        if place is not None:
            _draw_errors(point, local(*place), drawn, local, x, y)
    return share


def _draw_marks(
    series: Series,
    places: list[Pixel | None],
    drawn: np.ndarray,
    ink: np.ndarray,
    valid: np.ndarray,
    local: Any,
    scale: float,
    x: Axis,
    y: Axis,
) -> float | None:
    width, height = _mark_size(series.style)
    total = _table(ink)
    seen = _table(valid)
    hits = shown = 0
    rows, cols = ink.shape
    under = sum("hidden" in point.flags for point in series.points)
    # A legend covers a few marks; where a box covers most of a series, nothing proves it.
    unseen = {"clipped", "hidden"} if 2 * under < len(series.points) else {"clipped"}
    for place, point in zip(places, series.points, strict=True):
        if place is None:
            continue
        px, py = local(*place)
        half_w, half_h = max(0.5 * width * scale, 0.7), max(0.5 * height * scale, 0.7)
        a, b = max(0, math.floor(px - half_w)), min(cols, math.ceil(px + half_w) + 1)
        c, d = max(0, math.floor(py - half_h)), min(rows, math.ceil(py + half_h) + 1)
        if a >= b or c >= d:
            continue
        drawn[c:d, a:b] = True
        area = seen[d, b] - seen[c, b] - seen[d, a] + seen[c, a]
        if area > SEEN * (b - a) * (d - c) and not unseen & set(point.flags):
            shown += 1
            hits += int(total[d, b] - total[c, b] - total[d, a] + total[c, a] > 0.12 * area)
        _draw_errors(point, (px, py), drawn, local, x, y)
    return hits / shown if shown else None


def _draw_errors(point: Point, at: Pixel, drawn: np.ndarray, local: Any, x: Axis, y: Axis) -> None:
    """The error bars of a point that stands at a pixel, with their caps."""
    for ends, vertical in ((point.y_error, True), (point.x_error, False)):
        for end in ends or ():
            far = _place_of(x, y, point.x, end) if vertical else _place_of(x, y, end, point.y)
            if far is not None:
                qx, qy = local(*far)
                fill(drawn, (min(at[0], qx), min(at[1], qy), max(at[0], qx), max(at[1], qy)), 1.5)
                fill(drawn, (qx, qy, qx, qy), 6.0)


def _mark_size(style: str) -> tuple[float, float]:
    words = style.split()
    try:
        return float(words[-3]), float(words[-1])
    except (IndexError, ValueError):
        return 4.0, 4.0


def _table(mask: np.ndarray) -> np.ndarray:
    table = np.zeros((mask.shape[0] + 1, mask.shape[1] + 1), dtype=np.int64)
    table[1:, 1:] = mask.cumsum(axis=0).cumsum(axis=1)
    return table


def _draw_line(
    series: Series,
    places: list[Pixel | None],
    drawn: np.ndarray,
    ink: np.ndarray,
    valid: np.ndarray,
    open_view: np.ndarray,
    local: Any,
    scale: float,
) -> float | None:
    from PIL import Image, ImageDraw

    points = [local(*place) for place in places if place is not None]
    if len(points) < 2:
        return None
    size = (ink.shape[1], ink.shape[0])
    width = float(series.style.split()[1]) if len(series.style.split()) > 1 else 1.0
    masks = []
    for thick in (1, max(3, round(width * scale) + 2)):
        canvas = Image.new("1", size)
        ImageDraw.Draw(canvas).line(points, fill=1, width=thick, joint="curve")
        masks.append(np.asarray(canvas))
    drawn |= masks[1]
    thin = masks[0] & valid
    uncovered = thin & open_view
    thin = uncovered if 2 * uncovered.sum() > thin.sum() else thin
    if not thin.any():
        return None
    share = float((thin & grow(ink)).sum() / thin.sum())
    return min(1.0, share / 0.5) if "dashed" in series.style else share


def draw_notes(shapes: Shapes, drawn: np.ndarray, local: Any, scale: float) -> None:
    """Arrows, rings and strokes from mark to mark, which no series explains, on `drawn`."""
    from PIL import Image, ImageDraw

    canvas = Image.new("1", (drawn.shape[1], drawn.shape[0]))
    pen = ImageDraw.Draw(canvas)
    for course in [*(arrow.shaft for arrow in shapes.arrows), *shapes.rings, *shapes.links]:
        pen.line([local(x, y) for x, y in course.tolist()], fill=1, width=round(2 * scale) + 1)
    for arrow in shapes.arrows:
        pen.polygon([local(x, y) for x, y in arrow.head.tolist()], fill=1, outline=1)
    drawn |= np.asarray(canvas)


def _draw_bars(
    series: Series,
    places: list[Pixel | None],
    item: Digitization,
    drawn: np.ndarray,
    ink: np.ndarray,
    valid: np.ndarray,
    local: Any,
) -> float | None:
    frame = item.frame or (0.0, 0.0, 0.0, 0.0)
    x = item.axis(series.x_axis)
    hits = shown = 0
    for place, point in zip(places, series.points, strict=True):
        if place is None:
            continue
        half = 3.0
        if point.x_error is not None and x.coefficients is not None:
            half = (
                abs(point.x_error[1] - point.x_error[0]) / abs(x.coefficients[0]) / 2.0 if x.scale == "linear" else 3.0
            )
        elif len(series.points) > 1:
            half = 0.5 * (frame[2] - frame[0]) / len(series.points)
        bottom = local(place[0] - half, frame[1])
        top = local(place[0] + half, place[1])
        fill(drawn, (min(bottom[0], top[0]), min(bottom[1], top[1]), max(bottom[0], top[0]), max(bottom[1], top[1])), 1)
        row, column = round(top[1]) + 1, round(local(*place)[0])
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
