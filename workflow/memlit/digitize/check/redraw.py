"""Verification: every series is drawn again from its values and compared with the ink of the source.

Precision is the share of the redrawn series that meets ink; recall the share of the ink of its colour that the
redrawn panel covers. Places come from the values through the axes, so a wrong scale or a lost mark shows.
"""

import io
import math
from dataclasses import replace
from typing import Any

import numpy as np

from memlit.digitize.axes.panels import Panel
from memlit.digitize.check.ink import Canvas, draw, draw_notes, fill, grow, pixel_box
from memlit.digitize.model import Digitization, Pixel, Series, with_tier
from memlit.digitize.paths.drawing import Drawing
from memlit.digitize.paths.words import Char
from memlit.digitize.settings import CHECK, SERIES, SHAPES
from memlit.digitize.shapes.model import Shapes
from memlit.digitize.shapes.shaded import ground, outside
from memlit.documents.geometry import Matrix, apply

LARGEST = 3000.0
"""Pixels of the longer side of a page's picture."""
OVERLAY = (255, 0, 255)
CROWDED = 500
"""More marks than this are drawn small over their source, so that the picture stays readable."""


def verify_panels(
    page: Any, drawing: Drawing, read: list[tuple[Digitization, Panel, Shapes]], chars: list[Char]
) -> list[Digitization]:
    """The digitizations with ink precision and recall of every series; below the threshold they need review."""
    scale = min(CHECK.scale, LARGEST / max(drawing.width, drawing.height))
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
    area = (panel.box[2] - panel.box[0]) * (panel.box[3] - panel.box[1])
    for box, _ in shapes.covers:
        if (box[2] - box[0]) * (box[3] - box[1]) <= CHECK.cover * area:
            fill(open_view, pixel_box(box, local), 1, False)
    canvas = Canvas(ink, valid, open_view, np.zeros(ink.shape, dtype=bool), local, scale)
    precisions = [draw(series, item, canvas) for series in item.series]
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
    if explained < CHECK.recall and not any("image fills" in reason for reason in reasons):
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
