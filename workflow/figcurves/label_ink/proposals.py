"""Scales proposed for axes whose labels are no text: readings of the labels' ink that the ticks' lattice confirms.

A reading alone is worth nothing (`10` with a raised `-9` is easily read 1079). Three and more labels must stand on one
linear or logarithmic scale; even then a person confirms it, by writing it down as a declared scale.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import Any, Literal, get_args

import numpy as np

from figcurves.axes.declared import declare_side, long_places
from figcurves.axes.frames import Strokes, ticks
from figcurves.axes.panels import Panel, share_scales
from figcurves.calibration import AxisScale
from figcurves.label_ink.labelshapes import LabelReading, read_axis_labels
from figcurves.label_ink.labelwords import with_words
from figcurves.model import FittedScale
from figcurves.ocr import SeenWord, words_in_ink
from figcurves.paths.drawing import Drawing
from figcurves.reasons import Reason
from figcurves.settings import AXES, LABEL_INK
from printed.geometry import Box

SCALE_PROPOSED = "scale proposed"
"""Flag of an axis whose scale was read from the ink of its labels and waits for a person."""
LABELS_SEEN = "labels seen"
Ocr = Callable[[np.ndarray], list[SeenWord]]
"""The words that an OCR reads on a picture of the labels of one side (rows, columns), ink 0..1."""
Propose = Literal["", "shapes", "ocr"]
"""Whether scales are proposed: not, from the shapes of letters, or from these and the words that OCR reads."""


def ocr_for(propose: Propose) -> Ocr | None:
    """How the words beside an axis are read; None where OCR was not asked for."""
    return words_in_ink if propose == "ocr" else None


@dataclass(frozen=True, slots=True)
class ScaleProposal:
    """Values of the long ticks that the labels and the lattice agree on; `reason` says how far and what does not."""

    scale: FittedScale
    values: tuple[float, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class _Line:
    scale: FittedScale
    slope: float
    rest: float
    agree: dict[int, float]
    cost: float


def propose_scale(
    ink: np.ndarray, ticks: Sequence[float], edge: float, side: str, tolerance: float, ocr: Ocr | None = None
) -> ScaleProposal | str:
    """The scale that the labels of one side give, or why they give none.

    ink: coverage 0..1 (rows, columns); ticks: pixels of the long ticks, in the order of rising values (left to right,
    bottom to top); edge: where labels begin; tolerance: pixels that a tick may miss the scale.
    """
    readings = read_axis_labels(ink, sorted(ticks), edge, side)
    if ocr is not None:
        readings = with_words(readings, ocr(ink), ticks, edge, side)
    by_tick = {reading.at: reading for reading in readings}
    ordered = [by_tick.get(at) for at in ticks]
    seen = ", ".join(repr(reading.seen) for reading in ordered if reading) or "none"
    line = _best_line(ticks, ordered, tolerance)
    if line is None:
        return f"{LABELS_SEEN}: {seen}; {LABEL_INK.least} of them on one linear or log scale are needed"
    values = [line.agree.get(index, _round_at(line, at, tolerance)) for index, at in enumerate(ticks)]
    why = _no_values(line, values)
    if why is not None:
        return f"{LABELS_SEEN}: {seen}; {why}"
    by = "shapes of its labels and OCR" if ocr is not None else "shapes of its labels"
    reason = f"{SCALE_PROPOSED} from the {by}: {_listed(values)} ({_agreement(line, values, ordered)})"
    return ScaleProposal(line.scale, tuple(float(value) for value in values if value is not None), reason)


def _no_values(line: _Line, values: Sequence[float | None]) -> str | None:
    """Why the long ticks do not all stand at values of the scale; None where they do."""
    odd = [value for i, value in enumerate(values) if i not in line.agree and value and _is_odd(line, value)]
    if odd:
        return f"a long tick stands at {odd[0]:.6g}, at no step of the others: a curve may touch it"
    if any(value is None for value in values):
        return "the long ticks between them are at no round values"
    return None


def _agreement(line: _Line, values: Sequence[float | None], readings: Sequence[LabelReading | None]) -> str:
    """How many of the labels that were read agree with the scale, and which do not."""
    read = {index: reading for index, reading in enumerate(readings) if reading is not None}
    off = [f"{one.seen!r} at {values[index]:g}" for index, one in read.items() if index not in line.agree]
    agree = f"{len(line.agree)} of {len(read)} labels agree"
    return f"{agree}; not {', '.join(off)}" if off else agree


def _listed(values: Sequence[float | None]) -> str:
    return ", ".join(f"{value:.6g}" for value in values if value is not None)


def _best_line(ticks: Sequence[float], readings: Sequence[LabelReading | None], tolerance: float) -> _Line | None:
    """The scale through two labels' readings that most other labels agree with, the likeliest readings first."""
    choices = {index: reading.values[:4] for index, reading in enumerate(readings) if reading and reading.values}
    best: _Line | None = None
    for first, second in combinations(sorted(choices), 2):
        for _, a, _ in choices[first]:
            for _, b, _ in choices[second]:
                for scale in get_args(FittedScale):
                    line = _line(scale, ticks, choices, (first, a), (second, b), tolerance)
                    if line and (best is None or (len(line.agree), -line.cost) > (len(best.agree), -best.cost)):
                        best = line
    if best is None or len(best.agree) < min(LABEL_INK.least, len(ticks)) or len(best.agree) < LABEL_INK.least:
        return None
    return best if 2 * len(best.agree) > len([r for r in readings if r]) else None


