"""Frame and ticks of a raster figure to a fraction of a pixel."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from figcurves.errors import FigureError
from figcurves.model import Axis, Point, point_at
from figcurves.pieces import unbroken
from figcurves.settings import PICTURES
from printed.geometry import Box

PixelFrame = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PixelTick:
    """A tick's place along its edge and its length, in pixels."""

    at: float
    length: float


@dataclass(frozen=True, slots=True)
class Plot:
    """The plot area of a picture: the picture's pixel at the first of it, and its axes.

    lined: whether a line closes it at its top and at its bottom; tried: nobody said that each pulse has a mark; clear:
    its pixels (rows, columns) that the line of the frame does not cover, None where it is without that line.
    """

    corner: tuple[int, int]
    axes: tuple[Axis, Axis]
    lined: tuple[bool, bool] = (False, False)
    tried: bool = False
    clear: np.ndarray | None = None

    def point(self, at: tuple[float, float], spread: float, kind: str, flags: tuple[str, ...]) -> Point:
        """The point at a pixel of the plot area; spread: standard uncertainty of the place [pixels]."""
        pixel = (at[0] + self.corner[0], at[1] + self.corner[1])
        u_x, u_y = (math.hypot(spread, (axis.residual or 0.0) / 2.0) for axis in self.axes)
        return point_at(self.axes, pixel, (u_x, u_y), f"px={pixel[0]:.3f},{pixel[1]:.3f}", kind, flags)


def darkness(rgb: np.ndarray) -> np.ndarray:
    """1 for black, 0 for the light background, rows x columns."""
    grey = rgb.astype(float) @ np.array([0.299, 0.587, 0.114])
    top = float(np.percentile(grey, 90)) or 1.0
    return np.asarray(np.clip(1.0 - grey / top, 0.0, 1.0))


def find_frame(where: str, dark: np.ndarray) -> PixelFrame:
    """Left, top, right, bottom of the plot area: the outermost long lines that meet; right and top may be missing.

    Raises FigureError when no left and bottom line is found.
    """
    for least in (PICTURES.dark_line, PICTURES.pale_line):
        strong = dark > least
        level = _long_lines(strong, PICTURES.frame_line * dark.shape[1], 1)
        upright = _long_lines(strong, PICTURES.frame_line * dark.shape[0], 0)
        if level and upright:
            break
    else:
        if (area := _shaded_area(dark)) is not None:
            return area
        raise FigureError(where, "no frame found", "declare `frame: [left, top, right, bottom]` in the calibration")
    rows, columns = dark.mean(axis=1), dark.mean(axis=0)
    bottom, left = _center(rows, level[-1]), _center(columns, upright[0])
    high, _ = _unbroken(strong[:, round(left)], round(bottom))
    _, wide = _unbroken(strong[round(bottom)], round(left))
    tops = [_center(rows, band) for band in level[:-1] if band[1] >= high - PICTURES.line_gap]
    rights = [_center(columns, band) for band in upright[1:] if band[0] <= wide + PICTURES.line_gap]
    # A line far from the end of the other is one of a grid.
    top = tops[0] if tops and tops[0] - high < PICTURES.far else float(high)
    right = rights[-1] if rights and wide - rights[-1] < PICTURES.far else float(wide)
    return left, top, right, bottom


def _shaded_area(dark: np.ndarray) -> PixelFrame | None:
    """The plot area that is one even shade, as style sheets draw it without a line around it."""
    shades = np.round(dark * 100.0).astype(int)
    counts = np.bincount(shades.ravel(), minlength=101)
    counts[: PICTURES.shaded] = 0
    shade = int(counts.argmax())
    same = np.abs(shades - shade) <= 1
    rows, columns = (np.flatnonzero(same.mean(axis=axis) >= PICTURES.shaded_part) for axis in (1, 0))
    if not len(rows) or not len(columns):
        return None
    left, top, right, bottom = columns[0], rows[0], columns[-1], rows[-1]
    if same[top : bottom + 1, left : right + 1].mean() < PICTURES.shaded_even:
        return None
    return left - 0.5, top - 0.5, right + 0.5, bottom + 0.5


def _unbroken(line: np.ndarray, at: int) -> tuple[int, int]:
    """First and last pixel of the dark run, gaps of two pixels bridged, that holds `at` or comes nearest to it."""
    runs = unbroken(np.flatnonzero(line), PICTURES.line_gap)
    run = min(runs, key=lambda one: max(one[0] - at, at - one[-1], 0))
    return int(run[0]), int(run[-1])


def _long_lines(strong: np.ndarray, least: float, axis: int) -> list[tuple[int, int]]:
    """Bands of rows (axis 1) or columns (axis 0) that hold a long unbroken dark run."""
    lines = strong if axis == 1 else strong.T
    good = []
    for index in np.flatnonzero(lines.sum(axis=1) >= least).tolist():
        edges = np.diff(np.concatenate([[0], lines[index].astype(np.int8), [0]]))
        runs = np.flatnonzero(edges < 0) - np.flatnonzero(edges > 0)
        if runs.max(initial=0) >= least:
            good.append(index)
    bands = (band.tolist() for band in unbroken(np.array(good)) if len(band))
    return [(band[0], band[-1]) for band in bands if band[-1] - band[0] <= PICTURES.line_thick]


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
        found = [tick for tick in _ticks(dark, frame, side, direction) if tick.length < PICTURES.tick_longest]
        if len(long_ticks(found)) > len(long_ticks(best)):
            best = found
    return best


