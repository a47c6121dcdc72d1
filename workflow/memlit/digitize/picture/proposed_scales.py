"""Scales proposed for a picture from the ink of its labels, as for the panels of a page."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from memlit.digitize.label_ink.proposals import (
    PROPOSED,
    Ocr,
    Proposal,
    declared_part,
    propose_scale,
)
from memlit.digitize.model import Axis
from memlit.digitize.picture.frame import PixelFrame, PixelTick, long_ticks
from memlit.digitize.settings import LABEL_INK, PICTURES


def proposed_scales(
    dark: np.ndarray,
    frame: PixelFrame,
    ticks: Mapping[str, list[PixelTick]],
    missing: list[str],
    tolerance: float,
    ocr: Ocr | None,
) -> tuple[dict[str, dict[str, Any]], dict[str, str]]:
    """Scales of the axes `missing` as a person would declare them, and for each axis what was read or why not.

    dark: 0..1 (rows, columns); ticks: those found on each axis; tolerance: pixels a tick may miss the scale.
    """
    scales: dict[str, dict[str, Any]] = {}
    notes: dict[str, str] = {}
    for name in missing:
        places = sorted(tick.at for tick in long_ticks(ticks[name]))
        few = len(places) < LABEL_INK.least
        found = "too few long ticks" if few else _propose(dark, frame, name, places, tolerance, ocr)
        if isinstance(found, str):
            notes[name] = found
        else:
            scales[name] = declared_part(found)
            notes[name] = found.reason
    return scales, notes


def as_proposed(axis: Axis) -> Axis:
    """The axis with the flag of a proposed scale."""
    return replace(axis, flags=(*axis.flags, PROPOSED))


def _propose(
    dark: np.ndarray, frame: PixelFrame, name: str, places: list[float], tolerance: float, ocr: Ocr | None
) -> Proposal | str:
    from scipy import ndimage

    left, _, _, bottom = frame
    rows, columns = dark.shape
    factor = max(1, min(4, round(PICTURES.enlarged / columns)))
    if name == "x":
        clear = bottom + _tick_length(dark, places, bottom, 1) + 1.5
        first = max(0, round(bottom) - 1)
        crop = dark[first : min(rows, round(bottom + max(60.0, PICTURES.beside * rows)))]
        pixels, edge, side = places, clear - first, "bottom"
    else:
        clear = left - _tick_length(dark.T, places, left, -1) - 1.5
        start = max(0, round(left - max(90.0, PICTURES.beside * columns)))
        crop = dark[:, start : round(left) + 2]
        pixels, edge, side = places[::-1], clear - start, "left"
    large = np.clip(ndimage.zoom(crop, factor, order=1, grid_mode=True, mode="nearest"), 0.0, 1.0)
    moved = [factor * (at + 0.5) - 0.5 for at in pixels]
    return propose_scale(large, moved, factor * edge, side, factor * tolerance, ocr)


def _tick_length(dark: np.ndarray, places: list[float], edge: float, step: int) -> float:
    """Pixels by which the ticks leave the frame: the median of the dark runs from its edge outwards."""
    lengths = []
    for place in places:
        row, length = round(edge) + step, 0
        while 0 <= row < dark.shape[0] and dark[row, min(dark.shape[1] - 1, round(place))] > 0.3:
            length += 1
            row += step
        lengths.append(length)
    return float(np.median(lengths)) if lengths else 0.0
