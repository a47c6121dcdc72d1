"""Scales proposed for axes whose labels are no text: readings of the labels' ink that the ticks' lattice confirms.

A reading alone is worth nothing (`10` with a raised `-9` is easily read 1079). Three and more labels must stand on one
linear or logarithmic scale; even then a person confirms it, by writing it down as a declared scale.
"""

import hashlib
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Literal, get_args

import numpy as np

from memlit.digitize.label_ink.labelshapes import LabelReading, read_axis_labels
from memlit.digitize.model import FittedScale
from memlit.digitize.settings import AXES, LABEL_INK

PROPOSED = "scale proposed"
"""Flag of an axis whose scale was read from the ink of its labels and waits for a person."""
SEEN = "labels seen"
Ocr = Callable[[np.ndarray], list[str]]
"""Texts that an OCR reads on a picture of one label (rows, columns), ink 0..1."""


@dataclass(slots=True)
class LabelPictures:
    """Collects the pictures of labels by their digest, for an OCR that runs elsewhere."""

    found: dict[str, np.ndarray] = field(default_factory=dict)

    def keep(self, ink: np.ndarray) -> list[str]:
        """Stands for an OCR: keeps the picture (rows, columns; ink 0 to 1) and reads nothing on it yet."""
        self.found[picture_digest(ink)] = ink
        return []


Propose = Literal["", "shapes"] | Mapping[str, list[str]] | LabelPictures
"""Whether scales are proposed: not, from the shapes of letters, or from these and the texts that an OCR read."""


def picture_digest(ink: np.ndarray) -> str:
    """SHA-256 of the ink (rows, columns; 0 to 1) at 8 bits and of its shape."""
    return hashlib.sha256(np.round(255 * ink).astype(np.uint8).tobytes() + str(ink.shape).encode()).hexdigest()


def ocr_for(propose: Propose) -> Ocr | None:
    """How the OCR's texts of a label are had; None where none was asked."""
    if isinstance(propose, LabelPictures):
        return propose.keep
    if isinstance(propose, str):
        return None
    return lambda ink: list(propose.get(picture_digest(ink), []))


@dataclass(frozen=True, slots=True)
class Proposal:
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
) -> Proposal | str:
    """The scale that the labels of one side give, or why they give none.

    ink: coverage 0..1 (rows, columns); ticks: pixels of the long ticks, in the order of rising values (left to right,
    bottom to top); edge: where labels begin; tolerance: pixels that a tick may miss the scale.
    """
    readings = read_axis_labels(ink, sorted(ticks), edge, side)
    if ocr is not None:
        readings = [_with_ocr(reading, ink, ocr) for reading in readings]
    by_tick = {reading.at: reading for reading in readings}
    ordered = [by_tick.get(at) for at in ticks]
    seen = ", ".join(repr(reading.seen) for reading in ordered if reading) or "none"
    line = _best_line(ticks, ordered, tolerance)
    if line is None:
        return f"{SEEN}: {seen}; {LABEL_INK.least} of them on one linear or log scale are needed"
    values = [line.agree.get(index, _round_at(line, at, tolerance)) for index, at in enumerate(ticks)]
    if any(value is None for value in values):
        return f"{SEEN}: {seen}; the long ticks between them are at no round values"
    off = [f"{r.seen!r} at {values[i]:g}" for i, r in enumerate(ordered) if r and i not in line.agree]
    by = "shapes of its labels and OCR" if ocr is not None else "shapes of its labels"
    read = sum(reading is not None for reading in ordered)
    reason = f"{PROPOSED} from the {by}: {_listed(values)} ({len(line.agree)} of {read} labels agree"
    reason += f"; not {', '.join(off)})" if off else ")"
    return Proposal(line.scale, tuple(float(value) for value in values if value is not None), reason)


def _listed(values: Sequence[float | None]) -> str:
    return ", ".join(f"{value:.6g}" for value in values if value is not None)


def _with_ocr(reading: LabelReading, ink: np.ndarray, ocr: Ocr) -> LabelReading:
    """The reading with what OCR reads there; a number that both read counts as sure."""
    from memlit.digitize.axes.tick_labels import parse_number

    left, top, right, bottom = reading.box
    pad = max(4, (bottom - top) // 3)
    crop = ink[max(0, top - pad) : bottom + pad, max(0, left - pad) : right + pad]
    values = list(reading.values)
    for text in ocr(crop):
        number = parse_number(text)
        if number is None:
            continue
        known = next((item for item in values if item[1] == number), None)
        if known is None:
            values.append((text, number, 0.05))
        else:
            values[values.index(known)] = (known[0], known[1], 0.0)
    return LabelReading(reading.at, reading.seen, tuple(values), reading.box)


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


def tolerance_in(scale: float) -> float:
    """Pixels that a tick may miss the scale, for a picture with `scale` pixels a point."""
    return AXES.residual * scale