def _line(
    scale: FittedScale,
    ticks: Sequence[float],
    choices: dict[int, tuple[tuple[str, float, float], ...]],
    first: tuple[int, float],
    second: tuple[int, float],
    tolerance: float,
) -> _Line | None:
    (i, a), (j, b) = first, second
    if a == b or (scale == "log" and (a <= 0 or b <= 0)):
        return None
    ta, tb = (math.log10(a), math.log10(b)) if scale == "log" else (a, b)
    slope = (tb - ta) / (ticks[j] - ticks[i])
    rest = ta - slope * ticks[i]
    if slope * (ticks[-1] - ticks[0]) <= 0:
        return None
    agree: dict[int, float] = {}
    cost = 0.0
    for index, values in choices.items():
        for rank, (_, value, away) in enumerate(values):
            if scale == "log" and value <= 0:
                continue
            t = math.log10(value) if scale == "log" else value
            if abs((t - rest) / slope - ticks[index]) <= tolerance:
                agree[index] = value
                cost += away + 0.02 * rank
                break
    return _Line(scale, slope, rest, agree, cost)


def _round_at(line: _Line, at: float, tolerance: float) -> float | None:
    """The roundest value within the tolerance of a tick whose label was not read; None where there is none."""
    t = line.slope * at + line.rest
    value = 10.0**t if line.scale == "log" else t
    for digits in range(1, 5):
        rounded = float(f"{value:.{digits - 1}e}")
        if line.scale == "linear" and abs(value) < tolerance * abs(line.slope):
            rounded = 0.0
        if line.scale == "log" and rounded <= 0:
            continue
        back = math.log10(rounded) if line.scale == "log" else rounded
        if abs((back - line.rest) / line.slope - at) <= tolerance:
            return rounded
    return None


def _is_odd(line: _Line, value: float) -> bool:
    """Whether a tick stands at no tenth of the step between labels, or, on a log scale, at no 1 to 9 of a decade."""
    if line.scale == "log":
        return float(f"{value:.0e}") != value
    read = sorted(set(line.agree.values()))
    step = min(high - low for low, high in pairwise(read)) / LABEL_INK.parts
    return abs(value / step - round(value / step)) > LABEL_INK.off_part


def propose_panels(
    where: str, page: Any, drawing: Drawing, panels: list[Panel], lines: Strokes, ocr: Ocr | None
) -> None:
    """Give each panel of a page a scale on every axis that has none and whose labels the lattice confirms.

    page: of PDFium, turned as it is displayed; ocr: asked too, if any.
    """
    if all(panel.x is not None and panel.y is not None for panel in panels):
        return
    for panel in panels:
        _propose_panel(where, page, drawing, panel, lines, ocr)
    share_scales(panels, lines)
    for panel in panels:
        scaled = [name for name, side in (("x", panel.x), ("y", panel.y)) if side is not None]
        panel.unread = [one for one in panel.unread if one.kind != "labels seen" or one.axis not in scaled]


def _propose_panel(where: str, page: Any, drawing: Drawing, panel: Panel, lines: Strokes, ocr: Ocr | None) -> None:
    """The sides carry the flag and a reason for review; where labels are not confirmed, `panel.unread` says why."""
    for name, side, has in (("x", "bottom", panel.x), ("y", "left", panel.y)):
        if has is not None:
            continue
        places, _ = long_places(lines, panel.box, side)
        if len(places) < LABEL_INK.least:
            continue
        found = _propose(page, drawing, panel, side, places, _outward(lines, panel.box, side), ocr)
        if isinstance(found, str):
            panel.unread.append(Reason(found, "labels seen", name))
            continue
        declare_side(f"{where}:{name}", panel, lines, side, AxisScale(scale=found.scale, ticks=found.values))
        read = panel.sides[side]
        reasons = (*read.reasons, Reason(f"{found.reason}: confirm it"))
        panel.sides[side] = replace(read, reasons=reasons, flags=(SCALE_PROPOSED,))


def _outward(lines: Strokes, box: Box, side: str) -> float:
    """Points by which the longest tick leaves the frame."""
    edge = box[1] if side == "bottom" else box[0]
    out = 0.0
    for tick in ticks(lines, box, side):
        for segment in lines.segments[1 if side == "bottom" else 0]:
            if segment.path is tick.path and abs(segment.at - tick.at) < 1e-6 and segment.low <= edge:
                out = max(out, edge - segment.low)
    return min(out, AXES.tick_longest)


def _propose(
    page: Any, drawing: Drawing, panel: Panel, side: str, places: list[float], outward: float, ocr: Ocr | None
) -> ScaleProposal | str:
    x0, y0, x1, y1 = panel.box
    slack = 16.0
    if side == "bottom":
        left, bottom, right, top = x0 - slack, y0 - LABEL_INK.reach, x1 + slack, y0 + 1.0
    else:
        left, bottom, right, top = x0 - LABEL_INK.reach, y0 - slack, x0 + 1.0, y1 + slack
    left, bottom = max(0.0, left), max(0.0, bottom)
    right, top = min(drawing.width, right), min(drawing.height, top)
    crop = (left, bottom, drawing.width - right, drawing.height - top)
    bitmap = page.render(scale=LABEL_INK.scale, crop=crop, draw_annots=False, grayscale=True).to_numpy()
    grey = bitmap.reshape(bitmap.shape[0], -1).astype(float)
    ink = np.clip(1.0 - grey / 255.0, 0.0, 1.0)
    if side == "bottom":
        pixels = [(place - left) * LABEL_INK.scale for place in places]
        edge = (top - y0 + outward + LABEL_INK.clear) * LABEL_INK.scale
    else:
        pixels = [(top - place) * LABEL_INK.scale for place in places]
        edge = (x0 - left - outward - LABEL_INK.clear) * LABEL_INK.scale
    return propose_scale(ink, pixels, edge, side, AXES.residual * LABEL_INK.scale, ocr)
