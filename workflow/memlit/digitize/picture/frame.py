"""Frame and ticks of a raster figure to a fraction of a pixel."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from memlit.errors import FigureError

MAX_LENGTH = 55.0
PixelFrame = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PixelTick:
    """A tick's place along its edge and its length, in pixels."""

    at: float
    length: float


def darkness(rgb: np.ndarray) -> np.ndarray:
    """1 for black, 0 for the light background, rows x columns."""
    grey = rgb.astype(float) @ np.array([0.299, 0.587, 0.114])
    top = float(np.percentile(grey, 90)) or 1.0
    return np.asarray(np.clip(1.0 - grey / top, 0.0, 1.0))


def find_frame(where: str, dark: np.ndarray) -> PixelFrame:
    """Left, top, right, bottom of the plot area: the outermost long dark lines; right and top may be missing.

    Raises FigureError when no left and bottom line is found.
    """
    rows, columns = dark.shape
    strong = dark > 0.45
    level = _long_lines(strong, 0.35 * columns, 1)
    upright = _long_lines(strong, 0.35 * rows, 0)
    if not level or not upright:
        raise FigureError(where, "no frame found", "declare `frame: [left, top, right, bottom]` in the calibration")
    bottom = _center(dark.mean(axis=1), level[-1])
    left = _center(dark.mean(axis=0), upright[0])
    extent = np.flatnonzero(strong[round(bottom)])
    height = np.flatnonzero(strong[:, round(left)])
    top = _center(dark.mean(axis=1), level[0]) if len(level) > 1 else float(height.min())
    right = _center(dark.mean(axis=0), upright[-1]) if len(upright) > 1 else float(extent.max())
    return left, top, right, bottom


def _long_lines(strong: np.ndarray, least: float, axis: int) -> list[tuple[int, int]]:
    """Bands of rows (axis 1) or columns (axis 0) that hold a long unbroken dark run."""
    lines = strong if axis == 1 else strong.T
    good = []
    for index in np.flatnonzero(lines.sum(axis=1) >= least).tolist():
        edges = np.diff(np.concatenate([[0], lines[index].astype(np.int8), [0]]))
        runs = np.flatnonzero(edges < 0) - np.flatnonzero(edges > 0)
        if runs.max(initial=0) >= least:
            good.append(index)
    bands: list[tuple[int, int]] = []
    for row in good:
        if bands and row - bands[-1][1] <= 1:
            bands[-1] = (bands[-1][0], row)
        else:
            bands.append((row, row))
    return [band for band in bands if band[1] - band[0] <= 12]


def _center(profile: np.ndarray, band: tuple[int, int]) -> float:
    low, high = max(0, band[0] - 1), min(len(profile), band[1] + 2)
    weights = profile[low:high] - min(profile[low], profile[high - 1])
    weights = np.clip(weights, 0.0, None)
    total = float(weights.sum())
    return float((np.arange(low, high) * weights).sum()) / total if total else (band[0] + band[1]) / 2.0


def find_ticks(dark: np.ndarray, frame: PixelFrame, side: str) -> list[PixelTick]:
    """Ticks on the bottom or left edge, outside or inside the frame, whichever side holds more of one length."""
    best: list[PixelTick] = []
    for direction in (1, -1):
        found = [tick for tick in _ticks(dark, frame, side, direction) if tick.length < MAX_LENGTH]
        if len(long_ticks(found)) > len(long_ticks(best)):
            best = found
    return best


def long_ticks(marks: list[PixelTick]) -> list[PixelTick]:
    """Ticks of the longest kind that occurs twice; a curve that ends on the axis is no tick."""
    for longest in sorted({tick.length for tick in marks}, reverse=True):
        chosen = [tick for tick in marks if longest - max(1.3, 0.22 * longest) <= tick.length <= longest]
        if len(chosen) >= 2:
            return chosen
    return []


def _ticks(dark: np.ndarray, frame: PixelFrame, side: str, direction: int) -> list[PixelTick]:
    left, top, right, bottom = frame
    picture = dark if side == "bottom" else dark.T[:, ::1]
    edge, start, stop = (bottom, left, right) if side == "bottom" else (left, top, bottom)
    step = direction if side == "bottom" else -direction
    thick = _thickness(picture[:, int(start) + 2 : int(stop) - 1], edge)
    first = edge + step * (thick / 2.0 + 1.2)
    reach = 3
    rows = [round(first + step * k) for k in range(reach)]
    rows = [row for row in rows if 0 <= row < picture.shape[0]]
    if not rows:
        return []
    band = picture[rows].min(axis=0)
    low, high = max(0, round(start) - 3), min(len(band), round(stop) + 4)
    marked = band > 0.25
    found = []
    index = low
    ends = (start, stop)
    while index < high:
        if not marked[index]:
            index += 1
            continue
        end = index
        while end + 1 < high and marked[end + 1]:
            end += 1
        if end - index <= 10:
            a, b = max(0, index - 1), min(len(band), end + 2)
            weights = picture[rows, a:b].mean(axis=0)
            at = float((np.arange(a, b) * weights).sum() / weights.sum())
            corner = direction == -1 and min(abs(at - place) for place in ends) < thick
            if not corner:
                found.append(PixelTick(at, _length(picture, rows[0], step, a, b)))
        index = end + 1
    return found


def _thickness(strip: np.ndarray, edge: float) -> float:
    around = strip[max(0, round(edge) - 6) : round(edge) + 7]
    profile = np.median(around, axis=1) if around.size else np.zeros(1)
    return max(1.0, float(profile.sum()))


def _length(picture: np.ndarray, row: int, step: int, a: int, b: int) -> float:
    length = 0.0
    while 0 <= row < picture.shape[0] and length < 60:
        value = float(picture[row, a:b].max())
        if value < 0.2:
            break
        length += min(1.0, value / 0.6)
        row += step
    return length
