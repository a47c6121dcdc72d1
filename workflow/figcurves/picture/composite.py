"""A picture of several panels cut into them: the frames of its plots, the white between them, and printed letters."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from figcurves.axes.tick_labels import parse_number
from figcurves.model import runs_of
from figcurves.ocr import SeenWord
from figcurves.picture.frame import PixelFrame, find_ticks, long_ticks
from figcurves.settings import COMPOSITES
from printed.geometry import Box, area, holds, intersect, middle_of, union

_LETTER = re.compile(r"\(([A-Za-z])\)|([A-Za-z])[).:]?(?:\s|$)")
_Span = tuple[int, int]
_Region = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class PicturePanel:
    """One panel of a picture: its box, the frame of its axes and its printed letter.

    box, frame: left, top, right, bottom in pixels of the picture; frame is None for a drawing or a photograph. letter
    is empty where none was read.
    """

    box: Box
    letter: str = ""
    frame: PixelFrame | None = None


def panels_of(rgb: np.ndarray, words: Sequence[SeenWord] = ()) -> list[PicturePanel]:
    """The panels of a picture (rows, columns, 3), from the top row to the bottom one and from left to right.

    words: those that OCR reads in it; without them no letter is known, and only plots with axes are told apart.
    A picture in which nothing is told apart is one panel.
    """
    shade = _shade(rgb)
    ink = shade > COMPOSITES.ink
    rows, columns = ink.shape
    whole = (0, 0, columns, rows)
    frames = _frames(shade, ink, _numbers(words))
    letters = _panel_letters(words, frames)
    panels = []
    for region, inside in _cut(ink, whole, frames):
        panels += _of_region(ink, region, inside, letters)
    return _in_order(panels)


def panel_names(panels: Sequence[PicturePanel]) -> str:
    """The panels by number and letter, with their places, on one line."""
    return "; ".join(
        f"{number}{f' ({panel.letter})' if panel.letter else ''} at [{', '.join(f'{end:.0f}' for end in panel.box)}]"
        for number, panel in enumerate(panels, 1)
    )


def _shade(rgb: np.ndarray) -> np.ndarray:
    """How far pixels (rows, columns) are from the ground, the most frequent colour: 0 for it, 1 for the farthest."""
    codes = (rgb.astype(np.int32) >> 3) @ np.array([1024, 32, 1])
    values, counts = np.unique(codes, return_counts=True)
    ground = np.median(rgb[codes == values[counts.argmax()]], axis=0)
    away: np.ndarray = np.abs(rgb.astype(float) - ground).max(axis=2)
    return away / max(1.0, float(away.max()))


@dataclass(frozen=True, slots=True)
class _Line:
    """A straight line: its place across, and where it begins and ends."""

    at: float
    low: int
    high: int


def _lines(ink: np.ndarray) -> list[_Line]:
    """Thin lines along the rows of a picture that are as long as the side of a plot."""
    from scipy import ndimage

    least = max(COMPOSITES.side_least, COMPOSITES.side * ink.shape[1])
    thick = COMPOSITES.thick
    bridged = ndimage.binary_closing(np.pad(ink, ((0, 0), (2, 2))), np.ones((1, COMPOSITES.gap + 1)))[:, 2:-2] | ink
    edges = np.diff(np.pad(bridged, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    starts, ends = np.argwhere(edges == 1), np.argwhere(edges == -1)
    long = ends[:, 1] - starts[:, 1] >= least
    padded = np.pad(ink, ((thick, thick), (0, 0)))
    found = []
    for (row, low), end in zip(starts[long].tolist(), ends[long, 1].tolist(), strict=True):
        above, below = padded[row, low:end], padded[row + 2 * thick, low:end]
        # Bars may stand on an axis, and a legend at it: one side is free.
        if max((~above).mean(), (~below).mean()) >= COMPOSITES.free:
            found.append((row, low, end - 1))
    return [_merged(band) for band in _bands(found)]


def _bands(runs: list[tuple[int, int, int]]) -> list[list[tuple[int, int, int]]]:
    """Runs of neighbouring rows that lie over one another."""
    bands: list[list[tuple[int, int, int]]] = []
    for run in sorted(runs):
        for band in reversed(bands):
            row, low, high = band[-1]
            if run[0] - row > 1:
                continue
            if min(high, run[2]) - max(low, run[1]) > 0.5 * (run[2] - run[1]):
                band.append(run)
                break
        else:
            bands.append([run])
    return bands


def _merged(band: list[tuple[int, int, int]]) -> _Line:
    """The line of a band: its middle is that of the rows that are nearly as long as the longest."""
    longest = max(high - low for _, low, high in band)
    rows, lows, highs = zip(*(run for run in band if run[2] - run[1] >= COMPOSITES.whole * longest), strict=True)
    return _Line(float(np.mean(rows)), min(lows), max(highs))


def _frames(shade: np.ndarray, ink: np.ndarray, numbers: Sequence[Box]) -> list[PixelFrame]:
    """Frames of plots: an upright line whose foot meets the left end of a level one, with ticks or numbers beside them.

    A tick at the corner may lengthen either line. numbers: boxes of words that are numbers.
    """
    found = []
    level, upright = _lines(ink), _lines(ink.T)
    for left in upright:
        corners = [bottom for bottom in level if _is_corner(left, bottom)]
        frames = [(left.at, float(left.low), float(bottom.high), bottom.at) for bottom in corners]
        plots = [frame for frame in frames if _has_ticks(shade, frame) or _has_numbers(frame, numbers)]
        if plots:
            # The top line of a plot below may end there too; it has no ticks.
            found.append(max(plots, key=lambda frame: len(long_ticks(find_ticks(shade, frame, "bottom")))))
    return _outer(found)


def _is_corner(left: _Line, bottom: _Line) -> bool:
    """Whether the foot of an upright line meets the left end of a level one."""
    down, across = left.high - bottom.at, left.at - bottom.low
    return min(down, across) >= -COMPOSITES.corner and max(down, across) <= COMPOSITES.corner_tick


def _numbers(words: Sequence[SeenWord]) -> list[Box]:
    """Boxes of the words that are numbers."""
    return [box for text, box in words if parse_number(text) is not None]


def _has_numbers(frame: PixelFrame, numbers: Sequence[Box]) -> bool:
    """Whether several numbers stand in a row close under a frame, or in a column close beside it."""
    left, top, right, bottom = frame
    below, beside = 0, 0
    for box in numbers:
        across, down = middle_of(box)
        near = COMPOSITES.label_near * (box[3] - box[1])
        below += left - near <= across <= right + near and 0.0 <= box[1] - bottom + 0.5 * near <= 1.5 * near
        beside += top - near <= down <= bottom + near and 0.0 <= left - box[2] <= near
    return max(below, beside) >= COMPOSITES.ticks


def _has_ticks(shade: np.ndarray, frame: PixelFrame) -> bool:
    """Whether ticks of one length stand at even steps on an axis, or, as on log axes, several on both."""
    left, top, right, bottom = frame
    longest = max(COMPOSITES.tick_least, COMPOSITES.tick_side * max(right - left, bottom - top))
    counts = []
    for side in ("bottom", "left"):
        at = sorted(tick.at for tick in long_ticks(find_ticks(shade, frame, side)) if tick.length <= longest)
        gaps = np.diff(at)
        if len(at) < 2 or gaps.mean() < COMPOSITES.step:
            continue
        if len(at) >= COMPOSITES.ticks and float(np.ptp(gaps)) <= COMPOSITES.uneven * float(gaps.mean()):
            return True
        counts.append(len(at))
    return len(counts) == 2 and max(counts) > COMPOSITES.ticks


def _outer(frames: list[PixelFrame]) -> list[PixelFrame]:
    """Frames without those that lie in another: an inset, a legend."""
    by_size = sorted(frames, key=area, reverse=True)
    kept: list[PixelFrame] = []
    for frame in by_size:
        if all(area(intersect(frame, other)) < COMPOSITES.inside * area(frame) for other in kept):
            kept.append(frame)
    return kept


def _cut(ink: np.ndarray, region: _Region, seeds: Sequence[Box]) -> list[tuple[_Region, list[Box]]]:
    """Parts of a region with one seed each; with several where no straight cut leads between them."""
    if len(seeds) < 2:
        return [(region, list(seeds))]
    found = _best_cut(ink, region, seeds)
    if found is None:
        return [(region, list(seeds))]
    axis, at = found
    x0, y0, x1, y1 = region
    first, second = ((x0, y0, at, y1), (at, y0, x1, y1)) if axis == 0 else ((x0, y0, x1, at), (x0, at, x1, y1))
    before = [seed for seed in seeds if seed[axis + 2] <= at]
    after = [seed for seed in seeds if seed[axis + 2] > at]
    return [*_cut(ink, first, before), *_cut(ink, second, after)]


def _best_cut(ink: np.ndarray, region: _Region, seeds: Sequence[Box]) -> tuple[int, int] | None:
    """Axis (0: across, 1: down) and place of the cut between seeds with the widest white in it; None without one."""
    x0, y0, x1, y1 = region
    best: tuple[float, int, int] | None = None
    for axis in (0, 1):
        profile = ink[y0:y1, x0:x1].sum(axis=axis)
        start = (x0, y0)[axis]
        for low, high in _between(seeds, axis):
            width, at = _gutter(profile[low - start : high - start], axis)
            if best is None or width > best[0]:
                best = width, axis, low + at
    return None if best is None else best[1:]


def _between(seeds: Sequence[Box], axis: int) -> list[_Span]:
    """Where a straight cut meets no seed and has some on both sides."""
    reach = -np.inf
    spans = []
    for seed in sorted(seeds, key=lambda one: one[axis]):
        if np.isfinite(reach) and round(reach) + 1 < round(seed[axis]):
            spans.append((round(reach) + 1, round(seed[axis])))
        reach = max(reach, seed[axis + 2])
    return spans


def _gutter(profile: np.ndarray, axis: int) -> tuple[float, int]:
    """Width and middle of the white to cut in; where there is none, a width of 0 and the place with the least ink.

    profile: ink over the places between two seeds. Across, the first white that is wide: what stands left of a plot is
    its own. Down, the widest.
    """
    white = runs_of(np.flatnonzero(profile == 0).tolist(), lambda last, at: at - last == 1)
    if not white:
        return 0.0, int(profile.argmin())
    widest = max(len(run) for run in white)
    least = COMPOSITES.first_white * widest if axis == 0 else widest
    run = next(run for run in white if len(run) >= least)
    return float(widest), (run[0] + run[-1]) // 2


def _of_region(
    ink: np.ndarray, region: _Region, frames: Sequence[Box], letters: Sequence[SeenWord]
) -> list[PicturePanel]:
    """The panels of a region with its frames: beside a plot, each letter that is not the plot's has a drawing."""
    inside = [word for word in letters if holds(region, *middle_of(word[1]))]
    if len(frames) > 1 or not inside:
        return _trimmed(ink, region, "", frames)
    if not frames:
        parts = _cut(ink, region, [box for _, box in inside])
        return [one for part, boxes in parts for one in _trimmed(ink, part, _only(inside, boxes), ())]
    own = min(inside, key=lambda word: _from_corner(word[1], frames[0]))
    others = [word for word in inside if word is not own]
    parts = _cut(ink, region, [union(frames[0], own[1]), *(box for _, box in others)])
    panels = []
    for part, _ in parts:
        has_frame = holds(part, *middle_of(frames[0]))
        here = own[0] if has_frame else _only(others, [box for _, box in others if holds(part, *middle_of(box))])
        panels += _trimmed(ink, part, here, frames if has_frame else ())
    return panels


