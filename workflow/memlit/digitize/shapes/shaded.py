"""Shaded areas of a panel (bands, spans): no series, and as pale ground no ink that a series must explain."""

from __future__ import annotations

from typing import Any

import numpy as np

from memlit.digitize.paths.builder import Box
from memlit.digitize.paths.drawing import Path
from memlit.digitize.shapes.model import Shapes

PALE = 130
"""Largest difference of a channel from the ground for an area to be ground itself; a darker one stays ink."""
EDGE = 0.6


def take_spans(found: Shapes) -> None:
    """Filled rectangles from edge to edge of the frame are shaded spans where no other bar stands in the panel."""
    if found.spans and len(found.spans) == len(found.bars):
        found.bars = []
        found.areas += len(found.spans)
        found.filled += found.spans


def is_span(box: Box, frame: Box) -> bool:
    """From the bottom edge to the top one, or from the left to the right one."""
    upright = box[1] <= frame[1] + EDGE and box[3] >= frame[3] - EDGE
    level = box[0] <= frame[0] + EDGE and box[2] >= frame[2] - EDGE
    return upright or level


def ground(
    background: np.ndarray, areas: list[Path], shape: tuple[int, int], local: Any
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
        if mixed.size and np.abs(mixed - background[:, None]).max() <= PALE:
            canvas[:, inside] = mixed
    if np.array_equal(canvas, plain):
        return plain, plain
    low = ndimage.minimum_filter(canvas, size=(1, 5, 5))
    high = ndimage.maximum_filter(canvas, size=(1, 5, 5))
    return np.floor(low).astype(np.int16), np.ceil(high).astype(np.int16)


def outside(colors: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """By how much each pixel leaves the range of the ground, in its farthest channel."""
    return np.asarray(np.maximum(np.maximum(low - colors, colors - high), 0).max(axis=0))
