"""Shaded areas of a panel (bands, spans): no series, and as pale ground no ink that a series must explain."""

from typing import Any

import numpy as np

from figcurves.paths.drawing import DrawnPath
from figcurves.settings import AXES, SHAPES
from figcurves.shapes.model import DataMark, Shapes
from printed.geometry import Box


def take_spans(found: Shapes) -> None:
    """Filled rectangles from edge to edge of the frame are shaded spans where no other bar stands in the panel."""
    if found.spans and len(found.spans) == len(found.bars):
        found.bars = []
        found.areas += len(found.spans)
        found.filled += found.spans


def drop_highlights(found: Shapes) -> None:
    """Small marks each of which lies at one place, off the middle, within a mark painted before it are its shading."""
    kept = []
    every = found.marks
    boxes = np.array([mark.box for mark in every])
    orders = np.array([mark.order for mark in every])
    stop = 0
    for group in found.groups:
        start, stop = stop, stop + len(group.marks)
        if not 2 <= len(group.marks) <= len(every) - len(group.marks):
            kept.append(group)
            continue
        others = np.r_[0:start, stop : len(every)]
        under, painted = boxes[others], orders[others]
        offsets = [_offset(mark, under, painted) for mark in group.marks]
        places = np.array([offset for offset in offsets if offset is not None])
        alike = len(places) == len(group.marks) and float(np.ptp(places, axis=0).max()) < SHAPES.shading_place
        if alike and float(np.abs(places[0] - 0.5).max()) > SHAPES.shading_place:
            found.drop("shading of the mark under it", *(mark.box for mark in group.marks))
        else:
            kept.append(group)
    found.groups = kept


def _offset(mark: DataMark, under: np.ndarray, orders: np.ndarray) -> tuple[float, float] | None:
    """Where a mark lies in the last one painted before it that holds it, in parts of this; None where none does."""
    x0, y0, x1, y1 = mark.box
    holds = (
        (under[:, 0] <= x0) & (under[:, 1] <= y0) & (under[:, 2] >= x1) & (under[:, 3] >= y1) & (orders < mark.order)
    )
    if not holds.any():
        return None
    left, bottom, right, top = under[np.flatnonzero(holds)[orders[holds].argmax()]]
    return float((mark.x - left) / (right - left)), float((mark.y - bottom) / (top - bottom))


def is_span(box: Box, frame: Box) -> bool:
    """From the bottom edge to the top one, or from the left to the right one."""
    upright = box[1] <= frame[1] + AXES.on_edge and box[3] >= frame[3] - AXES.on_edge
    level = box[0] <= frame[0] + AXES.on_edge and box[2] >= frame[2] - AXES.on_edge
    return upright or level


def ground(
    background: np.ndarray, areas: list[DrawnPath], shape: tuple[int, int], local: Any
) -> tuple[np.ndarray, np.ndarray]:
    """Lowest and highest channel values (3, rows, columns) that the panel's ground with its pale areas can have.

    An area's rim may have any value between the two sides.
    """
    from PIL import Image, ImageDraw
    from scipy import ndimage

    plain = np.broadcast_to(background.astype(np.int16)[:, None, None], (3, *shape))
    canvas = plain.astype(float)
    for path in sorted(areas, key=lambda item: item.order):
        if path.fill is None:
            continue
        mask = Image.new("1", (shape[1], shape[0]))
        for part in path.parts:
            points = [local(float(x), float(y)) for x, y in part]
            if len(points) >= 3:
                ImageDraw.Draw(mask).polygon(points, fill=1)
        inside = np.asarray(mask)
        shade = np.array(path.fill.rgb, dtype=float)[:, None]
        mixed = path.alpha * shade + (1.0 - path.alpha) * canvas[:, inside]
        if mixed.size and np.abs(mixed - background[:, None]).max() <= SHAPES.pale:
            canvas[:, inside] = mixed
    if np.array_equal(canvas, plain):
        return plain, plain
    low = ndimage.minimum_filter(canvas, size=(1, 5, 5))
    high = ndimage.maximum_filter(canvas, size=(1, 5, 5))
    return np.floor(low).astype(np.int16), np.ceil(high).astype(np.int16)


def outside(colors: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """By how much each pixel leaves the range of the ground, in its farthest channel."""
    return np.asarray(np.maximum(np.maximum(low - colors, colors - high), 0).max(axis=0))