def _only(letters: Sequence[SeenWord], boxes: Sequence[Box]) -> str:
    """The letter at the only box there is; empty for several."""
    return next((text for text, box in letters if box == boxes[0]), "") if len(boxes) == 1 else ""


def _from_corner(box: Box, frame: Box) -> float:
    """Pixels from the middle of a box to the upper left corner of a frame."""
    across, down = middle_of(box)
    return math.hypot(across - frame[0], down - frame[1])


def _trimmed(ink: np.ndarray, region: _Region, letter: str, frames: Sequence[Box]) -> list[PicturePanel]:
    """The panel of a region, cut to its ink; nothing for a blank one."""
    x0, y0, x1, y1 = region
    part = ink[y0:y1, x0:x1]
    rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
    if not len(rows):
        return []
    room = COMPOSITES.room
    low = max(x0, x0 + int(columns[0]) - room), max(y0, y0 + int(rows[0]) - room)
    high = min(x1, x0 + int(columns[-1]) + 1 + room), min(y1, y0 + int(rows[-1]) + 1 + room)
    frame = frames[0] if len(frames) == 1 else None
    return [PicturePanel((*map(float, low), *map(float, high)), letter, frame)]  # type: ignore[arg-type]


def _panel_letters(words: Sequence[SeenWord], frames: Sequence[Box]) -> list[SeenWord]:
    """The letters of panels among words: those of one style that follow one another in the alphabet.

    A letter printed twice in a style names no panel. Bare ones within a frame are symbols of the plot.
    """
    styles: dict[str, list[SeenWord]] = {"(a)": [], "a": [], "A": []}
    for text, (x0, y0, x1, y1) in words:
        found = _LETTER.match(text)
        if found is None:
            continue
        box = (x0, y0, min(x1, x0 + COMPOSITES.letter_wide * (y1 - y0)), y1)
        if found[1]:
            styles["(a)"].append((found[1], box))
        elif not any(holds(frame, *middle_of(box)) for frame in frames):
            styles["a" if found[2].islower() else "A"].append((found[2], box))
    alone = styles["(a)"] if len(styles["(a)"]) == 1 else []
    return max((alone, *(_following(found) for found in styles.values())), key=len)


def _following(letters: Sequence[SeenWord]) -> list[SeenWord]:
    """The longest run of letters that follow one another in the alphabet, each once."""
    count = Counter(text.lower() for text, _ in letters)
    once = sorted((word for word in letters if count[word[0].lower()] == 1), key=lambda word: word[0].lower())
    runs = runs_of(once, lambda last, word: ord(word[0].lower()) - ord(last[0].lower()) == 1)
    longest = max(runs, key=len, default=[])
    return longest if len(longest) > 1 else []


def _in_order(panels: Sequence[PicturePanel]) -> list[PicturePanel]:
    """Row by row: a panel is in a row with those whose boxes it shares half of its height with."""
    rows: list[list[PicturePanel]] = []
    for panel in sorted(panels, key=lambda one: (one.box[1], one.box[0])):
        for row in rows:
            first = row[0].box
            shared = min(first[3], panel.box[3]) - max(first[1], panel.box[1])
            if shared > 0.5 * min(first[3] - first[1], panel.box[3] - panel.box[1]):
                row.append(panel)
                break
        else:
            rows.append([panel])
    return [panel for row in rows for panel in sorted(row, key=lambda one: one.box[0])]
