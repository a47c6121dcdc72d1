"""Scales proposed for a picture from the ink of its labels, as for the panels of a page."""

from collections.abc import Iterable, Mapping

import numpy as np

from memlit.digitize.label_ink.proposals import Ocr, Proposal, propose_scale
from memlit.digitize.picture.frame import PixelFrame, PixelTick, long_ticks
from memlit.digitize.settings import LABEL_INK, PICTURES


def proposed_scales(
    dark: np.ndarray,
    frame: PixelFrame,
    ticks: Mapping[str, list[PixelTick]],
    missing: Iterable[str],
    ocr: Ocr | None,
) -> dict[str, Proposal | str]:
    """For each of the axes `missing` its scale, or why there is none.

    dark: 0..1 (rows, columns); ticks: those found on each axis.
    """
    found: dict[str, Proposal | str] = {}
    for name in missing:
        places = sorted(tick.at for tick in long_ticks(ticks[name]))
        few = len(places) < LABEL_INK.least
        found[name] = "too few long ticks" if few else _propose(dark, frame, name, places, ocr)
    return found


def _propose(dark: np.ndarray, frame: PixelFrame, name: str, places: list[float], ocr: Ocr | None) -> Proposal | str:
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
    return propose_scale(large, moved, factor * edge, side, factor * PICTURES.residual, ocr)


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