def tick_boxes(dark: np.ndarray, marks: Mapping[str, list[PixelTick]], frame: PixelFrame) -> list[Box]:
    """Boxes of the ticks that stand inside the frame, on all four sides: left, top, right, bottom."""
    left, top, right, bottom = frame
    boxes = []
    for name, ticks in marks.items():
        picture = dark if name == "x" else dark.T
        for tick in ticks:
            half, long = PICTURES.tick_half * tick.length + PICTURES.tick_room, tick.length + PICTURES.tick_room
            for edge, inwards in ((top, 1), (bottom, -1)) if name == "x" else ((left, 1), (right, -1)):
                row = round(edge + inwards * max(PICTURES.tick_base, PICTURES.tick_point * tick.length))
                at, beside = round(tick.at), (round(tick.at - half - 1), round(tick.at + half + 1))
                if not 0 <= row < picture.shape[0] or beside[0] < 0 or beside[1] >= picture.shape[1]:
                    continue
                # Ink as narrow as a tick: a mark there is wider.
                inked = picture[row, max(0, at - 1) : at + 2].max() >= PICTURES.tick_inside
                if not inked or picture[row, beside].max() > PICTURES.tick_end:
                    continue
                near, far = sorted((edge, edge + inwards * long))
                across = (tick.at - half, near, tick.at + half, far)
                boxes.append(across if name == "x" else (near, across[0], far, across[2]))
    return boxes


def long_ticks(marks: list[PixelTick]) -> list[PixelTick]:
    """Ticks of the longest kind that occurs twice; a curve that ends on the axis is no tick."""
    for longest in sorted({tick.length for tick in marks}, reverse=True):
        chosen = [
            tick
            for tick in marks
            if longest - max(PICTURES.tick_alike, PICTURES.tick_alike_part * longest) <= tick.length <= longest
        ]
        if len(chosen) >= 2:
            return chosen
    return []


def _ticks(dark: np.ndarray, frame: PixelFrame, side: str, direction: int) -> list[PixelTick]:
    left, top, right, bottom = frame
    picture = dark if side == "bottom" else dark.T[:, ::1]
    edge, start, stop = (bottom, left, right) if side == "bottom" else (left, top, bottom)
    step = direction if side == "bottom" else -direction
    thick = _thickness(picture[:, int(start) + 2 : int(stop) - 1], edge)
    first = edge + step * (thick / 2.0 + PICTURES.line_clear)
    rows = [round(first + step * k) for k in range(PICTURES.tick_rows)]
    rows = [row for row in rows if 0 <= row < picture.shape[0]]
    if not rows:
        return []
    band = picture[rows].min(axis=0)
    low, high = max(0, round(start) - 3), min(len(band), round(stop) + 4)
    marked = band > PICTURES.tick_ink
    found = []
    for run in map(np.ndarray.tolist, unbroken(np.flatnonzero(marked[low:high]) + low)):
        if not run or run[-1] - run[0] > PICTURES.tick_widest:
            continue
        a, b = max(0, run[0] - 1), min(len(band), run[-1] + 2)
        weights = picture[rows, a:b].mean(axis=0)
        at = float((np.arange(a, b) * weights).sum() / weights.sum())
        if direction == 1 or min(abs(at - place) for place in (start, stop)) >= thick:
            found.append(PixelTick(at, _length(picture, rows[0], step, a, b)))
    return found


def line_reach(dark: np.ndarray, frame: PixelFrame) -> float:
    """Pixels from the middle of the frame's thickest line to where it is surely over."""
    left, top, right, bottom = (round(end) for end in frame)
    level, upright = dark[:, left + 2 : right - 1], dark.T[:, top + 2 : bottom - 1]
    thick = max(
        *(_thickness(level, end) for end in (top, bottom)), *(_thickness(upright, end) for end in (left, right))
    )
    return max(PICTURES.line_margin, thick / 2.0 + PICTURES.line_blur)


def _thickness(strip: np.ndarray, edge: float) -> float:
    around = strip[max(0, round(edge) - PICTURES.line_window) : round(edge) + PICTURES.line_window + 1]
    profile = np.median(around, axis=1) if around.size else np.zeros(1)
    return max(1.0, float(profile.sum()))


def _length(picture: np.ndarray, row: int, step: int, a: int, b: int) -> float:
    length = 0.0
    while 0 <= row < picture.shape[0] and length < PICTURES.tick_longest:
        value = float(picture[row, a:b].max())
        beside = picture[row, [max(0, a - 1), min(picture.shape[1] - 1, b)]]
        # Ink that grows wider than the tick is a mark or a letter that it touches.
        if value < PICTURES.tick_end or beside.max() > PICTURES.tick_grows:
            break
        length += min(1.0, value / PICTURES.tick_full)
        row += step
    return length
