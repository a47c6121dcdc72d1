"""Series drawn again on masks of a page's pixels, and how much of each meets the ink that is there."""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from memlit.digitize.model import Axis, Digitization, Pixel, Point, Series
from memlit.digitize.settings import CHECK
from memlit.digitize.shapes.model import Shapes
from memlit.documents.geometry import Box


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


def draw(series: Series, item: Digitization, canvas: Canvas) -> float | None:
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
    width, height = _mark_size(series.style)
    total, seen = canvas.sums
    hits = shown = 0
    cols, rows = canvas.size
    under = sum("hidden" in point.flags for point in series.points)
    # A legend covers a few marks; where a box covers most of a series, nothing proves it.
    unseen = {"clipped", "hidden"} if 2 * under < len(series.points) else {"clipped"}
    half_w, half_h = (max(0.5 * side * canvas.scale, CHECK.mark_half) for side in (width, height))
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


def _mark_size(style: str) -> tuple[float, float]:
    words = style.split()
    try:
        return float(words[-3]), float(words[-1])
    except (IndexError, ValueError):
        return 4.0, 4.0


def _draw_line(series: Series, at: list[tuple[Pixel, Point]], canvas: Canvas) -> float | None:
    from PIL import Image, ImageDraw

    if len(at) < 2:
        return None
    width = float(series.style.split()[1]) if len(series.style.split()) > 1 else 1.0
    masks = []
    for thick in (1, max(3, round(width * canvas.scale) + 2)):
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
    return min(1.0, share / CHECK.dashed) if "dashed" in series.style else share


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
